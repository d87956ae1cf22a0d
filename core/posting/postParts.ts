/**
 * Posting entries part by part: claim the documents of a part, look up what is unclear, then send what is ready. Calls go out
 * full: what would end a part as a call that is not full stays open and goes with the next part, unless it has waited too long.
 */
import type { Finding } from '../findings/finding';
import type { LedgerCompany } from '../ledger/connector';
import type { PostingKey } from '../ledger/documents';
import { elapsedOf } from '../transport/clock';
import { isWholeBatch, lookAfterOthers } from './lookUp';
import { type PlannedEntry } from './plan';
import { closedFinding, isClosed, onFirstOpenDay } from './periods';
import { companyFor, inProgress, reasonsNotToSend, saleNotPosted } from './reasons';
import { membersOfRequest } from './requestId';
import { resultOf } from './results';
import { persistently } from './retry';
import type { PostingRun } from './run';
import { sendBatch } from './sendBatch';
import { claimOf, dependenciesOf, workOf, type Work } from './work';
import { partsOf } from '../partsOf';

/** Of a lease: what is claimed and not sent by then goes in a call that is not full, so that nobody takes it over. */
const LONGEST_WAIT = 1 / 3;

export interface PartOptions {
	/** look for every document in the ledger before it is sent, e.g. after the sync log was lost */
	readonly lookUpFirst: boolean;
	/** called after each batch */
	progress(): Promise<void>;
}

/** Claims every document of the entries at once: whatever happens then, each has a record to come back to. */
async function claimAll(
	run: PostingRun,
	planned: readonly PlannedEntry[],
	lookUpFirst: boolean,
): Promise<void> {
	const { syncLog, runId, leaseMs, ledger, tenant } = run.settings;
	const documents = planned.flatMap((plan) => plan.documents);
	const requests = documents.map((document) => claimOf(document, ledger, tenant));
	const claims = await syncLog.claim(requests, runId, leaseMs);
	const at = elapsedOf(run.settings.clock);
	documents.forEach((document, index) => {
		const [claim, request] = [claims[index], requests[index]];
		if (claim === undefined || request === undefined) throw new Error('one claim a document');
		switch (claim.state) {
			case 'claimed':
				return run.take(workOf(document, request, claim, { lookUpFirst, at }));
			case 'posted':
				return run.unchanged(document, claim.record);
			case 'changed':
				return run.changed(document, claim.record, claim.snapshot);
			case 'busy':
				return run.busy(document);
			case 'summarized':
			case 'reopened':
			case 'byHand':
				return run.elsewhere(document, claim);
		}
	});
}

/** Documents that may be in the ledger, by the batch they were sent in; the others can be looked for all at once. */
function batchesOf(works: readonly Work[]): readonly (readonly Work[])[] {
	const byToken = new Map<string, Work[]>();
	const others: Work[] = [];
	for (const work of works) {
		const token = work.sent?.requestId;
		if (token === undefined) others.push(work);
		else byToken.set(token, [...(byToken.get(token) ?? []), work]);
	}
	return [...byToken.values(), ...(others.length === 0 ? [] : [others])];
}

/** Takes over what earlier runs have posted. @returns tokens that can be used again, with their members */
async function lookUpUnclear(run: PostingRun): Promise<Map<string, readonly Work[]>> {
	const repeatable = new Map<string, readonly Work[]>();
	const unclear = [...run.open.values()].filter(({ lookFirst }) => lookFirst);
	// looked for now: what then stays open to wait for others is not looked for again
	for (const work of unclear) work.lookFirst = false;
	for (const works of batchesOf(unclear)) {
		const token = works[0]?.sent?.requestId;
		const whole = token !== undefined && isWholeBatch(works, membersOfRequest(token));
		const looked = await lookAfterOthers(run, works, whole);
		if (looked === undefined) {
			await run.leaveUncertain(works.filter((work) => isOpen(run, work)));
		} else if (looked.none && whole) repeatable.set(token, works);
	}
	return repeatable;
}

