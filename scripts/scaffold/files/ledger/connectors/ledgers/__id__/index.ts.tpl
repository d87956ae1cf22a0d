/** __Display__ as a ledger. */
import type { LedgerCapabilities, LedgerConnector } from '../../../core/ledger/connector';
import { quota } from './quota';
import { openSession } from './session';

const capabilities: LedgerCapabilities = {
	ledger: '__id__',
	documents: ['Invoice', 'CreditNote', 'CustomerPayment', 'CustomerRefund', 'ManualJournal'],
	postsTaxItself: true,
	numberLength: 20,
};

export const __id__ = {
	id: '__id__',
	displayName: '__Display__',
	capabilities,
	quota,
	open: (http, settings, options, cache, clock) =>
		openSession(capabilities, { http, settings, options, cache, clock }),
} satisfies LedgerConnector;
