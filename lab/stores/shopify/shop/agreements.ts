/**
 * The append-only sales ledger of an order (`Order.agreements`): one agreement for the order, each edit and each refund,
 * with signed sales. Nothing of an earlier agreement ever changes; their totals add up to the current total and adjustments.
 */
import Big from 'big.js';
import { numericId } from './ids';
import { add, negate, subtract, total, type Amount } from './money';
import type { RefundedLine, ShopLine, ShopOrder, ShopRefund, ShopTax } from './order';

export type SaleLineType =
	'PRODUCT' | 'GIFT_CARD' | 'TIP' | 'SHIPPING' | 'DUTY' | 'ADDITIONAL_FEE' | 'ADJUSTMENT';

export interface ShopSale {
	readonly id: number;
	readonly action: 'ORDER' | 'RETURN';
	readonly lineType: SaleLineType;
	/** negative for what comes back; an adjustment has none */
	readonly quantity: number | undefined;
	/** after taxes and discounts */
	readonly amount: Amount;
	readonly tax: Amount;
	readonly taxes: readonly { readonly id: number; readonly tax: ShopTax; readonly amount: Amount }[];
	readonly discountBeforeTaxes: Amount;
	readonly discountAfterTaxes: Amount;
	readonly line: ShopLine | undefined;
}

export interface ShopAgreement {
	readonly id: number;
	readonly type: 'OrderAgreement' | 'OrderEditAgreement' | 'RefundAgreement';
	readonly reason: 'ORDER' | 'ORDER_EDIT' | 'REFUND';
	readonly at: string;
	readonly refund: ShopRefund | undefined;
	readonly sales: readonly ShopSale[];
}

/** A fee is a custom line item, and so a product in the ledger. */
const LINE_TYPES: Readonly<Record<ShopLine['type'], SaleLineType>> = {
	item: 'PRODUCT',
	fee: 'PRODUCT',
	giftCard: 'GIFT_CARD',
	tip: 'TIP',
	shipping: 'SHIPPING',
	duty: 'DUTY',
	importTax: 'ADDITIONAL_FEE',
};

/** The part of a discount that is tax, from the line's rates: the day book tells discounts in the convention of the prices. */
function discountTax(discount: Amount, taxes: readonly ShopTax[], taxesIncluded: boolean): Amount {
	const rate = taxes.reduce((sum, tax) => sum.plus(tax.rate), new Big(0));
	const factor = taxesIncluded ? rate.div(rate.plus(1)) : rate;
	const part = (minor: bigint): bigint =>
		BigInt(factor.times(minor.toString()).round(0, Big.roundHalfUp).toFixed(0));
	return { shop: part(discount.shop), presentment: part(discount.presentment) };
}

interface SaleParts {
	readonly quantity: number;
	readonly net: Amount;
	readonly taxes: readonly { readonly tax: ShopTax; readonly amount: Amount }[];
	readonly discount: Amount;
}

class Ledger {
	private sales = 0;

	constructor(private readonly order: ShopOrder) {}

	agreements(): ShopAgreement[] {
		const { placed, lines, edits, refunds } = this.order;
		const first: ShopAgreement = {
			id: numericId('SalesAgreement', `${placed.id}/order`),
			type: 'OrderAgreement',
			reason: 'ORDER',
			at: placed.at,
			refund: undefined,
			sales: lines.filter(({ addedBy }) => addedBy === undefined).map((line) => this.sold(line)),
		};
		const byEdit = edits.map((edit) => ({
			id: numericId('SalesAgreement', `${placed.id}/${edit.key}`),
			type: 'OrderEditAgreement' as const,
			reason: 'ORDER_EDIT' as const,
			at: edit.at,
			refund: undefined,
			sales: [
				...edit.added.map((line) => this.sold(line)),
				...(edit.removal?.lines ?? []).map((line) => this.returned(line)),
			],
		}));
		const byRefund = refunds.filter(({ cause }) => cause !== 'edit').map((refund) => this.refunded(refund));
		return [first, ...byEdit, ...byRefund].sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
	}

	private refunded(refund: ShopRefund): ShopAgreement {
		const corrections = refund.adjustments.map(({ amount, tax }): ShopSale => ({
			id: this.nextId(),
			action: 'RETURN',
			lineType: 'ADJUSTMENT',
			quantity: undefined,
			amount: add(amount, tax),
			tax,
			taxes: [],
			discountBeforeTaxes: { shop: 0n, presentment: 0n },
			discountAfterTaxes: { shop: 0n, presentment: 0n },
			line: undefined,
		}));
		return {
			id: numericId('SalesAgreement', `${this.order.key}/${refund.key}`),
			type: 'RefundAgreement',
			reason: 'REFUND',
			at: refund.at,
			refund,
			sales: [...refund.lines.map((line) => this.returned(line)), ...corrections],
		};
	}

	private sold(line: ShopLine): ShopSale {
		const taxes = line.taxes.map((tax) => ({ tax, amount: tax.amount }));
		return this.sale('ORDER', line, {
			quantity: line.quantity,
			net: line.net,
			taxes,
			discount: line.discount,
		});
	}

	private returned({ line, quantity, net, taxes, discount }: RefundedLine): ShopSale {
		return this.sale('RETURN', line, {
			quantity: -quantity,
			net: negate(net),
			taxes: taxes.map(({ tax, amount }) => ({ tax, amount: negate(amount) })),
			discount: negate(discount),
		});
	}

	private sale(
		action: ShopSale['action'],
		line: ShopLine,
		{ quantity, net, taxes, discount }: SaleParts,
	): ShopSale {
		const included = this.order.placed.pricesIncludeTax;
		const tax = total(taxes.map(({ amount }) => amount));
		const inDiscount = discountTax(discount, line.taxes, included);
		const id = this.nextId();
		return {
			id,
			action,
			lineType: LINE_TYPES[line.type],
			quantity,
			amount: included ? net : add(net, tax),
			tax,
			taxes: taxes.map((one, index) => ({
				id: numericId('SaleTax', `${this.order.key}/${id}/${index}`),
				...one,
			})),
			discountBeforeTaxes: included ? subtract(discount, inDiscount) : discount,
			discountAfterTaxes: included ? discount : add(discount, inDiscount),
			line,
		};
	}

	private nextId(): number {
		return numericId('Sale', `${this.order.key}/sale ${++this.sales}`);
	}
}

/** The agreements of an order, oldest first. */
export const agreementsOf = (order: ShopOrder): ShopAgreement[] => new Ledger(order).agreements();