/** What other runs have left of the documents that those of this run depend on. */
interface Elsewhere {
	/** may be posted by another run, or by the next one */
	readonly onTheirWay: Set<PostingKey>;
	/** wait for their period, with the finding that says so */
	readonly waiting: Map<PostingKey, Finding>;
}

const isPeriodWait = ({ code }: Finding): boolean => code === 'PERIOD_WAIT';

/** The sale may have been posted by an earlier run. */
async function readDependencies(run: PostingRun, { onTheirWay, waiting }: Elsewhere): Promise<void> {
	const wanted = new Set([...run.open.values()].flatMap(({ document }) => dependenciesOf(document)));
	for (const key of wanted) {
		if (run.inLedger.has(key) || run.open.has(key)) continue;
		const record = await run.settings.syncLog.record(key);
		const waits = record?.status === 'held' ? record.findings.find(isPeriodWait) : undefined;
		if (record?.status === 'posted') run.remember(record);
		else if (waits !== undefined) waiting.set(key, waits);
		else if (record !== undefined && ['claimed', 'sending', 'failed'].includes(record.status))
			onTheirWay.add(key);
	}
}

/** Entries of which a posted document has changed: nothing more of them is sent, or an event would be posted twice. */
async function holdTheRestOfChanged(run: PostingRun, planned: readonly PlannedEntry[]): Promise<void> {
	for (const { documents } of planned) {
		const results = documents.map(({ postingKey }) => run.results.get(postingKey));
		const findings = results.flatMap((result) => (result?.state === 'changed' ? result.findings : []));
		if (findings.length === 0) continue;
		const works = documents.flatMap(({ postingKey }) => run.open.get(postingKey) ?? []);
		await run.hold(works.map((work) => ({ work, findings })));
	}
}

/** Why a document that is not in the ledger may be there later: another run has it, or it waits for its period. */
function whyLater(
	run: PostingRun,
	key: PostingKey,
	{ onTheirWay, waiting }: Elsewhere,
): 'busy' | Finding | undefined {
	const result = run.results.get(key);
	if (result === undefined) return waiting.get(key) ?? (onTheirWay.has(key) ? 'busy' : undefined);
	if (result.state === 'waiting') return result.findings.find(isPeriodWait);
	return ['busy', 'uncertain', 'failed'].includes(result.state) ? 'busy' : undefined;
}

/**
 * What can be sent now; what can never be is held, what has to wait for another run is given back, and what applies to a
 * document that waits for its period waits with it.
 */
async function nextWave(run: PostingRun, elsewhere: Elsewhere): Promise<readonly Work[]> {
	const ready: Work[] = [];
	const missing: Work[] = [];
	const busy: Work[] = [];
	const waiting: { work: Work; findings: readonly Finding[] }[] = [];
	for (const work of run.open.values()) {
		const absent = dependenciesOf(work.document).filter((key) => !run.inLedger.has(key));
		if (absent.length === 0) {
			ready.push(work);
			continue;
		}
		if (absent.some((key) => run.open.has(key))) continue;
		const reasons = absent.map((key) => whyLater(run, key, elsewhere));
		const waits = reasons.find((reason) => typeof reason === 'object');
		if (reasons.includes(undefined)) missing.push(work);
		else if (waits === undefined) busy.push(work);
		else waiting.push({ work, findings: [waits] });
	}
	// documents that apply to each other in a circle would wait for ever
	if (ready.length + missing.length + busy.length + waiting.length === 0) missing.push(...run.open.values());
	await run.hold(missing.map((work) => ({ work, findings: [saleNotPosted(work.document)] })));
	await run.hold(waiting, 'waiting');
	await run.giveBack(busy, ({ document }) =>
		resultOf(document, 'busy', { findings: [inProgress(document)] }),
	);
	return ready;
}

