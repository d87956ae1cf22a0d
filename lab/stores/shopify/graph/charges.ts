/** Charges that are no line items: duties, which hang on the first item, and additional fees (import tax). */
import { gid } from '../shop/ids';
import type { ShopLine, ShopOrder } from '../shop/order';
import { bag, taxLine } from './bags';

/** The line item that carries the order's duties: the first item. */
export const dutyCarrier = (order: ShopOrder): ShopLine | undefined =>
	order.lines.find(({ type }) => type === 'item') ?? order.lines.find(({ type }) => type === 'giftCard');

export function dutyNode(line: ShopLine, order: ShopOrder): object {
	return {
		__typename: 'Duty',
		id: gid('Duty', line.id),
		harmonizedSystemCode: null,
		countryCodeOfOrigin: null,
		price: bag(line.net, order.currencies),
		taxLines: line.taxes.map((tax) => taxLine(tax, order.currencies)),
	};
}

export function additionalFeeNode(line: ShopLine, order: ShopOrder, type = 'AdditionalFee'): object {
	return {
		__typename: type,
		id: gid(type, line.id),
		name: line.name,
		price: bag(line.net, order.currencies),
		taxLines: line.taxes.map((tax) => taxLine(tax, order.currencies)),
	};
}

/** The duties that hang on a line item. */
export function duties(order: ShopOrder): ShopLine[] {
	return dutyCarrier(order) === undefined ? [] : order.lines.filter(({ type }) => type === 'duty');
}

/** Import tax, and duties of an order without any item to hang them on. */
export function additionalFees(order: ShopOrder): ShopLine[] {
	const homeless = dutyCarrier(order) === undefined;
	return order.lines.filter(({ type }) => type === 'importTax' || (homeless && type === 'duty'));
}
