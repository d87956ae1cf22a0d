/** Wrong product codes, names, prices and tax classes: two shops and a ledger's list of items, with a fault in each group. */
import type { Customer, Product } from '../../../core/documents';
import type { PlantedFault } from './fault';

const FOUND_BY = 'Product Matcher';
const [ONE, TWO] = ['shop-one', 'shop-two'];

interface ShopProduct {
	readonly shop?: string;
	readonly code: string;
	readonly name: string;
	readonly price?: string;
	readonly taxClass?: string;
}

/** An item of the ledger. */
export interface PlantedItem {
	readonly code: string;
	readonly name: string;
	readonly inactive?: true;
}

interface ProductFault extends PlantedFault {
	readonly products: readonly ShopProduct[];
	readonly items: readonly PlantedItem[];
}

const fault = (
	name: string,
	where: string,
	code: PlantedFault['code'],
	says: readonly string[],
	fix: string,
	planted: Pick<ProductFault, 'products' | 'items'>,
): ProductFault => ({ name, where, foundBy: FOUND_BY, code, says, fix, ...planted });

const two = (product: Omit<ShopProduct, 'shop'>, other: Partial<ShopProduct>): ShopProduct[] => [
	{ ...product, shop: ONE },
	{ ...product, ...other, shop: TWO },
];

export const PRODUCT_FAULTS: readonly ProductFault[] = [
	fault(
		'a new product that the ledger does not have',
		ONE,
		'PRODUCT_NOT_IN_LEDGER',
		['"NEW-1"', 'Paper star', ONE],
		'let the Product Matcher create it',
		{ products: [{ code: 'NEW-1', name: 'Paper star' }], items: [] },
	),
	fault(
		'a code in small letters and without its dash',
		'QuickBooks',
		'PRODUCT_CODE_SPELLING',
		['"LAN-2"', '"lan2"'],
		'in the same way in both places',
		{
			products: [{ code: 'LAN-2', name: 'Storm lantern' }],
			items: [{ code: 'lan2', name: 'Storm lantern' }],
		},
	),
	fault(
		'a code that a spreadsheet has taken the zeros from',
		'QuickBooks',
		'PRODUCT_CODE_SPELLING',
		['"00417"', '"417"'],
		'leading zeros count',
		{ products: [{ code: '00417', name: 'Brass bell' }], items: [{ code: '417', name: 'Brass bell' }] },
	),
	fault(
		'a wrong code in the ledger',
		'QuickBooks',
		'PRODUCT_CODE_MISMATCH',
		['"Oak stool"', '"OAK-1"', '"OAK-7"'],
		'correct the code in one of the two',
		{ products: [{ code: 'OAK-1', name: 'Oak stool' }], items: [{ code: 'OAK-7', name: 'Oak stool' }] },
	),
	fault(
		'a code that two products of a shop have',
		ONE,
		'PRODUCT_CODE_DOUBLED',
		[ONE, '2 products with the same code', 'CUP-1'],
		'a code of its own',
		{
			products: [
				{ code: 'CUP-1', name: 'Blue cup' },
				{ code: 'CUP-1', name: 'Blue cup' },
			],
			items: [{ code: 'CUP-1', name: 'Blue cup' }],
		},
	),
	fault(
		'a code that two items of the ledger have',
		'QuickBooks',
		'PRODUCT_CODE_AMBIGUOUS',
		['"TIN-3"', '2 items'],
		'Make the codes in QuickBooks Online unique',
		{
			products: [{ code: 'TIN-3', name: 'Tea tin' }],
			items: [
				{ code: 'TIN-3', name: 'Tea tin' },
				{ code: 'TIN-3', name: 'Tea tin, old' },
			],
		},
	),
	fault(
		"another product's code",
		'QuickBooks',
		'PRODUCT_NAME_DIFFERS',
		['"K-9"', '"Garden hose"', '"Walnut chair"'],
		'which product has the wrong code',
		{ products: [{ code: 'K-9', name: 'Garden hose' }], items: [{ code: 'K-9', name: 'Walnut chair' }] },
	),
	fault(
		'a product that is sold although its item is inactive',
		'QuickBooks',
		'PRODUCT_ITEM_INACTIVE',
		['"OLD-5"', 'inactive'],
		'Make the item active again',
		{
			products: [{ code: 'OLD-5', name: 'Felt slipper' }],
			items: [{ code: 'OLD-5', name: 'Felt slipper', inactive: true }],
		},
	),
	fault(
		'a wrong price in the second shop',
		TWO,
		'PRODUCT_PRICE_DIFFERS',
		['"MUG-4"', '8.50', '85.00', ONE],
		'Check the price',
		{
			products: two({ code: 'MUG-4', name: 'Stone mug', price: '85.00' }, { price: '8.50' }),
			items: [{ code: 'MUG-4', name: 'Stone mug' }],
		},
	),
	fault(
		'a wrong tax class in the second shop',
		TWO,
		'PRODUCT_TAX_CLASS_DIFFERS',
		['"BOOK-2"', '"standard"', '"reduced"'],
		'one of them charges the wrong tax',
		{
			products: two({ code: 'BOOK-2', name: 'Tide tables', taxClass: 'reduced' }, { taxClass: 'standard' }),
			items: [{ code: 'BOOK-2', name: 'Tide tables' }],
		},
	),
];

