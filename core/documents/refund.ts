/** A refund: what was given back for a sale, and how the money went back. */
import type { Decimal } from '../money/decimal';
import type { Money } from '../money/money';
import type { BusinessKey, DocumentHeader } from './header';
import type { LedgerTaxCode, LineType, Party, PaymentPart, Place, Presentment, TaxAmount } from './parts';

export interface RefundLine {
	readonly id: string;
	/** the line of the sale, when there is one */
	readonly saleLineId?: string;
	readonly type: LineType;
	readonly name: string;
	readonly sku?: string;
	readonly category?: string;
	/** of the sale's line: what is given back is taxed as it was sold */
	readonly taxClass?: string;
	readonly quantity: Decimal;
	/** what is given back for the line, after its discounts; contains tax when the sale's prices did */
	readonly amount: Money;
	/** the share of the line's discount, when the store states it (then amount + discount is the list value) */
	readonly discount?: Money;
	readonly taxes: readonly TaxAmount[];
	readonly taxCode?: LedgerTaxCode;
	readonly restocked: boolean;
	/** it came back, and is not worth keeping: its cost is shown as written off instead of sold */
	readonly damaged?: boolean;
	/** what the returned goods cost the shop, where it says so */
	readonly cost?: Money;
	/** false: given back before it was delivered; default true */
	readonly fulfilled?: boolean;
}

/** An amount given back without a line: goodwill, a correction, a restocking fee kept back. */
export interface RefundAdjustment {
	readonly id: string;
	readonly reason: string;
	/** contains `tax` */
	readonly amount: Money;
	/** "refunded": given back on top of the lines; "keptBack": taken off what the lines would give */
	readonly direction: 'refunded' | 'keptBack';
	/** the part of the amount that is tax, as the store states it (often zero) */
	readonly taxes: readonly TaxAmount[];
	readonly taxCode?: LedgerTaxCode;
}

/**
 * Invariants, checked by `checkRefund`: lines + taxes on top + adjustments = total (+- rounding); payments + pending = total;
 * total is not more than was paid for the sale.
 */
export interface Refund extends DocumentHeader<'Refund'> {
	readonly order: { readonly id: string; readonly number: string };
	/** the sale it belongs to */
	readonly saleId: BusinessKey;
	/** the day of the sale, YYYY-MM-DD: the tax rates of that day are what is given back; absent where it is not known */
	readonly soldOn?: string;
	readonly customer?: Party;
	readonly shipTo: Place;
	readonly pricesIncludeTax: boolean;
	readonly lines: readonly RefundLine[];
	readonly adjustments: readonly RefundAdjustment[];
	/** money that has gone back */
	readonly payments: readonly PaymentPart[];
	readonly totals: {
		readonly total: Money;
		readonly tax: Money;
		/** gone back */
		readonly paid: Money;
		/** promised, not yet gone back */
		readonly pending: Money;
		readonly rounding?: { readonly amount: Money; readonly side: 'totalIsHigher' | 'totalIsLower' };
	};
	/** whether the sale is still unpaid by at least the refund's total: then it reduces what is owed */
	readonly reducesReceivable: boolean;
	readonly reason?: string;
	readonly presentment?: Presentment;
	/** put there by the Tax Resolver: the ledger's code for what is no sale (money to a gift card, rounding, a channel's tax) */
	readonly untaxedCode?: LedgerTaxCode;
}
