/**
 * The sums that a period consists of, in minor units (bigint) of one currency; only `orders` is a count. They add up: days make a
 * month, channels make the whole.
 *
 * total = grossSales - discounts - refunds - cancelled + shipping - shippingRefunded + giftCards + otherCharges + tax + marketplaceTax
 * + rounding
 */
export const FIGURES = [
	/** orders with anything that has a price; gifts and stock entries at price zero are none */
	'orders',
	/** goods, services and fees at list price, without tax */
	'grossSales',
	/** off that, without tax */
	'discounts',
	/** given back for it after it was paid, discounts and tax taken off, goodwill included */
	'refunds',
	/** given up before it was paid */
	'cancelled',
	/** charged for shipping after discounts, without tax */
	'shipping',
	'shippingRefunded',
	/** what carriers took, as far as gateways or shops say so */
	'shippingCost',
	/** gift cards sold: owed, and no sales */
	'giftCards',
	/** tips, duties, import tax */
	'otherCharges',
	/** the merchant's, less what was given back */
	'tax',
	/** collected and paid by sales channels */
	'marketplaceTax',
	'rounding',
	/** what customers owe for all of it */
	'total',
	/** still unpaid of the orders sold in the period, by all documents given */
	'outstanding',
	/** what gateways collected, by the payouts of the period */
	'charged',
	/** what they kept for it */
	'fees',
	/** what they paid out */
	'payouts',
	/** what the goods cost, as far as the shop says so ... */
	'costOfGoods',
	/** ... and what exactly those were sold for */
	'costedSales',
] as const;

export type Figure = (typeof FIGURES)[number];
export type Figures = Record<Figure, bigint>;

export function noFigures(): Figures {
	return Object.fromEntries(FIGURES.map((name) => [name, 0n])) as Figures;
}

export function addFigures(sum: Figures, more: Readonly<Figures>): Figures {
	for (const name of FIGURES) sum[name] += more[name];
	return sum;
}

/** What is left of the sales at list price. Shipping is not in it. */
export const netSales = ({ grossSales, discounts, refunds, cancelled }: Readonly<Figures>): bigint =>
	grossSales - discounts - refunds - cancelled;

/** What was sold before anything came back: what rates are measured by. */
export const soldSales = ({ grossSales, discounts }: Readonly<Figures>): bigint => grossSales - discounts;

/** The figures as the report says them: amounts and shares as text. */
export interface FigureTexts {
	readonly orders: number;
	readonly grossSales: string;
	readonly discounts: string;
	/** discounts of gross sales */
	readonly discountRate: string | null;
	readonly refunds: string;
	/** refunds of what was sold after discounts */
	readonly refundRate: string | null;
	readonly cancelled: string;
	readonly netSales: string;
	/** gross sales less discounts, of one order; null without orders */
	readonly averageOrder: string | null;
	readonly shippingCharged: string;
	readonly shippingRefunded: string;
	/** what carriers took; null where nobody says */
	readonly shippingCost: string | null;
	readonly shippingMargin: string | null;
	readonly giftCards: string;
	readonly otherCharges: string;
	readonly tax: string;
	readonly marketplaceTax: string;
	readonly rounding: string;
	/** all of it: what customers owe for the period's orders, less what they got back */
	readonly total: string;
	readonly outstanding: string;
	readonly charged: string;
	readonly fees: string;
	/** fees of what gateways collected */
	readonly feeRate: string | null;
	readonly payouts: string;
	/** of goods whose cost the shop says */
	readonly costOfGoods: string | null;
	readonly grossMargin: string | null;
}
