/**
 * The fingerprint of a ledger document: equal when the books would be the same. Amounts, accounts, dates, quantities and
 * tax codes count; texts, addresses, names of accounts and the order of lines do not, so that a renamed product or a
 * touched order is not taken for a change.
 */
import { createHash } from 'node:crypto';
import type { LineTax } from '../journal/entry';
import type { LedgerDocument, LedgerDocumentLine } from '../ledger/documents';

const taxMatters = ({ rate, ledgerRateId, amount }: LineTax): string =>
	JSON.stringify([rate, ledgerRateId ?? null, amount.amount]);

function lineMatters(line: LedgerDocumentLine): string {
	const { account, side, amount, quantity, taxCode, taxes, dimensions } = line;
	return JSON.stringify([
		account.id,
		side,
		amount.amount,
		quantity ?? null,
		taxCode?.id ?? null,
		taxes.map(taxMatters).sort(),
		dimensions === undefined ? null : Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1)),
	]);
}

/** sha256 (hex) of what matters in the document. */
export function fingerprint(document: LedgerDocument): string {
	const { type, date, dueOn, currency, lines, taxes, total, totalTax, moneyAccount, appliesTo } = document;
	const matters = JSON.stringify([
		type,
		date,
		dueOn ?? null,
		currency,
		lines.map(lineMatters).sort(),
		taxes.map((tax) => JSON.stringify([taxMatters(tax), tax.taxable.amount])).sort(),
		total.amount,
		totalTax.amount,
		moneyAccount?.id ?? null,
		appliesTo ?? null,
	]);
	return createHash('sha256').update(matters).digest('hex');
}
