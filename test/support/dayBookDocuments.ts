/** Turns a day book into canonical documents, straight, without any platform in between. For tests of the bookkeeping. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
	businessKey,
	SCHEMA_VERSION,
	type DocumentHeader,
	type Payment,
	type Refund,
	type Sale,
	type SaleLine,
	type SalesDocument,
	type TaxAmount,
} from '../../core/documents';
import { Big } from '../../core/money/decimal';
import { parseMoney, roundToMoney, sumMoney, type Money } from '../../core/money/money';
import { DEFAULT_STORE_POLICY } from '../../core/store/connector';
import { splitPayments, type OrderPayment } from '../../core/store/splitPayments';

interface DayBookTax {
	readonly name: string;
	readonly rate: string;
	readonly country: string;
	readonly amount: string;
	readonly collectedBy: 'merchant' | 'marketplace';
}
interface DayBookLine {
	readonly id: string;
	readonly type: SaleLine['type'];
	readonly name: string;
	readonly sku?: string;
	readonly quantity: string;
	readonly unitPrice: string;
	readonly discount: string;
	readonly discountCode?: string;
	readonly taxes: readonly DayBookTax[];
}
interface DayBookPayment {
	readonly id: string;
	readonly at: string;
	readonly gateway: string;
	readonly method: string;
	readonly amount: string;
	readonly status: 'captured' | 'authorized' | 'pending' | 'failed' | 'refunded';
}
interface DayBookOrder {
	readonly kind: 'order';
	readonly id: string;
	readonly number: string;
	readonly at: string;
	readonly currency: string;
	readonly channel: string;
	readonly shipTo: { readonly country: string };
	readonly pricesIncludeTax: boolean;
	readonly lines: readonly DayBookLine[];
	readonly payments: readonly DayBookPayment[];
	readonly terms?: { readonly dueOn: string };
}
interface DayBookRefund {
	readonly kind: 'refund';
	readonly id: string;
	readonly orderId: string;
	readonly at: string;
	readonly lines: readonly {
		readonly orderLineId: string;
		readonly quantity: string;
		readonly amount: string;
		readonly taxes: readonly { readonly name: string; readonly amount: string }[];
		readonly restock: boolean;
	}[];
	readonly adjustments?: readonly {
		readonly amount: string;
		readonly tax?: string;
		readonly reason?: string;
	}[];
	readonly payments: readonly DayBookPayment[];
}
type DayBookEvent =
	| DayBookOrder
	| DayBookRefund
	| ({ readonly kind: 'payment'; readonly orderId: string } & DayBookPayment)
	| { readonly kind: 'other' };

const utc = (at: string): string => new Date(at).toISOString();
/** London is on UTC in winter, and an hour ahead in summer: good enough for the day of a shop that sells by day. */
const day = (at: string): string => at.slice(0, 10);

function money(amount: string, currency: string): Money {
	const parsed = parseMoney(amount, currency);
	if (typeof parsed === 'string') throw new Error(`${amount} ${currency}: ${parsed}`);
	return parsed;
}

function header(kind: string, id: string, order: DayBookOrder, at: string): Omit<DocumentHeader, 'type'> {
	const source = {
		platform: 'daybook',
		storeId: 'shop',
		kind,
		externalId: id,
		externalNumber: order.number,
		revision: at,
	};
	return {
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: order.channel,
		occurredAt: utc(at),
		bookedOn: day(at),
		currency: order.currency,
	};
}

function taxesOf(line: DayBookLine, currency: string): TaxAmount[] {
	return line.taxes.map((tax) => ({ ...tax, amount: money(tax.amount, currency) }));
}

function lineOf(line: DayBookLine, currency: string): SaleLine {
	const { id, type, name, sku, quantity, unitPrice, discount, discountCode } = line;
	return {
		id,
		type,
		name,
		...(sku === undefined ? {} : { sku }),
		quantity,
		unitPrice,
		gross: roundToMoney(new Big(quantity).times(unitPrice), currency, 'halfUp'),
		discount: money(discount, currency),
		discountCodes: discountCode === undefined ? [] : [discountCode],
		taxes: taxesOf(line, currency),
	};
}

const paymentId = (order: DayBookOrder, id: string): string => `${order.id}/${id}`;

function orderPayment(payment: DayBookPayment, currency: string): OrderPayment {
	const { id, at, gateway, method, amount, status } = payment;
	return {
		id,
		gateway,
		method,
		amount: money(amount, currency),
		at: utc(at),
		status: status === 'refunded' ? 'captured' : status,
		manual: gateway === 'bank_transfer',
	};
}

