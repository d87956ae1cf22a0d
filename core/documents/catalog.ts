/** Products and customers, kept to what the ledgers need. */
import type { Money } from '../money/money';
import type { DocumentHeader } from './header';
import type { Party } from './parts';

export interface Product extends DocumentHeader<'Product'> {
	/** the product code (SKU) */
	readonly code: string;
	readonly name: string;
	readonly price: Money;
	readonly cost?: Money;
	readonly category?: string;
	readonly taxClass?: string;
}

export interface Customer extends DocumentHeader<'Customer'> {
	readonly party: Party;
}
