/** What every canonical document begins with: what it is, where it came from, when it happened. */
import type { Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import type { ExchangeRate } from '../money/exchangeRate';

/** The version of the documents' shape. A reader upcasts older ones; a newer one is refused. */
export const SCHEMA_VERSION = 1;

export type DocumentType =
	| 'Sale'
	| 'Refund'
	| 'OrderEdit'
	| 'Cancellation'
	| 'Fulfilment'
	| 'BalanceChange'
	| 'Payment'
	| 'Payout'
	| 'Dispute'
	| 'BankTransaction'
	| 'PayoutMatch'
	| 'Product'
	| 'Customer'
	| 'JournalEntry';

/** `platform/store/kind/externalId[/part]`: the same event always has the same key. */
export type BusinessKey = string;

export interface Source {
	/** "shopify" */
	readonly platform: string;
	/** the shop's own name for itself, e.g. "my-shop.myshopify.com" */
	readonly storeId: string;
	/** what it is there: "order", "refund", "transaction" */
	readonly kind: string;
	readonly externalId: string;
	/** what people call it: "#1001" */
	readonly externalNumber: string;
	/** changes whenever the object changes there, e.g. its time of modification */
	readonly revision: string;
	/** where a person can look at it */
	readonly url?: string;
}

export interface DocumentHeader<T extends DocumentType = DocumentType> {
	readonly type: T;
	readonly schemaVersion: typeof SCHEMA_VERSION;
	readonly id: BusinessKey;
	readonly source: Source;
	/** where it was sold: "web", "pos", "marketplace-eu" */
	readonly channel: string;
	/** an instant, ISO 8601 in UTC */
	readonly occurredAt: string;
	/** the local date in the time zone of the books, YYYY-MM-DD */
	readonly bookedOn: string;
	readonly currency: CurrencyCode;
	/** of a document in another currency than the shop's own, where the shop says it; whether it is used, the poster decides */
	readonly exchangeRate?: ExchangeRate;
	/** remarks (warnings and notes) that go with the document on its way; not part of what it is */
	readonly findings?: readonly Finding[];
}

/** The business key of something at a platform. */
export function businessKey(
	source: Pick<Source, 'platform' | 'storeId' | 'kind' | 'externalId'>,
	part?: string,
): BusinessKey {
	const key = `${source.platform}/${source.storeId}/${source.kind}/${source.externalId}`;
	return part === undefined ? key : `${key}/${part}`;
}
