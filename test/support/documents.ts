/** Builders of canonical documents for tests: what is not said is plain, totals are worked out from the parts. */
import { SCHEMA_VERSION } from '../../core/documents';
import type {
	Payment,
	PaymentPart,
	Refund,
	RefundAdjustment,
	RefundLine,
	Sale,
	SaleLine,
	TaxAmount,
} from '../../core/documents';
import { fromMinorUnits, minorUnits, parseMoney, type Money } from '../../core/money/money';

/** "209" of USD is 209.00 USD. */
export function money(amount: string, currency = 'USD'): Money {
	const parsed = parseMoney(amount, currency);
	if (typeof parsed === 'string') throw new Error(`${amount} ${currency}: ${parsed}`);
	return parsed;
}

const units = (amounts: readonly Money[]): bigint =>
	amounts.reduce((sum, amount) => sum + minorUnits(amount), 0n);

export function tax(amount: string, more: Partial<TaxAmount> = {}, currency = 'USD'): TaxAmount {
	return {
		name: 'Sales Tax',
		rate: '0.1',
		amount: money(amount, currency),
		collectedBy: 'merchant',
		...more,
	};
}

export function line(gross: string, more: Partial<SaleLine> = {}, currency = 'USD'): SaleLine {
	return {
		id: `line-${gross}`,
		type: 'item',
		name: 'Lantern',
		quantity: '1',
		unitPrice: gross,
		gross: money(gross, currency),
		discount: money('0', currency),
		discountCodes: [],
		taxes: [],
		...more,
	};
}

export function refundLine(amount: string, more: Partial<RefundLine> = {}, currency = 'USD'): RefundLine {
	return {
		id: `refund-line-${amount}`,
		type: 'item',
		name: 'Lantern',
		quantity: '1',
		amount: money(amount, currency),
		taxes: [],
		restocked: false,
		...more,
	};
}

export function adjustment(amount: string, more: Partial<RefundAdjustment> = {}): RefundAdjustment {
	return {
		id: `adjustment-${amount}`,
		reason: 'Goodwill',
		amount: money(amount),
		direction: 'refunded',
		taxes: [],
		...more,
	};
}

export function payment(
	amount: string,
	gateway = 'shopify_payments',
	more: Partial<PaymentPart> = {},
): PaymentPart {
	return {
		id: `${gateway}-${amount}`,
		gateway,
		method: gateway === 'shopify_payments' ? 'card' : gateway,
		amount: money(amount),
		capturedAt: '2026-03-02T09:30:00Z',
		...more,
	};
}

const header = (kind: string, externalId: string, currency: string) => ({
	schemaVersion: SCHEMA_VERSION as typeof SCHEMA_VERSION,
	id: `shopify/my-shop/${kind}/${externalId}`,
	source: {
		platform: 'shopify',
		storeId: 'my-shop',
		kind,
		externalId,
		externalNumber: '#1001',
		revision: '2026-03-02T09:30:00Z',
		url: 'https://my-shop.example/admin/orders/1',
	},
	channel: 'web',
	occurredAt: '2026-03-02T09:30:00Z',
	bookedOn: '2026-03-02',
	currency,
});

export const ORDER = { id: '1', number: '#1001' };

interface SaleParts extends Partial<Omit<Sale, 'totals' | 'type'>> {
	/** otherwise what the lines add up to */
	readonly total?: string;
	/** otherwise what the lines' taxes add up to */
	readonly tax?: string;
}

