/**
 * The contract of a ledger's connector. Reading gives the company's own lists for drop-downs, mapping and checks; writing
 * is split so that posting can be made exactly once: prepare (ids resolved) -> send (a batch) -> find (what is there).
 */
import type { AccountRole } from '../accounts/roles';
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { HeldDocument } from '../documents/held';
import type { LedgerTaxCode } from '../documents/parts';
import type { BankTransaction } from '../documents/payout';
import type { Finding } from '../findings/finding';
import type { Outcome } from '../outcome';
import type { Money } from '../money/money';
import type { Clock } from '../transport/clock';
import type { Http } from '../transport/http';
import type { CallsNeeded, Quota } from '../transport/quota';
import type { LedgerDocument, LedgerDocumentType, PostingKey } from './documents';
import type { LedgerCustomer, ProfitAndLoss, StandingDocument } from './oversight';

export type { LedgerCustomer, ProfitAndLoss, ProfitAndLossRow, StandingDocument } from './oversight';

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
	/** the ledger keeps it for itself: nobody posts to it */
	readonly reserved?: boolean;
	/** false: payments cannot go there, unless that is enabled in the ledger */
	readonly takesPayments?: boolean;
	readonly active: boolean;
}

/** An account to add to the chart, as a bookkeeper would. */
export interface NewAccount {
	readonly name: string;
	/** what it is for; the connector chooses the ledger's own type by it */
	readonly role: AccountRole;
	readonly kind: LedgerAccount['kind'];
	/** payments go there, where the ledger asks for it */
	readonly takesPayments: boolean;
	readonly currency?: CurrencyCode;
}

export interface LedgerTaxCodeDetail extends LedgerTaxCode {
	readonly active: boolean;
	/** usable on sales */
	readonly sales: boolean;
	/** the sum of its sales rates in percent, "17.5" */
	readonly totalPercent: Decimal;
	/** the ledger's own word for what the code is reported as (Xero's ReportTaxType, else its TaxType); only for suggestions */
	readonly reportedAs?: string;
}

/** A product or service of the ledger, for drop-downs and rules. */
export interface LedgerItem {
	readonly id: string;
	readonly name: string;
	/** the code by which the shop's products can be found: QuickBooks' Sku, Xero's Code */
	readonly code?: string;
	/** the income account its sales go to */
	readonly accountId?: string;
	/** the ledger keeps its stock and books the cost of what is sold by itself */
	readonly tracksStock: boolean;
	readonly active: boolean;
}

/** An item to add: goods that the ledger keeps no stock of, found again by their code. */
export interface NewItem {
	readonly code: string;
	readonly name: string;
	/** the price of one, in the company's currency */
	readonly price?: Decimal;
	/** the income account its sales go to, where the ledger wants one */
	readonly accountId?: string;
}

/** What is to be changed of an item; the rest stays as it is. */
export interface ItemChange {
	readonly item: LedgerItem;
	readonly code?: string;
	readonly name?: string;
}

/** Something lines are grouped by beside accounts: class, location, tracking category. */
export interface LedgerDimension {
	/**
	 * its name in `dimensions` of a line, where the value is an option's id: QuickBooks "class" and "department", Xero the
	 * tracking category's id
	 */
	readonly key: string;
	/** for people */
	readonly name: string;
	/** `line`: each line may have its own; `document`: the lines of a document must agree */
	readonly per: 'line' | 'document';
	readonly options: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
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
	/**
	 * Whether an Invoice, CreditNote or SalesReceipt may have the total zero (a sale paid by gift cards only); default true.
	 * Where it may not, such a document is composed as a ManualJournal; one with tax under a tax code is held.
	 */
	readonly zeroTotalDocuments?: boolean;
	/**
	 * Whether the ledger acts once on one token; default true. Where it knows none, nothing that may have been sent is sent again
	 * before it was looked for during some minutes.
	 */
	readonly knowsTokens?: boolean;
	/**
	 * Whether documents of one kind (`LedgerRequest.entity`) share a call and others need another; default: any documents share one.
	 * Posting then gathers documents of a kind until a call is full.
	 */
	readonly oneKindPerCall?: boolean;
	/**
	 * Whether lines of invoices and credit notes, and payments, go to the accounts they name; default true. Where they do not, the
	 * ledger books them to accounts of its own (`OWN_ACCOUNTS`), from which a journal beside each document moves them on; what
	 * needs no document of that kind is one journal.
	 */
	readonly linesCarryAccounts?: boolean;
	/** Where lines carry no accounts: what a sale becomes of which nothing is owed; default `journal`. */
	readonly paidSales?: PaidSales;
	/**
	 * Where lines carry no accounts: how many taxes, by name and percent, a line can have. The ledger works out their amounts
	 * itself; a line beside them makes up for what the shop has rounded otherwise.
	 */
	readonly taxesPerLine?: number;
}

