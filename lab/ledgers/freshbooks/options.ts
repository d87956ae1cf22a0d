/** What a lab's FreshBooks is made of. */
import type { ChartRow } from './chart/chart';

/** What is unknown about the real one, or differs between accounts; README.md says why each is as it is. */
export interface Behaviour {
	/** whether an invoice or credit note number that is there already is refused. Default false. */
	readonly uniqueNumbers?: boolean;
	/**
	 * Where journal entries are made and the chart of accounts is read: "new" (default) takes entries at the new address only,
	 * and still lists at the old ones; "newOnly" has no old ones at all; "old" no new ones; "both" has all.
	 */
	readonly journals?: 'new' | 'newOnly' | 'old' | 'both';
	/** how the accounting family words its errors. Default "new". */
	readonly errors?: 'new' | 'old';
	/** whether an invoice can be sent by the request that makes it; if not, that is passed over and it stays a draft. Default true. */
	readonly sentOnCreate?: boolean;
	/** what happens to the part of a payment that is more than is outstanding. Default "credit". */
	readonly overpayments?: 'credit' | 'refuse';
	/** whether new journal entries must name the API's version. Default true. */
	readonly needsApiVersion?: boolean;
	/** the account (by name) into which payments of a type go. Default: "Petty Cash" for all. */
	readonly paymentAccounts?: Readonly<Record<string, string>>;
}

/** An account of FreshBooks, which is one business' books. */
export interface AccountOptions extends Behaviour {
	/** like "6BApk" */
	readonly accountId: string;
	/** default: derived from the account's id */
	readonly businessId?: number;
	/** default: derived from the account's id */
	readonly businessUuid?: string;
	readonly name: string;
	/** ISO code */
	readonly country: string;
	/** base currency, ISO code */
	readonly currency: string;
	/** IANA zone of the business. Default UTC. */
	readonly timeZone?: string;
	/** instead of the default chart of a shop */
	readonly chart?: readonly ChartRow[];
}

/** Calls of the whole lab. Nothing is published; facts advise at most two in a second. */
export interface LimitOptions {
	/** calls that become possible in each second. Default 2. */
	readonly perSecond?: number;
	/** calls that can be made at once after a rest. Default 1000. */
	readonly burst?: number;
}

/** What a bearer token stands for. */
export interface FreshBooksGrant {
	/** separated by spaces */
	readonly scope: string;
}

export interface FreshBooksLabOptions {
	readonly accounts: readonly AccountOptions[];
	/** what a token that is good now stands for; undefined: it is not good */
	readonly grantOf: (token: string) => FreshBooksGrant | undefined;
	/** the lab's clock, epoch milliseconds. Default: the real time. */
	readonly now?: () => number;
	/** "off" for tests that are not about them */
	readonly limits?: LimitOptions | 'off';
	/** real time for the limits, milliseconds; tests put their own here */
	readonly realTime?: () => number;
	/** the mark by which a document of ours is known in a text; default: the last word, if it looks like a key */
	readonly markerOf?: (text: string) => string | undefined;
}
