/** Generators of valid documents for property tests. Amounts are made in minor units, so every one is exact. */
import fc from 'fast-check';
import type {
	Cancellation,
	LineType,
	OrderEdit,
	PaymentPart,
	Refund,
	Sale,
	SaleLine,
	TaxAmount,
} from '../../core/documents';
import { editLinesTotal } from '../../core/documents/edit';
import { fromMinorUnits, minorUnits } from '../../core/money/money';
import { cancellationOf, editOf } from './changeDocuments';
import { refundOf, saleOf } from './documents';

export const currencies = fc.constantFrom('USD', 'GBP', 'JPY', 'KWD');

const LINE_TYPES: readonly LineType[] = ['item', 'shipping', 'fee', 'tip', 'giftCard', 'duty', 'importTax'];
/** rate as a fraction, and in thousandths of a percent for arithmetic */
const RATES = [
	['0', 0n],
	['0.05', 5_000n],
	['0.09975', 9_975n],
	['0.175', 17_500n],
	['0.2', 20_000n],
] as const;

interface TaxPlan {
	readonly rate: (typeof RATES)[number];
	readonly cents: bigint;
	readonly collectedBy: TaxAmount['collectedBy'];
	readonly country: string | undefined;
}

const taxPlan: fc.Arbitrary<TaxPlan> = fc.record({
	rate: fc.constantFrom(...RATES),
	cents: fc.bigInt(-1n, 1n),
	collectedBy: fc.constantFrom('merchant', 'merchant', 'marketplace', 'unknown'),
	country: fc.constantFrom('GB', undefined),
});

const linePlan = fc.record({
	type: fc.constantFrom(...LINE_TYPES, 'item', 'item'),
	quantity: fc.integer({ min: 1, max: 20 }),
	gross: fc.bigInt(0n, 500_000n),
	/** of the gross, in percent */
	discount: fc.constantFrom(0n, 0n, 10n, 33n, 100n),
	code: fc.constantFrom('SAVE10', 'VIP'),
	taxes: fc.array(taxPlan, { maxLength: 2 }),
	category: fc.constantFrom('Garden', 'Kitchen', undefined),
	sku: fc.constantFrom('A1', 'B2', undefined),
});
type LinePlan = typeof linePlan extends fc.Arbitrary<infer T> ? T : never;

/** What the plans of taxes come to; never more than the amount, where that contains them. */
function taxesOf(
	plans: readonly TaxPlan[],
	amount: bigint,
	contained: boolean,
	currency: string,
): TaxAmount[] {
	let room = contained ? amount : undefined;
	return plans.map(({ rate: [rate, thousandths], cents, collectedBy, country }, index) => {
		const base = contained ? (amount * 100_000n) / (100_000n + thousandths) : amount;
		let units = (base * thousandths) / 100_000n + (thousandths === 0n ? 0n : cents);
		if (units < 0n) units = 0n;
		if (room !== undefined) {
			if (units > room) units = room;
			room -= units;
		}
		return {
			name: `Tax ${index}`,
			rate,
			amount: fromMinorUnits(units, currency),
			collectedBy,
			...(country === undefined ? {} : { country }),
		};
	});
}

function lineOf(plan: LinePlan, index: number, contained: boolean, currency: string): SaleLine {
	const discount = (plan.gross * plan.discount) / 100n;
	return {
		id: `line-${index}`,
		type: plan.type,
		name: `Product ${index}`,
		quantity: String(plan.quantity),
		unitPrice: '1',
		gross: fromMinorUnits(plan.gross, currency),
		discount: fromMinorUnits(discount, currency),
		discountCodes: discount === 0n ? [] : [plan.code],
		taxes: taxesOf(plan.taxes, plan.gross - discount, contained, currency),
		...(plan.category === undefined ? {} : { category: plan.category }),
		...(plan.sku === undefined ? {} : { sku: plan.sku }),
	};
}

const GATEWAYS = ['shopify_payments', 'paypal', 'gift_card', 'store_credit', 'shopify_payments'] as const;

/** Shares an amount over payments; what is left is outstanding. */
function paymentsOf(total: bigint, parts: readonly { gateway: string; percent: bigint }[], currency: string) {
	let left = total;
	return parts.flatMap(({ gateway, percent }, index): PaymentPart[] => {
		const units = percent === 100n ? left : (left * percent) / 100n;
		left -= units;
		if (units === 0n) return [];
		return [
			{
				id: `payment-${index}`,
				gateway,
				method: 'card',
				amount: fromMinorUnits(units, currency),
				capturedAt: '2026-03-02T09:30:00Z',
				...(index === 0 ? { reference: 'ch_1' } : {}),
			},
		];
	});
}

const paymentParts = (owed: boolean) =>
	fc
		.array(fc.record({ gateway: fc.constantFrom(...GATEWAYS), percent: fc.bigInt(0n, 99n) }), {
			maxLength: 2,
		})
		.chain((some) =>
			owed
				? fc.constant(some)
				: fc.constantFrom(...GATEWAYS).map((gateway) => [...some, { gateway, percent: 100n }]),
		);

