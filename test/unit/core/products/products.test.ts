/** Product codes: what is wrong is found, whatever the size of the shop, and nothing else is. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { Customer, Product } from '../../../../core/documents';
import type { LedgerItem } from '../../../../core/ledger/connector';
import {
	countsOf,
	isSuspicious,
	matchCustomers,
	matchProducts,
	productFindings,
	rowsOf,
	slackText,
} from '../../../../core/products';
import { namesAlike, normalCode, normalName } from '../../../../core/products/alike';
import { describeWithShared, shared } from '../../../support/shared';

const LEDGER = 'QuickBooks Online';

function product(
	code: string,
	name: string,
	more: Partial<Product> & { readonly shop?: string; readonly platform?: string } = {},
): Product {
	const { shop = 'shop-one', platform = 'shopify', ...own } = more;
	const id = `${platform}/${shop}/product/${code}`;
	return {
		type: 'Product',
		schemaVersion: 1,
		id,
		source: {
			platform,
			storeId: shop,
			kind: 'product',
			externalId: code,
			externalNumber: code,
			revision: '1',
		},
		channel: 'web',
		occurredAt: '2026-01-01T00:00:00Z',
		bookedOn: '2026-01-01',
		currency: 'GBP',
		code,
		name,
		price: { amount: '1.00', currency: 'GBP' },
		...own,
	};
}

const item = (id: string, name: string, code?: string, more: Partial<LedgerItem> = {}): LedgerItem => ({
	id,
	name,
	...(code === undefined ? {} : { code }),
	tracksStock: false,
	active: true,
	...more,
});

const codesFor = (products: readonly Product[], items: readonly LedgerItem[]) =>
	matchProducts(products, items, { ledger: LEDGER }).matches.map(({ how, findings }) => [
		how,
		...findings.map(({ code }) => code),
	]);

describe('against the ledger', () => {
	test.each([
		['exact', [item('1', 'Lantern', 'LANTERN')], ['exact']],
		['case', [item('1', 'Lantern', 'lantern')], ['normalized', 'PRODUCT_CODE_SPELLING']],
		['punctuation', [item('1', 'Lantern', 'LAN-TERN ')], ['normalized', 'PRODUCT_CODE_SPELLING']],
		['leading zeros', [item('1', 'Lantern', '00LANTERN')], ['normalized', 'PRODUCT_CODE_SPELLING']],
		['not there', [item('1', 'Wick', 'WICK')], ['none', 'PRODUCT_NOT_IN_LEDGER']],
		['the name under another code', [item('1', 'LANTERN', 'L-77')], ['none', 'PRODUCT_CODE_MISMATCH']],
		[
			'the code with another name',
			[item('1', 'Garden hose 20 m', 'LANTERN')],
			['exact', 'PRODUCT_NAME_DIFFERS'],
		],
		['a longer name', [item('1', 'Lantern, green (large)', 'LANTERN')], ['exact']],
		['inactive', [item('1', 'Lantern', 'LANTERN', { active: false })], ['exact', 'PRODUCT_ITEM_INACTIVE']],
		[
			'an inactive one beside the active',
			[item('1', 'Lantern', 'LANTERN', { active: false }), item('2', 'Lantern', 'LANTERN')],
			['exact'],
		],
		[
			'two',
			[item('1', 'Lantern', 'LANTERN'), item('2', 'Lantern b', 'LANTERN')],
			['none', 'PRODUCT_CODE_AMBIGUOUS'],
		],
	] as const)('%s', (_, items, expected) => {
		expect(codesFor([product('LANTERN', 'Lantern')], items)).toEqual([expected]);
	});

	test('an item that another product has by its code is not taken for a second one of that name', () => {
		expect(codesFor([product('A1', 'Brush'), product('B7', 'Brush')], [item('1', 'Brush', 'A1')])).toEqual([
			['exact'],
			['none', 'PRODUCT_NOT_IN_LEDGER'],
		]);
	});

	test('a code that two products of a shop have is said once, at both', () => {
		const { matches } = matchProducts(
			[product('85123A', 'Holder'), product('85123a', 'Holder')],
			[item('1', 'Holder', '85123A'), item('2', 'Holder 2', '85123a')],
			{ ledger: LEDGER },
		);
		expect(matches.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
			['shop-one has 2 products with the same code: 85123A, 85123a.'],
			['shop-one has 2 products with the same code: 85123A, 85123a.'],
		]);
		expect(
			productFindings(
				matches.map((each) => each.product),
				[item('1', 'Holder', '85123A')],
				{ ledger: LEDGER },
			).filter(({ code }) => code === 'PRODUCT_CODE_DOUBLED'),
		).toHaveLength(1);
	});
});

describe('between shops', () => {
	const other = { shop: 'shop-two' };
	const items = [item('1', 'Lantern', 'LANTERN')];
	test.each([
		['the same', product('LANTERN', 'Lantern', other), []],
		[
			'another price',
			product('LANTERN', 'Lantern', { ...other, price: { amount: '2.00', currency: 'GBP' } }),
			['PRODUCT_PRICE_DIFFERS'],
		],
		[
			'a price in another currency',
			product('LANTERN', 'Lantern', { ...other, price: { amount: '2.00', currency: 'EUR' } }),
			[],
		],
		[
			'another tax class',
			product('LANTERN', 'Lantern', { ...other, taxClass: 'reduced' }),
			['PRODUCT_TAX_CLASS_DIFFERS'],
		],
		[
			'a tax class of another platform',
			product('LANTERN', 'Lantern', { ...other, platform: 'woocommerce', taxClass: 'standard-rate' }),
			[],
		],
		['another name', product('LANTERN', 'Garden hose', other), ['PRODUCT_NAME_DIFFERS']],
		['another code', product('L-9', 'Lantern', other), ['PRODUCT_NOT_IN_LEDGER', 'PRODUCT_CODE_MISMATCH']],
		[
			'another spelling',
			product('Lan-tern', 'Lantern', other),
			['PRODUCT_CODE_SPELLING', 'PRODUCT_CODE_SPELLING'],
		],
	] as const)('%s', (_, second, expected) => {
		const first = product('LANTERN', 'Lantern', { taxClass: 'standard' });
		const [, match] = matchProducts([first, second], items, { ledger: LEDGER }).matches;
		expect(match?.findings.map(({ code }) => code)).toEqual(expected);
	});
});

describeWithShared('the real shop', () => {
	const lines = gunzipSync(readFileSync(shared('data/online-retail/daybook-2010-12.ndjson.gz')))
		.toString('utf8')
		.split('\n');
	const products = lines
		.filter((line) => line.includes('"kind":"product"'))
		.map((line) => JSON.parse(line) as { sku: string; name: string })
		.map(({ sku, name }) => product(sku, name));
	const items = products.map(({ code, name }, index) => item(String(index), name, code));
	const pairsOf = (codes: readonly string[]): number => {
		const counts = new Map<string, number>();
		for (const code of codes) counts.set(normalCode(code), (counts.get(normalCode(code)) ?? 0) + 1);
		return [...counts.values()].filter((count) => count > 1).length;
	};
	const natural = pairsOf(products.map(({ code }) => code));

	test('has codes that differ by their letters only, and nothing else is said', () => {
		expect(products).toHaveLength(2798);
		const counts = countsOf(matchProducts(products, items, { ledger: LEDGER }));
		expect(natural).toBe(59);
		expect(counts.findings).toEqual({ PRODUCT_CODE_DOUBLED: 2 * natural });
	});

	test('every planted mismatch is found, and nothing beside', () => {
		const timesOf = (keys: readonly string[]): ReadonlyMap<string, number> =>
			keys.reduce((all, key) => all.set(key, (all.get(key) ?? 0) + 1), new Map<string, number>());
		const codes = timesOf(products.map(({ code }) => normalCode(code)));
		const names = timesOf(products.map(({ name }) => normalName(name)));
		const single = products.filter(
			({ code, name }) => codes.get(normalCode(code)) === 1 && names.get(normalName(name)) === 1,
		);
		const pick = (from: number, count: number) => single.slice(from, from + count);
		const changed = new Map<string, (old: LedgerItem) => LedgerItem[]>();
		const expected: string[] = [];
		const plant = (
			list: readonly Product[],
			code: string,
			change: (old: LedgerItem, index: number) => LedgerItem[],
		): void =>
			list.forEach((each, index) => {
				changed.set(each.code, (old) => change(old, index));
				expected.push(`${code} ${each.code}`);
			});
		plant(pick(0, 7), 'PRODUCT_NOT_IN_LEDGER', () => []);
		plant(pick(100, 7), 'PRODUCT_CODE_SPELLING', (old) => [
			{ ...old, code: ` ${old.code?.toLowerCase().replace(/(?<=^..)/, '-') ?? ''}` },
		]);
		plant(pick(200, 7), 'PRODUCT_CODE_SPELLING', (old) => [{ ...old, code: `00${old.code ?? ''}` }]);
		plant(pick(300, 7), 'PRODUCT_CODE_MISMATCH', (old, index) => [{ ...old, code: `OTHER-${index}` }]);
		plant(pick(400, 7), 'PRODUCT_NAME_DIFFERS', (old, index) => [{ ...old, name: `Zyxq ${index} vwj` }]);
		plant(pick(500, 7), 'PRODUCT_ITEM_INACTIVE', (old) => [{ ...old, active: false }]);
		plant(pick(600, 7), 'PRODUCT_CODE_AMBIGUOUS', (old) => [
			old,
			{ ...old, id: `${old.id}-again`, name: `${old.name} again` },
		]);
		const ledger = items.flatMap((each) => changed.get(each.code ?? '')?.(each) ?? [each]);
		const report = matchProducts(products, ledger, { ledger: LEDGER });
		const found = report.matches.flatMap(({ product: { code }, findings }) =>
			findings.filter((each) => each.code !== 'PRODUCT_CODE_DOUBLED').map((each) => `${each.code} ${code}`),
		);
		expect(found.sort()).toEqual(expected.sort());
		const counts = countsOf(report);
		expect(counts).toMatchObject({ products: 2798, unmatched: 7 });
		expect(counts.findings.PRODUCT_CODE_DOUBLED).toBe(2 * natural + 7);
		expect(rowsOf(report)).toHaveLength(2798);
		const text = slackText(report, LEDGER);
		expect(text.length).toBeLessThan(3000);
		expect(text).toContain(`${counts.matched} fit, 7 not in the ledger, ${counts.review} to look at`);
	});
});

test('codes: the normal form of a normal form is itself', () => {
	fc.assert(fc.property(fc.string(), (code) => expect(normalCode(normalCode(code))).toBe(normalCode(code))));
	expect(['0012-a', '12A', ' 12 a'].map(normalCode)).toEqual(['12A', '12A', '12A']);
	expect(['0', '000'].map(normalCode)).toEqual(['0', '0']);
});

test('names: alike in both directions, and each like itself', () => {
	fc.assert(
		fc.property(fc.string(), fc.string(), (a, b) => {
			expect(namesAlike(a, a)).toBe(true);
			expect(namesAlike(a, b)).toBe(namesAlike(b, a));
		}),
	);
	expect(namesAlike('WHITE HANGING HEART T-LIGHT HOLDER', 'White hanging heart T-light holdr')).toBe(true);
	expect(namesAlike('Café crème', 'cafe creme')).toBe(true);
	expect(namesAlike('Blue mug', 'Oak lamp')).toBe(false);
});

test('a matched product is not for review, an ambiguous one is', () => {
	const { matches } = matchProducts([product('A', 'Mug')], [item('1', 'Mug', 'A')], { ledger: LEDGER });
	expect(matches.map(isSuspicious)).toEqual([false]);
});

describe('customers', () => {
	const customer = (id: string, party: Partial<Customer['party']>): Customer =>
		({
			...product(id, ''),
			type: 'Customer',
			source: {
				platform: 'shopify',
				storeId: 'shop-one',
				kind: 'customer',
				externalId: id,
				externalNumber: id,
				revision: '1',
			},
			id: `shopify/shop-one/customer/${id}`,
			party: { id, ...party },
		}) as unknown as Customer;

	test('by e-mail, then by tax number, then by name with a warning', () => {
		const ledger = [
			{ id: '1', name: 'Ada Byron', email: 'ADA@example.com' },
			{ id: '2', name: 'Acme Ltd', taxNumber: 'GB 123 4567 89' },
			{ id: '3', name: 'Charles Babbage' },
		];
		const matched = matchCustomers(
			[
				customer('a', { name: 'A. Byron', email: 'ada@example.com ' }),
				customer('b', { company: 'ACME Limited', taxNumber: 'GB123456789' }),
				customer('c', { name: 'Charles  BABBAGE' }),
				customer('d', { name: 'Nobody' }),
			],
			ledger,
			LEDGER,
		);
		expect(
			matched.map(({ how, ledgerCustomer, findings }) => [
				how,
				ledgerCustomer?.id,
				...findings.map(({ code }) => code),
			]),
		).toEqual([
			['email', '1'],
			['taxNumber', '2'],
			['name', '3', 'CUSTOMER_UNCERTAIN'],
			['none', undefined],
		]);
	});

	test('doubles within a shop; findings hold no personal data', () => {
		const matched = matchCustomers(
			[customer('7', { name: 'Ada', email: 'x@example.com' }), customer('8', { email: 'X@example.com' })],
			[],
			LEDGER,
		);
		expect(matched.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
			['2 customers of shop-one have the same e-mail address: 7, 8.'],
			['2 customers of shop-one have the same e-mail address: 7, 8.'],
		]);
		expect(JSON.stringify(matched.map(({ findings }) => findings))).not.toMatch(/example\.com|Ada/i);
	});
});
