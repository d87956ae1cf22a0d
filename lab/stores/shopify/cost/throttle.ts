/** Shopify's leaky bucket: a query takes what it may cost before it runs and gets back what it did not need. Real time. */
import { PLANS, type ShopifyPlan } from '../options';

export interface ThrottleStatus {
	readonly maximumAvailable: number;
	readonly currentlyAvailable: number;
	readonly restoreRate: number;
}

/** A single query may never ask for more, whatever the plan. */
export const MAX_QUERY_COST = 1000;

export class Throttle {
	private readonly maximum: number;
	private readonly restoreRate: number;
	private available: number;
	private measuredAt = performance.now();

	constructor(plan: ShopifyPlan) {
		this.maximum = PLANS[plan].maximumAvailable;
		this.restoreRate = PLANS[plan].restoreRate;
		this.available = this.maximum;
	}

	/** Takes points out; false when there are not enough. */
	take(points: number): boolean {
		this.restore();
		if (points > this.available) return false;
		this.available -= points;
		return true;
	}

	giveBack(points: number): void {
		this.restore();
		this.available = Math.min(this.maximum, this.available + points);
	}

	status(): ThrottleStatus {
		this.restore();
		return {
			maximumAvailable: this.maximum,
			currentlyAvailable: Math.floor(this.available),
			restoreRate: this.restoreRate,
		};
	}

	private restore(): void {
		const now = performance.now();
		const restored = ((now - this.measuredAt) / 1000) * this.restoreRate;
		this.available = Math.min(this.maximum, this.available + restored);
		this.measuredAt = now;
	}
}
