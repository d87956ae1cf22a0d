/** The contract of ledgers over every registered connector, each against its own lab. A new ledger adds its registration. */
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { quickbooksKind } from '../../lab/ledgers/quickbooks/kind';
import { xeroKind } from '../../lab/ledgers/xero/kind';
import { ledgerContract } from '../support/ledgerContract';

ledgerContract({
	// it publishes no closing of periods
	freshbooks: { kind: freshBooksKind, limitsAreOurs: true },
	quickbooks: { kind: quickbooksKind, closesBooks: true },
	xero: { kind: xeroKind, closesBooks: true },
});
