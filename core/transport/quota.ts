/**
 * What a platform lets its clients do, as plain data: the governor keeps below it, whoever calls. A connector says what its
 * limits are and how an answer tells what is left; it never waits by itself.
 */
import type { Allowance } from './allowance';
import type { HttpRequest, HttpResponse } from './http';

/** At most `count` calls in any span of `windowMs`. */
export interface QuotaWindow {
	/** unique among the platform's windows: "minute", "day", "batches" */
	readonly name: string;
	readonly count: number;
	readonly windowMs: number;
	/** only calls of this kind count in it; absent: all do */
	readonly kind?: string;
}

/** What an answer tells about one window. */
export interface QuotaLeft {
	/** the window's name */
	readonly window: string;
	/** calls left in the platform's own current window, as it counts them (other clients of the same app included) */
	readonly left: number;
}

export interface QuotaTold {
	readonly left: readonly QuotaLeft[];
	/** nobody may call before then; of a refusal for speed */
	readonly blockedForMs?: number;
}

/** The limits of one platform for one of its companies (or shops). */
export interface Quota {
	readonly windows: readonly QuotaWindow[];
	/** most calls under way at once; absent: as many as the windows let through */
	readonly concurrent?: number;
	/** calls that are metered by the month, beside all limits of speed */
	readonly allowance?: Allowance;
	/** what a request counts as, beside being a call; absent or undefined: just a call */
	kindOf?(request: HttpRequest): string | undefined;
	/** what is left, from the answer's headers; absent: the platform does not say */
	told?(response: HttpResponse): QuotaTold | undefined;
}

/** Calls that some work will need, by kind; `kind` absent: just calls. */
export interface CallsNeeded {
	readonly kind?: string;
	readonly count: number;
}
