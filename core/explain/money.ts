/** Where the amounts of payouts, disputes and matches come from, in words. */
import type { MoneyDocument } from '../documents';
import type { JournalLine } from '../journal/entry';
import { resultText } from './figures';

/** By the origin of a line. */
const SOURCES: Readonly<Record<string, string>> = {
	net: 'the net of the payout, as the gateway states it',
	transactions: 'what was taken out of the payout in all, from the clearing account',
	received: 'what the bank has booked',
	amount: 'the dispute, with its fee where that moves too, as the gateway states it',
	fee: 'the fee of the dispute, as the gateway states it',
};

export function moneyArithmetic(document: MoneyDocument): (line: JournalLine) => readonly string[] {
	return ({ origin, amount }) => {
		const source = SOURCES[origin] ?? `the sum of ${origin} of the payout, as the gateway states them`;
		const difference =
			document.type === 'PayoutMatch' && document.differenceSide !== 'none'
				? [
						`expected ${document.expected.amount}: the difference of ${document.difference.amount} stays on payouts in transit`,
					]
				: [];
		return [source, ...difference, resultText(amount)];
	};
}
