/** Coupons of an order: one for each code, and another one where the same code reduces shipping. */
import { groupBy } from '../shop/group';
import { sum, toNumber } from '../shop/money';
import type { StoreOrder } from '../shop/order';
import { idWithin, numberOf } from '../shop/ids';

const PER_TOTAL = 2;
const SHIPPING = 3;

export function couponsOf({ lines, id }: StoreOrder): Record<string, unknown>[] {
	const discounted = lines.filter(({ discount, book }) => discount.gt(0) && book.discountCode !== undefined);
	const groups = groupBy(discounted, ({ kind, book }) =>
		JSON.stringify([book.discountCode, kind === 'shipping' ? SHIPPING : PER_TOTAL]),
	);
	return [...groups].map(([key, members], index) => {
		const [code, type] = JSON.parse(key) as [string, number];
		const discount = toNumber(sum(members.map((line) => line.discount)));
		return {
			id: idWithin(id, index + 1),
			coupon_id: (numberOf(`coupon ${code}`) % 100_000) + 1,
			order_id: id,
			code,
			amount: discount,
			type,
			discount,
		};
	});
}
