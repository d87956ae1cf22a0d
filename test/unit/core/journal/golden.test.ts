/** Every event of the handbook as a journal that an accountant can read: test/unit/core/golden/*.txt. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { journalize } from '../../../../core/journal/journalize';
import { ledgerText } from '../../../../core/journal/journalText';
import { DEFAULT_JOURNAL_POLICY } from '../../../../core/journal/policy';
import { ACCOUNTING_CASES } from '../../../support/accountingCases';
import { expectGolden } from '../../../support/golden';

const FOLDER = join(__dirname, '..', 'golden');

describe('golden journals', () => {
	it.each(ACCOUNTING_CASES)('$id $title', ({ id, title, document, policy }) => {
		const outcome = journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy });
		if (!outcome.ok || outcome.value === undefined) throw new Error(JSON.stringify(outcome.findings));
		expectGolden(join(FOLDER, `${id}.txt`), `; ${id}. ${title}\n${ledgerText([outcome.value])}`);
	});

	it('has no file without a case', () => {
		const files = readdirSync(FOLDER).sort();
		expect(files).toEqual(ACCOUNTING_CASES.map(({ id }) => `${id}.txt`).sort());
	});
});
