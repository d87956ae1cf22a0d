/** FreshBooks as a ledger. */
import type { LedgerCapabilities, LedgerConnector } from '../../../core/ledger/connector';
import { quota } from './quota';
import { openSession } from './session';

/** A number as FreshBooks' own are: short enough for its lists. */
export const NUMBER_LENGTH = 21;

const capabilities: LedgerCapabilities = {
	ledger: 'freshbooks',
	documents: ['Invoice', 'CreditNote', 'CustomerPayment', 'Deposit', 'Transfer', 'Expense', 'ManualJournal'],
	// the tax of journals goes where the mapping says; what invoices book by themselves is moved there
	postsTaxItself: false,
	numberLength: NUMBER_LENGTH,
	// one list shows at once what is there of a kind
	oneKindPerCall: true,
	zeroTotalDocuments: false,
	knowsTokens: false,
	linesCarryAccounts: false,
	taxesPerLine: 2,
};

/** The connector of FreshBooks; `tenant` is the business's account id. */
export const freshbooks = {
	id: 'freshbooks',
	displayName: 'FreshBooks',
	capabilities,
	quota,
	open: (http, settings, options, cache, clock) =>
		openSession(
			{ ...capabilities, paidSales: options.paidSales ?? 'journal' },
			http,
			settings,
			options,
			cache,
			clock,
		),
} satisfies LedgerConnector;
