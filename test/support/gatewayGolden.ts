/** Golden cases of gateways: what the gateway sent, the documents that become of it, the journal as accountants write it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from '../../core/documents/parse';
import type { Dispute, HeldDocument, Payout } from '../../core/documents';
import { payoutDocuments } from '../../core/gateway/payoutDocuments';
import type { ReadPayout } from '../../core/gateway/connector';
import { journalize } from '../../core/journal/journalize';
import { journalText } from '../../core/journal/journalText';
import { expectGolden } from './golden';

/** What a case gives: a payout as read, or documents of disputes. */
export type GoldenResult = ReadPayout | readonly (Dispute | HeldDocument)[];

const isPayout = (result: GoldenResult): result is ReadPayout => !Array.isArray(result);

const documentsOf = (result: GoldenResult): readonly (Payout | Dispute | HeldDocument)[] =>
	isPayout(result) ? payoutDocuments(result) : result;

function journalOf(documents: readonly (Payout | Dispute | HeldDocument)[]): string {
	const texts = documents.map((document) => {
		if (document.type === 'Held') return `; held: ${document.findings.map(({ code }) => code).join(', ')}\n`;
		const entry = journalize(document);
		if (!entry.ok) return `; held: ${entry.findings.map(({ code }) => code).join(', ')}\n`;
		return entry.value === undefined ? '; nothing to post\n' : journalText(entry.value);
	});
	return texts.length === 0 ? '; nothing to post\n' : texts.join('\n');
}

/** @param folder with a folder a case: payload.json, documents.json, journal.txt */
export function goldenCases(folder: string, read: (payload: unknown) => GoldenResult): void {
	const cases = readdirSync(folder);
	const resultOf = (name: string): GoldenResult =>
		read(JSON.parse(readFileSync(join(folder, name, 'payload.json'), 'utf8')) as unknown);

	test.each(cases)('%s', (name) => {
		const result = resultOf(name);
		expectGolden(join(folder, name, 'documents.json'), `${JSON.stringify(result, null, 2)}\n`);
		expectGolden(join(folder, name, 'journal.txt'), journalOf(documentsOf(result)));
	});

	test.each(cases)('%s: the documents are of the shape that nodes take', (name) => {
		for (const document of documentsOf(resultOf(name))) {
			if (document.type === 'Held') continue;
			const parsed = parseDocument(JSON.parse(JSON.stringify(document)));
			expect(parsed.ok ? [] : parsed.findings).toEqual([]);
		}
	});
}
