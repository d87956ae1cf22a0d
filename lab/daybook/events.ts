/**
 * The day book's events as the lab knows them after reading: what happened in one shop, in time order.
 * Amounts, quantities and rates are decimal text; times are ISO 8601 with zone. The format is described in
 * docs/daybook.md; `readDayBook` refuses anything else with the line number and the key.
 */

export interface ShopEvent {
	kind: 'shop';
	id: string;
	name: string;
	currency: string;
	timeZone: string;
	country: string;
	region?: string;
	pricesIncludeTax: boolean;
}

export interface ProductEvent {
	kind: 'product';
	sku: string;
	name: string;
	price: string;
	category?: string;
	taxCode?: string;
	cost?: string;
}

export interface CustomerEvent {
	kind: 'customer';
	id: string;
	name: string;
	email?: string;
	country: string;
	region?: string;
	taxNumber?: string;
}

export interface DayBookTax {
	name: string;
	/** a fraction: "0.175" is 17.5 % */
	rate: string;
	country: string;
	region?: string;
	amount: string;
	collectedBy: 'merchant' | 'marketplace';
}

export type DayBookLineType = 'item' | 'shipping' | 'fee' | 'tip' | 'giftCard' | 'duty' | 'importTax';

/** Its amount is quantity x unitPrice, rounded half up to the currency, minus discount. */
export interface DayBookLine {
	id: string;
	type: DayBookLineType;
	name: string;
	sku?: string;
	quantity: string;
	unitPrice: string;
	discount: string;
	discountCode?: string;
	taxes: DayBookTax[];
}

export type DayBookPaymentStatus = 'captured' | 'authorized' | 'pending' | 'failed' | 'refunded';

export interface DayBookPayment {
	id: string;
	at: string;
	gateway: string;
	method: string;
	amount: string;
	fee?: string;
	status: DayBookPaymentStatus;
	paymentReference?: string;
}

export interface OrderEvent {
	kind: 'order';
	id: string;
	number: string;
	at: string;
	currency: string;
	/** shop currency per unit of order currency */
	rate?: string;
	channel: string;
	customerId?: string;
	shipTo: { country: string; region?: string; postcode?: string };
	pricesIncludeTax: boolean;
	lines: DayBookLine[];
	payments: DayBookPayment[];
	terms?: { dueOn: string };
	poNumber?: string;
	test?: boolean;
}

export interface PaymentEvent extends DayBookPayment {
	kind: 'payment';
	orderId: string;
}

export interface DayBookRefundLine {
	orderLineId: string;
	quantity: string;
	/** without tax unless the order's prices include it */
	amount: string;
	taxes: { name: string; amount: string }[];
	restock: boolean;
}

export interface RefundEvent {
	kind: 'refund';
	id: string;
	orderId: string;
	at: string;
	lines: DayBookRefundLine[];
	adjustments?: { amount: string; tax?: string; reason?: string }[];
	payments: DayBookPayment[];
	reason?: string;
}

export interface EditEvent {
	kind: 'edit';
	id: string;
	orderId: string;
	at: string;
	add?: DayBookLine[];
	remove?: DayBookRefundLine[];
	payments?: DayBookPayment[];
}

export interface CancelEvent {
	kind: 'cancel';
	id: string;
	orderId: string;
	at: string;
	reason?: string;
}

export interface DisputeEvent {
	kind: 'dispute';
	id: string;
	orderId: string;
	paymentId: string;
	at: string;
	amount: string;
	fee: string;
	stage: 'opened' | 'won' | 'lost';
}

export type DayBookPayoutTransactionType =
	| 'charge'
	| 'refund'
	| 'dispute'
	| 'dispute_reversal'
	| 'fee'
	| 'adjustment'
	| 'reserve_hold'
	| 'reserve_release'
	| 'loan'
	| 'subscription'
	| 'transfer';

export interface PayoutEvent {
	kind: 'payout';
	id: string;
	gateway: string;
	at: string;
	arrivesOn: string;
	currency: string;
	status: 'scheduled' | 'in_transit' | 'paid' | 'failed';
	transactions: {
		id: string;
		type: DayBookPayoutTransactionType;
		orderId?: string;
		refundId?: string;
		disputeId?: string;
		amount: string;
		fee: string;
		net: string;
		at: string;
	}[];
	net: string;
}

export interface BankLineEvent {
	kind: 'bankLine';
	id: string;
	account: string;
	on: string;
	amount: string;
	currency: string;
	description: string;
	reference?: string;
}

export type DayBookEvent =
	| ShopEvent
	| ProductEvent
	| CustomerEvent
	| OrderEvent
	| PaymentEvent
	| RefundEvent
	| EditEvent
	| CancelEvent
	| DisputeEvent
	| PayoutEvent
	| BankLineEvent;

/** A whole day book. `events` are all but shop, products and customers, in the order of the file. */
export interface DayBook {
	shop: ShopEvent;
	products: ProductEvent[];
	customers: CustomerEvent[];
	events: Exclude<DayBookEvent, ShopEvent | ProductEvent | CustomerEvent>[];
}
