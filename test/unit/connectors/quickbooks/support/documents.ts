/** Ledger documents of the test company: lines in a few words, totals worked out, so that every document balances. */
import { documentMaker, money } from '../../../../support/ledgerDocuments';
import { ACCOUNTS } from './companies';

export { money };

export const document = documentMaker({
	ledger: 'quickbooks',
	tenant: '4620816365',
	sales: ACCOUNTS.sales,
	clearing: ACCOUNTS.clearing,
	takeMoney: ['SalesReceipt', 'RefundReceipt', 'CustomerPayment', 'Deposit', 'Expense'],
	withoutLines: [],
});
