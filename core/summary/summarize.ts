/**
 * Sums events: each is kept in the sync log until its period is over, then a summary of all that are there is closed, and what
 * comes later goes into a further one. May be called with the same events any number of times, by any number of workers.
 */
import type { Payout } from '../documents';
import { finding, type Finding } from '../findings/finding';
import type { JournalEntry, SummaryLeftOut } from '../journal/entry';
import { composeDocuments } from '../ledger/compose';
import { parseJournalEntry } from '../documents/parse';
import type { HeldEvent, SyncLog } from '../posting/syncLog';
import { batchKey, batchOf, dueAt } from './batch';
import { closeBatch } from './close';
import { memberOf, parseMember, type MemberContent } from './member';
import { eventKeys, payoutRows } from './payouts';
import { dayOf } from './period';
import type { ReadyEntry, ReviewedEntry, SummarizeOptions, Summarized, WaitingEntry } from './results';
import { singlyRule } from './singly';
import { POSTED_BEFORE, type SummaryAnswer, type SummaryEvent } from './store';
import { partsOf } from '../partsOf';

/** events in one transaction of the sync log */
const AT_ONCE = 500;
const MOST_UNSETTLED = 1_000;

interface Input {
	readonly index: number;
	readonly entry: JournalEntry;
	readonly event: SummaryEvent;
	readonly content?: MemberContent;
}

const listed = (reason: string | undefined) => (reason === undefined ? {} : { reason });

/** What becomes an event of the store: of what is summed its content, of the rest the reason. */
function eventOf(content: MemberContent, due: number, reason?: string): SummaryEvent {
	const { batch, member } = content;
	return {
		businessKey: member.id,
		batch: batchKey(batch),
		...(batch.payout === undefined ? {} : { payout: batch.payout }),
		dueAt: due,
		orderNumber: member.orderNumber,
		bookedOn: member.bookedOn,
		fingerprint: member.fingerprint,
		content: reason === undefined ? content : null,
		...listed(reason),
	};
}

class Run {
	readonly ready: ReadyEntry[] = [];
	readonly waiting: WaitingEntry[] = [];
	readonly review: ReviewedEntry[] = [];
	/** summaries that the input's events are in: they go out again, and come out of the poster as unchanged */
	readonly touched = new Set<string>();

	constructor(private readonly options: SummarizeOptions) {}

	hold(entry: JournalEntry, index: number, findings: readonly Finding[]): void {
		const { id, order, bookedOn } = entry;
		this.review.push({ index, entry, id, orderNumber: order.number, bookedOn, findings });
	}

	/** The input as events of the store; what no document can be made of is held, so that it cannot hold up the others. */
	inputsOf(entries: readonly JournalEntry[]): Input[] {
		const { policy, capabilities, target, now } = this.options;
		const reasonFor = singlyRule(policy.singly);
		return entries.flatMap((entry, index): Input[] => {
			if (entry.purpose === 'Summary') {
				this.ready.push({ entry, index });
				return [];
			}
			const reason = reasonFor(entry);
			if (reason === undefined) {
				const possible = composeDocuments(entry, capabilities, target);
				if (!possible.ok) {
					this.hold(entry, index, possible.findings);
					return [];
				}
			}
			const batch = batchOf(entry, policy);
			const member = memberOf(entry, batch, dayOf(entry, policy));
			const content = policy.period === 'payout' ? { ...member, payoutKeys: eventKeys(entry) } : member;
			const event = eventOf(content, dueAt(batch, policy, now), reason);
			return [{ index, entry, event, ...(reason === undefined ? { content } : {}) }];
		});
	}

	async add(inputs: readonly Input[]): Promise<void> {
		const { syncLog, target } = this.options;
		for (const some of partsOf(inputs, AT_ONCE)) {
			const answers = await syncLog.summaryAdd(
				target,
				some.map(({ event }) => event),
			);
			for (const [index, input] of some.entries()) {
				const answer = answers[index];
				if (answer === undefined) throw new Error('one answer an event');
				await this.take(input, answer);
			}
		}
	}

	private async take(input: Input, answer: SummaryAnswer): Promise<void> {
		const { entry, index, event } = input;
		switch (answer.state) {
			case 'waiting':
				return this.wait(input);
			case 'single':
				return void this.ready.push({ entry, index, ...listed(event.reason) });
			case 'posted':
				return void this.ready.push({ entry, index, reason: event.reason ?? POSTED_BEFORE });
			case 'summarized':
				if (answer.fingerprint === event.fingerprint) return void this.touched.add(answer.summary);
				return await this.changed(input, answer.summary);
		}
	}

	private wait({ entry, index, event }: Input): void {
		const { dueAt: due, batch } = event;
		const known = due < Number.MAX_SAFE_INTEGER ? { dueAt: new Date(due).toISOString() } : {};
		this.waiting.push({ entry, index, batch, ...known });
	}

	/**
	 * A summary that has never reached the ledger (the accounts were corrected after a preview) is made anew. What is in the
	 * ledger stays, and a person hears of the change.
	 */
	private async changed(input: Input, summary: string): Promise<void> {
		const { syncLog, target } = this.options;
		const { entry, index, event } = input;
		if ((await syncLog.summaryReopen(target, summary, 'wait')) !== 'inLedger') {
			const [answer] = await syncLog.summaryAdd(target, [event]);
			if (answer !== undefined && answer.state !== 'summarized') {
				this.touched.delete(summary);
				return await this.take(input, answer);
			}
		}
		const evidence = {
			document: 'Summary',
			number: summary,
			changes: `${entry.order.number} is another now (${entry.purpose} of ${event.bookedOn})`,
		};
		this.hold(entry, index, [finding('CHANGED_AFTER_POSTING', { evidence })]);
	}

