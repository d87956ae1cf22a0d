/** BigCommerce through n8n's own engine: its template, its credential and its webhooks, against the lab. */
import { StoreLedgerBigCommerceApi } from '../../credentials/StoreLedgerBigCommerceApi.credentials';
import { bigcommerceFace } from '../../nodes/shared/stores/bigcommerce';
import { verifyWebhook } from '../../connectors/stores/bigcommerce/webhook';
import { Bench } from './support/bench';
import { BEFORE_NEWEST, fewOrders } from './support/shop';

const CREDENTIAL = 'storeLedgerBigCommerceApi';

let bench: Bench;
afterEach(async () => await bench.close());
const start = async (more: Partial<Parameters<typeof Bench.start>[0]> = {}): Promise<void> => {
	bench = await Bench.start({ dayBook: fewOrders(), store: 'bigcommerce', ...more });
};

const hooks = (): { scope: string; destination: string }[] => {
	const { webhooks } = bench.lab.platforms().store.inspect() as {
		webhooks: { hooks: { scope: string; destination: string }[] };
	};
	return webhooks.hooks;
};

test('the history goes into the books, and a second time nothing', async () => {
	await start();
	const first = await bench.history();
	expect(first.error).toBeUndefined();
	expect(first.items('QuickBooks Poster')).toHaveLength(4);
	const { documents } = bench.ledger();
	expect(Object.values(documents).reduce((sum, count) => sum + count, 0)).toBe(4);
	await bench.history();
	expect(bench.ledger()).toMatchObject({ documents, duplicates: [] });
});

test('a token that the shop refuses: the error names the credential', async () => {
	await start({ credentials: { [CREDENTIAL]: { accessToken: 'wrong' } } });
	const { error } = await bench.history();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		message: expect.stringMatching(/"My shop"/) as string,
	});
	expect(JSON.stringify(error)).not.toContain('wrong');
});

test('an order that is placed while the workflow is active comes by webhook; deactivation leaves none', async () => {
	await start({ startAt: BEFORE_NEWEST });
	const workflow = bench.workflow();
	await workflow.activate();
	expect(new Set(hooks().map(({ scope }) => scope)).size).toBe(7);
	expect(hooks()).toHaveLength(7);
	await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
	await bench.lab.webhooksDone();
	const runs = await workflow.settled();
	expect(runs.map(({ error }) => error)).toEqual(runs.map(() => undefined));
	const posted = runs.flatMap((run) => run.json('QuickBooks Poster'));
	expect(posted).toHaveLength(1);
	await workflow.deactivate();
	expect(hooks()).toEqual([]);
});

test('the credential sends the token, and its test asks for orders of the store that was entered', async () => {
	await start();
	const { authenticate, test: tried, properties } = new StoreLedgerBigCommerceApi();
	expect(authenticate.properties.headers).toEqual({ 'X-Auth-Token': '={{$credentials.accessToken}}' });
	expect(tried.request.url).toBe('/v2/orders');
	const secret = properties.filter(({ name }) => /token|secret/i.test(name));
	expect(secret.map(({ name }) => name)).toEqual([
		'accessToken',
		'clientSecret',
		'webhookSecret',
		'previousSecret',
		'previousClientSecret',
	]);
	expect(secret.every(({ typeOptions }) => typeOptions?.password === true)).toBe(true);
	// the expression of the address, as n8n works it out
	const source = String(tried.request.baseURL).replace(/^=\{\{|\}\}$/g, '');
	const address = new Function('$credentials', `return ${source};`) as (data: object) => string;
	for (const storeHash of ['abc123', ' ABC123 ', 'https://api.bigcommerce.com/stores/abc123/v3/']) {
		expect(address({ storeHash, baseUrl: '' })).toBe('https://api.bigcommerce.com/stores/abc123');
		expect(address({ storeHash, baseUrl: 'http://127.0.0.1:1/' })).toBe('http://127.0.0.1:1/stores/abc123');
	}
});

test('the secrets of the face are those that the connector checks with', async () => {
	await start();
	const [own] = bigcommerceFace.credentials;
	const data = { storeHash: 'stores/abc123/v3', accessToken: 't0ken', clientSecret: '', webhookSecret: '' };
	expect(own.storeId(data)).toBe('abc123');
	expect(own.settings(data)).toEqual({ store: 'abc123', webhookSecret: own.webhookSecrets(data)[0] });
	expect(own.webhookSecrets(data)).toHaveLength(1);
	expect(own.webhookSecrets({ ...data, clientSecret: 'cs' })).toHaveLength(2);
	expect(own.webhookSecrets({ storeHash: 'abc123' })).toEqual([]);
	const nothing = { headers: {}, rawBody: Buffer.from('{}'), secrets: [], storeId: 'abc123', receivedAt: 0 };
	expect(verifyWebhook(nothing).genuine).toBe(false);
});
