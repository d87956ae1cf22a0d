/** A sale: what was sold, taxed and paid when it happened. Later payments, refunds and edits are documents of their own. */
import type { Money } from '../money/money';
import type { DocumentHeader } from './header';
import type { LedgerTaxCode, Party, PaymentPart, Place, Presentment, SaleLine } from './parts';

/**
 * Invariants, checked by `checkSale`: per line discount <= gross; lines + taxes on top = total (+- rounding);
 * payments + outstanding = total; all money in the document's currency (the shop's).
 */
export interface Sale extends DocumentHeader<'Sale'> {
	readonly order: { readonly id: string; readonly number: string; readonly poNumber?: string };
	readonly customer?: Party;
	readonly shipTo: Place;
	/** whether the lines' amounts contain the merchant's tax */
	readonly pricesIncludeTax: boolean;
	readonly lines: readonly SaleLine[];
	/** money received at the time of the sale; gift cards and store credit are payments too */
	readonly payments: readonly PaymentPart[];
	readonly totals: {
		/** what the customer owes in all, tax included, as the shop states it */
		readonly total: Money;
		/** all taxes, the marketplace's included, as the shop states it */
		readonly tax: Money;
		readonly paid: Money;
		readonly outstanding: Money;
		/** total - (lines + taxes), when the shop rounds; `side` says which is greater */
		readonly rounding?: { readonly amount: Money; readonly side: 'totalIsHigher' | 'totalIsLower' };
	};
	/** the date an unpaid order is due, YYYY-MM-DD */
	readonly dueOn?: string;
	readonly presentment?: Presentment;
	/** put there by the Tax Resolver: the ledger's code for what is no sale (a gift card used, rounding, a channel's tax) */
	readonly untaxedCode?: LedgerTaxCode;
}
