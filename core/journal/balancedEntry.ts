/** The only way to make a journal entry: it refuses one that does not balance. */
import { SCHEMA_VERSION } from '../documents/header';
import { finding, type Finding } from '../findings/finding';
import { fromMinorUnits, minorUnits } from '../money/money';
import { done, held, type Outcome } from '../outcome';
import type { JournalEntry, JournalLine } from './entry';

export type EntryDraft = Omit<JournalEntry, 'type' | 'schemaVersion'>;

interface Balance {
	debit: bigint;
	credit: bigint;
}

/** Debits and credits of lines in minor units, per currency. */
export function balances(lines: readonly JournalLine[]): Map<string, Balance> {
	const perCurrency = new Map<string, Balance>();
	for (const { amount, side } of lines) {
		let balance = perCurrency.get(amount.currency);
		if (balance === undefined) perCurrency.set(amount.currency, (balance = { debit: 0n, credit: 0n }));
		balance[side] += minorUnits(amount);
	}
	return perCurrency;
}

/** @returns the entry, or ENTRY_UNBALANCED for each currency whose debits and credits differ */
export function balancedEntry(draft: EntryDraft): Outcome<JournalEntry> {
	const findings: Finding[] = [];
	for (const [currency, { debit, credit }] of balances(draft.lines)) {
		if (debit === credit) continue;
		const evidence = {
			debit: fromMinorUnits(debit, currency).amount,
			credit: fromMinorUnits(credit, currency).amount,
			currency,
		};
		findings.push(finding('ENTRY_UNBALANCED', { path: 'lines', evidence }));
	}
	if (findings.length > 0) return held(findings);
	return done({ type: 'JournalEntry', schemaVersion: SCHEMA_VERSION, ...draft });
}
