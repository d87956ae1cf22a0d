/** Plaid's own client (npm `plaid`) reads the simulated Plaid. */
import { Configuration, PlaidApi, type RemovedTransaction, type Transaction } from 'plaid';
import { plaidLab, type PlaidLab } from '../../../lab/banks/plaid';
import { serve, type Served } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { bankLine, bookOf, dailyLines } from '../../support/bankContract/books';

const KEYS = { clientId: 'a1', secret: 's3', accessToken: 'access-sandbox-1' };

let lab: PlaidLab;
let served: Served;
let world: World;
let client: PlaidApi;

function connect(clientId = KEYS.clientId, secret = KEYS.secret): PlaidApi {
	const headers = { 'PLAID-CLIENT-ID': clientId, 'PLAID-SECRET': secret };
	return new PlaidApi(new Configuration({ basePath: served.url, baseOptions: { headers } }));
}

/** The error that Plaid's client rejects with: the answer's body. */
async function refusal(call: Promise<unknown>): Promise<unknown> {
	const error: unknown = await call.catch((reason: unknown) => reason);
	return (error as { response?: { data?: unknown } }).response?.data;
}

beforeEach(async () => {
	world = new World(
		bookOf([...dailyLines(5), bankLine('2024-02-01', '-9.99', { id: 'late' })]),
		Date.parse('2024-01-31'),
	);
	lab = plaidLab(world, KEYS);
	served = await serve(lab);
	client = connect();
});
afterEach(async () => await served.close());

async function everything(cursor = '', count = 2) {
	const added: Transaction[] = [];
	const removed: RemovedTransaction[] = [];
	for (;;) {
		const { data } = await client.transactionsSync({
			access_token: KEYS.accessToken,
			count,
			...(cursor === '' ? {} : { cursor }),
		});
		added.push(...data.added);
		removed.push(...data.removed);
		cursor = data.next_cursor;
		if (!data.has_more) return { added, removed, cursor };
	}
}

test('reads accounts with their balances', async () => {
	const { data } = await client.accountsGet({ access_token: KEYS.accessToken });
	expect(data.accounts).toMatchObject([
		{ name: 'Business Current', type: 'depository', balances: { current: 3.03, iso_currency_code: 'GBP' } },
	]);
	expect(data.request_id).not.toBe('');
});

test('pages through what has changed; money that goes out is positive', async () => {
	const { added } = await everything();
	expect(added.map(({ amount }) => amount).sort((a, b) => a - b)).toEqual([-5.05, -3.03, -1.01, 2.02, 4.04]);
	expect(added.every(({ pending }) => !pending)).toBe(true);
});

test('posts a pending line under another id, and takes the pending one away', async () => {
	const { cursor } = await everything();
	await world.advanceTo(Date.parse('2024-02-01T12:00:00Z'));
	const pending = await everything(cursor);
	expect(pending.added).toMatchObject([{ amount: 9.99, pending: true }]);
	await world.advanceTo(Date.parse('2024-02-03'));
	const posted = await everything(pending.cursor);
	const [before] = pending.added;
	expect(posted.added).toMatchObject([{ pending: false, pending_transaction_id: before?.transaction_id }]);
	expect(posted.removed).toEqual([
		{ transaction_id: before?.transaction_id, account_id: before?.account_id },
	]);
});

test('gives the newest first in a period', async () => {
	const { data } = await client.transactionsGet({
		access_token: KEYS.accessToken,
		start_date: '2024-01-02',
		end_date: '2024-01-04',
		options: { count: 2, offset: 0 },
	});
	expect(data.total_transactions).toBe(3);
	expect(data.transactions.map(({ date }: Transaction) => date)).toEqual(['2024-01-04', '2024-01-03']);
});

test('refuses as Plaid does', async () => {
	const access_token = KEYS.accessToken;
	expect(await refusal(connect('a1', 'wrong').accountsGet({ access_token }))).toMatchObject({
		error_type: 'INVALID_INPUT',
		error_code: 'INVALID_API_KEYS',
	});
	expect(await refusal(client.accountsGet({ access_token: 'access-sandbox-2' }))).toMatchObject({
		error_code: 'INVALID_ACCESS_TOKEN',
	});
	expect(await refusal(client.transactionsSync({ access_token, count: 501 }))).toMatchObject({
		error_type: 'INVALID_REQUEST',
		error_code: 'INVALID_FIELD',
	});
	expect(await refusal(client.transactionsSync({ access_token, cursor: 'x' }))).toMatchObject({
		error_code: 'INVALID_FIELD',
	});
	expect(await refusal(client.transactionsSync({ access_token, page: 1 } as never))).toMatchObject({
		error_code: 'UNKNOWN_FIELDS',
	});
	lab.refuseItem('ITEM_LOGIN_REQUIRED');
	expect(await refusal(client.accountsGet({ access_token }))).toMatchObject({
		error_type: 'ITEM_ERROR',
		error_code: 'ITEM_LOGIN_REQUIRED',
	});
});

test('refuses the next page when something has changed since the first', async () => {
	const access_token = KEYS.accessToken;
	const { data } = await client.transactionsSync({ access_token, count: 2 });
	lab.modify('bank_1', { name: 'CORRECTED' });
	expect(
		await refusal(client.transactionsSync({ access_token, count: 2, cursor: data.next_cursor })),
	).toMatchObject({
		error_type: 'TRANSACTIONS_ERROR',
		error_code: 'TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION',
	});
});

test('is the same again after it was kept', async () => {
	lab.modify('bank_1', { name: 'CORRECTED' });
	lab.remove('bank_2');
	const before = await everything();
	const other = plaidLab(world, KEYS);
	other.restore(JSON.parse(JSON.stringify(lab.snapshot())));
	await served.close();
	lab = other;
	served = await serve(lab);
	client = connect();
	expect((await everything()).added).toEqual(before.added);
	expect(before.added.map(({ name }) => name)).toContain('CORRECTED');
	expect(before.added).toHaveLength(4);
});
