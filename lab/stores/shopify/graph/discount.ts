/** Discounts: the application says what was meant, the allocation what a line got. */
import { type Amount, type Currencies } from '../shop/money';
import type { ShopDiscount, ShopLine, ShopOrder } from '../shop/order';
import { bag, money } from './bags';

/**
 * The day book tells amounts, not rules: each application is a fixed amount, spread over its lines. An application without
 * a code is a manual one; Shopify gives it a title, which the day book does not have.
 */
export function discountApplication(discount: ShopDiscount, currencies: Currencies): object {
	const common = {
		index: discount.index,
		targetType: discount.target,
		targetSelection: discount.selection,
		allocationMethod: 'ACROSS',
		value: money(discount.amount.presentment, currencies.presentment),
	};
	return discount.code === undefined
		? { __typename: 'ManualDiscountApplication', ...common, title: 'Custom discount', description: null }
		: { __typename: 'DiscountCodeApplication', ...common, code: discount.code };
}

/** The allocations of a line: none, or the one of its application. */
export function discountAllocations(line: ShopLine, order: ShopOrder): object[] {
	const discount = order.discounts.find(({ index }) => index === line.discountIndex);
	if (discount === undefined) return [];
	const allocatedAmountSet = bag(line.discount, order.currencies);
	return [
		{
			allocatedAmount: allocatedAmountSet.shopMoney,
			allocatedAmountSet,
			discountApplication: discountApplication(discount, order.currencies),
		},
	];
}

/** Whether a line's discount counts as its own: with a code it counts as the order's. */
export function isLineLevel(line: ShopLine, order: ShopOrder): boolean {
	return order.discounts.find(({ index }) => index === line.discountIndex)?.code === undefined;
}

/** The sum of the discounts that belong to the order as a whole. */
export function orderLevelDiscounts(order: ShopOrder, of: (line: ShopLine) => Amount): Amount[] {
	return order.lines.filter((line) => line.discountIndex !== undefined && !isLineLevel(line, order)).map(of);
}
