/** What a store says about itself, its catalogue and its customers. */
import type { LabResponse } from '../../../kit/platform';
import type { BigCommercePlan } from '../options';
import {
	numbered,
	productsOf,
	showCustomer,
	showListedVariant,
	showProduct,
	showVariant,
} from '../show/catalog';
import {
	paymentMethods,
	showChannel,
	showCurrency,
	showTaxRate,
	showTaxSettings,
	showTaxZone,
	TAX_CLASSES,
} from '../show/setup';
import { showLocale, showProfile, showStore, showTime } from '../show/storeInfo';
import type { View } from '../show/view';
import { envelope, listV2, notFound, ok } from './answers';
import { cut, pageOf, pagination, type Page } from './paging';
import type { Query } from './query';
import type { Route } from './route';

/** A page of V3. */
function paged(items: readonly object[], page: Page): LabResponse {
	const shown = cut(items, page);
	return envelope([...shown], pagination(items.length, shown.length, page));
}

function one<T extends { readonly id: unknown }>(items: readonly T[], id: string | undefined): T {
	const found = items.find((item) => String(item.id) === id);
	if (found === undefined) throw notFound();
	return found;
}

/** Sub-resources of a product that this store has none of, but may be asked for. */
const PRODUCT_PARTS = [
	'variants',
	'images',
	'custom_fields',
	'bulk_pricing_rules',
	'primary_image',
	'modifiers',
	'options',
	'videos',
	'channels',
	'parent_relations',
	'reviews',
] as const;

const withVariants = (query: Query): boolean => query.list('include', PRODUCT_PARTS).includes('variants');

function products(query: Query, { shop }: View): LabResponse {
	const [ids, skus] = [query.integers('id:in'), query.texts('sku:in')];
	const [id, sku, name] = [query.integer('id'), query.text('sku'), query.text('name')];
	const [min, max] = [query.integer('id:min'), query.integer('id:max')];
	const [greater, less] = [query.integer('id:greater'), query.integer('id:less')];
	const found = productsOf(shop).filter(
		({ item, id: own }) =>
			(ids?.has(own) ?? true) &&
			(id === undefined || own === id) &&
			(skus?.includes(item.sku) ?? true) &&
			(sku === undefined || item.sku === sku) &&
			(name === undefined || item.name === name) &&
			(min === undefined || own >= min) &&
			(max === undefined || own <= max) &&
			(greater === undefined || own > greater) &&
			(less === undefined || own < less),
	);
	const sort = query.oneOf('sort', ['id', 'name', 'sku', 'price']) ?? 'id';
	const descending = query.oneOf('direction', ['asc', 'desc']) === 'desc';
	const variants = withVariants(query);
	if (sort === 'name' || sort === 'sku') found.sort((a, b) => (a.item[sort] < b.item[sort] ? -1 : 1));
	if (sort === 'price') found.sort((a, b) => Number(a.item.price) - Number(b.item.price));
	if (descending) found.reverse();
	const page = pageOf(query);
	const shown = cut(found, page).map((product) => showProduct(product.item, product.id, variants));
	return envelope(shown, pagination(found.length, shown.length, page));
}

function variants(query: Query, { shop }: View): LabResponse {
	const [owners, id, sku] = [query.integers('product_id:in'), query.integer('id'), query.text('sku')];
	const found = productsOf(shop).filter(
		({ item, id: own }) =>
			(owners?.has(own) ?? true) &&
			(id === undefined || own === id) &&
			(sku === undefined || item.sku === sku),
	);
	const page = pageOf(query);
	const shown = cut(found, page).map(({ item, id: own }) => showListedVariant(item, own));
	return envelope(shown, pagination(found.length, shown.length, page));
}

const CUSTOMER_PARTS = ['addresses', 'storecredit', 'attributes', 'formfields'] as const;

function customers(query: Query, { shop }: View): LabResponse {
	const [ids, emails] = [query.integers('id:in'), query.texts('email:in')];
	const [names, like] = [query.texts('name:in'), query.texts('name:like')];
	const sort = query.oneOf('sort', [
		'date_created:asc',
		'date_created:desc',
		'date_modified:asc',
		'date_modified:desc',
	]);
	const parts = query.list('include', CUSTOMER_PARTS);
	const include = { addresses: parts.includes('addresses'), storeCredit: parts.includes('storecredit') };
	const found = numbered(shop.customers).filter(
		({ item, id }) =>
			(ids?.has(id) ?? true) &&
			(emails === undefined || emails.includes(item.email ?? '')) &&
			(names?.includes(item.name) ?? true) &&
			(like === undefined || like.some((part) => item.name.toLowerCase().includes(part.toLowerCase()))),
	);
	if (sort?.endsWith(':desc') === true) found.reverse();
	return paged(
		found.map(({ item, id }) => showCustomer(item, id, include)),
		pageOf(query),
	);
}

