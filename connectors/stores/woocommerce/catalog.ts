/** Products (each variation one) and customers as canonical documents. */
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
import { parseMoney, type Money } from '../../../core/money/money';
import type { HeldDocument, StorePolicy } from '../../../core/store/connector';
import { at, idAt, listAt, textAt } from './answers';
import type { Query, WooCommerceClient } from './client';
import { adminUrl, bookedOn, PLATFORM, type ShopProfile } from './context';
import { findingsOf, id, instant, optionalInstant, optionalText, shown } from './payloadParts';

const PAGE = 100;

const PRODUCT_FIELDS =
	'id,type,name,sku,price,tax_status,tax_class,categories,attributes,cost_of_goods_sold,date_created_gmt,date_modified_gmt';

const CUSTOMER_FIELDS = 'id,email,first_name,last_name,role,billing,date_created_gmt,date_modified_gmt';

/** Types that hold other products and are never sold themselves. */
const CONTAINERS = new Set(['variable', 'variable-subscription', 'grouped']);
const VARIABLE = new Set(['variable', 'variable-subscription']);

const productSchema = z.object({
	id,
	name: optionalText,
	sku: optionalText,
	price: z.unknown(),
	tax_status: optionalText,
	tax_class: optionalText,
	date_created_gmt: instant,
	date_modified_gmt: optionalInstant,
	categories: z.array(z.object({ name: optionalText })).default([]),
	attributes: z.array(z.object({ option: optionalText })).default([]),
	cost_of_goods_sold: z.object({ total_value: z.unknown() }).nullish(),
});

const customerSchema = z.object({
	id,
	email: optionalText,
	first_name: optionalText,
	last_name: optionalText,
	role: optionalText,
	date_created_gmt: instant,
	date_modified_gmt: optionalInstant,
	billing: z.object({ company: optionalText, country: optionalText, state: optionalText }).nullish(),
});

export interface CatalogContext {
	readonly shop: ShopProfile;
	readonly policy: StorePolicy;
}

type CatalogKind = 'product' | 'customer';

