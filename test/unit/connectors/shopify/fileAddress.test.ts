/** The one address that is taken from an answer: the file of a bulk operation. */
import { isFileAddress, ShopifyClient } from '../../../../connectors/stores/shopify/client';

const ADDRESS = 'https://my-shop.myshopify.com';

test.each([
	'https://storage.googleapis.com/shopify-tiers-assets-prod/bulk-operation-outputs/x?X-Goog-Signature=1',
	'https://cdn.shopify.com/files/1.jsonl',
	'https://my-shop.myshopify.com/bulk/1.jsonl',
])('fetched: %s', (url) => {
	expect(isFileAddress(url, ADDRESS)).toBe(true);
});

test.each([
	'http://storage.googleapis.com/x',
	'http://127.0.0.1/x',
	'http://169.254.169.254/latest/meta-data',
	'https://[::1]/x',
	'https://localhost/x',
	'https://evil.example/storage.googleapis.com',
	'https://storage.googleapis.com.evil.example/x',
	'https://evilstorage.googleapis.com.example/x',
	'https://storage.googleapis.com@evil.example/x',
	'https://user:pass@storage.googleapis.com/x',
	'https://storage.googleapis.com:8443/x',
	'https://other.googleapis.com/x',
	'file:///etc/passwd',
	'//storage.googleapis.com/x',
	'',
	'x',
])('not fetched: %s', async (url) => {
	expect(isFileAddress(url, ADDRESS)).toBe(false);
	let calls = 0;
	const http = async () => await Promise.resolve({ status: 200, headers: {}, body: String(calls++) });
	const clock = { now: () => 0, sleep: async () => await Promise.resolve() };
	const client = new ShopifyClient(http, ADDRESS, 'my-shop', clock);
	await expect(client.download(url, 0, 10)).rejects.toMatchObject({ failure: 'rejected' });
	expect(calls).toBe(0);
});

test('in the lab the file is where the API is', () => {
	expect(isFileAddress('http://127.0.0.1:4010/bulk/1', 'http://127.0.0.1:4010')).toBe(true);
	expect(isFileAddress('http://127.0.0.1:4011/bulk/1', 'http://127.0.0.1:4010')).toBe(false);
});
