/** What the books, and the sync log, must be in the end. */
import { effects } from '../../../core/ledger/effects';
import type { LedgerDocument } from '../../../core/ledger/documents';
import type { JournalEntry } from '../../../core/journal/entry';
import { currentKey } from '../../../core/posting/generations';
import { planEntries } from '../../../core/posting/plan';
import type { EntryResult } from '../../../core/posting/postOnce';
import { reversalKey } from '../../../core/posting/reversal';
import type { UndoneDocument } from '../../../core/posting/undo';
import { LEDGER, TENANT } from '../ledgerModel';
import { orderOf } from './entries';
import type { World } from './world';

const TARGET = { ledger: LEDGER, tenant: TENANT };

/** What a run says it has voided is without effect from then on. */
export function expectUndone({ ledger }: World, results: readonly UndoneDocument[]): void {
	for (const { state, postingKey } of results)
		if (state === 'undone') expect(ledger.of(postingKey)).toEqual([]);
}

/** What a run says is posted must be there at that moment. */
export function expectPosted({ ledger }: World, results: readonly EntryResult[]): void {
	for (const { state, ledgerId, postingKey } of results.flatMap(({ documents }) => documents)) {
		const isThere = ['created', 'found', 'unchanged', 'changed'].includes(state);
		if (isThere) expect(ledger.of(postingKey).map(({ id }) => id)).toEqual([ledgerId]);
	}
}

export function expectNoDoubles({ ledger }: World): void {
	const keys = ledger.documents.map(({ posted }) => posted.postingKey);
	expect(keys).toEqual([...new Set(keys)]);
}

/** Whether an order was ever delivered in its second version. */
function isRevised({ schedule: { deliveries, orders } }: World, index: number): boolean {
	return deliveries.some((delivery) =>
		delivery.orders.some((each) => each.revised && each.index % orders.length === index),
	);
}

/** What the shop shows in the end; without corrections the first versions, so that what differs is seen. */
export function lastEntries(world: World): JournalEntry[] {
	const { orders, corrections } = world.schedule;
	return orders.flatMap((_, index) =>
		world.entries(index, corrections === 'automatic' && isRevised(world, index)),
	);
}

/** Every event has moved the accounts as its last version does, unless a person was told. */
export async function expectTheLastVersions(world: World, last: readonly EntryResult[]): Promise<void> {
	const { ledger, log } = world;
	const plans = planEntries(lastEntries(world), ledger.session().capabilities, TARGET);
	for (const [index, { entry, documents }] of plans.entries()) {
		const records = await log.recordsOf([entry.documentId]);
		const differs = records.some(({ findings }) =>
			findings.some(({ code }) => code === 'POSTED_AMOUNT_DIFFERS'),
		);
		const told =
			last[index]?.outcome === 'review' ||
			// what applies to a sale that a person was told of waits for it
			(last[index]?.outcome === 'inProgress' &&
				last.some(
					({ entryId, outcome }) => outcome === 'review' && orderOf(entryId) === orderOf(entry.documentId),
				));
		if (differs || told) continue;
		const are = new Map<string, bigint>();
		for (const { document, voided } of ledger.documents)
			if (voided !== true && document.businessKey === entry.documentId) effects(document, are);
		const meant = new Map<string, bigint>();
		for (const document of documents) effects(document, meant);
		expect({ event: entry.documentId, is: new Map([...are].sort()) }).toEqual({
			event: entry.documentId,
			is: new Map([...meant].sort()),
		});
	}
}

/** What was taken back is voided, or stands beside its correction of the same amount, in an open period. */
function expectNoEffectOf({ ledger }: World, undone: ReadonlySet<string>): void {
	for (const key of undone) {
		const [original] = ledger.of(key);
		const [correction] = ledger.of(reversalKey(key));
		expect(correction?.total).toEqual(original?.total);
		if (correction !== undefined) expect(correction.date).toBe('2026-03-06');
	}
}

/** Events of orders that were delivered in a second version. */
function revisedEvents(world: World): ReadonlySet<string> {
	return new Set(
		world.schedule.deliveries
			.flatMap(({ orders }) => orders.filter((each) => each.revised))
			.flatMap(({ index }) => world.entries(index, false))
			.map(({ documentId }) => documentId),
	);
}

async function expectDocument(
	world: World,
	{ postingKey: base, ...document }: LedgerDocument,
	last: readonly EntryResult[],
	isRevisedEvent: boolean,
): Promise<void> {
	const { ledger, log } = world;
	const { businessKey } = document;
	const records = await log.recordsOf([businessKey]);
	const undone = new Set(
		records.flatMap(({ status, postingKey }) => (status === 'undone' ? [postingKey] : [])),
	);
	const postingKey = currentKey(base, undone);
	const [posted] = ledger.of(postingKey);
	expectNoEffectOf(world, undone);
	const isRefused = ledger.refused.has(businessKey) || ledger.poison.has(businessKey);
	const told = last.some(
		({ entryId, outcome }) => outcome === 'review' && orderOf(entryId) === orderOf(businessKey),
	);
	if (posted === undefined) {
		const why = isRefused || isRevisedEvent;
		expect({ postingKey, told, why }).toEqual({ postingKey, told: true, why: true });
		return;
	}
	expect({ postingKey, isRefused }).toEqual({ postingKey, isRefused: false });
	const record = await log.record(postingKey);
	if (record?.status !== 'posted') {
		// found by its number only, with an amount that was sent in between, or with a day that only a lost log knew: cannot be
		// told from a stranger's
		const { lost, closed } = world.schedule;
		const wasMoved = lost !== undefined && closed !== undefined;
		const cannotBeTold = (isRevisedEvent || wasMoved) && !ledger.rules.keepsKeys;
		expect({ postingKey, told, cannotBeTold }).toEqual({ postingKey, told: true, cannotBeTold: true });
		return;
	}
	expect(record).toMatchObject({ status: 'posted', ledgerId: posted.id });
	// what the ledger has instead of what was meant is never passed over
	const differs = record.findings.some(({ code }) => code === 'POSTED_AMOUNT_DIFFERS');
	if (!differs) expect(record.total).toEqual(posted.total);
	if (!isRevisedEvent) expect(posted.total).toEqual(document.total);
}

/**
 * In the end there is everything but what the ledger refuses, and the sync log says the same. Of an order that changed
 * on the way a part may be missing: then a person has been told.
 */
export async function expectTheBooks(world: World, last: readonly EntryResult[]): Promise<void> {
	const revised = revisedEvents(world);
	const entries = world.schedule.orders.flatMap((_, index) => world.entries(index, false));
	const plans = planEntries(entries, world.ledger.session().capabilities, TARGET);
	for (const document of plans.flatMap(({ documents }) => documents))
		await expectDocument(world, document, last, revised.has(document.businessKey));
}
