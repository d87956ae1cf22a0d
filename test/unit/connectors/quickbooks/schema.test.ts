/**
 * Every field of every request exists in Intuit's own schema, with the schema's type, and what the reference requires is
 * there: golden requests, and the items and customers that are created.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { customerFor, customerWish } from '../../../../connectors/ledgers/quickbooks/customers';
import { itemFor } from '../../../../connectors/ledgers/quickbooks/items';
import { describeWithShared, shared } from '../../../support/shared';
import { document } from './support/documents';
import { ACCOUNTS, COMPANIES } from './support/companies';
import { GOLDEN } from './support/golden';

interface Schema {
	types: Record<string, { extends: string | null; fields: Record<string, { type: string }> }>;
	enums: Record<string, readonly string[]>;
}

/** Types of the base schema that the extract does not hold. */
const BASE: Readonly<Record<string, readonly string[]>> = {
	ReferenceType: ['value', 'name', 'type'],
	PhysicalAddress: ['Line1', 'City', 'Country', 'CountrySubDivisionCode', 'PostalCode'],
	EmailAddress: ['Address'],
};
const NAME_BASE = ['DisplayName', 'PrimaryEmailAddr', 'CurrencyRef'];

function fieldsOf(schema: Schema, type: string): Record<string, { type: string }> {
	const entry = schema.types[type];
	if (entry === undefined) return {};
	return { ...(entry.extends === null ? {} : fieldsOf(schema, entry.extends)), ...entry.fields };
}

function scalarProblem(type: string, value: unknown): string | undefined {
	if (type === 'xs:decimal') return typeof value === 'number' ? undefined : 'not a number';
	if (type === 'xs:boolean') return typeof value === 'boolean' ? undefined : 'not a boolean';
	if (type === 'xs:date') return /^\d{4}-\d{2}-\d{2}$/.test(String(value)) ? undefined : 'not a date';
	return typeof value === 'string' ? undefined : 'not text';
}

/** What is wrong with a value that should be of a type of the schema. */
function problems(schema: Schema, type: string, value: unknown, path: string): string[] {
	if (Array.isArray(value))
		return value.flatMap((entry, index) => problems(schema, type, entry, `${path}[${index}]`));
	const values = schema.enums[type];
	if (values !== undefined)
		return values.includes(String(value)) ? [] : [`${path}: ${String(value)} is not in ${type}`];
	const base = BASE[type];
	if (base === undefined && schema.types[type] === undefined) {
		const problem = scalarProblem(type, value);
		return problem === undefined ? [] : [`${path}: ${problem}`];
	}
	if (typeof value !== 'object' || value === null) return [`${path}: not an object`];
	const fields = fieldsOf(schema, type);
	return Object.entries(value).flatMap(([name, inner]) => {
		if (base !== undefined)
			return base.includes(name) && typeof inner === 'string' ? [] : [`${path}.${name}`];
		const field = fields[name];
		return field === undefined
			? [`${path}.${name}: not in ${type}`]
			: problems(schema, field.type, inner, `${path}.${name}`);
	});
}

describeWithShared('requests against the official schema', () => {
	const schema = JSON.parse(readFileSync(shared('specs/qbo/finance_xsd.json'), 'utf8')) as Schema;
	const reference = JSON.parse(readFileSync(shared('specs/qbo/qbo_fields.json'), 'utf8')) as Record<
		string,
		{ fields: Record<string, { meta?: string; readonly?: boolean; optional?: boolean }> }
	>;

	it('finds a wrong field, a wrong type and a wrong enum', () => {
		const wrong = { Nonsense: 1, TxnDate: '20.11.2026', Line: [{ Amount: '1', DetailType: 'Sale' }] };
		expect(problems(schema, 'SalesReceipt', wrong, '')).toHaveLength(4);
	});

	const requests = readdirSync(GOLDEN).flatMap((name) =>
		(
			JSON.parse(readFileSync(join(GOLDEN, name, 'request.json'), 'utf8')) as {
				entity: string;
				body: object;
			}[]
		).map(({ entity, body }, index) => ({ name: `${name} ${index + 1}: ${entity}`, entity, body })),
	);

	it.each(requests)('$name has only fields of the schema', ({ entity, body }) => {
		expect(problems(schema, entity, body, entity)).toEqual([]);
	});

	it.each(requests)('$name has what the reference requires', ({ entity, body }) => {
		const required = Object.entries(reference[entity]?.fields ?? {})
			.filter(([, field]) => /^\* Required\s*$/.test(field.meta ?? '') && field.readonly !== true)
			.map(([name]) => name);
		expect(required.length).toBeGreaterThan(0);
		expect(Object.keys(body)).toEqual(expect.arrayContaining(required));
	});

	it('an item and a customer have only fields of the schema', () => {
		expect(problems(schema, 'Item', itemFor(ACCOUNTS.sales).body, 'Item')).toEqual([]);
		const wish = customerWish(
			document('SalesReceipt', { customer: { id: '7', name: 'Ann Lee', email: 'ann@example.com' } }),
			{ ...COMPANIES.ukManyCurrencies!.company },
			'each',
		);
		for (const field of Object.keys(customerFor(wish, wish.names[0]).body)) {
			expect(NAME_BASE).toContain(field);
			expect(reference.Customer?.fields).toHaveProperty(field);
		}
	});
});
