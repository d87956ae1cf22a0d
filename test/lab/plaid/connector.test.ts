/** What is Plaid's own: updates that change while they are read, refusals that say what to do, numbers that are no amounts. */
import { plaid } from '../../../connectors/banks/plaid';
import type { BankSession } from '../../../core/bank/connector';
import type { Http } from '../../../core/transport/http';
import { plaidLab, type PlaidLab } from '../../../lab/banks/plaid';
import { plaidKind } from '../../../lab/banks/plaid/kind';
import { serve, type Served } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { plaidFace } from '../../../nodes/shared/banks/plaid';
import { bookOf, dailyLines } from '../../support/bankContract/books';
import { credentialHttp } from '../../support/credentialHttp';

const keys = plaidKind.newKeys();
const clock = { now: () => 0, sleep: async () => await Promise.resolve() };

let lab: PlaidLab;
let served: Served;
let http: Http;

function open(wrap: (inner: Http) => Http = (inner) => inner): BankSession {
	const { data } = plaidKind.credential({ keys, url: served.url });
	return plaid.open(wrap(http), plaidFace.settings(data), clock);
}

async function start(count: number): Promise<void> {
	const { clientId = '', secret = '', accessToken = '' } = keys;
	lab = plaidLab(new World(bookOf(dailyLines(count))), { clientId, secret, accessToken });
	served = await serve(lab);
	const { type, data } = plaidKind.credential({ keys, url: served.url });
	http = await credentialHttp(type, data);
}

afterEach(async () => await served.close());

/** Does something before the n-th request. */
const before =
	(number: number, work: () => void) =>
	(inner: Http): Http => {
		let count = 0;
		return async (request) => {
			if (++count === number) work();
			return await inner(request);
		};
	};

test('begins an update again when the data changes between its pages', async () => {
	await start(700);
	// accounts, the first page, then the second
	const session = open(
		before(3, () => lab.modify('bank_1', { name: 'CORRECTED', original_description: null })),
	);
	const { transactions, more } = await session.changes(undefined);
	expect(more).toBe(false);
	expect(transactions).toHaveLength(700);
	expect(new Set(transactions.map(({ id }) => id)).size).toBe(700);
	expect(transactions.filter((one) => one.type !== 'Held' && one.description === 'CORRECTED')).toHaveLength(
		1,
	);
});

test('gives up, and loses nothing, when the data never rests', async () => {
	await start(700);
	let count = 0;
	const session = open((inner) => async (request) => {
		lab.modify('bank_1', { name: `CORRECTED ${++count}` });
		return await inner(request);
	});
	await expect(session.changes(undefined)).rejects.toMatchObject({
		failure: 'uncertain',
		message: expect.stringContaining('nothing is lost'),
	});
});

test('gives a correction as the same line with another revision, and a removal by its id', async () => {
	await start(4);
	const session = open();
	const first = await session.changes(undefined);
	const second = first.transactions.find((one) => one.type !== 'Held' && one.amount.amount === '2.02');
	lab.modify('bank_2', { merchant_name: 'Ceramics Ltd' });
	const changed = await session.changes(first.cursor);
	expect(changed.transactions).toMatchObject([
		{ id: second?.id, counterparty: 'Ceramics Ltd', direction: 'out' },
	]);
	expect(changed.transactions[0]?.source.revision).not.toBe(second?.source.revision);
	lab.remove('bank_2');
	expect(await session.changes(changed.cursor)).toMatchObject({ transactions: [], removed: [second?.id] });
});

test('reads a period whose pages move while it is read', async () => {
	await start(1_200);
	// how many there are, the oldest page, then a newer line comes
	const session = open(before(3, () => void lab.remove('bank_1200')));
	const ids: string[] = [];
	for await (const page of session.period('2024-01-01', '2030-01-01')) ids.push(...page.map(({ id }) => id));
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids).toHaveLength(1_199);
});

test.each([
	['ITEM_LOGIN_REQUIRED', 'unauthorized', 'update mode'],
	['ITEM_LOCKED', 'unauthorized', 'Unlock it'],
	['SOMETHING_NEW_OF_THE_ITEM', 'unauthorized', 'sign-in'],
	['PRODUCT_NOT_READY', 'uncertain', 'in some minutes'],
	['INSTITUTION_DOWN', 'uncertain', 'Run again later'],
	['ACCESS_NOT_GRANTED', 'unauthorized', 'transactions'],
])('says what to do about %s', async (code, failure, advice) => {
	await start(1);
	lab.refuseItem(code);
	const error: unknown = await open()
		.accounts()
		.catch((reason: unknown) => reason);
	expect(error).toMatchObject({ failure, message: expect.stringContaining(advice) });
	expect((error as Error).message).toContain(code);
});

test('holds what is no exact amount of a currency, and gives the others', async () => {
	await start(6);
	lab.modify('bank_1', { amount: -1.015 });
	lab.modify('bank_2', { amount: 1e21 });
	lab.modify('bank_3', { iso_currency_code: null, unofficial_currency_code: 'DOGE' });
	lab.modify('bank_4', { amount: '4.04' });
	lab.modify('bank_5', { amount: -1234567890123.45 });
	const { transactions } = await open().changes(undefined);
	const outcome = transactions.map((one) =>
		one.type === 'Held'
			? one.findings.map(({ code }) => code).join()
			: `${one.direction} ${one.amount.amount}`,
	);
	expect(outcome.sort()).toEqual([
		'BANK_AMOUNT_INEXACT',
		'BANK_AMOUNT_INEXACT',
		'BANK_LINE_INVALID',
		'CURRENCY_UNKNOWN',
		'in 1234567890123.45',
		'out 6.06',
	]);
	expect(new Set(transactions.map(({ id }) => id)).size).toBe(6);
});

test('starts anew from nothing while Plaid fetches a new connection', async () => {
	await start(0);
	const empty = { added: [], modified: [], removed: [], next_cursor: '', has_more: false, accounts: [] };
	const session = open(
		(inner) => async (request) =>
			request.url.endsWith('/sync') ? { status: 200, headers: {}, body: empty } : await inner(request),
	);
	expect(await session.changes(undefined)).toEqual({
		transactions: [],
		removed: [],
		cursor: '',
		more: false,
	});
});

test('takes an account of the day book by its name and last digits', async () => {
	await start(1);
	const [account] = await open().accounts();
	expect(account?.name).toMatch(/^Business Current \.\.\.\d{4}$/);
});
