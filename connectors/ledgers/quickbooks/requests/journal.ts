/** ManualJournal -> JournalEntry: debits and credits as they are. */
import { finding, type Finding } from '../../../../core/findings/finding';
import { conversionByHand, conversionOf } from '../../../../core/ledger/conversion';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { CLASS, DEPARTMENT, notPossible } from '../checks';
import { LEDGER_NAME } from '../failures';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import { sumOfLines } from './amounts';
import { header, lineDescription, needed, ref, type Body, type Draft, type Ids } from './draft';

/**
 * @returns held with ENTRY_UNBALANCED, or DOCUMENT_NOT_POSSIBLE (tax that the ledger should post: a journal entry has none
 * that reaches the tax return; accounts payable, which need a vendor)
 */
export function journalDraft(document: LedgerDocument, facts: Facts): Outcome<Draft> {
	const kindOf = (line: LedgerDocumentLine): string | undefined => facts.accounts.get(line.account.id)?.kind;
	const lines = document.lines.filter(({ amount }) => !isZero(amount));
	const hasReceivable = lines.some((line) => kindOf(line) === 'receivable');
	const findings = [...checkJournal(document, lines, kindOf), ...checkConversion(document, facts)];
	return unlessErrors(findings, () => ({
		items: [],
		needsCustomer: hasReceivable,
		findings,
		complete: (ids) => ({
			// journal entries are never numbered by QuickBooks itself, so the number is always ours
			DocNumber: document.number,
			...header(document, facts),
			Line: lines.map((line) => journalLine(line, kindOf(line) === 'receivable', ids)),
		}),
	}));
}

/** An account in the home currency has a value for what was changed that only its own entries say. */
function checkConversion(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const home = facts.company.currency;
	const conversion = document.currency === home ? undefined : conversionOf(document);
	if (conversion === undefined) return [];
	const account = facts.accounts.get(conversion.clearing.account.id);
	const kept = account?.currency ?? home;
	if (account === undefined || kept === document.currency) return [];
	const reason = `the account is kept in ${kept}, not in ${document.currency}`;
	return [conversionByHand(conversion, document, LEDGER_NAME, reason)];
}

function checkJournal(
	document: LedgerDocument,
	lines: readonly LedgerDocumentLine[],
	kindOf: (line: LedgerDocumentLine) => string | undefined,
): readonly Finding[] {
	const findings: Finding[] = [];
	if (sumOfLines(lines, 'debit') !== 0n) {
		const total = (side: string): string =>
			fromMinorUnits(
				lines.filter((line) => line.side === side).reduce((sum, { amount }) => sum + minorUnits(amount), 0n),
				document.currency,
			).amount;
		findings.push(
			finding('ENTRY_UNBALANCED', {
				evidence: { debit: total('debit'), credit: total('credit'), currency: document.currency },
			}),
		);
	}
	if (lines.length === 0) findings.push(notPossible('all its amounts are zero', 'lines'));
	if (!isZero(document.totalTax))
		findings.push(
			notPossible('the tax of a journal entry needs a line and an account of its own', 'totalTax'),
		);
	if (lines.some((line) => kindOf(line) === 'payable'))
		findings.push(notPossible('a journal line on accounts payable needs a vendor', 'lines'));
	return findings;
}

/** A line on accounts receivable must say whose. */
function journalLine(line: LedgerDocumentLine, receivable: boolean, ids: Ids): Body {
	const dimension = (name: string): string | undefined =>
		Object.entries(line.dimensions ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
	const classId = dimension(CLASS);
	const departmentId = dimension(DEPARTMENT);
	return {
		DetailType: 'JournalEntryLineDetail',
		Amount: jsonNumber(line.amount.amount),
		Description: lineDescription(line.description, line.sku),
		JournalEntryLineDetail: {
			PostingType: line.side === 'debit' ? 'Debit' : 'Credit',
			AccountRef: ref(line.account.id),
			...(receivable
				? { Entity: { Type: 'Customer', EntityRef: ref(needed(ids.customer, 'a customer')) } }
				: {}),
			...(classId === undefined ? {} : { ClassRef: ref(classId) }),
			...(departmentId === undefined ? {} : { DepartmentRef: ref(departmentId) }),
		},
	};
}
