/** Products (each variant one) and customers as canonical documents. */
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
import type { Big } from '../../../core/money/decimal';
import { roundToMoney } from '../../../core/money/money';
import type { HeldDocument, StoreInfo, StorePolicy } from '../../../core/store/connector';
import { idAt, listAt } from './answers';
import type { BigCommerceClient } from './client';
import { bookedOn, PLATFORM } from './context';
import { pagesOfV3 } from './paging';
import {
	amount,
	findingsOf,
	id,
	instant,
	MAX_LINES,
	MAX_PARTS,
	optionalAmount,
	optionalText,
	text,
} from './payloadParts';
import { regionOf } from './regions';

const PAGE = 100;

const variantSchema = z.object({
	id,
	sku: optionalText,
	/** null: the product's own */
	price: optionalAmount,
	cost_price: optionalAmount,
	option_values: z
		.array(z.object({ label: optionalText }))
		.max(MAX_PARTS)
		.nullish(),
});

const productSchema = z.object({
	id,
	name: text,
	price: amount,
	cost_price: optionalAmount,
	tax_class_id: z
		.union([z.number(), z.string()])
		.nullish()
		.transform((value) => (value === null || value === undefined ? undefined : String(value))),
	date_created: instant,
	date_modified: instant,
	variants: z.array(z.unknown()).max(MAX_LINES),
});

const customerSchema = z.object({
	id,
	first_name: optionalText,
	last_name: optionalText,
	company: optionalText,
	email: optionalText,
	date_created: instant,
	date_modified: instant,
	addresses: z
		.array(z.object({ country_code: optionalText, state_or_province: optionalText }))
		.max(MAX_PARTS)
		.nullish(),
});

type Kind = 'product' | 'customer';

export interface CatalogContext {
	readonly shop: StoreInfo;
	readonly policy: StorePolicy;
}

type Known = Pick<Source, 'externalId' | 'externalNumber' | 'revision'> & { readonly page?: string };

function sourceOf(kind: Kind, { page, ...known }: Known, { shop }: CatalogContext): Source {
	return {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind,
		...known,
		...(page === undefined ? {} : { url: `https://store-${shop.storeId}.mybigcommerce.com/manage/${page}` }),
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
	kind: Kind,
	payload: unknown,
	findings: readonly Finding[],
	context: CatalogContext,
): HeldDocument {
	const externalId = idAt(payload, 'id') ?? 'unknown';
	const source = sourceOf(kind, { externalId, externalNumber: externalId, revision: '' }, context);
	return { type: 'Held', id: businessKey(source), source, findings };
}

/** A price may have more digits than the currency: it is for looking up, and is rounded half up. */
const moneyOf = (price: Big, { shop }: CatalogContext) => roundToMoney(price, shop.currency, 'halfUp');

function toVariant(
	payload: unknown,
	product: z.output<typeof productSchema>,
	position: number,
	context: CatalogContext,
): Product | HeldDocument {
	const parsed = variantSchema.safeParse(payload);
	if (!parsed.success)
		return heldOf('product', payload, findingsOf(parsed.error, `variants[${position}]`), context);
	const { id: externalId, sku, price, cost_price: cost, option_values: options } = parsed.data;
	const labels = (options ?? []).flatMap(({ label }) => label ?? []);
	const source = sourceOf(
		'product',
		{
			externalId,
			externalNumber: sku ?? externalId,
			revision: product.date_modified,
			page: `products/edit/${product.id}`,
		},
		context,
	);
	const remarks =
		sku === undefined ? [finding('PRODUCT_CODE_MISSING', { evidence: { code: externalId } })] : [];
	const cheap = cost ?? product.cost_price;
	return {
		...headerOf('Product', source, product.date_created, context),
		code: sku ?? externalId,
		name: labels.length === 0 ? product.name : `${product.name} - ${labels.join(', ')}`,
		price: moneyOf(price ?? product.price, context),
		// the shop has no costs of zero: it is what it shows when none was entered
		...(cheap === undefined || cheap.eq(0) ? {} : { cost: moneyOf(cheap, context) }),
		...(product.tax_class_id === undefined ? {} : { taxClass: product.tax_class_id }),
		...(remarks.length === 0 ? {} : { findings: remarks }),
	};
}

/**
 * A product with its variants as products; a simple one has one variant.
 * @returns what cannot be read is held with AMOUNT_MALFORMED, AMOUNT_NEGATIVE, PAYLOAD_MALFORMED, DATE_INVALID;
 * PRODUCT_CODE_MISSING goes with a product that has no code
 */
export function toProducts(payload: unknown, context: CatalogContext): (Product | HeldDocument)[] {
	const parsed = productSchema.safeParse(payload);
	if (!parsed.success) {
		// one for each variant, so that each is found by its own id
		const findings = findingsOf(parsed.error, '');
		const variants = listAt(payload, 'variants');
		return (variants.length === 0 ? [payload] : variants).map((one) =>
			heldOf('product', one, findings, context),
		);
	}
	return parsed.data.variants.map((variant, position) => toVariant(variant, parsed.data, position, context));
}

/** A customer, kept to what a ledger needs. */
export function toCustomer(payload: unknown, context: CatalogContext): Customer | HeldDocument {
	const parsed = customerSchema.safeParse(payload);
	if (!parsed.success) return heldOf('customer', payload, findingsOf(parsed.error, ''), context);
	const { id: externalId, first_name, last_name, company, email, date_created, date_modified } = parsed.data;
	const [address] = parsed.data.addresses ?? [];
	const country = address?.country_code;
	const region = regionOf(country, address?.state_or_province);
	const name = [first_name, last_name].filter((part) => part !== undefined).join(' ');
	const known = {
		externalId,
		externalNumber: externalId,
		revision: date_modified,
		page: `customers/${externalId}/edit`,
	};
	return {
		...headerOf('Customer', sourceOf('customer', known, context), date_created, context),
		party: {
			id: externalId,
			...(name === '' ? {} : { name }),
			...(email === undefined ? {} : { email }),
			...(company === undefined ? {} : { company }),
			...(country === undefined ? {} : { country }),
			...(region === undefined ? {} : { region }),
		},
	};
}

/** Every variant of every product. */
export async function* readProducts(
	client: BigCommerceClient,
	context: () => Promise<CatalogContext>,
): AsyncGenerator<readonly (Product | HeldDocument)[]> {
	const known = await context();
	for await (const page of pagesOfV3(client, '/v3/catalog/products', { include: 'variants' }, PAGE))
		yield page.flatMap((product) => toProducts(product, known));
}

export async function* readCustomers(
	client: BigCommerceClient,
	context: () => Promise<CatalogContext>,
): AsyncGenerator<readonly (Customer | HeldDocument)[]> {
	const known = await context();
	for await (const page of pagesOfV3(client, '/v3/customers', { include: 'addresses' }, PAGE))
		yield page.map((customer) => toCustomer(customer, known));
}
