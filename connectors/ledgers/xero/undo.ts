/**
 * Taking posted transactions back: invoices, credit notes and journals are voided, payments and movements of money deleted.
 * What is there is looked at right before, so calling again after a lost answer does no harm. The allocation of a credit note
 * goes with it.
 */
import { finding } from '../../../core/findings/finding';
import type { PostedReference, UndoResult } from '../../../core/ledger/connector';
import { TransportError } from '../../../core/transport/http';
import type { Body, PutResult, XeroClient } from './client';
import { keyOf } from './create';
import { ID_FIELDS, type Entity } from './entities';
import { LEDGER_NAME, problemKind, problemText } from './failures';
import type { TransactionRow } from './payload';
import { entityOfReference, isGone, rowsOf } from './readBack';

/** an answer about one transaction that says neither yes nor no: look again after so long */
const LOOK_AGAIN_MS = 3_000;

const ENDS: Readonly<Record<Entity, 'VOIDED' | 'DELETED'>> = {
	Invoices: 'VOIDED',
	CreditNotes: 'VOIDED',
	ManualJournals: 'VOIDED',
	Payments: 'DELETED',
	BankTransactions: 'DELETED',
	BankTransfers: 'DELETED',
};
/** what others depend on comes last */
const ORDER: readonly Entity[] = [
	'Payments',
	'CreditNotes',
	'Invoices',
	'BankTransactions',
	'BankTransfers',
	'ManualJournals',
];

export interface UndoPorts {
	readonly client: XeroClient;
	/** the lock date, read anew; undefined when there is none */
	closedUntil(): Promise<string | undefined>;
}

interface Target {
	readonly reference: PostedReference;
	readonly entity: Entity;
	readonly row: TransactionRow;
	readonly index: number;
}

const notPossible = ({ documentType, number }: PostedReference, reason: string): UndoResult => ({
	kind: 'notPossible',
	finding: finding('UNDO_NOT_POSSIBLE', { evidence: { document: documentType, number, reason } }),
});

const closed = (closedUntil: string, bookedOn: string): UndoResult => ({
	kind: 'notPossible',
	finding: finding('PERIOD_CLOSED', { path: 'date', evidence: { closedUntil, bookedOn } }),
});

/** What ends a transaction; with the fields that Xero requires of a kind, whatever is changed, as they are there. */
export function endOf(entity: Entity, id: string, row: TransactionRow): Body {
	return {
		[ID_FIELDS[entity]]: id,
		...(entity === 'ManualJournals' ? { Narration: row.Narration ?? '' } : {}),
		...(entity === 'BankTransactions'
			? {
					Type: row.Type,
					BankAccount: { AccountID: row.BankAccount?.AccountID },
					LineItems: (row.LineItems ?? []).map(given),
				}
			: {}),
		Status: ENDS[entity],
	};
}

/** Only the fields that have values. */
function given(fields: Readonly<Record<string, unknown>>): Body {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
	);
}

function resultOf({ reference, entity }: Target, answer: PutResult): UndoResult {
	if (answer.kind === 'created')
		return { kind: 'undone', how: ENDS[entity] === 'VOIDED' ? 'voided' : 'deleted' };
	if (answer.kind === 'none') return { kind: 'again', afterMs: LOOK_AGAIN_MS };
	switch (problemKind(answer.messages)) {
		case 'periodClosed':
			return closed('the lock date set in Xero', reference.date);
		case 'duplicate':
			return { kind: 'again', afterMs: LOOK_AGAIN_MS };
		default:
			return notPossible(reference, `${LEDGER_NAME} says: ${problemText(answer.messages)}`);
	}
}

/** What is clear before anything is changed. */
function settledBefore(
	reference: PostedReference,
	row: TransactionRow | undefined,
	until: string | undefined,
): UndoResult | undefined {
	if (row === undefined) return { kind: 'undone', how: 'deleted' };
	if (isGone(row)) return { kind: 'undone', how: row.Status === 'VOIDED' ? 'voided' : 'deleted' };
	const day = row.Date ?? reference.date;
	return until !== undefined && day <= until ? closed(until, day) : undefined;
}

/**
 * @param targets at most 50, none of which depends on another
 * @returns one result a target, in order
 * @throws TransportError when the first call has no answer; later ones give "again"
 */
export async function undoPosted(
	{ client, closedUntil }: UndoPorts,
	references: readonly PostedReference[],
	requestId: string,
): Promise<readonly UndoResult[]> {
	const rowOf = await rowsOf(client, references);
	const until = await closedUntil();
	const results: (UndoResult | undefined)[] = [];
	const open: Target[] = [];
	references.forEach((reference, index) => {
		const entity = entityOfReference(reference);
		const row = rowOf(reference);
		results[index] = settledBefore(reference, row, until);
		if (results[index] === undefined && row !== undefined && entity !== undefined)
			open.push({ reference, entity, row, index });
	});

	let answered = false;
	for (const entity of ORDER) {
		const members = open.filter((target) => target.entity === entity);
		if (members.length === 0) continue;
		try {
			const answers = await endAll(client, entity, members, requestId);
			members.forEach((target, position) => {
				results[target.index] = resultOf(target, answers[position] ?? { kind: 'none' });
			});
			answered = true;
		} catch (error) {
			if (!(error instanceof TransportError) || !answered) throw error;
			for (const { index } of members)
				results[index] = { kind: 'again', afterMs: error.retryAfterMs ?? LOOK_AGAIN_MS };
		}
	}
	return results.map((result) => result ?? { kind: 'again', afterMs: LOOK_AGAIN_MS });
}

/** Ends transactions of one kind. A payment has an address of its own; the others go in one call. */
async function endAll(
	client: XeroClient,
	entity: Entity,
	members: readonly Target[],
	requestId: string,
): Promise<readonly PutResult[]> {
	if (entity === 'Payments') {
		const answers: PutResult[] = [];
		for (const { reference } of members) {
			try {
				answers.push(await client.deletePayment(reference.id, keyOf(`${requestId} ${reference.id}`)));
			} catch (error) {
				if (!(error instanceof TransportError) || answers.length === 0) throw error;
				// the rest is asked for again, and looked at first
				return answers;
			}
		}
		return answers;
	}
	if (entity === 'CreditNotes') {
		for (const { reference, row } of members)
			for (const { AllocationID: allocation } of row.Allocations ?? [])
				if (typeof allocation === 'string') await client.removeAllocation(reference.id, allocation);
	}
	return await client.setStatus(
		entity,
		members.map(({ reference, row }) => endOf(entity, reference.id, row)),
		keyOf(`${requestId} ${entity}`),
	);
}
