/**
 * What an edited order was when it was placed, and what each edit changed: from `Order.agreements`, Shopify's append-only ledger
 * of sales, in which nothing ever changes. It counts only where it adds up to the totals that Shopify states apart from it;
 * otherwise the order stays held (ORDER_EDITED).
 */
import { z } from 'zod';
import type { Place, RefundLine, SaleLine, TaxAmount } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { collectorOf, feeType, lineTypeOf, productFacts, shippingId, tipLines } from './lines';
import type { LineItem, Order } from './payload';
import { rateText } from './payload';
import {
	bag,
	gid,
	instant,
	MAX_LINES,
	MAX_PARTS,
	numberOf,
	optionalText,
	signedBag,
	text,
} from './payloadParts';

const saleTax = z.object({
	amount: signedBag,
	taxLine: z.object({
		title: text,
		rate: z.number().nonnegative().nullish(),
		channelLiable: z.boolean().nullish(),
	}),
});

const sale = z.object({
	id: gid,
	actionType: z.enum(['ORDER', 'RETURN']),
	lineType: z.enum(['PRODUCT', 'GIFT_CARD', 'TIP', 'SHIPPING', 'DUTY', 'ADDITIONAL_FEE', 'ADJUSTMENT']),
	quantity: z.number().int().nullish(),
	totalAmount: signedBag,
	totalTaxAmount: signedBag,
	totalDiscountAmountBeforeTaxes: signedBag,
	totalDiscountAmountAfterTaxes: signedBag,
	taxes: z.array(saleTax).max(MAX_PARTS),
	lineItem: z.object({ id: gid, name: text, sku: optionalText }).nullish(),
	shippingLine: z.object({ id: gid.nullish(), title: text }).nullish(),
	duty: z.object({ id: gid }).nullish(),
	additionalFee: z.object({ id: gid, name: text }).nullish(),
});

const agreement = z.object({
	__typename: z.enum(['OrderAgreement', 'OrderEditAgreement', 'RefundAgreement']),
	id: gid,
	happenedAt: instant,
	refund: z.object({ id: gid }).nullish(),
	sales: z.object({
		nodes: z.array(sale).max(MAX_LINES),
		pageInfo: z.object({ hasNextPage: z.literal(false) }),
	}),
});

/** A ledger of another shape (a return, a kind of sale that is not known) tells nothing: the order is held. */
const ledger = z.object({ currentTotalPriceSet: bag, agreements: z.array(agreement).max(MAX_PARTS) });

type LedgerSale = z.output<typeof sale>;
type Agreement = z.output<typeof agreement>;

export interface EditFacts {
	/** the agreement's own number */
	readonly id: string;
	/** ISO 8601 in UTC */
	readonly at: string;
	readonly added: readonly SaleLine[];
	readonly removed: readonly RefundLine[];
	/** what the order was worth before and after, in minor units */
	readonly before: bigint;
	readonly after: bigint;
}

/** An order as it was placed, and its edits in their order. */
export interface EditedOrder {
	readonly total: Money;
	readonly tax: Money;
	readonly lines: readonly SaleLine[];
	readonly edits: readonly EditFacts[];
	/** refunds that are refunds; what edits removed Shopify lists among them too */
	readonly refundIds: ReadonlySet<string>;
}

const abs = (units: bigint): bigint => (units < 0n ? -units : units);
const worth = (sales: readonly LedgerSale[]): bigint =>
	sales.reduce((sum, { totalAmount }) => sum + totalAmount.units, 0n);

type Subject = Pick<SaleLine, 'id' | 'type' | 'name' | 'sku' | 'category'>;

/** Lines of the ledger as lines of documents; what they are is told as for orders that were not edited. */
class Lines {
	private readonly tips: ReadonlySet<string>;

	constructor(
		private readonly order: Order,
		private readonly place: Place,
	) {
		this.tips = tipLines(order);
	}

	private money(units: bigint): Money {
		return fromMinorUnits(abs(units), this.order.currencyCode);
	}

	/** What was sold: its id, kind and name; undefined where that cannot be told. */
	private subject(of: LedgerSale): Subject | undefined {
		const { order } = this;
		switch (of.lineType) {
			case 'PRODUCT':
			case 'GIFT_CARD':
			case 'TIP': {
				const line = order.lineItems.find(({ id }) => id === of.lineItem?.id);
				if (line === undefined) return undefined;
				const type = of.lineType === 'TIP' ? 'tip' : lineTypeOf(line, this.tips);
				const sku = line.sku === undefined ? {} : { sku: line.sku };
				const { category } = productFacts(line, order);
				return {
					id: numberOf(line.id),
					type,
					name: line.name,
					...sku,
					...(category === undefined ? {} : { category }),
				};
			}
			case 'SHIPPING': {
				const id = of.shippingLine?.id ?? undefined;
				const position = order.shippingLines.findIndex((line) => line.id === id);
				if (of.shippingLine === null || of.shippingLine === undefined || position < 0) return undefined;
				return { id: shippingId(id, position), type: 'shipping', name: of.shippingLine.title };
			}
			case 'DUTY': {
				const owner = order.lineItems.find(({ duties }) => duties.some(({ id }) => id === of.duty?.id));
				if (of.duty === null || of.duty === undefined || owner === undefined) return undefined;
				return { id: numberOf(of.duty.id), type: 'duty', name: `Duty: ${owner.name}` };
			}
			case 'ADDITIONAL_FEE': {
				const fee = of.additionalFee;
				if (fee === null || fee === undefined) return undefined;
				return { id: numberOf(fee.id), type: feeType(fee.name), name: fee.name };
			}
			case 'ADJUSTMENT':
				return undefined;
		}
	}

