/** What people enter as their store, and what secrets are made from. */
import {
	apiAddress,
	storeHashOf,
	webhookKey,
	webhookSecretOf,
} from '../../../../connectors/stores/bigcommerce/auth';

test.each([
	['abc123'],
	[' ABC123 '],
	['https://api.bigcommerce.com/stores/abc123/v3/'],
	['https://api.bigcommerce.com/stores/abc123'],
	['stores/abc123'],
	['https://store-abc123.mybigcommerce.com/manage/orders'],
	['https://store-abc123-2.mybigcommerce.com'],
	['/abc123/'],
])('%j is the store abc123', (entered) => {
	expect(storeHashOf(entered)).toBe('abc123');
	expect(apiAddress(entered)).toBe('https://api.bigcommerce.com/stores/abc123');
});

test('a lab has an address of its own', () => {
	expect(apiAddress('abc123', 'http://127.0.0.1:4030/')).toBe('http://127.0.0.1:4030/stores/abc123');
});

test('the secret of webhooks is the one given, else stable and not the token', () => {
	expect(webhookSecretOf({ webhookSecret: ' mine ', accessToken: 't0ken' })).toBe('mine');
	const made = webhookSecretOf({ accessToken: 't0ken' });
	expect(made).toBe(webhookSecretOf({ webhookSecret: '', accessToken: ' t0ken' }));
	expect(made).not.toContain('t0ken');
	expect(made).not.toBe(webhookSecretOf({ accessToken: 'another' }));
	expect(webhookSecretOf({ accessToken: '' })).toBe('');
});

test('the key is of one store', () => {
	expect(webhookKey('s', 'abc123')).toBe(webhookKey('s', 'stores/abc123/'));
	expect(webhookKey('s', 'abc123')).not.toBe(webhookKey('s', 'abc124'));
});
