/** The golden orders are of the shape that BigCommerce's own specifications describe: each resource against its schema. */
import { readFileSync, readdirSync } from 'node:fs';
import Ajv, { type AnySchema, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { parse } from 'yaml';
import { describeWithShared, shared } from '../../../support/shared';
import { GOLDEN, goldenOrder, type Json } from './support';

/** OpenAPI 3.0 as JSON Schema: `nullable` is a type of its own there, and `example` and the like are none of its words. */
function jsonSchema(node: Json): Json {
	if (Array.isArray(node)) return node.map(jsonSchema);
	if (typeof node !== 'object' || node === null) return node;
	const { nullable, ...given } = node;
	// a switch there, a number in JSON Schema
	const { exclusiveMaximum, maximum, ...others } = given;
	const rest = exclusiveMaximum === true ? { ...others, exclusiveMaximum: maximum } : given;
	// what may be an address or the thing itself is told apart by nothing there: an empty list is both
	const inner = Object.fromEntries(
		Object.entries(rest).map(([name, value]) => [name === 'oneOf' ? 'anyOf' : name, jsonSchema(value)]),
	);
	if (nullable !== true) return inner;
	return 'enum' in inner || !('type' in inner)
		? { anyOf: [inner, { type: 'null' }] }
		: { ...inner, type: [inner.type, 'null'] };
}

function schemasOf(file: string): (name: string) => ValidateFunction {
	const spec = jsonSchema(parse(readFileSync(shared(`specs/bigcommerce/${file}`), 'utf8')));
	const ajv = new Ajv({ strict: false, allErrors: true });
	addFormats(ajv);
	for (const format of ['ISO-4217', 'int32', 'float']) ajv.addFormat(format, true);
	ajv.addSchema(spec as AnySchema, file);
	return (name) => ajv.compile({ $ref: `${file}#/components/schemas/${name}` });
}

/** Fields that are not in a schema: a field that nobody sends would make a case unreal. */
function namesOf(spec: Json, schema: Json): Set<string> {
	const target = schema.$ref === undefined ? schema : spec.components.schemas[schema.$ref.split('/').at(-1)];
	const own = Object.keys(target.properties ?? {});
	const parts: Json[] = target.allOf ?? [];
	return new Set([...own, ...parts.flatMap((part: Json) => [...namesOf(spec, part)])]);
}

function problems(check: ValidateFunction, value: unknown, where: string): string[] {
	if (check(value) === true) return [];
	return (check.errors ?? []).map(({ instancePath, message }) => `${where}${instancePath} ${message ?? ''}`);
}

const PARTS = ['products', 'taxes', 'coupons', 'transactions', 'refunds', 'shipments'];
/** As the shop's answers have it, though the specification does not say so (see the vendor's own examples). */
const BEYOND = new Set(['custom_status', 'credit_card_type', 'geoip_country']);

/** "Otherwise the field will return as null", says the description of a field that the schema calls text. */
const IN_WORDS = /^taxes\[\d+\]\/order_product_id must be string$/;

/** What breaks the schemas on purpose. */
const ON_PURPOSE: Readonly<Record<string, RegExp>> = {
	'one-bad-refund': /^refunds\[0\]\/created must match format "date-time"$/,
	'unknown-payment': /^transactions\[1\]\/event must be equal to one of the allowed values$/,
};

describeWithShared('golden orders against the specifications', () => {
	const v2 = schemasOf('orders.v2.oas2.yml');
	const v3 = schemasOf('orders.v3.yml');
	const specs = Object.fromEntries(
		['orders.v2.oas2.yml', 'orders.v3.yml', 'customers.v3.yml'].map((file) => [
			file,
			parse(readFileSync(shared(`specs/bigcommerce/${file}`), 'utf8')),
		]),
	);
	const checks = {
		order: v2('order_Resp'),
		consignments: v2('orderConsignment_Get'),
		fees: v2('orderFees_Resp'),
		products: v2('orderProducts'),
		taxes: v2('orderTaxes_Base'),
		coupons: v2('orderCoupons_Base'),
		transactions: v3('Transaction'),
		refunds: v3('Refund'),
		shipments: v2('orderShipment'),
	};
	const known = {
		order: namesOf(specs['orders.v2.oas2.yml'], { $ref: '#/order_Resp' }),
		products: namesOf(specs['orders.v2.oas2.yml'], { $ref: '#/orderProducts' }),
		taxes: namesOf(specs['orders.v2.oas2.yml'], { $ref: '#/orderTaxes_Base' }),
		transactions: namesOf(specs['orders.v3.yml'], { $ref: '#/Transaction' }),
		refunds: namesOf(specs['orders.v3.yml'], { $ref: '#/Refund' }),
		customers: namesOf(specs['customers.v3.yml'], { $ref: '#/customer_Full' }),
		shipments: namesOf(specs['orders.v2.oas2.yml'], { $ref: '#/orderShipment' }),
	};

	test.each(readdirSync(GOLDEN))('%s', (name) => {
		const order = goldenOrder(name);
		const parts = Object.fromEntries(PARTS.map((part) => [part, order[part] ?? []]));
		const bare = Object.fromEntries(
			Object.entries(order).filter(
				([field]) => !PARTS.includes(field) && field !== 'consignments' && field !== 'customer',
			),
		);
		const found = [
			...problems(checks.order, bare, 'order'),
			...problems(checks.consignments, order.consignments, 'consignments'),
			...PARTS.flatMap((part) =>
				parts[part].flatMap((one: Json, index: number) =>
					problems(checks[part as keyof typeof checks], one, `${part}[${index}]`),
				),
			),
			...order.fees.flatMap((one: Json, index: number) => problems(checks.fees, one, `fees[${index}]`)),
		];
		const allowed = ON_PURPOSE[name];
		expect(found.filter((problem) => !IN_WORDS.test(problem) && allowed?.test(problem) !== true)).toEqual([]);
		if (allowed !== undefined) expect(found.some((problem) => allowed.test(problem))).toBe(true);
	});

	test.each(readdirSync(GOLDEN))('%s has no fields that BigCommerce does not send', (name) => {
		const order = goldenOrder(name);
		const strange = (names: ReadonlySet<string>, value: object): string[] =>
			Object.keys(value).filter((field) => !names.has(field) && !BEYOND.has(field));
		const { customer = {}, ...rest } = order;
		const bare = Object.fromEntries(Object.entries(rest).filter(([field]) => !PARTS.includes(field)));
		expect(strange(known.customers, customer)).toEqual([]);
		expect(strange(known.order, bare)).toEqual([]);
		for (const part of ['products', 'taxes', 'transactions', 'refunds', 'shipments'] as const) {
			for (const one of order[part] ?? []) expect(strange(known[part], one)).toEqual([]);
		}
	});

	test('the check itself finds what is wrong', () => {
		expect(problems(checks.products, { type: 'food', quantity: '2' }, '')).toHaveLength(2);
		expect(problems(checks.refunds, { created: 'yesterday' }, '')).toHaveLength(1);
	});
});
