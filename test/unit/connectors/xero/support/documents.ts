/** Ledger documents of the test company: lines in a few words, totals worked out, so that every document balances. */
import { documentMaker, money } from '../../../../support/ledgerDocuments';
import { ACCOUNTS, TENANT } from './companies';

export { money };

export const document = documentMaker({
	ledger: 'xero',
	tenant: TENANT,
	sales: ACCOUNTS.sales,
	clearing: ACCOUNTS.clearing,
	takeMoney: ['CustomerPayment', 'CustomerRefund', 'Deposit', 'Expense'],
	withoutLines: ['CustomerPayment', 'CustomerRefund'],
});
