/**
 * The lab's schemas were written by hand; here they are held against the official ones: Intuit's XSD and the fields of the
 * reference. A field that the lab allows exists there, and what the lab requires is required there.
 */
import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { ACCOUNT_TYPES } from '../../../lab/ledgers/quickbooks/country/accountTypes';
import { SCHEMAS } from '../../../lab/ledgers/quickbooks/schema';
import { describeWithShared, shared } from '../../support/shared';

interface ReferenceType {
	readonly fields: Readonly<Record<string, { type: string; optional: boolean; readonly: boolean }>>;
}

interface XsdType {
	readonly extends: string | null;
	readonly fields: Readonly<Record<string, { type: string }>>;
}

interface Xsd {
	readonly types: Readonly<Record<string, XsdType>>;
	readonly enums: Readonly<Record<string, readonly string[]>>;
}

/** What a type of the specifications says: its fields, with the types of each, and which of them are required. */
interface Known {
	readonly fields: ReadonlyMap<string, readonly string[]>;
	readonly required: ReadonlySet<string>;
}

const load = <T>(name: string): T => JSON.parse(readFileSync(shared(`specs/qbo/${name}`), 'utf8')) as T;

/** On every object (attributes and base type of the XSD). */
const EVERYWHERE = new Set(['Id', 'SyncToken', 'MetaData', 'domain', 'sparse']);

/** Names that the reference spells in another way than the entity. */
const REFERENCE_NAMES: Readonly<Record<string, string>> = { ExchangeRate: 'Exchangerate' };

/** What the reference requires and the lab does not, and why. */
const DIFFERENT: Readonly<Record<string, string>> = {
	'Item.ItemCategoryType': 'France only',
	'DiscountLineDetail.Amount': 'a discount by percent has none',
};

function unwrapped(schema: unknown): z.core.$ZodType {
	let current = schema as { def: { type: string; innerType?: unknown; element?: unknown } };
	while (['optional', 'array'].includes(current.def.type)) {
		current = (current.def.innerType ?? current.def.element) as typeof current;
	}
	return current as unknown as z.core.$ZodType;
}

/** The objects that a schema can be: one, or the members of a union; none for scalars. */
function objectsOf(schema: unknown): z.ZodObject[] {
	const inner = unwrapped(schema) as unknown as { def: { type: string; options?: unknown[] } };
	if (inner.def.type === 'object') return [inner as unknown as z.ZodObject];
	return (inner.def.options ?? []).flatMap(objectsOf);
}

const isOptional = (schema: unknown): boolean => (schema as z.ZodType).safeParse(undefined).success;

