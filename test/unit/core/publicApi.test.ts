/** The package as a library: an order through all of the bookkeeping, with nothing but what index.ts exports. */
import * as storeLedger from '../../../index';
import { baseSale, payment } from '../../support/documents';
import { mappingOf, QUICKBOOKS, taxCode } from '../../support/ledger';
import { valueOf } from '../../support/outcome';

describe('the public API', () => {
	it('books an order from its JSON to the ledger documents', () => {
		const json: unknown = JSON.parse(JSON.stringify(baseSale([payment('209')])));
		const document = valueOf(storeLedger.parseSalesDocument(json));
		const codes = [taxCode('10', '10% S', '10')];
		const options = { ledger: 'quickbooks', taxModel: 'codes', matchByRate: true } as const;
		const entry = valueOf(
			storeLedger.journalize(valueOf(storeLedger.resolveTax(document, [], codes, options))),
		);
		if (entry === undefined) throw new Error('nothing to post');
		const mapped = valueOf(storeLedger.mapAccounts(entry, mappingOf(), QUICKBOOKS));
		const target = { ledger: 'quickbooks', tenant: '1' };
		const [receipt] = valueOf(storeLedger.composeDocuments(mapped, QUICKBOOKS, target));
		expect(receipt).toMatchObject({ type: 'SalesReceipt', total: { amount: '209.00', currency: 'USD' } });
		expect(storeLedger.ledgerText([mapped])).toContain('2026-03-02 * "Sale #1001"');
	});

	it('exports values by name only', () => {
		expect(Object.keys(storeLedger)).not.toContain('default');
		expect(Object.values(storeLedger).every((value) => value !== undefined)).toBe(true);
	});
});
