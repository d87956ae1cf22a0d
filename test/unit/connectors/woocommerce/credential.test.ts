/** The credentials for WooCommerce: how n8n signs with ours, and how the nodes sign for n8n's own. */
import { woocommerce } from '../../../../connectors/stores/woocommerce';
import { webhookSecretOf } from '../../../../connectors/stores/woocommerce/auth';
import { DEFAULT_STORE_POLICY } from '../../../../core/store/connector';
import { StoreLedgerWooCommerceApi } from '../../../../credentials/StoreLedgerWooCommerceApi.credentials';
import { openStore } from '../../../../nodes/shared/stores/session';
import { wooCommerceFace } from '../../../../nodes/shared/stores/woocommerce';

const KEYS = { consumerKey: 'ck_abc', consumerSecret: 'cs_secret' };
const BASIC = `Basic ${Buffer.from('ck_abc:cs_secret').toString('base64')}`;
const credential = new StoreLedgerWooCommerceApi();

test('signs over https with Basic, and leaves everything else of the request as it is', async () => {
	const request = {
		url: 'https://shop.example/wp-json/wc/v3/orders',
		method: 'GET' as const,
		qs: { per_page: '1' },
		headers: { Accept: 'application/json' },
	};
	const signed = await credential.authenticate({ ...KEYS, url: 'https://shop.example' }, request);
	expect(signed).toEqual({ ...request, headers: { Accept: 'application/json', Authorization: BASIC } });
	expect(request.headers).not.toHaveProperty('Authorization');
});

test('signs over http with OAuth 1.0a, each time anew; no key is in the address', async () => {
	const request = { url: '/wp-json/wc/v3/orders', baseURL: 'http://127.0.0.1:4010/', qs: { per_page: '1' } };
	const data = { ...KEYS, url: 'http://shop.example', baseUrl: 'http://127.0.0.1:4010' };
	const first = await credential.authenticate(data, request);
	const second = await credential.authenticate(data, request);
	const header = String(first.headers?.Authorization);
	expect(header).toMatch(/^OAuth oauth_consumer_key="ck_abc", oauth_nonce="[0-9a-f]{32}"/);
	expect(second.headers?.Authorization).not.toBe(header);
	expect({ url: first.url, qs: first.qs }).toEqual({ url: request.url, qs: request.qs });
	expect(JSON.stringify(first)).not.toContain('cs_secret');
});

test('the test of the credential says what is wrong for each refusal', () => {
	const codes = (credential.test.rules ?? []).map(
		({ properties }) => Reflect.get(properties, 'value') as number,
	);
	expect(codes).toEqual([401, 403, 404]);
});

test('the face gives the site, its name and the secrets of its webhooks', () => {
	const [own, builtIn] = wooCommerceFace.credentials;
	const data = { ...KEYS, url: 'shop.example/wp/', webhookSecret: '', baseUrl: '' };
	const derived = webhookSecretOf('cs_secret');
	expect(own.settings(data)).toEqual({ store: 'https://shop.example/wp', webhookSecret: derived });
	expect(own.storeId(data)).toBe('shop.example/wp');
	expect(own.webhookSecrets(data)).toEqual([derived]);
	expect(own.webhookSecrets({ ...data, webhookSecret: 'mine' })).toEqual(['mine', derived]);
	expect(own.settings({ ...data, webhookSecret: 'mine', baseUrl: 'http://127.0.0.1:1' })).toMatchObject({
		webhookSecret: 'mine',
		baseUrl: 'http://127.0.0.1:1',
	});
	expect(builtIn?.settings(data)).toEqual({ store: 'https://shop.example/wp', webhookSecret: derived });
	expect(builtIn?.webhookSecrets({ url: '' })).toEqual([]);
});

/** What a node would hand over to n8n's request helpers. */
function context(authentication: string, status: number, body: unknown) {
	const sent: { type: string; options: Record<string, unknown> }[] = [];
	const answer = { statusCode: status, headers: {}, body };
	return {
		sent,
		context: {
			getNode: () => ({ parameters: { authentication }, credentials: {} }),
			getCredentials: async () => await Promise.resolve({ ...KEYS, url: 'https://shop.example' }),
			helpers: {
				httpRequest: async (options: Record<string, unknown>) => {
					sent.push({ type: 'plain', options });
					return await Promise.resolve(answer);
				},
				httpRequestWithAuthentication: async (type: string, options: Record<string, unknown>) => {
					sent.push({ type, options });
					return await Promise.resolve(answer);
				},
			},
		} as unknown as Parameters<typeof openStore>[0],
	};
}

test("n8n's own credential is signed with here, ours by n8n", async () => {
	const builtIn = context('wooCommerceApi', 200, []);
	expect(await (await openStore(builtIn.context, wooCommerceFace, DEFAULT_STORE_POLICY)).webhooks()).toEqual(
		[],
	);
	expect(builtIn.sent).toMatchObject([{ type: 'plain', options: { headers: { Authorization: BASIC } } }]);
	const own = context('storeLedger', 200, []);
	await (await openStore(own.context, wooCommerceFace, DEFAULT_STORE_POLICY)).webhooks();
	expect(own.sent.map(({ type }) => type)).toEqual(['storeLedgerWooCommerceApi']);
	expect(JSON.stringify(own.sent)).not.toMatch(/Authorization|cs_secret/);
});

test('a key that may only read is told as that, not as a lost credential', async () => {
	const message = 'The API key provided does not have write permissions.';
	const { context: node } = context('storeLedger', 401, {
		code: 'woocommerce_rest_authentication_error',
		message,
	});
	const session = await openStore(node, wooCommerceFace, DEFAULT_STORE_POLICY);
	await expect(session.subscribe('https://n8n.example/webhook/1')).rejects.toMatchObject({
		failure: 'rejected',
		message: expect.stringMatching(/may only read/),
	});
	expect(wooCommerceFace.connector).toBe(woocommerce);
});
