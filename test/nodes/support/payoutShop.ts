/** A shop whose gateway has paid out: what was sold, refunded, disputed, paid out, and what the bank has of it. */
import type { DateTime } from 'luxon';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook, PayoutEvent } from '../../../lab/daybook/events';

type Transaction = PayoutEvent['transactions'][number];

const DISPUTE_FEE = '15.00';
/** as a bank writes them */
const BANK_TEXT: Readonly<Record<string, string>> = {
	shopify_payments: 'SHOPIFY PAYMENTS PAYOUT',
	woocommerce_payments: 'WOOPAYMENTS PAYOUT',
	stripe: 'STRIPE PAYOUT',
	paypal: 'PAYPAL TRANSFER',
};

export const pence = (text: string): number => Math.round(Number(text) * 100);
const pounds = (units: number): string => (units / 100).toFixed(2);

/** What the books must say, in pence. */
export interface PayoutFigures {
	readonly dayBook: DayBook;
	/** what has arrived in the bank */
	readonly net: number;
	readonly fees: number;
	readonly disputed: number;
	readonly disputeFee: number;
	/** what the gateway owes still */
	readonly open: number;
}

/**
 * Two orders, a refund of the first and a dispute of the second; a payout takes the first order and its refund and arrives two days
 * later. The third order is in no payout.
 * @param first the day of the first order; all is over six days later
 */
export function paidOut(gateway: string, first: DateTime): PayoutFigures {
	const at = (day: number, hour: number): string =>
		first.plus({ days: day }).set({ hour, minute: 0, second: 0, millisecond: 0 }).toUTC().toISO({
			suppressMilliseconds: true,
		}) ?? '';
	const on = (day: number): string => first.plus({ days: day }).toFormat('yyyy-MM-dd');
	const shop = new DayBookBuilder(
		{
			id: 'lantern-works',
			name: 'Lantern Works',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }],
	);
	shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	const order = (day: number, quantity: string) =>
		shop.order({ at: at(day, 9), lines: [{ sku: 'LANTERN', quantity }], pay: [{ gateway }] });
	const sold = order(0, '5');
	const refund = shop.refund(sold.id, { at: at(1, 9), lines: { L1: '1' }, reason: 'Broken' });
	const later = order(4, '2');
	const dayBook = shop.build();
	const [charge, given, disputed] = [sold.payments[0], refund.payments[0], later.payments[0]];
	if (charge === undefined || given === undefined || disputed === undefined) throw new Error('no payments');
	const fee = charge.fee ?? '0.00';
	const net = pence(charge.amount) - pence(fee) - pence(given.amount);
	const transactions: Transaction[] = [
		{
			id: 'txn_1',
			type: 'charge',
			orderId: sold.id,
			amount: charge.amount,
			fee,
			net: pounds(pence(charge.amount) - pence(fee)),
			at: at(0, 9),
		},
		{
			id: 'txn_2',
			type: 'refund',
			orderId: sold.id,
			refundId: refund.id,
			amount: `-${given.amount}`,
			fee: '0',
			net: `-${given.amount}`,
			at: at(1, 9),
		},
	];
	dayBook.events.push(
		{
			kind: 'payout',
			id: 'po_1',
			gateway,
			at: at(2, 12),
			arrivesOn: on(4),
			currency: 'GBP',
			status: 'paid',
			transactions,
			net: pounds(net),
		},
		{
			kind: 'bankLine',
			id: 'bank_1',
			account: 'Business Current',
			on: on(4),
			amount: pounds(net),
			currency: 'GBP',
			description: BANK_TEXT[gateway] ?? gateway,
		},
		{
			kind: 'bankLine',
			id: 'bank_2',
			account: 'Business Current',
			on: on(4),
			amount: '-950.00',
			currency: 'GBP',
			description: 'RENT',
		},
		{
			kind: 'dispute',
			id: 'D1',
			orderId: later.id,
			paymentId: disputed.id,
			at: at(5, 9),
			amount: disputed.amount,
			fee: DISPUTE_FEE,
			stage: 'opened',
		},
	);
	return {
		dayBook,
		net,
		fees: pence(fee),
		disputed: pence(disputed.amount),
		disputeFee: pence(DISPUTE_FEE),
		open: -pence(DISPUTE_FEE),
	};
}
