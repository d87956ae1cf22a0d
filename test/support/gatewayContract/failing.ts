/** What the gateway refuses or does not answer: the kinds of failure that n8n and the sweep know how to act on. */
import { GatewayBook } from './books';
import { ALL, all, ContractGateway, dayBookName, type GatewayUnderTest } from './context';

const FOR_EVER = 'maxConsecutive=1000000';

export function failingContract(test: GatewayUnderTest): void {
	describe('a failure', () => {
		let gateway: ContractGateway;
		beforeEach(async () => {
			const book = new GatewayBook(dayBookName(test));
			book.daily(2);
			gateway = await ContractGateway.open(test, book.dayBook);
		});
		afterEach(async () => await gateway.close());

		it('of the key is for a person', async () => {
			gateway.useFaults(`unauthorized=1,${FOR_EVER}`);
			await expect(gateway.session.account()).rejects.toMatchObject({
				name: 'TransportError',
				failure: 'unauthorized',
			});
			await expect(all(gateway.session.payouts(ALL))).rejects.toMatchObject({ failure: 'unauthorized' });
		});

		it('for speed is waited out', async () => {
			gateway.useFaults('rateLimited=1,total=1');
			expect(await all(gateway.session.payouts(ALL))).toHaveLength(2);
			expect(Math.max(...gateway.clock.slept)).toBeGreaterThan(0);
		});

		it('of the gateway itself passes when it passes, and is uncertain when it does not', async () => {
			gateway.useFaults('serverErrorBefore=1,total=1');
			expect(await all(gateway.session.payouts(ALL))).toHaveLength(2);
			gateway.useFaults(`serverErrorBefore=1,${FOR_EVER}`);
			await expect(all(gateway.session.payouts(ALL))).rejects.toMatchObject({ failure: 'uncertain' });
		}, 30_000);

		it('of the line is overcome', async () => {
			gateway.useFaults('dropBefore=1,total=2');
			expect(await all(gateway.session.payouts(ALL))).toHaveLength(2);
		});

		it('names no secret', async () => {
			for (const fault of ['unauthorized', 'serverErrorBefore', 'dropBefore']) {
				gateway.useFaults(`${fault}=1,${FOR_EVER}`);
				const error: unknown = await gateway.session.payoutsById(['1']).catch((reason: unknown) => reason);
				expect(error).toBeInstanceOf(Error);
				const text = `${String((error as Error).stack)} ${JSON.stringify(error)}`;
				for (const secret of gateway.secrets) expect(text).not.toContain(secret);
			}
		}, 30_000);
	});
}
