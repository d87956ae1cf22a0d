/** What one document adds to the figures of its day. */
import type { BusinessKey } from '../documents';
import type { CurrencyCode } from '../money/currency';
import type { Figure } from './figures';

export type CustomerKind = 'new' | 'returning' | 'unknown';
export type BuyerKind = 'company' | 'consumer' | 'unknown';

/** By what the figures of sales are told apart. */
export interface Facets {
	readonly channel: string;
	/** ISO 3166 alpha-2 of the delivery, or "unknown" */
	readonly country: string;
	/** new: the first order of the customer among all documents given */
	readonly customer: CustomerKind;
	/** company: with a company's name or a tax number */
	readonly buyer: BuyerKind;
}

export interface ProductName {
	/** the product code (SKU), or the name where there is none */
	readonly key: string;
	readonly name: string;
}

export interface FigureAmount {
	readonly figure: Figure;
	/** minor units; a count for `orders` */
	readonly units: bigint;
	readonly product?: ProductName;
}

export interface Contribution {
	readonly id: BusinessKey;
	/** as people know the order; of a payout its date and id */
	readonly number: string;
	readonly currency: CurrencyCode;
	/** YYYY-MM-DD in the time zone of the books */
	readonly day: string;
	/** absent for payouts, which belong to no channel or country */
	readonly facets?: Facets;
	/** of payouts */
	readonly gateway?: string;
	/** who ordered, where that is known, for counting customers */
	readonly customerKey?: string;
	readonly amounts: readonly FigureAmount[];
}
