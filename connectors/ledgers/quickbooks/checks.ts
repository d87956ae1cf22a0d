/** Checks that every document must pass before anything is resolved or sent, whatever its type. */
import { finding, type Evidence, type Finding } from '../../../core/findings/finding';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { FindingCode } from '../../../core/findings/catalogue';
import { checkRate } from './exchangeRates';
import type { Facts } from './facts';
import { LEDGER_NAME } from './failures';
import { fitsQuickBooks } from './numbers';

const NUMBER_LENGTH = 21;

/** Finding DOCUMENT_NOT_POSSIBLE: QuickBooks has no way to hold this document, for a reason in words. */
export function notPossible(reason: string, path?: string): Finding {
	return at('DOCUMENT_NOT_POSSIBLE', { ledger: LEDGER_NAME, reason }, path);
}

function at(code: FindingCode, evidence: Evidence, path?: string): Finding {
	return finding(code, { evidence, ...(path === undefined ? {} : { path }) });
}

/** Whether the books are closed for the document's date (the closing date itself is closed). */
export function isInClosedPeriod(document: LedgerDocument, facts: Pick<Facts, 'company'>): boolean {
	const { closedUntil } = facts.company;
	return closedUntil !== undefined && document.date <= closedUntil;
}

/** DOCUMENT_NOT_POSSIBLE when an amount is larger than QuickBooks takes; then nothing else can be worked out. */
export function checkAmounts(document: LedgerDocument): readonly Finding[] {
	const amounts = [
		document.total,
		document.totalTax,
		...document.lines.map(({ amount }) => amount),
		...document.taxes.map(({ amount }) => amount),
	];
	if (amounts.every(fitsQuickBooks)) return [];
	return [notPossible('an amount has more than ten digits before the point')];
}

/**
 * CURRENCY_NOT_ENABLED, EXCHANGE_RATE_MISSING, PERIOD_CLOSED, ACCOUNT_UNKNOWN, DOCUMENT_NOT_POSSIBLE (number too long, a class or department that is
 * not there or not tracked).
 */
export function checkDocument(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const { company } = facts;
	const findings: Finding[] = [];
	if (document.currency !== company.currency && !company.multiCurrency)
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
	if (document.lines.length === 0 && document.type !== 'CustomerPayment')
		findings.push(notPossible('it has no lines', 'lines'));

	const accounts = document.lines.map(({ account }, index) => ({ account, path: `lines[${index}].account` }));
	if (document.moneyAccount !== undefined)
		accounts.push({ account: document.moneyAccount, path: 'moneyAccount' });
	for (const { account, path } of accounts) {
		if (facts.accounts.get(account.id)?.active !== true)
			findings.push(at('ACCOUNT_UNKNOWN', { account: account.name, ledger: LEDGER_NAME }, path));
	}
	return [...findings, ...checkRate(document, facts), ...checkDimensions(document, facts)];
}

/** Names of the dimensions a line can have, in lower case. */
export const CLASS = 'class';
export const DEPARTMENT = 'department';

function checkDimensions(document: LedgerDocument, facts: Facts): readonly Finding[] {
	const findings: Finding[] = [];
	document.lines.forEach((line, index) => {
		for (const [name, id] of Object.entries(line.dimensions ?? {})) {
			const path = `lines[${index}].dimensions.${name}`;
			const problem = dimensionProblem(name.toLowerCase(), id, facts);
			if (problem !== undefined) findings.push(notPossible(problem, path));
		}
	});
	return findings;
}

function dimensionProblem(
	name: string,
	id: string,
	{ settings, classes, departments }: Facts,
): string | undefined {
	if (name === CLASS) {
		if (!settings.classPerLine && !settings.classPerDocument) return 'the company does not track classes';
		return classes.has(id) ? undefined : `there is no active class ${id}`;
	}
	if (name === DEPARTMENT) {
		if (!settings.departments) return 'the company does not track locations';
		return departments.has(id) ? undefined : `there is no active location ${id}`;
	}
	return `it has no dimension "${name}"`;
}
