/** The ledger's own profit and loss, against the general ledger of its lab: to the cent, by section. */
import type { LedgerConnector, ProfitAndLoss, ProfitAndLossRow } from '../../../core/ledger/connector';
import { minorUnits } from '../../../core/money/money';
import { paidSale, refundOf, unpaidSale } from '../entries';
import type { ContractBooks } from './books';
import { OTHERS, type Others } from './others';

const MARCH = ['2026-03-01', '2026-03-31'] as const;
const CLEARING = 'Shopify Payments clearing';

/** Accounts of the labs' bookkeepers that the cases move, with the section they stand in. */
const SECTIONS: Readonly<Record<string, ProfitAndLossRow['section']>> = {
	Sales: 'income',
	'Sales returns': 'income',
	'Cost of Goods Sold': 'costOfSales',
	'Payment processing fees': 'expense',
	'Chargeback losses': 'expense',
};
const COST = 'Cost of Goods Sold';
const FEES = 'Payment processing fees';

/** As the trial balance has it: debits less credits in cents. */
const netOf = ({ amount, side }: Pick<ProfitAndLossRow, 'amount' | 'side'>): number =>
	Number(minorUnits(amount)) * (side === 'debit' ? 1 : -1);

export function profitAndLossContract(connector: LedgerConnector, booksOf: () => ContractBooks): void {
	describe('the profit and loss', () => {
		const others = (): Others => {
			const open = OTHERS[connector.id];
			if (open === undefined) throw new Error(`nobody else can enter anything in ${connector.id}`);
			return open(booksOf());
		};
		async function report(from: string = MARCH[0], to: string = MARCH[1]): Promise<ProfitAndLoss> {
			const outcome = await booksOf().session.profitAndLoss?.(from, to);
			if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome));
			return outcome.value;
		}
		/** Accounts of the report are those of the trial balance, the net is theirs. */
		function expectAsInTheBooks({ rows, net }: ProfitAndLoss): void {
			const balances = booksOf().balances();
			const names = Object.keys(SECTIONS).filter((name) => (balances[name] ?? 0) !== 0);
			expect(Object.fromEntries(rows.map((row) => [row.account, netOf(row)]))).toEqual(
				Object.fromEntries(names.map((name) => [name, balances[name]])),
			);
			for (const { account, accountId, section } of rows) {
				expect(section).toBe(SECTIONS[account]);
				expect(accountId).toBe(booksOf().account(account).id);
			}
			expect(netOf(net)).toBe(names.reduce((sum, name) => sum + (balances[name] ?? 0), 0));
		}
		const move = async (
			amount: string,
			debit: string,
			credit: string,
			date = '2026-03-15',
		): Promise<void> => {
			await others().journal({ amount, date, number: `J-${amount}-${date}` }, { debit, credit });
		};

		it('is that of the books, by account and section: a profit', async () => {
			await booksOf().post([paidSale('1', { amount: '100.00' }), unpaidSale('2', { amount: '49.99' })]);
			await booksOf().post([refundOf('1', { amount: '20.01' })]);
			await move('30.00', COST, CLEARING);
			await move('1.23', FEES, CLEARING);
			await move('4.56', 'Chargeback losses', CLEARING);
			const found = await report();
			expect(found).toMatchObject({ from: MARCH[0], to: MARCH[1], basis: 'accrual', currency: 'GBP' });
			expect(found.net).toEqual({ amount: { amount: '94.19', currency: 'GBP' }, side: 'credit' });
			expectAsInTheBooks(found);
		});

		it('is that of the books: a loss, with accounts on the unusual side', async () => {
			await booksOf().post([paidSale('1', { amount: '10.00' })]);
			await move('15.50', 'Sales', CLEARING);
			await move('7.25', COST, CLEARING);
			await move('2.00', CLEARING, FEES);
			const found = await report();
			expect(found.net).toEqual({ amount: { amount: '10.75', currency: 'GBP' }, side: 'debit' });
			expect(found.rows.find(({ account }) => account === 'Sales')?.side).toBe('debit');
			expect(found.rows.find(({ account }) => account === FEES)?.side).toBe('credit');
			expectAsInTheBooks(found);
		});

		it('has the days that are asked for, both inclusive, and nothing where nothing was booked', async () => {
			for (const date of ['2026-02-28', '2026-03-01', '2026-03-31', '2026-04-01'])
				await move('1.00', CLEARING, 'Sales', date);
			const found = await report();
			expect(found.rows).toMatchObject([{ account: 'Sales', amount: { amount: '2.00' }, side: 'credit' }]);
			const none = await report('2025-01-01', '2025-12-31');
			expect(none.rows).toEqual([]);
			expect(none.net.amount.amount).toBe('0.00');
		});

		it('is not given on another basis than was asked for', async () => {
			await move('1.00', CLEARING, 'Sales');
			const cash = async () => await booksOf().session.profitAndLoss?.(...MARCH, 'cash');
			// the labs keep accrual books only: they refuse, or answer so
			const outcome = await cash().catch((error: unknown) => error);
			if (outcome instanceof Error) expect(outcome).toMatchObject({ failure: 'rejected' });
			else expect(outcome).toMatchObject({ ok: false, findings: [{ code: 'LEDGER_REPORT_UNREADABLE' }] });
		});
	});
}
