/** Deposit, Transfer and Expense (Purchase): money between accounts, without tax. */
import { type Finding } from '../../../../core/findings/finding';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import { lineAmount, sumOfLines } from './amounts';
import { documentDimensions, header, lineClass, lineDescription, needed, ref, type Draft } from './draft';
import { checkMoneyAccount } from './moneyAccount';

function checkUntaxed(document: LedgerDocument): readonly Finding[] {
	return isZero(document.totalTax)
		? []
		: [notPossible(`a ${document.type} carries no sales tax`, 'totalTax')];
}

function checkSum(document: LedgerDocument, sum: bigint): readonly Finding[] {
	if (sum === minorUnits(document.total)) return [];
	if (sum < 0n) return [notPossible('its total would be negative', 'lines')];
	const lines = fromMinorUnits(sum, document.currency).amount;
	return [notPossible(`its lines are ${lines}, its total is ${document.total.amount}`, 'total')];
}

/** Companies with tax codes want to be told that no line has one. */
const notTaxed = ({ company }: Facts): Readonly<Record<string, unknown>> =>
	company.country === 'US' ? {} : { GlobalTaxCalculation: 'NotApplicable' };

/** Money into the money account: credit lines say from where, debit lines (fees) take off. */
export function depositDraft(document: LedgerDocument, facts: Facts): Outcome<Draft> {
	const dimensions = documentDimensions(document, facts);
	const findings = [
		...checkUntaxed(document),
		...checkSum(document, sumOfLines(document.lines, 'credit')),
		...checkMoneyAccount(document, facts),
		...dimensions.findings,
	];
	return unlessErrors(findings, () => ({
		items: [],
		needsCustomer: false,
		findings,
		complete: () => ({
			...header(document, facts),
			DepositToAccountRef: ref(needed(document.moneyAccount?.id, 'a money account')),
			...dimensions.fields,
			...notTaxed(facts),
			Line: document.lines.map((line) => ({
				DetailType: 'DepositLineDetail',
				Amount: lineAmount(line, 'credit'),
				Description: lineDescription(line.description, line.sku),
				DepositLineDetail: { AccountRef: ref(line.account.id), ...lineClass(line.dimensions, facts) },
			})),
		}),
	}));
}

/** "The specified account must have Account.Classification set to Asset" (Intuit's reference of Transfer). */
function checkAsset({ account }: LedgerDocumentLine, index: number, { accounts }: Facts): readonly Finding[] {
	const known = accounts.get(account.id);
	if (known === undefined || ['bank', 'currentAsset', 'asset'].includes(known.kind)) return [];
	return [
		notPossible(
			`money is transferred between bank accounts and other assets, and "${known.name}" is ${known.type}`,
			`lines[${index}].account`,
		),
	];
}

/** From the account of its one credit line to that of its one debit line. */
export function transferDraft(document: LedgerDocument, facts: Facts): Outcome<Draft> {
	const [from, ...moreFrom] = document.lines.filter(({ side }) => side === 'credit');
	const [to, ...moreTo] = document.lines.filter(({ side }) => side === 'debit');
	const isPair =
		from !== undefined &&
		to !== undefined &&
		moreFrom.length + moreTo.length === 0 &&
		minorUnits(from.amount) === minorUnits(to.amount) &&
		minorUnits(from.amount) === minorUnits(document.total);
	const findings = [
		...checkUntaxed(document),
		...(isPair
			? []
			: [notPossible('a transfer has one credit and one debit line of the same amount', 'lines')]),
		...document.lines.flatMap((line, index) => checkAsset(line, index, facts)),
	];
	return unlessErrors(findings, () => ({
		items: [],
		needsCustomer: false,
		findings,
		complete: () => ({
			...header(document, facts),
			FromAccountRef: ref(needed(from?.account.id, 'an account')),
			ToAccountRef: ref(needed(to?.account.id, 'an account')),
			Amount: jsonNumber(document.total.amount),
		}),
	}));
}

/** Paid from the money account: debit lines say for what, credit lines give back. */
export function expenseDraft(document: LedgerDocument, facts: Facts): Outcome<Draft> {
	const dimensions = documentDimensions(document, facts);
	const findings = [
		...checkUntaxed(document),
		...checkSum(document, sumOfLines(document.lines, 'debit')),
		...checkMoneyAccount(document, facts),
		...dimensions.findings,
	];
	return unlessErrors(findings, () => ({
		items: [],
		needsCustomer: false,
		findings,
		complete: () => ({
			...(facts.settings.customPurchaseNumbers ? { DocNumber: document.number } : {}),
			...header(document, facts),
			PaymentType: 'Cash',
			AccountRef: ref(needed(document.moneyAccount?.id, 'a money account')),
			...dimensions.fields,
			...notTaxed(facts),
			Line: document.lines.map((line) => ({
				DetailType: 'AccountBasedExpenseLineDetail',
				Amount: lineAmount(line, 'debit'),
				Description: lineDescription(line.description, line.sku),
				AccountBasedExpenseLineDetail: {
					AccountRef: ref(line.account.id),
					...lineClass(line.dimensions, facts),
				},
			})),
		}),
	}));
}
