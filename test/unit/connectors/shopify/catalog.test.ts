/** Products, customers and the tax switches of a shop, from Shopify's answers. */
import { readCustomers, readProducts, readTaxSettings } from '../../../../connectors/stores/shopify/catalog';
import { parseDocument } from '../../../../core/documents/parse';
import { answering, asked, clientOf, context, ok, problem, SHOP, type Json } from './support';

const TEA = {
	id: 'gid://shopify/ProductVariant/41',
	legacyResourceId: '41',
	sku: 'TEA-100',
	title: '100 g',
	price: '12.50',
	taxable: true,
	createdAt: '2026-03-02T02:30:00Z',
	updatedAt: '2026-05-01T08:00:00Z',
	inventoryItem: { unitCost: { amount: '4.10', currencyCode: 'USD' } },
	product: {
		legacyResourceId: '7',
		title: 'Assam',
		productType: 'Tea',
		isGiftCard: false,
		hasOnlyDefaultVariant: false,
		updatedAt: '2026-06-01T08:00:00Z',
	},
};
const MAREN = {
	id: 'gid://shopify/Customer/90',
	legacyResourceId: '90',
	firstName: 'Maren',
	lastName: 'Olsen',
	createdAt: '2026-03-02T02:30:00Z',
	updatedAt: '2026-05-01T08:00:00Z',
	defaultEmailAddress: { emailAddress: 'maren@example.com' },
	defaultAddress: { company: 'Olsen Ltd', countryCodeV2: 'US', provinceCode: 'CA' },
};

const known = async () => await Promise.resolve({ shop: context.shop, policy: context.policy });

/** A shop whose list of a kind has these; two a page whatever is asked for. */
function shopWith(operation: string, field: string, list: readonly Json[]) {
	const { http, requests } = answering({
		[operation]: ({ after }) => {
			const start = Number(after ?? 0);
			const pageInfo = { hasNextPage: start + 2 < list.length, endCursor: String(start + 2) };
			return ok({ [field]: { nodes: list.slice(start, start + 2), pageInfo } });
		},
	});
	return { client: clientOf(http), requests };
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
	const found: T[] = [];
	for await (const page of pages) found.push(...page);
	return found;
}

const products = async (...list: Json[]) =>
	await all(readProducts(shopWith('Products', 'productVariants', list).client, known));
const customers = async (...list: Json[]) =>
	await all(readCustomers(shopWith('Customers', 'customers', list).client, known));

