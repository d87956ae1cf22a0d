/**
 * One change of a company, all or nothing: a request works on it, and only when nothing was refused is it committed.
 * Reading through it sees what it has written itself.
 */
import type { EntityName, Stored } from '../schema/index';
import { DOC_NUMBERS, rowOf, type Company } from './company';
import type { Posting } from './generalLedger';
import { fieldText } from './store';
import { metaTime } from './time';

type Written = { readonly [T in EntityName]: Map<string, Stored<T> | undefined> };

/** How an object is named in the set of hidden ones. */
export const keyOf = (type: EntityName, id: string): string => `${type}/${id}`;

export class Change {
	/** undefined: removed */
	private readonly written = new Map<string, { type: EntityName; id: string; object: object | undefined }>();
	private readonly tables: Partial<Written> = {};
	private readonly postings: Posting[] = [];
	private readonly unposted: { type: string; id: string }[] = [];
	private readonly roles: { role: string; id: string }[] = [];
	private readonly numbers = new Map<string, number>();

	/** @param hidden objects of earlier items of the same batch, which later items cannot see */
	constructor(
		readonly company: Company,
		private readonly hidden: ReadonlySet<string> = new Set(),
	) {}

	/** An object as this change sees it. */
	get<T extends EntityName>(type: T, id: string): Stored<T> | undefined {
		const table = this.tables[type];
		if (table?.has(id) === true) return table.get(id);
		return this.hidden.has(keyOf(type, id)) ? undefined : this.company.get(type, id);
	}

	/** Objects whose indexed field has this text; uniqueness is checked with it, so it sees hidden ones too. */
	find<T extends EntityName>(type: T, field: string, text: string): Stored<T>[] {
		const table = this.tables[type];
		const kept = this.company.store
			.find(type, field, text)
			.filter((object) => table?.has(object.Id) !== true);
		const own = [...(table?.values() ?? [])].flatMap((object) => object ?? []);
		return [...kept, ...own.filter((object) => fieldText(object, field) === text)];
	}

	put<T extends EntityName>(type: T, object: Stored<T>): void {
		this.write(type, object.Id, object);
	}

	remove(type: EntityName, id: string): void {
		this.write(type, id, undefined);
	}

	/** Replaces an object by itself with other fields: its SyncToken rises, its time is now. */
	touch<T extends EntityName>(type: T, object: Stored<T>, fields: Partial<Stored<T>>): Stored<T> {
		const touched: Stored<T> = {
			...object,
			...fields,
			SyncToken: String(Number(object.SyncToken) + 1),
			MetaData: { ...object.MetaData, LastUpdatedTime: metaTime(this.company.now()) },
		};
		this.put(type, touched);
		return touched;
	}

	post(posting: Posting): void {
		this.postings.push(posting);
	}

	unpost(type: string, id: string): void {
		this.unposted.push({ type, id });
	}

	/** The next id of an entity, or QuickBooks' next document number. A change that is dropped uses none up. */
	next(row: EntityName | typeof DOC_NUMBERS): string {
		const name = row === DOC_NUMBERS ? row : rowOf(row);
		const value = (this.numbers.get(name) ?? this.company.lastOf(name)) + 1;
		this.numbers.set(name, value);
		return String(value);
	}

	/** The account of a role of the system, also one made in this change. */
	systemAccount(role: string): string | undefined {
		return this.roles.find((entry) => entry.role === role)?.id ?? this.company.systemAccount(role);
	}

	assignSystemAccount(role: string, id: string): void {
		this.roles.push({ role, id });
	}

	/** Makes it so. */
	commit(): void {
		for (const { type, id, object } of this.written.values()) {
			if (object === undefined) {
				this.company.store.remove(type, id);
				this.company.tombstones.push({ type, id, at: this.company.now() });
			} else this.company.store.put(type, object as Stored<typeof type>);
		}
		for (const [row, value] of this.numbers) this.company.setLast(row, value);
		for (const { role, id } of this.roles) this.company.assignSystemAccount(role, id);
		for (const { type, id } of this.unposted) this.company.ledger.remove(type, id);
		for (const posting of this.postings) this.company.ledger.post(posting);
	}

	private write<T extends EntityName>(type: T, id: string, object: Stored<T> | undefined): void {
		const table = (this.tables[type] ?? new Map()) as Map<string, Stored<T> | undefined>;
		table.set(id, object);
		Object.assign(this.tables, { [type]: table });
		this.written.set(keyOf(type, id), { type, id, object });
	}
}
