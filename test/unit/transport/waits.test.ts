/** What platforms say about waiting is bounded: nobody waits for weeks, and no timer is asked for more than it can do. */
import { GraphqlClient, type Operation } from '../../../core/transport/graphql';
import { TransportError, type HttpResponse } from '../../../core/transport/http';

const DAY_MS = 24 * 3_600_000;
const READ: Operation = { name: 'Read', text: 'query Read { a }', kind: 'read' };

test.each([
	[1_500, 1_500],
	[-1, 0],
	[Number.POSITIVE_INFINITY, DAY_MS],
	[1e53, DAY_MS],
	[2 ** 31, DAY_MS],
	[Number.NaN, undefined],
	[undefined, undefined],
])('told to wait %p ms: %p', (told, wait) => {
	expect(new TransportError('rateLimited', 'too fast', told).retryAfterMs).toBe(wait);
});

function client(answers: readonly HttpResponse[]) {
	const slept: number[] = [];
	const left = [...answers];
	const http = async (): Promise<HttpResponse> =>
		await Promise.resolve(left.shift() ?? { status: 200, headers: {}, body: { data: {} } });
	const clock = { now: () => 0, sleep: async (ms: number) => await Promise.resolve(void slept.push(ms)) };
	const site = { url: 'https://shop.example/graphql.json', name: 'shop.example', notFound: '' };
	return { slept, client: new GraphqlClient(http, site, clock) };
}

test.each(['1e9', '9'.repeat(50), '86400'])(
	'a refusal for "%s" seconds is left to the next run',
	async (told) => {
		const { slept, client: asks } = client([{ status: 429, headers: { 'retry-after': told }, body: '' }]);
		await expect(asks.run(READ)).rejects.toMatchObject({ failure: 'rateLimited' });
		expect(slept).toEqual([]);
	},
);

test('points that come back too slowly are not waited for without end', async () => {
	const cost = (available: number, restoreRate: number) => ({
		cost: {
			requestedQueryCost: 1e12,
			throttleStatus: { maximumAvailable: 1e15, currentlyAvailable: available, restoreRate },
		},
	});
	const answer = { status: 200, headers: {}, body: { data: {}, extensions: cost(0, 1e-6) } };
	const { slept, client: asks } = client([answer]);
	await asks.run(READ);
	await asks.run(READ);
	expect(slept).toEqual([5 * 60_000]);
});
