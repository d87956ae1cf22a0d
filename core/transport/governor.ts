/**
 * The governor: every call of every worker takes a turn in a store that all of them share, so that together they never
 * call more often than the platform lets them, and use what it lets them. It slows down; it does not fail.
 */
import { allowanceState, monthOf } from './allowance';
import { elapsedOf, type Clock } from './clock';
import { TransportError, type Http, type HttpResponse } from './http';
import type { CallsNeeded, Quota, QuotaTold, QuotaWindow } from './quota';

/** A turn, or how long to wait before asking again: a span, because the store's clock is not the worker's (milliseconds). */
export type Turn = { readonly ticket: string } | { readonly waitMs: number; readonly because: string };

/** How much of a window is used now. */
export interface QuotaUse {
	readonly window: string;
	/** calls that count now: under way, or answered within the window */
	readonly used: number;
	/** used by others than the workers that share the store, as far as the platform has told */
	readonly foreign: number;
	/** what the window lets through: as published, or more where the platform has told so */
	readonly ceiling: number;
}

export interface TurnRequest {
	/** whose limits they are: "quickbooks/9130..." */
	readonly scope: string;
	readonly windows: readonly QuotaWindow[];
	readonly concurrent?: number;
	readonly kind?: string;
	/** a turn that is not ended by then (its process was killed) counts as ended */
	readonly leaseMs: number;
}

/** The port of the shared store; every method is atomic. */
export interface QuotaStore {
	/** Takes a turn if that is possible now. A call counts in a window from here until the window has passed after its end. */
	takeTurn(request: TurnRequest): Promise<Turn>;
	/**
	 * The call was answered (or failed); with what the answer told.
	 * @param meteredIn the state (`allowanceState`) in which the call is counted, where the platform meters it
	 */
	endTurn(
		scope: string,
		ticket: string,
		windows: readonly QuotaWindow[],
		told: QuotaTold | undefined,
		meteredIn?: string,
	): Promise<void>;
	quotaUse(scope: string, windows: readonly QuotaWindow[]): Promise<readonly QuotaUse[]>;
}

/** The turn did not come in time; nothing was sent. Not a failure: whoever asked may ask again at once. */
export class TurnDelayed extends TransportError {
	constructor(because: string) {
		super('rateLimited', `The limit of calls (${because}) is used up for now.`, 0);
	}
}

export interface GovernorSettings {
	readonly quota: Quota;
	readonly store: QuotaStore;
	readonly clock: Clock;
	readonly scope: string;
	/**
	 * A call that has waited so long for its turn comes back as TurnDelayed: what it was about may be another worker's by then.
	 * Well below the lease of a claim.
	 */
	readonly longestWaitMs?: number;
	/** longer than the longest call takes */
	readonly leaseMs?: number;
}

const LONGEST_WAIT_MS = 90_000;
const LEASE_MS = 150_000;
/** beyond this a person must be told rather than kept waiting */
export const LONGEST_PAUSE_MS = 15 * 60_000;

/**
 * The network, governed.
 * @throws (the returned function) TransportError "rateLimited" with `retryAfterMs` when the next turn is more than 15 minutes
 * away: a limit of the day; TurnDelayed
 */
export function governed(http: Http, settings: GovernorSettings): Http {
	const { quota, store, clock, scope, longestWaitMs = LONGEST_WAIT_MS, leaseMs = LEASE_MS } = settings;
	const { windows, concurrent } = quota;

	async function turn(kind: string | undefined): Promise<string> {
		const giveUpAt = elapsedOf(clock) + longestWaitMs;
		const request: TurnRequest = {
			scope,
			windows,
			leaseMs,
			...(concurrent === undefined ? {} : { concurrent }),
			...(kind === undefined ? {} : { kind }),
		};
		for (;;) {
			const answer = await store.takeTurn(request);
			if ('ticket' in answer) return answer.ticket;
			const { waitMs } = answer;
			if (waitMs > LONGEST_PAUSE_MS) {
				const at = new Date(clock.now() + waitMs).toISOString().slice(0, 16).replace('T', ' ');
				const message = `The limit of calls (${answer.because}) is used up. The next call is possible at ${at} UTC.`;
				throw new TransportError('rateLimited', message, waitMs);
			}
			const leftMs = giveUpAt - elapsedOf(clock);
			if (waitMs > leftMs) {
				await clock.sleep(Math.max(0, leftMs));
				throw new TurnDelayed(answer.because);
			}
			await clock.sleep(Math.max(1, waitMs));
		}
	}

	return async (request) => {
		// another host, with limits of its own
		if (request.anonymous === true) return await http(request);
		const ticket = await turn(quota.kindOf?.(request));
		let response: HttpResponse | undefined;
		try {
			response = await http(request);
			return response;
		} finally {
			const told = response === undefined ? undefined : quota.told?.(response);
			const isMetered = response !== undefined && quota.allowance?.counts(request, response) === true;
			const meteredIn = isMetered ? allowanceState(monthOf(clock.now())) : undefined;
			await store.endTurn(scope, ticket, windows, told, meteredIn);
		}
	};
}

/** What a run will take, before it starts. */
export interface CallPlan {
	readonly calls: number;
	/** epoch milliseconds, at best */
	readonly doneAt: number;
	/** the window that makes the run go beyond today (a window of an hour or more), if one does */
	readonly exceeds?: { readonly window: string; readonly needed: number; readonly left: number };
}

const LONG_WINDOW_MS = 3_600_000;

/**
 * About how long calls take, given what is used already.
 * @param callMs how long one call takes
 */
export function planCalls(
	needed: readonly CallsNeeded[],
	quota: Quota,
	uses: readonly QuotaUse[],
	now: number,
	callMs = 500,
): CallPlan {
	const count = (kind: string | undefined): number =>
		needed.reduce((sum, each) => (kind === undefined || each.kind === kind ? sum + each.count : sum), 0);
	const calls = count(undefined);
	let waitMs = 0;
	let exceeds: CallPlan['exceeds'];
	for (const { name, windowMs, kind, count: published } of quota.windows) {
		const use = uses.find(({ window }) => window === name);
		const ceiling = use?.ceiling ?? published;
		const left = Math.max(0, ceiling - (use?.used ?? 0) - (use?.foreign ?? 0));
		const wanted = count(kind);
		if (wanted <= left) continue;
		waitMs = Math.max(waitMs, Math.ceil((wanted - left) / ceiling) * windowMs);
		if (windowMs >= LONG_WINDOW_MS) exceeds ??= { window: name, needed: wanted, left };
	}
	return {
		calls,
		doneAt: now + waitMs + calls * callMs,
		...(exceeds === undefined ? {} : { exceeds }),
	};
}
