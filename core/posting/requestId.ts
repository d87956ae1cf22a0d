/**
 * Idempotency tokens. The same members with the same content in the same generation give the same token; it ends with how
 * many members there are, so that after a crash it can be told whether all of them are at hand.
 */
import { createHash } from 'node:crypto';
import type { PostingKey } from '../ledger/documents';

/** QuickBooks takes at most 36 characters for a batch. */
const LENGTH = 36;

export interface TokenMember {
	readonly postingKey: PostingKey;
	readonly fingerprint: string;
	/** how often it was sent before: a new attempt must not be answered with the stored answer of the old one */
	readonly attempts: number;
}

export function requestIdOf(tenant: string, members: readonly TokenMember[]): string {
	const generation = members.reduce((sum, { attempts }) => sum + attempts, 0);
	const parts = members.map(({ postingKey, fingerprint }) => `${postingKey} ${fingerprint}`).sort();
	const hash = createHash('sha256')
		.update([tenant, generation, ...parts].join('\n'))
		.digest('hex');
	const size = `-${members.length}`;
	return hash.slice(0, LENGTH - size.length) + size;
}

/** How many documents were sent with this token; undefined when it is none of ours. */
export function membersOfRequest(requestId: string): number | undefined {
	const size = /^[0-9a-f]+-(\d+)$/.exec(requestId)?.[1];
	return size === undefined ? undefined : Number(size);
}
