/** Products sold below their cost, as far as the shop says what they cost. */
import { sumsByProduct } from '../performance/sums';
import { byText } from '../reconcile/signed';
import { amountText } from '../performance/texts';
import { anomaly, type Anomaly } from './anomaly';
import { contributionsIn, isOrder, type Frame } from './frame';

const MOST = 20;

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
	return losses.slice(0, MOST).map(({ key, name, costOfGoods, costedSales, loss }) => {
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
