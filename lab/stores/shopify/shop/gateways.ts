/** How the day book's gateways appear in Shopify. */

/** Money that a person marks as received: no provider moves it. */
const MANUAL = new Set([
	'bank_transfer',
	'bank_deposit',
	'cash_on_delivery',
	'cheque',
	'check',
	'money_order',
	'manual',
	'invoice',
]);

const NAMES: Readonly<Record<string, string>> = {
	shopify_payments: 'Shopify Payments',
	paypal: 'PayPal',
	stripe: 'Stripe',
	gift_card: 'Gift card',
	shopify_store_credit: 'Store credit',
	bank_transfer: 'Bank transfer',
};

/** The name in `OrderTransaction.gateway`; only store credit is called otherwise than in the day book. */
export const shopifyGateway = (gateway: string): string =>
	gateway === 'store_credit' ? 'shopify_store_credit' : gateway;

export const isManual = (gateway: string): boolean => MANUAL.has(gateway);

/** Tenders that move no money between bank accounts: a promise of the shop is used up. */
export const isStoredValue = (gateway: string): boolean =>
	gateway === 'gift_card' || gateway === 'shopify_store_credit';

/** `formattedGateway`: what the Shopify admin shows. */
export const displayGateway = (gateway: string): string => NAMES[gateway] ?? gateway;
