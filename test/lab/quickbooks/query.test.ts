import { Company } from '../../../lab/ledgers/quickbooks/books/company';
import { Change } from '../../../lab/ledgers/quickbooks/books/change';
import { keep } from '../../../lab/ledgers/quickbooks/books/keep';
import { runQuery } from '../../../lab/ledgers/quickbooks/query/run';
import { item, open, type Books, type Json, type Refusal } from './support/books';

let books: Books;

const numbers = (statement: string): unknown[] => books.rows(statement).map((row: Json) => row['DocNumber']);
const refused = (statement: string): Refusal =>
	books.refusal('GET', `query?query=${encodeURIComponent(statement)}`);

beforeAll(() => {
	books = open();
	const { customer, product } = books.shop();
	books.post('customer', { DisplayName: "Cutlery 'R Us", GivenName: 'Cy' });
	const TaxCodeRef = { value: books.id('TaxCode', 'No VAT') };
	for (const [index, amount] of [30, 10, 20].entries()) {
		books.post('invoice', {
			DocNumber: `INV-${index + 1}`,
			TxnDate: `2026-11-0${index + 1}`,
			PrivateNote: 'secret',
			CustomerRef: { value: customer },
			Line: [item(product, amount, { TaxCodeRef })],
		});
	}
});

describe('where', () => {
	test.each([
		["where DocNumber = 'INV-2'", ['INV-2']],
		["where DocNumber in ('INV-1', 'INV-3', 'X')", ['INV-1', 'INV-3']],
		["where DocNumber LIKE 'INV%'", ['INV-1', 'INV-2', 'INV-3']],
		["where DocNumber like '%-2'", ['INV-2']],
		["where TxnDate > '2026-11-01'", ['INV-2', 'INV-3']],
		["where TxnDate >= '2026-11-01' AND TxnDate <= '2026-11-02'", ['INV-1', 'INV-2']],
		["where Balance < '25' and TotalAmt > 10", ['INV-3']],
		["where MetaData.LastUpdatedTime >= '2026-11-23T12:00:00Z'", ['INV-1', 'INV-2', 'INV-3']],
		["where MetaData.LastUpdatedTime > '2026-11-23T04:00:00-08:00'", []],
		["where id = '2'", ['INV-2']],
		["where CustomerRef = '1'", ['INV-1', 'INV-2', 'INV-3']],
	])('%s', (where, found) => {
		expect(numbers(`select * from Invoice ${where}`)).toEqual(found);
	});

	test('quotes are escaped with a backslash', () => {
		expect(books.rows("select * from Customer where DisplayName = 'Cutlery \\'R Us'")).toHaveLength(1);
		expect(books.rows("select * from customer where GivenName LIKE 'cy'")).toHaveLength(1);
	});

	test('booleans may stand without quotes', () => {
		expect(books.rows('select * from Account where Active = true maxresults 5')).toHaveLength(5);
		expect(books.rows("select * from Account where Active = 'false'")).toHaveLength(0);
	});
});

describe('order and pages', () => {
	test.each([
		['orderby TotalAmt', ['INV-2', 'INV-3', 'INV-1']],
		['ORDER BY TotalAmt desc', ['INV-1', 'INV-3', 'INV-2']],
		['orderby TxnDate DESC, DocNumber asc', ['INV-3', 'INV-2', 'INV-1']],
		['startposition 2 maxresults 1', ['INV-2']],
		['maxresults 2', ['INV-1', 'INV-2']],
	])('%s', (clause, found) => {
		expect(numbers(`select * from Invoice ${clause}`)).toEqual(found);
	});

	test('an answer tells where it begins and how many there are', () => {
		expect(books.query('select * from Invoice startposition 2')).toMatchObject({
			startPosition: 2,
			maxResults: 2,
		});
	});

	test('nothing found is an empty answer', () => {
		expect(books.query("select * from Invoice where DocNumber = 'none'")).toEqual({});
	});

	test('counting gives the number only', () => {
		expect(books.query('select count(*) from Invoice')).toEqual({ totalCount: 3 });
		expect(books.query("select count(*) from Invoice where DocNumber = 'none'")).toEqual({ totalCount: 0 });
	});

	test('100 rows come without maxresults', () => {
		const many = open();
		for (let index = 0; index < 101; index++) many.post('customer', { DisplayName: `C${index}` });
		expect(many.rows('select * from Customer')).toHaveLength(100);
		expect(many.rows('select * from Customer startposition 101')).toHaveLength(1);
	});

	test('some fields only', () => {
		expect(books.rows("select Id, docnumber from Invoice where DocNumber = 'INV-1'")).toEqual([
			{ Id: '1', DocNumber: 'INV-1', domain: 'QBO', sparse: true },
		]);
	});
});

