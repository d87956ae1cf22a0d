/**
 * Products of shops against the items of the ledger, and between the shops: the same by their codes, nearly the same, and what
 * looks wrong. Linear in the number of products and items. Changes nothing.
 */
import type { Product } from '../documents/catalog';
import { finding, type Finding } from '../findings/finding';
import type { LedgerItem } from '../ledger/connector';
import { namesAlike, normalCode, normalName } from './alike';

/** exact: the same code. normalized: the same but for case, blanks, punctuation and leading zeros. */
export type HowMatched = 'exact' | 'normalized' | 'none';

export interface ProductMatch {
	readonly product: Product;
	readonly item?: LedgerItem;
	readonly how: HowMatched;
	/** what a person should look at; none where it fits */
	readonly findings: readonly Finding[];
}

export interface ProductReport {
	readonly matches: readonly ProductMatch[];
	/** about the ledger's own list, and about codes that several products of a shop have */
	readonly findings: readonly Finding[];
}

export interface MatchOptions {
	/** "QuickBooks Online" */
	readonly ledger: string;
	/** whether the shops are compared with each other; default yes */
	readonly betweenShops?: boolean;
}

const hasOwnCode = ({ findings = [] }: Product): boolean =>
	!findings.some(({ code }) => code === 'PRODUCT_CODE_MISSING');

const pathOf = ({ id }: Product): string => id;
const shopOf = ({ source }: Product): string => source.storeId;

function group<T>(values: readonly T[], keyOf: (value: T) => string | undefined): Map<string, T[]> {
	const groups = new Map<string, T[]>();
	for (const value of values) {
		const key = keyOf(value);
		if (key === undefined || key === '') continue;
		const known = groups.get(key);
		if (known === undefined) groups.set(key, [value]);
		else known.push(value);
	}
	return groups;
}

const MOST_SHOWN = 5;
const shown = (codes: readonly string[]): string =>
	codes.length > MOST_SHOWN ? `${codes.slice(0, MOST_SHOWN).join(', ')} ...` : codes.join(', ');

const doubled = (where: string, codes: readonly string[], path?: string): Finding =>
	finding('PRODUCT_CODE_DOUBLED', {
		...(path === undefined ? {} : { path }),
		evidence: { where, count: codes.length, codes: shown(codes) },
	});

/** Items by their codes and names; our own items for accounts have no code and are no products. */
class ItemIndex {
	private readonly byCode: Map<string, LedgerItem[]>;
	private readonly byNormal: Map<string, LedgerItem[]>;
	private readonly byName: Map<string, LedgerItem[]>;
	readonly findings: Finding[] = [];

	constructor(items: readonly LedgerItem[], ledger: string) {
		this.byCode = group(items, ({ code }) => code?.trim());
		this.byNormal = group(items, ({ code }) => (code === undefined ? undefined : normalCode(code)));
		this.byName = group(items, ({ name }) => normalName(name));
		for (const same of this.byNormal.values()) {
			const active = same.filter(({ active: isActive }) => isActive);
			if (active.length > 1)
				this.findings.push(
					doubled(
						ledger,
						active.map(({ code = '' }) => code),
					),
				);
		}
	}

	/** Those with the code, active ones before others. */
	of(code: string): { readonly how: HowMatched; readonly items: readonly LedgerItem[] } {
		const exact = this.usable(this.byCode.get(code.trim()));
		if (exact.length > 0) return { how: 'exact', items: exact };
		const normal = this.usable(this.byNormal.get(normalCode(code)));
		return normal.length > 0 ? { how: 'normalized', items: normal } : { how: 'none', items: [] };
	}

	named(name: string): readonly LedgerItem[] {
		return this.usable(this.byName.get(normalName(name)));
	}

	private usable(items: readonly LedgerItem[] = []): readonly LedgerItem[] {
		const active = items.filter((item) => item.active);
		return active.length > 0 ? active : items;
	}
}

interface Found {
	readonly product: Product;
	readonly how: HowMatched;
	readonly items: readonly LedgerItem[];
}

const one = (
	code: Parameters<typeof finding>[0],
	product: Product,
	evidence: Record<string, string | number>,
): Finding => finding(code, { path: pathOf(product), evidence: { shop: shopOf(product), ...evidence } });

/** Against the ledger. @param taken items that another product has by its code */
function againstLedger(
	{ product, how, items }: Found,
	index: ItemIndex,
	taken: ReadonlySet<string>,
	ledger: string,
): Finding[] {
	const { code, name } = product;
	const [item, ...others] = items;
	if (item === undefined) {
		const sameName = index.named(name).filter(({ id }) => !taken.has(id));
		const [other] = sameName;
		if (other?.code !== undefined && hasOwnCode(product))
			return [one('PRODUCT_CODE_MISMATCH', product, { name, code, other: other.code, where: ledger })];
		return [one('PRODUCT_NOT_IN_LEDGER', product, { ledger, code, name })];
	}
	if (others.length > 0) {
		const all = shown(items.map((each) => `${each.code ?? ''} (${each.name})`));
		return [
			one('PRODUCT_CODE_AMBIGUOUS', product, { code, where: ledger, count: items.length, others: all }),
		];
	}
	return [
		...(how === 'normalized'
			? [one('PRODUCT_CODE_SPELLING', product, { code, other: item.code ?? '', where: ledger })]
			: []),
		...(item.active ? [] : [one('PRODUCT_ITEM_INACTIVE', product, { code, where: ledger })]),
		...(namesAlike(name, item.name) || normalCode(item.name) === normalCode(code)
			? []
			: [one('PRODUCT_NAME_DIFFERS', product, { code, name, other: item.name, where: ledger })]),
	];
}

