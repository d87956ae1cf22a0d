/** What the shop refuses or does not answer: the kinds of failure that n8n and the sweep know how to act on. */
import { paidOrders } from './books';
import { ALL, all, ContractShop, type StoreUnderTest } from './context';

const FOR_EVER = 'maxConsecutive=1000000';

/** How long the platform's refusal for speed asks to wait, if its headers say so; milliseconds. */
function told(shop: ContractShop): number {
	const { headers = {} } = shop.lab.platforms().store.faultResponse('rateLimited');
	const lower = Object.fromEntries(
		Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
	);
	const [seconds, ms] = [lower['retry-after'], lower['x-rate-limit-time-reset-ms']];
	return ms === undefined ? Number(seconds ?? 0) * 1_000 : Number(ms);
}

export function failingContract(test: StoreUnderTest): void {
	describe('a failure', () => {
		let shop: ContractShop;
		beforeEach(async () => {
			shop = await ContractShop.open(test, paidOrders(3));
		});
		afterEach(async () => await shop.close());

		it('of the token is for a person', async () => {
			shop.useFaults(`unauthorized=1,${FOR_EVER}`);
			await expect(shop.session.shop()).rejects.toMatchObject({
				name: 'TransportError',
				failure: 'unauthorized',
			});
			await expect(shop.session.ordersById(['1'])).rejects.toMatchObject({ failure: 'unauthorized' });
		});

		it('for speed is waited out as long as the shop says', async () => {
			shop.useFaults('rateLimited=1,total=1');
			expect(await all(shop.session.changedOrders(ALL))).toHaveLength(3);
			const longest = Math.max(...shop.clock.slept);
			expect(longest).toBeGreaterThan(0);
			expect(longest).toBeGreaterThanOrEqual(told(shop));
		});

		it('of the shop itself passes when it passes, and is uncertain when it does not', async () => {
			shop.useFaults('serverErrorBefore=1,total=1');
			expect(await all(shop.session.changedOrders(ALL))).toHaveLength(3);
			shop.useFaults(`serverErrorBefore=1,${FOR_EVER}`);
			await expect(all(shop.session.changedOrders(ALL))).rejects.toMatchObject({ failure: 'uncertain' });
		});

		it('names no secret', async () => {
			const secrets = Object.values(shop.lab.keys.store).filter((secret) => secret !== '');
			for (const fault of ['unauthorized', 'serverErrorBefore', 'dropBefore']) {
				shop.useFaults(`${fault}=1,${FOR_EVER}`);
				const error: unknown = await shop.session.ordersById(['1']).catch((reason: unknown) => reason);
				expect(error).toBeInstanceOf(Error);
				const text = `${String((error as Error).stack)} ${JSON.stringify(error)}`;
				for (const secret of secrets) expect(text).not.toContain(secret);
			}
		});
	});
}
