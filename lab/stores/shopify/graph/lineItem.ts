/**
 * The lines of an order as Shopify shows them. A fee of the day book is a custom line item without product, variant and
 * shipping; a tip is one without tax; duties hang on the first item; import tax is an additional fee.
 */
import Big from 'big.js';
import { gid } from '../shop/ids';
import { remaining } from '../shop/lines';
import { subtract, total, type Amount } from '../shop/money';
import type { ShopLine, ShopOrder } from '../shop/order';
import { bag, priceBag, taxLine, type MoneyBag } from './bags';
import { dutyCarrier, duties, dutyNode } from './charges';
import { cut } from './connection';
import { discountAllocations, isLineLevel } from './discount';
import { ProductNode, VariantNode } from './product';
import type { Session } from './session';

export class LineItemNode {
	readonly __typename = 'LineItem';
	readonly customAttributes: readonly object[] = [];
	readonly fulfillableQuantity = 0;
	readonly unfulfilledQuantity = 0;
	readonly fulfillmentStatus = 'fulfilled';
	readonly #line: ShopLine;
	readonly #order: ShopOrder;
	readonly #session: Session;

	constructor(line: ShopLine, order: ShopOrder, session: Session) {
		this.#line = line;
		this.#order = order;
		this.#session = session;
	}

	get id(): string {
		return gid('LineItem', this.#line.id);
	}

	get title(): string {
		return this.#line.name;
	}

	get name(): string {
		return this.#line.name;
	}

	/** A custom line item has no variant, and so no SKU, whatever code the day book gives a fee. */
	get sku(): string | null {
		return this.#isFromCatalog() ? (this.#line.sku ?? null) : null;
	}

	get quantity(): number {
		return this.#line.quantity;
	}

	get currentQuantity(): number {
		return remaining(this.#line).quantity;
	}

	get refundableQuantity(): number {
		return this.currentQuantity;
	}

	get nonFulfillableQuantity(): number {
		return this.#line.type === 'tip' ? this.#line.quantity : this.#line.returned.quantity;
	}

	get taxable(): boolean {
		return this.#line.taxes.length > 0;
	}

	get requiresShipping(): boolean {
		return this.#line.type === 'item';
	}

	get restockable(): boolean {
		return this.variant !== null && this.currentQuantity > 0;
	}

	get canRestock(): boolean {
		return this.restockable;
	}

	get isGiftCard(): boolean {
		return this.#line.type === 'giftCard';
	}

	get merchantEditable(): boolean {
		return this.currentQuantity > 0;
	}

	get originalUnitPriceSet(): MoneyBag {
		return priceBag(this.#line.unitPrice, this.#order.currencies);
	}

	get originalTotalSet(): MoneyBag {
		return this.#bag(this.#line.original);
	}

	/** Code discounts are only taken off when asked for. */
	discountedTotalSet({ withCodeDiscounts }: { withCodeDiscounts?: boolean | null }): MoneyBag {
		return this.#bag(withCodeDiscounts === true ? this.#line.net : this.#lineLevelTotal());
	}

	get totalDiscountSet(): MoneyBag {
		return this.#bag(subtract(this.#line.original, this.#lineLevelTotal()));
	}

	get discountedUnitPriceSet(): MoneyBag {
		return this.#unitPrice(this.#lineLevelTotal());
	}

	get discountedUnitPriceAfterAllDiscountsSet(): MoneyBag {
		return this.#unitPrice(this.#line.net);
	}

	get priceAfterAllDiscountsBeforeTaxesSet(): MoneyBag {
		const left = remaining(this.#line);
		return this.#bag(this.#order.placed.pricesIncludeTax ? subtract(left.net, total(left.taxes)) : left.net);
	}

	get unfulfilledDiscountedTotalSet(): MoneyBag {
		return this.#bag({ shop: 0n, presentment: 0n });
	}

	get unfulfilledOriginalTotalSet(): MoneyBag {
		return this.#bag({ shop: 0n, presentment: 0n });
	}

	// the deprecated twins of the sets, in shop currency

	get originalUnitPrice(): string {
		return this.originalUnitPriceSet.shopMoney.amount;
	}

	get originalTotal(): string {
		return this.originalTotalSet.shopMoney.amount;
	}

	get discountedTotal(): string {
		return this.#bag(this.#lineLevelTotal()).shopMoney.amount;
	}

	get discountedUnitPrice(): string {
		return this.discountedUnitPriceSet.shopMoney.amount;
	}

	get totalDiscount(): string {
		return this.totalDiscountSet.shopMoney.amount;
	}

	get unfulfilledDiscountedTotal(): string {
		return this.unfulfilledDiscountedTotalSet.shopMoney.amount;
	}

	get unfulfilledOriginalTotal(): string {
		return this.unfulfilledOriginalTotalSet.shopMoney.amount;
	}

	get discountAllocations(): object[] {
		return discountAllocations(this.#line, this.#order);
	}

	taxLines({ first }: { first?: number | null }): object[] {
		return cut(this.#line.taxes, first).map((tax) => taxLine(tax, this.#order.currencies));
	}

	get duties(): object[] {
		if (dutyCarrier(this.#order)?.key !== this.#line.key) return [];
		return duties(this.#order).map((duty) => dutyNode(duty, this.#order));
	}

	get product(): ProductNode | null {
		const product = this.#session.shop.product(this.#line.sku);
		return product === undefined || !this.#isFromCatalog() ? null : new ProductNode(product, this.#session);
	}

	get variant(): VariantNode | null {
		const product = this.#session.shop.product(this.#line.sku);
		return product === undefined || !this.#isFromCatalog() ? null : new VariantNode(product, this.#session);
	}

	#isFromCatalog(): boolean {
		return this.#line.type === 'item' || this.#line.type === 'giftCard';
	}

	#lineLevelTotal(): Amount {
		return isLineLevel(this.#line, this.#order) ? this.#line.net : this.#line.original;
	}

	#bag(amount: Amount): MoneyBag {
		return bag(amount, this.#order.currencies);
	}

	/** "Approximate", as Shopify says: the total over the units, rounded to the currency. */
	#unitPrice(amount: Amount): MoneyBag {
		const perUnit = (minor: bigint): bigint =>
			BigInt(new Big(minor.toString()).div(this.#line.quantity).round(0, Big.roundHalfUp).toFixed(0));
		return this.#bag({ shop: perUnit(amount.shop), presentment: perUnit(amount.presentment) });
	}
}
