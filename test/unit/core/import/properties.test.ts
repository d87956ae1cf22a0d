/** Whatever a report has in it: the documents come to what the file says, and the clearing account to what it should be. */
import fc from 'fast-check';
import type { Payout, Refund, Sale } from '../../../../core/documents';
import { payoutNet } from '../../../../core/documents/check';
import { journalize } from '../../../../core/journal/journalize';
import { minorUnits } from '../../../../core/money/money';
import { valueOf } from '../../../support/outcome';
import type { ImportResult } from '../../../../core/import';
import { importText, type Case } from './support';

const text = (units: number): string =>
	`${units < 0 ? '-' : ''}${Math.trunc(Math.abs(units) / 100)}.${String(Math.abs(units) % 100).padStart(2, '0')}`;

/** What all documents leave on the clearing account; debit is positive. */
function clearing({ documents }: ImportResult): bigint {
	const lines = documents.flatMap((document) => valueOf(journalize(document))?.lines ?? []);
	return lines
		.filter(({ role }) => role === 'clearing')
		.reduce(
			(sum, { side, amount }) => sum + (side === 'debit' ? minorUnits(amount) : -minorUnits(amount)),
			0n,
		);
}

const cents = (max: number) => fc.integer({ min: 1, max });
const COLUMNS =
	'settlement-id\tdeposit-date\ttotal-amount\tcurrency\ttransaction-type\torder-id\tshipment-id\tadjustment-id\tamount-type\tamount-description\tamount\tposted-date\torder-item-code\tsku\tquantity-purchased';

interface Row {
	readonly transaction: string;
	readonly order: string;
	readonly event: string;
	readonly type: string;
	readonly description: string;
	readonly units: number;
	readonly item: string;
}

const item = fc.record({
	price: cents(100_000),
	isTaxed: fc.boolean(),
	tax: cents(5_000),
	shipping: fc.option(cents(2_000), { nil: 0 }),
	off: fc.integer({ min: 0, max: 100 }),
	commission: cents(2_000),
	fulfilment: cents(2_000),
});

const orders = fc.array(
	fc.record({ items: fc.array(item, { minLength: 1, maxLength: 4 }), isRefunded: fc.boolean() }),
	{ maxLength: 12 },
);

const others = fc.array(
	fc.record({
		what: fc.constantFrom(
			['other-transaction', 'Current Reserve Amount', -1],
			['other-transaction', 'Previous Reserve Amount Balance', 1],
			['other-transaction', 'Subscription Fee', -1],
			['Cost of Advertising', 'TransactionTotalAmount', -1],
			['FBA Inventory Reimbursement', 'WAREHOUSE_LOST', 1],
		),
		units: cents(50_000),
	}),
	{ maxLength: 8 },
);

type Orders = typeof orders extends fc.Arbitrary<infer T> ? T : never;
type Others = typeof others extends fc.Arbitrary<infer T> ? T : never;

function rowsOf(all: Orders, more: Others): Row[] {
	const rows: Row[] = [];
	all.forEach(({ items, isRefunded }, number) => {
		for (const kind of isRefunded ? ['Order', 'Refund'] : ['Order']) {
			const sign = kind === 'Order' ? 1 : -1;
			items.forEach((one, index) => {
				const add = (type: string, description: string, units: number): void => {
					if (units !== 0)
						rows.push({
							transaction: kind,
							order: `112-${number}`,
							event: kind === 'Order' ? 'S1' : 'A1',
							type,
							description,
							units: units * sign,
							item: `${number}-${index}`,
						});
				};
				add('ItemPrice', 'Principal', one.price);
				add('ItemPrice', 'Shipping', one.shipping);
				add('Promotion', 'Principal', -Math.floor((one.price * one.off) / 100));
				if (one.isTaxed) {
					add('ItemPrice', 'Tax', one.tax);
					add('ItemWithheldTax', 'MarketplaceFacilitatorTax-Principal', -one.tax);
				}
				add('ItemFees', 'Commission', -one.commission);
				add('ItemFees', 'FBAPerUnitFulfillmentFee', -one.fulfilment);
			});
		}
	});
	for (const { what, units } of more) {
		const [type, description, sign] = what as [string, string, number];
		rows.push({
			transaction: 'other-transaction',
			order: '',
			event: '',
			type,
			description,
			units: units * sign,
			item: '',
		});
	}
	return rows;
}

function settlement(rows: readonly Row[], total: number): string {
	const lines = rows.map(({ transaction, order, event, type, description, units, item: code }) =>
		[
			'9',
			'',
			'',
			'',
			transaction,
			order,
			transaction === 'Order' ? event : '',
			transaction === 'Refund' ? event : '',
			type,
			description,
			text(units),
			'2026-05-04',
			code,
			code === '' ? '' : `SKU-${code}`,
			transaction === 'Order' && description === 'Principal' ? '1' : '',
		].join('\t'),
	);
	return [COLUMNS, ['9', '2026-05-15', text(total), 'USD'].join('\t'), ...lines].join('\n');
}

