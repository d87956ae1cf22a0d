/**
 * `requestid`: a request that comes again with the same id gets the answer of the first one and nothing happens.
 * https://developer.intuit.com/hub/blog/2018/09/10/quickbooks-online-api-best-practices
 */
import type { LabResponse } from '../../../kit/platform';
import { bodyErrors, duplicateRequestId, invalidBody } from '../faults';

const MAX_LENGTH = 50;
const MAX_LENGTH_BATCH = 36;

/** An answer that is kept. `target` is method and path: the same id for something else is refused. */
interface Kept {
	readonly target: string;
	readonly at: number;
	readonly status: number;
	readonly body: object;
}

export type ReplaysSnapshot = readonly (readonly [string, Kept])[];

/** The answers of one company by requestid. */
export class Replays {
	private readonly kept = new Map<string, Kept>();

	/** @param retention milliseconds for which an answer is kept; how long the real one does is not published */
	constructor(private readonly retention: number) {}

	/** @throws QuickBooksFault 2050 an id that is too long */
	check(id: string, isBatch: boolean): void {
		const max = isBatch ? MAX_LENGTH_BATCH : MAX_LENGTH;
		if (id.length > max) throw invalidBody([bodyErrors.length('requestid', max, id.length)]);
	}

	/**
	 * The answer that was given before.
	 * @throws QuickBooksFault 600 the id was used for another kind of request
	 */
	find(id: string, target: string, now: number): LabResponse | undefined {
		const kept = this.kept.get(id);
		if (kept === undefined || now - kept.at > this.retention) return undefined;
		if (kept.target !== target) throw duplicateRequestId();
		return { status: kept.status, body: kept.body };
	}

	/** Keeps an answer: only of what was done. A refused request did nothing and may be tried again. */
	keep(id: string, target: string, { status, body }: LabResponse, now: number): void {
		if (status !== 200 || typeof body !== 'object' || Buffer.isBuffer(body)) return;
		this.kept.set(id, { target, at: now, status, body });
	}

	snapshot(): ReplaysSnapshot {
		return [...this.kept];
	}

	restore(snapshot: ReplaysSnapshot): void {
		this.kept.clear();
		for (const [id, kept] of snapshot) this.kept.set(id, kept);
	}
}
