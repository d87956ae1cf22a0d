/** What a shop may send that cannot be booked: each is held with a finding that names the path and the value. */
import { toDocuments } from '../../../../connectors/stores/bigcommerce/toDocuments';
import { context, goldenOrder, type Json } from './support';

/** Sets what a path such as "products[0].quantity" names. */
function set(order: Json, path: string, value: unknown): void {
	const names = path.split(/[.[\]]+/).filter((name) => name !== '');
	const last = names.pop()!;
	const target: Json = names.reduce((inner: Json, name) => inner[name], order);
	if (value === undefined) delete target[last];
	else target[last] = value;
}

/** What becomes of a golden case after changes. */
function after(base: string, changes: Readonly<Record<string, unknown>>) {
	const order = goldenOrder(base);
	for (const [path, value] of Object.entries(changes)) set(order, path, value);
	return toDocuments(order, context);
}

describe('an order with a value that cannot be used is held, with its path', () => {
	test.each([
		['an amount that is missing', 'products[0].total_ex_tax', null, 'AMOUNT_MISSING'],
		['an amount left out', 'total_inc_tax', undefined, 'AMOUNT_MISSING'],
		['an empty amount', 'shipping_cost_ex_tax', '', 'AMOUNT_MISSING'],
		['a comma in an amount', 'total_inc_tax', '48,26', 'AMOUNT_MALFORMED'],
		['an exponent', 'total_tax', '3e0', 'AMOUNT_MALFORMED'],
		['a number without end', 'total_tax', Infinity, 'AMOUNT_MALFORMED'],
		['an amount beyond all shops', 'total_inc_tax', '9999999999999999.0', 'AMOUNT_MALFORMED'],
		['an object for an amount', 'discount_amount', { amount: '1' }, 'AMOUNT_MALFORMED'],
		['a list for an amount', 'coupon_discount', ['1'], 'AMOUNT_MALFORMED'],
		['a negative price', 'products[0].total_ex_tax', '-40.0000', 'AMOUNT_NEGATIVE'],
		['a negative discount', 'discount_amount', '-1.0000', 'AMOUNT_NEGATIVE'],
		['a tax without an amount', 'taxes[0].line_amount', null, 'TAX_AMOUNT_MISSING', 'taxes[0].line_amount'],
		['a tax that is no amount', 'taxes[0].line_amount', 'much', 'AMOUNT_MALFORMED', 'taxes[0].line_amount'],
		['a tax without a rate', 'taxes[0].rate', null, 'PAYLOAD_MALFORMED', 'taxes[0].rate'],
		['a negative rate', 'taxes[0].rate', '-7.25', 'PAYLOAD_MALFORMED', 'taxes[0].rate'],
		['a quantity of nothing', 'products[0].quantity', 0, 'QUANTITY_INVALID'],
		['half a piece', 'products[0].quantity', 1.5, 'QUANTITY_INVALID'],
		['a negative quantity', 'products[0].quantity', -1, 'QUANTITY_INVALID'],
		['a kind of product that is not known', 'products[0].type', 'service', 'LINE_KIND_UNKNOWN'],
		['a currency that is none', 'default_currency_code', 'XXQ', 'CURRENCY_UNKNOWN'],
		['no currency', 'default_currency_code', undefined, 'CURRENCY_UNKNOWN'],
		['a date without a zone', 'date_created', '2026-11-16T15:04:00', 'DATE_INVALID'],
		['a date that is none', 'date_created', 'Mon, 99 Nov 2026 15:04:00 +0000', 'DATE_INVALID'],
		['no time of change', 'date_modified', '', 'DATE_INVALID'],
		['products that are no list', 'products', { url: 'x' }, 'PAYLOAD_MALFORMED'],
		['transactions that are no list', 'transactions', null, 'PAYLOAD_MALFORMED'],
		['a status that is none', 'status_id', 'Completed', 'PAYLOAD_MALFORMED'],
		['no id', 'id', undefined, 'PAYLOAD_MALFORMED'],
		['an id that is a path', 'id', '../5', 'PAYLOAD_MALFORMED'],
		['no word on whether prices contain tax', 'is_tax_inclusive_pricing', null, 'PAYLOAD_MALFORMED'],
	])('%s', (_, path, value, code, where = path) => {
		const { documents, held } = after('plain-paid', { [path]: value });
		expect(documents).toEqual([]);
		expect(held).toHaveLength(1);
		expect(held[0]?.findings.map((one) => [one.code, one.path])).toContainEqual([code, where]);
	});
});

test('all that is wrong is told at once', () => {
	const { held } = after('plain-paid', {
		total_inc_tax: 'x',
		'products[0].quantity': 0,
		'taxes[1].line_amount': null,
		date_created: 'never',
	});
	expect(held[0]?.findings.map(({ code }) => code).sort()).toEqual(
		['AMOUNT_MALFORMED', 'DATE_INVALID', 'QUANTITY_INVALID', 'TAX_AMOUNT_MISSING'].sort(),
	);
});

