/** What the lab tells about a company: documents by kind, the trial balance, and documents that are there twice. */
import type { Company, TrialBalanceRow } from './books/company';
import { fieldText } from './books/store';
import { TRANSACTIONS, type TransactionName } from './schema/index';

/** Documents of one kind that share a number or the mark in their notes. */
export interface Duplicate {
	readonly type: TransactionName;
	readonly field: 'DocNumber' | 'PrivateNote';
	readonly value: string;
	readonly ids: readonly string[];
}

export interface CompanyFigures {
	readonly documents: Readonly<Record<string, number>>;
	readonly trialBalance: readonly TrialBalanceRow[];
	readonly duplicates: readonly Duplicate[];
}

/** The last word of a note, if it looks like a key: keys have separators. */
export function lastKey(note: string): string | undefined {
	const word = note.trim().split(/\s+/).at(-1) ?? '';
	return word.length >= 8 && /[/=:]/.test(word) ? word : undefined;
}

export function documentCounts(company: Company): Record<string, number> {
	return Object.fromEntries(
		TRANSACTIONS.map((type) => [type, company.store.count(type)] as const).filter(([, count]) => count > 0),
	);
}

/** Voided documents do not count: they are what an undone posting leaves. */
const isVoided = (note: string | undefined): boolean => note?.startsWith('Voided') === true;

export function duplicatesOf(company: Company, markerOf: (note: string) => string | undefined): Duplicate[] {
	return TRANSACTIONS.flatMap((type) => {
		const groups = new Map<string, Duplicate & { readonly ids: string[] }>();
		const note = (field: Duplicate['field'], value: string | undefined, id: string): void => {
			if (value === undefined) return;
			const key = `${field} ${value}`;
			const group = groups.get(key) ?? { type, field, value, ids: [] };
			group.ids.push(id);
			groups.set(key, group);
		};
		for (const document of company.store.all(type)) {
			if (isVoided(document.PrivateNote)) continue;
			note('DocNumber', fieldText(document, 'DocNumber'), document.Id);
			note('PrivateNote', markerOf(document.PrivateNote ?? ''), document.Id);
		}
		return [...groups.values()].filter((group) => group.ids.length > 1);
	});
}
