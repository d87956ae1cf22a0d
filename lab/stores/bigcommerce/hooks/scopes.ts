/** What a store tells of, as BigCommerce's list has it; the lab sends those of orders. */

export const SENT = [
	'store/order/created',
	'store/order/updated',
	'store/order/statusUpdated',
	'store/order/refund/created',
	'store/order/transaction/created',
] as const;

export type SentScope = (typeof SENT)[number];

/** Known, but nothing of a day book sets them off. */
const SILENT = [
	'store/order/archived',
	'store/order/message/created',
	'store/order/transaction/updated',
	'store/order/metafield/created',
	'store/order/metafield/updated',
	'store/order/metafield/deleted',
	'store/product/created',
	'store/product/updated',
	'store/product/deleted',
	'store/product/inventory/updated',
	'store/product/inventory/order/updated',
	'store/customer/created',
	'store/customer/updated',
	'store/customer/deleted',
	'store/shipment/created',
	'store/shipment/updated',
	'store/shipment/deleted',
	'store/cart/created',
	'store/cart/updated',
	'store/cart/deleted',
	'store/cart/abandoned',
	'store/cart/converted',
	'store/channel/created',
	'store/channel/updated',
	'store/information/updated',
	'store/app/uninstalled',
] as const;

/** A group of scopes. Transactions have no wildcard of their own. */
const GROUPS = ['order', 'product', 'customer', 'shipment', 'cart', 'channel'].map(
	(group) => `store/${group}/*`,
);

const KNOWN: ReadonlySet<string> = new Set<string>([...SENT, ...SILENT, ...GROUPS]);

export const isScope = (text: string): boolean => KNOWN.has(text);

/** Whether a hook for `wanted` hears of `scope`. */
export function hears(wanted: string, scope: SentScope): boolean {
	return wanted === scope || (wanted.endsWith('/*') && scope.startsWith(wanted.slice(0, -1)));
}
