/**
 * What a refund gives back by line, shipping, duty and adjustment. Shopify does not always say whether an amount contains
 * its tax; where it leaves that open, the reading counts under which the refund adds up to the money that went back.
 */
import type { Place, RefundAdjustment, RefundLine, SaleLine, TaxAmount } from '../../../core/documents';
import { allocateMoney, fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { ofSaleLine } from '../../../core/store/ofSaleLine';
import { numberOf } from './payloadParts';
import type { RefundPayload } from './payloadMoney';

/** What is left of each tax of a sale's lines, so that refunds in parts return exactly the tax of the sale. */
export class TaxesLeft {
	private readonly left: Map<string, bigint[]>;

	constructor(from?: TaxesLeft) {
		this.left = new Map(from?.left);
	}

	/** Shares a refunded tax over the taxes of its line, by what is left of each. */
	take(line: SaleLine, tax: Money): TaxAmount[] {
		const before = this.left.get(line.id) ?? line.taxes.map(({ amount }) => minorUnits(amount));
		const isSpent = before.every((units) => units === 0n);
		const weights = isSpent ? line.taxes.map(({ amount }) => minorUnits(amount)) : before;
		const shares = allocateMoney(tax, weights);
		this.left.set(
			line.id,
			before.map((units, index) => {
				const share = shares[index];
				const rest = units - (share === undefined ? 0n : minorUnits(share));
				return rest < 0n ? 0n : rest;
			}),
		);
		return withAmounts(line.taxes, shares);
	}
}

function withAmounts(taxes: readonly TaxAmount[], amounts: readonly Money[]): TaxAmount[] {
	return taxes.flatMap((tax, index) => {
		const amount = amounts[index];
		return amount === undefined || minorUnits(amount) === 0n ? [] : [{ ...tax, amount }];
	});
}

/** The taxes of a sale, each with all that was charged of it. */
function chargedTaxes(lines: readonly SaleLine[]): TaxAmount[] {
	const charged = new Map<string, TaxAmount>();
	for (const tax of lines.flatMap(({ taxes }) => taxes)) {
		const key = [tax.name, tax.rate, tax.collectedBy].join(' ');
		const sum =
			minorUnits(tax.amount) +
			minorUnits(charged.get(key)?.amount ?? fromMinorUnits(0n, tax.amount.currency));
		charged.set(key, { ...tax, amount: fromMinorUnits(sum, tax.amount.currency) });
	}
	return [...charged.values()];
}

/** A tax that is told for the refund as a whole, shared as the sale's own taxes were charged: ours, if there are any. */
function shareOfCharged(tax: Money, lines: readonly SaleLine[]): TaxAmount[] {
	if (minorUnits(tax) === 0n) return [];
	const all = chargedTaxes(lines);
	const ours = all.filter(({ collectedBy }) => collectedBy !== 'marketplace');
	const taxes = ours.length > 0 ? ours : all;
	if (taxes.length === 0) return [];
	return withAmounts(
		taxes,
		allocateMoney(
			tax,
			taxes.map(({ amount }) => minorUnits(amount)),
		),
	);
}

/** How amounts are read that Shopify leaves open. */
export interface Reading {
	/** for orders whose prices contain tax: whether the refunded shipping does too */
	readonly shippingContainsTax: boolean;
	/** whether an adjustment's amount contains its tax */
	readonly adjustmentContainsTax: boolean;
	/** Shopify books a refund that has not gone back yet as a discrepancy of its own, to be taken away later */
	readonly withPendingDiscrepancy: boolean;
}

const BOTH = [true, false];

/** All readings, the documented one first. */
export function readings(pricesIncludeTax: boolean): Reading[] {
	return BOTH.flatMap((withPendingDiscrepancy) =>
		(pricesIncludeTax ? [false, true] : [false]).flatMap((adjustmentContainsTax) =>
			(pricesIncludeTax ? BOTH : [false]).map((shippingContainsTax) => ({
				shippingContainsTax,
				adjustmentContainsTax,
				withPendingDiscrepancy,
			})),
		),
	);
}

export interface RefundContents {
	readonly lines: readonly RefundLine[];
	readonly adjustments: readonly RefundAdjustment[];
	/** what the lines and adjustments add up to, taxes included; minor units */
	readonly units: bigint;
}

const REASONS: Readonly<Record<string, string>> = {
	RESTOCK: 'Restocking fee',
	DAMAGE: 'Damaged goods',
	CUSTOMER: 'Goodwill to the customer',
	REFUND_DISCREPANCY: 'Amount changed by hand',
	FULL_RETURN_BALANCING_ADJUSTMENT: 'Balance of a full return',
	PENDING_REFUND_DISCREPANCY: 'Refund that has not gone back yet',
};

const PENDING_DISCREPANCY = 'PENDING_REFUND_DISCREPANCY';

export interface RefundedSale {
	readonly lines: readonly SaleLine[];
	readonly pricesIncludeTax: boolean;
	readonly place: Place;
}

type Goods = Pick<RefundLine, 'id' | 'quantity' | 'restocked'> & {
	readonly amount: Money;
	readonly tax: Money;
};

function plus(a: Money, b: Money): Money {
	return fromMinorUnits(minorUnits(a) + minorUnits(b), a.currency);
}

/** The lines of one refund under one reading. */
export class Contents {
	constructor(
		private readonly payload: RefundPayload,
		private readonly sale: RefundedSale,
		private readonly reading: Reading,
	) {}

	/** @param left is changed: what is taken here is no longer there for the next refund */
	read(left: TaxesLeft): RefundContents {
		const lines = [...this.goods(left), ...this.shipping(left), ...this.duties()];
		const adjustments = this.adjustments();
		const onTop = this.sale.pricesIncludeTax ? 0n : sumOf(lines.flatMap(({ taxes }) => taxes));
		const signed = adjustments.reduce(
			(sum, { amount, direction }) =>
				sum + (direction === 'refunded' ? minorUnits(amount) : -minorUnits(amount)),
			0n,
		);
		return { lines, adjustments, units: sumOf(lines) + onTop + signed };
	}

	private goods(left: TaxesLeft): RefundLine[] {
		return this.payload.refundLineItems.map((back, position) => {
			const saleLine = this.saleLine(numberOf(back.lineItem.id));
			const id = back.id === undefined ? `line-${position + 1}` : numberOf(back.id);
			const { quantity, restocked, subtotalSet: amount, totalTaxSet: tax } = back;
			return this.line(
				{ id, quantity, restocked, amount, tax },
				saleLine,
				left,
				'item',
				numberOf(back.lineItem.id),
			);
		});
	}

	private shipping(left: TaxesLeft): RefundLine[] {
		const { pricesIncludeTax } = this.sale;
		return this.payload.refundShippingLines.map(
			({ id, subtotalAmountSet, taxAmountSet: tax, shippingLine }) => {
				const saleId =
					shippingLine.id === null || shippingLine.id === undefined ? '' : numberOf(shippingLine.id);
				const isNet = pricesIncludeTax && !this.reading.shippingContainsTax;
				const amount = isNet ? plus(subtotalAmountSet, tax) : subtotalAmountSet;
				const back = { id: numberOf(id), quantity: '1', restocked: false, amount, tax };
				return this.line(back, this.saleLine(saleId), left, 'shipping', shippingLine.title);
			},
		);
	}

	private duties(): RefundLine[] {
		return this.payload.duties.map(({ amountSet, originalDuty }, position) => {
			const saleLine = this.saleLine(
				originalDuty === null || originalDuty === undefined ? '' : numberOf(originalDuty.id),
			);
			return {
				id: `duty-${position + 1}`,
				...(saleLine === undefined ? {} : { saleLineId: saleLine.id }),
				type: 'duty',
				name: saleLine?.name ?? 'Duty',
				quantity: '1',
				amount: amountSet,
				taxes: [],
				restocked: false,
			};
		});
	}

	private saleLine(id: string): SaleLine | undefined {
		return this.sale.lines.find((line) => line.id === id);
	}

	private line(
		{ tax, ...back }: Goods,
		saleLine: SaleLine | undefined,
		left: TaxesLeft,
		type: RefundLine['type'],
		name: string,
	): RefundLine {
		const hasTaxes = saleLine !== undefined && saleLine.taxes.length > 0;
		return {
			...back,
			...(saleLine === undefined ? {} : { saleLineId: saleLine.id }),
			type: saleLine?.type ?? type,
			name: saleLine?.name ?? name,
			...ofSaleLine(saleLine, back),
			// a tax without a line to tell which it is, is shared as the sale's taxes were
			taxes: hasTaxes ? left.take(saleLine, tax) : shareOfCharged(tax, this.sale.lines),
		};
	}

	/** Amounts in the merchant's favour are positive at Shopify: kept back. */
	private adjustments(): RefundAdjustment[] {
		const { adjustmentContainsTax, withPendingDiscrepancy } = this.reading;
		return this.payload.orderAdjustments.flatMap(({ id, reason, amountSet, taxAmountSet }) => {
			if (!withPendingDiscrepancy && reason === PENDING_DISCREPANCY) return [];
			const signed = amountSet.units + (adjustmentContainsTax ? 0n : taxAmountSet.units);
			if (signed === 0n && taxAmountSet.units === 0n) return [];
			const absolute = (units: bigint): Money =>
				fromMinorUnits(units < 0n ? -units : units, amountSet.currency);
			return [
				{
					id: numberOf(id),
					reason: REASONS[reason ?? ''] ?? 'Adjustment',
					amount: absolute(signed),
					direction: signed <= 0n ? ('refunded' as const) : ('keptBack' as const),
					taxes: shareOfCharged(absolute(taxAmountSet.units), this.sale.lines),
				},
			];
		});
	}
}

function sumOf(parts: readonly { readonly amount: Money }[]): bigint {
	return parts.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
}
