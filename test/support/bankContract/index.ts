/** What every bank's connector must do: one suite over all of them, each against its own simulated counterpart. */
import { DOCUMENT_SCHEMAS } from '../../../core/documents/parse/documents';
import type { BankLineEvent } from '../../../lab/daybook/events';
import { bankLine, bookOf, dailyLines } from './books';
import { ContractBank, shortOf, type BankUnderTest } from './context';

export type { BankUnderTest } from './context';

const textOf = ({ on, amount, currency, description }: BankLineEvent): string =>
	`${on} ${amount} ${currency} ${description}`;
const FOR_EVER = 'maxConsecutive=1000000';
/** more than any bank gives at once */
const MANY = 1_203;

export function bankContract(test: BankUnderTest): void {
	describe(`${test.connector.displayName} keeps the contract of a bank`, () => {
		let bank: ContractBank;
		afterEach(async () => await bank.close());

		it('names its accounts, with a currency and ids that the lines have', async () => {
			bank = await ContractBank.open(test, bookOf(dailyLines(2)));
			const [account, ...others] = await bank.session.accounts();
			expect(others).toEqual([]);
			expect(account).toMatchObject({ currency: 'GBP', findings: [] });
			expect(account?.name).toContain('Business Current');
			for (const line of await bank.period('2024-01-01', '2024-01-31'))
				expect(line).toMatchObject({ account: { id: account?.id, name: account?.name } });
		});

		it('gives the lines of a period, both days inclusive, oldest first, as documents that other nodes take', async () => {
			const lines = dailyLines(MANY);
			bank = await ContractBank.open(test, bookOf(lines));
			const period = await bank.period('2024-01-02', '2027-12-31');
			expect(period.map(shortOf)).toEqual(lines.slice(1).map(textOf));
			const february = await bank.period('2024-02-01', '2024-02-29');
			expect(february).toHaveLength(29);
			for (const line of february)
				if (line.type !== 'Held') expect(DOCUMENT_SCHEMAS.BankTransaction.parse(line)).toEqual(line);
		});

		it('gives each change once from cursor to cursor, and everything without one', async () => {
			const lines = dailyLines(MANY);
			bank = await ContractBank.open(test, bookOf(lines), '2027-12-31');
			const first = await bank.changes();
			expect(first.transactions.map(shortOf).sort()).toEqual(lines.map(textOf).sort());
			const again = await bank.changes();
			expect(again.transactions).toEqual(first.transactions);
			expect(await bank.changes(first.cursor)).toMatchObject({ transactions: [], removed: [] });
			const news = bankLine('2028-01-05', '12.30');
			await bank.world.add({ products: [], customers: [], events: [news] });
			await bank.world.advanceTo(Date.parse('2028-01-06'));
			const second = await bank.changes(first.cursor);
			expect(second.transactions.map(shortOf)).toEqual([textOf(news)]);
			expect(await bank.changes(second.cursor)).toMatchObject({ transactions: [], removed: [] });
		});

		it('gives ids that stay, and tells two equal lines of one day apart', async () => {
			const twins = [
				bankLine('2024-01-01', '5.00', { id: 'a' }),
				bankLine('2024-01-01', '5.00', { id: 'b' }),
			];
			bank = await ContractBank.open(test, bookOf(twins));
			const ids = (await bank.period('2024-01-01', '2024-01-01')).map(({ id }) => id);
			expect(new Set(ids).size).toBe(2);
			const { transactions } = await bank.changes();
			expect(transactions.map(({ id }) => id).sort()).toEqual(ids.sort());
		});

		it('never gives a line that is not settled in a period, and marks it among the changes', async () => {
			bank = await ContractBank.open(test, bookOf([bankLine('2024-01-05', '-7.50')]), '2024-01-05');
			const { transactions, cursor } = await bank.changes();
			const settled = transactions.filter((one) => one.type !== 'Held' && one.pending !== true);
			expect(await bank.period('2024-01-01', '2024-01-31')).toEqual(settled);
			await bank.world.advanceTo(Date.parse('2024-01-08'));
			const after = await bank.changes(cursor);
			const now = [...settled, ...after.transactions];
			expect(now.map(shortOf)).toEqual(['2024-01-05 -7.50 GBP SUPPLIER PAYMENT']);
			for (const { id } of transactions) if (id !== now[0]?.id) expect(after.removed).toContain(id);
		});

		it('keeps amounts exact, whatever the currency', async () => {
			const odd = [
				bankLine('2024-01-01', '0.07', { currency: 'USD', account: 'Dollars' }),
				bankLine('2024-01-01', '-1234567890.12', { currency: 'USD', account: 'Dollars' }),
				bankLine('2024-01-02', '150000', { currency: 'JPY', account: 'Yen' }),
				bankLine('2024-01-03', '1.005', { currency: 'KWD', account: 'Dinar' }),
			];
			bank = await ContractBank.open(test, bookOf(odd));
			const period = await bank.period('2024-01-01', '2024-01-31');
			expect(period.map(shortOf).sort()).toEqual(odd.map(textOf).sort());
		});

		it('waits where it is told to, and tries again where something got lost', async () => {
			bank = await ContractBank.open(test, bookOf(dailyLines(3)));
			for (const plan of ['rateLimited=1,total=1', 'serverErrorBefore=1,total=1', 'dropBefore=1,total=1']) {
				bank.useFaults(plan);
				expect(await bank.period('2024-01-01', '2024-01-31')).toHaveLength(3);
			}
			expect(bank.clock.slept.length).toBeGreaterThanOrEqual(3);
			bank.useFaults(`serverErrorBefore=1,${FOR_EVER}`);
			await expect(bank.session.accounts()).rejects.toMatchObject({ failure: 'uncertain' });
		});

		it('leaves a refused credential to a person, and names no secret', async () => {
			bank = await ContractBank.open(test, bookOf(dailyLines(1)));
			for (const fault of ['unauthorized', 'serverErrorBefore', 'dropBefore']) {
				bank.useFaults(`${fault}=1,${FOR_EVER}`);
				const error: unknown = await bank.session.changes(undefined).catch((reason: unknown) => reason);
				expect(error).toMatchObject({ name: 'TransportError' });
				if (fault === 'unauthorized') expect(error).toMatchObject({ failure: 'unauthorized' });
				const text = `${String((error as Error).stack)} ${JSON.stringify(error)}`;
				for (const secret of Object.values(bank.keys)) expect(text).not.toContain(secret);
			}
		});
	});
}
