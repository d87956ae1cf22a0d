/**
 * The words of Amazon's settlement report (flat file V2). Amazon publishes the columns, not the words in them; these are the
 * ones that open-source readers of real reports have in common. Everything else is held, and can be added under "Words".
 *
 * Columns: https://developer-docs.amazon.com/sp-api/docs/report-type-values-settlement
 * Item prices and taxes: ChargeComponent in https://developer-docs.amazon.com/sp-api/docs/finances-api-reference
 */
import { fee, transaction, wordsOf, type Words } from '../words';

/** What of an order's item an amount belongs to. */
export type Part = 'item' | 'shipping' | 'giftWrap';

export type OrderAmount =
	| { readonly kind: 'price' | 'tax' | 'withheld' | 'discount'; readonly part: Part }
	| { readonly kind: 'goodwill' | 'restocking' };

/** By amount-type and amount-description, in rows of orders and refunds. */
const ORDER_AMOUNTS: Readonly<Record<string, OrderAmount>> = {
	'itemprice/principal': { kind: 'price', part: 'item' },
	'itemprice/tax': { kind: 'tax', part: 'item' },
	'itemprice/shipping': { kind: 'price', part: 'shipping' },
	'itemprice/shippingtax': { kind: 'tax', part: 'shipping' },
	'itemprice/giftwrap': { kind: 'price', part: 'giftWrap' },
	'itemprice/giftwraptax': { kind: 'tax', part: 'giftWrap' },
	'itemprice/goodwill': { kind: 'goodwill' },
	'itemprice/restockingfee': { kind: 'restocking' },
	'promotion/principal': { kind: 'discount', part: 'item' },
	'promotion/shipping': { kind: 'discount', part: 'shipping' },
};

const WITHHELD =
	/^itemwithheldtax\/(?:marketplacefacilitator(?:tax|vat)|lowvaluegoodstax)-(principal|shipping|giftwrap|other)$/;

export function orderAmount(key: string): OrderAmount | undefined {
	const of = WITHHELD.exec(key)?.[1];
	if (of === undefined) return ORDER_AMOUNTS[key];
	const part = of === 'shipping' ? 'shipping' : of === 'giftwrap' ? 'giftWrap' : 'item';
	return { kind: 'withheld', part };
}

/** Which transactions are orders, and which give money back to a buyer. */
export const TRANSACTIONS: Readonly<Record<string, 'sale' | 'refund'>> = {
	order: 'sale',
	refund: 'refund',
	'chargeback refund': 'refund',
	'a-to-z guarantee refund': 'refund',
};

/** amount-types whose descriptions say the reason only. */
export const WHOLE_TYPES: Words = wordsOf({
	'cost of advertising': fee('Advertising'),
	couponredemptionfee: fee('Coupons'),
	'fba inventory reimbursement': transaction('adjustment', 'Inventory reimbursements'),
	'fba inventory storage fee': fee('Storage'),
	'fba amazon-partnered carrier shipment fee': fee('Inbound freight'),
});

export const AMOUNTS: Words = wordsOf({
	'itemfees/commission': fee('Selling fees'),
	'itemfees/refundcommission': fee('Selling fees'),
	'itemfees/variableclosingfee': fee('Selling fees'),
	'itemfees/fixedclosingfee': fee('Selling fees'),
	'itemfees/shippinghb': fee('Selling fees'),
	'itemfees/salestaxservicefee': fee('Selling fees'),
	'itemfees/fbaperunitfulfillmentfee': fee('Fulfilment fees'),
	'itemfees/fbaperorderfulfillmentfee': fee('Fulfilment fees'),
	'itemfees/fbaweightbasedfee': fee('Fulfilment fees'),
	'itemfees/shippingchargeback': fee('Fulfilment fees'),
	'itemfees/giftwrapchargeback': fee('Fulfilment fees'),
	'itemfees/storagefee': fee('Storage'),
	'itemfees/longtermstoragefee': fee('Storage'),
	'other-transaction/subscription fee': transaction('subscription'),
	'other-transaction/current reserve amount': transaction('reserveHold'),
	'other-transaction/previous reserve amount balance': transaction('reserveRelease'),
	'other-transaction/storage fee': fee('Storage'),
	'other-transaction/fba long-term storage': fee('Storage'),
	'other-transaction/inbound transportation fee': fee('Inbound freight'),
	'other-transaction/shipping label purchase': transaction('shippingLabel'),
	'other-transaction/shipping label purchase for return': transaction('shippingLabel'),
	'other-transaction/manual processing fee': fee('Fulfilment fees'),
	'other-transaction/manual processing fee reimbursement': fee('Fulfilment fees'),
	'other-transaction/lightning deal fee': fee('Advertising'),
	'other-transaction/safe-t reimbursement': transaction('adjustment', 'Reimbursements'),
});