/** A sale of which nothing is owed: one journal, or an invoice with its payments (which shows in the ledger's own tax report). */
export type PaidSales = 'journal' | 'invoice';

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
	/** for ledgers whose lines carry no accounts; others have one way only */
	readonly paidSales?: PaidSales;
	/**
	 * Sell lines through the ledger's own product of their SKU where it keeps that product's stock, so that the ledger books stock
	 * and cost itself; default: no. For ledgers that have such products.
	 */
	readonly useProducts?: boolean;
}

/** A document that was posted, as the sync log knows it: enough to read it again or take it back, without composing it anew. */
export interface PostedReference {
	readonly postingKey: PostingKey;
	readonly documentType: LedgerDocumentType;
	/** the ledger's own name for it, and its id there, as posting returned them */
	readonly entity: string;
	readonly id: string;
	readonly number: string;
	/** YYYY-MM-DD, as it was posted */
	readonly date: string;
	/** as it was meant; for currency and for what an odd answer is compared with */
	readonly total: Money;
	readonly totalTax?: Money;
}

/**
 * What the ledger has behind a reference. there: in the books (`number`, `date`, `total`, `totalTax` as they are there now,
 * `version`). voided: kept, without effect. missing: deleted, or never there.
 */
export type ReadBack =
	| { readonly state: 'there'; readonly posted: PostedDocument }
	| { readonly state: 'voided' }
	| { readonly state: 'missing' };

export type UndoResult =
	/** it has no effect on the books any more, by this call or before it */
	| { readonly kind: 'undone'; readonly how: 'voided' | 'deleted' }
	/**
	 * The ledger does not let it go (a closed period, something that depends on it): UNDO_NOT_POSSIBLE or PERIOD_CLOSED, with
	 * the ledger's reason. A correcting document takes its effect back where there is one.
	 */
	| { readonly kind: 'notPossible'; readonly finding: Finding }
	/** no clear answer about this one, or the ledger was busy: ask again (undo looks first) */
	| { readonly kind: 'again'; readonly afterMs: number };

