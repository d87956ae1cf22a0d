/**
 * Deposit, Expense, Transfer and ManualJournal: money and values between accounts, without tax. What they become depends on the
 * accounts: a manual journal where none is a bank account, spend or receive money where one is, a transfer between two.
 */
import { finding, type Finding } from '../../../../core/findings/finding';
import { conversionByHand, conversionOf } from '../../../../core/ledger/conversion';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { notPossible } from '../checks';
import { bankAccountsOf, legsOf } from '../entities';
import type { Facts } from '../facts';
import { LEDGER_NAME } from '../failures';
import { jsonNumber } from '../numbers';
import { lineAmount, quantityFields, sumOfLines } from './amounts';
import type { JournalLineBody, LineBody } from './bodies';
import {
	accountFields,
	lineDescription,
	narrationOf,
	needed,
	rateFields,
	referenceOf,
	trackingFields,
	urlFields,
	type Draft,
} from './draft';

/** @returns held with ENTRY_UNBALANCED, ACCOUNT_NOT_MAPPED or DOCUMENT_NOT_POSSIBLE */
export function moveDraft(document: LedgerDocument, facts: Facts): Outcome<Draft> {
	const isBank = (id: string): boolean => facts.accounts.get(id)?.isBank === true;
	const legs = legsOf(document).filter(({ amount }) => !isZero(amount));
	const banks = bankAccountsOf(
		{ ...document, lines: document.lines.filter(({ amount }) => !isZero(amount)) },
		isBank,
	);
	const [bank, other, ...more] = banks;
	const common = checkMove(document, legs, facts);
	if (bank === undefined) return journalDraft(document, legs, facts, common);
	if (other === undefined) return bankDraft(document, legs, bank, facts, common);
	return transferDraft(document, legs, more.length === 0 ? [bank, other] : [], facts, common);
}

function checkMove(
	document: LedgerDocument,
	legs: readonly LedgerDocumentLine[],
	facts: Facts,
): readonly Finding[] {
	const findings: Finding[] = [];
	const { type, moneyAccount, currency } = document;
	if ((type === 'Deposit' || type === 'Expense') && moneyAccount === undefined)
		findings.push(
			finding('ACCOUNT_NOT_MAPPED', {
				path: 'moneyAccount',
				evidence: {
					description: 'the account the money goes to or comes from',
					suggestion: 'Map the role "clearing" for its gateway.',
				},
			}),
		);
	if (!isZero(document.totalTax))
		findings.push(
			notPossible('the tax of a movement of money needs a line and an account of its own', 'totalTax'),
		);
	if (legs.length === 0) findings.push(notPossible('all its amounts are zero', 'lines'));
	if (
		legs.some(({ account }) => ['receivable', 'payable'].includes(facts.accounts.get(account.id)?.kind ?? ''))
	)
		findings.push(
			notPossible('only invoices, bills and credit notes reach accounts receivable and payable', 'lines'),
		);
	if (sumOfLines(legs, 'debit') !== 0n) {
		const total = (side: string): string =>
			fromMinorUnits(
				legs.filter((line) => line.side === side).reduce((sum, { amount }) => sum + minorUnits(amount), 0n),
				currency,
			).amount;
		findings.push(
			finding('ENTRY_UNBALANCED', {
				evidence: { debit: total('debit'), credit: total('credit'), currency },
			}),
		);
	}
	return findings;
}

/** Of what was changed into another currency, the entry that a person makes by hand. */
function cannotBe(document: LedgerDocument, reason: string, path: string): Finding {
	const conversion = conversionOf(document);
	return conversion === undefined
		? notPossible(reason, path)
		: conversionByHand(conversion, document, LEDGER_NAME, reason);
}

function checkBankCurrency(document: LedgerDocument, accountId: string, facts: Facts): readonly Finding[] {
	const account = facts.accounts.get(accountId);
	const currency = account?.currency ?? facts.company.currency;
	if (account === undefined || currency === document.currency) return [];
	const reason = `the account "${account.name}" is kept in ${currency}, the document is in ${document.currency}`;
	return [cannotBe(document, reason, 'currency')];
}