const AMAZON: Case = {
	about: '',
	report: 'amazonSettlement',
	settings: { channel: 'amazon', timeZone: 'UTC' },
};
const sumOf = (rows: readonly Row[]): number => rows.reduce((sum, { units }) => sum + units, 0);

test('Amazon: the payout is the deposit, and sales, refunds and payout leave nothing on the clearing account', () => {
	fc.assert(
		fc.property(orders, others, (all, more) => {
			const rows = rowsOf(all, more);
			const result = importText(settlement(rows, sumOf(rows)), AMAZON);
			expect(result.held).toEqual([]);
			const payout = result.documents.find((one): one is Payout => one.type === 'Payout');
			expect(payout === undefined ? undefined : payoutNet(payout)).toBe(BigInt(sumOf(rows)));
			expect(clearing(result)).toBe(0n);
		}),
		{ numRuns: 60 },
	);
});

test('Amazon: a deposit that the rows do not come to is held, the sales go on', () => {
	fc.assert(
		fc.property(orders, others, fc.integer({ min: 1, max: 999 }), (all, more, off) => {
			const rows = rowsOf(all, more);
			const result = importText(settlement(rows, sumOf(rows) + off), AMAZON);
			expect(result.held.map(({ findings }) => findings.map(({ code }) => code))).toEqual([
				['PAYOUT_TOTAL_MISMATCH'],
			]);
			expect(result.documents.filter(({ type }) => type === 'Sale')).toHaveLength(all.length);
		}),
		{ numRuns: 20 },
	);
});

test('Amazon: the order of the rows makes no difference to what is booked', () => {
	const byId = (result: ImportResult) =>
		new Map(
			result.documents.map((document) => [
				document.id,
				document.type === 'Payout' ? document.net.amount : (document as Sale | Refund).totals.total.amount,
			]),
		);
	fc.assert(
		fc.property(orders, others, fc.infiniteStream(fc.nat()), (all, more, random) => {
			const rows = rowsOf(all, more);
			const shuffled = rows
				.map((row) => ({ row, at: random.next().value as number }))
				.sort((a, b) => a.at - b.at)
				.map(({ row }) => row);
			const total = sumOf(rows);
			const [one, two] = [rows, shuffled].map((each) => byId(importText(settlement(each, total), AMAZON)));
			expect(two).toEqual(one);
		}),
		{ numRuns: 20 },
	);
});

const GENERIC: Case = {
	about: '',
	format: {
		columns: {
			orderNumber: ['order'],
			date: ['date'],
			sku: ['sku'],
			quantity: ['qty'],
			amount: ['amount'],
			orderDiscount: ['off'],
			orderTax: ['tax'],
			taxRate: ['rate'],
			shipping: ['shipping'],
			orderTotal: ['total'],
			gateway: ['gateway'],
		},
		pricesIncludeTax: false,
		discountTaken: false,
		orderValues: 'once',
		fees: 'costs',
		taxCollectedBy: 'merchant',
		totalHasMarketplaceTax: 'yes',
	},
	settings: { channel: 'fair', timeZone: 'UTC', currency: 'EUR' },
};

const sheet = fc.array(
	fc.record({
		amounts: fc.array(cents(90_000), { minLength: 1, maxLength: 6 }),
		off: fc.integer({ min: 0, max: 100 }),
		tax: fc.integer({ min: 0, max: 5_000 }),
		shipping: fc.integer({ min: 0, max: 900 }),
	}),
	{ minLength: 1, maxLength: 10 },
);

test('a sheet: what belongs to the order is shared so that nothing is lost; sales come to the totals of the file', () => {
	fc.assert(
		fc.property(sheet, fc.constantFrom('.', ','), (all, sign) => {
			const write = (units: number): string => `"${text(units).replace('.', sign)}"`;
			let expected = 0;
			const rows = all.flatMap(({ amounts, off, tax, shipping }, number) => {
				const goods = amounts.reduce((sum, units) => sum + units, 0);
				const discount = Math.floor((goods * off) / 100);
				const total = goods - discount + tax + shipping;
				expected += total;
				return amounts.map((units, index) =>
					[
						`R${number}`,
						'2026-04-01',
						`S${index}`,
						'1',
						write(units),
						write(discount),
						write(tax),
						'19',
						write(shipping),
						write(total),
						'card',
					].join(';'),
				);
			});
			const result = importText(
				['order;date;sku;qty;amount;off;tax;rate;shipping;total;gateway', ...rows].join('\n'),
				GENERIC,
			);
			expect(result.held).toEqual([]);
			const sales = result.documents.filter((one): one is Sale => one.type === 'Sale');
			expect(sales.reduce((sum, { totals }) => sum + minorUnits(totals.total), 0n)).toBe(BigInt(expected));
			for (const sale of sales) expect(sale.totals.rounding).toBeUndefined();
			expect(clearing(result)).toBe(BigInt(expected));
		}),
		{ numRuns: 60 },
	);
});
