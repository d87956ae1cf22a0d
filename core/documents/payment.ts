/** A payment that came after its sale (an invoice paid, a deposit captured later), or a refund's money settled later. */
import type { BusinessKey, DocumentHeader } from './header';
import type { LedgerTaxCode, Party, PaymentPart } from './parts';

export interface Payment extends DocumentHeader<'Payment'> {
	readonly order: { readonly id: string; readonly number: string };
	/** what it pays: the sale, or the refund for money that goes back */
	readonly settles: BusinessKey;
	readonly direction: 'received' | 'returned';
	/** what kind of document it pays, where that is not the sale (or, for money that goes back, the refund) */
	readonly settlesType?: 'OrderEdit';
	/** taken before there is a sale: owed to the customer until the sale, which it pays as gateway "deposit" */
	readonly deposit?: boolean;
	readonly customer?: Party;
	readonly payment: PaymentPart;
	/** put there by the Tax Resolver: the ledger's code for what is no sale (an invoice paid by gift card) */
	readonly untaxedCode?: LedgerTaxCode;
}
