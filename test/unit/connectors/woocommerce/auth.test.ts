/** How requests are signed: worked through by hand for one request, and what never happens. */
import { createHmac } from 'node:crypto';
import {
	authorization,
	siteAddress,
	siteName,
	siteUrl,
	webhookSecretOf,
} from '../../../../connectors/stores/woocommerce/auth';

const keys = { consumerKey: 'ck_abc', consumerSecret: 'cs_very_secret' };
const moment = { now: Date.parse('2026-11-27T12:00:00.700Z'), nonce: 'n0nce' };

test.each([
	['shop.example', 'https://shop.example'],
	['https://Shop.example/', 'https://shop.example'],
	['http://shop.example:8080/wp//', 'http://shop.example:8080/wp'],
	['https://shop.example/wp-json/wc/v3', 'https://shop.example'],
	['https://shop.example/de/wp-admin/edit.php', 'https://shop.example/de'],
	['  ', ''],
])('%s is the site %s', (entered, expected) => {
	expect(siteUrl(entered)).toBe(expected);
});

test('the shop goes by its address without the scheme', () => {
	expect(siteName('http://shop.example/wp/')).toBe('shop.example/wp');
	expect(siteName('https://shop.example/wp')).toBe('shop.example/wp');
});

test('requests go to the lab when there is one', () => {
	expect(siteAddress('shop.example', 'http://127.0.0.1:4010/')).toBe('http://127.0.0.1:4010');
	expect(siteAddress('shop.example')).toBe('https://shop.example');
});

test('over https the keys are Basic', () => {
	const header = authorization({ ...keys, url: 'shop.example' }, { method: 'GET', url: 'x' }, moment);
	expect(header).toBe(`Basic ${Buffer.from('ck_abc:cs_very_secret').toString('base64')}`);
});

test("over http the request is signed for the site's own address, wherever it is sent", () => {
	const base = [
		'GET',
		'http%3A%2F%2Fshop.example%2Fwp%2Fwp-json%2Fwc%2Fv3%2Forders',
		[
			'include%3D1%252C2',
			'oauth_consumer_key%3Dck_abc',
			'oauth_nonce%3Dn0nce',
			'oauth_signature_method%3DHMAC-SHA256',
			'oauth_timestamp%3D1795780800',
			'oauth_version%3D1.0',
			'search%3Da%2520%2527b%2527%2520%2528c%2529%252A%2521',
		].join('%26'),
	].join('&');
	const signature = createHmac('sha256', 'cs_very_secret&').update(base).digest('base64');
	const header = authorization(
		{ ...keys, url: 'http://shop.example/wp', baseUrl: 'http://127.0.0.1:4010' },
		{
			method: 'get',
			url: 'http://127.0.0.1:4010/wp-json/wc/v3/orders?include=1%2C2',
			query: { search: "a 'b' (c)*!" },
		},
		moment,
	);
	expect(header).toBe(
		`OAuth oauth_consumer_key="ck_abc", oauth_nonce="n0nce", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1795780800", oauth_version="1.0", oauth_signature="${encodeURIComponent(signature)}"`,
	);
	expect(header).not.toContain('cs_very_secret');
});

test("the webhooks' secret is the chosen one, else one that does not tell the consumer secret", () => {
	expect(webhookSecretOf('cs_very_secret', 'mine')).toBe('mine');
	const derived = webhookSecretOf('cs_very_secret');
	expect(derived).toMatch(/^[0-9a-f]{64}$/);
	expect(derived).toBe(webhookSecretOf('cs_very_secret'));
	expect(derived).not.toBe(webhookSecretOf('cs_another'));
	expect(webhookSecretOf('')).toBe('');
});
