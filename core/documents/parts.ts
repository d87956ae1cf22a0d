/** The parts that sales and refunds are made of. */
import type { CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import type { Money } from '../money/money';

export type LineType = 'item' | 'shipping' | 'fee' | 'tip' | 'giftCard' | 'duty' | 'importTax';

/** A ledger's own tax code, as the Tax Resolver puts it on a line. */
export interface LedgerTaxCode {
	/** "quickbooks" */
	readonly ledger: string;
	readonly id: string;
	readonly name: string;
	/** the rates it consists of, in the ledger's order; empty for codes without tax */
	readonly rates: readonly { readonly id: string; readonly name: string; readonly percent: Decimal }[];
}

/** A tax as the shop charged it: its amount is a fact and is copied, never recomputed. */
export interface TaxAmount {
	/** as the shop names it: "VAT", "CA State Tax" */
	readonly name: string;
	/** a fraction: "0.175" is 17.5 % */
	readonly rate: Decimal;
	readonly country?: string;
	readonly region?: string;
	readonly amount: Money;
	/** who pays it to the authority; "unknown" is taken as the merchant, with a warning */
	readonly collectedBy: 'merchant' | 'marketplace' | 'unknown';
}

export interface SaleLine {
	/** the line's id at the store */
	readonly id: string;
	readonly type: LineType;
	readonly name: string;
	readonly sku?: string;
	readonly category?: string;
	readonly taxClass?: string;
	/** not negative */
	readonly quantity: Decimal;
	/** the price of one, as the shop shows it, any scale */
	readonly unitPrice: Decimal;
	/** quantity x unit price as the shop states it; contains tax when the sale's prices do */
	readonly gross: Money;
	/** all discounts on this line, on the same tax basis as `gross` */
	readonly discount: Money;
	readonly discountCodes: readonly string[];
	readonly taxes: readonly TaxAmount[];
	/** put there by the Tax Resolver */
	readonly taxCode?: LedgerTaxCode;
}

/** Money that came in with a sale or went back with a refund. */
export interface PaymentPart {
	readonly id: string;
	/** "shopify_payments", "paypal", "gift_card", "store_credit" */
	readonly gateway: string;
	/** "card", "bank_transfer" */
	readonly method: string;
	readonly amount: Money;
	/** an instant, ISO 8601 in UTC */
	readonly capturedAt: string;
	/** the gateway's own reference, to join payouts */
	readonly reference?: string;
	/** what the gateway kept of it, where the store knows; booked with the payout, not with the payment */
	readonly fee?: Money;
}

export interface Party {
	/** the customer's id at the store */
	readonly id: string;
	/** only where a ledger document needs it and the store gives it */
	readonly name?: string;
	readonly email?: string;
	readonly company?: string;
	readonly country?: string;
	readonly region?: string;
	/** the VAT or other tax number the customer gave: decides over reverse charge, so also where no contact data are kept */
	readonly taxNumber?: string;
	/** whether the shop treats the customer as exempt from tax */
	readonly taxExempt?: boolean;
}

export interface Place {
	readonly country?: string;
	readonly region?: string;
	readonly postcode?: string;
}

/** What the customer saw, when the order was not in the shop's currency. */
export interface Presentment {
	readonly currency: CurrencyCode;
	readonly total: Money;
}
