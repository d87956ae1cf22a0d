/** A list that says it has no end is read no further than PayPal's own limit. */
import { paypal } from '../../../../connectors/gateways/paypal';
import type { HttpRequest } from '../../../../core/transport/http';
import { PayPalClient } from '../../../../connectors/gateways/paypal/client';

test.each([1e9, 21])('a list of %p pages', async (pages) => {
	let calls = 0;
	const http = async () => {
		calls++;
		return await Promise.resolve({
			status: 200,
			headers: {},
			body: { transaction_details: [{}], total_items: 5, total_pages: pages },
		});
	};
	const clock = { now: () => 0, sleep: async () => await Promise.resolve() };
	const records = new PayPalClient(http, 'https://paypal.example', clock).records(0, 86_400_000);
	await expect(records).rejects.toThrow('more pages than it can have');
	expect(calls).toBe(20);
});

test('a date of its reports far in the future does not make us search until then', async () => {
	let calls = 0;
	const http = async ({ url }: HttpRequest) => {
		calls++;
		const body = url.includes('/balances')
			? { account_id: 'A1', balances: [], last_refresh_time: '9999-12-31T23:59:59Z' }
			: { transaction_details: [], total_items: 0, total_pages: 0 };
		return await Promise.resolve({ status: 200, headers: {}, body });
	};
	const now = Date.parse('2026-11-20T12:00:00Z');
	const clock = { now: () => now, sleep: async () => await Promise.resolve() };
	const session = paypal.open(http, { account: '' }, { timeZone: 'Europe/London' }, clock);
	for await (const page of session.payouts({ from: '2026-11-01T00:00:00Z' })) expect(page).toEqual([]);
	expect(calls).toBeLessThan(100);
});
