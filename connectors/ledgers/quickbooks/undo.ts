/**
 * Taking posted transactions back: voided where QuickBooks can void the kind, deleted where it cannot. What is there is looked
 * at right before, so calling again after a lost answer does no harm. A payment of nothing that applies a credit memo goes
 * with its credit memo.
 */
import { finding } from '../../../core/findings/finding';
import type { PostedReference, UndoResult } from '../../../core/ledger/connector';
import type { BatchItem, BatchResult, QuickBooksClient } from './client';
import { requestIdOf } from './create';
import { faultKind, faultText, LEDGER_NAME, THROTTLE_MS } from './failures';
import type { TransactionRow } from './payload';
import { isVoided, rowsOf } from './readBack';
import { partsOf } from '../../../core/partsOf';

/** Kinds that QuickBooks voids; the others are deleted. */
const VOIDABLE: ReadonlySet<string> = new Set([
	'SalesReceipt',
	'Invoice',
	'CreditMemo',
	'RefundReceipt',
	'Payment',
]);
/** an answer about one transaction that says neither yes nor no: look again after so long */
const LOOK_AGAIN_MS = 3_000;
/** a batch may hold the payment of nothing of each credit memo */
const MAX_CHANGES = 30;

export interface UndoPorts {
	readonly client: QuickBooksClient;
	/** the company's closing date, read anew; undefined when there is none */
	closedUntil(): Promise<string | undefined>;
}

const notPossible = ({ documentType, number }: PostedReference, reason: string): UndoResult => ({
	kind: 'notPossible',
	finding: finding('UNDO_NOT_POSSIBLE', { evidence: { document: documentType, number, reason } }),
});

const closed = (closedUntil: string, bookedOn: string): UndoResult => ({
	kind: 'notPossible',
	finding: finding('PERIOD_CLOSED', { path: 'date', evidence: { closedUntil, bookedOn } }),
});

const how = ({ entity }: Pick<PostedReference, 'entity'>): 'voided' | 'deleted' =>
	VOIDABLE.has(entity) ? 'voided' : 'deleted';

function change({ entity, id }: Pick<PostedReference, 'entity' | 'id'>, row: TransactionRow): BatchItem {
	const identity = { Id: id, SyncToken: row.SyncToken ?? '0' };
	return VOIDABLE.has(entity)
		? { entity, body: { ...identity, sparse: true }, operation: 'void' }
		: { entity, body: identity, operation: 'delete' };
}

/** Payments of nothing that link these credit memos to invoices: ours, made when the credit was applied. */
async function applyingPayments(
	client: QuickBooksClient,
	memos: readonly TransactionRow[],
): Promise<readonly BatchItem[]> {
	const ids = memos.flatMap(({ LinkedTxn = [] }) =>
		LinkedTxn.filter(({ TxnType }) => TxnType === 'Payment').map(({ TxnId }) => TxnId),
	);
	const payments = [...new Set(ids)].map((id) => ({ entity: 'Payment', id }));
	const rowOf = await rowsOf(client, payments);
	return payments.flatMap((payment): BatchItem[] => {
		const row = rowOf(payment);
		if (row === undefined || row.TotalAmt !== 0 || isVoided(row)) return [];
		return [
			{ entity: 'Payment', body: { Id: row.Id, SyncToken: row.SyncToken ?? '0' }, operation: 'delete' },
		];
	});
}

function resultOf(target: PostedReference, answer: BatchResult): UndoResult {
	if (answer.kind === 'created') return { kind: 'undone', how: how(target) };
	if (answer.kind === 'none') return { kind: 'again', afterMs: LOOK_AGAIN_MS };
	const { fault } = answer;
	switch (faultKind(fault)) {
		case 'throttled':
			return { kind: 'again', afterMs: THROTTLE_MS };
		case 'busy':
		case 'duplicate':
			return { kind: 'again', afterMs: LOOK_AGAIN_MS };
		case 'staleReference':
			// gone since it was read: the next look says so
			return { kind: 'again', afterMs: 0 };
		case 'periodClosed':
			return closed('the closing date set in QuickBooks', target.date);
		default:
			// somebody changed it since it was read (5010): read it again
			if (fault.errors.some(({ code }) => code === '5010')) return { kind: 'again', afterMs: 0 };
			return notPossible(target, `${LEDGER_NAME} says: ${faultText(fault)}`);
	}
}

/**
 * @param targets at most 30, none of which depends on another
 * @returns one result a target, in order
 * @throws TransportError when there is no answer for the whole batch
 */
export async function undoPosted(
	{ client, closedUntil }: UndoPorts,
	targets: readonly PostedReference[],
	requestId: string,
): Promise<readonly UndoResult[]> {
	const before = await rowsOf(client, targets);
	const memos = targets.flatMap((target) => {
		const row = target.entity === 'CreditMemo' ? before(target) : undefined;
		return row === undefined || isVoided(row) ? [] : [row];
	});
	const until = await closedUntil();
	const openMemos = memos.filter(({ TxnDate = '' }) => until === undefined || TxnDate > until);
	const links = openMemos.length === 0 ? [] : await applyingPayments(client, openMemos);
	for (const [index, some] of partsOf(links, MAX_CHANGES).entries())
		await client.write(some, requestIdOf(`${requestId} links ${index}`));
	// taking a link away changes the version of the credit memo
	const rowOf = links.length === 0 ? before : await rowsOf(client, targets);

	const results: (UndoResult | undefined)[] = targets.map((target): UndoResult | undefined => {
		const row = rowOf(target);
		if (row === undefined) return { kind: 'undone', how: 'deleted' };
		if (isVoided(row)) return { kind: 'undone', how: 'voided' };
		const day = row.TxnDate ?? target.date;
		return until !== undefined && day <= until ? closed(until, day) : undefined;
	});
	const open = targets.flatMap((target, index) => {
		const row = rowOf(target);
		return results[index] === undefined && row !== undefined ? [{ target, row, index }] : [];
	});
	if (open.length > 0) {
		const changes = open.map(({ target, row }) => change(target, row));
		const versions = JSON.stringify(changes.map(({ body }) => body));
		// what is sent again after somebody changed it is another request
		const answers = await client.write(changes, requestIdOf(`${requestId} ${versions}`));
		open.forEach(({ target, index }, position) => {
			results[index] = resultOf(target, answers[position] ?? { kind: 'none' });
		});
	}
	return results.map((result) => result ?? { kind: 'again', afterMs: LOOK_AGAIN_MS });
}
