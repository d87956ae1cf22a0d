/** The store's quota: so many requests in a window of 30 seconds, for all its apps together, told in every answer. */
import type { LabResponse } from '../../../kit/platform';

const WINDOW_MS = 30_000;

export class RateLimit {
	private started = Number.NEGATIVE_INFINITY;
	private used = 0;

	constructor(
		private readonly quota: number,
		private readonly now: () => number,
	) {}

	/** Counts a request. False when the quota is used up. */
	take(): boolean {
		if (this.now() >= this.started + WINDOW_MS) {
			this.started = this.now();
			this.used = 0;
		}
		if (this.used >= this.quota) return false;
		this.used++;
		return true;
	}

	headers(left = Math.max(0, this.quota - this.used)): Record<string, string> {
		const reset = Math.max(0, this.started + WINDOW_MS - this.now());
		return {
			'x-rate-limit-time-window-ms': String(WINDOW_MS),
			'x-rate-limit-time-reset-ms': String(Number.isFinite(reset) ? reset : WINDOW_MS),
			'x-rate-limit-requests-quota': String(this.quota),
			'x-rate-limit-requests-left': String(left),
		};
	}

	/** 429. With a wait of its own when it is injected: the window is not really used up then. */
	refusal(resetMs?: number): LabResponse {
		const headers = this.headers(0);
		if (resetMs !== undefined) headers['x-rate-limit-time-reset-ms'] = String(resetMs);
		return {
			status: 429,
			headers,
			body: {
				status: 429,
				title: 'You have exceeded your rate limit.',
				type: 'https://developer.bigcommerce.com/api-docs/getting-started/api-status-codes',
			},
		};
	}

	inspect(): Record<string, number> {
		return { quota: this.quota, used: this.used };
	}
}
