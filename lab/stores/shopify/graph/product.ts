/** Products of the day book: each is a product with one variant, as a shop without options has them. */
import type { ProductEvent } from '../../../daybook/events';
import { gid, numericId } from '../shop/ids';
import { restText, toMinor } from '../shop/money';
import { dateTime, money, type MoneyV2 } from './bags';
import { connect, type ConnectionArgs } from './connection';
import type { Session } from './session';

export const productId = (product: ProductEvent): number => numericId('Product', `sku ${product.sku}`);
export const variantId = (product: ProductEvent): number => numericId('ProductVariant', `sku ${product.sku}`);

const priceOf = (product: ProductEvent, currency: string): string =>
	restText(toMinor(product.price, currency), currency);

export class ProductNode {
	readonly __typename = 'Product';
	readonly status = 'ACTIVE';
	readonly hasOnlyDefaultVariant = true;
	readonly tags: readonly string[] = [];
	/** Gift cards are sold as lines of an order; the day book's catalog has none. */
	readonly isGiftCard = false;
	readonly id: string;
	readonly legacyResourceId: string;
	readonly title: string;
	readonly productType: string;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly #product: ProductEvent;

	constructor(product: ProductEvent, session: Session) {
		this.#product = product;
		this.createdAt = dateTime(session.shop.openedAt);
		this.updatedAt = this.createdAt;
		this.id = gid('Product', productId(product));
		this.legacyResourceId = String(productId(product));
		this.title = product.name;
		this.productType = product.category ?? '';
	}

	variants(args: ConnectionArgs, session: Session): object {
		const one = { id: variantId(this.#product), product: this.#product };
		return connect([one], args, session, ({ product }) => new VariantNode(product, session));
	}
}

export class VariantNode {
	readonly __typename = 'ProductVariant';
	readonly title = 'Default Title';
	readonly position = 1;
	readonly id: string;
	readonly legacyResourceId: string;
	readonly displayName: string;
	readonly sku: string;
	readonly price: string;
	/** Shopify's own default: the day book says of lines whether they were taxed, not of products. */
	readonly taxable = true;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly #product: ProductEvent;
	readonly #session: Session;
	readonly #currency: string;

	constructor(product: ProductEvent, session: Session) {
		this.#product = product;
		this.#session = session;
		this.createdAt = dateTime(session.shop.openedAt);
		this.updatedAt = this.createdAt;
		this.#currency = session.shop.details.currency;
		this.id = gid('ProductVariant', variantId(product));
		this.legacyResourceId = String(variantId(product));
		this.displayName = `${product.name} - ${this.title}`;
		this.sku = product.sku;
		this.price = priceOf(product, this.#currency);
	}

	get product(): ProductNode {
		return new ProductNode(this.#product, this.#session);
	}

	get inventoryItem(): InventoryItemNode {
		return new InventoryItemNode(this.#product, this.#currency);
	}
}

class InventoryItemNode {
	readonly __typename = 'InventoryItem';
	readonly id: string;
	readonly legacyResourceId: string;
	readonly sku: string;
	readonly unitCost: MoneyV2 | null;

	constructor({ sku, cost }: ProductEvent, currency: string) {
		const id = numericId('InventoryItem', `sku ${sku}`);
		this.id = gid('InventoryItem', id);
		this.legacyResourceId = String(id);
		this.sku = sku;
		this.unitCost = cost === undefined ? null : money(toMinor(cost, currency), currency);
	}
}
