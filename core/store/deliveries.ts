/**
 * What of an order was delivered when, for shops whose revenue counts from the delivery on. Each delivery takes its share of
 * the lines' amounts, the last of a line takes what is left, and what is given back before it was delivered is no longer there
 * to be delivered: so what a sale deferred is released or given back to the cent.
 */
import { isOurs, taxBasisOf } from '../documents/basis';
import type { BusinessKey, RefundLine, Sale, SaleLine, TaxAmount } from '../documents';
import { isIncome } from '../journal/sale';
import { Big, toDecimal, type Decimal } from '../money/decimal';
import { fromMinorUnits, minorUnits, type Money } from '../money/money';

/** A delivery as a store tells it. */
export interface Delivery {
	/** its own id at the store */
	readonly id: string;
	/** ISO 8601 in UTC */
	readonly at: string;
	/** how many of which line, by the line's id; undefined: all that is left */
	readonly items?: ReadonlyMap<string, Decimal>;
	/** whether shipping and fees, which are in no parcel, are delivered with it where no earlier one took them; default true */
	readonly withCharges?: boolean;
}

/** A delivery with its lines; never earlier than the sale, which defers what it releases. */
export interface DeliveredLines {
	readonly id: string;
	/** ISO 8601 in UTC */
	readonly at: string;
	readonly lines: readonly SaleLine[];
	/** whether it delivers more of a line than was left of it */
	readonly isMore: boolean;
}

export interface Deliveries {
	/** in their order; those that deliver nothing are left out */
	readonly deliveries: readonly DeliveredLines[];
	/** refunds and a cancellation: each of their lines says whether it had been delivered */
	readonly givenBack: ReadonlyMap<BusinessKey, readonly RefundLine[]>;
}

/** What is given back at an instant: by a refund, or a cancellation. */
export interface GivenBack {
	readonly id: BusinessKey;
	readonly occurredAt: string;
	readonly lines: readonly RefundLine[];
}

/** The shop's own word on whether a line that is given back had been delivered, if it has one. */
export type SaysDelivered = (of: BusinessKey, line: RefundLine) => boolean | undefined;

/** What is left of a line, in minor units. */
interface Left {
	readonly line: SaleLine;
	quantity: Big;
	/** after its discount */
	amount: bigint;
	discount: bigint;
	readonly taxes: bigint[];
	cost: bigint | undefined;
}

const NONE = new Big(0);
const unitsOf = (money: Money | undefined): bigint => (money === undefined ? 0n : minorUnits(money));

function leftOf(line: SaleLine): Left {
	const discount = minorUnits(line.discount);
	return {
		line,
		quantity: new Big(line.quantity),
		amount: minorUnits(line.gross) - discount,
		discount,
		taxes: line.taxes.map(({ amount }) => minorUnits(amount)),
		cost: line.cost === undefined ? undefined : minorUnits(line.cost),
	};
}

/** Quantities have few digits: as whole numbers they share amounts out exactly. */
const SCALE = new Big(1_000_000);
const whole = (quantity: Big): bigint => BigInt(quantity.times(SCALE).round(0, 0).toFixed());

const sameTax = (a: TaxAmount, b: TaxAmount): boolean =>
	a.name === b.name && a.rate === b.rate && a.collectedBy === b.collectedBy;

class OrderDeliveries {
	private readonly left: Left[];

	constructor(
		lines: readonly SaleLine[],
		/** taxes that are in no price are no part of what was deferred */
		private readonly isInPrice: (tax: TaxAmount) => boolean,
	) {
		this.left = lines.filter(({ type }) => isIncome(type)).map(leftOf);
	}

	deliver({ items, withCharges = true }: Delivery): Pick<DeliveredLines, 'lines' | 'isMore'> {
		if (items === undefined) {
			const lines = this.left.flatMap((left) => this.take(left, left.quantity) ?? []);
			return { lines, isMore: false };
		}
		const parts = [...items].map(([id, quantity]) => this.takeItem(id, new Big(quantity)));
		const lines = parts.flatMap((part) => part.lines);
		const isMore = parts.some((part) => part.isMore);
		const charges = this.left.filter(({ line: { type } }) => type !== 'item');
		const taken =
			withCharges && lines.length > 0 ? charges.flatMap((left) => this.take(left, left.quantity) ?? []) : [];
		return { lines: [...lines, ...taken], isMore };
	}

	/** A line may be there twice: as it was sold, and what an edit added to it. What is not income is not looked at. */
	private takeItem(id: string, quantity: Big): Pick<DeliveredLines, 'lines' | 'isMore'> {
		let open = quantity;
		const those = this.left.filter(({ line }) => line.id === id);
		const lines = those.flatMap((left) => {
			const some = left.quantity.lt(open) ? left.quantity : open;
			open = open.minus(some);
			return this.take(left, some) ?? [];
		});
		return { lines, isMore: open.gt(0) && those.some(({ line }) => line.type === 'item') };
	}

