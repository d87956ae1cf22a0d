/**
 * What an order consists of beside its taxes and discounts: products, shipping, handling, gift wrapping and fees, each with
 * the amount on the reliable side and the tax that the shop states for it as a whole.
 */
import type { LineType, Place } from '../../../core/documents';
import { type Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { reliable, sumOfExact } from './amounts';
import { placeOfConsignment } from './parties';
import type { Consignment, Order, OrderFee, OrderProduct, OrderTax } from './payload';

/** What a tax or a refund calls a line by: its kind, and the id of the part of the order. */
export type ChargeKind = 'item' | 'shipping' | 'handling' | 'wrapping' | 'fee';

export interface Charge {
	readonly kind: ChargeKind;
	/** of the product, the consignment or the fee; undefined when the line stands for all of its kind */
	readonly partId: string | undefined;
	readonly id: string;
	readonly type: LineType;
	readonly name: string;
	readonly sku?: string;
	readonly quantity: number;
	readonly unitPrice: Decimal;
	/** before discounts, on the reliable side */
	readonly gross: Big;
	/** as the shop states it for the line */
	readonly statedTax: Big;
	/** where its taxes belong to */
	readonly place: Place;
	readonly discounts: OrderProduct['discounts'];
	/** of all of the line */
	readonly cost?: Big;
}

function productCharge(product: OrderProduct, order: Order, place: Place): Charge {
	const { pricesIncludeTax } = order;
	const went = order.consignments.find(({ id }) => id === product.addressId);
	return {
		kind: 'item',
		partId: product.id,
		id: product.id,
		type: product.type === 'giftcertificate' ? 'giftCard' : 'item',
		name: product.name,
		...(product.sku === undefined ? {} : { sku: product.sku }),
		quantity: product.quantity,
		unitPrice: toDecimal(reliable(product.price, pricesIncludeTax)),
		gross: reliable(product.total, pricesIncludeTax),
		statedTax: product.tax,
		place: (went === undefined ? undefined : placeOfConsignment(went)) ?? place,
		discounts: product.discounts,
		...(product.costPrice?.gt(0) === true ? { cost: product.costPrice.times(product.quantity) } : {}),
	};
}

type Simple = Pick<Charge, 'kind' | 'partId' | 'id' | 'type' | 'name' | 'gross' | 'statedTax' | 'place'>;

const single = (charge: Simple): Charge => ({
	...charge,
	quantity: 1,
	unitPrice: toDecimal(charge.gross),
	discounts: [],
});

/**
 * Shipping or handling: a line for each consignment, so that each has the taxes of its own place. One line for all of them
 * where the taxes do not say which consignment they belong to (automatic tax), or where the order states another sum than
 * its consignments.
 */
function ofConsignments(
	order: Order,
	kind: 'shipping' | 'handling',
	place: Place,
	taxes: readonly OrderTax[],
): Charge[] {
	const { consignments, pricesIncludeTax } = order;
	const costOf = (one: Consignment): Big => reliable(one[kind], pricesIncludeTax);
	const whole = reliable(order[kind], pricesIncludeTax);
	const isShipping = kind === 'shipping';
	const type: LineType = isShipping ? 'shipping' : 'fee';
	const nameOf = (method?: string): string => (isShipping ? (method ?? 'Shipping') : 'Handling');
	const ids = new Set(consignments.map(({ id }) => id));
	const areNamed = taxes
		.filter((tax) => tax.kind === kind && tax.amount.gt(0))
		.every(({ addressId }) => addressId !== undefined && ids.has(addressId));
	const charged = consignments.filter((one) => costOf(one).gt(0));
	const addsUp = sumOfExact(consignments.map(costOf)).eq(whole);
	if (addsUp && (areNamed || consignments.length === 1)) {
		return charged.map((one) =>
			single({
				kind,
				partId: one.id,
				id: `${kind}-${one.id}`,
				type,
				name: nameOf(one.method),
				gross: costOf(one),
				statedTax: isShipping ? one.shippingTax : one.handlingTax,
				place: placeOfConsignment(one) ?? place,
			}),
		);
	}
	if (whole.eq(0)) return [];
	const statedTax = isShipping ? order.shippingTax : order.handlingTax;
	return [
		single({ kind, partId: undefined, id: kind, type, name: nameOf(), gross: whole, statedTax, place }),
	];
}

const TIP_NAME = /\b(tips?|gratuity|trinkgeld|pourboire|propina|mancia|fooi)\b/i;
const IMPORT_TAX = /\bimport\b/i;
const DUTY = /\b(dut(y|ies)|tariffs?|customs)\b/i;

/** Fees tell what they are by their name only. */
function feeType(name: string): LineType {
	if (TIP_NAME.test(name)) return 'tip';
	if (IMPORT_TAX.test(name)) return 'importTax';
	return DUTY.test(name) ? 'duty' : 'fee';
}

function feeCharge(fee: OrderFee, order: Order, place: Place): Charge {
	return single({
		kind: 'fee',
		partId: fee.id,
		id: `fee-${fee.id}`,
		type: feeType(fee.name),
		name: fee.name,
		gross: reliable(fee.total, order.pricesIncludeTax),
		statedTax: fee.tax,
		place,
	});
}

/** All charges of an order, in the order of the shop: products, shipping, handling, wrapping, fees. */
export function chargesOf(order: Order, place: Place): Charge[] {
	const wrapping = reliable(order.wrapping, order.pricesIncludeTax);
	const wrapped = single({
		kind: 'wrapping',
		partId: undefined,
		id: 'wrapping',
		type: 'fee',
		name: 'Gift wrapping',
		gross: wrapping,
		statedTax: order.wrappingTax,
		place,
	});
	return [
		...order.products.map((product) => productCharge(product, order, place)),
		...ofConsignments(order, 'shipping', place, order.taxes),
		...ofConsignments(order, 'handling', place, order.taxes),
		...(wrapping.gt(0) ? [wrapped] : []),
		...order.fees.map((fee) => feeCharge(fee, order, place)),
	];
}

/** The charge that a tax or a refund names by kind and id; the only one of its kind where the id says nothing. */
export function findCharge(
	charges: readonly Charge[],
	kind: ChargeKind,
	partId: string | undefined,
): Charge | undefined {
	const all = charges.filter((charge) => charge.kind === kind);
	const named = all.find((charge) => charge.partId !== undefined && charge.partId === partId);
	if (named !== undefined || kind === 'item') return named;
	return all.length === 1 ? all[0] : undefined;
}
