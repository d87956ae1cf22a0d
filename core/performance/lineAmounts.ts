/** What the lines of sales and refunds add to the figures. */
import type { LineType, RefundAdjustment, RefundLine, SaleLine } from '../documents';
import {
	adjustmentParts,
	adjustmentSign,
	refundLineParts,
	saleLineParts,
	type LineParts,
	type TaxBasis,
} from '../documents/basis';
import { minorUnits } from '../money/money';
import type { FigureAmount, ProductName } from './contribution';
import type { Figure } from './figures';

/** What is given back without a line is of no product. */
const NO_PRODUCT: ProductName = { key: '(no product)', name: 'Given back without a product' };

const productOf = ({ sku, name }: SaleLine | RefundLine): ProductName => ({
	key: sku === undefined || sku === '' ? name : sku,
	name,
});

/** How a line that is no goods counts; undefined for goods, services and fees. */
function otherFigure(type: LineType): 'shipping' | 'giftCards' | 'otherCharges' | undefined {
	switch (type) {
		case 'item':
		case 'fee':
			return undefined;
		case 'shipping':
			return 'shipping';
		case 'giftCard':
			return 'giftCards';
		case 'tip':
		case 'duty':
		case 'importTax':
			return 'otherCharges';
	}
}

/** Collects amounts; the taxes of all lines become one amount each. */
export class Amounts {
	readonly list: FigureAmount[] = [];
	private tax = 0n;
	private marketplaceTax = 0n;

	add(figure: Figure, units: bigint, product?: ProductName): void {
		if (units !== 0n) this.list.push({ figure, units, ...(product === undefined ? {} : { product }) });
	}

	private taxes({ merchantTax, marketplaceTax }: LineParts, sign: bigint): void {
		this.tax += sign * merchantTax;
		this.marketplaceTax += sign * marketplaceTax;
	}

	/** @returns whether the line has a price at all */
	sold(line: SaleLine, basis: TaxBasis): boolean {
		const parts = saleLineParts(line, basis);
		this.taxes(parts, 1n);
		const other = otherFigure(line.type);
		const cost = line.cost === undefined ? undefined : minorUnits(line.cost);
		if (other !== undefined) {
			this.add(other, parts.net);
			if (other === 'shipping') this.add('shippingCost', cost ?? 0n);
		} else {
			const product = productOf(line);
			this.add('grossSales', parts.net + parts.discount, product);
			this.add('discounts', parts.discount, product);
			if (cost !== undefined) {
				this.add('costOfGoods', cost, product);
				this.add('costedSales', parts.net, product);
			}
		}
		return minorUnits(line.gross) > 0n;
	}

	givenBack(line: RefundLine, basis: TaxBasis, figure: 'refunds' | 'cancelled'): void {
		const parts = refundLineParts(line, basis);
		this.taxes(parts, -1n);
		const other = otherFigure(line.type);
		if (other === 'shipping') this.add('shippingRefunded', parts.net);
		else if (other !== undefined) this.add(other, -parts.net);
		else {
			const product = productOf(line);
			this.add(figure, parts.net, product);
			// what is sold again costs nothing; what is damaged has still cost it
			if (line.cost !== undefined && line.restocked && line.damaged !== true) {
				this.add('costOfGoods', -minorUnits(line.cost), product);
				this.add('costedSales', -parts.net, product);
			}
		}
	}

	adjusted(adjustment: RefundAdjustment): void {
		const parts = adjustmentParts(adjustment);
		const sign = adjustmentSign(adjustment);
		this.taxes(parts, -sign);
		this.add('refunds', sign * parts.net, NO_PRODUCT);
	}

	/** Ends a document: its taxes, its total, and what rounding makes of the difference. */
	close(total: bigint): void {
		this.add('tax', this.tax);
		this.add('marketplaceTax', this.marketplaceTax);
		let parts = 0n;
		for (const { figure, units } of this.list) parts += SIGNS[figure] * units;
		this.add('rounding', total - parts);
		this.add('total', total);
	}
}

/** How each figure counts in the total. */
export const SIGNS: Readonly<Record<Figure, bigint>> = {
	orders: 0n,
	grossSales: 1n,
	discounts: -1n,
	refunds: -1n,
	cancelled: -1n,
	shipping: 1n,
	shippingRefunded: -1n,
	shippingCost: 0n,
	giftCards: 1n,
	otherCharges: 1n,
	tax: 1n,
	marketplaceTax: 1n,
	rounding: 1n,
	total: 0n,
	outstanding: 0n,
	charged: 0n,
	fees: 0n,
	payouts: 0n,
	costOfGoods: 0n,
	costedSales: 0n,
};
