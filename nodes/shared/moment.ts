/**
 * One answer for many at once: each row of a panel asks for its drop-down's list by itself, and a ledger counts each call.
 * What was asked for a moment ago is given again; a person who adds an account and opens the panel once more sees it.
 */
import type { Clock } from '../../core/transport/clock';

const MOMENT_MS = 10_000;
const MOST = 100;

export class Moment<T> {
	private readonly recent = new Map<string, { readonly at: number; readonly answer: Promise<T> }>();

	constructor(private readonly clock: Pick<Clock, 'now'>) {}

	/** @param key names what is asked and by whom; answers are never given to another key. A failure is not kept. */
	async get(key: string, ask: () => Promise<T>): Promise<T> {
		const known = this.recent.get(key);
		if (known !== undefined && this.clock.now() - known.at < MOMENT_MS) return await known.answer;
		if (this.recent.size >= MOST) this.recent.clear();
		const answer = ask();
		this.recent.set(key, { at: this.clock.now(), answer });
		answer.catch(() => this.recent.delete(key));
		return await answer;
	}
}