function channels(query: Query, { shop }: View): LabResponse {
	const [statuses, types] = [query.texts('status:in'), query.texts('type:in')];
	const platforms = query.texts('platform:in');
	query.oneOf('include', ['currencies']);
	const shown = shop.channels
		.map(showChannel)
		.filter(
			({ status, type, platform }) =>
				(statuses?.includes(String(status)) ?? true) &&
				(types?.includes(String(type)) ?? true) &&
				(platforms?.includes(String(platform)) ?? true),
		);
	// all are active already
	return paged(query.flag('available') === true ? [] : shown, pageOf(query));
}

/** Routes of master data; `plan` is what the store pays for. */
export const masterDataRoutes = (plan: BigCommercePlan): readonly Route[] => [
	['/v2/store', ({ view }) => ok(showStore(view.shop, plan))],
	['/v2/time', ({ view }) => ok(showTime(view.shop))],
	[
		'/v2/currencies',
		({ query, view: { shop } }) =>
			listV2(
				cut(
					shop.currencies.map((currency) => showCurrency(currency, shop)),
					pageOf(query),
				),
			),
	],
	[
		'/v2/currencies/{id}',
		({ view: { shop }, ids: [id] }) => ok(showCurrency(one(shop.currencies, id), shop)),
	],
	['/v2/tax_classes', ({ query }) => listV2(cut(TAX_CLASSES, pageOf(query)))],
	[
		'/v2/tax_classes/{id}',
		({ ids: [id] }) => {
			const found = TAX_CLASSES.find((taxClass) => taxClass['id'] === id);
			if (found === undefined) throw notFound();
			return ok(found);
		},
	],
	['/v2/payments/methods', ({ query, view }) => listV2(cut(paymentMethods(view.shop), pageOf(query)))],
	[
		'/v3/tax/rates',
		({ query, view: { shop } }) => {
			const [ids, zones] = [query.integers('id:in'), query.integers('tax_zone_id:in')];
			const found = shop.taxSetup.rates.filter(
				({ id, zoneId }) => (ids?.has(id) ?? true) && (zones?.has(zoneId) ?? true),
			);
			return paged(found.map(showTaxRate), pageOf(query));
		},
	],
	[
		'/v3/tax/zones',
		({ query, view: { shop } }) => {
			const ids = query.integers('id:in');
			const found = shop.taxSetup.zones.filter(({ id }) => ids?.has(id) ?? true);
			const zones = found.map((zone) => showTaxZone(zone, shop));
			return paged(zones, pageOf(query));
		},
	],
	['/v3/tax/settings', ({ view }) => envelope(showTaxSettings(view.shop))],
	['/v3/settings/store/locale', ({ view }) => envelope(showLocale(view.shop))],
	[
		'/v3/settings/store/profile',
		({ query, view }) => {
			const channel = query.integer('channel_id');
			if (channel !== undefined && !view.shop.channels.some(({ id }) => id === channel))
				throw query.bad('channel_id');
			return envelope(showProfile(view.shop));
		},
	],
	['/v3/channels', ({ query, view }) => channels(query, view)],
	['/v3/channels/{channel_id}', ({ view, ids: [id] }) => envelope(showChannel(one(view.shop.channels, id)))],
	['/v3/catalog/products', ({ query, view }) => products(query, view)],
	[
		'/v3/catalog/products/{product_id}',
		({ query, view, ids: [id] }) => {
			const product = one(productsOf(view.shop), id);
			return envelope(showProduct(product.item, product.id, withVariants(query)));
		},
	],
	[
		'/v3/catalog/products/{product_id}/variants',
		({ query, view, ids: [id] }) => {
			const product = one(productsOf(view.shop), id);
			return paged([showVariant(product.item, product.id)], pageOf(query));
		},
	],
	['/v3/catalog/variants', ({ query, view }) => variants(query, view)],
	['/v3/customers', ({ query, view }) => customers(query, view)],
];
