/**
 * Who approved a document, and why, as notes in its history: invoices, credit notes, payments and bank transactions of Xero have no
 * memo that only the shop's people see. A manual journal has it in its narration. It moves no account, so when it fails the books are
 * right, and a remark says so. https://developer.xero.com/documentation/api/history-and-notes
 */
import { finding } from '../../../core/findings/finding';
import type { LedgerRequest, PostedDocument, SendResult } from '../../../core/ledger/connector';
import type { Clock } from '../../../core/transport/clock';
import { TransportError } from '../../../core/transport/http';
import type { Resource, XeroClient } from './client';
import { keyOf, repeated } from './create';
import { problemText } from './failures';

/** "Max Length 250 characters" */
const NOTE_LENGTH = 250;
/** more text than that is nobody's reason */
const MOST_NOTES = 5;

const WITH_NOTES: readonly Resource[] = [
	'Invoices',
	'CreditNotes',
	'Payments',
	'BankTransactions',
	'BankTransfers',
];

/** The text in pieces that Xero takes, none of which halves a character. */
export function notesOf(text: string): readonly string[] {
	const notes: string[] = [];
	let note = '';
	for (const character of text) {
		if (note.length + character.length > NOTE_LENGTH) {
			notes.push(note);
			note = '';
		}
		note += character;
	}
	return [...notes, note].filter((each) => each.trim() !== '').slice(0, MOST_NOTES);
}

/**
 * Adds the notes of what was just created. @param scope the organisation's id
 * @returns the results; where a note could not be added, with the remark LEDGER_REMARK
 */
export async function withApprovalNotes(
	client: XeroClient,
	clock: Clock,
	scope: string,
	requests: readonly LedgerRequest[],
	results: readonly SendResult[],
): Promise<readonly SendResult[]> {
	const all = [...results];
	for (const [index, { document, entity }] of requests.entries()) {
		const result = results[index];
		const resource = WITH_NOTES.find((each) => each === entity);
		if (document.approval === undefined || result?.kind !== 'created' || resource === undefined) continue;
		const { posted } = result;
		const reason = await add(client, clock, scope, resource, posted, notesOf(document.approval));
		if (reason === undefined) continue;
		const remark = finding('LEDGER_REMARK', {
			evidence: {
				ledger: 'Xero',
				document: document.type,
				number: posted.number,
				remark: `the note "${document.approval}" could not be added to its history (${reason})`,
			},
		});
		all[index] = { kind: 'created', posted: { ...posted, findings: [...(posted.findings ?? []), remark] } };
	}
	return all;
}

/** Why the notes could not be added, if they could not. Trouble with the network is a reason, not an error. */
async function add(
	client: XeroClient,
	clock: Clock,
	scope: string,
	resource: Resource,
	{ id }: PostedDocument,
	notes: readonly string[],
): Promise<string | undefined> {
	const key = keyOf(JSON.stringify([scope, resource, id, notes]));
	try {
		const answers = await repeated(clock, async () => await client.addNotes(resource, id, notes, key));
		const bad = answers.find(({ kind }) => kind !== 'created');
		if (bad === undefined) return undefined;
		return bad.kind === 'refused' ? problemText(bad.messages) : 'Xero does not say whether it was done';
	} catch (error) {
		if (!(error instanceof TransportError)) throw error;
		return error.message;
	}
}
