/** Changes of an order after its sale: an edit (lines added or removed), a cancellation, a delivery. */
import type { Money } from '../money/money';
import type { BusinessKey, DocumentHeader } from './header';
import type { LedgerTaxCode, Party, PaymentPart, Place, SaleLine } from './parts';
import type { RefundLine } from './refund';

/** before + change = after, where `change` is what added minus removed lines are worth with their taxes. */
export interface OrderEdit extends DocumentHeader<'OrderEdit'> {
	readonly order: { readonly id: string; readonly number: string };
	readonly saleId: BusinessKey;
	/** the day of the sale, YYYY-MM-DD, whose tax rates what is removed has */
	readonly soldOn?: string;
	readonly customer?: Party;
	readonly shipTo: Place;
	readonly pricesIncludeTax: boolean;
	readonly added: readonly SaleLine[];
	readonly removed: readonly RefundLine[];
	/** money that came in with an edit that costs more, or went back with one that costs less */
	readonly payments: readonly PaymentPart[];
	/** what the order is worth, tax included */
	readonly totals: { readonly before: Money; readonly after: Money };
	/** of an edit that costs less: whether the sale is still unpaid by at least the difference */
	readonly reducesReceivable?: boolean;
	/** put there by the Tax Resolver: the ledger's code for what is no sale */
	readonly untaxedCode?: LedgerTaxCode;
}

/**
 * An order that was given up before it was paid. Lines and taxes add up to `released`; an order that was never posted has
 * none, and releases nothing. What was paid before goes back by a Refund.
 */
export interface Cancellation extends DocumentHeader<'Cancellation'> {
	readonly order: { readonly id: string; readonly number: string };
	readonly saleId: BusinessKey;
	/** the day of the sale, YYYY-MM-DD, whose tax rates what is cancelled has */
	readonly soldOn?: string;
	readonly customer?: Party;
	readonly shipTo: Place;
	readonly pricesIncludeTax: boolean;
	readonly reason?: string;
	readonly lines: readonly RefundLine[];
	/** what was still owed and no longer is, tax included */
	readonly released: Money;
	/** the tax in it */
	readonly tax: Money;
	/** put there by the Tax Resolver: the ledger's code for what is no sale */
	readonly untaxedCode?: LedgerTaxCode;
}

/**
 * Goods or services delivered: where revenue counts from then on (policy `revenue: fulfilment`), and where the cost of what
 * left the stock is booked. Its lines are the sale's, each with its share of gross, discount and tax.
 */
export interface Fulfilment extends DocumentHeader<'Fulfilment'> {
	readonly order: { readonly id: string; readonly number: string };
	readonly saleId: BusinessKey;
	readonly shipTo: Place;
	readonly pricesIncludeTax: boolean;
	readonly lines: readonly SaleLine[];
}

/** A balance that changed without an order: a gift card or store credit that expired, or was given as goodwill. */
export interface BalanceChange extends DocumentHeader<'BalanceChange'> {
	/** of the card or account, as people know it */
	readonly order: { readonly id: string; readonly number: string };
	readonly instrument: 'giftCard' | 'storeCredit';
	readonly change: 'expired' | 'given';
	readonly amount: Money;
	readonly reason?: string;
}
