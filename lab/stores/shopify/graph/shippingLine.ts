/** Shipping lines of an order. */
import { gid } from '../shop/ids';
import { remaining } from '../shop/lines';
import type { ShopLine, ShopOrder } from '../shop/order';
import { bag, taxLine, type MoneyBag } from './bags';
import { discountAllocations } from './discount';

/** Removed by an edit; a refunded line stays. */
export function isRemovedByEdit(line: ShopLine, order: ShopOrder): boolean {
	const removals = order.edits.flatMap(({ removal }) => removal?.lines ?? []);
	return remaining(line).quantity === 0 && removals.some((removed) => removed.line.key === line.key);
}

export class ShippingLineNode {
	readonly __typename = 'ShippingLine';
	readonly custom = false;
	readonly source = 'shopify';
	readonly #line: ShopLine;
	readonly #order: ShopOrder;

	constructor(line: ShopLine, order: ShopOrder) {
		this.#line = line;
		this.#order = order;
	}

	get id(): string {
		return gid('ShippingLine', this.#line.id);
	}

	get title(): string {
		return this.#line.name;
	}

	get code(): string {
		return this.#line.sku ?? this.#line.name;
	}

	/** Removed by an edit; a refunded line stays. */
	get isRemoved(): boolean {
		return isRemovedByEdit(this.#line, this.#order);
	}

	get originalPriceSet(): MoneyBag {
		return bag(this.#line.original, this.#order.currencies);
	}

	get originalPrice(): object {
		return this.originalPriceSet.shopMoney;
	}

	get price(): string {
		return this.originalPriceSet.shopMoney.amount;
	}

	get discountedPriceSet(): MoneyBag {
		return bag(this.#line.net, this.#order.currencies);
	}

	get discountedPrice(): object {
		return this.discountedPriceSet.shopMoney;
	}

	get currentDiscountedPriceSet(): MoneyBag {
		return bag(remaining(this.#line).net, this.#order.currencies);
	}

	get discountAllocations(): object[] {
		return discountAllocations(this.#line, this.#order);
	}

	get taxLines(): object[] {
		return this.#line.taxes.map((tax) => taxLine(tax, this.#order.currencies));
	}
}
