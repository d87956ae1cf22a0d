/** Bad input between the nodes: held with path, value and fix, noted in the sync log, and everything else goes on. */
import type { IDataObject } from 'n8n-workflow';
import type { EngineRun } from '../support/engine';
import { Bench, type Change } from './support/bench';
import { fewOrders } from './support/shop';

let bench: Bench;
/** what flows into each node when all is well */
let good: Readonly<Record<'Tax Resolver' | 'Account Mapper' | 'QuickBooks Poster', readonly IDataObject[]>>;

beforeAll(async () => {
	bench = await Bench.start({ dayBook: fewOrders() });
	const run = await bench.history({ 'QuickBooks Poster': { parameters: { operation: 'preview' } } });
	good = {
		'Tax Resolver': run.json('Shopify Sales'),
		'Account Mapper': run.json('Tax Resolver'),
		'QuickBooks Poster': run.json('Account Mapper'),
	};
});
afterAll(async () => await bench.close());

type Node = keyof typeof good;
const PREVIEW: Change = { parameters: { operation: 'preview' } };

/** A copy of a good item with another value at a path; undefined takes it away. */
function damaged(json: IDataObject, path: string, value: unknown): IDataObject {
	const copy = structuredClone(json);
	const keys = path.split(/[.[\]]+/).filter((key) => key !== '');
	const last = keys.pop() ?? '';
	const parent = keys.reduce<object>((at, key) => Reflect.get(at, key) as object, copy);
	if (value === undefined) Reflect.deleteProperty(parent, last);
	else Reflect.set(parent, last, value);
	return copy;
}

interface Review {
	readonly type: string;
	readonly id: string;
	readonly stage: string;
	readonly reason: string;
	readonly fix: string;
	readonly findings: readonly { code: string; path?: string; message: string; fix: string }[];
	readonly document: unknown;
}
const reviewsOf = (run: EngineRun, node: Node): Review[] =>
	run.json(node, node === 'QuickBooks Poster' ? 2 : 1) as unknown as Review[];

/** [what is wrong, path, value there, code, what the message shows] */
const DAMAGES: readonly (readonly [string, string, unknown, string, string])[] = [
	['a missing amount', 'lines[0].gross.amount', undefined, 'AMOUNT_MISSING', 'missing'],
	['no amount at all', 'totals.total', undefined, 'AMOUNT_MISSING', 'missing'],
	['a malformed amount', 'lines[0].gross.amount', '12,50', 'AMOUNT_MALFORMED', '12,50'],
	['an amount that is a number', 'totals.total.amount', 12.5, 'AMOUNT_MALFORMED', '12.5'],
	['a negative amount', 'lines[0].discount.amount', '-1.00', 'AMOUNT_NEGATIVE', '-1.00'],
	['an unknown currency', 'lines[0].gross.currency', 'XXQ', 'CURRENCY_UNKNOWN', 'XXQ'],
	['a negative quantity', 'lines[0].quantity', '-2', 'QUANTITY_INVALID', '-2'],
	['a tax line without amount', 'lines[0].taxes[0].amount', undefined, 'AMOUNT_MISSING', 'missing'],
	['a date that is none', 'occurredAt', 'yesterday', 'DATE_INVALID', 'yesterday'],
	['a version of the future', 'schemaVersion', 99, 'DOCUMENT_VERSION_UNKNOWN', '99'],
	['no version', 'schemaVersion', undefined, 'DOCUMENT_MALFORMED', 'schemaVersion'],
	['another type', 'type', 'Newsletter', 'DOCUMENT_MALFORMED', 'Newsletter'],
];
/** ... and in journal entries, whose lines have one amount and a tax each */
const ENTRY_DAMAGES: typeof DAMAGES = [
	['a missing amount', 'lines[0].amount.amount', undefined, 'AMOUNT_MISSING', 'missing'],
	['a malformed amount', 'lines[0].amount.amount', '1e3', 'AMOUNT_MALFORMED', '1e3'],
	['an unknown currency', 'lines[0].amount.currency', 'gbp', 'CURRENCY_UNKNOWN', 'gbp'],
	['a version of the future', 'schemaVersion', 99, 'DOCUMENT_VERSION_UNKNOWN', '99'],
	['an unknown role', 'lines[0].role', 'pettyCash', 'DOCUMENT_MALFORMED', 'pettyCash'],
];

/** Runs good, bad, good through a node; the good ones must pass, the bad one is returned as it came out. */
async function hold(node: Node, bad: IDataObject, change: Change = {}): Promise<Review> {
	const [first = {}, second = {}] = good[node].slice(1);
	const run = await bench.node(node, [first, bad, second], change);
	expect(run.error).toBeUndefined();
	// a preview ends with its summary
	const summary = change === PREVIEW ? [[0]] : [];
	expect(run.pairs(node, 0)).toEqual([[0], [2], ...summary]);
	expect(run.pairs(node, node === 'QuickBooks Poster' ? 2 : 1)).toEqual([[1]]);
	const [review] = reviewsOf(run, node);
	if (review === undefined) throw new Error('nothing held');
	expect(review).toMatchObject({ type: 'Held', document: bad });
	expect(review.fix).not.toBe('');
	return review;
}

const sale = (node: Node): IDataObject => good[node][0] ?? {};

