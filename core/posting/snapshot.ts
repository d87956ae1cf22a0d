/** What the sync log keeps of a posted document: what counts in the books, and nothing about the customer. */
import type { LedgerDocument } from '../ledger/documents';

/** What the fingerprint looks at, with the texts that make it readable; and the rate it was sent with, for its correction. */
export type DocumentSnapshot = Pick<
	LedgerDocument,
	| 'type'
	| 'date'
	| 'dueOn'
	| 'currency'
	| 'exchangeRate'
	| 'lines'
	| 'taxes'
	| 'total'
	| 'totalTax'
	| 'moneyAccount'
	| 'appliesTo'
>;

export function snapshotOf(document: LedgerDocument): DocumentSnapshot {
	const {
		type,
		date,
		dueOn,
		currency,
		exchangeRate,
		lines,
		taxes,
		total,
		totalTax,
		moneyAccount,
		appliesTo,
	} = document;
	return {
		type,
		date,
		...(dueOn === undefined ? {} : { dueOn }),
		currency,
		...(exchangeRate === undefined ? {} : { exchangeRate }),
		lines,
		taxes,
		total,
		totalTax,
		...(moneyAccount === undefined ? {} : { moneyAccount }),
		...(appliesTo === undefined ? {} : { appliesTo }),
	};
}

/** A snapshot as it comes out of the sync log; undefined when it is none. */
export function parseSnapshot(value: unknown): DocumentSnapshot | undefined {
	const isSnapshot =
		typeof value === 'object' &&
		value !== null &&
		['type', 'date', 'total', 'totalTax'].every((key) => key in value) &&
		Array.isArray(Reflect.get(value, 'lines')) &&
		Array.isArray(Reflect.get(value, 'taxes'));
	return isSnapshot ? (value as DocumentSnapshot) : undefined;
}
