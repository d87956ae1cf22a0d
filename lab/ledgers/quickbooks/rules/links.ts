/** Links between transactions: what pays what, and what lies in which deposit. */
import type { Change } from '../books/change';
import { decimal, toNumber, type Decimal } from '../decimals';
import { alreadyDeposited, businessRule, cannotLink, invalidReference } from '../faults';
import type { LinkedTransaction } from '../schema/parts';
import type { Stored } from '../schema/index';

type Links = readonly LinkedTransaction[] | undefined;

export const withLink = (links: Links, link: LinkedTransaction): LinkedTransaction[] => [
	...(links ?? []).filter((other) => other.TxnId !== link.TxnId || other.TxnType !== link.TxnType),
	link,
];

export const withoutLink = (links: Links, { TxnId, TxnType }: LinkedTransaction): LinkedTransaction[] =>
	(links ?? []).filter((other) => other.TxnId !== TxnId || other.TxnType !== TxnType);

/** @throws QuickBooksFault 6540 the money of this transaction lies in a deposit */
export function checkNotDeposited(transaction: { readonly LinkedTxn?: Links }): void {
	if (transaction.LinkedTxn?.some((link) => link.TxnType === 'Deposit') === true) throw alreadyDeposited();
}

/** One application of money: so much to an invoice, or so much from a credit memo. */
export interface Application {
	readonly type: 'Invoice' | 'CreditMemo';
	readonly id: string;
	readonly amount: Decimal;
}

/**
 * The applications of a payment's lines.
 * @throws QuickBooksFault 620 a kind of transaction that cannot be linked here, or more than one in a line; 6000 amount
 */
export function applicationsOf(lines: Stored<'Payment'>['Line']): Application[] {
	return (lines ?? []).map(({ Amount, LinkedTxn }) => {
		const [link, ...more] = LinkedTxn;
		if (link === undefined || more.length > 0) throw cannotLink('Payment', more[0]?.TxnId ?? '');
		// JournalEntry, Expense, Check and CreditCardCredit exist in the real one; no shop's payment settles them
		if (link.TxnType !== 'Invoice' && link.TxnType !== 'CreditMemo')
			throw cannotLink(link.TxnType, link.TxnId);
		if (Amount <= 0)
			throw businessRule('The amount applied to a transaction must be more than 0.', 'Line.Amount');
		return { type: link.TxnType, id: link.TxnId, amount: decimal(Amount) };
	});
}

/**
 * Applies a payment's money to an invoice, or uses up a credit memo. `sign` -1 takes it back.
 * @throws QuickBooksFault 2500 there is no such transaction; 6000 it is another customer's, or there is less open
 */
export function apply(
	change: Change,
	{ type, id, amount }: Application,
	payment: { readonly id: string; readonly customer: string },
	sign: 1 | -1,
): void {
	const target = change.get(type, id);
	if (target === undefined) {
		if (sign < 0) return;
		throw invalidReference('Transactions', id);
	}
	if (target.CustomerRef.value !== payment.customer) {
		throw businessRule(`${type} ${id} belongs to another customer.`, 'Line.LinkedTxn');
	}
	const left = decimal(target.Balance).minus(amount.times(sign));
	if (left.lt(0)) {
		throw businessRule(
			`The amount applied (${amount.toString()}) is greater than the open balance (${target.Balance}) of ${type} ${id}.`,
			'Line.Amount',
		);
	}
	const link = { TxnId: payment.id, TxnType: 'Payment' };
	const LinkedTxn = sign > 0 ? withLink(target.LinkedTxn, link) : withoutLink(target.LinkedTxn, link);
	const Balance = toNumber(left);
	if (type === 'CreditMemo') {
		const memo = change.get('CreditMemo', id);
		if (memo !== undefined)
			change.touch('CreditMemo', memo, { Balance, RemainingCredit: Balance, LinkedTxn });
		return;
	}
	const invoice = change.get('Invoice', id);
	if (invoice !== undefined) change.touch('Invoice', invoice, { Balance, LinkedTxn });
}
