/** What the suites of the sync log's contract share: claims to make, and a log to make them in. */
import { finding } from '../../../core/findings/finding';
import type { Claim, ClaimRequest, SyncLog } from '../../../core/posting/syncLog';

export interface SyncLogUnderTest {
	readonly log: SyncLog;
	/** the time the log sees, epoch milliseconds */
	now: number;
}

export const LEASE = 60_000;
export const STORE = 'my-shop.example';
export const event = (order: number | string): string => `shopify/${STORE}/order/${order}`;
export const keyOf = (order: number | string): string => `quickbooks/9130/${event(order)}/Sale`;

/** A claim for the sale of an order. */
export function claimFor(order: number | string, more: Partial<ClaimRequest> = {}): ClaimRequest {
	return {
		postingKey: keyOf(order),
		businessKey: event(order),
		ledger: 'quickbooks',
		tenant: '9130',
		documentType: 'SalesReceipt',
		number: `N-${order}`,
		orderNumber: `#${order}`,
		bookedOn: '2026-03-01',
		total: { amount: '12.50', currency: 'GBP' },
		fingerprint: 'f1',
		snapshot: { total: '12.50' },
		...more,
	};
}

export const posted = (order: number | string, ledgerId = `id-${order}`) => ({
	postingKey: keyOf(order),
	ledgerId,
	ledgerEntity: 'SalesReceipt',
	number: `N-${order}`,
	url: `https://ledger.example/${ledgerId}`,
	findings: [],
});

export const heldEvent = (order: number, stage = 'mapping') => ({
	businessKey: event(order),
	stage,
	orderNumber: `#${order}`,
	bookedOn: '2026-03-02',
	findings: [finding('ACCOUNT_NOT_MAPPED', { evidence: { description: 'tips', suggestion: '' } })],
	runId: 'run',
});

/** A log, anew for each test. */
export class ContractContext {
	/** set before each test */
	test!: SyncLogUnderTest;

	get log(): SyncLog {
		return this.test.log;
	}

	async claim(request: ClaimRequest, runId = 'run'): Promise<Claim> {
		const [result] = await this.log.claim([request], runId, LEASE);
		if (result === undefined) throw new Error('no claim');
		return result;
	}

	async postOne(order: number | string): Promise<void> {
		await this.claim(claimFor(order));
		await this.log.sending([claimFor(order)], 'token', 'run', LEASE);
		await this.log.posted([posted(order)], 'run');
	}
}