test.each([null, undefined, 5, 'order', [], {}, { id: {} }])('%j is held, whatever it is', (payload) => {
	const { held, documents } = toDocuments(payload, context);
	expect(documents).toEqual([]);
	expect(held).toHaveLength(1);
});

test('no order is worked on for hours', () => {
	const order = goldenOrder('plain-paid');
	order.products = Array.from({ length: 10_001 }, () => order.products[0]);
	expect(toDocuments(order, context).held[0]?.findings[0]?.code).toBe('PAYLOAD_MALFORMED');
});

describe('what does not add up is held, and told which way', () => {
	test.each([
		['a line too much', { 'products[0].total_ex_tax': '45.0000' }, 'ORDER_TOTAL_MISMATCH'],
		['tax that no line has', { total_tax: '9.2600', total_inc_tax: '54.2600' }, 'TAX_TOTAL_MISMATCH'],
		['a tax on a product that is not there', { 'taxes[0].order_product_id': '999' }, 'PAYLOAD_MALFORMED'],
		['a tax on something unknown', { 'taxes[0].line_item_type': 'tip' }, 'PAYLOAD_MALFORMED'],
		['tax without any list of it', { taxes: [] }, 'PAYLOAD_MALFORMED'],
		['a discount that no field states', { 'products[0].total_ex_tax': '30.0000' }, 'ORDER_TOTAL_MISMATCH'],
		['more paid than owed', { 'transactions[0].amount': 50 }, 'PAYMENTS_TOTAL_MISMATCH'],
		['a payment in another currency', { 'transactions[0].currency': 'EUR' }, 'CURRENCY_MIXED'],
		['a payment without a gateway', { 'transactions[0].gateway': '' }, 'PAYLOAD_MALFORMED'],
		['a payment without a date', { 'transactions[0].date_created': null }, 'DATE_INVALID'],
		[
			'a payment that is neither good nor bad',
			{ 'transactions[0].status': 'maybe' },
			'TRANSACTION_KIND_UNKNOWN',
		],
	])('%s', (_, changes, code) => {
		const { documents, held } = after('plain-paid', changes);
		expect(documents).toEqual([]);
		const findings = held.flatMap((one) => one.findings);
		expect(findings.map((one) => one.code)).toContain(code);
		for (const { message } of findings) expect(message).not.toMatch(/[{}]/);
	});

	test('two taxes without details cannot be told apart', () => {
		const { held } = after('plain-paid', {
			'taxes[0].line_item_type': undefined,
			'taxes[1].line_item_type': undefined,
			'taxes[1].name': 'Another Tax',
		});
		expect(held[0]?.findings[0]?.message).toMatch(/do not say which lines/);
	});
});

describe('a refund that cannot be used holds itself only', () => {
	test.each([
		['more of a product than was sold', { 'refunds[0].items[0].quantity': 3 }, 'PAYLOAD_MALFORMED'],
		[
			'a product without a number of units',
			{ 'refunds[0].items[0].quantity': undefined },
			'PAYLOAD_MALFORMED',
		],
		['something that was not sold', { 'refunds[0].items[0].item_id': 999 }, 'PAYLOAD_MALFORMED'],
		['something unknown', { 'refunds[0].items[0].item_type': 'TIP' }, 'PAYLOAD_MALFORMED'],
		['shipping without an amount', { 'refunds[0].items[1].requested_amount': null }, 'PAYLOAD_MALFORMED'],
		[
			'another total than its items',
			{ 'refunds[0].total_amount': 40, 'refunds[0].payments[0].amount': 40 },
			'REFUND_TOTAL_MISMATCH',
		],
		['more paid back than it says', { 'refunds[0].payments[0].amount': 50 }, 'PAYMENTS_TOTAL_MISMATCH'],
		['an amount that is none', { 'refunds[0].total_amount': 'all' }, 'AMOUNT_MALFORMED'],
		['a negative amount', { 'refunds[0].total_amount': -1 }, 'AMOUNT_NEGATIVE'],
		['items that are no list', { 'refunds[0].items': null }, 'PAYLOAD_MALFORMED'],
	])('%s', (_, changes, code) => {
		const { documents, held } = after('full-refund', changes);
		expect(documents.map(({ type }) => type)).toEqual(['Sale']);
		expect(held.flatMap((one) => one.findings.map((found) => found.code))).toContain(code);
		expect(held.every(({ id }) => !id.includes('/order/'))).toBe(true);
	});
});

test('names that are far too long are cut, what is personal does not get into findings', () => {
	const { documents } = after('plain-paid', { 'products[0].name': 'x'.repeat(10_000) });
	expect(JSON.stringify(documents).length).toBeLessThan(5_000);
	const { held } = after('plain-paid', {
		total_inc_tax: 'x',
		'billing_address.email': 'dana.reed@example.com',
	});
	expect(JSON.stringify(held)).not.toMatch(/dana|Quay Street/);
});
