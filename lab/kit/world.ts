/**
 * The world that a lab shows: a day book and a clock. A store shows the events whose time has come; moving the clock
 * lets further events happen, and the platforms hear of each one (and send their webhooks).
 */
import type { CustomerEvent, DayBook, DayBookEvent, ProductEvent } from '../daybook/events';

type WorldEvent = DayBook['events'][number];
export type WorldListener = (event: WorldEvent) => void | Promise<void>;

/** The time of an event: `at`, or the day of a bank line. */
export function timeOf(event: DayBookEvent): number {
	if ('at' in event) return Date.parse(event.at);
	if (event.kind === 'bankLine') return Date.parse(`${event.on}T00:00:00Z`);
	return Number.NEGATIVE_INFINITY;
}

/** Further products, customers and events, as `parseFurtherEvents` reads them. */
export interface FurtherEvents {
	readonly products: readonly ProductEvent[];
	readonly customers: readonly CustomerEvent[];
	readonly events: readonly WorldEvent[];
}

/** From which, together with the day book of the start, the same world is made again. */
export interface WorldSnapshot {
	/** epoch milliseconds; null when everything has happened from the start */
	readonly time: number | null;
	readonly added: FurtherEvents;
}

export class World {
	private position = 0;
	private currentTime: number;
	private readonly listeners: WorldListener[] = [];
	private readonly timeline: WorldEvent[];
	private readonly added = {
		products: new Array<ProductEvent>(),
		customers: new Array<CustomerEvent>(),
		events: new Array<WorldEvent>(),
	};
	/** advances run one after the other: events must reach the listeners in order */
	private turn: Promise<unknown> = Promise.resolve();

	/**
	 * @param dayBook what happens in this world
	 * @param startAt the instant (epoch milliseconds) at which it opens: events up to then have happened silently
	 */
	constructor(
		readonly dayBook: DayBook,
		startAt: number = Number.POSITIVE_INFINITY,
	) {
		this.timeline = [...dayBook.events].sort((a, b) => timeOf(a) - timeOf(b));
		this.currentTime = startAt;
		while (this.position < this.timeline.length && timeOf(this.timeline[this.position]!) <= startAt)
			this.position++;
	}

	/** epoch milliseconds; infinity when the whole day book has happened from the start */
	get now(): number {
		return this.currentTime;
	}

	/** the events that have happened, oldest first */
	happened(): readonly WorldEvent[] {
		return this.timeline.slice(0, this.position);
	}

	remaining(): number {
		return this.timeline.length - this.position;
	}

	onEvent(listener: WorldListener): void {
		this.listeners.push(listener);
	}

	/** Moves the clock and tells the listeners of each event in between, in order. Returns how many happened. */
	async advanceTo(time: number): Promise<number> {
		const mine = this.turn.then(() => this.runTo(time));
		this.turn = mine.catch(() => undefined);
		return await mine;
	}

	/**
	 * Adds to the day book. Events whose time has come already happen at once, and the listeners hear of them.
	 * @returns how many happened at once
	 */
	async add(further: FurtherEvents): Promise<number> {
		const { products, customers, events } = this.dayBook;
		products.push(...further.products);
		customers.push(...further.customers);
		events.push(...further.events);
		this.added.products.push(...further.products);
		this.added.customers.push(...further.customers);
		this.added.events.push(...further.events);
		const ahead = [...this.timeline.splice(this.position), ...further.events];
		this.timeline.push(...ahead.sort((a, b) => timeOf(a) - timeOf(b)));
		return await this.advanceTo(this.currentTime);
	}

	snapshot(): WorldSnapshot {
		const time = Number.isFinite(this.currentTime) ? this.currentTime : null;
		const { products, customers, events } = this.added;
		return { time, added: { products: [...products], customers: [...customers], events: [...events] } };
	}

	/** The world of a snapshot. `dayBook` is the one of the start; events of the snapshot's time have happened silently. */
	static from(dayBook: DayBook, { time, added }: WorldSnapshot): World {
		const whole: DayBook = {
			shop: dayBook.shop,
			products: [...dayBook.products, ...added.products],
			customers: [...dayBook.customers, ...added.customers],
			events: [...dayBook.events, ...added.events],
		};
		const world = new World(whole, time ?? Number.POSITIVE_INFINITY);
		world.added.products.push(...added.products);
		world.added.customers.push(...added.customers);
		world.added.events.push(...added.events);
		return world;
	}

	private async runTo(time: number): Promise<number> {
		let count = 0;
		while (this.position < this.timeline.length && timeOf(this.timeline[this.position]!) <= time) {
			const event = this.timeline[this.position]!;
			this.position++;
			if (Number.isFinite(this.currentTime)) this.currentTime = Math.max(this.currentTime, timeOf(event));
			for (const listener of this.listeners) await listener(event);
			count++;
		}
		this.currentTime = Math.max(this.currentTime, time);
		return count;
	}
}
