/** A list that says it has no end is read no further than PayPal's own limit. */
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