	private taxes({ taxes }: LedgerSale): TaxAmount[] {
		const { order, place } = this;
		return taxes.map(({ amount, taxLine: { title, rate, channelLiable } }) => ({
			name: title,
			rate: rate === null || rate === undefined ? '0' : rateText(rate),
			...(place.country === undefined ? {} : { country: place.country }),
			...(place.region === undefined ? {} : { region: place.region }),
			amount: this.money(amount.units),
			collectedBy: collectorOf({ channelLiable: channelLiable ?? undefined }, order),
		}));
	}

	/** Amount after discount and the discount, both on the basis of the order's prices. */
	private amounts(of: LedgerSale): { readonly amount: bigint; readonly discount: bigint } {
		const included = this.order.taxesIncluded;
		const tax = included ? 0n : abs(of.totalTaxAmount.units);
		const discount = included ? of.totalDiscountAmountAfterTaxes : of.totalDiscountAmountBeforeTaxes;
		return { amount: abs(of.totalAmount.units) - tax, discount: abs(discount.units) };
	}

	sold(of: LedgerSale): SaleLine | undefined {
		const subject = this.subject(of);
		const { amount, discount } = this.amounts(of);
		if (subject === undefined || of.actionType !== 'ORDER' || of.totalAmount.units < 0n || amount < 0n)
			return undefined;
		const gross = this.money(amount + discount);
		const line = this.order.lineItems.find(({ id }) => numberOf(id) === subject.id);
		const codes = line?.discountAllocations.flatMap(
			({ discountApplication }) => discountApplication?.code ?? [],
		);
		return {
			...subject,
			quantity: String(of.quantity ?? 1),
			unitPrice: line?.originalUnitPriceSet ?? gross.amount,
			gross,
			discount: this.money(discount),
			discountCodes: discount === 0n ? [] : [...new Set(codes ?? [])],
			...this.cost(line, String(of.quantity ?? 1)),
			taxes: this.taxes(of),
		};
	}

	/** Of so many as were sold then; the line has all that there are now. */
	private cost(line: LineItem | undefined, quantity: string): Pick<SaleLine, 'cost'> {
		if (line === undefined) return {};
		const { cost } = productFacts({ ...line, quantity }, this.order);
		return cost === undefined ? {} : { cost };
	}

	back(of: LedgerSale): RefundLine | undefined {
		const subject = this.subject(of);
		const { amount, discount } = this.amounts(of);
		if (subject === undefined || of.actionType !== 'RETURN' || of.totalAmount.units > 0n || amount < 0n)
			return undefined;
		return {
			...subject,
			saleLineId: subject.id,
			quantity: String(Math.abs(of.quantity ?? 1)),
			amount: this.money(amount),
			...(discount === 0n ? {} : { discount: this.money(discount) }),
			taxes: this.taxes(of),
			restocked: false,
		};
	}
}

/** All, or undefined when one is missing. */
function all<T>(list: readonly (T | undefined)[]): readonly T[] | undefined {
	const there = list.filter((each) => each !== undefined);
	return there.length === list.length ? there : undefined;
}

function editsOf(
	agreements: readonly Agreement[],
	lines: Lines,
	placed: bigint,
): readonly EditFacts[] | undefined {
	const edits: EditFacts[] = [];
	let before = placed;
	for (const { id, happenedAt, sales } of agreements) {
		const added = all(
			sales.nodes.filter(({ actionType }) => actionType === 'ORDER').map((of) => lines.sold(of)),
		);
		const removed = all(
			sales.nodes.filter(({ actionType }) => actionType === 'RETURN').map((of) => lines.back(of)),
		);
		if (added === undefined || removed === undefined) return undefined;
		const after = before + worth(sales.nodes);
		if (after < 0n) return undefined;
		edits.push({ id: numberOf(id), at: happenedAt, added, removed, before, after });
		before = after;
	}
	return edits;
}

/** @returns undefined where the ledger was not read, is of another shape, or does not add up to the order's totals */
export function editedOrder(order: Order, place: Place): EditedOrder | undefined {
	const parsed = ledger.safeParse(order.salesLedger);
	const isForeign = order.presentmentCurrencyCode !== order.currencyCode;
	if (!parsed.success || isForeign || order.cancelledAt !== undefined) return undefined;
	const { agreements, currentTotalPriceSet } = parsed.data;
	const sorted = agreements.toSorted((a, b) => Date.parse(a.happenedAt) - Date.parse(b.happenedAt));
	const [first, ...others] = sorted.filter((each) => each.__typename === 'OrderAgreement');
	if (first === undefined || others.length > 0) return undefined;
	const lines = new Lines(order, place);
	const sold = all(first.sales.nodes.map((of) => lines.sold(of)));
	const placed = worth(first.sales.nodes);
	if (sold === undefined || placed !== minorUnits(order.originalTotalPriceSet)) return undefined;
	const sales = agreements.flatMap((each) => each.sales.nodes).filter((of) => of.lineType !== 'ADJUSTMENT');
	if (worth(sales) !== minorUnits(currentTotalPriceSet)) return undefined;
	const edits = editsOf(
		sorted.filter((each) => each.__typename === 'OrderEditAgreement'),
		lines,
		placed,
	);
	if (edits === undefined) return undefined;
	const tax = first.sales.nodes.reduce((sum, of) => sum + of.totalTaxAmount.units, 0n);
	return {
		total: fromMinorUnits(placed, order.currencyCode),
		tax: fromMinorUnits(abs(tax), order.currencyCode),
		lines: sold,
		edits,
		refundIds: new Set(agreements.flatMap(({ refund }) => (refund ? [numberOf(refund.id)] : []))),
	};
}
