/** Who approved it, and why, in the memo of each ledger's documents: and nothing else of them changes. */
import fc from 'fast-check';
import type { EntryApproval } from '../../../../core/approvals';
import { approvalLine } from '../../../../core/approvals/words';
import { parseJournalEntry } from '../../../../core/documents/parse';
import { composeDocuments } from '../../../../core/ledger/compose';
import { fingerprint } from '../../../../core/posting/fingerprint';
import { paidSale } from '../../../support/entries';
import { QUICKBOOKS } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const by = (name: string, why: string): EntryApproval['by'][number] => ({
	name,
	why,
	at: '2026-03-01T11:00:00.000Z',
});
const approval = (...all: EntryApproval['by'][number][]): EntryApproval => ({
	id: 'a1',
	by: all,
	reasons: ['6000.00 GBP is more than 5000.00 GBP'],
});
const TARGET = { ledger: 'quickbooks', tenant: '1' };
const ENTRY = paidSale('1', { amount: '6000.00' });
const documentOf = (given?: EntryApproval) => {
	const entry = given === undefined ? ENTRY : { ...ENTRY, approval: given };
	const [document] = valueOf(composeDocuments(entry, QUICKBOOKS, TARGET));
	if (document === undefined) throw new Error('no document');
	return document;
};

describe('the memo', () => {
	it.each([
		[[by('Ann Lee', 'big wholesale order')], 'Approved by Ann Lee: big wholesale order'],
		[
			[by('Ann Lee', 'big wholesale order'), by('Bo Chan', 'big wholesale order')],
			'Approved by Ann Lee and Bo Chan: big wholesale order',
		],
		[
			[by('Ann Lee', 'big order'), by('Bo Chan', 'known customer')],
			'Approved by Ann Lee and Bo Chan: Ann Lee: big order; Bo Chan: known customer',
		],
		[[by('Ann Lee', ''), by('Bo Chan', 'known')], 'Approved by Ann Lee and Bo Chan: known'],
		[[by('Ann Lee', '')], 'Approved by Ann Lee: asked because 6000.00 GBP is more than 5000.00 GBP'],
	])('%#', (all, line) => {
		expect(documentOf(approval(...all)).memo.split('\n')).toEqual([
			'Sale, order #1 of my-shop.example (web).',
			line,
			documentOf().postingKey,
		]);
	});

	it('changes nothing else, so that reading again is unchanged', () => {
		const [plain, approved] = [documentOf(), documentOf(approval(by('Ann Lee', 'big')))];
		expect(fingerprint(approved)).toBe(fingerprint(plain));
		const { approval: line, ...rest } = approved;
		expect(line).toBe('Approved by Ann Lee: big');
		expect({ ...rest, memo: '' }).toEqual({ ...plain, memo: '' });
	});

	it('has the key as its last line and nothing that looks like one before it, whatever people write', () => {
		const hostile = fc.oneof(
			fc.string({ unit: 'binary', maxLength: 3_000 }),
			fc.constantFrom(
				'quickbooks/1/shopify/x/order/2/Sale',
				'a\nquickbooks/1/b',
				'\u2028quickbooks/9',
				'\r\nx',
			),
		);
		fc.assert(
			fc.property(hostile, hostile, (name, why) => {
				const { memo, postingKey } = documentOf(approval(by(name, why), by('Bo', why)));
				const lines = memo.split('\n');
				expect(lines).toHaveLength(3);
				expect(lines.at(-1)).toBe(postingKey);
				expect(lines[1]).not.toContain('quickbooks/');
				expect(lines[1]?.length).toBeLessThan(1_000);
			}),
		);
	});

	it('travels on the entry as an item', () => {
		const entry = { ...ENTRY, approval: approval(by('Ann Lee', 'big')) };
		expect(valueOf(parseJournalEntry(JSON.parse(JSON.stringify(entry)))).approval).toEqual(entry.approval);
		expect(parseJournalEntry({ ...entry, approval: { id: 'a1', by: [], reasons: [] } }).ok).toBe(false);
		expect(approvalLine(entry.approval, 'xero')).toBe('Approved by Ann Lee: big');
	});
});