describeWithShared('the schemas of the lab and the official ones', () => {
	const reference = load<Readonly<Record<string, ReferenceType>>>('qbo_fields.json');
	const xsd = load<Xsd>('finance_xsd.json');

	/** Names of types in a type of the reference: "(A | B)[]"; a type in braces stands for itself. */
	const typesIn = (type: string): string[] =>
		type.includes('{') ? [type] : [...type.matchAll(/[A-Za-z_]\w*/g)].map(([name]) => name);

	function fromReference(name: string): Known | undefined {
		if (name.includes('{')) {
			const members = [...name.matchAll(/(\w+)(\??):/g)];
			return {
				fields: new Map(members.map(([, field = '']) => [field, []])),
				required: new Set(),
			};
		}
		const type = reference[name];
		if (type === undefined) return undefined;
		const entries = Object.entries(type.fields);
		return {
			fields: new Map(entries.map(([field, { type: text }]) => [field, typesIn(text)])),
			required: new Set(
				entries.filter(([, field]) => !field.optional && !field.readonly).map(([field]) => field),
			),
		};
	}

	function fromXsd(name: string): Map<string, readonly string[]> {
		const fields = new Map<string, readonly string[]>();
		for (let type = xsd.types[name]; type !== undefined; type = xsd.types[type.extends ?? '']) {
			for (const [field, { type: text }] of Object.entries(type.fields)) fields.set(field, [text]);
		}
		return fields;
	}

	/** Everything known under some names, together; undefined when the specifications say nothing about them. */
	function known(names: readonly string[]): Known | undefined {
		const parts = names.flatMap((name): Known[] => {
			const fields = fromXsd(name);
			const inXsd = fields.size === 0 ? [] : [{ fields, required: new Set<string>() }];
			return [...inXsd, fromReference(name) ?? []].flat();
		});
		if (parts.length === 0) return undefined;
		const fields = new Map<string, readonly string[]>();
		for (const part of parts) {
			for (const [field, types] of part.fields) fields.set(field, [...(fields.get(field) ?? []), ...types]);
		}
		// in a union a field is required when every member of the reference that has it requires it
		const required = new Set(parts.flatMap((part) => [...part.required]));
		return { fields, required };
	}

	/** Fields that the lab allows and nobody knows, by path. */
	function unknownFields(object: z.ZodObject, names: readonly string[], path: string): string[] {
		const type = known(names);
		if (type === undefined) return [];
		return Object.entries(object.shape).flatMap(([field, schema]) => {
			if (EVERYWHERE.has(field)) return [];
			const here = `${path}.${field}`;
			const types = type.fields.get(field);
			if (types === undefined) return [here];
			return objectsOf(schema).flatMap((inner) => unknownFields(inner, types, here));
		});
	}

	const namesOf = (entity: string): string[] => [...new Set([entity, REFERENCE_NAMES[entity] ?? entity])];

	test.each(Object.entries(SCHEMAS))('every field of %s exists', (entity, schema) => {
		expect(known(namesOf(entity))).toBeDefined();
		expect(unknownFields(schema, namesOf(entity), entity)).toEqual([]);
	});

	test.each(Object.entries(SCHEMAS))('what %s requires agrees', (entity, schema) => {
		const name = REFERENCE_NAMES[entity] ?? entity;
		const type = fromReference(name);
		if (type === undefined) return; // CompanyCurrency is in the XSD only, which requires nothing
		const ours = Object.entries(schema.shape)
			.filter(([, field]) => !isOptional(field))
			.map(([field]) => field);
		// "Required for update" stands as conditional there: a rate can only be updated
		const forUpdate = entity === 'ExchangeRate' ? ['AsOfDate', 'Rate', 'SourceCurrencyCode'] : [];
		const theirs = [...type.required].filter((field) => DIFFERENT[`${entity}.${field}`] === undefined);
		expect(ours.sort()).toEqual([...theirs, ...forUpdate].sort());
	});

	/** Each kind of line with the type of the reference that describes it. */
	const LINES: readonly (readonly [keyof typeof SCHEMAS, string, string])[] = [
		['SalesReceipt', 'SalesItemLineDetail', 'SalesReceipt_Line_SalesItemLine'],
		['Invoice', 'SalesItemLineDetail', 'Invoice_Line_SalesItemLine'],
		['CreditMemo', 'SalesItemLineDetail', 'CreditMemo_Line_SalesItemLine'],
		['RefundReceipt', 'SalesItemLineDetail', 'RefundReceipt_Line_SalesItemLine'],
		['SalesReceipt', 'DiscountLineDetail', 'SalesReceipt_Line_DiscountLine'],
		['JournalEntry', 'JournalEntryLineDetail', 'JournalEntry_Line_JournalEntryLine'],
		['Purchase', 'AccountBasedExpenseLineDetail', 'Purchase_Line_AccountBasedExpenseLine'],
		['Purchase', 'ItemBasedExpenseLineDetail', 'Purchase_Line_ItemBasedExpenseLine'],
	];

	test.each(LINES)('the lines of %s: %s', (entity, detail, described) => {
		const shape: Readonly<Record<string, unknown>> = SCHEMAS[entity].shape;
		const line = objectsOf(shape['Line']).find((one) => detail in one.shape);
		const inner = objectsOf(line?.shape[detail])[0];
		if (line === undefined || inner === undefined) throw new Error(`no line ${detail}`);
		const requiredIn = (object: z.ZodObject): string[] =>
			Object.keys(object.shape).filter((field) => !isOptional(object.shape[field]));
		const theirs = [...(fromReference(described)?.required ?? [])];
		expect(requiredIn(line)).toEqual(
			expect.arrayContaining(theirs.filter((field) => DIFFERENT[`${detail}.${field}`] === undefined)),
		);
		expect(theirs).toEqual(expect.arrayContaining(requiredIn(line)));
		const innerType = reference[described]?.fields[detail]?.type ?? '';
		const innerRequired = [...(fromReference(innerType)?.required ?? [])];
		// ours may demand no more than theirs
		expect(innerRequired).toEqual(expect.arrayContaining(requiredIn(inner)));
	});

	test('lengths agree where the reference gives them', () => {
		const meta = load<Record<string, { fields: Record<string, { meta?: string }> }>>('qbo_fields.json');
		const wrong: string[] = [];
		for (const [entity, schema] of Object.entries(SCHEMAS)) {
			const fields = meta[REFERENCE_NAMES[entity] ?? entity]?.fields ?? {};
			for (const [field, type] of Object.entries<z.ZodType>(schema.shape)) {
				const max = Number(/max(?:imum)?(?: of)? (\d+) char/i.exec(fields[field]?.meta ?? '')?.[1] ?? 0);
				if (max === 0 || (unwrapped(type) as z.ZodType).def.type !== 'string') continue;
				const fits = type.safeParse('x'.repeat(max)).success;
				const isLonger = type.safeParse('x'.repeat(max + 1)).success;
				if (!fits || isLonger) wrong.push(`${entity}.${field} (${max})`);
			}
		}
		expect(wrong).toEqual([]);
	});

	test('account types and detail types are those of the XSD', () => {
		const types = xsd.enums['AccountTypeEnum'] ?? [];
		const subTypes = new Set(xsd.enums['AccountSubTypeEnum']);
		for (const [type, facts] of Object.entries(ACCOUNT_TYPES)) {
			expect(types).toContain(type);
			expect(xsd.enums['AccountClassificationEnum']).toContain(facts.classification);
			expect(facts.subTypes.filter((subType) => !subTypes.has(subType))).toEqual([]);
		}
	});
});
