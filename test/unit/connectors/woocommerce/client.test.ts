/** Requests to a shop: what is sent again and what is not, what refusals mean, and that no key comes out. */
import { TransportError } from '../../../../core/transport/http';
import { clientOf, FakeClock, ok, page, refusal, scripted, SITE } from './support';

const uncertain = new TransportError('uncertain', 'no answer');

async function failureOf(work: Promise<unknown>): Promise<TransportError> {
	const error: unknown = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (error instanceof TransportError) return error;
	throw new Error('it did not fail');
}

test('asks for a route with a query; keys are the business of the credential', async () => {
	const { http, requests } = scripted(ok([{ id: 1 }]));
	expect(await clientOf(http).get('/orders', { per_page: '1' })).toEqual([{ id: 1 }]);
	expect(requests).toEqual([
		{
			method: 'GET',
			url: `${SITE}/wp-json/wc/v3/orders`,
			query: { per_page: '1' },
			headers: { Accept: 'application/json' },
			timeoutMs: 60_000,
		},
	]);
});

test('reads are sent again after lost answers and errors of the server', async () => {
	const { http, requests } = scripted(uncertain, page(502, '<html>'), page(503, '<html>'), ok([]));
	const clock = new FakeClock();
	await clientOf(http, clock).get('/orders');
	expect(requests).toHaveLength(4);
	expect(clock.slept).toHaveLength(3);
});

test('a write whose answer was lost is not sent again', async () => {
	const { http, requests } = scripted(uncertain);
	expect((await failureOf(clientOf(http).create('/webhooks', {}))).failure).toBe('uncertain');
	expect(requests).toHaveLength(1);
});

test.each([
	['seconds', '7', 7_000],
	['a date', 'Fri, 27 Nov 2026 12:01:00 GMT', 60_000],
])('waits as long as told, in %s', async (_, value, expected) => {
	const { http } = scripted(page(429, '<html>', { 'retry-after': value }), ok([]));
	const clock = new FakeClock();
	await clientOf(http, clock).get('/orders');
	expect(clock.slept).toEqual([expected]);
});

test('a maintenance with Retry-After is waited for, a pause of an hour is not', async () => {
	const { http } = scripted(page(503, '<html>', { 'retry-after': '30' }), ok([]));
	const clock = new FakeClock();
	await clientOf(http, clock).get('/orders');
	expect(clock.slept).toEqual([30_000]);
	const long = scripted(page(429, '<html>', { 'retry-after': '3600' }));
	const error = await failureOf(clientOf(long.http).get('/orders'));
	expect(error).toMatchObject({ failure: 'rateLimited', retryAfterMs: 3_600_000 });
});

test('a shop without pretty permalinks is asked by its other addresses', async () => {
	const { http, requests } = scripted(page(404, '<html>'), ok([]), ok([]));
	const client = clientOf(http);
	await client.get('/orders', { page: '1' });
	await client.get('/refunds');
	expect(requests.slice(1).map(({ url, query }) => [url, query])).toEqual([
		[`${SITE}/`, { rest_route: '/wc/v3/orders', page: '1' }],
		[`${SITE}/`, { rest_route: '/wc/v3/refunds' }],
	]);
});

test('what may be missing is undefined, a wrong key is not "missing"', async () => {
	const { http } = scripted(
		refusal(404, 'woocommerce_rest_shop_order_invalid_id', 'Invalid ID.'),
		refusal(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.'),
	);
	const client = clientOf(http);
	expect(await client.find('/orders/1', {}, [404])).toBeUndefined();
	expect((await failureOf(client.find('/settings/tax', {}, [401, 403]))).failure).toBe('unauthorized');
});

test.each([
	[
		'a wrong secret',
		refusal(401, 'woocommerce_rest_authentication_error', 'Consumer secret is invalid.'),
		'unauthorized',
		/Consumer secret is invalid/,
	],
	[
		'an unknown key',
		refusal(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.'),
		'unauthorized',
		/does not know the consumer key/,
	],
	[
		'a key that only reads',
		refusal(
			401,
			'woocommerce_rest_authentication_error',
			'The API key provided does not have write permissions.',
		),
		'rejected',
		/may only read.*Read\/Write/,
	],
	[
		'a key that only writes',
		refusal(
			401,
			'woocommerce_rest_authentication_error',
			'The API key provided does not have read permissions.',
		),
		'rejected',
		/may not read/,
	],
	[
		'a user without rights',
		refusal(403, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.'),
		'rejected',
		/Shop manager/,
	],
	[
		'a firewall',
		page(403, '<html><head><title>Attention\n Required</title></head></html>'),
		'rejected',
		/\("Attention Required"\): a firewall/,
	],
	['a page of WordPress', page(404, '<html>Not found</html>'), 'rejected', /no WooCommerce API/],
	['no WooCommerce', refusal(404, 'rest_no_route', 'No route was found.'), 'rejected', /no WooCommerce API/],
	[
		'a redirect',
		{ status: 301, headers: { location: 'https://www.harbour.example' }, body: '' },
		'rejected',
		/final address/,
	],
	[
		'a bad parameter',
		refusal(400, 'rest_invalid_param', 'Invalid parameter(s): <b>orderby</b>'),
		'rejected',
		/\(400\): Invalid parameter\(s\): orderby/,
	],
	[
		'a maintenance page that says all is well',
		page(200, '<title>Back soon</title>'),
		'uncertain',
		/web page \("Back soon"\)/,
	],
	['a broken server', page(500, '<h1>error</h1>'), 'uncertain', /error of its own \(500\)/],
] as const)('%s is told in words', async (_, answer, failure, words) => {
	const http = async () => await Promise.resolve(answer);
	const error = await failureOf(clientOf(http).get('/orders'));
	expect(error.failure).toBe(failure);
	expect(error.message).toMatch(words);
});

test('a key that the site repeats is not repeated here', async () => {
	const message = 'Unknown ck_0123456789abcdef with cs_fedcba9876543210';
	for (const answer of [
		refusal(401, 'x', message),
		refusal(400, 'x', message),
		page(403, `<title>${message}</title>`),
	]) {
		const error = await failureOf(clientOf(async () => await Promise.resolve(answer)).get('/orders'));
		expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/0123456789abcdef|fedcba9876543210/);
	}
});
