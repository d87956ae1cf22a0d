/** An event as the sync log keeps it until it is summed: what it does to the books, and nothing about the customer. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { parseJournalEntry } from '../documents/parse';
import type { JournalEntry, SummaryMember, SummaryPart } from '../journal/entry';
import { fromMinorUnits, minorUnits, type Money } from '../money/money';
import { canonicalJson } from '../canonicalJson';
import { figuresOf, type Figures } from './figures';
import type { SummaryBatch } from './policy';
import { sumLines } from './sumLines';

export interface MemberContent {
	readonly batch: SummaryBatch;
	/** the day it belongs to, by the cut of the policy */
	readonly day: string;
	readonly member: SummaryMember;
	/** with its lines summed, and without customer, place and texts */
	readonly entry: JournalEntry;
	/** of its lines as they came, to prove the summary by */
	readonly figures: Figures;
	/** where the period is a payout: the keys under which it is found in one (core/summary/payouts.ts) */
	readonly payoutKeys?: readonly string[];
}

/** Sales are summed with sales; refunds, and their money that went out later, with each other. */
export const partOf = ({ purpose }: JournalEntry): SummaryPart => (purpose === 'Sale' ? 'sales' : 'refunds');

/** What was charged or given back, with tax: all that was paid, is owed, or is still to be paid back. */
export function amountOf({ lines, purpose, currency }: JournalEntry): Money {
	const money = purpose === 'Sale' ? 'debit' : 'credit';
	const open = purpose === 'Sale' ? 'receivable' : purpose === 'Refund' ? 'refundsPayable' : undefined;
	let units = 0n;
	for (const { role, side, amount, payment } of lines) {
		const counts = payment !== undefined || role === open || role === 'receivable';
		if (counts && side === money) units += minorUnits(amount);
	}
	return fromMinorUnits(units, currency);
}

/** Equal while the event does the same to the books on the same day; texts and the order of its lines do not count. */
function fingerprintOf({ purpose, direction, bookedOn, lines }: JournalEntry): string {
	const matters = lines.map(({ role, account, side, amount, taxCode, taxes = [], dimensions, facts }) =>
		canonicalJson([
			role,
			account?.id ?? null,
			side,
			amount.amount,
			amount.currency,
			taxCode?.id ?? null,
			taxes.map((tax) => canonicalJson([tax.rate, tax.ledgerRateId ?? null, tax.amount.amount])).sort(),
			dimensions ?? null,
			facts.gateway ?? null,
		]),
	);
	const text = canonicalJson([purpose, direction ?? null, bookedOn, matters.sort()]);
	return createHash('sha256').update(text).digest('hex');
}

/** @param day by the cut of the policy */
export function memberOf(entry: JournalEntry, batch: SummaryBatch, day: string): MemberContent {
	const { customer: _customer, shipTo: _place, dueOn: _due, findings: _findings, ...plain } = entry;
	const lines = sumLines(entry.lines.map((line) => ({ ...line, part: partOf(entry) })));
	const summed = { ...plain, lines };
	return {
		batch,
		day,
		entry: summed,
		figures: figuresOf(entry.lines),
		member: {
			id: entry.documentId,
			purpose: entry.purpose,
			orderNumber: entry.order.number,
			bookedOn: entry.bookedOn,
			amount: amountOf(entry),
			fingerprint: fingerprintOf(summed),
		},
	};
}

/** The outline of what we have written ourselves; the entry is read with its own bounds. */
const outline = z.looseObject({
	batch: z.looseObject({ from: z.string(), to: z.string(), group: z.record(z.string(), z.string()) }),
	day: z.string(),
	member: z.looseObject({ id: z.string(), fingerprint: z.string() }),
	entry: z.unknown(),
	figures: z.record(z.string(), z.string()),
	payoutKeys: z.array(z.string()).optional(),
});

/** Content as it comes out of the sync log; undefined when it is none. */
export function parseMember(value: unknown): MemberContent | undefined {
	const parsed = outline.safeParse(value);
	if (!parsed.success) return undefined;
	const entry = parseJournalEntry(parsed.data.entry);
	return entry.ok
		? ({ ...(parsed.data as unknown as MemberContent), entry: entry.value } as const)
		: undefined;
}
