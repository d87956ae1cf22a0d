/** What people are asked: an approval with its entry, the person who is asked next, and the text they read. */
import { z } from 'zod';
import { parseJournalEntry } from '../documents/parse';
import { finding, type Finding } from '../findings/finding';
import { clipped } from '../slack/blocks';
import type { JournalEntry } from '../journal/entry';
import { done, held, type Outcome } from '../outcome';
import type { ApprovalRecord, Approver } from './approval';
import { sizeOf } from './policy';
import { oneLine } from './words';

/** Never posted as it is: posters take entries only. */
export interface ApprovalRequest {
	readonly type: 'ApprovalRequest';
	/** the approval's */
	readonly id: string;
	readonly businessKey: string;
	readonly orderNumber: string;
	readonly needed: number;
	/** the person who is asked now; absent where whoever answers tells who it is (Slack's "Capture Who Responded") */
	readonly asked?: Approver;
	/** all who may decide, in the order in which they are asked; empty: whoever the channel lets */
	readonly approvers: readonly Approver[];
	readonly title: string;
	/** for Slack; safe in n8n's "Send and Wait", which takes entities apart */
	readonly text: string;
	/** the same without marks, for forms and mails */
	readonly plainText: string;
	readonly reasons: readonly string[];
	/** to look at */
	readonly url?: string;
	readonly entry: JournalEntry;
}

const MOST_LINES = 12;
const MOST_REASONS = 8;
const MOST_LINE = 160;
/** Slack takes 3,000 in a section (https://docs.slack.dev/reference/block-kit/blocks/section-block) */
const MOST_TEXT = 2_900;

/** n8n's Send and Wait turns entities into what they stand for, and Slack takes < for a mention or link: neither may get there. */
const harmless = (text: string): string =>
	text
		.replaceAll('<', '‹')
		.replaceAll('>', '›')
		.replaceAll('\\n', '\\ n')
		.replace(/&(?=(?:amp|lt|gt|#39|quot);)/g, '＆');

const line = (text: string): string => harmless(oneLine(text, MOST_LINE));

function listed(all: readonly string[], most: number): string[] {
	const rest = all.length - most;
	return [
		...all.slice(0, most).map((each) => `• ${line(each)}`),
		...(rest > 0 ? [`• ... and ${rest} more`] : []),
	];
}

function journalLines({ lines }: JournalEntry): string[] {
	return lines.map(
		({ side, amount, account, role, description }) =>
			`${side === 'debit' ? 'Debit' : 'Credit'} ${amount.amount} ${amount.currency}: ${account?.name ?? role} (${description})`,
	);
}

/** The person who is asked next: the first who has not decided. */
function nextOf(approvers: readonly Approver[], { decisions }: ApprovalRecord): Approver | undefined {
	return approvers.find(({ id }) => !decisions.some(({ approver }) => approver.id === id));
}

/** @param approvers who may decide, in the order in which they are asked; nobody twice */
export function approvalRequest(
	entry: JournalEntry,
	record: ApprovalRecord,
	approvers: readonly Approver[],
): ApprovalRequest {
	const { amount, currency } = sizeOf(entry);
	const { order, source, bookedOn, purpose } = entry;
	const url = source.url !== undefined && /^https:\/\/\S+$/.test(source.url) ? source.url : undefined;
	const title = line(`${purpose} ${order.number}: ${amount} ${currency}`);
	const soFar = record.decisions.map(({ approver, why }) => `${approver.name}: ${why || 'approved'}`);
	const body = [
		line(`Of ${source.storeId}, booked on ${bookedOn}. ${entry.narration}`),
		'',
		'Why you are asked:',
		...listed(record.reasons, MOST_REASONS),
		...(soFar.length === 0 ? [] : ['', 'Approved so far:', ...listed(soFar, 2)]),
		'',
		'Journal:',
		...listed(journalLines(entry), MOST_LINES),
	].join('\n');
	const link = url === undefined ? '' : `\n\nIn the shop: ${harmless(url)}`;
	const asked = nextOf(approvers, record);
	const whole = (heading: string): string => clipped(`${heading}\n${body}`, MOST_TEXT - link.length) + link;
	return {
		type: 'ApprovalRequest',
		id: record.id,
		businessKey: record.businessKey,
		orderNumber: order.number,
		needed: record.needed,
		...(asked === undefined ? {} : { asked }),
		approvers,
		title,
		text: whole(`*Please decide: ${title}*`),
		plainText: whole(`Please decide: ${title}`),
		reasons: record.reasons,
		...(url === undefined ? {} : { url }),
		entry,
	};
}

const approver = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200) });

const schema = z.looseObject({
	type: z.literal('ApprovalRequest'),
	id: z.string().min(1).max(200),
	asked: approver.optional(),
	approvers: z.array(approver).max(50),
	entry: z.unknown(),
});

export interface ReadRequest {
	readonly id: string;
	readonly asked?: Approver;
	readonly approvers: readonly Approver[];
	readonly entry: JournalEntry;
}

/** @returns the request as this node gave it out, or APPROVAL_NOT_FITTING and what is wrong with its entry */
export function parseApprovalRequest(json: unknown): Outcome<ReadRequest> {
	const parsed = schema.safeParse(json);
	if (!parsed.success) return held([notFitting('the document that was asked about is not given')]);
	const entry = parseJournalEntry(parsed.data.entry);
	if (!entry.ok) return entry;
	const { id, asked, approvers } = parsed.data;
	return done({ id, approvers, entry: entry.value, ...(asked === undefined ? {} : { asked }) });
}

export const notFitting = (problem: string): Finding =>
	finding('APPROVAL_NOT_FITTING', { evidence: { problem } });
