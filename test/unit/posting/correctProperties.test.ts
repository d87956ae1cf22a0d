/** From any version of an order to any other: after the corrections the books are those of the last one. */
import fc from 'fast-check';
import { quickbooks } from '../../../connectors/ledgers/quickbooks';
import { xero } from '../../../connectors/ledgers/xero';
import { mapAccounts } from '../../../core/accounts/mapAccounts';
import type { SalesDocument } from '../../../core/documents';
import type { JournalEntry } from '../../../core/journal/entry';
import { journalize } from '../../../core/journal/journalize';
import type { LedgerCapabilities } from '../../../core/ledger/connector';
import type { LedgerDocument } from '../../../core/ledger/documents';
import { effects } from '../../../core/ledger/effects';
import { resolveTax } from '../../../core/tax/resolve';
import { fullRefund, sales } from '../../support/arbitraries';
import { corrected, plannedDocuments } from '../../support/corrections';
import { mappingOf } from '../../support/ledger';
import { valueOf } from '../../support/outcome';

function entryOf(
	document: SalesDocument,
	capabilities: LedgerCapabilities,
	way: 'usAutomated' | 'none',
): JournalEntry | undefined {
	const { ledger } = capabilities;
	const resolved = valueOf(resolveTax(document, [], [], { ledger, taxModel: way, matchByRate: true }));
	const entry = valueOf(journalize(resolved));
	return entry === undefined ? undefined : valueOf(mapAccounts(entry, mappingOf(), capabilities));
}

const sumOf = (documents: readonly LedgerDocument[]) => {
	const moved = new Map<string, bigint>();
	for (const document of documents) effects(document, moved);
	return new Map([...moved].sort(([a], [b]) => (a < b ? -1 : 1)));
};

describe.each(
	[quickbooks, xero].map(({ displayName, capabilities }) => [displayName, capabilities] as const),
)('%s', (_name, capabilities) => {
	it('has the books of the last version after its corrections', () => {
		let told = 0;
		let done = 0;
		const version = fc.tuple(sales(), fc.boolean()).map(([sale, back]) => ({ sale, back }));
		fc.assert(
			fc.property(
				version,
				sales(),
				fc.constantFrom('usAutomated' as const, 'none' as const),
				({ sale, back }, later, way) => {
					if (sale.currency !== later.currency) return;
					const versions: SalesDocument[] = back ? [fullRefund(sale), fullRefund(later)] : [sale, later];
					const [one, two] = versions.map((document) => entryOf(document, capabilities, way));
					if (one === undefined || two === undefined) return;
					const [before, after] = [plannedDocuments(one, capabilities), plannedDocuments(two, capabilities)];
					if (before === undefined || after === undefined || before.length === 0) return;
					const posted = corrected(before, two, after, capabilities);
					if (posted === undefined) {
						told++;
						return;
					}
					done++;
					expect(sumOf(posted)).toEqual(sumOf(after));
					const keys = posted.map(({ postingKey }) => postingKey);
					expect(new Set(keys).size).toBe(keys.length);
					for (const { total } of posted) expect(total.amount).not.toContain('-');
				},
			),
			{ numRuns: 400, seed: 20261127 },
		);
		// most changes of any kind can be booked; the rest goes to a person
		expect(done).toBeGreaterThan(told);
	});
});
