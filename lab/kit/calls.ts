/** The lab's call log: who was asked for what, with which answer, in how many milliseconds. It holds no secrets. */

/** One call. `status` 0 means the connection was cut before an answer. */
export interface Call {
	readonly ordinal: number;
	readonly at: string;
	readonly platform: string;
	readonly method: string;
	/** without the query; parts that are secrets (a Slack webhook's token) are masked by the platform */
	readonly path: string;
	readonly status: number;
	readonly ms: number;
	/** the fault that was injected */
	readonly fault?: string;
}

/** Keeps the newest calls, and counts all of them. */
export class CallLog {
	private readonly kept: Call[] = [];
	private count = 0;
	private readonly perPlatform: Record<string, number> = {};

	/** @param limit how many calls are kept */
	constructor(private readonly limit = 10_000) {}

	add(call: Omit<Call, 'ordinal'>): void {
		this.kept.push({ ordinal: ++this.count, ...call });
		if (this.kept.length > this.limit) this.kept.shift();
		this.perPlatform[call.platform] = (this.perPlatform[call.platform] ?? 0) + 1;
	}

	/** The newest calls, oldest first; of one platform if named. */
	recent(platform?: string, last = 200): readonly Call[] {
		const calls = platform === undefined ? this.kept : this.kept.filter((call) => call.platform === platform);
		return calls.slice(-last);
	}

	/** How many calls each platform had. */
	totals(): Readonly<Record<string, number>> {
		return { ...this.perPlatform };
	}
}
