/** Sending one batch until each of its documents has come to an end. */
import type { Finding } from '../findings/finding';
import type { SendResult } from '../ledger/connector';
import { elapsedOf } from '../transport/clock';
import { TurnDelayed } from '../transport/governor';
import { TransportError } from '../transport/http';
import { lookAfterOthers, lookAfterSending, type Looked } from './lookUp';
import { ledgerBusy, rejected, uncertain } from './reasons';
import { resultOf } from './results';
import { isTooLong, pauseAfter } from './retry';
import type { InLedger, PostingRun } from './run';
import { claimToSend, sentNow, tokenOf, type Work } from './work';

type Answer =
	| { readonly kind: 'results'; readonly results: readonly SendResult[] }
	| { readonly kind: 'failure'; readonly error: TransportError };

/** Sends once. Until there is an answer that says otherwise, the documents may be in the ledger. */
async function send(run: PostingRun, works: readonly Work[], requestId: string): Promise<Answer> {
	const requests = works.map(({ request }) => {
		if (request === undefined) throw new Error('a document is prepared before it is sent');
		return request;
	});
	const before = works.map(({ unresolved }) => unresolved);
	for (const work of works) {
		work.unresolved = true;
		work.attempts++;
	}
	try {
		return { kind: 'results', results: await run.settings.session.send(requests, requestId) };
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		if (error.failure !== 'uncertain') {
			works.forEach((work, index) => (work.unresolved = before[index] ?? true));
		}
		return { kind: 'failure', error };
	}
}

/** More often than that the ledger and its company's settings do not agree. */
const MOST_REFUSALS = 2;

/**
 * The period was closed since the company was read. Under a policy for that the document stays open, and the next wave
 * prepares it anew.
 */
function isNewlyClosed({ settings }: PostingRun, work: Work, finding: Finding): boolean {
	const times = (work.refusedAsClosed?.times ?? 0) + 1;
	if (finding.code !== 'PERIOD_CLOSED' || settings.closedPeriod === 'hold' || times > MOST_REFUSALS)
		return false;
	work.refusedAsClosed = { finding, times };
	delete work.request;
	return true;
}

/** Takes the results of a batch. @returns what is to be sent again, and how long to wait before that */
async function takeResults(
	run: PostingRun,
	works: readonly Work[],
	results: readonly SendResult[],
): Promise<{ readonly again: readonly Work[]; readonly waitMs: number }> {
	const created: InLedger[] = [];
	const held: { work: Work; findings: Finding[] }[] = [];
	const duplicates = new Map<Work, Finding>();
	const busy: Work[] = [];
	let waitMs = 0;
	works.forEach((work, index) => {
		const result = results[index] ?? { kind: 'duplicate', finding: uncertain(work.document) };
		// what is, or may be, in the ledger stays marked until that is noted: noting it may fail
		work.unresolved = result.kind === 'created' || result.kind === 'duplicate';
		switch (result.kind) {
			case 'created':
				return created.push({ work, posted: result.posted, state: 'created' });
			case 'rejected':
				if (isNewlyClosed(run, work, result.finding)) return undefined;
				return held.push({ work, findings: [...work.remarks, result.finding] });
			case 'duplicate':
				return duplicates.set(work, result.finding);
			case 'retry':
				waitMs = Math.max(waitMs, result.afterMs);
				return busy.push(work);
		}
	});
	await run.posted(created);
	await run.hold(held);
	const again = [...busy, ...(await lookUpDuplicates(run, duplicates))];
	// where something was posted, the ledger is at work, and these had not come to their turn
	if (created.length === 0) for (const work of again) work.busy++;
	const tired = again.filter((work) => work.busy > run.settings.policy.itemResends);
	await giveUp(run, tired, duplicates);
	return { again: again.filter((work) => !tired.includes(work)), waitMs };
}

/** The ledger knows them already, it says: takes them over. @returns those that are nevertheless not there */
async function lookUpDuplicates(
	run: PostingRun,
	duplicates: ReadonlyMap<Work, Finding>,
): Promise<readonly Work[]> {
	const works = [...duplicates.keys()];
	if (works.length === 0) return [];
	const pauses = [0, ...run.settings.policy.lookAfterMs];
	const looked = await look(run, works, async () => await lookAfterSending(run, works, false, pauses));
	return looked?.absent ?? [];
}

