/**
 * The contract of a payment gateway's connector: its payouts with their transactions, and its disputes, as canonical
 * documents. A gateway only reads; what is posted of it is decided in core (journalize, composeDocuments).
 */
import type { Dispute, HeldDocument, Payout } from '../documents';
import type { Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import type { Clock } from '../transport/clock';
import type { Http } from '../transport/http';

export interface GatewayInfo {
	/** the connector's id: "stripe" */
	readonly gateway: string;
	/** the account's own stable name there, e.g. "acct_1Nv..." or the shop's domain */
	readonly accountId: string;
	readonly name: string;
	/** currencies that are paid out */
	readonly currencies: readonly CurrencyCode[];
	/** IANA name of the zone in which the gateway counts its days, where it says so */
	readonly timeZone?: string;
	/** a test account: what it pays out is no money */
	readonly test: boolean;
	/** what is missing to do the work (permissions, manual payouts), for the credential test and the health check */
	readonly findings: readonly Finding[];
}

export interface GatewayPolicy {
	/** IANA name of the zone of the books: decides `bookedOn` */
	readonly timeZone: string;
	/**
	 * How the shop calls this gateway in its sales (`PaymentPart.gateway`), so that a payout empties the clearing account that the
	 * sales filled; default the connector's `gatewayNames[0]`.
	 */
	readonly gatewayName?: string;
}

/** A payout as read: the document, or why it cannot be one. */
export interface ReadPayout {
	readonly externalId: string;
	/** changes whenever the payout or its status does */
	readonly revision: string;
	/** absent when it is held */
	readonly payout?: Payout;
	/** where `payout` is a failure: the payout as it left the gateway, which the failure takes back */
	readonly asIssued?: Payout;
	/** warnings and notes that go with the payout */
	readonly remarks: readonly Finding[];
	readonly held?: HeldDocument;
	/** set while it may still change (scheduled, in transit, not yet complete): read it again not before this instant */
	readonly lookAgainAt?: string;
}

export interface PayoutWindow {
	/** instants, ISO 8601; from inclusive, to exclusive; of the payout's own time of issue */
	readonly from: string;
	readonly to?: string;
}

export interface GatewaySession {
	account(): Promise<GatewayInfo>;
	/** Payouts issued in a window, oldest first, a page at a time with bounded memory; each with all its transactions. */
	payouts(window: PayoutWindow): AsyncIterable<readonly ReadPayout[]>;
	/** These payouts; ids that do not exist are left out. */
	payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]>;
	/** Disputes of which something changed in the window: a document for each stage that moves money (opened, won, lost). */
	disputes(window: PayoutWindow): AsyncIterable<readonly (Dispute | HeldDocument)[]>;
}

export interface GatewaySettings {
	/** the account as the user entered it: the shop's address for gateways that live in the shop */
	readonly account: string;
	/** the address of the API; given for sandboxes and the lab */
	readonly baseUrl?: string;
	readonly environment?: 'production' | 'sandbox';
}

export interface GatewayConnector {
	/** "stripe", "paypal", "shopifypayments", "woopayments" */
	readonly id: string;
	readonly displayName: string;
	/** how stores call this gateway in their orders, the most usual first: "stripe"; "shopify_payments"; "ppcp-gateway", "paypal" */
	readonly gatewayNames: readonly [string, ...string[]];
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession;
}
