/**
 * The lines of a sale. Amounts are on the side that BigCommerce calls reliable. Discounts are those that the products state;
 * where the order states more (a discount on shipping, or one made by hand that is told for the order only), the rest is
 * shared as the shop documents it: by price. Which reading is right, the total of the order tells.
 */
import type { SaleLine } from '../../../core/documents';
import { ROUNDING_CAP } from '../../../core/documents/check';
import type { Finding } from '../../../core/findings/finding';
import { allocateMoney, fromMinorUnits, minorUnits, roundToMoney } from '../../../core/money/money';
import { reliable, sumOfExact, unitsOf, unitsOfAll } from './amounts';
import type { Charge } from './charges';
import type { Order } from './payload';
import { taxesOf } from './taxes';

/** Types of coupons that are on shipping: an amount off, and free shipping. */
const ON_SHIPPING = new Set([3, 4]);

const sum = (units: readonly bigint[]): bigint => units.reduce((total, one) => total + one, 0n);
const isNear = (a: bigint, b: bigint): boolean => (a > b ? a - b : b - a) <= ROUNDING_CAP;

/** What the products state, rounded together, never more than their line. */
function statedDiscounts(order: Order, charges: readonly Charge[], gross: readonly bigint[]): bigint[] {
	return unitsOfAll(
		charges.map(({ discounts }) => sumOfExact(discounts.map(({ amount }) => amount))),
		order.currency,
		gross,
	);
}

/** Shares a discount over lines by what they are worth, at most that. */
function share(rest: bigint, over: readonly bigint[], order: Order): bigint[] {
	const room = sum(over);
	const amount = fromMinorUnits(rest < room ? rest : room, order.currency);
	return allocateMoney(amount, over).map(minorUnits);
}

function discountsOf(order: Order, charges: readonly Charge[], gross: readonly bigint[]): bigint[] {
	const stated = statedDiscounts(order, charges, gross);
	const total = unitsOf(reliable(order.total, order.pricesIncludeTax), order.currency);
	const needed = sum(gross) - total;
	const rest = needed - sum(stated);
	if (isNear(needed, sum(stated)) || rest < 0n) return stated;
	// more than the order states as discounts is none: the check of the sale says so
	if (!isNear(needed, unitsOf(order.discounts, order.currency))) return stated;
	const onShipping = order.couponTypes.some((type) => ON_SHIPPING.has(type));
	const takes = ({ kind, type }: Charge): boolean =>
		onShipping ? kind === 'shipping' : kind === 'item' && type !== 'giftCard';
	const room = charges.map((charge, index) =>
		takes(charge) ? (gross[index] ?? 0n) - (stated[index] ?? 0n) : 0n,
	);
	if (sum(room) === 0n) return stated;
	const more = share(rest, room, order);
	return stated.map((units, index) => units + (more[index] ?? 0n));
}

/** The cost price is in the shop's own currency: an order in another one says nothing of what its goods cost in that. */
function costOf({ cost }: Charge, { currency, storeCurrency }: Order): Pick<SaleLine, 'cost'> {
	const isForeign = storeCurrency !== undefined && storeCurrency !== currency;
	return cost === undefined || isForeign ? {} : { cost: roundToMoney(cost, currency, 'halfUp') };
}

function saleLine(charge: Charge, gross: bigint, discount: bigint, order: Order): SaleLine {
	const codes = charge.discounts.map(({ code }) => code).filter((code) => code !== undefined);
	return {
		id: charge.id,
		type: charge.type,
		name: charge.name,
		...(charge.sku === undefined ? {} : { sku: charge.sku }),
		quantity: String(charge.quantity),
		unitPrice: charge.unitPrice,
		gross: fromMinorUnits(gross, order.currency),
		discount: fromMinorUnits(discount, order.currency),
		discountCodes: [...new Set(codes)],
		taxes: [],
		...costOf(charge, order),
	};
}

export interface SaleLines {
	readonly lines: readonly SaleLine[];
	/** what cannot be told of the taxes */
	readonly findings: readonly Finding[];
}

/** All lines of a sale with their discounts and taxes, in the order of the charges. */
export function saleLines(order: Order, charges: readonly Charge[]): SaleLines {
	const gross = unitsOfAll(
		charges.map((charge) => charge.gross),
		order.currency,
	);
	const discounts = discountsOf(order, charges, gross);
	const taxes = taxesOf(order, charges);
	const lines = charges.map((charge, index) => ({
		...saleLine(charge, gross[index] ?? 0n, discounts[index] ?? 0n, order),
		taxes: taxes.byLine.get(charge.id) ?? [],
	}));
	return { lines, findings: taxes.findings };
}
