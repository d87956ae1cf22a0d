/** Products (each variant one) and customers as canonical documents, and how the shop is set up for tax. */
import { z } from 'zod';
import {
	businessKey,
	SCHEMA_VERSION,
	type Customer,
	type DocumentHeader,
	type Product,
	type Source,
} from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { parseMoney } from '../../../core/money/money';
import type { HeldDocument, StorePolicy, StoreTaxSettings } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, pageAt } from './answers';
import type { Operation, ShopifyClient } from './client';
import { adminUrl, bookedOn, PLATFORM, type ShopProfile } from './context';
import { PageSize } from '../../../core/transport/pageSize';
import { identify } from './payloadParse';
import { findingsOf, instant, legacyId, malformed, optionalText, shown, text } from './payloadParts';
import { CUSTOMERS, PRODUCTS, TAX_SETTINGS } from './queries';

const FIRST_PAGE = 100;
const LARGEST_PAGE = 250;

/** The schema's `Money`: an amount of the shop's currency without its name. */
const variantSchema = z.object({
	legacyResourceId: legacyId,
	sku: optionalText,
	title: text,
	price: z.string(),
	taxable: z.boolean(),
	createdAt: instant,
	updatedAt: instant,
	inventoryItem: z
		.object({ unitCost: z.object({ amount: z.string(), currencyCode: z.string() }).nullish() })
		.nullish(),
	product: z.object({
		legacyResourceId: legacyId,
		title: text,
		productType: optionalText,
		isGiftCard: z.boolean(),
		hasOnlyDefaultVariant: z.boolean(),
		updatedAt: instant,
	}),
});

const customerSchema = z.object({
	legacyResourceId: legacyId,
	firstName: optionalText,
	lastName: optionalText,
	createdAt: instant,
	updatedAt: instant,
	defaultEmailAddress: z.object({ emailAddress: optionalText }).nullish(),
	defaultAddress: z
		.object({ company: optionalText, countryCodeV2: optionalText, provinceCode: optionalText })
		.nullish(),
});

type CatalogKind = 'product' | 'customer';

export interface CatalogContext {
	readonly shop: ShopProfile;
	readonly policy: StorePolicy;
}

function sourceOf(
	kind: CatalogKind,
	of: { readonly id: string; readonly number: string; readonly revision: string; readonly page?: string },
	{ shop }: CatalogContext,
): Source {
	const { id, number, revision, page } = of;
	return {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind,
		externalId: id,
		externalNumber: number,
		revision,
		...(page === undefined ? {} : { url: adminUrl(shop.storeId, '').replace('orders/', page) }),
	};
}

function headerOf<T extends 'Product' | 'Customer'>(
	type: T,
	source: Source,
	createdAt: string,
	context: CatalogContext,
): DocumentHeader<T> {
	return {
		type,
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: 'catalog',
		occurredAt: createdAt,
		bookedOn: bookedOn(createdAt, context),
		currency: context.shop.currency,
	};
}

function heldOf(
	kind: CatalogKind,
	payload: unknown,
	findings: readonly Finding[],
	context: CatalogContext,
): HeldDocument {
	const { id, name, updatedAt } = identify(payload);
	const source = sourceOf(kind, { id, number: name, revision: updatedAt }, context);
	return { type: 'Held', id: businessKey(source), source, findings };
}

function amountProblem(problem: unknown, value: unknown, path: string, currency: string): Finding {
	const code = problem === 'negative' ? 'AMOUNT_NEGATIVE' : 'AMOUNT_MALFORMED';
	return finding(code, { path, evidence: { value: shown(value), currency } });
}

/**
 * A variant as a product.
 * @returns held with AMOUNT_MALFORMED, AMOUNT_NEGATIVE, CURRENCY_MIXED, PAYLOAD_MALFORMED, DATE_INVALID; PRODUCT_CODE_MISSING
 * goes with a product that has no code
 */
