/** The contract of ledgers over every registered connector, each against its own lab. A new ledger adds its registration. */
import type { LabPlatform } from '../../lab/kit/platform';
import { quickbooksKind } from '../../lab/ledgers/quickbooks/kind';
import type { QuickBooksLab } from '../../lab/ledgers/quickbooks';
import { ledgerContract } from '../support/ledgerContract';

const isQuickBooks = (lab: LabPlatform): lab is QuickBooksLab => lab.name === 'quickbooks';

ledgerContract({
	quickbooks: {
		kind: quickbooksKind,
		closeBooks: (lab, tenant, until) => {
			if (!isQuickBooks(lab)) throw new Error('not the lab of QuickBooks');
			lab.configure(tenant, { bookCloseDate: until });
		},
	},
});
