/** A request that is complete but for the client, which is looked up for all documents at once. */
import type { Finding } from '../../../../core/findings/finding';
import type { Body } from '../client';
import type { Entity } from '../entities';

export interface Draft {
	readonly entity: Entity;
	readonly needsClient: boolean;
	readonly findings: readonly Finding[];
	/** @param client the client's id, where it is needed */
	complete(client: string | undefined): Body;
}

/** What checks have made sure of. */
export function needed<T>(value: T | undefined, what: string): T {
	if (value === undefined) throw new Error(`${what} is checked before`);
	return value;
}
