/** Field by field like the answers of a real server: names, types, and how numbers and times are written. */
import { readFileSync } from 'node:fs';
import { builtIn } from '../../../lab/daybook/builtIn';
import { builtInUs } from '../../../lab/daybook/builtInUs';
import { describeWithShared, shared } from '../../support/shared';
import { openShop, type Json, type Shop } from './support';

/** How a value is written: "decimal(2)", "time", "number", "null" ... */
function kindOf(value: unknown): string {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'list';
	if (typeof value !== 'string') return typeof value;
	if (/^-?\d+\.\d+$/.test(value)) return `decimal(${value.split('.')[1]?.length ?? 0})`;
	if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(value)) return 'time';
	if (/^https?:\/\//.test(value)) return 'address';
	return 'text';
}

type Shape = Map<string, Set<string>>;

/** All paths of an object with the kinds that occur there; list items share one path. */
function shapeOf(value: Json, path = '', shape: Shape = new Map()): Shape {
	const kinds = shape.get(path) ?? new Set<string>();
	kinds.add(kindOf(value));
	shape.set(path, kinds);
	if (FREE.test(path)) return shape;
	if (Array.isArray(value)) for (const one of value) shapeOf(one, `${path}[]`, shape);
	else if (typeof value === 'object' && value !== null)
		for (const [name, one] of Object.entries(value)) shapeOf(one, `${path}.${name}`, shape);
	return shape;
}

/** Free texts and values: what they are is the shop's or a plugin's affair. */
const FREE = /\.(value|display_value|settings.*|options.*)$/;

/**
 * @param more kinds that the real answers happen not to have, by path; each with its reason where it is given
 * @returns what is not as in the real answers
 */
function differences(own: Json, real: Json, more: Readonly<Record<string, string>> = {}): string[] {
	const [ours, theirs] = [shapeOf(own), shapeOf(real)];
	const problems: string[] = [];
	for (const [path, kinds] of ours) {
		if (FREE.test(path)) continue;
		const known = theirs.get(path);
		const extra = more[path];
		if (known === undefined && extra === undefined) problems.push(`${path} is not there in reality`);
		else
			for (const kind of kinds)
				if (!(known?.has(kind) ?? false) && !(extra ?? '').split(' ').includes(kind))
					problems.push(`${path} is ${kind}, in reality ${[...(known ?? [])].join(' or ')}`);
	}
	return problems;
}

/** Fields of objects that the real ones all have and ours have not. */
function missing(own: readonly Json[], real: readonly Json[]): string[] {
	const always = Object.keys(real[0]).filter((name) => real.every((one) => Object.hasOwn(one, name)));
	return always.filter((name) => !own.every((one) => Object.hasOwn(one, name)));
}

const captured = (file: string): Json =>
	JSON.parse(readFileSync(shared(`captures/woocommerce/${file}`), 'utf8'));

const OPTIONAL_IN_ORDERS = {
	'[].gift_cards': 'list',
	'[].gift_cards[]': 'object',
	'[].gift_cards[].id': 'number',
	'[].gift_cards[].code': 'text',
	'[].gift_cards[].amount': 'number',
	// stored as they are and formatted by nothing: "5", "10.9", "10.09" all occur
	'[].coupon_lines[].discount': 'decimal(1) decimal(2) text',
	'[].coupon_lines[].discount_tax': 'decimal(1) decimal(2) text',
};

/** Prices keep what was typed in: a sheet of paper at 0.045; a gift card has none of its own. */
const OPTIONAL_IN_PRODUCTS = {
	'[].price': 'text decimal(3)',
	'[].regular_price': 'decimal(3)',
	'[].meta_data[]': 'object',
	'[].meta_data[].id': 'number',
	'[].meta_data[].key': 'text',
};

