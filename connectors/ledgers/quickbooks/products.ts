/**
 * Products whose stock QuickBooks keeps. A line that is sold through such a product takes the goods out of the stock there and
 * books their cost. QuickBooks then takes the income account from the product, so it must be the one the line is mapped to.
 */
import { finding, type Finding } from '../../../core/findings/finding';
import type { LedgerItem } from '../../../core/ledger/connector';
import type { LedgerDocument, LedgerDocumentLine } from '../../../core/ledger/documents';
import { Big } from '../../../core/money/decimal';
import { done, held, type Outcome } from '../../../core/outcome';
import { LEDGER_NAME } from './failures';

/** Products with stock by their SKU, written as the shop does or not; several can have one. */
export type Products = ReadonlyMap<string, readonly LedgerItem[]>;

const keyOf = (sku: string): string => sku.trim().toLowerCase();

export function productsOf(items: readonly LedgerItem[]): Products {
	const products = new Map<string, LedgerItem[]>();
	for (const item of items) {
		if (!item.tracksStock || !item.active || item.code === undefined) continue;
		const key = keyOf(item.code);
		products.set(key, [...(products.get(key) ?? []), item]);
	}
	return products;
}

const isSold = ({ role, sku }: LedgerDocumentLine): boolean => role === 'sales' && sku !== undefined;
const isBack = ({ role, sku, restocked }: LedgerDocumentLine): boolean =>
	role === 'salesReturns' && sku !== undefined && restocked === true;

/** How goods move with a document: out of the stock with a sale, into it with a refund. */
export type Movement = 'sold' | 'back';

/** Whether any line may go through a product. */
export function movesStock({ type, lines }: LedgerDocument): boolean {
	const isSale = type === 'SalesReceipt' || type === 'Invoice';
	const isRefund = type === 'RefundReceipt' || type === 'CreditNote';
	return (isSale && lines.some(isSold)) || (isRefund && lines.some(isBack));
}

/**
 * The product whose stock a line moves; undefined where there is none. What is sold goes through the product. What came back and
 * is in the shop's stock again is put back by a line of its own, of no amount: its money goes to an account of returns, which no
 * product has. What came back otherwise is damaged or lost, and no stock.
 * @returns held with PRODUCT_NOT_USABLE
 */
export function productOf(
	line: LedgerDocumentLine,
	products: Products,
	movement: Movement,
	path: string,
): Outcome<LedgerItem | undefined> {
	const { sku, account } = line;
	if (sku === undefined || !(movement === 'sold' ? isSold : isBack)(line)) return done(undefined);
	const [product, ...others] = products.get(keyOf(sku)) ?? [];
	if (product === undefined) return done(undefined);
	const reason = reasonAgainst(product, others, line, movement);
	if (reason === undefined) return done(product);
	const evidence = { ledger: LEDGER_NAME, sku, account: account.name, reason };
	return held([finding('PRODUCT_NOT_USABLE', { path, evidence })]);
}

function reasonAgainst(
	product: LedgerItem,
	others: readonly LedgerItem[],
	{ account, quantity }: LedgerDocumentLine,
	movement: Movement,
): string | undefined {
	if (others.length > 0) return `${others.length + 1} active products have this SKU`;
	if (movement === 'sold' && product.accountId !== account.id)
		return `"${product.name}" is sold to another income account than "${account.name}", which the line is mapped to`;
	if (quantity === undefined || new Big(quantity).lte(0)) return 'the line has no quantity';
	return undefined;
}

export const findingsOf = (outcomes: readonly Outcome<unknown>[]): readonly Finding[] =>
	outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.findings));
