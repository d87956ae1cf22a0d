/** Taking something off what is open on a document, and putting it back. */
import type { Organisation } from '../books/organisation';
import type { DocumentRow } from '../books/records';
import { decimal, type Decimal } from '../decimals';
import { toBase } from './currency';

/** What is still to be paid; of a credit note: what is still to be used. */
export const dueOf = (row: DocumentRow): Decimal => decimal(row.total).minus(row.paid).minus(row.credited);

/** What of the control account an amount clears: all that is left when nothing stays due. */
export const clearedBy = (row: DocumentRow, amount: Decimal): bigint =>
	amount.eq(dueOf(row)) ? BigInt(row.openBase) : toBase(amount, row.rate);

/** A change of what is settled; `amount` is negative when it is taken back. */
export interface Settlement {
	readonly by: 'paid' | 'credited';
	readonly amount: Decimal;
	/** cents of the base currency taken from the control account */
	readonly base: bigint;
	readonly date: string;
	/** the payment or allocation; it is forgotten when the amount is negative */
	readonly id: string;
}

/** The document as it is after the change: PAID when nothing is due, AUTHORISED when something is again. */
export function settle(organisation: Organisation, row: DocumentRow, change: Settlement): DocumentRow {
	const list = change.by === 'paid' ? row.payments : row.allocations;
	const ids = change.amount.lt(0) ? list.filter((id) => id !== change.id) : [...list, change.id];
	const { fullyPaidOn: _before, ...rest } = row;
	const settled: DocumentRow = {
		...rest,
		updated: organisation.now(),
		[change.by]: decimal(row[change.by]).plus(change.amount).toString(),
		openBase: String(BigInt(row.openBase) - change.base),
		[change.by === 'paid' ? 'payments' : 'allocations']: ids,
	};
	return organisation.putDocument(
		dueOf(settled).eq(0)
			? { ...settled, status: 'PAID', fullyPaidOn: change.date }
			: { ...settled, status: 'AUTHORISED' },
	);
}
