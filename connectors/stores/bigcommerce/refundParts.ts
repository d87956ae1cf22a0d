/**
 * What a refund gives back by line. Of products the shop states how many, not always for how much: then it is their share of
 * what they were sold for. Whether an amount contains its tax is not documented: the reading counts under which the refund
 * adds up to the money that went back.
 */
import { ROUNDING_CAP } from '../../../core/documents/check';
import type { SaleLine } from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import { allocateMoney, fromMinorUnits, minorUnits } from '../../../core/money/money';
import { portion, reliable, unitsOf } from './amounts';
import { findCharge, type Charge, type ChargeKind } from './charges';
import type { Order } from './payload';
import type { RefundItem, RefundPayload } from './payloadMoney';
import { malformed, shown } from './payloadParts';

/** A line of the sale with what it was sold for. */
export interface SoldLine {
	readonly charge: Charge;
	readonly line: SaleLine;
}

/** A part of a refund on a line of its sale; minor units. */
export interface Part {
	readonly sold: SoldLine;
	readonly quantity: number;
	readonly amount: bigint;
	readonly tax: bigint;
}

/** An amount that is on no line; "keptBack" is taken off what the lines would give. */
export interface Extra {
	readonly id: string;
	readonly reason: string;
	readonly amount: bigint;
	readonly direction: 'refunded' | 'keptBack';
}

export interface Contents {
	readonly parts: readonly Part[];
	readonly extras: readonly Extra[];
	/** tax that is on no line */
	readonly looseTax: bigint;
	/** what all adds up to, taxes included */
	readonly units: bigint;
}

/** How amounts are read that the documentation leaves open. */
interface Reading {
	/** the amount that is stated for a product, in place of its share of the line */
	readonly productsAsStated: boolean;
	/** stated amounts contain tax where prices do; "other": the other way round */
	readonly basis: 'prices' | 'other';
}

const READINGS: readonly Reading[] = [
	{ productsAsStated: false, basis: 'prices' },
	{ productsAsStated: true, basis: 'prices' },
	{ productsAsStated: false, basis: 'other' },
	{ productsAsStated: true, basis: 'other' },
];

const KINDS: Readonly<Record<string, ChargeKind>> = {
	PRODUCT: 'item',
	GIFT_WRAPPING: 'wrapping',
	SHIPPING: 'shipping',
	HANDLING: 'handling',
	FEE: 'fee',
};

/** Weights in fractions of a minor unit, so that shares of small taxes differ. */
const FINE = 1_000_000n;

const netOf = ({ gross, discount }: SaleLine): bigint => minorUnits(gross) - minorUnits(discount);
const taxOf = ({ taxes }: SaleLine): bigint =>
	taxes.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

/**
 * Tax that is on no line: an amount for the order as a whole is without tax by itself, but who sets the amounts by hand may
 * give tax back with it. That is what exceeds the taxes of the lines.
 */
function looseOf(payload: RefundPayload, tax: bigint, weights: readonly bigint[]): bigint {
	if (!payload.overridden || !payload.items.some(({ type }) => type === 'ORDER')) return 0n;
	const ofLines = weights.reduce((sum, weight) => sum + weight, 0n);
	const expected = (ofLines + FINE / 2n) / FINE;
	return tax > expected ? tax - expected : 0n;
}

/** An item of a refund with the line that it is of. */
export interface Item {
	readonly item: RefundItem;
	readonly sold: SoldLine;
}

/** The amount of an item before its tax is known. */
interface Draft extends Item {
	readonly quantity: number;
	readonly amount: bigint;
	/** what of the tax it takes, as a weight */
	readonly weight: bigint;
	readonly isOther: boolean;
}

/** What the refunds of an order have taken of its lines so far. */
export class TakenUnits {
	private readonly taken = new Map<string, bigint>();

	of(line: SaleLine): bigint {
		return this.taken.get(line.id) ?? 0n;
	}

	add(line: SaleLine, quantity: number): void {
		this.taken.set(line.id, this.of(line) + BigInt(quantity));
	}
}

export class RefundReader {
	constructor(
		private readonly order: Order,
		private readonly sold: readonly SoldLine[],
		private readonly taken: TakenUnits,
	) {}

	/** The items with their lines; findings for those that name something that was not sold, or more of it. */
	items(payload: RefundPayload): { items: Item[]; findings: Finding[] } {
		const items: Item[] = [];
		const findings: Finding[] = [];
		const now = new Map<string, bigint>();
		payload.items.forEach((item, position) => {
			if (item.type === 'ORDER') return;
			const path = `refunds.items[${position}]`;
			const sold = this.soldOf(item);
			if (sold === undefined) {
				const what =
					KINDS[item.type] === undefined ? 'an unknown kind of thing' : 'something that was not sold';
				findings.push(malformed(`the refund gives back ${what} (${shown(item.type)} ${item.itemId})`, path));
				return;
			}
			if (item.type === 'PRODUCT') {
				const count = (now.get(sold.line.id) ?? 0n) + BigInt(item.quantity ?? 0);
				now.set(sold.line.id, count);
				if (this.taken.of(sold.line) + count > BigInt(sold.charge.quantity))
					findings.push(malformed('more of a product was given back than was sold', `${path}.quantity`));
				if (item.quantity === undefined)
					findings.push(malformed('the refund does not say how many of a product', `${path}.quantity`));
			} else if (item.type !== 'GIFT_WRAPPING' && item.requested === undefined)
				findings.push(malformed('the refund does not say how much', `${path}.requested_amount`));
			items.push({ item, sold });
		});
		return { items, findings };
	}

