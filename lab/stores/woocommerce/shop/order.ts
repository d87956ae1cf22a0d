/** An order as WooCommerce keeps it: amounts exact, as far as the shop has not rounded them; written out by `rest/`. */
import type Big from 'big.js';
import type { OrderEvent } from '../../../daybook/events';
import type { TaxRate } from './taxRates';

export type OrderStatus =
	'pending' | 'processing' | 'on-hold' | 'completed' | 'cancelled' | 'refunded' | 'failed';

export interface Meta {
	readonly key: string;
	readonly value: unknown;
}

/** A tax of a line: `charged` is the day book's fact, `total` what WooCommerce has before it rounds. */
export interface LineTax {
	readonly rate: TaxRate;
	readonly total: Big;
	/** before discounts; undefined where WooCommerce keeps none (shipping, fees) */
	readonly subtotal?: Big;
	readonly charged: Big;
}

export interface WooLine {
	readonly id: number;
	/** the day book's id */
	readonly key: string;
	readonly kind: 'item' | 'shipping' | 'fee';
	readonly name: string;
	readonly sku: string | undefined;
	/** 0: no product (any more) */
	readonly productId: number;
	readonly quantity: Big;
	readonly isGiftCard: boolean;
	/** net, before discounts */
	readonly subtotal: Big;
	/** net */
	readonly total: Big;
	readonly taxes: readonly LineTax[];
	readonly taxClass: string;
	readonly discountCode: string | undefined;
	readonly meta: readonly Meta[];
}

export interface GiftCardUse {
	readonly id: number;
	readonly code: string;
	readonly amount: Big;
}

export interface WooRefund {
	readonly id: number;
	readonly key: string;
	/** epoch milliseconds */
	readonly at: number;
	/** positive */
	readonly amount: Big;
	readonly reason: string;
	readonly refundedPayment: boolean;
	readonly isFull: boolean;
	/** amounts as they are given back, positive */
	readonly lines: readonly {
		readonly line: WooLine;
		readonly quantity: Big;
		readonly net: Big;
		readonly taxes: readonly LineTax[];
	}[];
	readonly meta: readonly Meta[];
}

export interface WooNote {
	readonly id: number;
	readonly at: number;
	readonly text: string;
	readonly forCustomer: boolean;
}

export interface WooOrder {
	readonly id: number;
	readonly key: string;
	readonly placed: OrderEvent;
	readonly status: OrderStatus;
	readonly createdAt: number;
	readonly modifiedAt: number;
	readonly paidAt: number | null;
	readonly completedAt: number | null;
	readonly lines: readonly WooLine[];
	/** what the customer owes: gift cards already taken off */
	readonly total: Big;
	readonly giftCards: readonly GiftCardUse[];
	readonly paymentMethod: string;
	readonly transactionId: string;
	readonly refunds: readonly WooRefund[];
	readonly meta: readonly Meta[];
	readonly notes: readonly WooNote[];
}