describe('products', () => {
	test('a variant is a product of its own: code, name, price, cost, category, tax class', async () => {
		const [tea] = await products(TEA);
		expect(tea).toEqual({
			type: 'Product',
			schemaVersion: 1,
			id: `shopify/${SHOP}/product/41`,
			source: {
				platform: 'shopify',
				storeId: SHOP,
				kind: 'product',
				externalId: '41',
				externalNumber: 'TEA-100',
				revision: '2026-06-01T08:00:00.000Z',
				url: 'https://admin.shopify.com/store/harbour-goods/products/7/variants/41',
			},
			channel: 'catalog',
			occurredAt: '2026-03-02T02:30:00.000Z',
			bookedOn: '2026-03-01',
			currency: 'USD',
			code: 'TEA-100',
			name: 'Assam - 100 g',
			price: { amount: '12.50', currency: 'USD' },
			cost: { amount: '4.10', currency: 'USD' },
			category: 'Tea',
			taxClass: 'taxable',
		});
		expect(parseDocument(JSON.parse(JSON.stringify(tea))).ok).toBe(true);
	});

	test('the only variant has the name of the product; what is not there is left out', async () => {
		const product = { ...TEA.product, hasOnlyDefaultVariant: true, productType: '' };
		const [tea] = await products({
			...TEA,
			title: 'Default Title',
			taxable: false,
			inventoryItem: null,
			product,
		});
		expect(tea).toMatchObject({ name: 'Assam', taxClass: 'exempt' });
		expect(tea).not.toHaveProperty('cost');
		expect(tea).not.toHaveProperty('category');
	});

	test('a gift card is no taxable product', async () => {
		const [card] = await products({ ...TEA, product: { ...TEA.product, isGiftCard: true } });
		expect(card).toMatchObject({ taxClass: 'giftCard' });
	});

	test('without a code it goes by its number, and says so', async () => {
		const [tea] = await products({ ...TEA, sku: '' });
		expect(tea).toMatchObject({ code: '41', findings: [{ code: 'PRODUCT_CODE_MISSING' }] });
	});

	test('one that cannot be read is held with all reasons, the others come out', async () => {
		const bad = {
			...TEA,
			price: '12.505',
			inventoryItem: { unitCost: { amount: '1', currencyCode: 'EUR' } },
		};
		const worse = { ...TEA, legacyResourceId: '42', price: 12.5, createdAt: 'yesterday' };
		const found = await products(bad, worse, TEA);
		expect(found.map(({ type }) => type)).toEqual(['Held', 'Held', 'Product']);
		expect(found[0]).toMatchObject({
			id: `shopify/${SHOP}/product/41`,
			findings: [{ code: 'AMOUNT_MALFORMED', path: 'price' }, { code: 'CURRENCY_MIXED' }],
		});
		expect(found[1]).toMatchObject({
			findings: [
				{ code: 'PAYLOAD_MALFORMED', path: 'price' },
				{ code: 'DATE_INVALID', path: 'createdAt' },
			],
		});
	});

	test('goes on page by page to the end', async () => {
		const many = Array.from({ length: 5 }, (_, index) => ({ ...TEA, legacyResourceId: String(index + 1) }));
		const { client, requests } = shopWith('Products', 'productVariants', many);
		const found = await all(readProducts(client, known));
		expect(found.map(({ source }) => source.externalId)).toEqual(['1', '2', '3', '4', '5']);
		expect(requests.map((request) => asked(request).variables.after)).toEqual([null, '2', '4']);
	});
});

describe('customers', () => {
	test('are kept to what a ledger needs', async () => {
		const [maren] = await customers(MAREN);
		expect(maren).toMatchObject({
			type: 'Customer',
			id: `shopify/${SHOP}/customer/90`,
			party: {
				id: '90',
				name: 'Maren Olsen',
				email: 'maren@example.com',
				company: 'Olsen Ltd',
				country: 'US',
				region: 'CA',
			},
		});
		expect(parseDocument(JSON.parse(JSON.stringify(maren))).ok).toBe(true);
	});

	test('where personal data is hidden, the number is left', async () => {
		const hidden = { firstName: null, lastName: null, defaultEmailAddress: null, defaultAddress: null };
		const [maren] = await customers({ ...MAREN, ...hidden });
		expect(maren).toMatchObject({ party: { id: '90' } });
	});

	test('one that cannot be read is held', async () => {
		const found = await customers({ ...MAREN, updatedAt: null }, { ...MAREN, legacyResourceId: '91' });
		expect(found.map(({ type }) => type)).toEqual(['Held', 'Customer']);
	});
});

describe('tax settings', () => {
	test('the switches, and that the rates are not shown', async () => {
		const { http } = answering({
			TaxSettings: () => ok({ shop: { taxesIncluded: true, taxShipping: false } }),
		});
		await expect(readTaxSettings(clientOf(http))).resolves.toMatchObject({
			pricesIncludeTax: true,
			shippingTaxed: false,
			rates: [],
			findings: [{ code: 'TAX_RATES_HIDDEN', severity: 'info' }],
		});
	});

	test('a switch that is missing is no switch that is off', async () => {
		const { http } = answering({ TaxSettings: () => ok({ shop: { taxesIncluded: true } }) });
		await expect(readTaxSettings(clientOf(http))).rejects.toMatchObject({ failure: 'rejected' });
	});
});

test('without the permission for products nothing comes out as if there were none', async () => {
	const denied = () => problem('Access denied for productVariants field.', 'ACCESS_DENIED');
	const { http } = answering({ Products: denied });
	await expect(all(readProducts(clientOf(http), known))).rejects.toThrow(/Access denied|permission/i);
});