describeWithShared('against a real server', () => {
	let shops: Shop[];
	let orders: Json[];
	let pages: Json[];

	beforeAll(async () => {
		shops = [openShop(builtIn()), openShop(builtInUs())];
		orders = (await Promise.all(shops.map(async (shop) => await shop.all('/orders')))).flat();
		pages = captured('orders-dp2-asc-100.json');
	});

	test('orders with the default decimals', () => {
		expect(differences(orders, pages, OPTIONAL_IN_ORDERS)).toEqual([]);
		expect(missing(orders, pages)).toEqual([]);
	});

	test('orders with six decimals', async () => {
		const real = [1, 2, 3].flatMap((page) => captured(`orders-page${page}.json`));
		const own = (await Promise.all(shops.map(async (shop) => await shop.all('/orders?dp=6')))).flat();
		expect(differences(own, real, OPTIONAL_IN_ORDERS)).toEqual([]);
	});

	test.each(['line_items', 'tax_lines', 'shipping_lines', 'fee_lines', 'coupon_lines', 'refunds'])(
		'every field of %s',
		(list) => {
			const [own, real] = [orders, pages].map((all) => all.flatMap((order) => order[list]));
			expect(own!.length).toBeGreaterThan(0);
			expect(missing(own!, real!)).toEqual([]);
		},
	);

	test('refunds, of an order and of all', async () => {
		const own = (await Promise.all(shops.map(async (shop) => await shop.all('/refunds')))).flat();
		const real = captured('refunds-all.json');
		expect(differences(own, real)).toEqual([]);
		expect(missing(own, real)).toEqual([]);
		const one = own.find((refund) => refund.line_items.length > 0);
		const list = await (orders.some(({ id }) => id === one.parent_id) ? shops[0]! : shops[1]!).get(
			`/orders/${one.parent_id}/refunds?dp=6`,
		);
		expect(differences(list, captured('refunds/order-94.json'))).toEqual([]);
		expect(missing(list, captured('refunds/order-94.json'))).toEqual([]);
	});

	test.each([
		['taxes.json', '/taxes'],
		['taxes-classes.json', '/taxes/classes'],
		['customers.json', '/customers'],
		['products.json', '/products'],
		['coupons.json', '/coupons'],
		['payment_gateways.json', '/payment_gateways'],
		['settings-tax.json', '/settings/tax'],
		['settings-general.json', '/settings/general'],
		['reports-orders-totals.json', '/reports/orders/totals'],
	])('%s', async (file, path) => {
		for (const shop of shops) {
			const own = await shop.get(path);
			const real = captured(file);
			expect(own.length).toBeGreaterThan(0);
			expect(differences(own, real, path === '/products' ? OPTIONAL_IN_PRODUCTS : {})).toEqual([]);
			expect(missing(own, real)).toEqual([]);
		}
	});

	test('the currency', async () => {
		const own = await shops[0]!.get('/data/currencies/current');
		expect(differences(own, captured('data-currencies-current.json'))).toEqual([]);
		expect(own).toMatchObject({ code: 'GBP', symbol: '&#163;' });
	});

	test('notes of an order', async () => {
		const own = await shops[0]!.get(`/orders/${orders[0].id}/notes`);
		expect(differences(own, captured('order-notes.json'))).toEqual([]);
		expect(missing(own, captured('order-notes.json'))).toEqual([]);
	});

	test('what system status says, it says as a real one does', async () => {
		const own = await shops[0]!.get('/system_status');
		expect(differences(own, captured('system_status.json'))).toEqual([]);
		expect(own.settings).toMatchObject({ currency: 'GBP', number_of_decimals: 2, HPOS_enabled: true });
	});

	test.each(['general', 'tax'])('each setting of %s has the type it has there', async (group) => {
		const real = new Map(captured(`settings-${group}.json`).map((one: Json) => [one.id, one.type]));
		for (const { id, type } of await shops[0]!.get(`/settings/${group}`))
			expect([id, type]).toEqual([id, real.get(id)]);
	});

	test('webhooks', async () => {
		await shops[0]!.ask('/webhooks', {
			method: 'POST',
			body: { topic: 'order.updated', delivery_url: 'https://n8n.example/hook', name: 'n8n', secret: 's' },
		});
		const own = await shops[0]!.get('/webhooks');
		expect(differences(own, captured('webhooks-created.json'))).toEqual([]);
		expect(missing(own, captured('webhooks-created.json'))).toEqual([]);
	});

	test.each(
		captured('webhooks.json').map(({ topic, hooks }: Json): [string, string[]] => [topic, hooks]) as [
			string,
			string[],
		][],
	)('the actions behind %s', async (topic, hooks) => {
		const body = { topic, delivery_url: 'https://n8n.example/hook' };
		expect((await shops[1]!.ask('/webhooks', { method: 'POST', body })).body.hooks).toEqual(hooks);
	});
});
