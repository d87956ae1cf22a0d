/** Events on their way to a ledger, as the sync log keeps them. */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';

export interface HeldEvent {
	readonly businessKey: BusinessKey;
	/** where it was held: "trigger", "tax", "mapping", or a posting key's ledger */
	readonly stage: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly findings: readonly Finding[];
	readonly runId: string;
}

/** Documents that left a trigger and must arrive at a poster (or be held on the way). */
export interface Emission {
	readonly triggerId: string;
	readonly businessKey: BusinessKey;
	readonly orderId: string;
	readonly revision: string;
	readonly times: number;
	/** ISO 8601 in UTC */
	readonly lastEmittedAt: string;
}
