/**
 * The rule of turns, apart from any database. A call may reach the platform at any time between its turn and its answer, so
 * it counts in a window from its turn until the window has passed after its end: then no span of time can hold more calls
 * than it may, however long each travels.
 */
import type { QuotaWindow } from '../core/transport/quota';

/** A window as it stands. */
export interface WindowState {
	readonly window: QuotaWindow;
	/** calls that count now, those under way included */
	readonly used: number;
	readonly ceiling: number;
	/** used by others, as the platform told; forgotten when the window has passed since */
	readonly foreign: number;
	/** until when `foreign` counts, epoch milliseconds */
	readonly foreignUntil: number;
	/** when the n-th of the ended calls stops counting (0 is the first); undefined when there are not so many */
	frees(index: number): Promise<number | undefined>;
}

/** How soon to look again where it depends on an answer that is still to come: a fiftieth of the window, 20 ms to 1 s. */
function peepMs({ windowMs }: QuotaWindow): number {
	return Math.min(1_000, Math.max(20, Math.floor(windowMs / 50)));
}

/** @returns when the window may have room; undefined when it has room now */
export async function roomAt(state: WindowState, now: number): Promise<number | undefined> {
	const { window, used, ceiling, foreign, foreignUntil, frees } = state;
	const over = used + foreign - Math.max(1, ceiling);
	if (over < 0) return undefined;
	const own = over < used ? await frees(over) : undefined;
	const candidates = [own, foreign > 0 ? foreignUntil : undefined].filter((each) => each !== undefined);
	const first = candidates.length === 0 ? now + peepMs(window) : Math.min(...candidates);
	return Math.max(now + 1, first);
}

/**
 * What an answer tells, made into what others have used: the platform's figure less our own.
 * @param used our own calls that count in the window, the answered one included
 */
export function learned(
	left: number,
	used: number,
	ceiling: number,
): { readonly ceiling: number; readonly foreign: number } {
	// more left than we thought there could be at all: another plan than the published one
	const higher = Math.max(ceiling, left);
	return { ceiling: higher, foreign: Math.max(0, higher - used - left) };
}
