/** Looking up in the ledger what became of documents that may have been sent. */
import type { PostedDocument } from '../ledger/connector';
import { compareMoney, type Money } from '../money/money';
import { elapsedOf } from '../transport/clock';
import { numberTaken } from './reasons';
import { persistently } from './retry';
import type { PostingRun } from './run';
import { asSent, isOtherContent, type Work } from './work';

/** What is surely not in the ledger, after the others have been taken note of. */
export interface Looked {
	readonly absent: readonly Work[];
	/** whether the whole batch is absent */
	readonly none: boolean;
}

const same = (a: Money, b: Money | undefined): boolean =>
	b !== undefined && a.currency === b.currency && compareMoney(a, b) === 0;

/**
 * Whether a document that was found by its number is the one that was sent. Our key on it decides; without one, total and
 * date do, of what was sent then or of what would be sent now.
 */
export function isTheSame(work: Work, found: PostedDocument): boolean {
	const { document, sent } = work;
	if (found.ours !== undefined) return found.ours;
	const matches = (total: Money | undefined, date: string): boolean =>
		same(found.total, total) && (found.date === undefined || found.date === date);
	return sent === undefined
		? matches(document.total, asSent(work).date)
		: matches(sent.total, asSent(work).date);
}

/** One look. Takes over what is there; holds what has our number and is not ours. @returns what is not there */
async function lookOnce(run: PostingRun, works: readonly Work[]): Promise<readonly Work[]> {
	const { session } = run.settings;
	const found = await persistently(run.settings, async () => await session.find(works.map(asSent)));
	const there = works.flatMap((work) => {
		const posted = found.get(work.document.postingKey);
		return posted === undefined ? [] : [{ work, posted }];
	});
	const ours = there.filter(({ work, posted }) => isTheSame(work, posted));
	const others = there.filter(({ work, posted }) => !isTheSame(work, posted));
	if (ours.length > 0) await run.posted(ours.map(({ work, posted }) => ({ work, posted, state: 'found' })));
	// what has its number is not what was sent; the next claim looks again nevertheless
	for (const { work } of others) work.unresolved = false;
	await run.hold(
		others.map(({ work, posted }) => ({ work, findings: [numberTaken(work.document, posted)] })),
	);
	return works.filter(({ document }) => !found.has(document.postingKey));
}

/**
 * Looks until it is clear what became of a batch that was just sent. When nothing of it is there, it may still be on its
 * way: only the same token is safe then. When a part is there, the ledger may still be at work on the rest: looks again
 * until nothing more appears.
 * Where the ledger knows no tokens, every look is taken before anything counts as absent.
 * @param canRepeat whether these are exactly what went out with one token, which can be used again
 * @param pauses before each look
 * @returns undefined when it does not become clear
 * @throws TransportError when the ledger does not answer
 */
export async function lookAfterSending(
	run: PostingRun,
	works: readonly Work[],
	canRepeat: boolean,
	pauses = run.settings.policy.lookAfterMs,
): Promise<Looked | undefined> {
	const { clock, session } = run.settings;
	const { knowsTokens = true } = session.capabilities;
	let absent = works;
	for (const [look, pause] of pauses.entries()) {
		await clock.sleep(pause);
		const before = absent.length;
		absent = await lookOnce(run, absent);
		if (absent.length === 0) return { absent, none: false };
		const none = absent.length === works.length;
		const isLast = look === pauses.length - 1;
		if (!knowsTokens) {
			if (isLast) return settled({ absent, none: false });
			continue;
		}
		if (none && canRepeat) return { absent, none };
		if (look > 0 && absent.length === before) return settled({ absent, none });
	}
	return undefined;
}

/** They are not there, and nothing of them is on its way any more. */
function settled(looked: Looked): Looked {
	for (const work of looked.absent) work.unresolved = false;
	return looked;
}

/**
 * Looks up what was sent in batches that are not complete any more, or by earlier runs. Where the same token cannot be
 * used, waits until surely nothing is on its way any more.
 * @returns undefined when it does not become clear
 * @throws TransportError when the ledger does not answer
 */
export async function lookAfterOthers(
	run: PostingRun,
	works: readonly Work[],
	canRepeat: boolean,
): Promise<Looked | undefined> {
	const { clock, policy } = run.settings;
	const last = Math.max(...works.map(({ sent }) => sent?.at ?? -Infinity));
	const quietIn = last + policy.quietAfterMs - elapsedOf(clock);
	if (quietIn > 0) {
		const { knowsTokens = true } = run.settings.session.capabilities;
		if (canRepeat && knowsTokens) return await lookAfterSending(run, works, canRepeat);
		await clock.sleep(quietIn);
	}
	const absent = await lookOnce(run, works);
	return settled({ absent, none: absent.length === works.length });
}

/** Whether these are all the members of one batch, with the content they were sent with: then its token can be used again. */
export function isWholeBatch(works: readonly Work[], members: number | undefined): boolean {
	return members === works.length && !works.some(isOtherContent);
}