/** Journals are kept in the organisation's own currency. */
function journalDraft(
	document: LedgerDocument,
	legs: readonly LedgerDocumentLine[],
	facts: Facts,
	common: readonly Finding[],
): Outcome<Draft> {
	const home = facts.company.currency;
	const reason = `a manual journal is in ${home}, this is in ${document.currency}`;
	const findings = document.currency === home ? common : [...common, cannotBe(document, reason, 'currency')];
	return unlessErrors(findings, () => ({
		entity: 'ManualJournals',
		needsContact: false,
		findings,
		complete: () => ({
			Narration: narrationOf(document),
			Date: document.date,
			LineAmountTypes: 'NoTax',
			JournalLines: legs.map((line): JournalLineBody => ({
				LineAmount: lineAmount(line, 'debit'),
				...accountFields(line.account, facts),
				Description: lineDescription(line),
				...trackingFields(line, facts),
			})),
			Status: 'POSTED',
			...urlFields(document),
		}),
	}));
}

/** Spend or receive money on the bank account: the other legs are its lines. */
function bankDraft(
	document: LedgerDocument,
	legs: readonly LedgerDocumentLine[],
	bank: string,
	facts: Facts,
	common: readonly Finding[],
): Outcome<Draft> {
	const net = sumOfLines(
		legs.filter(({ account }) => account.id === bank),
		'debit',
	);
	const others = legs.filter(({ account }) => account.id !== bank);
	const findings = [
		...common,
		...checkBankCurrency(document, bank, facts),
		...(net === 0n
			? [
					notPossible(
						'what it adds to the bank account it takes off again, and a journal cannot touch it',
						'lines',
					),
				]
			: []),
	];
	const adds = net > 0n ? 'credit' : 'debit';
	return unlessErrors(findings, () => ({
		entity: 'BankTransactions',
		needsContact: true,
		findings,
		complete: (contact) => ({
			Type: net > 0n ? 'RECEIVE' : 'SPEND',
			Contact: { ContactID: needed(contact, 'a contact') },
			BankAccount: { AccountID: bank },
			Date: document.date,
			Reference: referenceOf(document.postingKey),
			LineAmountTypes: 'NoTax',
			LineItems: others.map((line): LineBody => ({
				Description: lineDescription(line),
				...quantityFields(line, adds),
				LineAmount: lineAmount(line, adds),
				...accountFields(line.account, facts),
				...trackingFields(line, facts),
			})),
			...rateFields(document, facts),
			...urlFields(document),
			Status: 'AUTHORISED',
		}),
	}));
}

/** From the one bank account to the other; anything more needs documents of its own. */
function transferDraft(
	document: LedgerDocument,
	legs: readonly LedgerDocumentLine[],
	pair: readonly string[],
	facts: Facts,
	common: readonly Finding[],
): Outcome<Draft> {
	const [from, ...moreFrom] = legs.filter(({ side }) => side === 'credit');
	const [to, ...moreTo] = legs.filter(({ side }) => side === 'debit');
	const isPair =
		pair.length === 2 &&
		from !== undefined &&
		to !== undefined &&
		moreFrom.length + moreTo.length === 0 &&
		minorUnits(from.amount) === minorUnits(to.amount);
	const findings = [
		...common,
		...pair.flatMap((id) => checkBankCurrency(document, id, facts)),
		...(isPair
			? []
			: [
					notPossible(
						'between bank accounts there are only transfers of one amount from one to another',
						'lines',
					),
				]),
	];
	return unlessErrors(findings, () => ({
		entity: 'BankTransfers',
		needsContact: false,
		findings,
		complete: () => ({
			FromBankAccount: { AccountID: needed(from?.account.id, 'an account') },
			ToBankAccount: { AccountID: needed(to?.account.id, 'an account') },
			Amount: jsonNumber(needed(from?.amount.amount, 'an amount')),
			Date: document.date,
			Reference: referenceOf(document.postingKey),
		}),
	}));
}
