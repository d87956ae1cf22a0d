/** Sums to what the report says of them. */
import type { CurrencyCode } from '../money/currency';
import { netSales, soldSales, type Figures, type FigureTexts } from './figures';
import type { Compared, GatewayFigures, GroupFigures, ProductFigures } from './report';
import type { Period } from './periods';
import type { ProductSum } from './sums';
import { amountText, average, ratioText } from './texts';

export function figureTexts(figures: Readonly<Figures>, currency: CurrencyCode): FigureTexts {
	const text = (units: bigint): string => amountText(units, currency);
	const sold = soldSales(figures);
	const each = average(sold, figures.orders);
	const { shippingCost, costOfGoods } = figures;
	const shipped = figures.shipping - figures.shippingRefunded;
	return {
		orders: Number(figures.orders),
		grossSales: text(figures.grossSales),
		discounts: text(figures.discounts),
		discountRate: ratioText(figures.discounts, figures.grossSales),
		refunds: text(figures.refunds),
		refundRate: ratioText(figures.refunds, sold),
		cancelled: text(figures.cancelled),
		netSales: text(netSales(figures)),
		averageOrder: each === undefined ? null : text(each),
		shippingCharged: text(figures.shipping),
		shippingRefunded: text(figures.shippingRefunded),
		shippingCost: shippingCost === 0n ? null : text(shippingCost),
		shippingMargin: shippingCost === 0n ? null : text(shipped - shippingCost),
		giftCards: text(figures.giftCards),
		otherCharges: text(figures.otherCharges),
		tax: text(figures.tax),
		marketplaceTax: text(figures.marketplaceTax),
		rounding: text(figures.rounding),
		total: text(figures.total),
		outstanding: text(figures.outstanding),
		charged: text(figures.charged),
		fees: text(figures.fees),
		feeRate: ratioText(figures.fees, figures.charged),
		payouts: text(figures.payouts),
		costOfGoods: costOfGoods === 0n ? null : text(costOfGoods),
		grossMargin: costOfGoods === 0n ? null : text(figures.costedSales - costOfGoods),
	};
}

const change = (now: bigint, then: bigint): string | null => ratioText(now - then, then);

export function compared(
	now: Readonly<Figures>,
	then: Readonly<Figures>,
	period: Period,
	covered: boolean,
	currency: CurrencyCode,
): Compared {
	const none = { grossSales: null, netSales: null, orders: null, averageOrder: null };
	if (!covered) return { period, covered, figures: null, change: none };
	const [each, eachThen] = [average(soldSales(now), now.orders), average(soldSales(then), then.orders)];
	return {
		period,
		covered,
		figures: figureTexts(then, currency),
		change: {
			grossSales: change(now.grossSales, then.grossSales),
			netSales: change(netSales(now), netSales(then)),
			orders: change(now.orders, then.orders),
			averageOrder: each === undefined || eachThen === undefined ? null : change(each, eachThen),
		},
	};
}

export function groupFigures(
	name: string,
	figures: Readonly<Figures>,
	then: Readonly<Figures> | undefined,
	whole: bigint,
	currency: CurrencyCode,
): GroupFigures {
	return {
		name,
		figures: figureTexts(figures, currency),
		share: ratioText(netSales(figures), whole),
		change: then === undefined ? null : change(netSales(figures), netSales(then)),
	};
}

export function gatewayFigures(
	name: string,
	figures: Readonly<Figures>,
	currency: CurrencyCode,
): GatewayFigures {
	const { charged, fees, feeRate, payouts } = figureTexts(figures, currency);
	return { name, charged, fees, feeRate, payouts };
}

/** @param then what it sold before; undefined where that is not known */
export function productFigures(
	{ key, name, figures }: ProductSum,
	then: bigint | undefined,
	whole: bigint,
	currency: CurrencyCode,
): ProductFigures {
	const text = (units: bigint): string => amountText(units, currency);
	const net = netSales(figures);
	return {
		code: key,
		name,
		grossSales: text(figures.grossSales),
		discounts: text(figures.discounts),
		refunds: text(figures.refunds),
		netSales: text(net),
		share: ratioText(net, whole),
		netSalesBefore: then === undefined ? null : text(then),
		difference: then === undefined ? null : text(net - then),
	};
}
