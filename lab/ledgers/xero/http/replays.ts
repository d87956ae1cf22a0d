/**
 * `Idempotency-Key`: a write that comes again within six minutes with the same key gets the answer of the first one,
 * whatever that was. https://developer.xero.com/documentation/guides/idempotent-requests/idempotency
 */
import { createHash } from 'node:crypto';
import type { LabRequest, LabResponse } from '../../../kit/platform';
import { badRequest } from '../faults';

const RETENTION = 6 * 60_000;
const MAX_LENGTH = 128;

interface Kept {
	readonly request: string;
	/** epoch milliseconds of the first call */
	readonly at: number;
	readonly status: number;
	readonly body: string | object;
}

export type ReplaysSnapshot = readonly (readonly [string, Kept])[];

/** What makes a request the same: method, address, organisation and body. */
function printOf(request: LabRequest, tenant: string): string {
	const address = `${request.method} ${tenant} ${request.path}?${request.query.toString()}`;
	return createHash('sha256').update(address).update('\n').update(request.rawBody).digest('hex');
}

/** The answers of the app by key. */
export class Replays {
	private readonly kept = new Map<string, Kept>();

	/**
	 * The answer that was given before, or what `act` gives now.
	 * @throws XeroFault 400 the key is too long, or was used for another request
	 */
	once(
		{ key, request, tenant, now }: { key: string; request: LabRequest; tenant: string; now: number },
		act: () => LabResponse,
		onReplay: () => void,
	): LabResponse {
		if (key.length > MAX_LENGTH) {
			throw badRequest(`The Idempotency-Key header must have at most ${MAX_LENGTH} characters.`);
		}
		for (const [old, { at }] of this.kept) if (now - at > RETENTION) this.kept.delete(old);
		const print = printOf(request, tenant);
		const before = this.kept.get(key);
		if (before !== undefined) {
			if (before.request !== print)
				throw badRequest(`Idempotency Key ${key} is used with a different request.`);
			onReplay();
			return { status: before.status, body: before.body };
		}
		const { status, body } = act();
		if (Buffer.isBuffer(body)) throw new Error('answers are text or JSON');
		this.kept.set(key, { request: print, at: now, status, body });
		return { status, body };
	}

	snapshot(): ReplaysSnapshot {
		return [...this.kept];
	}

	restore(snapshot: ReplaysSnapshot): void {
		this.kept.clear();
		for (const [key, kept] of snapshot) this.kept.set(key, kept);
	}
}
