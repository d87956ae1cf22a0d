/**
 * Every order and refund that a real WooCommerce server answered: each becomes documents whose totals are the captured ones to
 * the cent, or is held or left out for a reason that is named here, order by order.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { toDocuments } from '../../../../connectors/stores/woocommerce/toDocuments';
import { journalize } from '../../../../core/journal/journalize';
import { DEFAULT_STORE_POLICY, type ReadOrder } from '../../../../core/store/connector';
import { Big } from '../../../../core/money/decimal';
import { describeWithShared, shared } from '../../../support/shared';
import { context, type Json } from './support';

const read = (name: string): Json => JSON.parse(readFileSync(shared(`captures/woocommerce/${name}`), 'utf8'));

/** What a line of the table says: documents with their totals, remarks and rounding, held ones with their reasons. */
function summary({ documents, held, remarks }: ReadOrder): string {
	const parts = documents.map((document) => {
		const isWhole = document.type === 'Sale' || document.type === 'Refund';
		const total = isWhole ? document.totals.total.amount : document.type;
		const rounding = isWhole ? document.totals.rounding : undefined;
		const codes = (remarks[document.id] ?? [])
			.map(({ code }) => code)
			.filter((code) => code !== 'ROUNDING_DIFFERENCE');
		const notes = [
			...(rounding === undefined ? [] : [`rounding ${rounding.amount.amount} ${rounding.side}`]),
			...codes,
		];
		return `${document.type} ${total}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`;
	});
	const reasons = held.map(
		({ source, findings }) => `held ${source.kind}: ${findings.map(({ code }) => code).join(', ')}`,
	);
	if (parts.length + reasons.length > 0) return [...parts, ...reasons].join('; ');
	const codes = Object.values(remarks).flatMap((findings) => findings.map(({ code }) => code));
	return `nothing: ${codes.length === 0 ? 'given up before any money came' : codes.join(', ')}`;
}

/** Everything that is not simply one sale of the order's total. */
const EXPECTED: Readonly<Record<string, string>> = {
	'us-multi': 'Sale 113.01; Refund 13.93 (REFUND_BY_HAND); Refund 8.04 (REFUND_BY_HAND)',
	'us-fee-taxable': 'Sale 92.71; Refund 4.29 (REFUND_BY_HAND)',
	'us-unpaid-pending': 'nothing: ORDER_NOT_PAID',
	'us-failed': 'nothing: given up before any money came',
	'us-cancelled-unpaid': 'nothing: given up before any money came',
	'us-cancelled-after-payment': 'Sale 34.32; held cancellation: CANCELLED_NOT_REFUNDED',
	'us-edited-after-payment': 'Sale 114.70 (ORDER_MAY_BE_EDITED)',
	'us-trashed': 'held removal: ORDER_REMOVED',
	'us-jpy-currency': 'Sale 1500',
	'ca-bc-gst-pst': 'Sale 138.09; Refund 29.10 (REFUND_BY_HAND)',
	'us-refund-amount-only': 'Sale 88.42; Refund 10.00 (REFUND_BY_HAND, REFUND_TAX_UNCLEAR)',
	'us-refund-full-lines': 'Sale 116.28; Refund 116.28 (REFUND_BY_HAND)',
	'us-refund-full-amount-only': 'Sale 34.84; Refund 34.84 (REFUND_BY_HAND)',
	'us-refund-twice': 'Sale 113.15; Refund 26.28 (REFUND_BY_HAND); Refund 26.28 (REFUND_BY_HAND)',
	'us-status-refunded': 'Sale 34.32; Refund 34.32 (REFUND_BY_HAND)',
	'uk-refund-partial': 'Sale 87.29; Refund 24.51 (REFUND_BY_HAND)',
	'uk-refund-full': 'Sale 29.46; Refund 29.46 (REFUND_BY_HAND)',
	'order 104': 'Sale 35.90; Refund 13.93 (REFUND_BY_HAND)',
	'order 106': 'nothing: given up before any money came',
};

