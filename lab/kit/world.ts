/**
 * The world that a lab shows: a day book and a clock. A store shows the events whose time has come; moving the clock
 * lets further events happen, and the platforms hear of each one (and send their webhooks).
 */
import type { DayBook, DayBookEvent } from '../daybook/events';

type WorldEvent = DayBook['events'][number];
export type WorldListener = (event: WorldEvent) => void | Promise<void>;

/** The time of an event: `at`, or the day of a bank line. */
export function timeOf(event: DayBookEvent): number {
	if ('at' in event) return Date.parse(event.at);
	if (event.kind === 'bankLine') return Date.parse(`${event.on}T00:00:00Z`);
	return Number.NEGATIVE_INFINITY;
}

export class World {
	private position = 0;
	private currentTime: number;
	private readonly listeners: WorldListener[] = [];
	private readonly timeline: WorldEvent[];

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
		let count = 0;
		while (this.position < this.timeline.length && timeOf(this.timeline[this.position]!) <= time) {
			const event = this.timeline[this.position]!;
			this.position++;
			this.currentTime = timeOf(event);
			for (const listener of this.listeners) await listener(event);
			count++;
		}
		this.currentTime = Math.max(
			this.currentTime === Number.POSITIVE_INFINITY ? time : this.currentTime,
			time,
		);
		return count;
	}
}