function sourceOf(
	kind: CatalogKind,
	of: { readonly id: string; readonly number: string; readonly revision: string; readonly url: string },
	{ shop }: CatalogContext,
): Source {
	const { id: externalId, number, revision, url } = of;
	return {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind,
		externalId,
		externalNumber: number,
		revision,
		url,
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

const customerUrl = ({ url }: ShopProfile, customerId: string): string =>
	`${url}/wp-admin/user-edit.php?user_id=${customerId}`;

function heldOf(
	kind: CatalogKind,
	payload: unknown,
	findings: readonly Finding[],
	context: CatalogContext,
): HeldDocument {
	const found = idAt(payload, 'id') ?? 'unknown';
	const revision = textAt(payload, 'date_modified_gmt');
	const url = kind === 'product' ? adminUrl(context.shop, found) : customerUrl(context.shop, found);
	const source = sourceOf(kind, { id: found, number: found, revision, url }, context);
	return { type: 'Held', id: businessKey(source), source, findings };
}

/** A price, or what is wrong with it. WooCommerce writes it as text, costs as numbers. */
function moneyOf(value: unknown, path: string, currency: string): Money | Finding {
	if (value === undefined || value === null || value === '') return finding('AMOUNT_MISSING', { path });
	const money = parseMoney(typeof value === 'number' ? String(value) : value, currency);
	if (typeof money === 'object') return money;
	const code = money === 'negative' ? 'AMOUNT_NEGATIVE' : 'AMOUNT_MALFORMED';
	return finding(code, { path, evidence: { value: shown(value), currency } });
}

/**
 * A product or a variation.
 * @param parent the name and category of the product whose variation it is
 * @returns held with AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE, PAYLOAD_MALFORMED, DATE_INVALID; PRODUCT_CODE_MISSING
 * goes with a product that has no code
 */
export function toProduct(
	payload: unknown,
	context: CatalogContext,
	parent?: { readonly id: string; readonly name: string; readonly category?: string },
): Product | HeldDocument {
	const parsed = productSchema.safeParse(payload);
	if (!parsed.success) return heldOf('product', payload, findingsOf(parsed.error, ''), context);
	const { id: externalId, name, sku, price, tax_status: status, tax_class: taxClass, ...rest } = parsed.data;
	const amount = moneyOf(price, 'price', context.shop.currency);
	const stated = rest.cost_of_goods_sold?.total_value;
	const hasCost = stated !== undefined && stated !== null && stated !== '' && Number(stated) !== 0;
	const cost = hasCost ? moneyOf(stated, 'cost_of_goods_sold.total_value', context.shop.currency) : undefined;
	const problems = [amount, cost].filter((one): one is Finding => one !== undefined && 'code' in one);
	if (problems.length > 0 || 'code' in amount) return heldOf('product', payload, problems, context);
	const options = rest.attributes.flatMap(({ option }) => option ?? []).join(', ');
	const own = name ?? externalId;
	const fullName = parent === undefined ? own : `${parent.name} - ${options === '' ? own : options}`;
	const category = parent?.category ?? rest.categories[0]?.name;
	const source = sourceOf(
		'product',
		{
			id: externalId,
			number: sku ?? externalId,
			revision: rest.date_modified_gmt ?? rest.date_created_gmt,
			url: adminUrl(context.shop, parent?.id ?? externalId),
		},
		context,
	);
	const remarks =
		sku === undefined ? [finding('PRODUCT_CODE_MISSING', { evidence: { code: externalId } })] : [];
	return {
		...headerOf('Product', source, rest.date_created_gmt, context),
		code: sku ?? externalId,
		name: fullName,
		price: amount,
		...(cost === undefined || 'code' in cost ? {} : { cost }),
		...(category === undefined ? {} : { category }),
		taxClass: status === 'none' ? 'exempt' : (taxClass ?? 'standard'),
		...(remarks.length === 0 ? {} : { findings: remarks }),
	};
}

/** A customer with an account, kept to what a ledger needs. */
export function toCustomer(payload: unknown, context: CatalogContext): Customer | HeldDocument {
	const parsed = customerSchema.safeParse(payload);
	if (!parsed.success) return heldOf('customer', payload, findingsOf(parsed.error, ''), context);
	const { id: externalId, email, first_name: first, last_name: last, role, billing, ...times } = parsed.data;
	const name = [first, last].filter((part) => part !== undefined).join(' ');
	const revision = times.date_modified_gmt ?? times.date_created_gmt;
	const url = customerUrl(context.shop, externalId);
	const source = sourceOf('customer', { id: externalId, number: externalId, revision, url }, context);
	return {
		...headerOf('Customer', source, times.date_created_gmt, context),
		party: {
			id: externalId,
			...(name === '' ? {} : { name }),
			...(email === undefined ? {} : { email }),
			...(billing?.company === undefined ? {} : { company: billing.company }),
			...(billing?.country === undefined ? {} : { country: billing.country }),
			...(billing?.state === undefined ? {} : { region: billing.state }),
			...(role === undefined ? {} : { group: role }),
		},
	};
}

async function* pages(
	client: WooCommerceClient,
	route: string,
	query: Query,
): AsyncGenerator<readonly unknown[]> {
	for (let page = 1; ; page++) {
		const paging = { page: String(page), per_page: String(PAGE), orderby: 'id', order: 'asc' };
		const answer = await client.get(route, { ...paging, ...query });
		const nodes = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
		if (nodes.length > 0) yield nodes;
		if (nodes.length < PAGE) return;
	}
}

async function* variations(
	client: WooCommerceClient,
	payload: unknown,
	context: CatalogContext,
): AsyncGenerator<readonly (Product | HeldDocument)[]> {
	const parentId = idAt(payload, 'id');
	if (parentId === undefined) return;
	const category = textAt(listAt(payload, 'categories')[0], 'name');
	const name = textAt(payload, 'name');
	const parent = {
		id: parentId,
		name: name === '' ? parentId : name,
		...(category === '' ? {} : { category }),
	};
	const route = `/products/${parentId}/variations`;
	for await (const page of pages(client, route, { _fields: PRODUCT_FIELDS })) {
		yield page.map((variation) => toProduct(variation, context, parent));
	}
}

/** Every product, a page at a time; the variations of a product follow its page. */
export async function* readProducts(
	client: WooCommerceClient,
	context: CatalogContext,
): AsyncGenerator<readonly (Product | HeldDocument)[]> {
	for await (const page of pages(client, '/products', { _fields: PRODUCT_FIELDS })) {
		const typeOf = (payload: unknown): string => String(at(payload, 'type') ?? '');
		const sold = page.filter((payload) => !CONTAINERS.has(typeOf(payload)));
		if (sold.length > 0) yield sold.map((payload) => toProduct(payload, context));
		for (const payload of page)
			if (VARIABLE.has(typeOf(payload))) yield* variations(client, payload, context);
	}
}

/** Every customer with an account, a page at a time. */
export async function* readCustomers(
	client: WooCommerceClient,
	context: CatalogContext,
): AsyncGenerator<readonly (Customer | HeldDocument)[]> {
	for await (const page of pages(client, '/customers', { role: 'all', _fields: CUSTOMER_FIELDS })) {
		yield page.map((payload) => toCustomer(payload, context));
	}
}
