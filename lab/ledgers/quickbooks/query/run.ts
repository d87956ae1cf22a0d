/** Runs a query over a company's objects; equality and IN on an indexed field never read them all. */
import { keyOf } from '../books/change';
import type { Company } from '../books/company';
import { fieldText } from '../books/store';
import { companyInfo, preferences } from '../companyInfo';
import { queryInvalid } from '../faults';
import { COMPUTED, present } from '../present';
import { entityNamed, SCHEMAS, type EntityName } from '../schema/index';
import { QUERYABLE, type FieldKind } from './fields';
import { parseQuery, type Condition, type Query } from './parse';

interface Field {
	readonly path: string;
	readonly kind: FieldKind;
}

/** Finds a field whatever its case. @throws QuickBooksFault 4001 */
function fieldOf(type: EntityName, asked: string): Field {
	const fields = QUERYABLE[type];
	const path = Object.keys(fields).find((name) => name.toLowerCase() === asked.toLowerCase());
	const kind = path === undefined ? undefined : fields[path];
	if (path !== undefined && kind !== undefined) return { path, kind };
	const known = Object.keys(SCHEMAS[type].shape).find(
		(name) => name.toLowerCase() === asked.split('.')[0]?.toLowerCase(),
	);
	if (known !== undefined) throw queryInvalid(`property '${known}' is not queryable`);
	throw queryInvalid(`Property ${asked} not found for Entity ${type}`);
}

const likeness = (pattern: string): RegExp =>
	new RegExp(
		`^${pattern
			.split('%')
			.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
			.join('.*')}$`,
		'is',
	);

/** The value of a field, or of a literal, in an order that can be compared. */
function comparable(text: string, kind: FieldKind, literal: boolean): string | number {
	switch (kind) {
		case 'number':
			if (Number.isNaN(Number(text))) break;
			return Number(text);
		case 'id':
			return /^\d+$/.test(text) ? Number(text) : text;
		case 'time':
			if (Number.isNaN(Date.parse(text))) break;
			return Date.parse(text);
		case 'day':
			if (literal && Number.isNaN(Date.parse(text))) break;
			return text.slice(0, 10);
		case 'boolean':
			return text.toLowerCase();
		case 'text':
			return text;
	}
	throw queryInvalid(`value '${text}' is not a ${kind}`);
}

function matcher({ operator, values }: Condition, { path, kind }: Field): (object: object) => boolean {
	if (operator === 'like') {
		if (kind !== 'text') throw queryInvalid(`operator LIKE is not supported for property ${path}`);
		const pattern = likeness(values[0] ?? '');
		return (object) => pattern.test(fieldText(object, path) ?? '');
	}
	const literals = values.map((value) => comparable(value, kind, true));
	const wanted = new Set(literals);
	const [literal = ''] = literals;
	return (object) => {
		const text = fieldText(object, path);
		if (text === undefined) return false;
		const value = comparable(text, kind, false);
		switch (operator) {
			case '=':
			case 'in':
				return wanted.has(value);
			case '<':
				return value < literal;
			case '>':
				return value > literal;
			case '<=':
				return value <= literal;
			case '>=':
				return value >= literal;
		}
	};
}

/** The objects that can match at all: from an index if a condition allows it, else all of them. */
function candidates(company: Company, type: EntityName, query: Query): object[] {
	for (const { field, operator, values } of query.where) {
		if (operator !== '=' && operator !== 'in') continue;
		const { path } = fieldOf(type, field);
		if (path === 'Id') return values.flatMap((id) => company.get(type, id) ?? []);
		if (!company.store.isIndexed(type, path)) continue;
		const found = [...new Set(values)].flatMap((value) => company.store.find(type, path, value));
		return found.sort((a, b) => Number(a.Id) - Number(b.Id));
	}
	return [...company.store.all(type)];
}

function sorted(objects: object[], query: Query, type: EntityName): object[] {
	const order = query.order.map(({ field, descending }) => ({ ...fieldOf(type, field), descending }));
	if (order.length === 0) return objects;
	return objects.sort((a, b) => {
		for (const { path, kind, descending } of order) {
			const [left, right] = [a, b].map((object) => comparable(fieldText(object, path) ?? '', kind, false));
			if (left === right || left === undefined || right === undefined) continue;
			return (left < right ? -1 : 1) * (descending ? -1 : 1);
		}
		return 0;
	});
}

/** Inactive objects of a list are only found by who asks for them. */
function hidesInactive(type: EntityName, query: Query): boolean {
	return 'Active' in QUERYABLE[type] && !query.where.some(({ field }) => field.toLowerCase() === 'active');
}

function find(company: Company, type: EntityName, query: Query, hidden: ReadonlySet<string>): object[] {
	const tests = query.where.map((condition) => matcher(condition, fieldOf(type, condition.field)));
	const activeOnly = hidesInactive(type, query);
	const computed = COMPUTED[type] ?? [];
	const presents = query.where.some(({ field }) => computed.includes(fieldOf(type, field).path));
	const found = candidates(company, type, query).filter((object) => {
		if (activeOnly && Reflect.get(object, 'Active') === false) return false;
		if (hidden.size > 0 && hidden.has(keyOf(type, String(Reflect.get(object, 'Id'))))) return false;
		const shown = presents ? present(company, type, object) : object;
		return tests.every((test) => test(shown));
	});
	return sorted(found, query, type);
}

function project(object: object, select: readonly string[], type: EntityName): object {
	const names = Object.keys(SCHEMAS[type].shape);
	const entries = select.map((asked) => {
		const name = names.find((known) => known.toLowerCase() === asked.toLowerCase());
		if (name === undefined) throw queryInvalid(`Property ${asked} not found for Entity ${type}`);
		return [name, Reflect.get(object, name)] as const;
	});
	return { ...Object.fromEntries(entries), domain: 'QBO', sparse: true };
}

/** The one object of a kind that each company has once. */
const SINGLE: Readonly<Record<string, (company: Company) => object>> = {
	CompanyInfo: companyInfo,
	Preferences: preferences,
};

/**
 * The QueryResponse of a statement.
 * @param hidden objects that cannot be seen, in a batch
 * @throws QuickBooksFault 4000, 4001
 */
export function runQuery(
	company: Company,
	statement: string,
	hidden: ReadonlySet<string> = new Set(),
): object {
	const query = parseQuery(statement);
	const single = Object.entries(SINGLE).find(([name]) => name.toLowerCase() === query.entity.toLowerCase());
	if (single !== undefined) {
		const [name, read] = single;
		return query.select === 'count' ? { totalCount: 1 } : { [name]: [read(company)], maxResults: 1 };
	}
	const type = entityNamed(query.entity);
	if (type === undefined) throw queryInvalid(`Invalid context declaration: ${query.entity}`);
	const found = find(company, type, query, hidden);
	if (query.select === 'count') return { totalCount: found.length };
	const page = found
		.slice(query.start - 1, query.start - 1 + query.max)
		.map((object) => present(company, type, object));
	if (page.length === 0) return {};
	const { select } = query;
	const rows = select === '*' ? page : page.map((object) => project(object, select, type));
	return { [type]: rows, startPosition: query.start, maxResults: rows.length };
}
