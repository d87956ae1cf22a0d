/** What the sync log says of a ledger's documents of some days: their lines by account and role, and which documents are ours. */
import { minorUnits } from '../money/money';
import { parseSnapshot } from '../posting/snapshot';
import type { SyncLog, SyncRecord } from '../posting/syncLog';
import { daysOf, type Period } from './periods';
import { dateOf, dayOf } from '../reconcile/days';
import { partsOf } from '../partsOf';

/** One amount on one account. */
export interface BookedLine {
	readonly role: string;
	readonly accountId: string;
	readonly account: string;
	/** what it adds to the profit, in minor units of the document's currency: credits are positive */
	readonly units: bigint;
}

export interface BookedDocument {
	/** waiting: held, failed or on its way; surely or probably not in the ledger */
	readonly state: 'posted' | 'waiting';
	readonly number: string;
	readonly orderNumber: string;
	/** the day of the event in the books, and the one it has in the ledger; YYYY-MM-DD */
	readonly bookedOn: string;
	readonly postedOn: string;
	readonly currency: string;
	readonly lines: readonly BookedLine[];
}

export interface BookedDocuments {
	readonly documents: readonly BookedDocument[];
	/** "entity id" of all of them, to tell the documents of others */
	readonly own: ReadonlySet<string>;
	/** business keys of events of these days that were held before they reached any ledger */
	readonly heldBefore: ReadonlySet<string>;
}

/** So many days back a document is looked for that was booked on a later day because its period was closed. */
const CLOSED_FOR_DAYS = 100;
const CHUNK = 500;
/** more documents of one day than this are read by nobody */
const MOST_A_DAY = 200_000;

const WAITING = new Set<SyncRecord['status']>(['held', 'failed', 'claimed', 'sending']);

function linesOf(snapshot: unknown): Pick<BookedDocument, 'currency' | 'lines'> | undefined {
	const parsed = parseSnapshot(snapshot);
	if (parsed === undefined) return undefined;
	const { lines, currency } = parsed;
	return {
		currency,
		lines: lines.map(({ role, account, side, amount }) => ({
			role,
			accountId: account.id,
			account: account.name,
			units: side === 'credit' ? minorUnits(amount) : -minorUnits(amount),
		})),
	};
}

/**
 * @param wanted `ledger`: the connector's id; `period`: days of the ledger, both inclusive
 * @returns documents that have a day of the period, in the ledger or as events
 */
export async function bookedDocuments(
	syncLog: Pick<SyncLog, 'search' | 'snapshots' | 'openHeldEvents'>,
	wanted: { readonly ledger: string; readonly tenant: string; readonly period: Period },
): Promise<BookedDocuments> {
	const { ledger, tenant, period } = wanted;
	const documents: BookedDocument[] = [];
	const own = new Set<string>();
	const first = dateOf(dayOf(period.from) - CLOSED_FOR_DAYS);
	for (const day of daysOf({ from: first, to: period.to })) {
		const all = await syncLog.search({ bookedFrom: day, bookedTo: day, ledger, tenant, limit: MOST_A_DAY });
		for (const { ledgerEntity, ledgerId } of all)
			if (ledgerEntity !== undefined && ledgerId !== undefined) own.add(`${ledgerEntity} ${ledgerId}`);
		const records = all.filter(
			({ status, postedOn }) =>
				(status === 'posted' || WAITING.has(status)) && (day >= period.from || postedOn !== undefined),
		);
		for (const some of partsOf(records, CHUNK)) {
			const snapshots = await syncLog.snapshots(some.map(({ postingKey }) => postingKey));
			for (const { postingKey, status, number, orderNumber, bookedOn, postedOn = bookedOn } of some) {
				const content = linesOf(snapshots.get(postingKey));
				if (content === undefined) continue;
				const state = status === 'posted' ? 'posted' : 'waiting';
				documents.push({ state, number, orderNumber, bookedOn, postedOn, ...content });
			}
		}
	}
	const held = await syncLog.openHeldEvents(MOST_A_DAY);
	const ofPeriod = held.filter(({ bookedOn }) => bookedOn >= period.from && bookedOn <= period.to);
	return { documents, own, heldBefore: new Set(ofPeriod.map(({ businessKey }) => businessKey)) };
}
