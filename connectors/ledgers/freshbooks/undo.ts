/**
 * Taking posted objects back. Invoices, credit notes, payments and expenses are deleted as FreshBooks does it (`vis_state` 1: they
 * stay, without effect); journal entries are permanent there, so a reversing entry takes each back, with a mark of its own.
 * What is there is looked at right before, so calling again after a lost answer does no harm.
 */
import { finding } from '../../../core/findings/finding';
import type { PostedReference, UndoResult } from '../../../core/ledger/connector';
import { Big, isDecimal } from '../../../core/money/decimal';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { FreshBooksAccount } from './accounts';
import type { FreshBooksClient, WriteResult } from './client';
import { entityOfReference, type Entity } from './entities';
import { LEDGER_NAME, problemKind, problemText } from './failures';
import { isDeleted, journalOf, paymentRows } from './find';
import type { JournalList, JournalRow, JournalRowLeg } from './journalList';
import { createJournal, type JournalLeg } from './journals';
import { appliedKey, carries, takenBackKey } from './marks';
import { salesSchema } from './payload';
import type { Reading } from './reading';
import { KIND_OF } from './readBack';

/** no clear answer about one: look again after so long */
const LOOK_AGAIN_MS = 3_000;
/** before each look for a reversing entry whose answer was lost; it must not come twice */
const PAUSES_MS = [3_000, 10_000, 30_000];
const LATER_MS = 60_000;

export interface UndoPorts {
	readonly client: FreshBooksClient;
	readonly reading: Reading;
	readonly clock: Clock;
	readonly list: JournalList;
}

const UNDONE: UndoResult = { kind: 'undone', how: 'voided' };

const notPossible = ({ documentType, number }: PostedReference, reason: string): UndoResult => ({
	kind: 'notPossible',
	finding: finding('UNDO_NOT_POSSIBLE', { evidence: { document: documentType, number, reason } }),
});

function resultOf(reference: PostedReference, answer: WriteResult): UndoResult {
	if (answer.kind === 'done') return UNDONE;
	if (answer.kind === 'notThere') return { kind: 'undone', how: 'deleted' };
	if (problemKind(answer.problems) === 'periodClosed')
		return {
			kind: 'notPossible',
			finding: finding('PERIOD_CLOSED', {
				path: 'date',
				evidence: {
					closedUntil: 'a day set in FreshBooks',
					bookedOn: reference.date,
					reason: problemText(answer.problems),
				},
			}),
		};
	return notPossible(reference, `${LEDGER_NAME} says: ${problemText(answer.problems)}`);
}

const valueOf = (amount: { readonly amount: string } | null | undefined): Big | undefined =>
	amount === null || amount === undefined || !isDecimal(amount.amount) ? undefined : new Big(amount.amount);

async function undoObject(
	{ client }: UndoPorts,
	entity: Exclude<Entity, 'JournalEntry'>,
	reference: PostedReference,
): Promise<UndoResult> {
	const kind = KIND_OF[entity];
	const element = await client.get(kind, reference.id);
	if (element === undefined) return { kind: 'undone', how: 'deleted' };
	const row = salesSchema.safeParse(element);
	if (!row.success) return notPossible(reference, 'what FreshBooks shows of it cannot be read');
	if (isDeleted(row.data)) return UNDONE;
	if (entity === 'Invoice') {
		const [whole, open] = [valueOf(row.data.amount), valueOf(row.data.outstanding)];
		if (whole !== undefined && open !== undefined && open.lt(whole))
			return notPossible(reference, 'it has payments or credits that are not of this run; delete them first');
	}
	if (entity === 'CreditNote') {
		const mark = appliedKey(reference.postingKey);
		const applied = await paymentRows(client, [reference.date]);
		for (const { id, note } of applied.filter((payment) => carries(payment.note, mark))) {
			const answer = await client.change('payments', id, { vis_state: 1 });
			if (answer.kind === 'refused')
				return notPossible(
					reference,
					`${LEDGER_NAME} says of "${note ?? ''}": ${problemText(answer.problems)}`,
				);
		}
	}
	return resultOf(reference, await client.change(kind, reference.id, { vis_state: 1 }));
}

