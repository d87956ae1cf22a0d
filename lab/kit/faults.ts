/**
 * The fault schedule: decides for each request or webhook, by its ordinal, which fault hits it. It is repeatable (the same
 * seed and the same requests give the same faults) and it calms down, so that a client that tries again gets through.
 */
import { chance } from './random';
import { NO_FAULTS, type FaultPlan, type RequestFault, type WebhookFault } from './faultPlan';

/** Faults that mean something only when the request writes. */
const AFTER_COMMIT: ReadonlySet<RequestFault> = new Set(['serverErrorAfter', 'dropAfter']);

function draw<T extends string>(rates: Readonly<Partial<Record<T, number>>>, at: number): T | undefined {
	let reached = 0;
	for (const [name, rate] of Object.entries(rates) as [T, number][]) {
		reached += rate;
		if (at < reached) return name;
	}
	return undefined;
}

/** What a schedule has done so far. */
export interface FaultCounts {
	readonly requests: number;
	readonly webhooks: number;
	readonly faults: Readonly<Record<string, number>>;
}

export class FaultSchedule {
	private current: FaultPlan;
	private requestCount = 0;
	private webhookCount = 0;
	private inARow = 0;
	private lostInARow = 0;
	private faultTotal = 0;
	private readonly perRequest = new Map<string, number>();
	private readonly counts: Record<string, number> = {};

	/**
	 * @param platform part of the draw, so that two platforms with one seed have different schedules
	 * @param plan what is injected; can be changed later with `use`
	 */
	constructor(
		private readonly platform: string,
		plan: FaultPlan = NO_FAULTS,
	) {
		this.current = plan;
	}

	get plan(): FaultPlan {
		return this.current;
	}

	/** Changes the plan and begins the schedule anew at ordinal 0; the counts of what has happened stay. */
	use(plan: FaultPlan): void {
		this.current = plan;
		this.requestCount = 0;
		this.webhookCount = 0;
		this.inARow = 0;
		this.lostInARow = 0;
		this.faultTotal = 0;
		this.perRequest.clear();
	}

	/**
	 * The fault of the next request.
	 * @param identity the same text for the same request sent again, so that no request fails for ever
	 * @param isWrite whether it writes: faults after the commit hit only those
	 */
	nextRequest(identity: string, isWrite: boolean): RequestFault | undefined {
		const ordinal = this.requestCount++;
		const drawn = draw(this.current.requests, chance(this.current.seed, this.platform, 'request', ordinal));
		const suffered = this.perRequest.get(identity) ?? 0;
		const { maxConsecutive, total } = this.current;
		const spared =
			drawn === undefined ||
			(AFTER_COMMIT.has(drawn) && !isWrite) ||
			this.inARow >= maxConsecutive ||
			suffered >= maxConsecutive ||
			this.faultTotal >= total;
		if (spared) {
			this.inARow = 0;
			this.perRequest.delete(identity);
			return undefined;
		}
		this.inARow++;
		this.perRequest.set(identity, suffered + 1);
		this.note(drawn);
		return drawn;
	}

	/** The fault of the next webhook. Not more than `maxConsecutive` in a row are lost. */
	nextWebhook(): WebhookFault | undefined {
		const ordinal = this.webhookCount++;
		const drawn = draw(this.current.webhooks, chance(this.current.seed, this.platform, 'webhook', ordinal));
		if (drawn === undefined || this.faultTotal >= this.current.total) return undefined;
		if (drawn === 'lost' && this.lostInARow >= this.current.maxConsecutive) {
			this.lostInARow = 0;
			return undefined;
		}
		this.lostInARow = drawn === 'lost' ? this.lostInARow + 1 : 0;
		this.note(drawn);
		return drawn;
	}

	/** How many requests and webhooks there were since the plan was set, and all faults by name. */
	inspect(): FaultCounts {
		return { requests: this.requestCount, webhooks: this.webhookCount, faults: { ...this.counts } };
	}

	private note(fault: string): void {
		this.faultTotal++;
		this.counts[fault] = (this.counts[fault] ?? 0) + 1;
	}
}
