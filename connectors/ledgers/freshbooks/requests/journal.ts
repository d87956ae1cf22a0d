/** Journal entries: every account by name, those of FreshBooks' own among them. */
import { finding, type Finding } from '../../../../core/findings/finding';
import type { LedgerDocument, LedgerDocumentLine } from '../../../../core/ledger/documents';
import { fromMinorUnits, isZero, minorUnits } from '../../../../core/money/money';
import { unlessErrors, type Outcome } from '../../../../core/outcome';
import { ownAccount, type FreshBooksAccount } from '../accounts';
import { notPossible } from '../checks';
import { legsOf } from '../entities';
import type { Facts } from '../facts';
import { LEDGER_NAME } from '../failures';
import type { JournalBody, JournalLeg } from '../journals';
import { markedText } from '../marks';
import type { Draft } from './draft';

function accountOf(
	{ account }: LedgerDocumentLine,
	path: string,
	accounts: readonly FreshBooksAccount[],
	findings: Finding[],
): FreshBooksAccount | undefined {
	const own = ownAccount(account.id, accounts);
	if (own !== undefined) {
		if (own.account === undefined)
			findings.push(
				notPossible(
					`${account.name}, which it posts to by itself, cannot be told in the chart of accounts (looked for ${own.lookedFor})`,
					path,
				),
			);
		return own.account;
	}
	const known = accounts.find(({ id }) => id === account.id);
	if (known?.active === true) return known;
	findings.push(
		finding('ACCOUNT_UNKNOWN', { path, evidence: { account: account.name, ledger: LEDGER_NAME } }),
	);
	return undefined;
}

/** @returns held with ACCOUNT_UNKNOWN or DOCUMENT_NOT_POSSIBLE */
export function journalDraft(document: LedgerDocument, { accounts }: Facts): Outcome<Draft> {
	const findings: Finding[] = [];
	let balance = 0n;
	const legs = legsOf(document).flatMap((line, index): JournalLeg[] => {
		balance += line.side === 'debit' ? minorUnits(line.amount) : -minorUnits(line.amount);
		const account = accountOf(line, `lines[${index}].account`, accounts, findings);
		if (account === undefined || isZero(line.amount)) return [];
		const { side, amount } = line;
		return [
			{
				account: account.id,
				...(account.subAccountId === undefined ? {} : { subAccount: account.subAccountId }),
				name: account.name,
				side,
				amount: amount.amount,
			},
		];
	});
	if (balance !== 0n) {
		const { amount } = fromMinorUnits(balance < 0n ? -balance : balance, document.currency);
		findings.push(notPossible(`its debits and credits differ by ${amount}`, 'lines'));
	}
	return unlessErrors(findings, () => ({
		entity: 'JournalEntry',
		needsClient: false,
		findings,
		complete: () => {
			const body: JournalBody = {
				name: document.number,
				description: markedText(document),
				date: document.date,
				currency: document.currency,
				legs,
			};
			return { ...body };
		},
	}));
}
