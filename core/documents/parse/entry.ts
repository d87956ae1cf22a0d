/** The schema of a journal entry. */
import { z } from 'zod';
import { ACCOUNT_ROLES } from '../../accounts/roles';
import type { EntryApproval } from '../../approvals/approval';
import {
	ENTRY_PURPOSES,
	type JournalEntry,
	type JournalLine,
	type LineTax,
	type SummaryDetail,
} from '../../journal/entry';
import { header, lineType, order, party, place, taxCode } from './parts';
import {
	date,
	decimal,
	instant,
	MAX_LINES,
	MAX_PARTS,
	money,
	name,
	quantity,
	text,
	type Parsed,
} from './primitives';

const lineTax: z.ZodType<Parsed<LineTax>> = z.strictObject({
	name: text,
	rate: decimal,
	amount: money,
	ledgerRateId: name.optional(),
});

const journalLine: z.ZodType<Parsed<JournalLine>> = z.strictObject({
	role: z.enum(ACCOUNT_ROLES),
	account: z.strictObject({ id: name, name: text }).optional(),
	side: z.enum(['debit', 'credit']),
	amount: money,
	description: text,
	facts: z.strictObject({
		platform: text.optional(),
		store: text.optional(),
		channel: text.optional(),
		gateway: text.optional(),
		currency: text.optional(),
		country: text.optional(),
		region: text.optional(),
		lineType: z.enum([...lineType.options, 'adjustment', 'tender']).optional(),
		category: text.optional(),
		sku: text.optional(),
		discountCode: text.optional(),
		customerGroup: text.optional(),
		taxName: text.optional(),
		taxRate: decimal.optional(),
		adjustment: z.enum(['refunded', 'keptBack']).optional(),
		restocked: z.literal('yes').optional(),
	}),
	quantity: quantity.optional(),
	dimensions: z.record(z.string(), z.string()).optional(),
	taxCode: taxCode.optional(),
	taxes: z.array(lineTax).max(MAX_PARTS).optional(),
	payment: z
		.strictObject({ id: name, method: text, capturedAt: instant, reference: text.optional() })
		.optional(),
	origin: text,
	rule: text.optional(),
	arithmetic: z.array(text).max(MAX_PARTS).optional(),
	part: z.enum(['sales', 'refunds']).optional(),
	movement: name.optional(),
	bookedOn: date.optional(),
});

/** events in one summary */
const MAX_MEMBERS = 200_000;

const summary: z.ZodType<Parsed<SummaryDetail>> = z.strictObject({
	from: date,
	to: date,
	payout: name.optional(),
	group: z.record(z.string().max(100), text),
	sequence: z.int().min(1).max(1_000_000),
	members: z
		.array(
			z.strictObject({
				id: name,
				purpose: z.enum(ENTRY_PURPOSES),
				orderNumber: text,
				bookedOn: date,
				amount: money,
				fingerprint: name,
			}),
		)
		.min(1)
		.max(MAX_MEMBERS),
	leftOut: z.array(z.strictObject({ id: name, orderNumber: text, reason: text })).max(MAX_MEMBERS),
	controls: z.array(z.strictObject({ control: text, amount: text })).max(MAX_LINES),
});

/** a memo has room for few */
const MAX_APPROVERS = 10;

const approval: z.ZodType<Parsed<EntryApproval>> = z.strictObject({
	id: name,
	by: z
		.array(z.strictObject({ name: text, why: text, at: instant }))
		.min(1)
		.max(MAX_APPROVERS),
	reasons: z.array(text).max(MAX_PARTS),
});

export const entrySchema: z.ZodType<Parsed<JournalEntry>> = z.looseObject({
	type: z.literal('JournalEntry'),
	...header,
	purpose: z.enum(ENTRY_PURPOSES),
	documentId: name,
	lines: z.array(journalLine).max(MAX_LINES * 4),
	narration: text,
	order: z.strictObject({ ...order.shape, poNumber: text.optional() }),
	relatesTo: name.optional(),
	relatesToPurpose: z.enum(ENTRY_PURPOSES).optional(),
	direction: z.enum(['received', 'returned']).optional(),
	customer: party.optional(),
	shipTo: place.optional(),
	dueOn: date.optional(),
	pricesIncludeTax: z.boolean().optional(),
	summary: summary.optional(),
	approval: approval.optional(),
});
