/** Bank Transactions and its trigger in n8n's engine: files of every format, a live bank, the ledger. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { plaidLab, type PlaidLab } from '../../lab/banks/plaid';
import { plaidKind } from '../../lab/banks/plaid/kind';
import { serve, type Served } from '../../lab/kit/server';
import { World } from '../../lab/kit/world';
import { bankLine, bookOf, dailyLines } from '../support/bankContract/books';
import type { EngineRun, EngineWorkflow } from '../support/engine';
import { Bench, QUICKBOOKS } from './support/bench';
import { fewOrders } from './support/shop';

const GOLDEN = join(__dirname, '..', 'unit', 'core', 'bank', 'golden');
const NODE = 'Bank Transactions';
const TRIGGER = 'Bank Transactions Trigger';
const PLAID = 'storeLedgerPlaidApi';

const keys = plaidKind.newKeys();
let bench: Bench;
let world: World;
let plaid: PlaidLab;
let served: Served;

beforeAll(async () => {
	world = new World(bookOf(dailyLines(4)), Date.parse('2024-01-31'));
	const { clientId = '', secret = '', accessToken = '' } = keys;
	plaid = plaidLab(world, { clientId, secret, accessToken });
	served = await serve(plaid);
	const { data } = plaidKind.credential({ keys, url: served.url });
	bench = await Bench.start({ dayBook: fewOrders(), credentials: { [PLAID]: data } });
});
afterAll(async () => {
	await bench.close();
	await served.close();
});

function workflow(type: string, name: string, parameters: INodeParameters): EngineWorkflow {
	const start = {
		id: 'start',
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const node = {
		id: 'bank-node',
		name,
		type: `n8n-nodes-storeledger.${type}`,
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: {
			[PLAID]: { id: 'bank', name: 'My bank' },
			[QUICKBOOKS]: { id: 'ledger', name: 'My books' },
		},
	};
	const isTrigger = type.endsWith('Trigger');
	return bench.engine.open({
		id: 'bank-workflow',
		name: 'Bank',
		active: false,
		nodes: isTrigger ? [node] : [start, node],
		connections: isTrigger ? {} : { Start: { main: [[{ node: name, type: 'main', index: 0 }]] } },
		settings: {},
	} as never);
}

async function read(
	parameters: INodeParameters,
	items: readonly INodeExecutionData[] = [{ json: {} }],
): Promise<EngineRun> {
	return await workflow('bankTransactions', NODE, parameters).run({ start: 'Start', items });
}

function binary(file: string): INodeExecutionData {
	const content = readFileSync(join(GOLDEN, file));
	const data: IBinaryData = {
		data: content.toString('base64'),
		mimeType: 'application/octet-stream',
		fileName: file,
	};
	return { json: { file }, binary: { data } };
}

const short = (json: IDataObject): string => {
	const { amount } = json.amount as { amount: string };
	return `${String(json.bookedOn)} ${json.direction === 'out' ? '-' : ''}${amount}`;
};

describe('a statement file', () => {
	test('comes in as binary data, several in a run, each with its own lines', async () => {
		const files = [
			'ofx-france/statement.ofx',
			'camt-germany-02/statement.xml',
			'mt940-netherlands/statement.940',
			'csv-sparkasse/statement.csv',
		];
		const run = await read({ source: 'file' }, files.map(binary));
		expect(run.error).toBeUndefined();
		expect(run.json(NODE).map(short)).toEqual([
			'2024-02-12 1204.50',
			'2024-02-13 -12.30',
			'2024-02-29 204.46',
			'2024-02-29 -34.00',
			'2024-02-29 1.56',
			'2024-02-29 -1.57',
			'2024-03-01 100.00',
			'2024-02-29 1204.50',
			'2024-03-01 -4.20',
		]);
		expect(run.json(NODE, 1)).toEqual([]);
		expect(run.json(NODE)[0]).toMatchObject({ description: 'VIREMENT STRIPE Réglement hébdomadaire' });
	});

	test('gives the good lines of a damaged one, and the others with line and field', async () => {
		const run = await read({ source: 'file' }, [binary('ofx-malformed/statement.ofx'), { json: {} }]);
		// the second item has no file: an error of its own
		expect(run.error?.message).toMatch(/data/);
		const only = await read({ source: 'file' }, [binary('ofx-malformed/statement.ofx')]);
		expect(only.json(NODE).map(short)).toEqual(['2024-02-03 -4.00', '2024-02-04 5.00']);
		const review = only.json(NODE, 1);
		expect(review).toHaveLength(5);
		expect(review[0]).toMatchObject({
			type: 'Held',
			stage: 'bank',
			reason: 'Line 11 of the file, DTPOSTED: "20240231" is no date of OFX (YYYYMMDD).',
		});
	});

	test('is taken as text, in a layout that a person enters', async () => {
		const text = 'When;What;Out;In\n03/04/2024;RENT;1.200,50;\n02/04/2024;STRIPE;;99,00\n';
		const parameters = { source: 'file', fileFrom: 'text', text };
		const asked = await read(parameters);
		expect(asked.json(NODE)).toEqual([]);
		expect(asked.json(NODE, 1)[0]).toMatchObject({
			reason: expect.stringContaining('Its columns are: When, What, Out, In'),
		});
		// until it is read well
		const held = async () =>
			(await bench.syncLog.openHeldEvents(100)).filter(({ stage }) => stage === 'bank');
		const before = await held();
		expect(before.map(({ businessKey }) => businessKey)).toContain(asked.json(NODE, 1)[0]?.id);
		const run = await read({
			...parameters,
			account: 'A1',
			currency: 'eur',
			csvColumns: { date: 'When', description: 'What', debit: 'Out', credit: 'In' },
			csvFormat: { dateFormat: 'DD/MM/YYYY' },
			fileOptions: { accountName: 'Main account' },
		});
		expect(run.json(NODE).map(short)).toEqual(['2024-04-02 99.00', '2024-04-03 -1200.50']);
		expect(run.json(NODE)[0]).toMatchObject({ currency: 'EUR', account: { id: 'A1', name: 'Main account' } });
		expect((await held()).map(({ businessKey }) => businessKey)).not.toContain(asked.json(NODE, 1)[0]?.id);
	});
});

describe('a live bank', () => {
	const period = { source: 'plaid', from: '2024-01-02T00:00:00', to: '2024-01-03T00:00:00' };

	test('gives the settled lines of a period', async () => {
		const run = await read(period);
		expect(run.error).toBeUndefined();
		expect(run.json(NODE).map(short)).toEqual(['2024-01-02 -2.02', '2024-01-03 3.03']);
	});

	test('offers its accounts, and leaves others out', async () => {
		const node = workflow('bankTransactions', NODE, period);
		const [account, ...others] = await node.options(NODE, 'getBankAccounts');
		expect(others).toEqual([]);
		expect(account?.name).toMatch(/^Business Current \.\.\.\d{4}$/);
		const own = await read({ ...period, bankAccount: String(account?.value) });
		expect(own.json(NODE)).toHaveLength(2);
		const other = await read({ ...period, bankAccount: 'another' });
		expect(other.json(NODE)).toEqual([]);
	});

	test('says what to do when the bank wants a new sign-in, without a secret', async () => {
		plaid.refuseItem('ITEM_LOGIN_REQUIRED');
		try {
			const run = await read(period);
			expect(run.error?.message).toContain('update mode');
			for (const secret of Object.values(keys)) expect(JSON.stringify(run.error)).not.toContain(secret);
		} finally {
			plaid.refuseItem(undefined);
		}
	});

	test('refuses what is no day', async () => {
		expect((await read({ source: 'plaid', from: 'soon' })).error?.message).toBe('"soon" is not a date.');
	});
});

describe('the ledger', () => {
	test('offers its bank accounts, and gives what stands on one', async () => {
		const parameters = { source: 'ledger', ledger: 'quickbooks', from: '2020-01-01', to: '2040-12-31' };
		const node = workflow('bankTransactions', NODE, parameters);
		const accounts = await node.options(NODE, 'getLedgerBankAccounts');
		expect(accounts.map(({ description }) => description)).toEqual(accounts.map(() => 'Bank'));
		expect((await bench.history()).error).toBeUndefined();
		const lines: string[] = [];
		for (const { value } of accounts) {
			const run = await read({ ...parameters, ledgerAccount: String(value) });
			expect(run.error).toBeUndefined();
			lines.push(...run.json(NODE).map(short));
		}
		expect(lines.length).toBeGreaterThan(0);
	});

	test('wants an account', async () => {
		const run = await read({ source: 'ledger', ledger: 'quickbooks', from: '2020-01-01' });
		expect(run.error?.message).toBe('Choose the account in "Bank Account".');
	});
});

describe('the trigger', () => {
	const parameters = { bank: 'plaid', startFrom: '2024-01-03T00:00:00', accounts: [], pending: false };

	test('gives each line once, what settles later, and what the bank takes back', async () => {
		const trigger = workflow('bankTransactionsTrigger', TRIGGER, parameters);
		const first = await trigger.poll();
		expect(first?.json(TRIGGER).map(short).sort()).toEqual(['2024-01-03 3.03', '2024-01-04 -4.04']);
		expect(await trigger.poll()).toBeUndefined();
		await world.add({
			products: [],
			customers: [],
			events: [bankLine('2024-02-05', '-9.99', { id: 'card' })],
		});
		await world.advanceTo(Date.parse('2024-02-05'));
		// pending only: it waits
		expect(await trigger.poll()).toBeUndefined();
		await world.advanceTo(Date.parse('2024-02-08'));
		const settled = await trigger.poll();
		expect(settled?.json(TRIGGER).map(short)).toEqual(['2024-02-05 -9.99']);
		plaid.remove('card');
		const removed = await trigger.poll();
		expect(removed?.json(TRIGGER)).toEqual([]);
		expect(removed?.json(TRIGGER, 1)).toMatchObject([{ id: settled?.json(TRIGGER)[0]?.id, stage: 'bank' }]);
	});

	test('notes until when the bank lets itself be read, and how people find the trigger', async () => {
		const trigger = workflow('bankTransactionsTrigger', TRIGGER, parameters);
		plaid.endConsent('2026-12-31T10:00:00Z');
		await trigger.poll();
		const { syncLog } = bench;
		expect((await syncLog.states('permission')).map(({ value }) => value)).toEqual([
			{ name: 'My bank', of: 'Plaid', expiresAt: '2026-12-31T10:00:00.000Z' },
		]);
		expect((await syncLog.states('triggerName')).map(({ value }) => value)).toEqual([
			`"${TRIGGER}" of the workflow "Bank"`,
		]);
		plaid.endConsent(undefined);
		await trigger.poll();
		expect((await syncLog.states('permission')).map(({ value }) => value)).not.toContainEqual(
			expect.objectContaining({ of: 'Plaid' }),
		);
	});

	test('keeps its place when the bank cannot be read', async () => {
		const trigger = workflow('bankTransactionsTrigger', TRIGGER, parameters);
		await world.add({
			products: [],
			customers: [],
			events: [bankLine('2024-02-20', '77.00', { id: 'late' })],
		});
		await world.advanceTo(Date.parse('2024-02-21'));
		plaid.refuseItem('INSTITUTION_DOWN');
		await expect(trigger.poll()).rejects.toThrow('Run again later');
		plaid.refuseItem(undefined);
		expect((await trigger.poll())?.json(TRIGGER).map(short)).toEqual(['2024-02-20 77.00']);
	});

	test('shows some lines in a test, and leaves its place alone', async () => {
		const trigger = workflow('bankTransactionsTrigger', TRIGGER, { ...parameters, startFrom: '2024-01-01' });
		const run = await trigger.run();
		expect(run.json(TRIGGER).length).toBeGreaterThan(0);
		expect(await trigger.poll()).toBeUndefined();
	});
});