/** A sale; what the payments do not cover is outstanding. */
export function saleOf({ total, tax: taxTotal, ...more }: SaleParts): Sale {
	const currency = more.currency ?? 'USD';
	const { lines = [], payments = [], pricesIncludeTax = false } = more;
	const taxes = lines.flatMap((each) => each.taxes);
	const lineUnits = units(lines.map(({ gross }) => gross)) - units(lines.map(({ discount }) => discount));
	const taxUnits = units(taxes.map(({ amount }) => amount));
	const all =
		total === undefined ? lineUnits + (pricesIncludeTax ? 0n : taxUnits) : minorUnits(money(total, currency));
	const paid = units(payments.map(({ amount }) => amount));
	return {
		type: 'Sale',
		...header('order', '1', currency),
		order: ORDER,
		shipTo: { country: 'US', region: 'NY' },
		pricesIncludeTax,
		lines,
		payments,
		...more,
		currency,
		totals: {
			total: fromMinorUnits(all, currency),
			tax: taxTotal === undefined ? fromMinorUnits(taxUnits, currency) : money(taxTotal, currency),
			paid: fromMinorUnits(paid, currency),
			outstanding: fromMinorUnits(all > paid ? all - paid : 0n, currency),
		},
	};
}

interface RefundParts extends Partial<Omit<Refund, 'totals' | 'type'>> {
	readonly total?: string;
	readonly tax?: string;
}

/** A refund; what the payments do not cover is pending. */
export function refundOf({ total, tax: taxTotal, ...more }: RefundParts): Refund {
	const currency = more.currency ?? 'USD';
	const { lines = [], adjustments = [], payments = [], pricesIncludeTax = false } = more;
	const sign = (each: RefundAdjustment): bigint => (each.direction === 'refunded' ? 1n : -1n);
	const lineTax = units(lines.flatMap((each) => each.taxes.map(({ amount }) => amount)));
	const adjusted = adjustments.reduce((sum, each) => sum + sign(each) * minorUnits(each.amount), 0n);
	const adjustedTax = adjustments.reduce(
		(sum, each) => sum + sign(each) * units(each.taxes.map(({ amount }) => amount)),
		0n,
	);
	const lineUnits = units(lines.map(({ amount }) => amount)) + (pricesIncludeTax ? 0n : lineTax);
	const all = total === undefined ? lineUnits + adjusted : minorUnits(money(total, currency));
	const paid = units(payments.map(({ amount }) => amount));
	return {
		type: 'Refund',
		...header('refund', '7', currency),
		order: ORDER,
		saleId: 'shopify/my-shop/order/1',
		shipTo: { country: 'US', region: 'NY' },
		pricesIncludeTax,
		lines,
		adjustments,
		payments,
		reducesReceivable: false,
		...more,
		currency,
		totals: {
			total: fromMinorUnits(all, currency),
			tax:
				taxTotal === undefined
					? fromMinorUnits(lineTax + adjustedTax > 0n ? lineTax + adjustedTax : 0n, currency)
					: money(taxTotal, currency),
			paid: fromMinorUnits(paid, currency),
			pending: fromMinorUnits(all > paid ? all - paid : 0n, currency),
		},
	};
}

export function paymentOf(part: PaymentPart, more: Partial<Payment> = {}): Payment {
	return {
		...header('transaction', part.id, part.amount.currency),
		order: ORDER,
		settles: 'shopify/my-shop/order/1',
		direction: 'received',
		payment: part,
		...more,
		type: 'Payment',
	};
}

/** The order of the accounting facts: items 200, discount 20, shipping 10, tax 10 % of 190; 209 in all. */
export function baseSale(payments: readonly PaymentPart[]): Sale {
	return saleOf({
		lines: [
			line('200.00', { discount: money('20'), discountCodes: ['SAVE10'], taxes: [tax('18.00')] }),
			line('10.00', { id: 'shipping', type: 'shipping', name: 'Standard', taxes: [tax('1.00')] }),
		],
		payments,
	});
}

/** The full refund of `baseSale`. */
export function baseRefund(more: RefundParts = {}): Refund {
	return refundOf({
		lines: [
			refundLine('180.00', { discount: money('20'), taxes: [tax('18.00')] }),
			refundLine('10.00', { type: 'shipping', name: 'Standard', taxes: [tax('1.00')] }),
		],
		...more,
	});
}
