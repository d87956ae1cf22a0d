/** An order as the simulated store keeps it: the day book's figures placed, nothing recomputed. In the order's currency. */
import type Big from 'big.js';
import type { DayBookLine, DayBookTax, OrderEvent } from '../../../daybook/events';

/** What a line of the day book is in BigCommerce. */
export type LineKind = 'product' | 'giftCertificate' | 'fee' | 'shipping';

export interface StoreTax {
	readonly tax: DayBookTax;
	readonly amount: Big;
}

export interface StoreLine {
	readonly key: string;
	/** of the order product or the fee; shipping is known by its address */
	readonly id: number;
	readonly kind: LineKind;
	readonly book: DayBookLine;
	/** whole units */
	readonly quantity: number;
	readonly unitPrice: Big;
	/** before the discount; with tax where prices contain it (a marketplace's as well), else without */
	readonly gross: Big;
	readonly discount: Big;
	readonly taxes: readonly StoreTax[];
	readonly quantityRefunded: number;
	/** of gross - discount, in the same convention */
	readonly refunded: Big;
}

export type TransactionEvent =
	'purchase' | 'authorization' | 'capture' | 'refund' | 'void' | 'pending' | 'settled';

export interface StoreTransaction {
	readonly id: number;
	/** the day book's payment */
	readonly key: string;
	readonly event: TransactionEvent;
	readonly method:
		'credit_card' | 'electronic_wallet' | 'gift_certificate' | 'store_credit' | 'offline' | 'custom';
	readonly gateway: string;
	readonly bookGateway: string;
	readonly amount: Big;
	readonly status: 'ok' | 'error';
	readonly at: string;
	readonly reference: number | undefined;
	readonly gatewayReference: string | undefined;
}

export interface RefundedItem {
	readonly type: 'PRODUCT' | 'SHIPPING' | 'FEE' | 'ORDER';
	readonly id: number;
	/** whole units of a product */
	readonly quantity: number | undefined;
	/** in the order's price convention; undefined when all of a product went back by its quantity */
	readonly requested: Big | undefined;
	readonly reason: string;
}

export interface RefundPayment {
	readonly id: number;
	readonly provider: string;
	readonly amount: Big;
	readonly offline: boolean;
	readonly declined: boolean;
	readonly transactionId: number | undefined;
}

export interface StoreRefund {
	readonly id: number;
	readonly key: string;
	readonly at: string;
	readonly reason: string;
	/** with tax */
	readonly total: Big;
	readonly tax: Big;
	/** the merchant gave amount and tax himself */
	readonly overridden: boolean;
	readonly items: readonly RefundedItem[];
	readonly payments: readonly RefundPayment[];
}

export interface StoreOrder {
	readonly id: number;
	readonly key: string;
	readonly placed: OrderEvent;
	readonly addressId: number;
	readonly lines: readonly StoreLine[];
	readonly transactions: readonly StoreTransaction[];
	readonly refunds: readonly StoreRefund[];
	readonly cancelled: boolean;
	readonly disputed: boolean;
	readonly modifiedAt: string;
}

export const isReceipt = ({ event, status }: StoreTransaction): boolean =>
	status === 'ok' && (event === 'purchase' || event === 'capture' || event === 'settled');
