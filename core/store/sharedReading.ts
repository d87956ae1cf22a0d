/**
 * Deliveries that come while orders are being read share the next reading. Shops send several for one order (Shopify four for
 * one that is placed and paid), and many at once in a rush: each wants its order as it is now, and one reading that begins
 * after all of them have come gives them that. A single delivery waits for nobody.
 */

/** A group this large does not wait any longer: its deliveries must be answered within seconds. */
export const MOST_ORDERS = 10;

/** Reads these orders. */
type Reading<T> = (orderIds: readonly string[]) => Promise<T>;

interface Group<T> {
	readonly orderIds: Set<string>;
	readonly result: Promise<T>;
	/** lets the reading begin now */
	begin(): void;
}

export interface Shared<T> {
	readonly result: T;
	/** exactly one delivery of a reading leads it: the one that gives its news to the workflow */
	readonly leads: boolean;
}

export class SharedReading<T> {
	/** the group that has not begun, and the reading that began last, by key */
	private readonly next = new Map<string, Group<T>>();
	private readonly underWay = new Map<string, Promise<unknown>>();

	/**
	 * @param key whose deliveries these are: only those of one trigger are read together
	 * @param read that of the delivery that leads is called, once
	 * @throws what `read` throws, to each delivery of the group
	 */
	async join(key: string, orderIds: readonly string[], read: Reading<T>): Promise<Shared<T>> {
		const group = this.next.get(key);
		if (group !== undefined) {
			for (const id of orderIds) group.orderIds.add(id);
			if (group.orderIds.size >= MOST_ORDERS) group.begin();
			return { result: await group.result, leads: false };
		}
		const before = this.underWay.get(key);
		const reading =
			before === undefined ? this.read(key, orderIds, read) : this.after(before, key, orderIds, read);
		return { result: await reading, leads: true };
	}

	/** Opens a group that begins when the reading before it has ended, however it did, or when it is full. */
	private async after(
		before: Promise<unknown>,
		key: string,
		orderIds: readonly string[],
		read: Reading<T>,
	): Promise<T> {
		const wanted = new Set(orderIds);
		let letBegin = (): void => undefined;
		const turn = new Promise<void>((resolve) => (letBegin = resolve));
		const group: Group<T> = {
			orderIds: wanted,
			result: turn.then(async () => await this.read(key, [...wanted], read)),
			begin: () => {
				if (this.next.get(key) === group) this.next.delete(key);
				letBegin();
			},
		};
		this.next.set(key, group);
		if (wanted.size >= MOST_ORDERS) group.begin();
		else void before.then(group.begin, group.begin);
		return await group.result;
	}

	private async read(key: string, orderIds: readonly string[], read: Reading<T>): Promise<T> {
		const reading = read(orderIds);
		this.underWay.set(key, reading);
		try {
			return await reading;
		} finally {
			if (this.underWay.get(key) === reading) this.underWay.delete(key);
		}
	}
}