	/** Events whose payout has come get its batch. */
	async payOut(): Promise<void> {
		const { syncLog, target, policy, now } = this.options;
		const waiting = (await syncLog.summaryUnpaid(target)).flatMap((content) => parseMember(content) ?? []);
		const keysOf = ({ payoutKeys, member }: MemberContent): readonly string[] => payoutKeys ?? [member.id];
		for (const some of partsOf(waiting, AT_ONCE)) {
			const payouts = await syncLog.summaryPayoutsOf(target, some.flatMap(keysOf));
			const events = some.flatMap((known) => {
				const found = keysOf(known).flatMap((key) => payouts.get(key) ?? [])[0];
				if (found === undefined) return [];
				const batch = batchOf(known.entry, policy, { id: found.payout, issuedOn: found.issuedOn });
				const kept = { ...batch, group: known.batch.group };
				return [eventOf({ ...known, batch: kept }, dueAt(kept, policy, now))];
			});
			if (events.length > 0) await syncLog.summaryAdd(target, events);
		}
	}

	async close(): Promise<void> {
		const { syncLog, target, now } = this.options;
		for (const batch of await syncLog.summaryDue(target, now)) {
			const closed = await closeBatch(batch, await this.heldOf(batch), this.options);
			if (closed === undefined) continue;
			if (closed.ok) this.touched.add(closed.value);
			else this.review.push(closed.held);
		}
	}

	private heldEvents: Awaited<ReturnType<SyncLog['openHeldEvents']>> | undefined;

	/** Events of the shop that are held before this node. */
	private async heldOf(batch: string): Promise<readonly (SummaryLeftOut & { readonly bookedOn: string })[]> {
		this.heldEvents ??= await this.options.syncLog.openHeldEvents(MOST_UNSETTLED);
		const shop = batch.split('/').slice(0, 2).join('/');
		return this.heldEvents
			.filter(({ businessKey }) => businessKey.startsWith(`${shop}/`))
			.map(({ businessKey, orderNumber, bookedOn, stage, findings }) => ({
				id: businessKey,
				orderNumber,
				bookedOn,
				reason: `held (${stage}): ${findings[0]?.code ?? ''}`,
			}));
	}

	/** The summaries that go out: those just closed, those the input is in, and those an earlier run did not bring to an end. */
	async summaries(): Promise<void> {
		const { syncLog, target } = this.options;
		const unsettled = await syncLog.unsettledSummaries(target, MOST_UNSETTLED);
		const keys = [...new Set([...this.touched, ...unsettled])];
		const entries: JournalEntry[] = [];
		for (const some of partsOf(keys, AT_ONCE)) {
			for (const [key, value] of await syncLog.summaries(target, some)) {
				const parsed = parseJournalEntry(value);
				if (parsed.ok) entries.push(parsed.value);
				else this.review.push({ id: key, orderNumber: '', bookedOn: '', findings: parsed.findings });
			}
		}
		const place = ({ bookedOn, id }: JournalEntry): string => `${bookedOn} ${id}`;
		entries.sort((a, b) => (place(a) < place(b) ? -1 : 1));
		this.ready.push(...entries.map((entry) => ({ entry })));
	}

	async noteHeld(): Promise<void> {
		const { syncLog, runId } = this.options;
		const events = this.review.map(({ id, orderNumber, bookedOn, findings }): HeldEvent => ({
			businessKey: id,
			stage: 'summary',
			orderNumber,
			bookedOn,
			findings,
			runId,
		}));
		await syncLog.heldEvents(events);
	}
}

/** The transactions of payouts: which event each belongs to. */
async function notePayouts(payouts: readonly Payout[], { syncLog, target }: SummarizeOptions): Promise<void> {
	for (const some of partsOf(payoutRows(payouts), AT_ONCE)) await syncLog.summaryPayouts(target, some);
}

/**
 * Takes events in and gives out what is to be posted now. Nothing is written to the ledger.
 *
 * Findings: SUMMARY_CONTROL_FAILED (of a summary: its events wait), CHANGED_AFTER_POSTING (an event that is in a posted summary
 * has changed in the shop), and what makes an event impossible to post.
 *
 * @param entries mapped (mapAccounts)
 * @param payouts of which the transactions are summed together, where that is the period
 */
export async function summarizeEvents(
	entries: readonly JournalEntry[],
	options: SummarizeOptions,
	payouts: readonly Payout[] = [],
): Promise<Summarized> {
	const run = new Run(options);
	await run.add(run.inputsOf(entries));
	await notePayouts(payouts, options);
	if (options.policy.period === 'payout') await run.payOut();
	await run.close();
	await run.summaries();
	await run.noteHeld();
	const { ready, review } = run;
	const summed = new Set(ready.flatMap(({ entry }) => entry.summary?.members ?? []).map(({ id }) => id));
	return { ready, review, waiting: run.waiting.filter(({ entry }) => !summed.has(entry.documentId)) };
}
