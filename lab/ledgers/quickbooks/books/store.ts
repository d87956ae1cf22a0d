/** The objects of a company by entity and Id, with indexes, so that a look-up by number or name never reads them all. */
import { ENTITY_NAMES, type EntityName, type Stored } from '../schema/index';

type Tables = { readonly [T in EntityName]: Map<string, Stored<T>> };

/** The name under which an object is unique in its list, without regard to case. */
export const NAME_KEY = 'nameKey';

/** Fields with an index; NAME_KEY is derived. */
const INDEXED: Readonly<Partial<Record<EntityName, readonly string[]>>> = {
	SalesReceipt: ['DocNumber', 'PaymentRefNum', 'CustomerRef'],
	Invoice: ['DocNumber', 'CustomerRef'],
	CreditMemo: ['DocNumber', 'CustomerRef'],
	RefundReceipt: ['DocNumber', 'PaymentRefNum', 'CustomerRef'],
	Payment: ['PaymentRefNum', 'CustomerRef'],
	JournalEntry: ['DocNumber'],
	Purchase: ['DocNumber'],
	Customer: ['DisplayName', NAME_KEY],
	Vendor: ['DisplayName', NAME_KEY],
	Item: ['Name', 'Sku', NAME_KEY],
	Account: ['Name', 'AcctNum', NAME_KEY],
	TaxCode: ['Name', NAME_KEY],
	TaxRate: ['Name', NAME_KEY],
	TaxAgency: [NAME_KEY],
	Class: ['Name', NAME_KEY],
	Department: ['Name', NAME_KEY],
	Term: ['Name', NAME_KEY],
	PaymentMethod: ['Name', NAME_KEY],
	CompanyCurrency: ['Code'],
	ExchangeRate: ['SourceCurrencyCode'],
};

/** The text of a field for look-ups and comparisons: of a reference its value, of a nested path the innermost field. */
export function fieldText(object: object, path: string): string | undefined {
	if (path === NAME_KEY) {
		const name = fieldText(object, 'DisplayName') ?? fieldText(object, 'Name');
		const parent = fieldText(object, 'ParentRef');
		return name === undefined ? undefined : `${parent ?? ''}/${name.toLowerCase()}`;
	}
	let value: unknown = object;
	for (const step of path.split('.')) {
		value = typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined;
	}
	if (typeof value === 'object' && value !== null) {
		value = Reflect.get(value, 'value') ?? Reflect.get(value, 'Address');
	}
	return value === undefined || value === null ? undefined : String(value);
}

export class EntityStore {
	private readonly tables = Object.fromEntries(ENTITY_NAMES.map((name) => [name, new Map()])) as Tables;
	/** "Invoice.DocNumber" -> number -> ids */
	private readonly indexes = new Map<string, Map<string, Set<string>>>();

	get<T extends EntityName>(type: T, id: string): Stored<T> | undefined {
		return this.tables[type].get(id);
	}

	all<T extends EntityName>(type: T): IterableIterator<Stored<T>> {
		return this.tables[type].values();
	}

	count(type: EntityName): number {
		return this.tables[type].size;
	}

	isIndexed(type: EntityName, field: string): boolean {
		return INDEXED[type]?.includes(field) === true;
	}

	/** The objects whose indexed field has this text. */
	find<T extends EntityName>(type: T, field: string, text: string): Stored<T>[] {
		const ids = this.indexes.get(`${type}.${field}`)?.get(text) ?? [];
		return [...ids].flatMap((id) => this.get(type, id) ?? []);
	}

	put<T extends EntityName>(type: T, object: Stored<T>): void {
		this.unindex(type, object.Id);
		this.tables[type].set(object.Id, object);
		for (const field of INDEXED[type] ?? []) {
			const text = fieldText(object, field);
			if (text !== undefined) this.idsOf(type, field, text).add(object.Id);
		}
	}

	remove(type: EntityName, id: string): void {
		this.unindex(type, id);
		this.tables[type].delete(id);
	}

	snapshot(): Record<string, unknown[]> {
		return Object.fromEntries(ENTITY_NAMES.map((type) => [type, [...this.tables[type].values()]]));
	}

	/** @param snapshot what `snapshot` gave */
	restore(snapshot: Readonly<Record<string, readonly unknown[]>>): void {
		this.indexes.clear();
		for (const type of ENTITY_NAMES) {
			this.tables[type].clear();
			for (const object of snapshot[type] ?? []) this.put(type, object as Stored<typeof type>);
		}
	}

	private idsOf(type: EntityName, field: string, text: string): Set<string> {
		const name = `${type}.${field}`;
		const index = this.indexes.get(name) ?? new Map<string, Set<string>>();
		this.indexes.set(name, index);
		const ids = index.get(text) ?? new Set<string>();
		index.set(text, ids);
		return ids;
	}

	private unindex(type: EntityName, id: string): void {
		const object = this.tables[type].get(id);
		if (object === undefined) return;
		for (const field of INDEXED[type] ?? []) {
			const text = fieldText(object, field);
			if (text !== undefined) this.indexes.get(`${type}.${field}`)?.get(text)?.delete(id);
		}
	}
}