/** Told because of a planted fault, and no fault of its own. */
export const PRODUCT_CONSEQUENCES: readonly {
	readonly code: string;
	readonly says: string;
	readonly why: string;
}[] = [
	{
		code: 'PRODUCT_CODE_DOUBLED',
		says: 'TIN-3',
		why: "the ledger's list is judged by itself, too: the doubled item is told of once more",
	},
];

/** Products of both shops that are right everywhere: nothing may be said of them. */
const FINE: readonly ShopProduct[] = ['A', 'B', 'C', 'D', 'E'].flatMap((letter) =>
	two({ code: `FINE-${letter}`, name: `${letter.repeat(3)} candle`, taxClass: 'standard' }, {}),
);
const FINE_ITEMS: readonly PlantedItem[] = FINE.filter(({ shop }) => shop === ONE);

const source = (shop: string, kind: string, externalId: string) => ({
	platform: 'shopify',
	storeId: shop,
	kind,
	externalId,
	externalNumber: externalId,
	revision: '1',
});

const HEADER = {
	schemaVersion: 1,
	channel: 'web',
	occurredAt: '2026-01-01T00:00:00Z',
	bookedOn: '2026-01-01',
	currency: 'GBP',
} as const;

function productOf(
	{ shop = ONE, code, name, price = '5.00', taxClass }: ShopProduct,
	index: number,
): Product {
	const id = `${code}-${index}`;
	return {
		...HEADER,
		type: 'Product',
		id: `shopify/${shop}/product/${id}`,
		source: source(shop, 'product', id),
		code,
		name,
		price: { amount: price, currency: 'GBP' },
		...(taxClass === undefined ? {} : { taxClass }),
	};
}

export const PLANTED_PRODUCTS: readonly Product[] = [
	...PRODUCT_FAULTS.flatMap(({ products }) => products),
	...FINE,
].map(productOf);

export const PLANTED_ITEMS: readonly PlantedItem[] = [
	...PRODUCT_FAULTS.flatMap(({ items }) => items),
	...FINE_ITEMS,
];

const customer = (id: string, email: string, name: string): Customer => ({
	...HEADER,
	type: 'Customer',
	id: `shopify/${ONE}/customer/${id}`,
	source: source(ONE, 'customer', id),
	party: { id, name, email },
});

export const PLANTED_CUSTOMERS: readonly Customer[] = [
	customer('7', 'kim@example.com', 'Kim Lee'),
	customer('8', 'KIM@example.com', 'K. Lee'),
	customer('9', 'ada@example.com', 'Ada Byron'),
];

/** Told at both of them. */
export const CUSTOMER_FAULTS: readonly PlantedFault[] = [
	{
		name: 'a customer that a shop has twice',
		where: ONE,
		foundBy: FOUND_BY,
		code: 'CUSTOMER_DOUBLED',
		says: ['the same e-mail address: 7, 8'],
		fix: 'Merge them in shop-one',
	},
];
