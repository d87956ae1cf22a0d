/** Payments in the general ledger: money in, receivable out; a difference of exchange rates is gain or loss. */
import { receivable, systemAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { decimal, sum, type Decimal } from '../decimals';
import type { Stored } from '../schema/index';
import { legsOf, type Amount } from './legs';

/** The rate at which a linked transaction stands in the receivables. */
function rateOf(change: Change, type: string, id: string): Decimal | undefined {
	const linked = type === 'Invoice' ? change.get('Invoice', id) : change.get('CreditMemo', id);
	return linked?.ExchangeRate === undefined ? undefined : decimal(linked.ExchangeRate);
}

/** Enters a payment, anew if it was entered before. */
export function postPayment(change: Change, payment: Stored<'Payment'>): void {
	const home = change.company.identity.currency;
	const currency = payment.CurrencyRef?.value ?? home;
	const account = receivable(change, currency);
	const customer = payment.CustomerRef.value;
	const total = decimal(payment.TotalAmt);
	const settled = (payment.Line ?? []).flatMap(({ Amount: value, LinkedTxn: [link] }): Amount[] => {
		if (link === undefined) return [];
		const rate = currency === home ? undefined : rateOf(change, link.TxnType, link.TxnId);
		const signed = link.TxnType === 'Invoice' ? decimal(value).neg() : decimal(value);
		return [{ account, customer, value: signed, ...(rate === undefined ? {} : { rate }) }];
	});
	const unapplied = total.plus(sum(settled.map(({ value }) => value)));
	change.post({
		type: 'Payment',
		id: payment.Id,
		date: payment.TxnDate ?? '',
		...(payment.PaymentRefNum === undefined ? {} : { number: payment.PaymentRefNum }),
		legs: legsOf(change, {
			currency,
			rate: payment.ExchangeRate,
			amounts: [
				{
					account: payment.DepositToAccountRef?.value ?? systemAccount(change, 'undepositedFunds'),
					value: total,
				},
				...settled,
				{ account, customer, value: unapplied.neg() },
			],
			...(currency === home ? {} : { difference: systemAccount(change, 'exchangeGainOrLoss') }),
		}),
	});
}
