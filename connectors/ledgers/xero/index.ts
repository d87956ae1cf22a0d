/** Xero as a ledger. */
import type { LedgerCapabilities, LedgerConnector } from '../../../core/ledger/connector';
import { NUMBER_LENGTH } from './checks';
import { quota } from './quota';
import { openSession } from './session';
import { tenantsOf } from './tenants';

const capabilities: LedgerCapabilities = {
	ledger: 'xero',
	documents: [
		'Invoice',
		'CreditNote',
		'CustomerPayment',
		'CustomerRefund',
		'Deposit',
		'Transfer',
		'Expense',
		'ManualJournal',
	],
	postsTaxItself: true,
	oneKindPerCall: true,
	numberLength: NUMBER_LENGTH,
};

/** The connector of Xero; `tenant` is the organisation's id. */
export const xero = {
	id: 'xero',
	displayName: 'Xero',
	capabilities,
	quota,
	tenants: tenantsOf,
	open: (http, settings, options, cache, clock) =>
		openSession(capabilities, http, settings, options, cache, clock),
} satisfies LedgerConnector;
