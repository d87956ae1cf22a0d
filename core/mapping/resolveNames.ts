/** The ledger's accounts and dimensions by what people write: an id, a number or a name. */
import { plainWord } from '../accounts/roleNames';
import type { AccountRef } from '../accounts/roles';
import type { LedgerAccount, LedgerDimension } from '../ledger/connector';

/** What was meant, or a sentence why that cannot be told. */
export type Resolved<T> = { readonly value: T } | { readonly problem: string };

/** What rules may name. */
export interface LedgerNames {
	/** @param text an id, a number, a name, or "number name" as drop-downs show it */
	account(text: string): Resolved<AccountRef>;
	/** @param name of the dimension: its key or its name there ("class", "Class", "Region") @returns its key */
	dimension(name: string): Resolved<string>;
	/** @param key of the dimension @param text an option's id or name @returns the option's id */
	option(key: string, text: string): Resolved<string>;
}

const folded = (text: string): string => text.trim().toLowerCase();

/** Entries by each of their texts; a text that several have points to all of them. */
function indexed<T>(
	entries: readonly T[],
	textsOf: (entry: T) => readonly string[],
): ReadonlyMap<string, T[]> {
	const index = new Map<string, T[]>();
	for (const entry of entries) {
		for (const text of new Set(textsOf(entry).map(folded))) {
			const others = index.get(text);
			if (others === undefined) index.set(text, [entry]);
			else others.push(entry);
		}
	}
	return index;
}

const quoted = (names: readonly string[]): string => names.map((name) => `"${name}"`).join(', ');

export function ledgerNames(
	chart: readonly LedgerAccount[],
	dimensions: readonly LedgerDimension[],
): LedgerNames {
	const active = chart.filter((account) => account.active);
	const ids = new Map(active.map((account) => [account.id, account]));
	const names = indexed(active, ({ name, number }) =>
		number === undefined ? [name] : [name, number, `${number} ${name}`],
	);
	const inactive = new Set(chart.filter((account) => !account.active).map(({ name }) => folded(name)));
	return {
		account(text) {
			const found = ids.get(text.trim()) ?? names.get(folded(text));
			if (found === undefined) {
				const what = inactive.has(folded(text))
					? 'is inactive in the ledger'
					: 'is not in the chart of accounts';
				return { problem: `the account "${text}" ${what}` };
			}
			if (!Array.isArray(found)) return { value: { id: found.id, name: found.name } };
			const [only, ...others] = found;
			if (only === undefined || others.length > 0)
				return { problem: `${found.length} accounts are called "${text}": give the id of one` };
			return { value: { id: only.id, name: only.name } };
		},
		dimension(name) {
			const word = plainWord(name);
			const found = dimensions.filter(
				(each) => each.key === name || plainWord(each.key) === word || plainWord(each.name) === word,
			);
			const [only, ...others] = found;
			if (only !== undefined && others.length === 0) return { value: only.key };
			const all = dimensions.length === 0 ? 'none' : quoted(dimensions.map((each) => each.name));
			return { problem: `the ledger has no dimension "${name}" (it has ${all})` };
		},
		option(key, text) {
			const dimension = dimensions.find((each) => each.key === key);
			const options = (dimension?.options ?? []).filter((each) => each.active);
			const byId = options.find(({ id }) => id === text.trim());
			if (byId !== undefined) return { value: byId.id };
			const [only, ...others] = options.filter(({ name }) => folded(name) === folded(text));
			if (only !== undefined && others.length === 0) return { value: only.id };
			const what = only === undefined ? 'no active option' : `${others.length + 1} options`;
			return { problem: `"${dimension?.name ?? key}" has ${what} "${text}"` };
		},
	};
}