export function toProduct(payload: unknown, context: CatalogContext): Product | HeldDocument {
	const parsed = variantSchema.safeParse(payload);
	if (!parsed.success) return heldOf('product', payload, findingsOf(parsed.error, ''), context);
	const { legacyResourceId: id, sku, title, price, taxable, createdAt, updatedAt, product } = parsed.data;
	const { currency } = context.shop;
	const problems: Finding[] = [];
	const amount = parseMoney(price, currency);
	if (typeof amount !== 'object') problems.push(amountProblem(amount, price, 'price', currency));
	const stated = parsed.data.inventoryItem?.unitCost ?? undefined;
	const cost = stated === undefined ? undefined : parseMoney(stated.amount, currency);
	const costPath = 'inventoryItem.unitCost';
	if (stated !== undefined && stated.currencyCode !== currency) {
		problems.push(
			finding('CURRENCY_MIXED', {
				path: costPath,
				evidence: { found: shown(stated.currencyCode), currency },
			}),
		);
	} else if (cost !== undefined && typeof cost !== 'object') {
		problems.push(amountProblem(cost, stated?.amount, costPath, currency));
	}
	if (problems.length > 0 || typeof amount !== 'object') return heldOf('product', payload, problems, context);
	const revision = [updatedAt, product.updatedAt].sort().at(-1) ?? updatedAt;
	const page = `products/${product.legacyResourceId}/variants/${id}`;
	const source = sourceOf('product', { id, number: sku ?? id, revision, page }, context);
	const remarks = sku === undefined ? [finding('PRODUCT_CODE_MISSING', { evidence: { code: id } })] : [];
	return {
		...headerOf('Product', source, createdAt, context),
		code: sku ?? id,
		name: product.hasOnlyDefaultVariant ? product.title : `${product.title} - ${title}`,
		price: amount,
		...(typeof cost === 'object' ? { cost } : {}),
		...(product.productType === undefined ? {} : { category: product.productType }),
		taxClass: product.isGiftCard ? 'giftCard' : taxable ? 'taxable' : 'exempt',
		...(remarks.length === 0 ? {} : { findings: remarks }),
	};
}

/** A customer, kept to what a ledger needs. Without the permission for personal data only the number and the country are there. */
export function toCustomer(payload: unknown, context: CatalogContext): Customer | HeldDocument {
	const parsed = customerSchema.safeParse(payload);
	if (!parsed.success) return heldOf('customer', payload, findingsOf(parsed.error, ''), context);
	const { legacyResourceId: id, firstName, lastName, createdAt, updatedAt } = parsed.data;
	const { defaultAddress: address, defaultEmailAddress } = parsed.data;
	const name = [firstName, lastName].filter((part) => part !== undefined).join(' ');
	const email = defaultEmailAddress?.emailAddress;
	const source = sourceOf(
		'customer',
		{ id, number: id, revision: updatedAt, page: `customers/${id}` },
		context,
	);
	return {
		...headerOf('Customer', source, createdAt, context),
		party: {
			id,
			...(name === '' ? {} : { name }),
			...(email === undefined ? {} : { email }),
			...(address?.company === undefined ? {} : { company: address.company }),
			...(address?.countryCodeV2 === undefined ? {} : { country: address.countryCodeV2 }),
			...(address?.provinceCode === undefined ? {} : { region: address.provinceCode }),
		},
	};
}

async function* pages(
	client: ShopifyClient,
	operation: Operation,
	field: string,
): AsyncGenerator<readonly unknown[]> {
	const size = new PageSize(FIRST_PAGE, LARGEST_PAGE);
	for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
		const data = await client.runSized(operation, size, (first) => ({ first, after: after ?? null }));
		const page = pageAt(data, field);
		yield page.nodes;
		after = page.next;
	}
}

/** Every variant of every product. */
export async function* readProducts(
	client: ShopifyClient,
	context: () => Promise<CatalogContext>,
): AsyncGenerator<readonly (Product | HeldDocument)[]> {
	const known = await context();
	for await (const nodes of pages(client, PRODUCTS, 'productVariants'))
		yield nodes.map((node) => toProduct(node, known));
}

export async function* readCustomers(
	client: ShopifyClient,
	context: () => Promise<CatalogContext>,
): AsyncGenerator<readonly (Customer | HeldDocument)[]> {
	const known = await context();
	for await (const nodes of pages(client, CUSTOMERS, 'customers'))
		yield nodes.map((node) => toCustomer(node, known));
}

/**
 * The switches of the shop. Its rates stay hidden: the Admin API shows none of them (TAX_RATES_HIDDEN).
 * @throws TransportError "rejected" when a switch is missing in the answer
 */
export async function readTaxSettings(client: ShopifyClient): Promise<StoreTaxSettings> {
	const shop = at(await client.run(TAX_SETTINGS), 'shop');
	const [included, shipping] = [at(shop, 'taxesIncluded'), at(shop, 'taxShipping')];
	if (typeof included !== 'boolean' || typeof shipping !== 'boolean') {
		throw new TransportError('rejected', malformed('the shop does not say how it taxes').message);
	}
	return {
		pricesIncludeTax: included,
		shippingTaxed: shipping,
		rates: [],
		findings: [finding('TAX_RATES_HIDDEN', { evidence: { platform: 'Shopify' } })],
	};
}