describeWithShared('orders of a real WooCommerce server', () => {
	const index = read('seed-index.json') as Record<string, unknown>;
	const names = new Map(
		Object.entries(index)
			.filter(([name]) => !name.startsWith('refund:'))
			.map(([name, id]) => [String(id), name]),
	);
	const orders: Json[] = [1, 2, 3].flatMap((page) => read(`orders-page${page}.json`));
	const trash: Json[] = read('orders-trash.json');
	const refunds = new Map<string, Json[]>(
		readdirSync(shared('captures/woocommerce/refunds')).map((file) => [
			/\d+/.exec(file)?.[0] ?? '',
			read(`refunds/${file}`),
		]),
	);
	const nameOf = (order: Json): string => {
		const name = names.get(String(order.id));
		return name ?? `order ${order.id}`;
	};
	const documentsOf = (order: Json): ReadOrder =>
		toDocuments({ order, refunds: refunds.get(String(order.id)) ?? [] }, context);
	const all = [...orders, ...trash].map((order) => [nameOf(order), order] as const);

	test('there are all that the server had', () => {
		expect(orders).toHaveLength(61);
		expect(trash).toHaveLength(2);
		expect([...refunds.values()].flat()).toHaveLength(13);
		expect(Object.keys(EXPECTED).filter((name) => all.every(([one]) => one !== name))).toEqual([]);
	});

	test.each(all)('%s', (name, order) => {
		const plain = `Sale ${order.currency === 'JPY' ? '1500' : new Big(order.total).toFixed(2)}`;
		expect(summary(documentsOf(order))).toBe(EXPECTED[name] ?? plain);
	});

	test('totals and taxes are the captured ones', () => {
		for (const order of orders) {
			const read = documentsOf(order);
			for (const document of read.documents) {
				if (document.type === 'Sale') {
					expect(new Big(document.totals.total.amount).eq(order.total)).toBe(true);
					expect(new Big(document.totals.tax.amount).eq(order.total_tax)).toBe(true);
					const taxes = document.lines.flatMap((line) => line.taxes.map(({ amount }) => amount.amount));
					const sum = taxes.reduce((total, amount) => total.plus(amount), new Big(0));
					expect(sum.toFixed(2)).toBe(new Big(order.total_tax).toFixed(2));
				}
				if (document.type === 'Refund') {
					const stated = (refunds.get(String(order.id)) ?? []).find(
						({ id }) => String(id) === document.source.externalId,
					);
					expect(new Big(document.totals.total.amount).eq(stated.amount)).toBe(true);
				}
			}
		}
	});

	test('taxes are those of each rate', () => {
		for (const order of orders) {
			for (const document of documentsOf(order).documents) {
				if (document.type !== 'Sale') continue;
				const taxes = document.lines.flatMap((line) => line.taxes);
				for (const line of order.tax_lines) {
					const own = taxes.filter(({ name }) => name === line.label);
					const sum = own.reduce((total, { amount }) => total.plus(amount.amount), new Big(0));
					const stated = new Big(line.tax_total).plus(line.shipping_tax_total);
					expect(`${line.label} ${sum.toFixed(2)}`).toBe(`${line.label} ${stated.toFixed(2)}`);
				}
			}
		}
	});

	test('the rounding that is left is a cent at most', () => {
		const rounded = orders.flatMap((order) =>
			documentsOf(order).documents.flatMap((document) =>
				document.type === 'Sale' && document.totals.rounding !== undefined
					? [`${nameOf(order)} ${document.totals.rounding.amount.amount}`]
					: [],
			),
		);
		expect(rounded).toEqual([]);
	});

	test('the default of two decimals gives documents of the same totals, or is told by its rounding', () => {
		for (const order of read('orders-dp2-asc-100.json') as Json[]) {
			for (const document of documentsOf(order).documents) {
				if (document.type !== 'Sale') continue;
				expect(new Big(document.totals.total.amount).eq(order.total)).toBe(true);
			}
		}
	});

	test('every document can be journalized', () => {
		for (const order of orders) {
			for (const document of documentsOf(order).documents) {
				const entry = journalize(document);
				expect(entry.ok ? [] : entry.findings).toEqual([]);
			}
		}
	});

	test('unpaid orders are left out when only paid ones are wanted', () => {
		const waiting = { ...context, policy: { ...DEFAULT_STORE_POLICY, unpaidOrders: 'wait' as const } };
		const unpaid = orders.filter(({ date_paid_gmt: paid }) => paid === null);
		expect(unpaid.length).toBeGreaterThan(5);
		for (const order of unpaid) expect(toDocuments({ order, refunds: [] }, waiting).documents).toEqual([]);
	});
});
