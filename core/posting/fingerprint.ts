/**
 * The fingerprint of a ledger document: equal when the books would be the same. Amounts, accounts, dates, quantities and
 * tax codes count; texts, addresses, names of accounts and the order of lines do not, so that a renamed product or a
 * touched order is not taken for a change.
 */
import { createHash } from 'node:crypto';
import { canonicalJson } from '../canonicalJson';
import type { LedgerDocument, LedgerDocumentLine } from '../ledger/documents';
import type { LineTax } from '../journal/entry';

const taxMatters = (tax: LineTax) => ({ rate: tax.rate, id: tax.ledgerRateId, amount: tax.amount.amount });

const lineMatters = (line: LedgerDocumentLine) => ({
	account: line.account.id,
	side: line.side,
	amount: line.amount.amount,
	quantity: line.quantity,
	taxCode: line.taxCode?.id,
	taxes: line.taxes.map(taxMatters).map(canonicalJson).sort(),
	dimensions: line.dimensions,
});

/** sha256 (hex) of what matters in the document. */
export function fingerprint(document: LedgerDocument): string {
	const matters = {
		type: document.type,
		date: document.date,
		dueOn: document.dueOn,
		currency: document.currency,
		lines: document.lines.map(lineMatters).map(canonicalJson).sort(),
		taxes: document.taxes
			.map((tax) => ({ ...taxMatters(tax), taxable: tax.taxable.amount }))
			.map(canonicalJson)
			.sort(),
		total: document.total.amount,
		totalTax: document.totalTax.amount,
		moneyAccount: document.moneyAccount?.id,
		appliesTo: document.appliesTo,
	};
	return createHash('sha256').update(canonicalJson(matters)).digest('hex');
}
