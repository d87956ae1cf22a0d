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

/** The lines of each day on which something of the entry is booked; mostly there is one. */
export function linesByDay({
	lines,
	bookedOn,
}: Pick<JournalEntry, 'lines' | 'bookedOn'>): ReadonlyMap<string, readonly JournalLine[]> {
	if (lines.every((line) => line.bookedOn === undefined)) return new Map([[bookedOn, lines]]);
	const days = new Map<string, JournalLine[]>();
	for (const line of lines) {
		const day = line.bookedOn ?? bookedOn;
		const known = days.get(day);
		if (known === undefined) days.set(day, [line]);
		else known.push(line);
	}
	return days;
}

/** @returns the entry, or ENTRY_UNBALANCED for each day and currency whose debits and credits differ */
export function balancedEntry(draft: EntryDraft): Outcome<JournalEntry> {
	const findings: Finding[] = [];
	for (const lines of linesByDay(draft).values()) {
		for (const [currency, { debit, credit }] of balances(lines)) {
			if (debit === credit) continue;
			const evidence = {
				debit: fromMinorUnits(debit, currency).amount,
				credit: fromMinorUnits(credit, currency).amount,
				currency,
			};
			findings.push(finding('ENTRY_UNBALANCED', { path: 'lines', evidence }));
		}
	}
	if (findings.length > 0) return held(findings);
	return done({ type: 'JournalEntry', schemaVersion: SCHEMA_VERSION, ...draft });
}
