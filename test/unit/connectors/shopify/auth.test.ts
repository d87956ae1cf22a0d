/** Shop addresses as people enter them, and the grant that gives a token. */
import {
	graphqlUrl,
	parseTokenAnswer,
	shopAddress,
	shopHost,
	tokenRequest,
} from '../../../../connectors/stores/shopify/auth';

test.each([
	['my-shop', 'my-shop.myshopify.com'],
	[' My-Shop.myshopify.com ', 'my-shop.myshopify.com'],
	['https://my-shop.myshopify.com/admin/orders?x=1', 'my-shop.myshopify.com'],
	['https://admin.shopify.com/store/my-shop/orders/5', 'my-shop.myshopify.com'],
	['admin.shopify.com/store/my-shop', 'my-shop.myshopify.com'],
	['', ''],
])('%j is the shop %j', (entered, host) => {
	expect(shopHost(entered)).toBe(host);
});

test('a lab is asked where it is, a shop where it always is', () => {
	expect(shopAddress('my-shop', 'http://127.0.0.1:4010/')).toBe('http://127.0.0.1:4010');
	expect(shopAddress('my-shop', ' ')).toBe('https://my-shop.myshopify.com');
	expect(graphqlUrl(shopAddress('my-shop'))).toBe(
		'https://my-shop.myshopify.com/admin/api/2026-10/graphql.json',
	);
});

test('the request for a token is form-encoded; strange characters of a secret survive', () => {
	const request = tokenRequest({
		address: 'https://s.myshopify.com',
		clientId: ' id ',
		clientSecret: 'a+b&c=d',
	});
	expect(request).toMatchObject({ method: 'POST', url: 'https://s.myshopify.com/admin/oauth/access_token' });
	expect(request.headers).toMatchObject({ 'Content-Type': 'application/x-www-form-urlencoded' });
	expect(Object.fromEntries(new URLSearchParams(request.body))).toEqual({
		grant_type: 'client_credentials',
		client_id: 'id',
		client_secret: 'a+b&c=d',
	});
});

test('the token of an answer, parsed or not', () => {
	const answer = { access_token: 'shpat_1', scope: 'read_orders', expires_in: 86399 };
	expect(parseTokenAnswer(answer)).toBe('shpat_1');
	expect(parseTokenAnswer(JSON.stringify(answer))).toBe('shpat_1');
});

test.each([
	undefined,
	null,
	'',
	'<html>',
	{},
	{ access_token: '' },
	{ access_token: 5 },
	{ error: 'application_cannot_be_found shpss_x' },
])('%j holds no token, and the error repeats nothing of it', (answer) => {
	expect(() => parseTokenAnswer(answer)).toThrow(/gave no access token/);
	expect(() => parseTokenAnswer(answer)).not.toThrow(/shpss_x/);
});
