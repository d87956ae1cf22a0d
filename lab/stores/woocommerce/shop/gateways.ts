/** The payment gateways: which plugin a day book's gateway is, its title, and what it leaves on an order. */
import Big from 'big.js';
import type { DayBookPayment } from '../../../daybook/events';
import { hashedId, madeUp } from './ids';
import { HALF_UP } from './money';
import type { Meta } from './order';

export type Plugin = 'stripe' | 'woopayments' | 'paypal' | 'none';

interface Gateway {
	readonly title: string;
	readonly plugin: Plugin;
}

/** By the day book's name, which is the gateway's id in the shop as well: clearing accounts go by it. */
const GATEWAYS: Readonly<Record<string, Gateway>> = {
	stripe: { title: 'Credit card (Stripe)', plugin: 'stripe' },
	woocommerce_payments: { title: 'Card', plugin: 'woopayments' },
	shopify_payments: { title: 'Card', plugin: 'woopayments' },
	paypal: { title: 'PayPal', plugin: 'paypal' },
	'ppcp-gateway': { title: 'PayPal', plugin: 'paypal' },
	bacs: { title: 'Direct bank transfer', plugin: 'none' },
	bank_transfer: { title: 'Direct bank transfer', plugin: 'none' },
	cheque: { title: 'Check payments', plugin: 'none' },
	cod: { title: 'Cash on delivery', plugin: 'none' },
	cash: { title: 'Cash', plugin: 'none' },
};

/** e.g. "marketplace_us" is "Marketplace us", by a plugin that leaves nothing. */
export function gatewayOf(id: string): Gateway {
	const known = Object.hasOwn(GATEWAYS, id) ? GATEWAYS[id] : undefined;
	if (known !== undefined) return known;
	const words = id.replace(/[_-]+/g, ' ').trim();
	return { title: words.charAt(0).toUpperCase() + words.slice(1), plugin: 'none' };
}

/** Gateways that every WooCommerce has, and those that the lab's plugins bring. */
export const INSTALLED_GATEWAYS = ['bacs', 'cheque', 'cod', 'stripe', 'woocommerce_payments', 'ppcp-gateway'];

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const token = (prefix: string, seed: string): string => prefix + madeUp(seed, 24, LETTERS);

const money = (value: Big, currency: string): object => ({
	currency_code: currency,
	value: value.toFixed(2),
});

interface Paid {
	readonly payment: DayBookPayment;
	readonly currency: string;
	readonly isTest: boolean;
}

function stripeMeta({ payment, currency }: Paid): Meta[] {
	const captured = payment.status === 'captured';
	const amount = new Big(payment.amount);
	const own = [
		{ key: '_stripe_intent_id', value: token('pi_', payment.id) },
		{ key: '_stripe_charge_captured', value: captured ? 'yes' : 'no' },
	];
	if (!captured || payment.fee === undefined) return own;
	return [
		...own,
		{ key: '_stripe_fee', value: payment.fee },
		{ key: '_stripe_net', value: amount.minus(payment.fee).toFixed() },
		{ key: '_stripe_currency', value: currency },
	];
}

function wooPaymentsMeta({ payment, currency, isTest }: Paid): Meta[] {
	const captured = payment.status === 'captured';
	return [
		{ key: '_intent_id', value: token('pi_', payment.id) },
		{ key: '_charge_id', value: token('ch_', payment.id) },
		{ key: '_intention_status', value: captured ? 'succeeded' : 'requires_capture' },
		{ key: '_wcpay_intent_currency', value: currency.toLowerCase() },
		{ key: '_wcpay_mode', value: isTest ? 'test' : 'prod' },
		...(captured && payment.fee !== undefined
			? [
					{ key: '_wcpay_transaction_fee', value: payment.fee },
					{ key: '_wcpay_payment_transaction_id', value: token('txn_', payment.id) },
				]
			: []),
	];
}

function payPalMeta({ payment, currency, isTest }: Paid): Meta[] {
	const captured = payment.status === 'captured';
	const amount = new Big(payment.amount);
	const own = [
		{ key: '_ppcp_paypal_order_id', value: madeUp(payment.id, 17, LETTERS).toUpperCase() },
		{ key: '_ppcp_paypal_intent', value: captured ? 'CAPTURE' : 'AUTHORIZE' },
		{ key: '_ppcp_paypal_payment_mode', value: isTest ? 'sandbox' : 'live' },
		...(captured ? [] : [{ key: '_ppcp_paypal_captured', value: 'false' }]),
	];
	if (!captured || payment.fee === undefined) return own;
	return [
		...own,
		{ key: 'PayPal Transaction Fee', value: payment.fee },
		{
			key: '_ppcp_paypal_fees',
			value: {
				gross_amount: money(amount, currency),
				paypal_fee: money(new Big(payment.fee), currency),
				net_amount: money(amount.minus(payment.fee), currency),
			},
		},
	];
}

/** What the gateway's plugin keeps on the order of a payment that is captured or reserved. */
export function gatewayMeta(paid: Paid): Meta[] {
	switch (gatewayOf(paid.payment.gateway).plugin) {
		case 'stripe':
			return stripeMeta(paid);
		case 'woopayments':
			return wooPaymentsMeta(paid);
		case 'paypal':
			return payPalMeta(paid);
		case 'none':
			return [];
	}
}

/** What WooPayments' Multi-Currency keeps on an order in another currency than the shop's. */
export function currencyMeta(shopCurrency: string, rate: string): Meta[] {
	const inverse = new Big(1).div(rate).round(6, HALF_UP).toFixed();
	return [
		{ key: '_wcpay_multi_currency_order_exchange_rate', value: inverse },
		{ key: '_wcpay_multi_currency_order_default_currency', value: shopCurrency },
		{ key: '_wcpay_multi_currency_stripe_exchange_rate', value: rate },
	];
}

/** The card that paid: the day book does not name cards, so each payment has one of its own. */
export function giftCardOf(payment: DayBookPayment): { id: number; code: string } {
	const code = madeUp(`card ${payment.id}`, 16, 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789');
	return { id: hashedId('giftCard', payment.id), code: code.replace(/(.{4})(?=.)/g, '$1-') };
}

/** Payments by several gateways, as YITH's Point of Sale keeps them. */
export const severalPayments = (payments: readonly DayBookPayment[]): Meta => ({
	key: '_yith_pos_multiple_payment_methods',
	value: payments.map(({ gateway, amount }) => ({ paymentMethod: gateway, amount })),
});