	private soldOf(item: RefundItem): SoldLine | undefined {
		const kind = KINDS[item.type];
		if (kind === undefined) return undefined;
		const charge = findCharge(
			this.sold.map((one) => one.charge),
			kind,
			item.itemId,
		);
		return this.sold.find((one) => one.charge === charge);
	}

	/** What the refund consists of, under the reading that adds up to its total; the documented one when none does. */
	read(payload: RefundPayload, items: readonly Item[]): Contents {
		const total = unitsOf(payload.total, this.order.currency);
		const all = READINGS.map((reading) => this.under(reading, payload, items));
		const away = ({ units }: Contents): bigint => (units > total ? units - total : total - units);
		const exact = all.find((contents) => away(contents) === 0n);
		const near = all.find((contents) => away(contents) <= ROUNDING_CAP);
		const chosen = exact ?? near ?? all[0];
		if (chosen === undefined) throw new RangeError('there is no reading of a refund');
		return chosen;
	}

	private under(reading: Reading, payload: RefundPayload, items: readonly Item[]): Contents {
		const { currency, pricesIncludeTax } = this.order;
		const before = new Map<string, bigint>();
		const drafts = items.map((item) => {
			const { line } = item.sold;
			const taken = before.get(line.id) ?? this.taken.of(line);
			if (item.item.type === 'PRODUCT') before.set(line.id, taken + BigInt(item.item.quantity ?? 0));
			return this.draft(item, reading, taken);
		});
		const tax = unitsOf(payload.tax, currency);
		const weights = drafts.map(({ weight }) => weight);
		const isOnLines = weights.some((weight) => weight > 0n);
		const loose = isOnLines ? looseOf(payload, tax, weights) : tax;
		const taxes = isOnLines
			? allocateMoney(fromMinorUnits(tax - loose, currency), weights).map(minorUnits)
			: [];
		const parts = drafts.map(({ sold, quantity, amount, isOther }, index) => {
			const share = taxes[index] ?? 0n;
			const moved = isOther ? (pricesIncludeTax ? amount + share : amount - share) : amount;
			return { sold, quantity, amount: moved < 0n ? 0n : moved, tax: share };
		});
		const extras = this.extras(payload);
		const onTop = pricesIncludeTax ? 0n : tax - loose;
		const ofParts = parts.reduce((sum, { amount }) => sum + amount, 0n);
		const ofExtras = extras.reduce(
			(sum, { amount, direction }) => sum + (direction === 'refunded' ? amount : -amount),
			0n,
		);
		return { parts, extras, looseTax: loose, units: ofParts + onTop + ofExtras + loose };
	}

	private draft({ item, sold }: Item, reading: Reading, taken: bigint): Draft {
		const { line } = sold;
		const isProduct = item.type === 'PRODUCT';
		const asStated = item.requested !== undefined && (!isProduct || reading.productsAsStated);
		const quantity = item.quantity ?? 1;
		const shared = isProduct ? this.shareOf(sold, taken, quantity) : this.wrappingOf(item, sold, quantity);
		const amount =
			asStated && item.requested !== undefined ? unitsOf(item.requested, this.order.currency) : shared;
		const net = netOf(line);
		const weight = isProduct
			? (taxOf(line) * FINE * BigInt(quantity)) / BigInt(sold.charge.quantity)
			: net === 0n
				? 0n
				: (taxOf(line) * FINE * amount) / net;
		return { item, sold, quantity, amount, weight, isOther: asStated && reading.basis === 'other' };
	}

	/** The share of some units in what a line was sold for; all units together give exactly that. */
	private shareOf({ line, charge }: SoldLine, taken: bigint, quantity: number): bigint {
		const whole = BigInt(charge.quantity);
		const upTo = (count: bigint): bigint => portion(netOf(line), count > whole ? whole : count, whole);
		return upTo(taken + BigInt(quantity)) - upTo(taken);
	}

	private wrappingOf(item: RefundItem, { line }: SoldLine, quantity: number): bigint {
		const product = this.order.products.find(({ id }) => id === item.itemId);
		const { ex, inc } = product?.wrapping ?? {};
		if (product === undefined || ex === undefined || inc === undefined) return netOf(line);
		const cost = unitsOf(reliable({ ex, inc }, this.order.pricesIncludeTax), this.order.currency);
		return portion(cost, BigInt(quantity), BigInt(product.quantity));
	}

	/** Amounts for the order as a whole, which are without tax by definition, and what is taken off products. */
	private extras(payload: RefundPayload): Extra[] {
		const { currency } = this.order;
		const given = payload.items.flatMap((item, position): Extra[] => {
			if (item.type !== 'ORDER' || item.requested === undefined) return [];
			const reason = item.reason ?? payload.reason ?? 'Refunded for the order as a whole';
			const amount = unitsOf(item.requested, currency);
			return [{ id: `order-${position + 1}`, reason, amount, direction: 'refunded' }];
		});
		const taken = payload.items.flatMap((item, position) =>
			item.adjustments.map(({ amount, description }, index): Extra => ({
				id: `kept-${position + 1}-${index + 1}`,
				reason: description ?? 'Kept back',
				amount: unitsOf(amount.abs(), currency),
				direction: amount.lt(0) ? 'keptBack' : 'refunded',
			})),
		);
		return [...given, ...taken].filter(({ amount }) => amount > 0n);
	}
}
