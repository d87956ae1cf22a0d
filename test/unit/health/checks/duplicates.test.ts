/** What is twice in the ledger: ours, and those of a second poster. */
import {
	books,
	check,
	gbp,
	look,
	messages,
	payout,
	posted,
	record,
	shown,
	standing,
	STORE,
} from '../support';

const week = [
	posted(1001, { amount: '12.00', tax: '2.00' }),
	posted(1002, { amount: '30.00', tax: '5.00', record: { bookedOn: '2026-03-11' } }),
	posted(1003, { amount: '18.00', tax: '3.00', record: { bookedOn: '2026-03-11' } }),
	payout('po_1', '57.40', '2026-03-13'),
];
const own = week.map(shown);
const with_ = (...others: Parameters<typeof standing>[]) =>
	check('duplicates', {
		posted: week,
		ledgers: [books([...own, ...others.map((each) => standing(...each))])],
	});

it('is content with our own documents, each once', () => {
	expect(with_()).toMatchObject({ status: 'ok', count: 0, findings: [] });
	expect(with_().checked).toBe(
		'4 documents of 2026-03-06 to 2026-03-19 in QuickBooks Online, whoever entered them, were compared with what the sync log has posted.',
	);
});

it('finds our own document a second time, by its key or its number', () => {
	const key = week[0]?.record.postingKey ?? '';
	const found = with_(
		['9', { number: '1002-ABCDEFGH', total: gbp('30.00') }],
		['8', { reference: `Sale #1001\n${key}` }],
	);
	expect(found).toMatchObject({ status: 'error', count: 2 });
	expect(messages(found)).toEqual([
		'SalesReceipt 1002-ABCDEFGH of order #1002 (30.00 GBP) is twice in QuickBooks Online: as SalesReceipt 1002-ABCDEFGH (id1002) and as SalesReceipt 1002-ABCDEFGH (9).',
		'SalesReceipt 1001-ABCDEFGH of order #1001 (12.00 GBP) is twice in QuickBooks Online: as SalesReceipt 1001-ABCDEFGH (id1001) and as SalesReceipt 8 (8).',
	]);
});

it('knows our documents of another time by the key in their text', () => {
	const reference = 'Sale #77\nquickbooks/9130/shopify/my-shop.example/order/77/Sale';
	expect(with_(['7', { reference }])).toMatchObject({ status: 'ok' });
});

it("finds another connector's document by the order's number, gross, net or whatever it says", () => {
	const found = with_(
		['a', { number: '#1001', contact: 'Web Shop', url: 'https://qbo.example/a' }],
		['b', { reference: 'Imported order 1002 by OtherSync', total: gbp('25.00'), enteredBy: 'OtherSync' }],
		['c', { entity: 'Invoice', number: '1003', total: gbp('17.50') }],
	);
	expect(found).toMatchObject({ status: 'error', count: 3 });
	expect(messages(found)).toEqual([
		'SalesReceipt #1001 of 2026-03-10 over 12.00 GBP in QuickBooks Online, entered by somebody for Web Shop, is order #1001, which is booked as SalesReceipt 1001-ABCDEFGH already.',
		'SalesReceipt b of 2026-03-10 over 25.00 GBP in QuickBooks Online, entered by OtherSync, is order #1002, which is booked as SalesReceipt 1002-ABCDEFGH already.',
		'Invoice 1003 of 2026-03-10 over 17.50 GBP in QuickBooks Online, entered by somebody, is order #1003, which is booked as SalesReceipt 1003-ABCDEFGH already.',
	]);
	expect(found.findings[0]).toMatchObject({
		fix: 'Void SalesReceipt #1001, and switch off what has made it: another connector for the same shop, or a rule of the bank feed.',
		evidence: { url: 'https://qbo.example/a', ourAmount: '12.00 GBP' },
	});
});

it('finds a bank feed entry with the net of a payout, and a journal with the sales of a day', () => {
	const found = with_(
		['f', { entity: 'Deposit', kind: 'deposit', date: '2026-03-14', total: gbp('57.40') }],
		['j', { entity: 'JournalEntry', kind: 'journal', date: '2026-03-12', total: gbp('48.00') }],
		['n', { entity: 'JournalEntry', kind: 'journal', date: '2026-03-11', total: gbp('40.00') }],
	);
	expect(messages(found)).toEqual([
		'Deposit f of 2026-03-14 over 57.40 GBP in QuickBooks Online, entered by somebody, is payout po_1, which is booked as Transfer po_1-ABCDEFGH already.',
		`JournalEntry j of 2026-03-12 over 48.00 GBP in QuickBooks Online, entered by somebody, is the sales of ${STORE} on 2026-03-11, which is booked as 2 documents already.`,
		`JournalEntry n of 2026-03-11 over 40.00 GBP in QuickBooks Online, entered by somebody, is the sales of ${STORE} on 2026-03-11, which is booked as 2 documents already.`,
	]);
});

it('only wonders about the same amount within some days, each of ours once', () => {
	const found = with_(
		['x', { date: '2026-03-12' }],
		['y', { date: '2026-03-12' }],
		['z', { date: '2026-03-19', total: gbp('30.00') }],
	);
	expect(found).toMatchObject({ status: 'warning', count: 1 });
	expect(messages(found)).toEqual([
		'SalesReceipt x of 2026-03-12 over 12.00 GBP in QuickBooks Online, entered by somebody, may be order #1001, which is booked as SalesReceipt 1001-ABCDEFGH: the amounts are the same.',
	]);
});

it("leaves a bookkeeper's own work alone", () => {
	const invoice = posted(1004, {
		amount: '99.00',
		record: { documentType: 'Invoice', ledgerEntity: 'Invoice' },
	});
	const found = check('duplicates', {
		posted: [...week, invoice],
		ledgers: [
			books([
				...own,
				shown(invoice),
				// a customer pays our invoice, and a person enters that
				standing('p', { entity: 'Payment', kind: 'payment', reference: 'Invoice 1004', total: gbp('99.00') }),
				// a journal that explains something about an order, and one with an amount by chance
				standing('q', {
					entity: 'JournalEntry',
					kind: 'journal',
					reference: 'Goodwill #1001',
					total: gbp('3.00'),
				}),
				standing('r', { entity: 'JournalEntry', kind: 'journal', total: gbp('12.00') }),
				// another shop, another day, nothing of ours
				standing('s', { number: 'INV-7', total: gbp('250.00'), contact: 'Wholesale Ltd' }),
				standing('t', { total: gbp('0.00') }),
			]),
		],
	});
	expect(messages(found)).toEqual([]);
});

it('says why it was not made', () => {
	expect(check('duplicates').checked).toBe('Switch on "Compare With the Ledger".');
	expect(check('duplicates', { ledgers: [look()] })).toMatchObject({
		status: 'notChecked',
		checked: 'QuickBooks Online cannot be asked for all that stands in its books.',
	});
});

it('knows ours of the records of the shop as well, whatever their day', () => {
	const other = record(5, { ledgerId: 'old' });
	const found = check('duplicates', {
		records: [other],
		posted: week,
		ledgers: [books([...own, standing('old')])],
	});
	expect(messages(found)).toEqual([]);
});
