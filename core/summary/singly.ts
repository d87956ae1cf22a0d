/** Which events are not summed but posted one by one, and why. */
import type { JournalEntry } from '../journal/entry';
import { Big } from '../money/decimal';
import { minorUnits } from '../money/money';
import { ruleBook, type Condition } from '../rules/mostSpecific';
import { amountOf } from './member';
import type { SinglyPolicy } from './policy';

function isOfCompany({ customer, order }: JournalEntry): boolean {
	const given = (text: string | undefined): boolean => text !== undefined && text.trim() !== '';
	return given(customer?.company) || given(customer?.taxNumber) || given(order.poNumber);
}

/** What cannot be summed: what is owed has to be an invoice of its own, and a payment finds its own invoice. */
function alwaysSingly({ purpose, direction, lines }: JournalEntry): string | undefined {
	if (purpose !== 'Sale' && purpose !== 'Refund' && purpose !== 'Payment')
		return `it is of the kind ${purpose}`;
	if (purpose === 'Payment' && direction !== 'returned') return 'it pays an invoice';
	const owed = lines.some(({ role, amount }) => role === 'receivable' && minorUnits(amount) > 0n);
	if (!owed) return undefined;
	return purpose === 'Refund' ? 'it lowers what is owed' : 'it is not paid in full';
}

type Fits = (value: string | undefined) => boolean;

function fitting(condition: Condition | undefined): Fits {
	if (condition === undefined) return () => false;
	const book = ruleBook([{ when: { value: condition }, then: true }]);
	return (value) => book.find({ value }).kind === 'match';
}

/**
 * Prepares the rule for many events.
 * @returns the reason why an event is posted by itself, for people; undefined for what is summed
 */
export function singlyRule(policy: SinglyPolicy): (entry: JournalEntry) => string | undefined {
	const [channel, country, gateway] = [policy.channel, policy.country, policy.gateway].map(fitting);
	return (entry) => {
		const always = alwaysSingly(entry);
		if (always !== undefined) return always;
		if (policy.companies && isOfCompany(entry)) return 'the customer is a company';
		const { amount, currency } = amountOf(entry);
		if (policy.over !== undefined && new Big(amount).gt(policy.over))
			return `it is of more than ${policy.over} ${currency}`;
		if (channel?.(entry.channel) === true) return `it is of the channel ${entry.channel}`;
		const to = entry.shipTo?.country;
		if (to !== undefined && country?.(to) === true) return `it goes to ${to}`;
		const through = entry.lines.map(({ facts }) => facts.gateway).find((name) => gateway?.(name) === true);
		return through === undefined ? undefined : `it went through ${through}`;
	};
}
