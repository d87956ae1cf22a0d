/** Adding and changing items in the labs of all ledgers: found again by their code, never twice, refusals with their reason. */
import { LEDGER_CONNECTORS } from '../../../connectors/registry.generated';
import type { LedgerSession } from '../../../core/ledger/connector';
import { freshBooksKind } from '../../../lab/ledgers/freshbooks/kind';
import { quickbooksKind } from '../../../lab/ledgers/quickbooks/kind';
import { xeroKind } from '../../../lab/ledgers/xero/kind';
import { ContractBooks } from '../../support/ledgerContract/books';
import { codesOf, valueOf } from '../../support/outcome';

const LEDGERS = [
	['quickbooks', { kind: quickbooksKind }],
	['xero', { kind: xeroKind }],
	['freshbooks', { kind: freshBooksKind, limitsAreOurs: true }],
] as const;

describe.each(LEDGERS)('%s', (id, registration) => {
	let books: ContractBooks;
	let accountId: string;
	beforeAll(async () => {
		const connector = LEDGER_CONNECTORS.find((one) => one.id === id);
		if (connector === undefined) throw new Error(`no connector ${id}`);
		books = await ContractBooks.open(connector, registration);
		accountId = books.account('Sales').id;
	});
	afterAll(async () => await books.close());

	const session = (): Required<Pick<LedgerSession, 'createItems' | 'updateItems' | 'items'>> => {
		const { createItems, updateItems, items } = books.session;
		if (createItems === undefined || updateItems === undefined) throw new Error('this ledger saves no items');
		return { createItems, updateItems, items };
	};
	const coded = async () => (await session().items()).filter(({ code }) => code !== undefined);

	test('are found again by their code, also those of one name; and again: nothing new', async () => {
		const wanted = [
			{ code: 'LANTERN', name: 'Lantern', price: '24.00', accountId },
			{ code: 'WICK-1', name: 'Wick: "long"', price: '3.60', accountId },
			{ code: 'WICK-2', name: 'Wick: "long"', accountId },
			{ code: 'LANTERN', name: 'Lantern again', accountId },
		];
		const before = (await coded()).length;
		const created = (await session().createItems(wanted)).map(valueOf);
		expect(created.map(({ code }) => code)).toEqual(['LANTERN', 'WICK-1', 'WICK-2', 'LANTERN']);
		expect(new Set(created.map(({ id: itemId }) => itemId)).size).toBe(3);
		expect((await coded()).length).toBe(before + 3);
		books.openSession();
		const again = (await session().createItems(wanted)).map(valueOf);
		expect(again.map(({ id: itemId }) => itemId)).toEqual(created.map(({ id: itemId }) => itemId));
		expect((await coded()).length).toBe(before + 3);
	});

	test('more than a batch holds', async () => {
		const wanted = Array.from({ length: 65 }, (_, index) => ({
			code: `MANY-${index}`,
			name: `Thing ${index}`,
			accountId,
		}));
		const created = await session().createItems(wanted);
		expect(created.map((outcome) => valueOf(outcome).code)).toEqual(wanted.map(({ code }) => code));
	});

	test('a code and a name are changed, the rest stays', async () => {
		const [item] = (await session().createItems([{ code: 'OLD', name: 'Old name', accountId }])).map(valueOf);
		if (item === undefined) throw new Error('no item');
		const [renamed] = (await session().updateItems([{ item, code: 'NEW', name: 'New name' }])).map(valueOf);
		expect(renamed).toEqual({ ...item, code: 'NEW', name: 'New name' });
		const [recoded] = (await session().updateItems([{ item: { ...item, code: 'NEW' }, code: 'NEWER' }])).map(
			valueOf,
		);
		expect(recoded).toEqual({ ...item, code: 'NEWER', name: 'New name' });
	});
});

test('QuickBooks wants an income account, Xero a short code; what is fine is created all the same', async () => {
	const open = async (id: 'quickbooks' | 'xero') => {
		const connector = LEDGER_CONNECTORS.find((one) => one.id === id);
		if (connector === undefined) throw new Error('no connector');
		return await ContractBooks.open(connector, { kind: id === 'xero' ? xeroKind : quickbooksKind });
	};
	for (const [id, bad] of [
		['quickbooks', { code: 'A', name: 'A' }],
		['xero', { code: 'X'.repeat(31), name: 'A' }],
	] as const) {
		const books = await open(id);
		const accountId = books.account('Sales').id;
		const results = await books.session.createItems?.([bad, { code: 'B', name: 'B', accountId }]);
		expect(results?.map((outcome) => (outcome.ok ? 'created' : codesOf(outcome)))).toEqual([
			['ITEM_NOT_CREATED'],
			'created',
		]);
		await books.close();
	}
});
