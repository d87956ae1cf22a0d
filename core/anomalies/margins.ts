/** Products sold below their cost, as far as the shop says what they cost; named when that begins. */
import { sumsByProduct } from '../performance/sums';
import type { Figures } from '../performance/figures';
import { dateOf, dayOf } from '../reconcile/days';
import { byText } from '../reconcile/signed';
import { amountText } from '../performance/texts';
import { anomaly, type Anomaly } from './anomaly';
import { contributionsIn, isOrder, weeksBefore, type Frame } from './frame';

const MOST = 20;

const isLoss = (sums: Figures | undefined): boolean =>
	sums !== undefined && sums.costOfGoods > sums.costedSales;

export function negativeMargins(frame: Frame): Anomaly[] {
	const { currency, period } = frame;
	const all = contributionsIn(frame, period);
	const losses = [...sumsByProduct(all).values()]
		.map(({ key, name, figures: { costOfGoods, costedSales } }) => ({
			key,
			name,
			costOfGoods,
			costedSales,
			loss: costOfGoods - costedSales,
		}))
		.filter(({ loss, costOfGoods, costedSales }) => loss > 0n && costOfGoods > 0n && costedSales > 0n)
		.sort((a, b) => (a.loss === b.loss ? byText(a.key, b.key) : a.loss > b.loss ? -1 : 1));
	if (losses.length === 0) return [];
	const week = { from: period.from, to: dateOf(dayOf(period.from) + 6) };
	const before = sumsByProduct(
		weeksBefore(week, frame.since).flatMap((each) => contributionsIn(frame, each)),
	);
	const begun = losses.filter(({ key }) => !isLoss(before.get(key)?.figures));
	return begun.slice(0, MOST).map(({ key, name, costOfGoods, costedSales, loss }) => {
		const behind = all.filter(
			(each) => isOrder(each) && each.amounts.some(({ product }) => product?.key === key),
		);
		return anomaly(
			'ANOMALY_MARGIN',
			{ period, subject: key, behind },
			{
				product: name,
				sold: amountText(costedSales, currency),
				cost: amountText(costOfGoods, currency),
				loss: amountText(loss, currency),
				currency,
			},
		);
	});
}
