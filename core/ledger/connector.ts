/**
 * The contract of a ledger's connector. Reading gives the company's own lists for drop-downs, mapping and checks; writing
 * is split so that posting can be made exactly once: prepare (ids resolved) -> send (a batch) -> find (what is there).
 */
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { LedgerTaxCode } from '../documents/parts';
import type { Finding } from '../findings/finding';
import type { Outcome } from '../outcome';
import type { Money } from '../money/money';
import type { Clock } from '../transport/clock';
import type { Http } from '../transport/http';
import type { LedgerDocument, LedgerDocumentType, PostingKey } from './documents';

export interface LedgerCompany {
	readonly ledger: string;
	/** the company's id there: QuickBooks' realm, Xero's tenant */
	readonly tenant: string;
	readonly name: string;
	readonly country: string;
	readonly currency: CurrencyCode;
	readonly multiCurrency: boolean;
	/** the last day of the closed period, YYYY-MM-DD */
	readonly closedUntil?: string;
	/** how sales tax works there */
	readonly taxModel: 'none' | 'usAutomated' | 'usManual' | 'codes';
	/** remarks about settings that get in our way */
	readonly findings: readonly Finding[];
}

export interface LedgerAccount {
	readonly id: string;
	readonly name: string;
	readonly number?: string;
	/** the ledger's own word for its type, e.g. "Other Current Liability" */
	readonly type: string;
	/** what it can be used for, for drop-downs and checks */
	readonly kind:
		| 'bank'
		| 'currentAsset'
		| 'asset'
		| 'liability'
		| 'equity'
		| 'income'
		| 'expense'
		| 'receivable'
		| 'payable';
	readonly currency?: CurrencyCode;
	readonly active: boolean;
}

export interface LedgerTaxCodeDetail extends LedgerTaxCode {
	readonly active: boolean;
	/** usable on sales */
	readonly sales: boolean;
	/** the sum of its sales rates in percent, "17.5" */
	readonly totalPercent: Decimal;
}

/** What composing documents must know about a ledger. */
export interface LedgerCapabilities {
	readonly ledger: string;
	/** documents this ledger has */
	readonly documents: readonly LedgerDocumentType[];
	/** whether the ledger books tax to its own account from the tax code, so that tax lines need no account */
	readonly postsTaxItself: boolean;
	/** the longest visible number */
	readonly numberLength: number;
}

/** A document made into a request: ids resolved, body complete, nothing left to decide. */
export interface LedgerRequest {
	readonly document: LedgerDocument;
	/** the ledger's own name for it: "SalesReceipt" */
	readonly entity: string;
	/** plain JSON; amounts are numbers where the ledger wants numbers */
	readonly body: Readonly<Record<string, unknown>>;
}

/** A document as the ledger has it. */
export interface PostedDocument {
	readonly postingKey: PostingKey;
	readonly entity: string;
	readonly id: string;
	readonly number: string;
	/** YYYY-MM-DD */
	readonly date?: string;
	readonly total: Money;
	readonly totalTax?: Money;
	/**
	 * What was found by its number: whether it carries our full key (then it is ours whatever its total), or surely does not.
	 * Absent where the ledger does not give the key back: total and date then decide.
	 */
	readonly ours?: boolean;
	/** where a person can look at it */
	readonly url?: string;
	/** the ledger's marker of the version, e.g. QuickBooks' SyncToken */
	readonly version?: string;
	/** what is wrong with the ledger's answer itself, e.g. an amount that is none of the currency; `compare` repeats them */
	readonly findings?: readonly Finding[];
}

export type SendResult =
	| { readonly kind: 'created'; readonly posted: PostedDocument }
	/** the ledger says the number or the request is known: look it up */
	| { readonly kind: 'duplicate'; readonly finding: Finding }
	| { readonly kind: 'rejected'; readonly finding: Finding }
	/** this one may be sent again as it is: the ledger was busy */
	| { readonly kind: 'retry'; readonly afterMs: number };

/** Where a session keeps what it has read, so that a run of one order does not read the chart of accounts again. */
export interface LedgerCache {
	get(key: string): Promise<unknown>;
	set(key: string, value: unknown, ttlMs: number): Promise<void>;
	/** forgets what was read, e.g. after the ledger said that something does not exist */
	clear(): Promise<void>;
}

export interface LedgerOptions {
	/** create what a document needs and the ledger lacks: items per account, the shop's customer */
	readonly createMissing: boolean;
	/** one customer a shop (and currency), or one for each customer of the shop */
	readonly customers: 'oneForShop' | 'each';
}

export interface LedgerSession {
	readonly capabilities: LedgerCapabilities;
	/** most documents in one `send` */
	readonly maxBatch: number;
	/** @param fresh read anew, not from the cache: a period may have been opened or closed since */
	company(fresh?: boolean): Promise<LedgerCompany>;
	accounts(): Promise<readonly LedgerAccount[]>;
	/** @param on YYYY-MM-DD: the percentages of that day (a code may change its rate); today when absent */
	taxCodes(on?: string): Promise<readonly LedgerTaxCodeDetail[]>;
	/**
	 * Makes requests of documents: resolves and, where allowed, creates items and customers. Held documents have the
	 * reasons; one bad document never holds another. The ids of documents that `appliesTo` names are given.
	 */
	prepare(
		documents: readonly LedgerDocument[],
		postedIds: ReadonlyMap<PostingKey, PostedDocument>,
	): Promise<readonly Outcome<LedgerRequest>[]>;
	/**
	 * Writes a batch. `requestId` is the idempotency token: the same requests with the same token are acted on once.
	 * One result a request, in order. Throws TransportError when there is no answer for the whole batch.
	 */
	send(requests: readonly LedgerRequest[], requestId: string): Promise<readonly SendResult[]>;
	/**
	 * Looks up, by our number or marker, which of these the ledger has already. Takes documents, not requests: what was
	 * posted must be found even if it could not be prepared today (an account made inactive, a period closed since).
	 */
	find(documents: readonly LedgerDocument[]): Promise<ReadonlyMap<PostingKey, PostedDocument>>;
	/** What the posted document differs in from what was meant (total, tax), if anything. */
	compare(document: LedgerDocument, posted: PostedDocument): readonly Finding[];
}

export interface LedgerSettings {
	readonly tenant: string;
	/** the address of the API; given for sandboxes and the lab */
	readonly baseUrl?: string;
	readonly environment?: 'production' | 'sandbox';
}

export interface LedgerConnector {
	readonly id: string;
	readonly displayName: string;
	readonly capabilities: LedgerCapabilities;
	open(
		http: Http,
		settings: LedgerSettings,
		options: LedgerOptions,
		cache: LedgerCache,
		clock: Clock,
	): LedgerSession;
}
