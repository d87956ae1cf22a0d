/** A report for support: how much of what there is and why things are held; no secrets, names, order numbers or amounts. */
import type { SyncCounts, SyncLog } from '../posting/syncLog';

export interface Diagnostics {
	readonly type: 'Diagnostics';
	readonly madeAt: string;
	readonly counts: readonly Omit<SyncCounts, 'tenant' | 'store'>[];
	/** how many companies and shops there are */
	readonly companies: number;
	readonly stores: number;
	/** what is held or failed, by reason and place */
	readonly reasons: readonly { readonly code: string; readonly stage: string; readonly count: number }[];
	readonly runs: readonly {
		readonly node: string;
		readonly startedAt: string;
		readonly finishedAt?: string;
		readonly summary: Readonly<Record<string, number>>;
	}[];
	readonly lastPostedAt?: string;
}

const MOST = 5_000;
const RUNS = 50;

/** @param now an instant, ISO 8601 in UTC */
export async function diagnostics(syncLog: SyncLog, now: string): Promise<Diagnostics> {
	const counts = await syncLog.counts();
	const summed = new Map<string, Omit<SyncCounts, 'tenant' | 'store'>>();
	for (const { ledger, documentType, status, count, unchanged } of counts) {
		const key = `${ledger}/${documentType}/${status}`;
		const known = summed.get(key) ?? { ledger, documentType, status, count: 0, unchanged: 0 };
		summed.set(key, { ...known, count: known.count + count, unchanged: known.unchanged + unchanged });
	}
	const waiting = [
		...(await syncLog.openHeldEvents(MOST)),
		...(await syncLog.search({ status: ['held', 'failed'], limit: MOST })).map((record) => ({
			stage: record.ledger,
			findings: record.findings,
		})),
	];
	const reasons = new Map<string, { code: string; stage: string; count: number }>();
	for (const { stage, findings } of waiting) {
		for (const code of new Set(findings.map((each) => each.code))) {
			const known = reasons.get(`${stage}/${code}`) ?? { code, stage, count: 0 };
			reasons.set(`${stage}/${code}`, { ...known, count: known.count + 1 });
		}
	}
	const lastPostedAt = await syncLog.lastPostedAt();
	return {
		type: 'Diagnostics',
		madeAt: now,
		counts: [...summed.values()],
		companies: new Set(counts.map(({ ledger, tenant }) => `${ledger}/${tenant}`)).size,
		stores: new Set(counts.map(({ store }) => store)).size,
		reasons: [...reasons.values()].sort((a, b) => b.count - a.count),
		runs: (await syncLog.runs(RUNS)).map(({ node, startedAt, finishedAt, summary }) => ({
			node,
			startedAt,
			...(finishedAt === undefined ? {} : { finishedAt }),
			summary,
		})),
		...(lastPostedAt === undefined ? {} : { lastPostedAt }),
	};
}
