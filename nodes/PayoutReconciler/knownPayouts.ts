/** Payouts of the items and of earlier runs, of the time that the items are about. */
import type { IExecuteFunctions } from 'n8n-workflow';
import type { Payout } from '../../core/documents';
import { dateOf, dayOf } from '../../core/reconcile';
import { sharedSyncLog } from '../shared/syncLog';
import type { ReadItems } from './readItems';
import { textOf } from './settings';

/** Neighbours of the first payout, too. */
const BEFORE_DAYS = 30;

export async function knownPayouts(context: IExecuteFunctions, read: ReadItems): Promise<Payout[]> {
	const days = [
		...[...read.documents, ...read.changes, ...read.payouts].map(({ bookedOn }) => bookedOn),
		...read.matches.map(({ match }) => match.bookedOn),
	].sort();
	const [first] = days;
	// without any items there is no time that they are about
	const since = first === undefined ? '' : dateOf(dayOf(first) - BEFORE_DAYS);
	const { items } = await sharedSyncLog().reconcileState(textOf(context, 'books'), since);
	const known = new Map<string, Payout>();
	for (const { key, kind, content } of items) if (kind === 'payout') known.set(key, content as Payout);
	for (const payout of read.payouts) known.set(payout.id, payout);
	return [...known.values()];
}
