/** Webhook subscriptions at the shop, and the checking of what comes. */
import { builtIn } from '../../../lab/daybook/builtIn';
import type { IncomingWebhook, WebhookVerdict } from '../../../core/store/connector';
import { ContractShop, type StoreUnderTest } from './context';
import { Receiver, type Received } from './receiver';

const PATH = '/webhook/4c1d/store';

export function subscribingContract(test: StoreUnderTest): void {
	describe('webhooks', () => {
		let shop: ContractShop;
		let here: Receiver;
		let elsewhere: Receiver;
		beforeEach(async () => {
			[here, elsewhere] = [await Receiver.start(), await Receiver.start()];
			// shortly before the first order: subscriptions that hear nothing for months may be switched off
			shop = await ContractShop.open(test, builtIn(), Date.parse('2026-09-01T00:00:00Z'));
		});
		afterEach(async () => {
			await shop.close();
			await here.close();
			await elsewhere.close();
		});

		const topicsAt = async (url: string): Promise<string[]> =>
			(await shop.session.webhooks())
				.filter((one) => one.url === url && one.active !== false)
				.map(({ topic }) => topic)
				.sort();

		it('are exactly one a topic, however often they are asked for', async () => {
			const url = here.origin + PATH;
			const made = await shop.session.subscribe(url);
			const topics = made.map(({ topic }) => topic).sort();
			expect(topics.length).toBeGreaterThan(0);
			expect(new Set(topics).size).toBe(topics.length);
			expect(await topicsAt(url)).toEqual(topics);
			const again = await shop.session.subscribe(url);
			expect(again.map(({ id }) => id).sort()).toEqual(made.map(({ id }) => id).sort());
			expect(await topicsAt(url)).toEqual(topics);
		});

		it('of the same trigger at an old address go; those of others stay', async () => {
			const [url, old, other] = [here.origin + PATH, elsewhere.origin + PATH, `${here.origin}/webhook/other`];
			await shop.session.subscribe(old);
			await shop.session.subscribe(other);
			const made = await shop.session.subscribe(url);
			expect(await topicsAt(old)).toEqual([]);
			expect(await topicsAt(url)).toHaveLength(made.length);
			expect(await topicsAt(other)).toHaveLength(made.length);
		});

		it('are gone after unsubscribing, which may be done again; those of others stay', async () => {
			const [url, other] = [here.origin + PATH, `${here.origin}/webhook/other`];
			await shop.session.subscribe(other);
			const made = await shop.session.subscribe(url);
			await shop.session.unsubscribe(url);
			await shop.session.unsubscribe(url);
			expect((await shop.session.webhooks()).filter((one) => one.url === url)).toEqual([]);
			expect(await topicsAt(other)).toHaveLength(made.length);
		});

		describe('that come', () => {
			let deliveries: readonly Received[];
			beforeEach(async () => {
				await shop.session.subscribe(here.origin + PATH);
				here.received.length = 0;
				await shop.lab.control.advance(Number.MAX_SAFE_INTEGER);
				await shop.lab.webhooksDone();
				deliveries = here.received;
			});

			const verify = (delivery: Received, more: Partial<IncomingWebhook> = {}): WebhookVerdict =>
				test.connector.verifyWebhook({
					...delivery,
					secrets: shop.secrets,
					storeId: shop.storeId,
					receivedAt: Date.now(),
					...more,
				});
			/** The first delivery about an order; some shops also ask, unsigned, whether anybody is there. */
			const news = (): Received => {
				const found = deliveries.find((delivery) => {
					const verdict = verify(delivery);
					return verdict.genuine && verdict.hint.orderIds.length > 0;
				});
				if (found === undefined) throw new Error('nothing came');
				return found;
			};
			const refused = (delivery: Received, more?: Partial<IncomingWebhook>): void => {
				expect(verify(delivery, more)).toEqual({ genuine: false, reason: expect.stringMatching(/\S/) });
			};

			it('are genuine, and name every order that can be read', async () => {
				const hinted = new Set<string>();
				for (const delivery of deliveries) {
					const verdict = verify(delivery);
					if (!verdict.genuine) throw new Error(verdict.reason);
					for (const id of verdict.hint.orderIds) hinted.add(id);
				}
				const placed = shop.dayBook.events.filter(({ kind }) => kind === 'order').length;
				expect(hinted.size).toBe(placed);
				expect(await shop.session.ordersById([...hinted])).toHaveLength(placed);
			});

			it('are still genuine under an old secret, while it is rotated', () => {
				for (const delivery of deliveries.slice(0, 5))
					expect(verify(delivery, { secrets: ['the-new-one', ...shop.secrets] }).genuine).toBe(true);
			});

			it('are refused with another secret or none, of another shop, forged, cut short or in another encoding', () => {
				const delivery = news();
				const { headers, rawBody } = delivery;
				refused(delivery, { secrets: ['another'] });
				refused(delivery, { secrets: [] });
				refused(delivery, { secrets: [''] });
				refused({ headers: {}, rawBody });
				const forged = rawBody.toString('utf8').replace(/\d/, (digit) => String((Number(digit) + 1) % 10));
				refused({ headers, rawBody: Buffer.from(forged) });
				refused({ headers, rawBody: rawBody.subarray(0, -1) });
				refused({ headers, rawBody: Buffer.concat([rawBody, Buffer.from('\n')]) });
				refused({ headers, rawBody: Buffer.from(rawBody.toString('utf8'), 'utf16le') });
				refused({ headers, rawBody: Buffer.alloc(0) });
			});

			it('are refused when the header that signs them is touched', () => {
				const delivery = news();
				const signing = Object.entries(delivery.headers).filter(([name, value]) => {
					const touched = value.slice(0, -5);
					return !verify({ ...delivery, headers: { ...delivery.headers, [name]: touched } }).genuine;
				});
				expect(signing.length).toBeGreaterThan(0);
			});
		});
	});
}
