/** What looking back, trying again and tidying up needs of the sync log. */
import type { BusinessKey } from '../documents/header';
import type { Emission, HeldEvent } from '../posting/events';

/** An event that was held before it reached a ledger, then or now. */
export interface HeldHistory extends HeldEvent {
	/** instants, ISO 8601 in UTC */
	readonly heldSince: string;
	/** when it had got over it; absent while it is held */
	readonly clearedAt?: string;
}

/**
 * What trying again comes to. emitted: a trigger gives it out again with its next sweep. readAgain: it came from no trigger
 * (a reader, a file), so it must be read again. notWaiting: nothing of it is held or failed.
 */
export type RetryAnswer = 'emitted' | 'readAgain' | 'notWaiting';

/** A person's decision that an event needs no document of ours. */
export interface SettlementNote {
	readonly businessKey: BusinessKey;
	/** why, and what was done instead: "booked by hand as journal 1042" */
	readonly reason: string;
	readonly by: string;
}

/** How many rows of each kind were removed. */
export type CleanedUp = Readonly<Record<'emissions' | 'heldEvents' | 'runs' | 'caches' | 'calls', number>>;

export interface HistoryStore {
	/** The events of orders by the number that people know, exactly as the shop writes it; in the order of their keys. */
	eventsOfOrder(orderNumber: string): Promise<readonly BusinessKey[]>;
	/** What left which trigger of these events. */
	emissionsOfEvents(businessKeys: readonly BusinessKey[]): Promise<readonly Emission[]>;
	heldHistory(businessKeys: readonly BusinessKey[]): Promise<readonly HeldHistory[]>;
	/**
	 * Lets held and failed events go through the workflow once more, in one transaction: nothing of them counts as accounted for any
	 * more, so a trigger that emitted them does so again. What may have been sent is looked up in the ledger first, as always. What
	 * was settled by hand is not settled any more.
	 */
	retry(businessKeys: readonly BusinessKey[]): Promise<ReadonlyMap<BusinessKey, RetryAnswer>>;
	/**
	 * Notes that held events are settled by hand: they are not held any more, count as accounted for, and are never posted
	 * (`Claim.state` "byHand"), however often they are delivered. What was posted, is on its way or may have been sent is left alone.
	 * @returns the keys that were settled
	 */
	settleByHand(notes: readonly SettlementNote[], runId: string): Promise<readonly BusinessKey[]>;
	/**
	 * Removes what nobody needs after `before` (epoch milliseconds): emissions that arrived, held events that were cleared, runs,
	 * caches, counted calls. Records of documents stay for ever: they are what keeps them from being posted twice.
	 */
	cleanUp(before: number): Promise<CleanedUp>;
	/** A copy of all of it as a file that can be put back; undefined where the database has tools of its own (PostgreSQL). */
	backUp(): Promise<Uint8Array | undefined>;
}
