/**
 * Deposits: money that lies in Undeposited Funds, and amounts on other accounts, to a bank account. A line on an account
 * may be negative (a fee that was kept back), as long as the deposit as a whole is not.
 */
import type { Change } from '../books/change';
import { systemAccount } from '../books/accounts';
import { decimal, roundTo, sum, toNumber } from '../decimals';
import { businessRule, cannotLink, invalidReference, missingParameter } from '../faults';
import { postDeposit } from '../posting/deposit';
import type { DepositLine } from '../schema/lines';
import type { LinkedTransaction } from '../schema/parts';
import type { Stored } from '../schema/index';
import type { Rules } from './context';
import { currencyOf } from './currency';
import { checkOpen, dayOf } from './dates';
import { checkNotDeposited, withLink, withoutLink } from './links';
import { moneyAccount, refTo, resolve, withoutUntracked } from './references';

const LINKABLE = ['SalesReceipt', 'Payment', 'RefundReceipt'] as const;
type Linkable = (typeof LINKABLE)[number];

const isLinkable = (type: string): type is Linkable => (LINKABLE as readonly string[]).includes(type);

/** A transaction whose money lies in Undeposited Funds. */
function linkedMoney(change: Change, { TxnId, TxnType, TxnLineId }: LinkedTransaction): Stored<Linkable> {
	if (TxnLineId === undefined) throw missingParameter('LinkedTxn.TxnLineId');
	if (!isLinkable(TxnType)) throw cannotLink(TxnType, TxnId);
	const linked = change.get(TxnType, TxnId);
	if (linked === undefined) throw invalidReference('Transactions', TxnId);
	return linked;
}

/** Notes in a transaction that its money lies in this deposit; `sign` -1 takes the note away. */
function note(change: Change, link: LinkedTransaction, depositId: string, sign: 1 | -1): void {
	const { TxnType, TxnId } = link;
	if (!isLinkable(TxnType)) return;
	const linked = change.get(TxnType, TxnId);
	if (linked === undefined) return;
	const own = { TxnId: depositId, TxnType: 'Deposit' };
	const links = (linked as { LinkedTxn?: LinkedTransaction[] }).LinkedTxn;
	const LinkedTxn = sign > 0 ? withLink(links, own) : withoutLink(links, own);
	change.touch<Linkable>(TxnType, linked, { LinkedTxn } as Partial<Stored<Linkable>>);
}

function linkedLine(change: Change, line: DepositLine, depositId: string): DepositLine {
	const [link, ...more] = line.LinkedTxn ?? [];
	if (link === undefined || more.length > 0) throw cannotLink('Deposit', more[0]?.TxnId ?? '');
	const linked = linkedMoney(change, link) as
		Stored<'SalesReceipt'> | Stored<'Payment'> | Stored<'RefundReceipt'>;
	checkNotDeposited(linked);
	if (linked.DepositToAccountRef?.value !== systemAccount(change, 'undepositedFunds')) {
		throw businessRule(
			`The money of ${link.TxnType} ${link.TxnId} is not in Undeposited Funds.`,
			'Line.LinkedTxn',
		);
	}
	const total = decimal(linked.TotalAmt).times(link.TxnType === 'RefundReceipt' ? -1 : 1);
	if (!decimal(line.Amount).eq(total)) {
		throw businessRule(
			`${link.TxnType} ${link.TxnId} is deposited whole: ${total.toString()}.`,
			'Line.Amount',
		);
	}
	note(change, link, depositId, 1);
	return { ...line, LinkedTxn: [link] };
}

function accountLine(change: Change, line: DepositLine): DepositLine {
	if (line.DetailType === undefined) throw missingParameter('Line.DetailType');
	const ref = line.DepositLineDetail?.AccountRef;
	if (ref === undefined) throw missingParameter('Line.DepositLineDetail.AccountRef');
	const account = resolve(change, 'Account', ref, 'Line.DepositLineDetail.AccountRef');
	return { ...line, DepositLineDetail: { ...line.DepositLineDetail, AccountRef: refTo(account) } };
}

function takeBack(change: Change, existing: Stored<'Deposit'>): void {
	for (const line of existing.Line) {
		for (const link of line.LinkedTxn ?? []) note(change, link, existing.Id, -1);
	}
}

export const deposit: Rules<'Deposit'> = {
	operations: ['create', 'update', 'delete'],
	save(change, body, { id, existing }) {
		if (existing !== undefined) {
			checkOpen(change, existing.TxnDate ?? '');
			takeBack(change, existing);
		}
		const day = dayOf(change, body);
		checkOpen(change, day);
		const currency = currencyOf(change, body, day);
		const account = moneyAccount(change, body.DepositToAccountRef, 'DepositToAccountRef', currency.code);
		const lines = body.Line.map((line, index) => ({
			...(line.LinkedTxn === undefined || line.LinkedTxn.length === 0
				? accountLine(change, line)
				: linkedLine(change, line, id)),
			Id: String(index + 1),
			LineNum: index + 1,
			Amount: toNumber(roundTo(decimal(line.Amount), currency.digits)),
		}));
		const back = body.CashBack;
		const total = sum(lines.map(({ Amount }) => decimal(Amount))).minus(decimal(back?.Amount));
		if (total.lt(0)) throw businessRule('Transaction amount must be 0 or greater.');
		return {
			...withoutUntracked(change, body),
			...currency.fields,
			...(back === undefined
				? {}
				: {
						CashBack: {
							...back,
							AccountRef: refTo(resolve(change, 'Account', back.AccountRef, 'CashBack.AccountRef')),
						},
					}),
			TxnDate: day,
			DepositToAccountRef: refTo(account),
			Line: lines,
			TotalAmt: toNumber(total),
		};
	},
	post: postDeposit,
	release: takeBack,
};
