/** Tables of records with indexes, and a log of what to undo when a request is refused half way. */

export interface Row {
	readonly id: string;
	/** epoch milliseconds of the last change */
	readonly updated: number;
}

/** What was done since a mark can be undone, newest first. */
export class UndoLog {
	private readonly undos: (() => void)[] = [];

	get mark(): number {
		return this.undos.length;
	}

	note(undo: () => void): void {
		this.undos.push(undo);
	}

	rollback(mark: number): void {
		while (this.undos.length > mark) this.undos.pop()?.();
	}

	forget(): void {
		this.undos.length = 0;
	}
}

type KeysOf<T> = Readonly<Record<string, (row: T) => string | undefined>>;

/** Records by id, in the order in which they were made, with indexes by other keys. Records are never changed in place. */
export class Table<T extends Row, Keys extends KeysOf<T> = KeysOf<T>> {
	private readonly rows = new Map<string, T>();
	private readonly indexes = new Map<string, Map<string, Set<string>>>();

	constructor(
		private readonly undo: UndoLog,
		private readonly keys: Keys,
	) {
		for (const name of Object.keys(keys)) this.indexes.set(name, new Map());
	}

	get size(): number {
		return this.rows.size;
	}

	get(id: string): T | undefined {
		return this.rows.get(id);
	}

	all(): IterableIterator<T> {
		return this.rows.values();
	}

	/** Records whose key is this text. */
	find(key: keyof Keys & string, text: string): T[] {
		const ids = this.indexes.get(key)?.get(text) ?? [];
		return [...ids].flatMap((id) => this.rows.get(id) ?? []);
	}

	put(row: T): T {
		const before = this.rows.get(row.id);
		this.set(row);
		this.undo.note(() => (before === undefined ? this.drop(row.id) : this.set(before)));
		return row;
	}

	snapshot(): T[] {
		return [...this.rows.values()];
	}

	restore(rows: readonly T[]): void {
		this.rows.clear();
		for (const index of this.indexes.values()) index.clear();
		for (const row of rows) this.set(row);
	}

	private set(row: T): void {
		const before = this.rows.get(row.id);
		if (before !== undefined) this.unindex(before);
		this.rows.set(row.id, row);
		for (const [name, keyOf] of Object.entries(this.keys)) {
			const key = keyOf(row);
			if (key === undefined) continue;
			const index = this.indexes.get(name);
			const ids = index?.get(key) ?? new Set<string>();
			ids.add(row.id);
			index?.set(key, ids);
		}
	}

	private drop(id: string): void {
		const row = this.rows.get(id);
		if (row === undefined) return;
		this.unindex(row);
		this.rows.delete(id);
	}

	private unindex(row: T): void {
		for (const [name, keyOf] of Object.entries(this.keys)) {
			const key = keyOf(row);
			if (key === undefined) continue;
			const ids = this.indexes.get(name)?.get(key);
			ids?.delete(row.id);
			if (ids?.size === 0) this.indexes.get(name)?.delete(key);
		}
	}
}
