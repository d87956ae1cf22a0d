/** How orders are paid: WooCommerce's ids of gateways, and what they are called in the mapping of accounts. */
import type { Order } from './payload';

interface Named {
	readonly gateway: string;
	readonly method: string;
}

const BANK: Named = { gateway: 'bank_transfer', method: 'bank_transfer' };
const CHEQUE: Named = { gateway: 'cheque', method: 'cheque' };
const ON_DELIVERY: Named = { gateway: 'cash_on_delivery', method: 'cash' };
const INVOICE: Named = { gateway: 'invoice', method: 'invoice' };

/** Settled outside the shop, agreed when the order is placed: WooCommerce's own, and those of plugins for wholesale. */
const MANUAL: ReadonlyMap<string, Named> = new Map([
	['bacs', BANK],
	['bank_transfer', BANK],
	['cheque', CHEQUE],
	['cod', ON_DELIVERY],
	['cash_on_delivery', ON_DELIVERY],
	['invoice', INVOICE],
	['igfw_invoice_gateway', INVOICE],
	['purchase_order', INVOICE],
	['woocommerce_gateway_purchase_order', INVOICE],
	['manual', { gateway: 'manual', method: 'manual' }],
]);

/** Ids of online gateways; one of them has many, by way of paying ("stripe_klarna"). */
const ONLINE: readonly (Named & { readonly ids: RegExp })[] = [
	{ ids: /^stripe(_cc)?$/, gateway: 'stripe', method: 'card' },
	{ ids: /^stripe_/, gateway: 'stripe', method: 'local' },
	{ ids: /^woocommerce_payments$/, gateway: 'woocommerce_payments', method: 'card' },
	{ ids: /^woocommerce_payments_/, gateway: 'woocommerce_payments', method: 'local' },
	{ ids: /^ppcp-credit-card-gateway$/, gateway: 'paypal', method: 'card' },
	{ ids: /^(ppcp-.*|paypal|ppec_paypal|paypal_express)$/, gateway: 'paypal', method: 'paypal' },
];

/** An order that a person placed without saying how it is paid, or marked as paid without saying how it was. */
const UNSPECIFIED: Named = { gateway: 'unspecified', method: 'unspecified' };

export interface Gateway extends Named {
	/** settled outside the shop: a person marks it as paid */
	readonly manual: boolean;
}

/** A gateway by its id in the shop; one that is not known keeps its id. */
export function gatewayNamed(id: string | undefined): Gateway {
	if (id === undefined) return { ...UNSPECIFIED, manual: true };
	const manual = MANUAL.get(id);
	if (manual !== undefined) return { ...manual, manual: true };
	const known = ONLINE.find(({ ids }) => ids.test(id));
	if (known === undefined) return { gateway: id, method: id, manual: false };
	return { gateway: known.gateway, method: known.method, manual: false };
}

export function gatewayOf({ payment_method: id }: Pick<Order, 'payment_method'>): Gateway {
	return gatewayNamed(id);
}

/** Whether an order with this `payment_method` is settled outside the shop. */
export function isManualMethod(id: unknown): boolean {
	return gatewayNamed(typeof id === 'string' && id.trim() !== '' ? id : undefined).manual;
}