/** Documents of a closed period, by policy: moved to the first open day, left waiting, or held. @returns what can be sent */
async function inOpenPeriod(
	run: PostingRun,
	works: readonly Work[],
	company: LedgerCompany,
): Promise<readonly Work[]> {
	const { closedPeriod } = run.settings;
	const { closedUntil } = company;
	const late = works.filter(({ document }) => isClosed(document, company));
	// the ledger says closed, and its settings say open: a person has to look
	const odd = works.filter((work) => work.refusedAsClosed !== undefined && !late.includes(work));
	if (odd.length > 0) {
		const findings = ({ refusedAsClosed }: Work) =>
			refusedAsClosed === undefined ? [] : [refusedAsClosed.finding];
		await run.hold(odd.map((work) => ({ work, findings: findings(work) })));
		return await inOpenPeriod(
			run,
			works.filter((work) => !odd.includes(work)),
			company,
		);
	}
	if (closedUntil === undefined || late.length === 0) return works;
	if (closedPeriod === 'firstOpenDay') {
		for (const work of late) work.sendAs = onFirstOpenDay(work.document, closedUntil);
		return works;
	}
	await run.hold(
		late.map((work) => ({ work, findings: [closedFinding(work.document, closedUntil, closedPeriod)] })),
		closedPeriod === 'wait' ? 'waiting' : 'held',
	);
	return works.filter((work) => !late.includes(work));
}

const movedRemark = ({ document, sendAs }: Work, { closedUntil = '' }: LedgerCompany): readonly Finding[] =>
	sendAs === undefined ? [] : [closedFinding(document, closedUntil, 'firstOpenDay')];

/** Closed periods, currencies, and what the connector finds: what passes has its request, the rest is held. */
async function prepare(run: PostingRun, wave: readonly Work[]): Promise<void> {
	if (wave.length === 0) return;
	const { session } = run.settings;
	const documents = wave.map(({ document }) => document);
	const isNews = wave.some(({ refusedAsClosed }) => refusedAsClosed !== undefined);
	const company = isNews
		? await persistently(run.settings, async () => await session.company(true))
		: await companyFor(run.settings, session, documents);
	const reasons = wave.map((work) => ({ work, findings: reasonsNotToSend(work.document, company) }));
	await run.hold(reasons.filter(({ findings }) => findings.length > 0));
	const possible = await inOpenPeriod(
		run,
		reasons.filter(({ findings }) => findings.length === 0).map(({ work }) => work),
		company,
	);
	if (possible.length === 0) return;
	// Preparing may create items and customers; connectors look for them before they do.
	const outcomes = await persistently(
		run.settings,
		async () =>
			await session.prepare(
				possible.map(({ document, sendAs }) => sendAs ?? document),
				run.inLedger,
			),
	);
	const held: { work: Work; findings: Work['remarks'] }[] = [];
	possible.forEach((work, index) => {
		const outcome = outcomes[index];
		if (outcome === undefined) throw new Error('one outcome a document');
		work.remarks = [...movedRemark(work, company), ...outcome.findings];
		if (outcome.ok) work.request = outcome.value;
		else held.push({ work, findings: work.remarks });
	});
	await run.hold(held);
}

interface WaveOptions {
	/** nothing more is to be waited for */
	readonly all: boolean;
	progress(): Promise<void>;
}

const isOpen = (run: PostingRun, { document }: Work): boolean => run.open.has(document.postingKey);

/** What can go in one call, by the kind of call. */
function callsOf(run: PostingRun, works: Iterable<Work>): readonly (readonly Work[])[] {
	const { capabilities } = run.settings.session;
	const kinds = new Map<string, Work[]>();
	for (const work of works) {
		const kind = capabilities.oneKindPerCall === true ? (work.request?.entity ?? '') : '';
		const members = kinds.get(kind);
		if (members === undefined) kinds.set(kind, [work]);
		else members.push(work);
	}
	return [...kinds.values()];
}

/** Of calls that are not full: those that others wait for go first, because they make others ready; if none, all. */
function urgent(run: PostingRun, calls: readonly (readonly Work[])[]): readonly (readonly Work[])[] {
	const wanted = new Set([...run.open.values()].flatMap(({ document }) => dependenciesOf(document)));
	const first = calls.filter((works) => works.some(({ document }) => wanted.has(document.postingKey)));
	return first.length > 0 ? first : calls;
}

