/** How documents are booked where accountants may choose. Plain data; one policy per store, kept over time. */

export interface JournalPolicy {
	/** gross: sales at list price, discounts on their own account; net: sales after discount */
	readonly discounts: 'gross' | 'net';
	/**
	 * net: returns at what was given back; gross: at list price, with the discount's share taken back from the discounts
	 * account where the store states it. Applies only where `discounts` is gross.
	 */
	readonly returns: 'net' | 'gross';
	/** tips: a liability to the staff (or whatever account the role is mapped to); sales: income of the shop */
	readonly tips: 'tips' | 'sales';
	/**
	 * payment: income counts with the sale; fulfilment: it is deferred, without its discounts, until a Fulfilment releases it.
	 * Tax is booked with the sale under both.
	 */
	readonly revenue: 'payment' | 'fulfilment';
	/**
	 * fromShop: the cost of what was sold is booked where the shop states it: with the fulfilment, or with the sale where revenue
	 * counts at payment. none: the ledger tracks stock and does so itself, or nobody does.
	 */
	readonly cogs: 'none' | 'fromShop';
	/** where a payout goes until the bank shows it: an account of its own, or the bank at once */
	readonly payouts: 'inTransit' | 'bank';
	/** receivable: what is disputed is owed until it is decided; loss: it counts as lost when the dispute is opened */
	readonly disputes: 'receivable' | 'loss';
}

export const DEFAULT_JOURNAL_POLICY: JournalPolicy = {
	discounts: 'gross',
	returns: 'net',
	tips: 'tips',
	revenue: 'payment',
	cogs: 'none',
	payouts: 'inTransit',
	disputes: 'receivable',
};
