/** Makes day books by code: it numbers, computes tax as a shop would, and shares payments. For built-in books and tests. */
import Big from 'big.js';
import { digitsOf, extended, lineAmount, orderTotal, roundTo, sum } from './arithmetic';
import type {
	DayBook,
	DayBookLine,
	DayBookPayment,
	DayBookRefundLine,
	DayBookTax,
	OrderEvent,
	RefundEvent,
	ShopEvent,
} from './events';

/** A tax to be charged; its amount is worked out from the line. */
export type TaxRule = Omit<DayBookTax, 'amount'>;

export interface LineSpec {
	/** a product's code: type item, with its name and price */
	readonly sku?: string;
	readonly type?: DayBookLine['type'];
	readonly name?: string;
	/** default "1" */
	readonly quantity?: string;
	readonly unitPrice?: string;
	/** for the whole line; default "0" */
	readonly discount?: string;
	readonly discountCode?: string;
	/** instead of the order's taxes; [] for none */
	readonly taxes?: readonly TaxRule[];
	/** the tax amounts as the shop charged them, where it did not compute as we do */
	readonly taxAmounts?: readonly string[];
}

export interface PaySpec {
	readonly gateway: string;
	/** default: what is left of the order's total */
	readonly amount?: string;
	readonly method?: string;
	readonly status?: DayBookPayment['status'];
}

export interface OrderSpec {
	readonly at: string;
	readonly lines: readonly LineSpec[];
	/** default: one captured payment of everything by the builder's usual gateway; [] for none */
	readonly pay?: readonly PaySpec[];
	readonly customerId?: string;
	readonly shipTo?: OrderEvent['shipTo'];
	readonly channel?: string;
	readonly currency?: string;
	readonly rate?: string;
	/** the taxes of all lines that do not say otherwise; default: the builder's for the place */
	readonly taxes?: readonly TaxRule[];
	readonly terms?: { readonly dueOn: string };
	readonly poNumber?: string;
	readonly test?: boolean;
}

export interface RefundSpec {
	readonly at: string;
	/** line id -> quantity ("all" for the rest of the line, amount and tax to the cent) */
	readonly lines?: Readonly<Record<string, string>>;
	readonly adjustments?: RefundEvent['adjustments'];
	/** gateway by which it goes back; default: the one of the order's last payment */
	readonly gateway?: string;
	readonly status?: 'refunded' | 'pending';
	readonly reason?: string;
	readonly restock?: boolean;
}

/** What gateways keep of a payment. */
const FEES: Readonly<Record<string, { readonly rate: string; readonly flat: string }>> = {
	shopify_payments: { rate: '0.015', flat: '0.25' },
	stripe: { rate: '0.015', flat: '0.25' },
	woocommerce_payments: { rate: '0.015', flat: '0.25' },
	paypal: { rate: '0.029', flat: '0.30' },
};

const METHODS: Readonly<Record<string, string>> = {
	shopify_payments: 'card',
	stripe: 'card',
	woocommerce_payments: 'card',
	paypal: 'wallet',
	bank_transfer: 'bank_transfer',
	cash: 'cash',
	gift_card: 'gift_card',
	store_credit: 'store_credit',
};

export class DayBookBuilder {
	readonly dayBook: DayBook;
	private readonly orders = new Map<string, OrderEvent>();

	/**
	 * @param shop the shop
	 * @param taxesFor the taxes of a delivery to a place; gift cards and tips are never taxed
	 * @param firstNumber the first order's number
	 */
	constructor(
		shop: Omit<ShopEvent, 'kind'>,
		private readonly taxesFor: (place: OrderEvent['shipTo']) => readonly TaxRule[],
		private nextNumber = 1001,
	) {
		this.dayBook = { shop: { kind: 'shop', ...shop }, products: [], customers: [], events: [] };
	}

	product(sku: string, name: string, price: string, category?: string): void {
		this.dayBook.products.push({
			kind: 'product',
			sku,
			name,
			price,
			...(category === undefined ? {} : { category }),
		});
	}

