/** Changes of an order after its sale: an edit (lines added or removed) and a cancellation. */
import type { Money } from '../money/money';
import type { BusinessKey, DocumentHeader } from './header';
import type { PaymentPart, Place, SaleLine } from './parts';
import type { RefundLine } from './refund';

/** before + change = after, where `change` is what added minus removed lines are worth with their taxes. */
export interface OrderEdit extends DocumentHeader<'OrderEdit'> {
	readonly order: { readonly id: string; readonly number: string };
	readonly saleId: BusinessKey;
	/** the day of the sale, YYYY-MM-DD, whose tax rates what is removed has */
	readonly soldOn?: string;
	readonly shipTo: Place;
	readonly pricesIncludeTax: boolean;
	readonly added: readonly SaleLine[];
	readonly removed: readonly RefundLine[];
	readonly payments: readonly PaymentPart[];
	readonly totals: { readonly before: Money; readonly after: Money };
}

export interface Cancellation extends DocumentHeader<'Cancellation'> {
	readonly order: { readonly id: string; readonly number: string };
	readonly saleId: BusinessKey;
	readonly reason?: string;
	/** what was still owed and no longer is */
	readonly released: Money;
}
