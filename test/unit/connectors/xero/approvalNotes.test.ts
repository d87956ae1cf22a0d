/** Who approved a document, and why, as notes in Xero's history: in pieces that Xero takes, and never at the books' cost. */
import { notesOf, withApprovalNotes } from '../../../../connectors/ledgers/xero/approvalNotes';
import type { PutResult, XeroClient } from '../../../../connectors/ledgers/xero/client';
import type { LedgerRequest, SendResult } from '../../../../core/ledger/connector';
import { TransportError } from '../../../../core/transport/http';
import { document } from './support/documents';

const LINE = 'Approved by Ann Lee: big order';
const clock = { now: () => 0, sleep: async () => await Promise.resolve() };

const request = (type: 'Invoice' | 'ManualJournal', approval?: string): LedgerRequest => {
	const lines = [{ amount: '10.00' }];
	const meant = document(type, { lines, ...(approval === undefined ? {} : { approval }) });
	return {
		document: meant,
		entity: type === 'Invoice' ? 'Invoices' : 'ManualJournals',
		body: {},
	} as LedgerRequest;
};
const created = ({ document: { postingKey, number, total } }: LedgerRequest): SendResult => ({
	kind: 'created',
	posted: { postingKey, entity: 'Invoices', id: 'i1', number, total },
});

async function run(requests: readonly LedgerRequest[], answer: () => Promise<readonly PutResult[]>) {
	const calls: unknown[][] = [];
	const client = {
		addNotes: async (...call: unknown[]) => {
			calls.push(call.slice(0, 3));
			return await answer();
		},
	} as unknown as XeroClient;
	const results = await withApprovalNotes(client, clock, 'org', requests, requests.map(created));
	return { calls, results };
}

describe('notes of an approval', () => {
	it('come in pieces of 250 characters, none of which halves one', () => {
		const text = `Approved by Ann Lee: ${'🧾'.repeat(200)}`;
		expect(notesOf(text).join('')).toBe(text);
		for (const note of notesOf(text)) expect(note.length).toBeLessThanOrEqual(250);
		expect(notesOf('x'.repeat(9_000))).toHaveLength(5);
		expect(notesOf(LINE)).toEqual([LINE]);
	});

	it('are added to what was approved and has no narration, only', async () => {
		const requests = [request('Invoice', LINE), request('Invoice'), request('ManualJournal', LINE)];
		const { calls, results } = await run(
			requests,
			async () => await Promise.resolve([{ kind: 'created', element: {} }]),
		);
		expect(calls).toEqual([['Invoices', 'i1', [LINE]]]);
		expect(results).toEqual(requests.map(created));
	});

	it.each<[string, () => Promise<readonly PutResult[]>]>([
		[
			'Xero refuses them',
			async () => await Promise.resolve([{ kind: 'refused', messages: ['no'], element: {} }]),
		],
		['Xero does not say', async () => await Promise.resolve([{ kind: 'none' }])],
		[
			'Xero cannot be reached',
			async () => await Promise.reject(new TransportError('rejected', 'status 403')),
		],
	])('are a remark when %s, and the document stays created', async (_, answer) => {
		const { results } = await run([request('Invoice', LINE)], answer);
		expect(results).toMatchObject([
			{ kind: 'created', posted: { id: 'i1', findings: [{ code: 'LEDGER_REMARK' }] } },
		]);
		expect(JSON.stringify(results)).toContain(LINE);
	});
});
