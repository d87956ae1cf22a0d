/** What the client does with what Stripe answers: waits, goes on, gives up; and lets no key out. */
import { StripeClient } from '../../../../connectors/gateways/stripe/client';
import { STRIPE_VERSION } from '../../../../connectors/gateways/stripe/auth';
import { stripeDigits, unitsOf } from '../../../../connectors/gateways/stripe/amounts';
import { kindOf } from '../../../../connectors/gateways/stripe/kinds';
import { TransportError, type HttpRequest, type HttpResponse } from '../../../../core/transport/http';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
	status,
	headers,
	body,
});
const refusal = (status: number, message: string, headers = {}): HttpResponse =>
	answer(status, { error: { message, type: 'invalid_request_error' } }, headers);

function scripted(...answers: readonly (HttpResponse | Error)[]) {
	const requests: HttpRequest[] = [];
	const slept: number[] = [];
	const clock = {
		now: () => 0,
		sleep: (ms: number): Promise<void> => {
			slept.push(ms);
			return Promise.resolve();
		},
	};
	const http = (request: HttpRequest): Promise<HttpResponse> => {
		requests.push(request);
		const next = answers[Math.min(requests.length, answers.length) - 1];
		if (next === undefined || next instanceof Error) return Promise.reject(next ?? new Error('no answer'));
		return Promise.resolve(next);
	};
	return { client: new StripeClient(http, undefined, clock), requests, slept };
}

test('the version is pinned, and the address is Stripe’s own', async () => {
	const { client, requests } = scripted(answer(200, {}));
	await client.find('/v1/account');
	expect(requests[0]).toMatchObject({
		url: 'https://api.stripe.com/v1/account',
		headers: { 'Stripe-Version': STRIPE_VERSION },
	});
	expect(JSON.stringify(requests)).not.toMatch(/authorization/i);
});

test('a refusal for speed is waited out as long as Stripe says', async () => {
	const { client, slept } = scripted(
		refusal(429, 'slow', { 'retry-after': '7' }),
		answer(200, { id: 'acct_1' }),
	);
	expect(await client.find('/v1/account')).toEqual({ id: 'acct_1' });
	expect(slept).toEqual([7000]);
});

test('what gets lost is asked again, and given up in the end', async () => {
	const lost = new TransportError('uncertain', 'api.stripe.com gave no answer.');
	const { client, requests } = scripted(lost, refusal(500, 'x'), answer(200, {}));
	await client.find('/v1/account');
	expect(requests).toHaveLength(3);
	const never = scripted(lost);
	await expect(never.client.find('/v1/account')).rejects.toMatchObject({ failure: 'uncertain' });
});

test.each([
	[401, 'Invalid API Key provided: sk_live_abc123', 'unauthorized'],
	[
		403,
		"The provided key 'rk_live_abc123' does not have the required permissions. Having the 'rak_payout_read' permission",
		'unauthorized',
	],
	[400, 'Received unknown parameter sk_live_abc123', 'rejected'],
])('a refusal with %i names no key', async (status, message, failure) => {
	const { client } = scripted(refusal(status, message));
	const error: unknown = await client.find('/v1/payouts').catch((reason: unknown) => reason);
	expect(error).toMatchObject({ name: 'TransportError', failure });
	expect(String(error)).not.toContain('abc123');
	if (status === 403) expect(String(error)).toContain('rak_payout_read');
});

test('a list that does not say where it goes on, or is none, is an error', async () => {
	const read = async (...answers: HttpResponse[]): Promise<unknown> =>
		await scripted(...answers)
			.client.all('/v1/payouts', {}, 10)
			.catch((reason: unknown) => reason);
	expect(await read(answer(200, { data: [{}], has_more: true }))).toMatchObject({ failure: 'uncertain' });
	expect(await read(answer(200, { nothing: 1 }))).toMatchObject({ failure: 'uncertain' });
	const page = answer(200, { data: Array.from({ length: 11 }, () => ({ id: 'po_1' })), has_more: false });
	expect(await read(page)).toMatchObject({ failure: 'rejected' });
});

test.each([
	['GBP', 2, 1999, 1999n],
	['JPY', 0, 2000, 2000n],
	['MGA', 0, 2000, 200_000n],
	['ISK', 2, 50_000, 500n],
	['UGX', 2, 50_000, 500n],
	['HUF', 2, 100_000, 100_000n],
	['TWD', 2, 80_000, 80_000n],
	['KWD', 3, 5_120, 5_120n],
	['ISK', 2, 50_050, undefined],
])('%s has %i digits at Stripe: %i', (currency, digits, amount, units) => {
	expect(stripeDigits(currency)).toBe(digits);
	expect(unitsOf(amount, currency)).toBe(units);
});

/** All types of Stripe's description of its API (2026-10-28) that are no business of a shop's books. */
const NO_BUSINESS_OF_A_SHOP = [
	'application_fee',
	'application_fee_refund',
	'climate_order_purchase',
	'climate_order_refund',
	'connect_collection_transfer',
	'contribution',
	'issuing_authorization_hold',
	'issuing_authorization_release',
	'issuing_dispute',
	'issuing_transaction',
	'obligation_outbound',
	'payment_unreconciled',
	'stripe_balance_payment_debit',
	'tax_fund',
	'transfer',
	'transfer_refund',
	'constructor',
];

test.each(NO_BUSINESS_OF_A_SHOP)('%s holds the payout', (type) => {
	expect(kindOf(type, type, true)).toBeUndefined();
	expect(kindOf('adjustment', type, true)).toBeUndefined();
});
