/** How much went to the rounding account, by store, against what is usual. */
import { finding } from '../../findings/finding';
import { Big, toDecimal } from '../../money/decimal';
import { currencyDigits } from '../../money/currency';
import { moneyOf, sumOf } from '../../reconcile/signed';
import { storeOf, type PostedFigures } from '../posted';
import type { HealthInput } from '../input';
import { counted, examplesOf, found, grouped, notChecked, type Check } from './tools';

/** Documents of the period by the day of the books. */
export function ofPeriod({ posted = [], period }: HealthInput): PostedFigures[] {
	const [from, to] = [period.from.slice(0, 10), period.to.slice(0, 10)];
	return posted.filter(({ record }) => record.bookedOn >= from && record.bookedOn <= to);
}

const byAmount = (a: PostedFigures, b: PostedFigures): number => (a.rounding < b.rounding ? 1 : -1);

export const rounding: Check = (input) => {
	if (input.posted === undefined) return notChecked('The sync log has no posted documents of this time.');
	const documents = ofPeriod(input);
	const budget = new Big(input.thresholds.roundingPerHundred);
	const groups = grouped(documents, ({ record, currency }) =>
		JSON.stringify([storeOf(record.businessKey), currency]),
	);
	const findings = [...groups].flatMap(([key, group]) => {
		const [store = '', currency = ''] = JSON.parse(key) as string[];
		const units = sumOf(group.map((each) => each.rounding));
		const digits = currencyDigits(currency) ?? 0;
		// a budget of 1.00 for each hundred documents, and for fewer than hundred
		const allowed = budget.times(Math.max(group.length, 100)).div(100);
		if (new Big(units.toString()).div(new Big(10).pow(digits)).lte(allowed)) return [];
		const largest = group.toSorted(byAmount).filter((each) => each.rounding > 0n);
		const evidence = {
			amount: `${moneyOf(units, currency).amount} ${currency}`,
			count: group.length,
			store,
			budget: `${toDecimal(allowed.round(digits))} ${currency}`,
			examples: examplesOf(largest.map(({ record }) => record.orderNumber)),
		};
		return [finding('ROUNDING_OVER_BUDGET', { evidence })];
	});
	return found(
		`${counted(documents.length, 'posted document')} of this time; more than ${input.thresholds.roundingPerHundred} on the rounding account for each hundred of a store is told.`,
		findings,
	);
};
