/** The contract of ledgers over every registered connector, each against its own lab. A new ledger adds its registration. */
import type { LabPlatform } from '../../lab/kit/platform';
import { freshBooksKind } from '../../lab/ledgers/freshbooks/kind';
import { quickbooksKind } from '../../lab/ledgers/quickbooks/kind';
import type { QuickBooksLab } from '../../lab/ledgers/quickbooks';
import { xeroKind } from '../../lab/ledgers/xero/kind';
import type { XeroLab } from '../../lab/ledgers/xero/lab';
import { ledgerContract } from '../support/ledgerContract';

const isQuickBooks = (lab: LabPlatform): lab is QuickBooksLab => lab.name === 'quickbooks';
const isXero = (lab: LabPlatform): lab is XeroLab => lab.name === 'xero';

ledgerContract({
	// it publishes no closing of periods
	freshbooks: { kind: freshBooksKind, limitsAreOurs: true },
	quickbooks: {
		kind: quickbooksKind,
		closeBooks: (lab, tenant, until) => {
			if (!isQuickBooks(lab)) throw new Error('not the lab of QuickBooks');
			lab.configure(tenant, { bookCloseDate: until });
		},
	},
	xero: {
		kind: xeroKind,
		closeBooks: (lab, tenant, until) => {
			if (!isXero(lab)) throw new Error('not the lab of Xero');
			lab.configure(tenant, { periodLockDate: until });
		},
	},
});
