/** QuickBooks Online as a ledger. */
import type { LedgerCapabilities, LedgerConnector } from '../../../core/ledger/connector';
import { quota } from './quota';
import { openSession } from './session';

const capabilities: LedgerCapabilities = {
	ledger: 'quickbooks',
	documents: [
		'SalesReceipt',
		'Invoice',
		'CreditNote',
		'RefundReceipt',
		'CustomerPayment',
		'Deposit',
		'Transfer',
		'Expense',
		'ManualJournal',
	],
	postsTaxItself: true,
	numberLength: 21,
};

/** The connector of QuickBooks Online; `tenant` is the realm. */
export const quickbooks = {
	id: 'quickbooks',
	displayName: 'QuickBooks Online',
	capabilities,
	quota,
	open: (http, settings, options, cache, clock) =>
		openSession(capabilities, http, settings, options, cache, clock),
} satisfies LedgerConnector;