export interface LedgerSession {
	readonly capabilities: LedgerCapabilities;
	/** most documents in one `send` */
	readonly maxBatch: number;
	/** @param fresh read anew, not from the cache: a period may have been opened or closed since */
	company(fresh?: boolean): Promise<LedgerCompany>;
	accounts(): Promise<readonly LedgerAccount[]>;
	/**
	 * Adds an account to the chart; one with that name that can serve is given as it is, so it may be called again after any
	 * failure. Held with ACCOUNT_NAME_TAKEN where another kind of account has the name, or the ledger's refusal. Absent where
	 * the ledger lets nobody do that from outside. Throws TransportError when the ledger does not answer.
	 */
	createAccount?(wanted: NewAccount): Promise<Outcome<LedgerAccount>>;
	/** @param on YYYY-MM-DD: the percentages of that day (a code may change its rate); today when absent */
	taxCodes(on?: string): Promise<readonly LedgerTaxCodeDetail[]>;
	/** Products and services, for drop-downs. */
	items(): Promise<readonly LedgerItem[]>;
	/**
	 * Adds items. One with the code that is there already is given as it is, so it may be called again after any failure. One
	 * result each, in order; held with ITEM_NOT_CREATED. Absent where the ledger lets nobody do that from outside. Throws
	 * TransportError when the ledger does not answer; then some may be there already.
	 */
	createItems?(wanted: readonly NewItem[]): Promise<readonly Outcome<LedgerItem>[]>;
	/** Changes items. One result each, in order; held with ITEM_NOT_UPDATED. Throws as `createItems`. */
	updateItems?(changes: readonly ItemChange[]): Promise<readonly Outcome<LedgerItem>[]>;
	/** What lines can be grouped by in this company, with the options; none where it is switched off. */
	dimensions(): Promise<readonly LedgerDimension[]>;
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
	/**
	 * Reads posted documents again by their ids, many in a call. Changes nothing. One answer a reference, in order.
	 * Throws TransportError when the ledger does not answer.
	 */
	read(references: readonly PostedReference[]): Promise<readonly ReadBack[]>;
	/**
	 * Takes documents out of the books: voids them, or deletes those that the ledger cannot void. Looks at each first, so it
	 * may be called again after any failure: what is voided or gone already is `undone`. Helpers of a document that posting
	 * made by itself (the payment that applies a credit) go with it. Never touches a closed period. One result a target, in
	 * order; at most `maxBatch` targets, which do not depend on each other.
	 * Throws TransportError when there is no answer for the whole batch; then some may be undone already.
	 * @param requestId idempotency token for ledgers that want one; new for each call
	 */
	undo(targets: readonly PostedReference[], requestId: string): Promise<readonly UndoResult[]>;
	/**
	 * What was entered or matched in the ledger on one of its bank accounts, by its day, both inclusive, oldest first. Never the
	 * bank's own lines: those no ledger gives to others. Absent where the ledger cannot be asked.
	 * @param accountId of the chart of accounts
	 * @param from YYYY-MM-DD
	 * @param to YYYY-MM-DD
	 */
	bankTransactions?(
		accountId: string,
		from: string,
		to: string,
	): Promise<readonly (BankTransaction | HeldDocument)[]>;
	/** Customers, to match the shop's with. Absent where the ledger cannot be asked. Throws TransportError as all reads. */
	customers?(): Promise<readonly LedgerCustomer[]>;
	/**
	 * Every sale, refund, payment, deposit and journal that stands in the books with a date of these days, whoever entered it, page
	 * by page in any order; what was voided is left out. Absent where the ledger cannot be asked.
	 * @param from YYYY-MM-DD, inclusive, as `to`
	 */
	standing?(from: string, to: string): AsyncIterable<readonly StandingDocument[]>;
	/**
	 * The ledger's own profit and loss of these days (both inclusive, YYYY-MM-DD) in the company's currency, on accrual basis unless
	 * asked otherwise. Held with a finding where the report cannot be read with certainty. Absent where the ledger has none.
	 */
	profitAndLoss?(from: string, to: string, basis?: 'accrual' | 'cash'): Promise<Outcome<ProfitAndLoss>>;
	/** About how many calls posting these takes, batches and look-ups included, nothing cached; for planning a run. */
	callsFor(documents: readonly Pick<LedgerDocument, 'type'>[]): readonly CallsNeeded[];
}

export interface LedgerSettings {
	readonly tenant: string;
	/** the address of the API; given for sandboxes and the lab */
	readonly baseUrl?: string;
	readonly environment?: 'production' | 'sandbox';
}

/** A company that a credential reaches. */
export interface LedgerTenant {
	readonly id: string;
	readonly name: string;
}

export interface LedgerConnector {
	readonly id: string;
	readonly displayName: string;
	readonly capabilities: LedgerCapabilities;
	/**
	 * The published limits for one company. Whoever opens a session wraps its `http` in the governor, which keeps below them
	 * (`core/transport/governor.ts`): a connector does not pace itself. After a refusal for speed it waits as it was told before
	 * it repeats a read, and throws TransportError "rateLimited" for a write.
	 */
	readonly quota: Quota;
	/**
	 * The companies that the credential reaches, where one may reach several; absent: a credential is for one company. The
	 * `tenant` of the settings is not looked at.
	 */
	tenants?(http: Http, settings: LedgerSettings, clock: Clock): Promise<readonly LedgerTenant[]>;
	open(
		http: Http,
		settings: LedgerSettings,
		options: LedgerOptions,
		cache: LedgerCache,
		clock: Clock,
	): LedgerSession;
}