describe('what is wrong with a query', () => {
	test.each([
		['', '4000', 'Encountered "<EOF>"'],
		['select * from', '4000', 'Encountered "<EOF>"'],
		[
			"select * from Customer where DisplayName = 'Cutlery 'R Us'",
			'4000',
			'Encountered " <IDENTIFIER> "R "" at line 1',
		],
		["select * from Invoice where DocNumber = 'a' or DocNumber = 'b'", '4000', '"or ""'],
		[
			'select * from Invoice where DocNumber != 1',
			'4000',
			'Lexical error at line 1, column 39.  Encountered: "!"',
		],
		['select * from Invoice where DocNumber = INV', '4000', '"INV ""'],
		['delete from Invoice', '4000', '"delete ""'],
		['select * from Invoice maxresults 0', '4001', 'value 0 is too small. Min allowed value is 1'],
		['select * from Invoice startposition 0', '4001', 'value 0 is too small. Min allowed value is 1'],
		['select * from Invoice maxresults 1001', '4001', 'value 1001 is too large. Max allowed value is 1000'],
		['select * from Unicorn', '4001', 'Invalid context declaration: Unicorn'],
		["select * from Invoice where PrivateNote = 'x'", '4001', "property 'PrivateNote' is not queryable"],
		[
			"select * from Payment where DocNumber = 'x'",
			'4001',
			'Property DocNumber not found for Entity Payment',
		],
		[
			"select * from Deposit where DocNumber = 'x'",
			'4001',
			'Property DocNumber not found for Entity Deposit',
		],
		[
			"select * from SalesReceipt where DepartmentRef = '1'",
			'4001',
			"property 'DepartmentRef' is not queryable",
		],
		["select * from Invoice where Colour = 'red'", '4001', 'Property Colour not found for Entity Invoice'],
		['select Colour from Invoice', '4001', 'Property Colour not found for Entity Invoice'],
		["select * from Invoice where TotalAmt like '1%'", '4001', 'LIKE is not supported'],
		["select * from Invoice where TotalAmt = 'ten'", '4001', "value 'ten' is not a number"],
		["select * from Invoice where TxnDate = 'soon'", '4001', "value 'soon' is not a day"],
		['select * from Invoice orderby PrivateNote', '4001', "property 'PrivateNote' is not queryable"],
	])('%s: %s', (statement, code, reason) => {
		const { detail, ...rest } = refused(statement);
		expect(rest).toMatchObject({ status: 400, code });
		expect(detail).toContain(reason);
	});
});

test('a query can be posted as text, not as JSON', () => {
	const statement = Buffer.from("select * from Invoice where DocNumber = 'INV-1'");
	const post = (type: string) => books.call('POST', 'query', statement, { 'content-type': type });
	expect(post('application/text').body['QueryResponse']).toMatchObject({ maxResults: 1 });
	expect(post('application/json').status).toBe(400);
});

describe('look-ups with an index', () => {
	const company = new Company(
		{ realmId: '1', country: 'GB', currency: 'GBP', name: 'Big', state: '' },
		{},
		() => Date.UTC(2026, 10, 23),
	);

	beforeAll(() => {
		const change = new Change(company);
		for (let index = 1; index <= 25_000; index++) {
			const body = {
				DocNumber: `SHP-${index}`,
				CustomerRef: { value: '1' },
				Line: [],
				TxnDate: '2026-11-20',
			};
			keep(change, 'SalesReceipt', { ...body, PaymentRefNum: `ch_${index}` }, change.next('SalesReceipt'));
		}
		change.commit();
		// whoever reads all documents fails here
		jest.spyOn(company.store, 'all').mockImplementation(() => {
			throw new Error('read them all');
		});
	});

	test.each([
		["DocNumber = 'SHP-24999'", 1],
		["DocNumber in ('SHP-1', 'SHP-25000', 'SHP-25001')", 2],
		["PaymentRefNum = 'ch_7'", 1],
		["Id in ('5', '6')", 2],
		["TxnDate >= '2026-11-01' and DocNumber = 'SHP-3'", 1],
	])('do not read all of 25,000 documents: %s', (where, count) => {
		expect(runQuery(company, `select * from SalesReceipt where ${where}`)).toMatchObject({
			maxResults: count,
		});
	});

	test('others do', () => {
		expect(() => runQuery(company, "select * from SalesReceipt where TxnDate = '2026-11-20'")).toThrow(
			'read them all',
		);
	});
});
