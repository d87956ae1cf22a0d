/** Posting some entries: claim all of their documents, look up what is unclear, then send what is ready, wave by wave. */
import type { Finding } from '../findings/finding';
import type { LedgerCompany } from '../ledger/connector';
import type { PostingKey } from '../ledger/documents';
import { isWholeBatch, lookAfterOthers } from './lookUp';
import { partsOf, type PlannedEntry } from './plan';
import { closedFinding, isClosed, onFirstOpenDay } from './periods';
import { companyFor, inProgress, reasonsNotToSend, saleNotPosted } from './reasons';
import { membersOfRequest } from './requestId';
import { resultOf } from './results';
import { persistently } from './retry';
import type { PostingRun } from './run';
import { sendBatch } from './sendBatch';
import { claimOf, dependenciesOf, workOf, type Work } from './work';

export interface ChunkOptions {
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
	documents.forEach((document, index) => {
		const [claim, request] = [claims[index], requests[index]];
		if (claim === undefined || request === undefined) throw new Error('one claim a document');
		switch (claim.state) {
			case 'claimed':
				return run.take(workOf(document, request, claim, lookUpFirst));
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

/** Documents that may be in the ledger, by the batch they were sent in. */
function batchesOf(works: readonly Work[], size: number): readonly (readonly Work[])[] {
	const byToken = new Map<string, Work[]>();
	const others: Work[] = [];
	for (const work of works) {
		const token = work.sent?.requestId;
		if (token === undefined) others.push(work);
		else byToken.set(token, [...(byToken.get(token) ?? []), work]);
	}
	return [...byToken.values(), ...partsOf(others, size)];
}

/** Takes over what earlier runs have posted. @returns tokens that can be used again, with their members */
async function lookUpUnclear(run: PostingRun): Promise<Map<string, readonly Work[]>> {
	const repeatable = new Map<string, readonly Work[]>();
	const unclear = [...run.open.values()].filter(({ lookFirst }) => lookFirst);
	for (const works of batchesOf(unclear, run.settings.session.maxBatch)) {
		const token = works[0]?.sent?.requestId;
		const whole = token !== undefined && isWholeBatch(works, membersOfRequest(token));
		const looked = await lookAfterOthers(run, works, whole);
		if (looked === undefined) {
			await run.leaveUncertain(works.filter(({ document }) => run.open.has(document.postingKey)));
		} else if (looked.none && whole) repeatable.set(token, works);
	}
	return repeatable;
}

/** The sale may have been posted by an earlier run. */
async function readDependencies(run: PostingRun): Promise<ReadonlySet<PostingKey>> {
	const onTheirWay = new Set<PostingKey>();
	const wanted = new Set([...run.open.values()].flatMap(({ document }) => dependenciesOf(document)));
	for (const key of wanted) {
		if (run.inLedger.has(key) || run.open.has(key)) continue;
		const record = await run.settings.syncLog.record(key);
		if (record?.status === 'posted') run.remember(record);
		else if (record !== undefined && ['claimed', 'sending', 'failed'].includes(record.status))
			onTheirWay.add(key);
	}
	return onTheirWay;
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

/** What can be sent now; what can never be is held, what has to wait for another run is given back. */
async function nextWave(run: PostingRun, onTheirWay: ReadonlySet<PostingKey>): Promise<readonly Work[]> {
	const ready: Work[] = [];
	const missing: Work[] = [];
	const waiting: Work[] = [];
	for (const work of run.open.values()) {
		const absent = dependenciesOf(work.document).filter((key) => !run.inLedger.has(key));
		if (absent.length === 0) ready.push(work);
		else if (!absent.some((key) => run.open.has(key))) {
			const isLater = (key: PostingKey): boolean =>
				['busy', 'uncertain', 'failed'].includes(run.results.get(key)?.state ?? '') || onTheirWay.has(key);
			(absent.every(isLater) ? waiting : missing).push(work);
		}
	}
	// documents that apply to each other in a circle would wait for ever
	if (ready.length + missing.length + waiting.length === 0) missing.push(...run.open.values());
	await run.hold(missing.map((work) => ({ work, findings: [saleNotPosted(work.document)] })));
	await run.giveBack(waiting, ({ document }) =>
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

/** Closed periods, currencies, and what the connector finds: what passes has its request. */
async function prepare(run: PostingRun, wave: readonly Work[]): Promise<readonly Work[]> {
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
	if (possible.length === 0) return [];
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
	const prepared = possible.filter((work, index) => {
		const outcome = outcomes[index];
		if (outcome === undefined) throw new Error('one outcome a document');
		work.remarks = [...movedRemark(work, company), ...outcome.findings];
		if (outcome.ok) work.request = outcome.value;
		else held.push({ work, findings: work.remarks });
		return outcome.ok;
	});
	await run.hold(held);
	return prepared;
}

/** Sends a wave: batches that were sent before with their token, the rest in new ones. */
async function sendWave(
	run: PostingRun,
	wave: readonly Work[],
	repeatable: Map<string, readonly Work[]>,
	progress: () => Promise<void>,
): Promise<void> {
	const left = new Set(wave);
	for (const [token, works] of repeatable) {
		if (!works.every((work) => left.has(work))) continue;
		for (const work of works) left.delete(work);
		// used once: what is sent after that has other members or another content
		repeatable.delete(token);
		await sendBatch(run, works, token);
		await progress();
	}
	for (const works of partsOf([...left], run.settings.session.maxBatch)) {
		await sendBatch(run, works);
		await progress();
	}
}

/**
 * Posts the documents of some entries; each has a result afterwards.
 * @throws TransportError when the ledger cannot be used any further; what is open then has to be given back
 */
export async function postChunk(
	run: PostingRun,
	planned: readonly PlannedEntry[],
	{ lookUpFirst, progress }: ChunkOptions,
): Promise<void> {
	await claimAll(run, planned, lookUpFirst);
	if (run.open.size === 0) return;
	const repeatable = await lookUpUnclear(run);
	await holdTheRestOfChanged(run, planned);
	const onTheirWay = await readDependencies(run);
	while (run.open.size > 0) {
		const wave = await nextWave(run, onTheirWay);
		if (wave.length > 0) await sendWave(run, await prepare(run, wave), repeatable, progress);
	}
}