/** A leg the other way round; undefined when its account is not in the chart any more. */
function reversedLeg(leg: JournalRowLeg, accounts: readonly FreshBooksAccount[]): JournalLeg | undefined {
	const account = accounts.find(({ id, subAccountId }) =>
		leg.account === undefined
			? subAccountId !== undefined && subAccountId === leg.subAccount
			: id === leg.account,
	);
	if (account === undefined) return undefined;
	return {
		account: account.id,
		...(account.subAccountId === undefined ? {} : { subAccount: account.subAccountId }),
		name: account.name,
		side: leg.side === 'debit' ? 'credit' : 'debit',
		amount: leg.amount,
	};
}

async function undoJournal(
	{ client, reading, clock, list }: UndoPorts,
	reference: PostedReference,
	rows: readonly JournalRow[],
	accounts: readonly FreshBooksAccount[],
): Promise<UndoResult> {
	const mark = takenBackKey(reference.postingKey);
	if (rows.some(({ description }) => carries(description, mark))) return UNDONE;
	const row = journalOf(rows, reference.postingKey) ?? rows.find(({ id }) => id === reference.id);
	if (row === undefined) return { kind: 'undone', how: 'deleted' };
	const legs = (row.legs ?? []).flatMap((leg) => reversedLeg(leg, accounts) ?? []);
	if (row.legs === undefined || legs.length !== row.legs.length)
		return notPossible(reference, 'an account of it is not in the chart of accounts any more');
	const isThere = async (): Promise<boolean> =>
		(await list.of([reference.date], 'all')).some(({ description }) => carries(description, mark));
	try {
		const answer = await createJournal(client, reading, {
			name: `${reference.number} taken back`,
			description: `Takes back journal entry ${reference.number}. ${mark}`,
			date: row.date === '' ? reference.date : row.date,
			currency: reference.total.currency,
			legs,
		});
		if (answer.kind === 'notThere') return notPossible(reference, problemText(answer.problems));
		return resultOf(reference, answer);
	} catch (error) {
		if (!(error instanceof TransportError) || error.failure !== 'uncertain') throw error;
	}
	for (const pause of PAUSES_MS) {
		await clock.sleep(pause);
		if (await isThere()) return UNDONE;
	}
	return { kind: 'again', afterMs: LATER_MS };
}

/**
 * @param references none of which depends on another
 * @returns one result a target, in order
 * @throws TransportError when the first has no answer; later ones give "again"
 */
export async function undoPosted(
	ports: UndoPorts,
	references: readonly PostedReference[],
): Promise<readonly UndoResult[]> {
	const { reading, list } = ports;
	const journals = references.filter((reference) => entityOfReference(reference) === 'JournalEntry');
	const rows =
		journals.length === 0
			? []
			: await list.of(
					journals.map(({ date }) => date),
					'all',
				);
	const accounts = journals.length === 0 ? [] : await reading.accounts();
	const results: UndoResult[] = [];
	for (const [index, reference] of references.entries()) {
		const entity = entityOfReference(reference);
		try {
			if (entity === undefined) results.push(notPossible(reference, 'it is none of its objects'));
			else if (entity === 'JournalEntry') results.push(await undoJournal(ports, reference, rows, accounts));
			else results.push(await undoObject(ports, entity, reference));
		} catch (error) {
			if (!(error instanceof TransportError) || index === 0) throw error;
			const afterMs = error.retryAfterMs ?? LOOK_AGAIN_MS;
			results.push(...references.slice(index).map((): UndoResult => ({ kind: 'again', afterMs })));
			return results;
		}
	}
	return results;
}
