/** The entries of a schedule's orders. */
import type { JournalEntry } from '../../../core/journal/entry';
import { fromMinorUnits } from '../../../core/money/money';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../entries';
import type { Order } from './schedule';

export function entriesOf({ kinds, cents }: Order, index: number, revised: boolean): JournalEntry[] {
	const amount = fromMinorUnits(BigInt(revised ? cents + 1 : cents), 'GBP').amount;
	const id = String(100 + index);
	const revision = `2026-03-0${revised ? 2 : 1}T10:00:00Z`;
	const sale =
		kinds.includes('unpaid') || kinds.includes('payment')
			? unpaidSale
			: kinds.includes('split')
				? splitSale
				: paidSale;
	const entries = [
		// a payment may be delivered before its sale
		...(kinds.includes('payment') ? [paymentOf(id, { amount })] : []),
		sale(id, { amount }),
		...(kinds.includes('refund') ? [refundOf(id, { amount })] : []),
	];
	return entries.map((entry) => ({ ...entry, source: { ...entry.source, revision } }));
}

/** Sale, payment and refund of one order have ids that begin with the order's. */
export const orderOf = (key: string): string => key.split('/').at(3)?.slice(0, 3) ?? '';
