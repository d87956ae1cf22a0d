import { builtIn } from '../../../lab/daybook/builtIn';
import type { DayBook, OrderEvent } from '../../../lab/daybook/events';
import { World } from '../../../lab/kit/world';

const [ORDER] = builtIn().events.filter((event) => event.kind === 'order');

/** An order at an hour of 1 March 2026. */
const order = (id: string, hour: number): OrderEvent => ({
	...ORDER!,
	id,
	at: `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`,
});
const at = (hour: number): number => Date.parse(order('', hour).at);
const book = (...events: DayBook['events']): DayBook => ({ ...builtIn(), events });
const ids = (world: World): string[] => world.happened().map((event) => ('id' in event ? event.id : ''));

/** A world, and what its listeners heard. */
function listen(world: World): string[] {
	const heard: string[] = [];
	world.onEvent(async (event) => {
		await Promise.resolve();
		heard.push('id' in event ? event.id : '');
	});
	return heard;
}

test('what happened before it opens is silent; later events are told in order', async () => {
	const world = new World(book(order('3', 3), order('1', 1), order('2', 2)), at(1));
	const heard = listen(world);
	expect(ids(world)).toEqual(['1']);
	expect(await world.advanceTo(at(2))).toBe(1);
	expect(await world.advanceTo(at(2))).toBe(0);
	expect(await world.advanceTo(at(5))).toBe(1);
	expect(heard).toEqual(['2', '3']);
	expect([world.remaining(), world.now]).toEqual([0, at(5)]);
});

test('the clock does not go back, and two advances at once keep the order', async () => {
	const world = new World(book(order('1', 1), order('2', 2), order('3', 3)), at(0));
	const heard = listen(world);
	const counts = await Promise.all([world.advanceTo(at(3)), world.advanceTo(at(2)), world.advanceTo(at(4))]);
	expect(counts).toEqual([3, 0, 0]);
	expect(heard).toEqual(['1', '2', '3']);
	expect(world.now).toBe(at(4));
});

test('by default everything has happened', async () => {
	const world = new World(book(order('1', 1)));
	expect([ids(world), world.now]).toEqual([['1'], Number.POSITIVE_INFINITY]);
	expect(await world.advanceTo(at(5))).toBe(0);
	expect(world.now).toBe(Number.POSITIVE_INFINITY);
});

test('events are added: past ones happen at once, future ones in their time', async () => {
	const world = new World(book(order('1', 1), order('5', 5)), at(2));
	const heard = listen(world);
	expect(await world.add({ products: [], customers: [], events: [order('2', 2), order('4', 4)] })).toBe(1);
	expect(heard).toEqual(['2']);
	await world.advanceTo(at(9));
	expect(heard).toEqual(['2', '4', '5']);
	expect(world.dayBook.events).toHaveLength(4);
	const ended = new World(book());
	const late = listen(ended);
	await ended.add({ products: [], customers: [], events: [order('7', 7)] });
	expect(late).toEqual(['7']);
});

test('a kept world comes back with its clock and what was added', async () => {
	const start = (): DayBook => book(order('1', 1), order('5', 5));
	const world = new World(start(), at(2));
	const customer = { kind: 'customer', id: 'new', name: 'New', country: 'GB' } as const;
	await world.add({ products: [], customers: [customer], events: [order('3', 3)] });
	await world.advanceTo(at(4));
	const back = World.from(start(), JSON.parse(JSON.stringify(world.snapshot())));
	expect(ids(back)).toEqual(['1', '3']);
	expect([back.now, back.remaining()]).toEqual([at(4), 1]);
	expect(back.dayBook.customers.at(-1)).toEqual(customer);
	expect(World.from(start(), back.snapshot()).snapshot()).toEqual(world.snapshot());
	const ended = World.from(start(), JSON.parse(JSON.stringify(new World(start()).snapshot())));
	expect(ended.remaining()).toBe(0);
});
