/** An order, or a refund, of a settlement: its rows made into lines with their taxes. */
import { finding, type Finding } from '../../findings/finding';
import type { CurrencyCode } from '../../money/currency';
import { sum, unitsText, type DraftAdjustment, type DraftLine, type DraftTax } from '../draft';
import type { ImportSettings } from '../settings';
import type { SettlementRow } from './rows';
import type { OrderAmount, Part } from './vocabulary';

export interface OrderRow {
	readonly row: SettlementRow;
	readonly amount: OrderAmount;
}

interface Sums {
	price: bigint;
	tax: bigint;
	withheld: bigint;
	discount: bigint;
}

interface Item {
	readonly id: string;
	readonly row: SettlementRow;
	quantity: string | undefined;
	readonly parts: Map<Part, Sums>;
}

const TYPES = { item: 'item', shipping: 'shipping', giftWrap: 'fee' } as const;
const NAMES = { shipping: 'Shipping', giftWrap: 'Gift wrap' } as const;

/**
 * Which of a line's tax the marketplace keeps, and which is the merchant's own. The report has no rates: the marketplace's are
 * its own affair, the merchant's must be said.
 */
function taxesOf(
	{ tax, withheld }: Sums,
	item: Item,
	currency: CurrencyCode,
	own: ImportSettings['tax'],
	findings: Finding[],
): DraftTax[] {
	const taxes: DraftTax[] = [];
	if (withheld < 0n || withheld > tax) {
		findings.push(
			finding('IMPORT_TAX_WITHHELD_DIFFERS', {
				path: `rows[${item.row.number}].amount`,
				evidence: {
					item: item.row.sku ?? item.id,
					withheld: unitsText(withheld, currency),
					charged: unitsText(tax, currency),
					currency,
				},
			}),
		);
		return [];
	}
	if (withheld > 0n)
		taxes.push({ name: 'Marketplace tax', rate: '0', units: withheld, collectedBy: 'marketplace' });
	const mine = tax - withheld;
	if (mine > 0n) {
		if (own === undefined)
			findings.push(
				finding('IMPORT_TAX_RATE_MISSING', {
					path: `rows[${item.row.number}].amount`,
					evidence: { row: item.row.number, tax: unitsText(mine, currency), currency },
				}),
			);
		else taxes.push({ name: own.name, rate: own.rate, units: mine, collectedBy: 'merchant' });
	}
	return taxes;
}

/** The rows of one order by item and part. @param sign -1 for refunds, so that what goes back is positive */
function itemsOf(rows: readonly OrderRow[], sign: bigint): readonly Item[] {
	const items = new Map<string, Item>();
	for (const { row, amount } of rows) {
		if (!('part' in amount)) continue;
		let item = items.get(row.item);
		if (item === undefined) {
			item = { id: row.item, row, quantity: undefined, parts: new Map() };
			items.set(row.item, item);
		}
		const sums = item.parts.get(amount.part) ?? { price: 0n, tax: 0n, withheld: 0n, discount: 0n };
		item.parts.set(amount.part, sums);
		const units = row.units * sign;
		sums[amount.kind] += amount.kind === 'price' || amount.kind === 'tax' ? units : -units;
		if (amount.kind === 'price' && amount.part === 'item') item.quantity ??= row.quantity;
	}
	return [...items.values()];
}

export interface OrderParts {
	readonly lines: readonly DraftLine[];
	readonly adjustments: readonly DraftAdjustment[];
	/** what the buyer pays or gets back, without what is withheld */
	readonly total: bigint;
	readonly findings: readonly Finding[];
}

/** Lines, adjustments and total of the rows of one order; all units positive in the direction of the document. */
export function orderParts(
	rows: readonly OrderRow[],
	kind: 'sale' | 'refund',
	currency: CurrencyCode,
	own: ImportSettings['tax'],
): OrderParts {
	const sign = kind === 'sale' ? 1n : -1n;
	const findings: Finding[] = [];
	const lines = itemsOf(rows, sign).flatMap((item) =>
		[...item.parts].flatMap(([part, sums]): DraftLine[] => {
			if (sums.price === 0n && sums.tax === 0n && sums.discount === 0n && sums.withheld === 0n) return [];
			const isItem = part === 'item';
			return [
				{
					id: isItem ? item.id : `${item.id}/${part}`,
					type: TYPES[part],
					name: isItem ? (item.row.sku ?? item.id) : NAMES[part],
					...(isItem && item.row.sku !== undefined ? { sku: item.row.sku } : {}),
					quantity: isItem ? (item.quantity ?? '1').replace('-', '') : '1',
					gross: sums.price,
					discount: sums.discount,
					taxes: taxesOf(sums, item, currency, own, findings),
				},
			];
		}),
	);
	const adjustments = rows.flatMap(({ row, amount }): DraftAdjustment[] => {
		if ('part' in amount) return [];
		const units = row.units * sign;
		const isBack = units > 0n;
		return [
			{
				id: `${row.number}`,
				reason: amount.kind === 'goodwill' ? 'Goodwill' : 'Restocking fee',
				direction: isBack ? 'refunded' : 'keptBack',
				units: isBack ? units : -units,
			},
		];
	});
	// what is withheld is no part of what the buyer paid: it leaves the balance again with the payout
	const paid = rows.filter(({ amount }) => amount.kind !== 'withheld').map(({ row }) => row.units * sign);
	return { lines, adjustments, total: sum(paid), findings };
}