	private take(left: Left, quantity: Big): SaleLine | undefined {
		if (quantity.lte(0)) return undefined;
		const [part, all] = [whole(quantity), whole(left.quantity)];
		const share = (units: bigint): bigint => (part >= all ? units : (units * part) / all);
		const { line } = left;
		const money = (units: bigint): Money => fromMinorUnits(units, line.gross.currency);
		const amount = share(left.amount);
		const discount = share(left.discount);
		const taxes = left.taxes.map(share);
		const cost = left.cost === undefined ? undefined : share(left.cost);
		left.quantity = left.quantity.minus(quantity);
		left.amount -= amount;
		left.discount -= discount;
		taxes.forEach((units, index) => (left.taxes[index] = (left.taxes[index] ?? 0n) - units));
		if (left.cost !== undefined) left.cost -= cost ?? 0n;
		if (amount === 0n && discount === 0n && (cost ?? 0n) === 0n) return undefined;
		const { cost: _all, ...rest } = line;
		return {
			...rest,
			quantity: toDecimal(quantity),
			gross: money(amount + discount),
			discount: money(discount),
			taxes: line.taxes.flatMap((tax, index) =>
				this.isInPrice(tax) ? [{ ...tax, amount: money(taxes[index] ?? 0n) }] : [],
			),
			...(cost === undefined ? {} : { cost: money(cost) }),
		};
	}

	/**
	 * A line that is given back. Where the shop does not say whether it was delivered, it was not when as many were left: a
	 * delivery that wants more than there is afterwards tells that this was wrong.
	 */
	giveBack(line: RefundLine, says: boolean | undefined): RefundLine {
		if (!isIncome(line.type)) return line;
		const left = this.left.find((each) => each.line.id === line.saleLineId && this.isStillThere(each, line));
		if (left === undefined || says === true) return { ...line, fulfilled: true };
		this.remove(left, line);
		return { ...line, fulfilled: false };
	}

	private isStillThere({ quantity, amount }: Left, line: RefundLine): boolean {
		return minorUnits(line.amount) <= amount && quantity.gte(line.quantity);
	}

	private remove(left: Left, line: RefundLine): void {
		const quantity = new Big(line.quantity);
		const amount = minorUnits(line.amount);
		// an amount without a number of goods lowers the price of them all
		const isAll = amount === left.amount;
		const [part, all] = [whole(quantity), whole(left.quantity)];
		const share = (units: bigint): bigint => (isAll || all === 0n ? units : (units * part) / all);
		const discount = line.discount === undefined ? share(left.discount) : unitsOf(line.discount);
		left.discount -= discount < left.discount ? discount : left.discount;
		if (left.cost !== undefined) left.cost -= share(left.cost);
		left.line.taxes.forEach((tax, index) => {
			const back = line.taxes.filter((one) => sameTax(one, tax));
			const units = back.reduce((sum, one) => sum + minorUnits(one.amount), 0n);
			const open = left.taxes[index] ?? 0n;
			left.taxes[index] = isAll || units > open ? 0n : open - units;
		});
		left.amount -= amount;
		left.quantity = isAll ? NONE : left.quantity.minus(quantity);
	}
}

/**
 * Puts an order's deliveries and what was given back in order of time, and works out what each delivery releases.
 * @param sale as it was given out
 * @param edits lines that edits added, and what they removed (which was never delivered)
 * @param says what the shop itself says of a line that was given back
 */
export function deliveriesOf(
	sale: Sale,
	edits: { readonly added: readonly SaleLine[]; readonly removed: readonly RefundLine[] },
	givenBack: readonly GivenBack[],
	deliveries: readonly Delivery[],
	says: SaysDelivered = () => undefined,
): Deliveries {
	const basis = taxBasisOf(sale);
	const isInPrice = (tax: TaxAmount): boolean => !sale.pricesIncludeTax || isOurs(tax) || basis.marketplace;
	const order = new OrderDeliveries([...sale.lines, ...edits.added], isInPrice);
	for (const line of edits.removed) order.giveBack(line, false);
	const soldAt = Date.parse(sale.occurredAt);
	const delivered: DeliveredLines[] = [];
	const marked = new Map<BusinessKey, readonly RefundLine[]>();
	const events = [
		...deliveries.map((delivery) => {
			const at = Math.max(Date.parse(delivery.at), soldAt);
			const happen = (): void => {
				const { lines, isMore } = order.deliver(delivery);
				if (lines.length > 0 || isMore)
					delivered.push({ id: delivery.id, at: new Date(at).toISOString(), lines, isMore });
			};
			return { at, happen };
		}),
		...givenBack.map(({ id, occurredAt, lines }) => ({
			at: Date.parse(occurredAt),
			happen: (): void => {
				marked.set(
					id,
					lines.map((line) => order.giveBack(line, says(id, line))),
				);
			},
		})),
	];
	for (const { happen } of events.sort((a, b) => a.at - b.at)) happen();
	return { deliveries: delivered, givenBack: marked };
}