/**
 * Batches that were sent before go with their token, as soon as all of their members are ready. Where they are not complete any
 * more, the token is of no use: what may still be on its way has to come to its end before the rest is sent otherwise.
 * @param left what is ready; members of these batches are taken out of it until they can go otherwise
 * @returns whether anything was sent
 */
async function sendRepeatable(
	run: PostingRun,
	left: Set<Work>,
	repeatable: Map<string, readonly Work[]>,
	{ all, progress }: WaveOptions,
): Promise<boolean> {
	let sent = false;
	for (const [token, works] of repeatable) {
		const ready = works.filter((work) => left.has(work));
		if (ready.length === 0) continue;
		for (const work of ready) left.delete(work);
		const isWhole = ready.length === works.length;
		if (!isWhole && !all && works.every(({ document }) => run.open.has(document.postingKey))) continue;
		// used once: what is sent after that has other members or another content
		repeatable.delete(token);
		if (isWhole) {
			await sendBatch(run, works, token);
			await progress();
			sent = true;
			continue;
		}
		const looked = await lookAfterOthers(run, ready, false);
		if (looked === undefined) await run.leaveUncertain(ready.filter((work) => isOpen(run, work)));
		for (const work of looked?.absent ?? []) left.add(work);
	}
	return sent;
}

/** Sends the calls that are full, or where there are none and `all` is wanted, others. @returns whether anything was sent */
async function sendWave(
	run: PostingRun,
	wave: readonly Work[],
	repeatable: Map<string, readonly Work[]>,
	options: WaveOptions,
): Promise<boolean> {
	const { all, progress } = options;
	const left = new Set(wave);
	let sent = await sendRepeatable(run, left, repeatable, options);
	const { maxBatch } = run.settings.session;
	const calls = callsOf(run, left).flatMap((works) => partsOf(works, maxBatch));
	const full = calls.filter((works) => works.length === maxBatch);
	for (const works of full.length > 0 || sent || !all ? full : urgent(run, calls)) {
		await sendBatch(run, works);
		await progress();
		sent = true;
	}
	return sent;
}

/** Entries whose documents fill some calls. */
function* partsByCalls(
	planned: readonly PlannedEntry[],
	documentsPerPart: number,
): Generator<readonly PlannedEntry[]> {
	let part: PlannedEntry[] = [];
	let count = 0;
	for (const plan of planned) {
		part.push(plan);
		count += plan.documents.length;
		if (count < documentsPerPart) continue;
		yield part;
		part = [];
		count = 0;
	}
	if (part.length > 0) yield part;
}

/**
 * Posts the documents of entries; each has a result in the run afterwards.
 * @throws TransportError when the ledger cannot be used any further; what is open then has to be given back
 */
export async function postInParts(
	run: PostingRun,
	planned: readonly PlannedEntry[],
	{ lookUpFirst, progress }: PartOptions,
): Promise<void> {
	const { session, policy, clock, leaseMs } = run.settings;
	const repeatable = new Map<string, readonly Work[]>();
	const elsewhere: Elsewhere = { onTheirWay: new Set(), waiting: new Map() };
	const isOverdue = ({ claimedAt }: Work): boolean => elapsedOf(clock) - claimedAt > leaseMs * LONGEST_WAIT;
	const sendOpen = async (isLast: boolean): Promise<void> => {
		while (run.open.size > 0) {
			const wave = await nextWave(run, elsewhere);
			const all = isLast || wave.some(isOverdue);
			await prepare(
				run,
				wave.filter(({ request }) => request === undefined),
			);
			const ready = wave.filter((work) => work.request !== undefined && isOpen(run, work));
			const sent = await sendWave(run, ready, repeatable, { all, progress });
			if (!sent && !all) return;
		}
	};
	for (const part of partsByCalls(planned, policy.callsAhead * session.maxBatch)) {
		await claimAll(run, part, lookUpFirst);
		if (run.open.size === 0) continue;
		for (const [token, works] of await lookUpUnclear(run)) repeatable.set(token, works);
		await holdTheRestOfChanged(run, part);
		await readDependencies(run, elsewhere);
		await sendOpen(false);
	}
	await sendOpen(true);
}