function saleOf(order: DayBookOrder, later: readonly DayBookPayment[]): SalesDocument[] {
	const { currency } = order;
	const lines = order.lines.map((line) => lineOf(line, currency));
	const total = lines.reduce(
		(sum, line) => sum.plus(line.gross.amount).minus(line.discount.amount),
		new Big(0),
	);
	const taxes = lines.flatMap((line) => line.taxes.map((tax) => tax.amount));
	const tax = sumMoney(taxes, currency);
	const onTop = order.pricesIncludeTax ? new Big(0) : new Big(tax.amount);
	const split = splitPayments(
		{
			placedAt: utc(order.at),
			total: roundToMoney(total.plus(onTop), currency, 'halfUp'),
			onTerms: order.terms !== undefined,
			payments: [...order.payments, ...later].map((payment) => orderPayment(payment, currency)),
		},
		DEFAULT_STORE_POLICY,
		Date.parse('2030-01-01'),
	);
	if (split.kind === 'notYet') return [];
	const number = { id: order.id, number: order.number };
	const sale: Sale = {
		...header('order', order.id, order, order.at),
		type: 'Sale',
		order: number,
		shipTo: order.shipTo,
		pricesIncludeTax: order.pricesIncludeTax,
		lines,
		payments: split.payments,
		totals: {
			total: roundToMoney(total.plus(onTop), currency, 'halfUp'),
			tax,
			paid: split.paid,
			outstanding: split.outstanding,
		},
		...(order.terms === undefined ? {} : { dueOn: order.terms.dueOn }),
	};
	const payments = split.later.map((part): Payment => ({
		...header('transaction', paymentId(order, part.id), order, part.capturedAt),
		type: 'Payment',
		order: number,
		settles: sale.id,
		direction: 'received',
		payment: part,
	}));
	return [sale, ...payments];
}

function refundOf(refund: DayBookRefund, order: DayBookOrder): Refund {
	const { currency } = order;
	const lines = refund.lines.map((line, index) => {
		const sold = order.lines.find(({ id }) => id === line.orderLineId);
		if (sold === undefined) throw new Error(`${refund.id}: no line ${line.orderLineId}`);
		const { type, name, sku } = sold;
		return {
			id: String(index),
			saleLineId: sold.id,
			type,
			name,
			...(sku === undefined ? {} : { sku }),
			quantity: line.quantity,
			amount: money(line.amount, currency),
			taxes: line.taxes.map((tax): TaxAmount => {
				const rate = sold.taxes.find((each) => each.name === tax.name);
				if (rate === undefined) throw new Error(`${refund.id}: no tax ${tax.name}`);
				return { ...rate, amount: money(tax.amount, currency) };
			}),
			restocked: line.restock,
		};
	});
	const firstTax = order.lines.flatMap((line) => line.taxes)[0];
	const adjustments = (refund.adjustments ?? []).map((adjustment, index) => ({
		id: String(index),
		reason: adjustment.reason ?? '',
		amount: money(adjustment.amount, currency),
		direction: 'refunded' as const,
		taxes:
			adjustment.tax === undefined || firstTax === undefined
				? []
				: [{ ...firstTax, amount: money(adjustment.tax, currency) }],
	}));
	const payments = refund.payments.map(({ id, at, gateway, method, amount }) => ({
		id,
		gateway,
		method,
		amount: money(amount, currency),
		capturedAt: utc(at),
	}));
	const total = sumMoney(
		[...lines, ...adjustments].map(({ amount }) => amount),
		currency,
	);
	const taxes = [...lines, ...adjustments].flatMap((each) => each.taxes.map(({ amount }) => amount));
	return {
		...header('refund', refund.id, order, refund.at),
		type: 'Refund',
		order: { id: order.id, number: order.number },
		saleId: businessKey({ platform: 'daybook', storeId: 'shop', kind: 'order', externalId: order.id }),
		shipTo: order.shipTo,
		pricesIncludeTax: order.pricesIncludeTax,
		lines,
		adjustments,
		payments,
		totals: {
			total,
			tax: sumMoney(taxes, currency),
			paid: sumMoney(
				payments.map(({ amount }) => amount),
				currency,
			),
			pending: money('0', currency),
		},
		reducesReceivable: false,
	};
}

/** All sales, refunds and later payments of a day book (gzipped NDJSON) whose prices contain the merchant's taxes or none. */
export function dayBookDocuments(file: string): SalesDocument[] {
	const events = gunzipSync(readFileSync(file))
		.toString('utf8')
		.split('\n')
		.filter((row) => row !== '')
		.map((row) => JSON.parse(row) as DayBookEvent);
	const later = new Map<string, DayBookPayment[]>();
	const orders = new Map<string, DayBookOrder>();
	for (const event of events) {
		if (event.kind === 'order') orders.set(event.id, event);
		if (event.kind === 'payment') later.set(event.orderId, [...(later.get(event.orderId) ?? []), event]);
	}
	return events.flatMap((event): SalesDocument[] => {
		if (event.kind === 'order') return saleOf(event, later.get(event.id) ?? []);
		const order = event.kind === 'refund' ? orders.get(event.orderId) : undefined;
		return event.kind === 'refund' && order !== undefined ? [refundOf(event, order)] : [];
	});
}
