/** Ways of paying: BigCommerce's names for gateways as the names that all stores share, and which of them a person settles. */

const NAMES: Readonly<Record<string, string>> = {
	giftcertificate: 'gift_card',
	gift_certificate: 'gift_card',
	storecredit: 'store_credit',
	store_credit: 'store_credit',
	bankdeposit: 'bank_transfer',
	bank_deposit: 'bank_transfer',
	check: 'cheque',
	moneyorder: 'money_order',
	cod: 'cash_on_delivery',
	instore: 'pay_in_store',
	custom: 'manual',
};

/** Settled outside the shop: a person marks the order as paid. */
const MANUAL_GATEWAYS = new Set([
	'bank_transfer',
	'cheque',
	'money_order',
	'cash_on_delivery',
	'pay_in_store',
	'manual',
]);
const MANUAL_METHODS = new Set(['offline', 'custom']);

/** What people call such payments in the settings of their shop. */
const MANUAL_LABEL =
	/\b(bank|deposit|transfer|wire|che(ck|que)|money order|cash|cod|pay in store|manual|invoice|purchase order|on account|net ?\d+|offline|pay later)\b/i;

const slug = (name: string): string =>
	name
		.trim()
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '_')
		.replace(/^_+|_+$/g, '');

/** The shared name of a gateway: "paypalexpress" is "paypal". Empty when there is none. */
export function gatewayOf(name: string | undefined): string {
	const own = slug(name ?? '');
	if (own.startsWith('paypal')) return 'paypal';
	return NAMES[own] ?? own;
}

/** The gateway of a payment that the shop keeps no transaction of: its method as people call it. */
export function gatewayOfLabel(label: string): string {
	if (/\b(bank|deposit|transfer|wire)\b/i.test(label)) return 'bank_transfer';
	if (/\bche(ck|que)\b/i.test(label)) return 'cheque';
	if (/\b(cod|cash on delivery)\b/i.test(label)) return 'cash_on_delivery';
	return gatewayOf(label);
}

export function isManual(gateway: string, method: string): boolean {
	return MANUAL_GATEWAYS.has(gateway) || MANUAL_METHODS.has(method);
}

export const isManualLabel = (label: string): boolean => MANUAL_LABEL.test(label);

const METHODS: Readonly<Record<string, string>> = {
	credit_card: 'card',
	electronic_wallet: 'wallet',
	apple_pay_card: 'apple_pay',
	apple_pay_token: 'apple_pay',
	bigpay_token: 'card',
	offline: 'manual',
	custom: 'manual',
};

/** "credit_card" is "card". */
export const methodOf = (method: string): string => METHODS[method] ?? method;