describe.each(['Tax Resolver', 'Account Mapper'] as const)('%s', (node) => {
	test.each(DAMAGES)('holds %s', async (_, path, value, code, shown) => {
		const review = await hold(node, damaged(sale(node), path, value));
		const found = review.findings.find((finding) => finding.code === code);
		expect(found?.path).toMatch(path.split(/\.(amount|currency)$/)[0] ?? path);
		expect(found?.message).toContain(shown);
		expect(found?.fix).not.toBe('');
		expect(review.id).toBe(sale(node).id);
		const open = await bench.syncLog.openHeldEvents(1_000);
		const noted = open.find(({ businessKey }) => businessKey === review.id);
		expect(noted?.stage).toBe(node === 'Tax Resolver' ? 'tax' : 'mapping');
		expect(noted?.findings.map((finding) => finding.code)).toContain(code);
	});

	test.each([
		['an empty object', {}],
		['garbage', { data: [1, { a: null }], type: 7 }],
		['an item of another node', { statusCode: 200, body: '<html>' }],
	])('holds %s, which nobody can note without a key', async (_, json) => {
		const before = (await bench.syncLog.openHeldEvents(1_000)).length;
		const review = await hold(node, json as IDataObject);
		expect(review.findings[0]).toMatchObject({ code: 'DOCUMENT_MALFORMED', path: 'type' });
		expect(await bench.syncLog.openHeldEvents(1_000)).toHaveLength(before);
	});
});

describe('Account Mapper', () => {
	const change = (rows: readonly object[]): Change => ({
		parameters: { accounts: { entry: rows as never } },
	});
	const map = async (rows: readonly object[]) =>
		await bench.node('Account Mapper', good['Account Mapper'], change(rows));

	test('holds lines that do not add up to the total', async () => {
		const bad = damaged(sale('Account Mapper'), 'totals.total.amount', '999.00');
		const review = await hold('Account Mapper', bad);
		expect(review.findings.map(({ code }) => code)).toContain('ORDER_TOTAL_MISMATCH');
		expect(review.reason).toContain('999.00');
	});

	test('an empty row is an account that is not chosen', async () => {
		const rows = bench.accounts.map((row) => (row.when.gateway === 'paypal' ? { ...row, account: '' } : row));
		const run = await map(rows);
		const [review, ...more] = reviewsOf(run, 'Account Mapper');
		expect(more).toEqual([]);
		expect(review).toMatchObject({ orderNumber: '#1002', stage: 'mapping' });
		expect(review?.findings[0]).toMatchObject({ code: 'ACCOUNT_NOT_MAPPED' });
		expect(review?.reason).toMatch(/paypal/);
		expect(run.items('Account Mapper', 0)).toHaveLength(3);
	});

	test('two equal rows are a tie that nobody decides', async () => {
		const [sales] = bench.accounts.filter(({ role }) => role === 'sales');
		const run = await map([...bench.accounts, { ...sales, account: bench.accounts[1]?.account }]);
		expect(reviewsOf(run, 'Account Mapper').map(({ findings }) => findings[0]?.code)).toEqual(
			Array(3).fill('ACCOUNT_AMBIGUOUS'),
		);
	});

	test('an account that the ledger does not have', async () => {
		const rows = bench.accounts.map((row) =>
			row.role === 'shippingIncome' ? { ...row, account: '9999' } : row,
		);
		const run = await map(rows);
		const reviews = reviewsOf(run, 'Account Mapper');
		expect(reviews).toHaveLength(1);
		expect(reviews[0]?.findings[0]).toMatchObject({ code: 'ACCOUNT_UNKNOWN' });
		expect(reviews[0]?.reason).toContain('9999');
	});
});

describe('QuickBooks Poster', () => {
	test.each(ENTRY_DAMAGES)('holds %s', async (_, path, value, code, shown) => {
		const review = await hold('QuickBooks Poster', damaged(sale('QuickBooks Poster'), path, value), PREVIEW);
		const found = review.findings.find((finding) => finding.code === code);
		expect(found?.path).toMatch(path.split(/\.(amount|currency)$/)[0] ?? path);
		expect(found?.message).toContain(shown);
		expect(found?.fix).not.toBe('');
	});

	test('holds an entry that does not balance', async () => {
		const bad = damaged(sale('QuickBooks Poster'), 'lines[0].amount.amount', '77777.00');
		const review = await hold('QuickBooks Poster', bad, PREVIEW);
		expect(review.findings.map(({ code }) => code)).toContain('ENTRY_UNBALANCED');
	});

	test('posts the others, notes what it holds, and a later success clears it', async () => {
		const entry = sale('QuickBooks Poster');
		const review = await hold('QuickBooks Poster', damaged(entry, 'lines[0].side', 'left'), {
			parameters: { operation: 'post' },
		});
		expect(review).toMatchObject({ id: entry.id, stage: 'posting', orderNumber: '#1001' });
		const keys = async () =>
			(await bench.syncLog.openHeldEvents(1_000)).map(({ businessKey }) => businessKey);
		expect(await keys()).toContain(entry.id);
		const run = await bench.node('QuickBooks Poster', good['QuickBooks Poster'], {
			parameters: { operation: 'post' },
		});
		expect(run.error).toBeUndefined();
		expect(reviewsOf(run, 'QuickBooks Poster')).toEqual([]);
		expect(await keys()).not.toContain(entry.id);
		expect(bench.ledger().documents).toMatchObject({ SalesReceipt: 3, RefundReceipt: 1 });
	});
});
