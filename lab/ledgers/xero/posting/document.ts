/** The legs of invoices, bills, credit notes and bank transactions. */
import type { Leg } from '../books/generalLedger';
import type { Organisation } from '../books/organisation';
import type { DocumentRow, Line, LineAmountTypes } from '../books/records';
import { decimal, toCents, type Decimal } from '../decimals';
import { toBase } from './currency';

interface Posted {
	readonly lines: readonly Line[];
	readonly lineAmountTypes: LineAmountTypes;
	readonly currency: string;
	readonly rate: string;
	readonly total: string;
	readonly rounding?: string;
}

/** The amount of a line without its tax. */
export const netOf = (line: { lineAmount: string; taxAmount: string }, kind: LineAmountTypes): Decimal =>
	kind === 'Inclusive' ? decimal(line.lineAmount).minus(line.taxAmount) : decimal(line.lineAmount);

/**
 * The legs of a document with lines. `side`: 1n where the control account is debited, -1n where it is credited.
 * What is left over by converting line by line goes to the rounding account, as Xero's own does.
 */
export function documentLegs(
	organisation: Organisation,
	document: Posted,
	control: string,
	side: 1n | -1n,
): Leg[] {
	const { currency, rate, lineAmountTypes } = document;
	const isForeign = currency !== organisation.identity.currency;
	const legs: Leg[] = [];
	const add = (account: string, value: Decimal, direction: bigint): void => {
		if (value.eq(0)) return;
		const amount = direction * toBase(value, rate);
		const foreign = isForeign ? { foreign: { currency, amount: direction * toCents(value) } } : {};
		legs.push({ account, amount, ...foreign });
	};
	add(control, decimal(document.total), side);
	for (const line of document.lines) {
		if (line.accountId !== undefined) add(line.accountId, netOf(line, lineAmountTypes), -side);
		add(organisation.system('GST').id, decimal(line.taxAmount), -side);
	}
	const rounding = organisation.system('ROUNDING').id;
	add(rounding, decimal(document.rounding), -side);
	const off = legs.reduce((total, { amount }) => total + amount, 0n);
	if (off !== 0n) legs.push({ account: rounding, amount: -off });
	return legs;
}

/** Which control account a document stands in, and on which side. */
export function controlOf(
	organisation: Organisation,
	{ type }: DocumentRow,
): { account: string; side: 1n | -1n } {
	const isSale = type.startsWith('ACCREC');
	const isCredit = type.endsWith('CREDIT');
	return {
		account: organisation.system(isSale ? 'DEBTORS' : 'CREDITORS').id,
		side: isSale !== isCredit ? 1n : -1n,
	};
}

export const postingKey = (kind: string, id: string): string => `${kind}/${id}`;

/** Enters a document into the ledger. */
export function postDocument(organisation: Organisation, row: DocumentRow): void {
	const { account, side } = controlOf(organisation, row);
	organisation.ledger.post({
		key: postingKey('Document', row.id),
		date: row.date,
		legs: documentLegs(organisation, row, account, side),
	});
}
