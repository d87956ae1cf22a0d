/** What a lab's Xero is made of. */
import type { Settings } from './books/settings';
import type { ChartRow } from './country/chart';

/** An organisation to begin with. */
export interface OrganisationOptions {
	/** the tenant's id, a UUID */
	readonly tenantId: string;
	readonly name: string;
	/** ISO code. GB, AU, NZ, US and CA come with their tax rates; others are "global". */
	readonly country: string;
	/** base currency, ISO code */
	readonly currency: string;
	/** IANA zone. Default UTC. */
	readonly timeZone?: string;
	/** further currencies to which it is subscribed */
	readonly currencies?: readonly string[];
	readonly settings?: Partial<Settings>;
	/** instead of the default chart of a shop */
	readonly chart?: readonly ChartRow[];
}

/** What a bearer token stands for. */
export interface XeroGrant {
	/** separated by spaces */
	readonly scope: string;
	/** the connection's authorization; `GET /connections?authEventId=` */
	readonly authEventId?: string;
	/** a custom connection (client credentials): one organisation, no tenant header */
	readonly custom?: boolean;
}

/** Calls for each organisation; Xero's own numbers are the default. */
export interface LimitOptions {
	readonly perMinute?: number;
	readonly perDay?: number;
	readonly concurrent?: number;
	/** over all organisations */
	readonly appPerMinute?: number;
}

export interface XeroLabOptions {
	readonly organisations: readonly OrganisationOptions[];
	/** what a token that is good now stands for; undefined: it is not good */
	readonly grantOf: (token: string) => XeroGrant | undefined;
	/** the lab's clock, epoch milliseconds. Default: the real time. */
	readonly now?: () => number;
	/** "off" for tests that are not about them. Default: Xero's published limits. */
	readonly limits?: LimitOptions | 'off';
	/** real time for the limits and for idempotency keys, milliseconds; tests put their own here */
	readonly realTime?: () => number;
	/** the mark by which a document of ours is known in a reference or narration; default: the last word, if it looks like a key */
	readonly markerOf?: (text: string) => string | undefined;
}