	customer(id: string, name: string, country: string, more: { region?: string; email?: string } = {}): void {
		this.dayBook.customers.push({ kind: 'customer', id, name, country, ...more });
	}

	/** Adds an order; returns it, with its lines called L1, L2 ... */
	order(spec: OrderSpec): OrderEvent {
		const { shop } = this.dayBook;
		const number = String(this.nextNumber++);
		const currency = spec.currency ?? shop.currency;
		const customer = this.dayBook.customers.find(({ id }) => id === spec.customerId);
		const shipTo = spec.shipTo ?? {
			country: customer?.country ?? shop.country,
			...(customer?.region === undefined ? {} : { region: customer.region }),
		};
		const taxes = spec.taxes ?? this.taxesFor(shipTo);
		const { customerId, rate, terms, poNumber, test } = spec;
		const order: OrderEvent = {
			kind: 'order',
			id: number,
			number: `#${number}`,
			at: spec.at,
			currency,
			...(rate === undefined ? {} : { rate }),
			channel: spec.channel ?? 'web',
			...(customerId === undefined ? {} : { customerId }),
			shipTo,
			pricesIncludeTax: shop.pricesIncludeTax,
			lines: spec.lines.map((line, index) => this.line(line, `L${index + 1}`, taxes, digitsOf(currency))),
			payments: [],
			...(terms === undefined ? {} : { terms }),
			...(poNumber === undefined ? {} : { poNumber }),
			...(test === undefined ? {} : { test }),
		};
		let left = orderTotal(order);
		(spec.pay ?? [{ gateway: 'shopify_payments' }]).forEach((pay, index) => {
			const amount = pay.amount === undefined ? left : new Big(pay.amount);
			if (pay.status !== 'failed') left = left.minus(amount);
			order.payments.push(payment(`${number}-P${index + 1}`, spec.at, pay, amount, digitsOf(currency)));
		});
		this.orders.set(order.id, order);
		this.dayBook.events.push(order);
		return order;
	}

	/** A payment that comes later; default amount: the whole order. */
	pay(orderId: string, at: string, spec: PaySpec): void {
		const order = this.find(orderId);
		const count = this.dayBook.events.filter(
			(event) => event.kind === 'payment' && event.orderId === orderId,
		).length;
		const id = `${orderId}-P${order.payments.length + count + 1}`;
		const amount = spec.amount === undefined ? orderTotal(order) : new Big(spec.amount);
		const made = payment(id, at, spec, amount, digitsOf(order.currency));
		this.dayBook.events.push({ kind: 'payment', orderId, ...made });
	}

	refund(orderId: string, spec: RefundSpec): RefundEvent {
		const order = this.find(orderId);
		const digits = digitsOf(order.currency);
		const count = this.dayBook.events.filter(
			(event) => event.kind === 'refund' && event.orderId === orderId,
		).length;
		const id = `${orderId}-R${count + 1}`;
		const lines = Object.entries(spec.lines ?? {}).map(([lineId, quantity]) =>
			back(order, lineId, quantity, spec.restock ?? true),
		);
		const inPrice = new Set(order.pricesIncludeTax ? merchantTaxNames(order) : []);
		const worth = sum([
			...lines.map((line) => line.amount),
			...lines.flatMap((line) =>
				line.taxes.filter(({ name }) => !inPrice.has(name)).map((tax) => tax.amount),
			),
			...(spec.adjustments ?? []).map((adjustment) => adjustment.amount),
			...(order.pricesIncludeTax ? [] : (spec.adjustments ?? []).map((adjustment) => adjustment.tax ?? '0')),
		]);
		const gateway = spec.gateway ?? order.payments.at(-1)?.gateway ?? 'shopify_payments';
		const status = spec.status ?? 'refunded';
		const { fee: _, ...returned } = payment(`${id}-P1`, spec.at, { gateway, status }, worth, digits);
		const refund: RefundEvent = {
			kind: 'refund',
			id,
			orderId,
			at: spec.at,
			lines,
			...(spec.adjustments === undefined ? {} : { adjustments: spec.adjustments }),
			payments: [returned],
			...(spec.reason === undefined ? {} : { reason: spec.reason }),
		};
		this.dayBook.events.push(refund);
		return refund;
	}