/** Any valid sale. `owed`: whether something may be outstanding. */
export function sales(owed: 'maybe' | 'never' = 'maybe'): fc.Arbitrary<Sale> {
	return fc
		.record({
			currency: currencies,
			pricesIncludeTax: fc.boolean(),
			marketplaceOnTop: fc.boolean(),
			lines: fc.array(linePlan, { maxLength: 8 }),
			rounding: fc.constantFrom(0n, 0n, 0n, 1n, -1n, 5n, -5n),
			parts: owed === 'never' ? paymentParts(false) : fc.boolean().chain(paymentParts),
			channel: fc.constantFrom('web', 'pos'),
			shipTo: fc.constantFrom({ country: 'GB' }, { country: 'US', region: 'NY' }, {}),
		})
		.map(({ currency, pricesIncludeTax, marketplaceOnTop, lines, rounding, parts, channel, shipTo }) => {
			const made = lines.map((plan, index) => lineOf(plan, index, pricesIncludeTax, currency));
			const onTop = (tax: TaxAmount): boolean =>
				!pricesIncludeTax || (marketplaceOnTop && tax.collectedBy === 'marketplace');
			let sum = 0n;
			for (const line of made) {
				sum += minorUnits(line.gross) - minorUnits(line.discount);
				for (const tax of line.taxes) if (onTop(tax)) sum += minorUnits(tax.amount);
			}
			const total = sum + rounding < 0n ? sum : sum + rounding;
			return saleOf({
				currency,
				pricesIncludeTax,
				lines: made,
				total: fromMinorUnits(total, currency).amount,
				payments: paymentsOf(total, parts, currency),
				channel,
				shipTo,
				dueOn: '2026-04-01',
				customer: { id: 'customer-1', name: 'A customer', country: 'GB' },
			});
		});
}

/** Everything of a sale given back, the way it was paid; an unpaid one lowers what is owed. */
export function fullRefund(sale: Sale): Refund {
	const refund = refundOf({
		currency: sale.currency,
		pricesIncludeTax: sale.pricesIncludeTax,
		channel: sale.channel,
		shipTo: sale.shipTo,
		saleId: sale.id,
		lines: sale.lines.map(({ id, type, name, quantity, gross, discount, taxes, category, sku }) => ({
			id: `refund-${id}`,
			saleLineId: id,
			type,
			name,
			quantity,
			amount: fromMinorUnits(minorUnits(gross) - minorUnits(discount), sale.currency),
			discount,
			taxes,
			restocked: true,
			...(category === undefined ? {} : { category }),
			...(sku === undefined ? {} : { sku }),
		})),
		total: sale.totals.total.amount,
		payments: sale.payments,
		reducesReceivable: sale.payments.length === 0,
	});
	return refund;
}

/** Valid refunds: of a whole sale, paid back at once, in part, or not yet. */
export function refunds(): fc.Arbitrary<Refund> {
	return fc.tuple(sales('maybe'), fc.boolean()).map(([sale, keepsBack]) => {
		const refund = fullRefund(sale);
		const fee = fromMinorUnits(1n, sale.currency);
		if (!keepsBack || minorUnits(refund.totals.total) === 0n || refund.payments.length > 0) return refund;
		const total = fromMinorUnits(minorUnits(refund.totals.total) - 1n, sale.currency);
		return {
			...refund,
			adjustments: [{ id: 'fee', reason: 'Fee', amount: fee, direction: 'keptBack' as const, taxes: [] }],
			totals: { ...refund.totals, total, pending: total },
		};
	});
}

/** Random edits of an order: some of its lines come, the others go; what is left is paid, given back, owed or no longer owed. */
export function edits(): fc.Arbitrary<OrderEdit> {
	const ways = fc.record({
		sale: sales('never'),
		at: fc.nat(8),
		percent: fc.constantFrom(0n, 40n, 100n),
		gateway: fc.constantFrom('shopify_payments', 'paypal', 'gift_card'),
		lowers: fc.boolean(),
	});
	return ways.map(({ sale, at, percent, gateway, lowers }) => {
		const { currency, pricesIncludeTax, shipTo } = sale;
		const added = sale.lines.slice(0, at);
		const removed = fullRefund(sale).lines.slice(at);
		const nothing = fromMinorUnits(0n, currency);
		const draft: OrderEdit = {
			...editOf('0', '0', { added, removed, pricesIncludeTax }),
			currency,
			shipTo,
			totals: { before: nothing, after: nothing },
		};
		const change = editLinesTotal(draft, { merchant: pricesIncludeTax, marketplace: pricesIncludeTax });
		const before = change < 0n ? -change : 0n;
		const reducesReceivable = change < 0n && lowers;
		const paid = reducesReceivable ? 0n : ((change < 0n ? -change : change) * percent) / 100n;
		const payment: PaymentPart = {
			id: 'edit-payment',
			gateway,
			method: 'card',
			amount: fromMinorUnits(paid, currency),
			capturedAt: '2026-03-02T09:30:00Z',
		};
		return {
			...draft,
			totals: { before: fromMinorUnits(before, currency), after: fromMinorUnits(before + change, currency) },
			payments: paid === 0n ? [] : [payment],
			...(change < 0n ? { reducesReceivable } : {}),
		};
	});
}

/** An order given up before it was paid. */
export function cancellations(): fc.Arbitrary<Cancellation> {
	return sales().map((sale) => {
		const { lines, totals } = fullRefund(sale);
		const { currency, pricesIncludeTax, shipTo } = sale;
		const released = sale.totals.total;
		return {
			...cancellationOf('0', '0', lines),
			currency,
			pricesIncludeTax,
			shipTo,
			released,
			tax: totals.tax,
		};
	});
}
