/**
 * How many things a query asks for at once, where a platform counts points: it refuses a query above some of them, and what one
 * costs cannot be told beforehand. So the size follows the cost that answers state, and halves when the platform refuses.
 */

/** Below the 1,000 points that Shopify lets a single query ask for, with room for what changes from page to page. */
const TARGET_COST = 900;

export class PageSize {
	private size: number;
	private ceiling: number;

	/**
	 * @param start the first try
	 * @param most the greatest size that makes sense; the platform's own limit
	 */
	constructor(start: number, most: number) {
		this.size = start;
		this.ceiling = most;
	}

	get current(): number {
		return this.size;
	}

	/** After a refusal: half of it from now on. False when it is one already. */
	halve(): boolean {
		if (this.size <= 1) return false;
		this.size = Math.floor(this.size / 2);
		this.ceiling = this.size;
		return true;
	}

	/** After an answer: towards the size that uses the limit well, at most twice the present one. */
	learn(requestedCost: number): void {
		if (requestedCost <= 0) return;
		const fitting = Math.floor((this.size * TARGET_COST) / requestedCost);
		this.size = Math.max(1, Math.min(fitting, this.size * 2, this.ceiling));
	}
}
