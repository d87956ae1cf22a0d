/** Deliveries that come together: each order is read after its delivery came, in as few readings as may be, and each is answered. */
import fc from 'fast-check';
import { MOST_ORDERS, SharedReading, type Shared } from '../../../core/store/sharedReading';

const KEY = 'trigger';

/** Readings that end when the test says so. */
class Shop {
	readonly asked: (readonly string[])[] = [];
	private readonly open: { end(): void; fail(): void }[] = [];

	readonly read = async (orderIds: readonly string[]): Promise<number> => {
		const number = this.asked.push(orderIds);
		return await new Promise((resolve, reject) => {
			this.open.push({
				end: () => resolve(number),
				fail: () => reject(new Error(`reading ${number} failed`)),
			});
		});
	};

	async ends(reading: number): Promise<void> {
		this.open[reading - 1]?.end();
		await settled();
	}

	async fails(reading: number): Promise<void> {
		this.open[reading - 1]?.fail();
		await settled();
	}
}

const settled = async (): Promise<void> => await new Promise((resolve) => setImmediate(resolve));

let shop: Shop;
let readings: SharedReading<number>;
const join = async (...orderIds: string[]): Promise<Shared<number>> =>
	await readings.join(KEY, orderIds, shop.read);

beforeEach(() => {
	shop = new Shop();
	readings = new SharedReading();
});

test('one alone is read at once, and the next one too when it has ended', async () => {
	const first = join('1');
	expect(shop.asked).toEqual([['1']]);
	await shop.ends(1);
	expect(await first).toEqual({ result: 1, leads: true });
	const second = join('1');
	expect(shop.asked).toEqual([['1'], ['1']]);
	await shop.ends(2);
	expect(await second).toEqual({ result: 2, leads: true });
});

test('what comes during a reading shares the next one, of which one delivery leads', async () => {
	const first = join('1');
	const later = [join('1'), join('2'), join('1', '3')];
	expect(shop.asked).toHaveLength(1);
	await shop.ends(1);
	expect(shop.asked).toEqual([['1'], ['1', '2', '3']]);
	await shop.ends(2);
	expect(await first).toEqual({ result: 1, leads: true });
	expect(await Promise.all(later)).toEqual([
		{ result: 2, leads: true },
		{ result: 2, leads: false },
		{ result: 2, leads: false },
	]);
});

test('a reading that fails fails for all who share it, and for nobody else', async () => {
	const first = join('1').catch(String);
	const second = join('2').catch(String);
	const third = join('3').catch(String);
	await shop.fails(1);
	const fourth = join('4').catch(String);
	await shop.fails(2);
	await shop.ends(3);
	expect(await Promise.all([first, second, third])).toEqual([
		'Error: reading 1 failed',
		'Error: reading 2 failed',
		'Error: reading 2 failed',
	]);
	expect(await fourth).toEqual({ result: 3, leads: true });
});

test('a full group waits for nobody, and the next group is another', async () => {
	void join('first');
	const ids = Array.from({ length: MOST_ORDERS }, (_, index) => String(index));
	const full = ids.map(async (id) => await join(id));
	await settled();
	expect(shop.asked).toEqual([['first'], ids]);
	const next = join('next');
	await shop.ends(1);
	await shop.ends(2);
	expect((await Promise.all(full)).map(({ leads }) => leads)).toEqual(ids.map((id) => id === '0'));
	expect(shop.asked[2]).toEqual(['next']);
	await shop.ends(3);
	expect(await next).toEqual({ result: 3, leads: true });
});

test('triggers do not wait for one another', async () => {
	void join('1');
	void readings.join('another', ['2'], shop.read);
	expect(shop.asked).toEqual([['1'], ['2']]);
});

test('whatever comes and ends when: each order is in a reading that began after its delivery, with one leader a reading', async () => {
	const steps = fc.array(
		fc.oneof(
			fc.record({ join: fc.array(fc.integer({ min: 1, max: 15 }), { minLength: 1, maxLength: 3 }) }),
			fc.record({ ends: fc.integer({ min: 1, max: 12 }), fine: fc.boolean() }),
		),
		{ maxLength: 60 },
	);
	await fc.assert(
		fc.asyncProperty(steps, async (schedule) => {
			shop = new Shop();
			readings = new SharedReading();
			const deliveries: { ids: string[]; before: number; answer: Promise<Shared<number> | string> }[] = [];
			for (const step of schedule) {
				if ('join' in step) {
					const ids = step.join.map(String);
					deliveries.push({ ids, before: shop.asked.length, answer: join(...ids).catch(String) });
				} else await (step.fine ? shop.ends(step.ends) : shop.fails(step.ends));
			}
			for (let reading = 1; reading <= shop.asked.length; reading++) await shop.ends(reading);
			const leaders: number[] = [];
			for (const { ids, before, answer } of deliveries) {
				const told = await answer;
				const reading = typeof told === 'string' ? Number(/\d+/.exec(told)?.[0]) : told.result;
				expect(reading).toBeGreaterThan(before);
				expect(shop.asked[reading - 1]).toEqual(expect.arrayContaining(ids));
				if (typeof told !== 'string' && told.leads) leaders.push(reading);
			}
			expect(new Set(leaders).size).toBe(leaders.length);
		}),
		{ numRuns: 300 },
	);
});
