/** A changed entry is another one; the same entry read again is not. */
import fc from 'fast-check';
import { entryFingerprint } from '../../../../core/approvals';
import type { JournalEntry, JournalLine } from '../../../../core/journal/entry';
import { paidSale } from '../../../support/entries';

const first = (entry: JournalEntry, change: (line: JournalLine) => JournalLine): JournalEntry => ({
	...entry,
	lines: entry.lines.map((line, index) => (index === 0 ? change(line) : line)),
});

describe('the fingerprint of what is decided upon', () => {
	it('stays the same for texts, findings, and any order of the lines', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.boolean(), (text, url, turned) => {
				const entry = paidSale('1', { amount: '6000.00' });
				const again: JournalEntry = {
					...entry,
					narration: text,
					source: { ...entry.source, revision: text, url },
					lines: turned ? [...entry.lines].reverse() : entry.lines,
				};
				expect(entryFingerprint(first(again, (line) => ({ ...line, description: text, rule: text })))).toBe(
					entryFingerprint(entry),
				);
			}),
		);
	});

	const entry = paidSale('1', { amount: '6000.00' });
	it.each<[string, JournalEntry]>([
		['amount', paidSale('1', { amount: '6000.01' })],
		['day', paidSale('1', { amount: '6000.00', bookedOn: '2026-03-02' })],
		['currency', paidSale('1', { amount: '6000.00', currency: 'USD' })],
		['event', paidSale('2', { amount: '6000.00' })],
		['account', first(entry, (line) => ({ ...line, account: { id: 'other', name: 'Other' } }))],
		['side', first(entry, (line) => ({ ...line, side: 'credit' }))],
		[
			'tax code',
			first(entry, (line) => ({ ...line, taxCode: { ledger: 'x', id: '2', name: '', rates: [] } })),
		],
		['class', first(entry, (line) => ({ ...line, dimensions: { class: '7' } }))],
		['gateway', first(entry, (line) => ({ ...line, facts: { gateway: 'paypal' } }))],
	])('changes with the %s', (_, changed) => {
		expect(entryFingerprint(changed)).not.toBe(entryFingerprint(entry));
	});
});
