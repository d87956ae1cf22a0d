/** Checks that every document must pass before anything is resolved or sent, whatever its type. */
import type { FindingCode } from '../../../core/findings/catalogue';
import { finding, type Evidence, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { Facts } from './facts';
import { LEDGER_NAME } from './failures';
import { amountProblem } from './numbers';

export const NUMBER_LENGTH = 255;
/** Tracking categories of one line. */
const MOST_TRACKING = 2;

/** Finding DOCUMENT_NOT_POSSIBLE: Xero has no way to hold this document, for a reason in words. */
export function notPossible(reason: string, path?: string): Finding {
	return at('DOCUMENT_NOT_POSSIBLE', { ledger: LEDGER_NAME, reason }, path);
}

function at(code: FindingCode, evidence: Evidence, path?: string): Finding {
	return finding(code, { evidence, ...(path === undefined ? {} : { path }) });
}

/** Whether the books are locked for the document's date (the lock date itself is locked). */
export function isInClosedPeriod(document: LedgerDocument, facts: Pick<Facts, 'company'>): boolean {
	const { closedUntil } = facts.company;
	return closedUntil !== undefined && document.date <= closedUntil;
}

/** DOCUMENT_NOT_POSSIBLE when Xero cannot hold an amount; then nothing else can be worked out. */
export function checkAmounts(document: LedgerDocument): readonly Finding[] {
	const amounts = [
		document.total,
		document.totalTax,
		...document.lines.flatMap(({ amount, taxes }) => [amount, ...taxes.map((tax) => tax.amount)]),
	];
	const problem = amounts.map(amountProblem).find((each) => each !== undefined);
	return problem === undefined ? [] : [notPossible(problem, 'lines')];
}

/**
 * CURRENCY_NOT_ENABLED, PERIOD_CLOSED, ACCOUNT_UNKNOWN, DOCUMENT_NOT_POSSIBLE (number too long, no lines, a tracking category
 * or option that is not there, more than two of them).
 */
export function checkDocument(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const { company } = facts;
	const findings: Finding[] = [];
	if (!facts.currencies.has(document.currency))
		findings.push(
			at('CURRENCY_NOT_ENABLED', { currency: document.currency, home: company.currency }, 'currency'),
		);
	if (isInClosedPeriod(document, facts))
		findings.push(
			at('PERIOD_CLOSED', { closedUntil: company.closedUntil ?? '', bookedOn: document.date }, 'date'),
		);
	if (document.number.length > NUMBER_LENGTH)
		findings.push(
			notPossible(`the number ${document.number} is longer than ${NUMBER_LENGTH} characters`, 'number'),
		);
	if (
		document.lines.length === 0 &&
		document.type !== 'CustomerPayment' &&
		document.type !== 'CustomerRefund'
	)
		findings.push(notPossible('it has no lines', 'lines'));

	const accounts = document.lines.map(({ account }, index) => ({ account, path: `lines[${index}].account` }));
	if (document.moneyAccount !== undefined)
		accounts.push({ account: document.moneyAccount, path: 'moneyAccount' });
	for (const { account, path } of accounts) {
		if (facts.accounts.get(account.id)?.active !== true)
			findings.push(at('ACCOUNT_UNKNOWN', { account: account.name, ledger: LEDGER_NAME }, path));
	}
	return [...findings, ...checkTracking(document, facts)];
}

function checkTracking(document: LedgerDocument, { tracking }: Facts): readonly Finding[] {
	const findings: Finding[] = [];
	document.lines.forEach((line, index) => {
		const dimensions = Object.entries(line.dimensions ?? {});
		if (dimensions.length > MOST_TRACKING)
			findings.push(notPossible('a line has at most two tracking categories', `lines[${index}].dimensions`));
		for (const [key, option] of dimensions) {
			const path = `lines[${index}].dimensions.${key}`;
			const category = tracking.find(({ id }) => id === key);
			if (category === undefined)
				findings.push(notPossible(`there is no active tracking category ${key}`, path));
			else if (!category.options.some(({ id }) => id === option))
				findings.push(notPossible(`"${category.name}" has no active option ${option}`, path));
		}
	});
	return findings;
}