/** Two products of two shops with one code. */
function betweenTwo(product: Product, first: Product): Finding[] {
	const where = shopOf(first);
	const { code, name, price, taxClass } = product;
	return [
		...(code.trim() === first.code.trim()
			? []
			: [one('PRODUCT_CODE_SPELLING', product, { code, other: first.code, where })]),
		...(namesAlike(name, first.name)
			? []
			: [one('PRODUCT_NAME_DIFFERS', product, { code, name, other: first.name, where })]),
		...(price.currency !== first.price.currency || price.amount === first.price.amount
			? []
			: [
					one('PRODUCT_PRICE_DIFFERS', product, {
						code,
						price: price.amount,
						other: first.price.amount,
						currency: price.currency,
						where,
					}),
				]),
		// platforms have words of their own for tax classes
		...(product.source.platform !== first.source.platform ||
		taxClass === undefined ||
		first.taxClass === undefined ||
		normalName(taxClass) === normalName(first.taxClass)
			? []
			: [one('PRODUCT_TAX_CLASS_DIFFERS', product, { code, taxClass, other: first.taxClass, where })]),
	];
}

/** Each product against the first shop that has its code, or its name under another code. */
function betweenShops(products: readonly Product[]): Map<Product, Finding[]> {
	const found = new Map<Product, Finding[]>();
	const add = (product: Product, findings: readonly Finding[]): void => {
		if (findings.length > 0) found.set(product, [...(found.get(product) ?? []), ...findings]);
	};
	const own = products.filter(hasOwnCode);
	const byCode = group(own, ({ code }) => normalCode(code));
	const shops = new Map([...byCode].map(([code, same]) => [code, new Set(same.map(shopOf))]));
	for (const same of byCode.values()) {
		const [first, ...rest] = same;
		if (first === undefined) continue;
		const seen = new Set([shopOf(first)]);
		for (const product of rest) {
			// doubles within a shop are a finding of their own
			if (seen.has(shopOf(product))) continue;
			seen.add(shopOf(product));
			add(product, betweenTwo(product, first));
		}
	}
	for (const same of group(own, ({ name }) => normalName(name)).values()) {
		const [first, ...rest] = same;
		if (first === undefined) continue;
		for (const product of rest) {
			const [code, other] = [normalCode(product.code), normalCode(first.code)];
			const isOther = shopOf(product) !== shopOf(first) && code !== other;
			// each shop that has both codes has two products of that name
			if (
				!isOther ||
				shops.get(code)?.has(shopOf(first)) === true ||
				shops.get(other)?.has(shopOf(product)) === true
			)
				continue;
			const { name } = product;
			add(product, [
				one('PRODUCT_CODE_MISMATCH', product, {
					name,
					code: product.code,
					other: first.code,
					where: shopOf(first),
				}),
			]);
		}
	}
	return found;
}

function doubledInShops(products: readonly Product[]): Map<Product, Finding> {
	const found = new Map<Product, Finding>();
	for (const same of group(
		products.filter(hasOwnCode),
		(product) => `${shopOf(product)}|${normalCode(product.code)}`,
	).values()) {
		const [first] = same;
		if (first === undefined || same.length < 2) continue;
		const one = doubled(
			shopOf(first),
			same.map(({ code }) => code),
			pathOf(first),
		);
		for (const product of same) found.set(product, one);
	}
	return found;
}

/**
 * Matches products.
 * @param products of one or several shops
 * @param items of the ledger
 * @returns a match for each product in their order, with PRODUCT_NOT_IN_LEDGER, PRODUCT_CODE_SPELLING, PRODUCT_CODE_MISMATCH,
 * PRODUCT_CODE_AMBIGUOUS, PRODUCT_CODE_DOUBLED, PRODUCT_NAME_DIFFERS, PRODUCT_PRICE_DIFFERS, PRODUCT_TAX_CLASS_DIFFERS,
 * PRODUCT_ITEM_INACTIVE; and PRODUCT_CODE_DOUBLED of the ledger's own list
 */
export function matchProducts(
	products: readonly Product[],
	items: readonly LedgerItem[],
	{ ledger, betweenShops: compare = true }: MatchOptions,
): ProductReport {
	const index = new ItemIndex(items, ledger);
	const found = products.map((product): Found => ({ product, ...index.of(product.code) }));
	const taken = new Set(found.flatMap(({ items: all }) => all.map(({ id }) => id)));
	const doubles = doubledInShops(products);
	const shops = compare ? betweenShops(products) : new Map<Product, Finding[]>();
	const matches = found.map((each): ProductMatch => {
		const { product, how, items: fitting } = each;
		const [item, ...others] = fitting;
		const double = doubles.get(product);
		const findings = [
			...againstLedger(each, index, taken, ledger),
			...(double === undefined ? [] : [double]),
			...(shops.get(product) ?? []),
		];
		return item === undefined || others.length > 0
			? { product, how: 'none', findings }
			: { product, item, how, findings };
	});
	return { matches, findings: index.findings };
}

/** Whether a product has something a person should look at, beside not being in the ledger. */
export const isSuspicious = ({ findings }: ProductMatch): boolean =>
	findings.some(({ code }) => code !== 'PRODUCT_NOT_IN_LEDGER');

/** What is wrong with the product codes, for the health check: each problem once. */
export function productFindings(
	products: readonly Product[],
	items: readonly LedgerItem[],
	options: MatchOptions,
): readonly Finding[] {
	const { matches, findings } = matchProducts(products, items, options);
	return [...new Set([...findings, ...matches.flatMap((match) => match.findings)])];
}