/** The end for documents that were sent too often: with the ledger's own word where there is one. */
async function giveUp(
	run: PostingRun,
	works: readonly Work[],
	said: ReadonlyMap<Work, Finding>,
): Promise<void> {
	const unclear = works.flatMap((work) => {
		const finding = said.get(work);
		return finding === undefined ? [] : [{ work, findings: [finding] }];
	});
	for (const { work } of unclear) work.unresolved = true;
	await run.hold(unclear);
	const { ledger } = run.settings;
	await run.giveBack(
		works.filter((work) => !said.has(work)),
		({ document }) => resultOf(document, 'failed', { findings: [ledgerBusy(document, ledger)] }),
	);
}

/** Looks after sending; what stays unclear ends as uncertain. @returns undefined then */
async function look(
	run: PostingRun,
	works: readonly Work[],
	ask: () => Promise<Looked | undefined>,
): Promise<Looked | undefined> {
	let failure: TransportError | undefined;
	try {
		const looked = await ask();
		if (looked !== undefined) return looked;
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure === 'unauthorized') throw error;
		failure = error;
	}
	await leaveUnclear(run, works, failure);
	return undefined;
}

/** @throws the failure, when it is not the first: the ledger is down, and the rest is better left for later */
async function leaveUnclear(
	run: PostingRun,
	works: readonly Work[],
	failure: TransportError | undefined,
): Promise<void> {
	await run.leaveUncertain(works.filter(({ document }) => run.open.has(document.postingKey)));
	run.unclearBatches++;
	if (failure !== undefined && run.unclearBatches >= run.settings.policy.unclearBatches) throw failure;
}

/** The ledger refuses the batch as a whole: sends it in halves, until only the culprit is held. */
async function bisect(run: PostingRun, works: readonly Work[], error: TransportError): Promise<void> {
	if (works.length === 1) {
		const findings = [rejected(run.settings.ledger, error.message)];
		await run.hold(works.map((work) => ({ work, findings })));
		return;
	}
	const middle = Math.ceil(works.length / 2);
	await sendBatch(run, works.slice(0, middle));
	await sendBatch(run, works.slice(middle));
}

/**
 * Sends prepared documents as one batch, and again as the answers ask for, until each is posted, held or left for later.
 * The token and the members are noted in the sync log before each sending. What may be in the ledger is looked up before
 * it is sent again: with the same token if nothing of the batch is there, otherwise the missing ones with a new one.
 * @param token the token of an earlier attempt with exactly these members
 * @throws TransportError when the ledger cannot be reached or the credential no longer works; open documents stay open
 */
export async function sendBatch(run: PostingRun, works: readonly Work[], token?: string): Promise<void> {
	const { syncLog, clock, runId, leaseMs, tenant, policy } = run.settings;
	// always in the same order: the answer to a repeated token is the one to the first sending
	let batch: readonly Work[] = works.toSorted((a, b) =>
		a.document.postingKey < b.document.postingKey ? -1 : 1,
	);
	let requestId = token;
	const lookAgain = async (ask: () => Promise<Looked | undefined>): Promise<void> => {
		if (!batch.some(({ unresolved }) => unresolved)) return;
		const looked = await look(run, batch, ask);
		batch = looked?.absent ?? [];
		if (looked?.none !== true) requestId = undefined;
	};
	for (let failures = 0; batch.length > 0;) {
		requestId ??= tokenOf(tenant, batch);
		const claims = batch.map(claimToSend);
		const lost = new Set(await syncLog.sending(claims, requestId, runId, leaseMs));
		if (lost.size > 0) {
			run.lost(batch.filter(({ document }) => lost.has(document.postingKey)));
			batch = batch.filter(({ document }) => !lost.has(document.postingKey));
			requestId = undefined;
			await lookAgain(async () => await lookAfterOthers(run, batch, false));
			continue;
		}
		for (const work of batch) work.sent = sentNow(work, requestId, elapsedOf(clock));
		const answer = await send(run, batch, requestId);
		if (answer.kind === 'results') {
			run.unclearBatches = 0;
			const { again, waitMs } = await takeResults(run, batch, answer.results);
			batch = again;
			requestId = undefined;
			if (batch.length > 0) await clock.sleep(waitMs);
			continue;
		}
		const { error } = answer;
		if (error.failure === 'unauthorized') throw error;
		if (error.failure === 'rejected') return await bisect(run, batch, error);
		// waiting for a turn is no failure, however often
		if (!(error instanceof TurnDelayed)) failures++;
		if (failures > policy.resends || isTooLong(error)) {
			if (error.failure !== 'uncertain') throw error;
			return await leaveUnclear(run, batch, error);
		}
		if (error.failure !== 'uncertain') await clock.sleep(pauseAfter(run.settings, error, failures));
		await lookAgain(async () => await lookAfterSending(run, batch, true));
	}
}
