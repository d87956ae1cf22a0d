/**
 * Any history of deliveries, late and doubled, of workers at once, runs that are killed at every point, direct posting and a
 * policy that is changed: in the end each event is in the ledger once, and no summary has changed.
 */
import fc from 'fast-check';
import type { JournalEntry } from '../../../core/journal/entry';
import type { SyncLog } from '../../../core/posting/syncLog';
import type { SummaryPolicy } from '../../../core/summary';
import { openSyncLog } from '../../../synclog';
import { paidSale, paymentOf, refundOf, splitSale, unpaidSale } from '../../support/entries';
import { CountingLedger, LATER, movedBy, policyOf, summarize, TARGET } from '../../support/summaries';

const FIRST_DAY = Date.parse('2026-02-25T12:00:00Z');
const DAY_MS = 86_400_000;

/** Sales, refunds and payments over a fortnight that holds the end of a month. */
const EVENTS: readonly JournalEntry[] = Array.from({ length: 24 }, (_, index) => {
	const bookedOn = new Date(FIRST_DAY + (index % 12) * DAY_MS).toISOString().slice(0, 10);
	const options = { bookedOn, amount: `${index + 1}.0${index % 10}` };
	const id = String(index);
	switch (index % 6) {
		case 1:
			return splitSale(id, options);
		case 2:
			return refundOf(String(index - 2), options);
		case 3:
			return unpaidSale(id, options);
		case 4:
			return paymentOf(String(index - 1), options);
		default:
			return paidSale(id, options);
	}
});

type Step =
	| { readonly kind: 'time'; readonly days: number }
	/** what a worker is given, and whether it lives to hand on what comes out */
	| { readonly kind: 'run'; readonly workers: readonly Worker[] }
	| { readonly kind: 'direct'; readonly event: number };

interface Worker {
	readonly events: readonly number[];
	readonly killed: 'not' | 'beforePosting' | 'whilePosting';
	readonly policy: number;
}

const POLICIES: readonly SummaryPolicy[] = [
	policyOf({ period: 'week' }),
	policyOf({ period: 'day', emit: 'now' }),
	policyOf({ period: 'day', singly: { companies: true, over: '15' } }),
];

const worker: fc.Arbitrary<Worker> = fc.record({
	events: fc.array(fc.nat(EVENTS.length - 1), { maxLength: 10 }),
	killed: fc.constantFrom('not', 'not', 'beforePosting', 'whilePosting'),
	policy: fc.constantFrom(0, 0, 0, 1, 2),
});

const step: fc.Arbitrary<Step> = fc.oneof(
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 5 }) }),
	},
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('run' as const),
			workers: fc.array(worker, { minLength: 1, maxLength: 3 }),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('direct' as const), event: fc.nat(EVENTS.length - 1) }),
	},
);

class World {
	now = FIRST_DAY;
	readonly log: SyncLog = openSyncLog({ file: ':memory:', now: () => this.now });
	readonly ledger = new CountingLedger(this.log);
	/** every summary that ever came out, by its id */
	readonly seen = new Map<string, string>();
	/** by member: the summaries that hold it */
	readonly homes = new Map<string, Set<string>>();

	private look(entries: readonly JournalEntry[]): void {
		for (const entry of entries) {
			if (entry.summary === undefined) continue;
			const text = JSON.stringify(entry);
			expect(this.seen.get(entry.id) ?? text).toBe(text);
			this.seen.set(entry.id, text);
			for (const { id } of entry.summary.members)
				this.homes.set(id, (this.homes.get(id) ?? new Set()).add(entry.id));
		}
	}

	private async work({ events, killed, policy }: Worker): Promise<void> {
		const given = events.flatMap((index) => EVENTS[index] ?? []);
		const { ready, review } = await summarize(this.log, given, POLICIES[policy], { now: this.now });
		expect(review).toEqual([]);
		const entries = ready.map(({ entry }) => entry);
		this.look(entries);
		if (killed === 'beforePosting') return;
		await this.ledger.post(killed === 'whilePosting' ? entries.slice(0, entries.length / 2) : entries);
	}

	async take(next: Step): Promise<void> {
		if (next.kind === 'time') this.now += next.days * DAY_MS;
		else if (next.kind === 'run') await Promise.all(next.workers.map(async (each) => await this.work(each)));
		else await this.ledger.post(EVENTS.slice(next.event, next.event + 1));
	}

	/** Everything is delivered once more, its periods pass, and the last summaries are posted. */
	async finish(): Promise<void> {
		const all = EVENTS.map((_, index) => index);
		await this.work({ events: all, killed: 'not', policy: 0 });
		this.now = LATER;
		await this.work({ events: [], killed: 'not', policy: 0 });
	}
}

it('brings each event into the ledger once, and changes no summary', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
			const world = new World();
			try {
				for (const next of steps) await world.take(next);
				await world.finish();
				expect(world.ledger.balances).toEqual(movedBy(EVENTS));
				expect(world.ledger.changed).toEqual([]);
				expect(new Set(world.ledger.keys).size).toBe(world.ledger.keys.length);
				for (const homes of world.homes.values()) expect(homes.size).toBe(1);
				expect(await world.log.summaryWaiting()).toEqual([]);
				expect(await world.log.unsettledSummaries(TARGET, 9)).toEqual([]);
				expect((await world.log.accounted(EVENTS.map(({ id }) => id))).size).toBe(EVENTS.length);
			} finally {
				await world.log.close();
			}
		}),
		{ numRuns: 60 },
	);
}, 60_000);
