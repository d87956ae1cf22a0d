/**
 * Golden cases: an event's journal entry -> ledger documents -> the objects that go to FreshBooks, journal entries in both of
 * its forms. Written anew only with UPDATE_GOLDEN=1.
 */
import { join } from 'node:path';
import { wireOf, type JournalBody } from '../../../../connectors/ledgers/freshbooks/journals';
import { toRequest } from '../../../../connectors/ledgers/freshbooks/toRequest';
import type { PostedDocument } from '../../../../core/ledger/connector';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { OWN_MONEY } from '../../../../core/ledger/ownAccounts';
import { expectGolden } from '../../../support/golden';
import { FACTS } from './support/business';
import { documentsOf, ENTRIES, feeFrom } from './support/documents';

const GOLDEN = join(__dirname, '../../../../connectors/ledgers/freshbooks/golden');
const isCash = (id: string): boolean => id === 'cash';

const related = ({ appliesTo, total }: LedgerDocument): PostedDocument | undefined =>
	appliesTo === undefined
		? undefined
		: { postingKey: appliesTo, entity: 'Invoice', id: '987654', number: '2-ABCDEFGH', total };

function requestOf(document: LedgerDocument): object {
	const draft = toRequest(document, FACTS, related(document), isCash);
	if (!draft.ok) throw new Error(JSON.stringify(draft.findings, null, 2));
	const { entity, needsClient, complete } = draft.value;
	const body = complete(needsClient ? '12345' : undefined);
	if (entity !== 'JournalEntry') return { entity, body };
	const journal = body as unknown as JournalBody;
	return {
		entity,
		manualJournalEntry: wireOf('byBusiness', journal),
		journal_entry: wireOf('byAccount', journal),
	};
}

const check = (name: string, documents: readonly LedgerDocument[]): void => {
	expectGolden(join(GOLDEN, name, 'document.json'), `${JSON.stringify(documents, null, 2)}\n`);
	expectGolden(join(GOLDEN, name, 'request.json'), `${JSON.stringify(documents.map(requestOf), null, 2)}\n`);
};

describe('golden requests', () => {
	it.each(Object.keys(ENTRIES))('%s', (name) => check(name, documentsOf(name)));
	it('paid-sale-as-invoice', () => check('paid-sale-as-invoice', documentsOf('paid-sale', 'invoice')));
	it('expense-from-cash', () => check('expense-from-cash', [feeFrom(OWN_MONEY)]));
	it('expense-from-clearing', () =>
		check('expense-from-clearing', [feeFrom({ id: 'clearing', name: 'Shopify clearing' })]));
});
