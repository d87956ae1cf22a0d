/**
 * The port of what is open between payouts and bank lines: it stays from run to run, so that a daily run need not read all again.
 * Every method is atomic, and several workers may call at once. A bank line is in one match at most.
 */
import type { BusinessKey } from '../documents/header';

export interface ReconcileItem {
	readonly key: BusinessKey;
	readonly kind: 'payout' | 'line';
	/** the day it is expected in the bank, or was booked there; YYYY-MM-DD */
	readonly day: string;
	/** another one replaces the content */
	readonly revision: string;
	/** plain JSON of the document */
	readonly content: unknown;
}

/** Payouts and lines that belong together, with the documents that say so. */
export interface ReconcileGroup {
	readonly payouts: readonly BusinessKey[];
	readonly lines: readonly BusinessKey[];
	/** plain JSON, by the key of the match */
	readonly documents: readonly { readonly key: BusinessKey; readonly content: unknown }[];
}

export interface ReconcileState {
	/** open ones of any age, and all since the day that was asked for; by kind, day and key */
	readonly items: readonly Pick<ReconcileItem, 'key' | 'kind' | 'content'>[];
	/** groups that one of these items is in */
	readonly done: readonly Pick<ReconcileGroup, 'payouts' | 'lines'>[];
}

export interface ReconcileStore {
	/** Takes items in. What is known gets the newer content; what is matched stays matched. */
	reconcilePut(books: string, items: readonly ReconcileItem[]): Promise<void>;
	/** @param since YYYY-MM-DD */
	reconcileState(books: string, since: string): Promise<ReconcileState>;
	/**
	 * Notes what was matched.
	 * @returns for each group whether it was noted: not when an item is unknown, or in another group already; a group that was noted
	 * exactly so before is noted again
	 */
	reconcileSettle(books: string, groups: readonly ReconcileGroup[]): Promise<readonly boolean[]>;
	/** The documents of the groups that these payouts and lines are in, by key. */
	reconcileMatches(
		books: string,
		keys: readonly BusinessKey[],
	): Promise<readonly { readonly key: BusinessKey; readonly content: unknown }[]>;
	/** Open items that nobody waits for any more (rent, suppliers); one that comes in again with another revision is open again. */
	reconcileClose(books: string, keys: readonly BusinessKey[]): Promise<void>;
	/**
	 * Takes the group apart that has a document with this key.
	 * @returns its payouts and lines, which are open again; undefined when there is none
	 */
	reconcileRelease(
		books: string,
		match: BusinessKey,
	): Promise<Pick<ReconcileGroup, 'payouts' | 'lines'> | undefined>;
}
