/** The canonical documents: what flows between the nodes, one a n8n item. */
import type { BalanceChange, Cancellation, Fulfilment, OrderEdit } from './change';
import type { Customer, Product } from './catalog';
import type { Dispute, Payout, PayoutMatch } from './payout';
import type { Payment } from './payment';
import type { Refund } from './refund';
import type { Sale } from './sale';

export * from './header';
export * from './held';
export * from './parts';
export * from './sale';
export * from './refund';
export * from './payment';
export * from './change';
export * from './payout';
export * from './catalog';

/** A document that a store gives and that journalize turns into an entry. */
export type SalesDocument = Sale | Refund | Payment | OrderEdit | Cancellation | Fulfilment | BalanceChange;
export type StoreDocument = SalesDocument | Payout | Dispute | Product | Customer;

/** What gateways and the bank tell, and is booked: it belongs to no order and has no tax. */
export type MoneyDocument = Payout | Dispute | PayoutMatch;
/** Everything that `journalize` turns into an entry. */
export type BookableDocument = SalesDocument | MoneyDocument;

export function isMoneyDocument(document: BookableDocument): document is MoneyDocument {
	return document.type === 'Payout' || document.type === 'Dispute' || document.type === 'PayoutMatch';
}
