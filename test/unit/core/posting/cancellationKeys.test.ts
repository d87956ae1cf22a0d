/** An order that was cancelled before it was paid was given out as a Refund by earlier versions, and is a Cancellation now. */
import { freshbooks } from '../../../../connectors/ledgers/freshbooks';
import { quickbooks } from '../../../../connectors/ledgers/quickbooks';
import { xero } from '../../../../connectors/ledgers/xero';
import type { Cancellation, Refund } from '../../../../core/documents';
import { journalize } from '../../../../core/journal/journalize';
import { composeDocuments } from '../../../../core/ledger/compose';
import { mapAccounts } from '../../../../core/accounts/mapAccounts';
import { fingerprint } from '../../../../core/posting/fingerprint';
import { cancellationOf } from '../../../support/changeDocuments';
import { refundLine, refundOf, tax } from '../../../support/documents';
import { mappingOf } from '../../../support/ledger';
import { valueOf } from '../../../support/outcome';

const LINES = [
	refundLine('180', { taxes: [tax('18')] }),
	refundLine('10', { type: 'shipping', name: 'Standard', taxes: [tax('1')] }),
];

const cancelled: Cancellation = cancellationOf(
	'209',
	'19',
	LINES.map((line) => ({ ...line, fulfilled: false })),
);

const { id, source } = cancelled;
const asBefore: Refund = { ...refundOf({ lines: LINES, total: '209' }), id, source, reducesReceivable: true };
const before: Refund = {
	...asBefore,
	totals: { ...asBefore.totals, pending: { amount: '0.00', currency: 'USD' } },
};

describe.each([quickbooks, xero, freshbooks])('$displayName', ({ capabilities }) => {
	const documentsOf = (document: Refund | Cancellation) => {
		const entry = valueOf(journalize({ ...document, bookedOn: '2026-03-05' }));
		if (entry === undefined) throw new Error('nothing to post');
		const mapped = valueOf(mapAccounts(entry, mappingOf(), capabilities));
		return valueOf(composeDocuments(mapped, capabilities, { ledger: capabilities.ledger, tenant: '1' }));
	};

	test('it has the key, the number and the fingerprint that it was posted with', () => {
		const shown = (document: Refund | Cancellation) =>
			documentsOf(document).map((each) => [each.postingKey, each.number, each.type, fingerprint(each)]);
		expect(shown(cancelled)).toEqual(shown(before));
		expect(shown(cancelled)[0]?.[0]).toBe(`${capabilities.ledger}/1/shopify/my-shop/cancellation/1/Refund`);
	});
});
