/** Every event of the handbook as a journal and as ledger documents that an accountant can read: test/unit/core/golden/. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { quickbooks } from '../../../../connectors/ledgers/quickbooks';
import { xero } from '../../../../connectors/ledgers/xero';
import { isMoneyDocument, type BookableDocument } from '../../../../core/documents';
import { journalize } from '../../../../core/journal/journalize';
import type { JournalEntry } from '../../../../core/journal/entry';
import { ledgerText } from '../../../../core/journal/journalText';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../../../core/journal/policy';
import { resolveTax } from '../../../../core/tax/resolve';
import { ACCOUNTING_CASES } from '../../../support/accountingCases';
import { CHANGE_CASES } from '../../../support/accountingChanges';
import { PAYOUT_CASES } from '../../../support/accountingPayouts';
import { documentText } from '../../../support/documentText';
import { expectGolden } from '../../../support/golden';
import { taxCode } from '../../../support/ledger';

const FOLDER = join(__dirname, '..', 'golden');
const CASES = [...ACCOUNTING_CASES, ...CHANGE_CASES, ...PAYOUT_CASES];
const CODES = [
	taxCode('10', '10 % sales', '10'),
	taxCode('20', '20 % VAT', '20'),
	taxCode('0', 'No tax', '0'),
];

function entryOf(document: BookableDocument, policy: Partial<JournalPolicy> | undefined): JournalEntry {
	const outcome = journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy });
	if (!outcome.ok || outcome.value === undefined) throw new Error(JSON.stringify(outcome.findings));
	return outcome.value;
}

/** With the ledger's tax codes, as the Tax Resolver puts them on. */
function withCodes(document: BookableDocument, ledger: string): BookableDocument {
	if (isMoneyDocument(document)) return document;
	const codes = CODES.map((code) => ({ ...code, ledger }));
	const resolved = resolveTax(document, [], codes, { ledger, taxModel: 'codes', matchByRate: true });
	if (!resolved.ok) throw new Error(JSON.stringify(resolved.findings));
	return resolved.value;
}

describe('golden journals', () => {
	it.each(CASES)('$id $title', ({ id, title, note, document, policy }) => {
		const head = `; ${id}. ${title}\n${note === undefined ? '' : `; ${note}\n`}`;
		expectGolden(join(FOLDER, `${id}.txt`), `${head}${ledgerText([entryOf(document, policy)])}`);
	});

	it.each(CASES)('$id $title: its documents in each ledger', ({ id, title, document, policy }) => {
		const texts = [quickbooks, xero, freshbooks].map(({ displayName, capabilities }) =>
			documentText(entryOf(withCodes(document, capabilities.ledger), policy), displayName, capabilities),
		);
		expectGolden(join(FOLDER, `${id}.documents.txt`), `${id}. ${title}\n\n${texts.join('\n')}`);
	});

	it('has no file without a case', () => {
		const files = readdirSync(FOLDER).sort();
		expect(files).toEqual(CASES.flatMap(({ id }) => [`${id}.documents.txt`, `${id}.txt`]).sort());
	});
});
