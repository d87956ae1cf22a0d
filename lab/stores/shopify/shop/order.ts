/**
 * An order as the simulated shop keeps it: folded from the day book's events up to now, in Shopify's own terms. Everything
 * that is shown (GraphQL, webhooks, bulk files, tender transactions) is read from here.
 */
import type { DayBookLineType, DisputeEvent, OrderEvent } from '../../../daybook/events';
import type { Amount, Currencies } from './money';

export interface ShopTax {
	readonly title: string;
	/** a fraction as text: "0.175" */
	readonly rate: string;
	readonly amount: Amount;
	/** the marketplace remits it, not the merchant */
	readonly channelLiable: boolean;
}

export interface ShopLine {
	/** the day book's id, unique within the order */
	readonly key: string;
	readonly id: number;
	readonly type: DayBookLineType;
	readonly name: string;
	readonly sku: string | undefined;
	/** whole units: a fractional quantity is shown as one unit at the extended price */
	readonly quantity: number;
	readonly unitPrice: { readonly shop: string; readonly presentment: string };
	/** before discount; contains the taxes when the order's prices do */
	readonly original: Amount;
	readonly discount: Amount;
	/** original - discount */
	readonly net: Amount;
	/** index of its discount application */
	readonly discountIndex: number | undefined;
	readonly taxes: readonly ShopTax[];
	/** when it came by an edit, the edit's day book id */
	readonly addedBy: string | undefined;
	readonly returned: Returned;
}

/** What of a line came back or was removed so far. */
export interface Returned {
	readonly quantity: number;
	readonly net: Amount;
	readonly taxes: readonly Amount[];
	readonly discount: Amount;
}

export interface ShopDiscount {
	readonly index: number;
	/** undefined for a manual discount */
	readonly code: string | undefined;
	readonly target: 'LINE_ITEM' | 'SHIPPING_LINE';
	/** ALL: every line of the order got a share */
	readonly selection: 'ALL' | 'ENTITLED' | 'EXPLICIT';
	readonly amount: Amount;
	/** Order.discountApplications leaves these out */
	readonly byEdit: boolean;
}

export type TransactionKind = 'SALE' | 'AUTHORIZATION' | 'CAPTURE' | 'VOID' | 'REFUND';
export type TransactionStatus = 'SUCCESS' | 'PENDING' | 'FAILURE';

export interface ShopTransaction {
	readonly id: number;
	/** the day book's payment id */
	readonly key: string;
	readonly kind: TransactionKind;
	readonly status: TransactionStatus;
	readonly gateway: string;
	readonly manual: boolean;
	readonly method: string;
	readonly amount: Amount;
	/** minor units of the shop's currency, on Shopify Payments only */
	readonly fee: bigint | undefined;
	readonly at: string;
	readonly parentId: number | undefined;
	readonly reference: string | undefined;
	readonly refundId: number | undefined;
}

export interface RefundedLine {
	readonly id: number;
	readonly line: ShopLine;
	readonly quantity: number;
	/** contains the taxes when the order's prices do */
	readonly net: Amount;
	readonly taxes: readonly { readonly tax: ShopTax; readonly amount: Amount }[];
	/** the share of the line's discount that went back with it */
	readonly discount: Amount;
	readonly restock: boolean;
}

/** Signs are Shopify's: negative in the customer's favour. `amount` is without `tax`. */
export interface ShopAdjustment {
	readonly id: number;
	readonly amount: Amount;
	readonly tax: Amount;
	readonly reason: 'REFUND_DISCREPANCY' | 'RESTOCK' | 'DAMAGE' | 'CUSTOMER';
}

export interface ShopRefund {
	readonly id: number;
	readonly key: string;
	readonly at: string;
	readonly note: string | undefined;
	/** Shopify keeps removals of an edit and the rest of a cancelled order as refunds too */
	readonly cause: 'refund' | 'edit' | 'cancel';
	readonly lines: readonly RefundedLine[];
	readonly adjustments: readonly ShopAdjustment[];
	readonly transactions: readonly ShopTransaction[];
}

export interface ShopEdit {
	readonly id: number;
	readonly key: string;
	readonly at: string;
	readonly added: readonly ShopLine[];
	/** the refund that holds what was removed */
	readonly removal: ShopRefund | undefined;
}

export interface ShopDispute {
	readonly id: number;
	readonly transactionId: number | undefined;
	readonly amount: Amount;
	readonly openedAt: string;
	readonly finalizedAt: string | undefined;
	readonly stage: DisputeEvent['stage'];
	/** in the currency of the order, as text */
	readonly fee: string;
	readonly key: string;
}

export interface ShopOrder {
	readonly id: number;
	readonly key: string;
	/** the order as it was placed */
	readonly placed: OrderEvent;
	readonly currencies: Currencies;
	readonly lines: readonly ShopLine[];
	readonly discounts: readonly ShopDiscount[];
	readonly transactions: readonly ShopTransaction[];
	readonly refunds: readonly ShopRefund[];
	readonly edits: readonly ShopEdit[];
	readonly disputes: readonly ShopDispute[];
	readonly cancelled: { readonly at: string; readonly reason: string | undefined } | undefined;
	/** the time of its latest event */
	readonly updatedAt: string;
}

/** Line types that Shopify shows as line items; shipping, duties and import tax have places of their own. */
const LINE_ITEMS: readonly DayBookLineType[] = ['item', 'fee', 'tip', 'giftCard'];

export const isLineItem = (line: ShopLine): boolean => LINE_ITEMS.includes(line.type);

const CANCEL_REASONS = ['CUSTOMER', 'DECLINED', 'FRAUD', 'INVENTORY', 'STAFF'];

/** The reason of a cancellation in Shopify's few words, read from the day book's free text. */
export const cancelReason = (told: string | undefined): string =>
	CANCEL_REASONS.find((reason) => (told ?? '').toUpperCase().includes(reason)) ?? 'OTHER';
