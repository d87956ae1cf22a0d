/** What a run does to each account: debits and credits add up to the same, and taking back is the opposite. */
import { accountTotals, type AccountTotal } from '../../../core/posting/accountTotals';
import { snapshotOf } from '../../../core/posting/snapshot';
import { paidSale, paymentOf, refundOf, unpaidSale } from '../../support/entries';
import { Harness } from './harness';

const entries = [
	paidSale('1', { amount: '12.34' }),
	refundOf('1', { amount: '2.34' }),
	unpaidSale('2', { amount: '7.00' }),
	paymentOf('2', { amount: '7.00' }),
];

const plansOf = () => {
	const harness = new Harness();
	return entries
		.flatMap((entry) => harness.documentsOf(entry))
		.map((document) => ({ plan: snapshotOf(document) }));
};
const shown = (totals: readonly AccountTotal[]) =>
	Object.fromEntries(totals.map(({ account, debit, credit }) => [account, `${debit} / ${credit}`]));

it('shows debits and credits of every account, the receivable that the ledger keeps itself too', () => {
	expect(shown(accountTotals(plansOf()))).toEqual({
		'clearing card': '19.34 / 2.34',
		sales: '0.00 / 19.34',
		salesReturns: '2.34 / 0.00',
		'the receivable': '7.00 / 7.00',
	});
});

it('turns around what is taken back', () => {
	const reversed = plansOf().map((each) => ({ ...each, reversed: true }));
	expect(shown(accountTotals(reversed))).toMatchObject({
		'clearing card': '2.34 / 19.34',
		sales: '19.34 / 0.00',
	});
	const both = accountTotals([...plansOf(), ...reversed]);
	for (const { debit, credit } of both) expect(debit).toBe(credit);
});
