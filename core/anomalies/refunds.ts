/** Waves of refunds: of one product, or of all. Counted, not summed, so that one large refund is none. */
import type { Contribution } from '../performance/contribution';
import type { Period } from '../performance/periods';
import { anomaly, type Anomaly } from './anomaly';
import {
	contributionsIn,
	isOrder,
	LEAST_WEEKS,
	sumOf,
	weeksBefore,
	weeksEndingIn,
	type Frame,
} from './frame';
import { chanceOfAtLeast, usual } from './robust';

/** log10 of a chance: among thousands of products and fifty weeks a year this does not happen by itself */
const CHANCE_OF_PRODUCT = -8;
const LEAST_OF_PRODUCT = 6;
/** refunds come in batches, when somebody sits down to make them: at most so many at once are nothing special */
const MOST_IN_BATCH = 3;
const DEVIATIONS = 6;
const LEAST_OF_ALL = 12;
const LEAST_FACTOR = 2.5;

const isRefund = (each: Contribution): boolean => sumOf([each], 'refunds') > 0n && !isOrder(each);

/** The documents of each product with the figure, each counted once. */
function byProduct(contributions: readonly Contribution[], figure: 'refunds' | 'grossSales') {
	const documents = new Map<string, Contribution[]>();
	for (const each of contributions) {
		const keys = new Set(
			each.amounts.flatMap(({ figure: found, product }) =>
				found === figure && product !== undefined ? [product.key] : [],
			),
		);
		for (const key of keys) {
			const list = documents.get(key);
			if (list === undefined) documents.set(key, [each]);
			else list.push(each);
		}
	}
	return documents;
}

const nameOf = (key: string, { amounts }: Contribution): string =>
	amounts.find(({ product }) => product?.key === key)?.product?.name ?? key;

function productsOf(frame: Frame, week: Period, before: readonly Period[]): Anomaly[] {
	const refunded = [...byProduct(contributionsIn(frame, week).filter(isRefund), 'refunds')].filter(
		([, list]) => list.length >= LEAST_OF_PRODUCT,
	);
	if (refunded.length === 0) return [];
	const earlier = before.flatMap((each) => contributionsIn(frame, each));
	const [refundsBefore, soldBefore] = [
		byProduct(earlier.filter(isRefund), 'refunds'),
		byProduct(earlier.filter(isOrder), 'grossSales'),
	];
	const count = (map: ReadonlyMap<string, readonly Contribution[]>): number =>
		[...map.values()].reduce((sum, list) => sum + list.length, 0);
	const recent = [week, ...before.slice(0, 2)].map((each) =>
		byProduct(contributionsIn(frame, each).filter(isOrder), 'grossSales'),
	);
	const share = count(refundsBefore) / Math.max(1, count(soldBefore));
	return refunded.flatMap(([key, list]): Anomaly[] => {
		const sold = (soldBefore.get(key)?.length ?? 0) / before.length;
		const own = (refundsBefore.get(key)?.length ?? 0) / before.length;
		const lately = Math.max(...recent.map((week) => week.get(key)?.length ?? 0));
		// at least as many as of any product that sells like it, and more where more of it has been sold of late
		const mean = Math.max(own, share * sold) * Math.max(1, sold === 0 ? 1 : lately / sold);
		const first = list[0];
		const chance = chanceOfAtLeast(list.length, Math.max(0.2, mean));
		if (first === undefined || chance > CHANCE_OF_PRODUCT) return [];
		const product = nameOf(key, first);
		const evidence = { product, observed: list.length, from: week.from, expected: mean.toFixed(1) };
		return [anomaly('ANOMALY_REFUNDS_PRODUCT', { period: week, subject: key, behind: list }, evidence)];
	});
}

function all(frame: Frame, week: Period, before: readonly Period[]): Anomaly[] {
	const refunds = contributionsIn(frame, week).filter(isRefund);
	const { middle: mean, spread } = usual(
		before.map((each) => contributionsIn(frame, each).filter(isRefund).length),
		0,
	);
	// of counts that come one by one the square of the spread is the mean
	const batch = Math.min(MOST_IN_BATCH, Math.max(1, spread ** 2 / Math.max(1, mean)));
	const most = Math.max(LEAST_OF_ALL, LEAST_FACTOR * mean, mean + DEVIATIONS * Math.sqrt(batch * mean));
	if (refunds.length < most) return [];
	const evidence = { observed: refunds.length, from: week.from, expected: mean.toFixed(1) };
	return [anomaly('ANOMALY_REFUNDS', { period: week, behind: refunds }, evidence)];
}

/** A wave that one product explains is told of the product only. */
export function refundWaves(frame: Frame): Anomaly[] {
	return weeksEndingIn(frame.period).flatMap((week) => {
		const before = weeksBefore(week, frame.since);
		if (before.length < LEAST_WEEKS) return [];
		const products = productsOf(frame, week, before);
		return products.length > 0 ? products : all(frame, week, before);
	});
}