	/** The day book, its events in time order. */
	build(): DayBook {
		const at = (event: DayBook['events'][number]): number => ('at' in event ? Date.parse(event.at) : 0);
		return { ...this.dayBook, events: this.dayBook.events.toSorted((a, b) => at(a) - at(b)) };
	}

	private find(orderId: string): OrderEvent {
		const order = this.orders.get(orderId);
		if (order === undefined) throw new Error(`no order ${orderId}`);
		return order;
	}

	private line(spec: LineSpec, id: string, orderTaxes: readonly TaxRule[], digits: number): DayBookLine {
		const product = this.dayBook.products.find(({ sku }) => sku === spec.sku);
		const type = spec.type ?? 'item';
		const isTaxed = type === 'item' || type === 'shipping' || type === 'fee';
		const rules = spec.taxes ?? (isTaxed ? orderTaxes : []);
		const line: DayBookLine = {
			id,
			type,
			name: spec.name ?? product?.name ?? type,
			...(spec.sku === undefined ? {} : { sku: spec.sku }),
			quantity: spec.quantity ?? '1',
			unitPrice: spec.unitPrice ?? product?.price ?? '0',
			discount: new Big(spec.discount ?? '0').toFixed(digits),
			...(spec.discountCode === undefined ? {} : { discountCode: spec.discountCode }),
			taxes: [],
		};
		const inPrice = this.dayBook.shop.pricesIncludeTax
			? sum(rules.filter(({ collectedBy }) => collectedBy === 'merchant').map((rule) => rule.rate))
			: new Big(0);
		const net = lineAmount(line, digits).div(inPrice.plus(1));
		line.taxes = rules.map((rule, index) => ({
			...rule,
			amount: spec.taxAmounts?.[index] ?? roundTo(net.times(rule.rate), digits).toFixed(digits),
		}));
		return line;
	}
}

/** Ten (or another) per cent of a line, as discount codes give it. */
export function percentOff(quantity: string, unitPrice: string, percent: string, digits = 2): string {
	return roundTo(extended({ quantity, unitPrice }, digits).times(percent).div(100), digits).toFixed(digits);
}

function merchantTaxNames(order: OrderEvent): string[] {
	return order.lines.flatMap(({ taxes }) =>
		taxes.filter(({ collectedBy }) => collectedBy === 'merchant').map(({ name }) => name),
	);
}

function payment(id: string, at: string, spec: PaySpec, amount: Big, digits: number): DayBookPayment {
	const { gateway, status = 'captured' } = spec;
	const fees = FEES[gateway];
	const fee = fees === undefined ? undefined : roundTo(amount.times(fees.rate).plus(fees.flat), digits);
	return {
		id,
		at,
		gateway,
		method: spec.method ?? METHODS[gateway] ?? gateway,
		amount: amount.toFixed(digits),
		...(fee === undefined || status !== 'captured' ? {} : { fee: fee.toFixed(digits) }),
		status,
		...(fees === undefined ? {} : { paymentReference: `ref_${id}` }),
	};
}

/** A line given back: whole ("all"), or a share of its amount and taxes by quantity. */
function back(order: OrderEvent, lineId: string, quantity: string, restock: boolean): DayBookRefundLine {
	const digits = digitsOf(order.currency);
	const line = order.lines.find(({ id }) => id === lineId);
	if (line === undefined) throw new Error(`order ${order.id} has no line ${lineId}`);
	const share = quantity === 'all' ? new Big(1) : new Big(quantity).div(line.quantity);
	const part = (amount: string | Big): string =>
		roundTo(new Big(amount).times(share), digits).toFixed(digits);
	return {
		orderLineId: lineId,
		quantity: quantity === 'all' ? line.quantity : quantity,
		amount: part(lineAmount(line, digits)),
		taxes: line.taxes.map(({ name, amount }) => ({ name, amount: part(amount) })),
		restock: restock && line.type === 'item',
	};
}
