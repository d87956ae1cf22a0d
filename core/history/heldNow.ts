/** Everything that waits for a person: held before a ledger, held by one, or failed. */
import type { BusinessKey } from '../documents/header';
import type { Finding } from '../findings/finding';
import type { SyncLog } from '../posting/syncLog';

export interface HeldNow {
	readonly type: 'HeldNow';
	readonly businessKey: BusinessKey;
	readonly orderNumber: string;
	readonly bookedOn: string;
	/** held: a person must act. failed: the next delivery tries again */
	readonly status: 'held' | 'failed';
	/** where: "mapping", "tax", or the ledger */
	readonly stage: string;
	readonly since: string;
	/** the first reason, for a quick look at a list */
	readonly reason: string;
	readonly fix: string;
	readonly findings: readonly Finding[];
	/** for the store's reader ("Read Single Orders"): the platform, the shop and the order's ID there */
	readonly store: { readonly platform: string; readonly id: string };
	readonly orderId?: string;
}

/** @returns longest first */
export async function heldNow(syncLog: SyncLog, limit: number): Promise<readonly HeldNow[]> {
	const events = (await syncLog.openHeldEvents(limit)).map((event) => ({
		...event,
		status: 'held' as const,
		since: event.heldSince,
	}));
	const records = (await syncLog.search({ status: ['held', 'failed'], limit })).map((record) => ({
		...record,
		status: record.status === 'held' ? ('held' as const) : ('failed' as const),
		stage: record.ledger,
		since: record.updatedAt,
	}));
	const all = [...events, ...records].sort((a, b) => (a.since < b.since ? -1 : 1)).slice(0, limit);
	const emissions = await syncLog.emissionsOfEvents(all.map(({ businessKey }) => businessKey));
	const orderIds = new Map(emissions.map(({ businessKey, orderId }) => [businessKey, orderId]));
	return all.map(({ businessKey, orderNumber, bookedOn, status, stage, since, findings }) => {
		const [reason] = findings.filter(({ severity }) => severity === 'error');
		const [platform = '', id = ''] = businessKey.split('/');
		const orderId = orderIds.get(businessKey);
		return {
			type: 'HeldNow',
			businessKey,
			orderNumber,
			bookedOn,
			status,
			stage,
			since,
			reason: reason?.message ?? '',
			fix: reason?.fix ?? '',
			findings,
			store: { platform, id },
			...(orderId === undefined ? {} : { orderId }),
		};
	});
}
