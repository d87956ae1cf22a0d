/** Invoices and credit notes: approved, lines by account, tax as the shop charged it. */
import type { Finding } from '../../../../core/findings/finding';
import type { Side } from '../../../../core/journal/entry';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Facts } from '../facts';
import { taxPart, type LineTaxFields, type TaxPart } from '../tax';
import { lineAmount, quantityFields, sumOfLines } from './amounts';
import type { CreditNoteBody, InvoiceBody, LineBody } from './bodies';
import {
	accountFields,
	lineDescription,
	needed,
	rateFields,
	referenceOf,
	trackingFields,
	urlFields,
	type Draft,
} from './draft';
import { checkRelated } from './related';

/** Accounts no line of an invoice can go to. */
const NOT_BY_LINE = new Set(['receivable', 'payable', 'bank']);

/**
 * @param invoice what a credit's `appliesTo` names, as it was posted
 * @returns held with the findings of `taxPart`, SALE_NOT_POSTED or DOCUMENT_NOT_POSSIBLE
 */
export function salesDraft(
	document: LedgerDocument,
	facts: Facts,
	invoice: PostedDocument | undefined,
): Outcome<Draft> {
	const isInvoice = document.type === 'Invoice';
	const adds: Side = isInvoice ? 'credit' : 'debit';
	const tax = taxPart(document, facts, adds);
	const findings: readonly Finding[] = [
		...tax.findings,
		...checkLines(document, facts, adds),
		...checkRelated(document, invoice, 'Invoices'),
	];
	return unlessErrors(findings, () => {
		const part: TaxPart = tax.ok ? tax.value : { lineAmountTypes: 'NoTax', lines: [] };
		return {
			entity: isInvoice ? 'Invoices' : 'CreditNotes',
			needsContact: true,
			findings,
			complete: (contact): InvoiceBody | CreditNoteBody => {
				const common = {
					Contact: { ContactID: needed(contact, 'a contact') },
					Date: document.date,
					LineAmountTypes: part.lineAmountTypes,
					LineItems: document.lines.map((line, index) =>
						salesLine(line, part.lines[index] ?? {}, adds, facts),
					),
					Reference: referenceOf(document.postingKey),
					CurrencyCode: document.currency,
					...rateFields(document, facts),
					Status: 'AUTHORISED',
				} as const;
				if (!isInvoice) return { Type: 'ACCRECCREDIT', CreditNoteNumber: document.number, ...common };
				return {
					Type: 'ACCREC',
					InvoiceNumber: document.number,
					DueDate: dueDate(document),
					...urlFields(document),
					...common,
				};
			},
		};
	});
}

/** Without one Xero does not approve, nor with one before the date: what is paid at once is due at once. */
function dueDate({ date, dueOn }: LedgerDocument): string {
	return dueOn !== undefined && dueOn > date ? dueOn : date;
}

function checkLines(document: LedgerDocument, facts: Facts, adds: Side): readonly Finding[] {
	const findings: Finding[] = [];
	document.lines.forEach(({ account }, index) => {
		if (NOT_BY_LINE.has(facts.accounts.get(account.id)?.kind ?? ''))
			findings.push(
				notPossible(`a sales line cannot go to the account "${account.name}"`, `lines[${index}].account`),
			);
	});
	const sum = sumOfLines(document.lines, adds) + minorUnits(document.totalTax);
	if (sum < 0n) findings.push(notPossible('its total would be negative', 'lines'));
	else if (sum !== minorUnits(document.total)) {
		const lines = fromMinorUnits(sum, document.currency).amount;
		findings.push(
			notPossible(`its lines and taxes are ${lines}, its total is ${document.total.amount}`, 'total'),
		);
	}
	return findings;
}

function salesLine(line: LedgerDocumentLine, tax: LineTaxFields, adds: Side, facts: Facts): LineBody {
	return {
		Description: lineDescription(line),
		...quantityFields(line, adds),
		LineAmount: lineAmount(line, adds),
		...accountFields(line.account, facts),
		...tax,
		...trackingFields(line, facts),
	};
}
