/** The lines of an entry, sorted by what they become: lines of the document, money, what is owed, tax of the ledger. */
import type { AccountRef, AccountRole } from '../../accounts/roles';
import type { JournalLine } from '../../journal/entry';
import { minorUnits } from '../../money/money';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';

export interface SortedLines {
	/** lines of the document */
	readonly lines: readonly JournalLine[];
	/** money in or out through gateways */
	readonly cash: readonly JournalLine[];
	/** what the customer owes, or no longer owes */
	readonly receivable: readonly JournalLine[];
	/** goods that left the stock or came back: nothing the customer sees */
	readonly cost: readonly JournalLine[];
}

const COSTS: ReadonlySet<AccountRole> = new Set(['cogs', 'inventory', 'writeOffs']);

/** Sorts an entry's lines. Tax that the ledger books itself is in the lines' tax codes and falls away; it must be there. */
export function sortLines(composer: Composer): SortedLines {
	const lines: JournalLine[] = [];
	const cash: JournalLine[] = [];
	const receivable: JournalLine[] = [];
	const cost: JournalLine[] = [];
	let ledgerTax = 0n;
	let carried = 0n;
	for (const line of composer.entry.lines) {
		const sign = line.side === 'debit' ? 1n : -1n;
		if (line.role === 'clearing') cash.push(line);
		else if (line.role === 'receivable') receivable.push(line);
		else if (COSTS.has(line.role)) cost.push(line);
		else if (composer.ledgerBooksTax(line)) ledgerTax += sign * minorUnits(line.amount);
		else {
			lines.push(line);
			for (const tax of composer.carriedTaxes(line)) carried += sign * minorUnits(tax.amount);
		}
	}
	if (ledgerTax !== carried) composer.notPossible('the tax of the lines is not the tax of the entry');
	return { lines, cash, receivable, cost };
}

/** Money through one gateway and account. */
export interface Gateway {
	readonly account: AccountRef;
	readonly name: string;
	readonly lines: readonly JournalLine[];
	readonly units: bigint;
}

/** Cash lines by gateway and account, in the order in which they came. */
export function gateways(composer: Composer, cash: readonly JournalLine[]): Gateway[] {
	const byKey = new Map<string, Gateway>();
	for (const line of cash) {
		const account = composer.account(line);
		if (account === undefined) continue;
		const name = line.facts.gateway ?? account.name;
		const key = `${account.id}|${name}`;
		const known = byKey.get(key);
		byKey.set(key, {
			account,
			name,
			lines: [...(known?.lines ?? []), line],
			units: (known?.units ?? 0n) + minorUnits(line.amount),
		});
	}
	return [...byKey.values()];
}

/** The gateway's own reference, when there is exactly one payment. */
export function referenceOf(lines: readonly JournalLine[]): { readonly paymentReference?: string } {
	const reference = lines.length === 1 ? lines[0]?.payment?.reference : undefined;
	return reference === undefined ? {} : { paymentReference: reference };
}

/** The cost of goods as a journal beside the entry's own documents; none where the entry has no cost. */
export function costJournal(composer: Composer, cost: readonly JournalLine[]): readonly LedgerDocument[] {
	if (cost.length === 0 || !composer.needs('ManualJournal')) return [];
	const document = composer.document({
		type: 'ManualJournal',
		part: 'cost',
		what: 'Cost of goods',
		lines: composer.lines('ManualJournal', cost),
	});
	return document === undefined ? [] : [document];
}
