import type { LedgerDocument } from '../../../../core/ledger/documents';
import { TransportError } from '../../../../core/transport/http';
import { ACCOUNTS, TAX_CODES } from './support/companies';
import { FakeCompany, faultBody, isWrite } from './support/company';
import { document } from './support/documents';

const ZERO = TAX_CODES.uk.zero;
let orders = 0;
function receipt(input: Parameters<typeof document>[1] = {}): LedgerDocument {
	const order = `shopify/mug-co.myshopify.com/order/${++orders}`;
	return document('SalesReceipt', {
		businessKey: order,
		number: `SH-${orders}`,
		lines: [{ amount: '1.00', code: ZERO }],
		...input,
	});
}
const NONE = new Map<string, never>();

describe('items', () => {
	it('makes one service item an account, all in one batch, and finds it again', async () => {
		const company = new FakeCompany();
		const both = receipt({
			lines: [
				{ amount: '2.00', code: ZERO },
				{ amount: '1.00', account: ACCOUNTS.shipping, code: ZERO },
			],
		});
		const outcomes = await company.open().prepare([both, receipt()], NONE);
		expect(outcomes.every(({ ok }) => ok)).toBe(true);
		const [items, customers, ...more] = company.batches;
		expect(more).toEqual([]);
		expect(items?.payloads).toEqual([
			{
				bId: '1',
				operation: 'create',
				Item: { Name: 'StoreLedger 79 Sales', Type: 'Service', IncomeAccountRef: { value: '79' } },
			},
			{
				bId: '2',
				operation: 'create',
				Item: { Name: 'StoreLedger 81 Shipping charged', Type: 'Service', IncomeAccountRef: { value: '81' } },
			},
		]);
		expect(items?.requestId).toMatch(/^[0-9a-f-]{36}$/);
		expect(customers?.payloads).toEqual([
			{ bId: '1', operation: 'create', Customer: { DisplayName: 'mug-co.myshopify.com' } },
		]);

		const requests = company.requests.length;
		await company.open().prepare([receipt()], NONE);
		expect(company.requests).toHaveLength(requests);
		await company.cache.clear();
		await company.open().prepare([receipt()], NONE);
		expect(company.batches).toHaveLength(2);
		expect(company.queries).toContain(
			"SELECT * FROM Item WHERE Name LIKE 'StoreLedger %' STARTPOSITION 1 MAXRESULTS 1000",
		);
	});

	it('does not take an item whose income account was changed, and asks again with the same id after a lost answer', async () => {
		const company = new FakeCompany();
		company.tables.Item = [
			{ Id: '5', Name: 'StoreLedger 79 Sales', Type: 'Service', IncomeAccountRef: { value: '80' } },
		];
		let lost = 0;
		company.onRequest = (request) =>
			isWrite(request) && lost++ === 0 ? new TransportError('uncertain', 'no answer') : undefined;
		const [outcome] = await company.open().prepare([receipt()], NONE);
		expect(outcome?.ok).toBe(true);
		const ids = company.batches.map(({ requestId }) => requestId);
		expect(ids[0]).toBe(ids[1]);
	});

	it('an item that another worker made meanwhile is taken over', async () => {
		const company = new FakeCompany();
		company.onPayload = (_, entity, body) => {
			if (entity !== 'Item') return undefined;
			company.tables.Item = [{ ...body, Id: '777' }];
			return faultBody('6240', 'Duplicate Name Exists Error');
		};
		const [outcome] = await company.open().prepare([receipt()], NONE);
		expect(outcome).toMatchObject({
			ok: true,
			value: { body: { Line: [{ SalesItemLineDetail: { ItemRef: { value: '777' } } }] } },
		});
	});

	it('with creating switched off takes any that keeps no stock, or says what is missing', async () => {
		const company = new FakeCompany();
		company.tables.Customer = [{ Id: '58', DisplayName: 'mug-co.myshopify.com' }];
		const income = { IncomeAccountRef: { value: '79' } };
		company.tables.Item = [
			{ Id: '2', Name: 'Stock', Type: 'Inventory', ...income },
			{ Id: '30', Name: 'Later', Type: 'Service', ...income },
			{ Id: '4', Name: 'Services', Type: 'Service', ...income },
			{ Id: '3', Name: 'Old', Type: 'Service', Active: false, ...income },
		];
		const shipping = receipt({ lines: [{ amount: '1.00', account: ACCOUNTS.shipping, code: ZERO }] });
		const [found, missing] = await company
			.open({ createMissing: false })
			.prepare([receipt(), shipping], NONE);
		expect(found).toMatchObject({
			ok: true,
			value: { body: { Line: [{ SalesItemLineDetail: { ItemRef: { value: '4' } } }] } },
		});
		expect(missing).toMatchObject({
			ok: false,
			findings: [{ code: 'ITEM_MISSING', evidence: { account: 'Shipping charged' } }],
		});
		expect(company.batches).toEqual([]);
	});

	it('a refused item holds only the documents that need it', async () => {
		const company = new FakeCompany();
		company.onPayload = (_, entity, body) =>
			entity === 'Item' && String(body.Name).includes('Shipping')
				? faultBody('6240', 'Duplicate Name Exists Error')
				: undefined;
		const shipping = receipt({ lines: [{ amount: '1.00', account: ACCOUNTS.shipping, code: ZERO }] });
		const outcomes = await company.open().prepare([shipping, receipt()], NONE);
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
		expect(outcomes[0]?.findings[0]).toMatchObject({ code: 'REJECTED_BY_LEDGER' });
	});

	it('makes nothing for documents that are held anyway', async () => {
		const company = new FakeCompany();
		const held = receipt({ currency: 'EUR' });
		const [outcome] = await company.open().prepare([held], NONE);
		expect(outcome?.ok).toBe(false);
		expect(company.batches).toEqual([]);
	});
});

describe('exchange rates', () => {
	const foreign = (more: Partial<LedgerDocument> = {}): LedgerDocument => ({
		...receipt({ currency: 'EUR' }),
		...more,
	});
	const multiCurrency = (): FakeCompany => {
		const company = new FakeCompany();
		company.preferences.CurrencyPrefs = { MultiCurrencyEnabled: true, HomeCurrency: { value: 'GBP' } };
		return company;
	};
	const askedFor = (company: FakeCompany) =>
		company.requests.flatMap(({ url, query }) => (url.endsWith('/exchangerate') ? [query] : []));

	it('are those of the company, asked for once a currency and day', async () => {
		const company = multiCurrency();
		const outcomes = await company.open().prepare([foreign(), foreign(), receipt()], NONE);
		expect(outcomes.map((outcome) => outcome.ok && outcome.value.body.ExchangeRate)).toEqual([
			0.8625,
			0.8625,
			undefined,
		]);
		expect(askedFor(company)).toMatchObject([{ sourcecurrencycode: 'EUR', asofdate: '2026-11-20' }]);
	});

	it('are the own one of a document that has it', async () => {
		const company = multiCurrency();
		const [outcome] = await company.open().prepare([foreign({ exchangeRate: '0.9' })], NONE);
		expect(outcome).toMatchObject({ ok: true, value: { body: { ExchangeRate: 0.9 } } });
		expect(askedFor(company)).toEqual([]);
	});

	it('hold a document when there is none, and no other', async () => {
		const company = multiCurrency();
		company.onRequest = ({ url }) =>
			url.endsWith('/exchangerate')
				? { status: 400, headers: {}, body: faultBody('610', 'Object Not Found') }
				: undefined;
		const outcomes = await company.open().prepare([foreign(), receipt()], NONE);
		expect(outcomes.map(({ ok }) => ok)).toEqual([false, true]);
		expect(outcomes[0]?.findings).toMatchObject([{ code: 'EXCHANGE_RATE_MISSING', path: 'exchangeRate' }]);
	});
});

describe('customers', () => {
	const ann = { id: '207', name: 'Ann Lee', email: 'ann@example.com' };
	const customersOf = (company: FakeCompany): unknown[] =>
		company.batches.flatMap(({ payloads }) => payloads.flatMap(({ Customer }) => Customer ?? []));

	it('one for the shop, one a currency', async () => {
		const company = new FakeCompany();
		company.preferences.CurrencyPrefs = { MultiCurrencyEnabled: true, HomeCurrency: { value: 'GBP' } };
		await company.open().prepare([receipt({ customer: ann }), receipt({ currency: 'EUR' })], NONE);
		expect(customersOf(company)).toEqual([
			{ DisplayName: 'mug-co.myshopify.com', CurrencyRef: { value: 'GBP' } },
			{ DisplayName: 'mug-co.myshopify.com (EUR)', CurrencyRef: { value: 'EUR' } },
		]);
	});

	it('each: takes the one with the name, unless it is somebody else', async () => {
		const company = new FakeCompany();
		company.tables.Customer = [
			{ Id: '58', DisplayName: 'ANN LEE', PrimaryEmailAddr: { Address: 'Ann@Example.com' } },
			{ Id: '59', DisplayName: 'Bob Ray', PrimaryEmailAddr: { Address: 'other@example.com' } },
		];
		const bob = { id: '300', name: 'Bob Ray', email: 'bob@example.com' };
		const outcomes = await company
			.open({ customers: 'each' })
			.prepare([receipt({ customer: ann }), receipt({ customer: bob })], NONE);
		expect(outcomes[0]).toMatchObject({ ok: true, value: { body: { CustomerRef: { value: '58' } } } });
		expect(customersOf(company)).toEqual([
			{ DisplayName: 'Bob Ray (300)', PrimaryEmailAddr: { Address: 'bob@example.com' } },
		]);
	});

	it('each: two people of one name at once, and a name that a vendor has', async () => {
		const company = new FakeCompany();
		const names = new Set(['acme']);
		company.onPayload = (_, entity, body) => {
			if (entity !== 'Customer') return undefined;
			const name = String(body.DisplayName).toLowerCase();
			if (names.has(name)) return faultBody('6240', 'Duplicate Name Exists Error');
			names.add(name);
			return undefined;
		};
		const people = [
			ann,
			{ id: '208', name: 'Ann Lee', email: 'another@example.com' },
			{ id: '9', company: 'Acme', name: 'Zoe' },
		];
		const outcomes = await company.open({ customers: 'each' }).prepare(
			people.map((customer) => receipt({ customer })),
			NONE,
		);
		const refs = outcomes.map((outcome) =>
			outcome.ok ? (outcome.value.body.CustomerRef as { value: string }).value : 'held',
		);
		expect(new Set(refs).size).toBe(3);
		expect(company.tables.Customer?.map(({ DisplayName }) => DisplayName)).toEqual([
			'Ann Lee',
			'Ann Lee (208)',
			'Acme (9)',
		]);
	});

	it('each: without a name the shop stands for the customer', async () => {
		const company = new FakeCompany();
		await company.open({ customers: 'each' }).prepare([receipt({ customer: { id: '1' } }), receipt()], NONE);
		expect(customersOf(company)).toEqual([{ DisplayName: 'mug-co.myshopify.com' }]);
	});

	it('hostile names stay names', async () => {
		const company = new FakeCompany();
		const hostile = { id: '1', name: "O'Hara' OR Id > '0\\\n\t:Robert\"); --" };
		const outcomes = await company
			.open({ customers: 'each' })
			.prepare([receipt({ customer: hostile })], NONE);
		expect(outcomes[0]?.ok).toBe(true);
		expect(company.queries.find((query) => query.includes('DisplayName'))).toBe(
			"SELECT * FROM Customer WHERE DisplayName IN ('O\\'Hara\\' OR Id > \\'0 Robert ); --','O\\'Hara\\' OR Id > \\'0 Robert ); -- (1)') STARTPOSITION 1 MAXRESULTS 1000",
		);
		expect(customersOf(company)).toEqual([{ DisplayName: "O'Hara' OR Id > '0 Robert ); --" }]);
	});

	it('with creating switched off says what is missing, without personal data', async () => {
		const company = new FakeCompany();
		company.tables.Item = [
			{ Id: '4', Name: 'StoreLedger 79 Sales', Type: 'Service', IncomeAccountRef: { value: '79' } },
		];
		const [outcome] = await company
			.open({ createMissing: false, customers: 'each' })
			.prepare([receipt({ customer: ann })], NONE);
		expect(outcome).toMatchObject({ ok: false, findings: [{ code: 'CUSTOMER_MISSING' }] });
		expect(JSON.stringify(outcome?.findings)).not.toMatch(/Ann|example\.com/);
	});

	it('the cache holds no names', async () => {
		const company = new FakeCompany();
		await company.open({ customers: 'each' }).prepare([receipt({ customer: ann })], NONE);
		expect(JSON.stringify([...company.cache.entries])).not.toMatch(/Ann|example\.com/);
	});
});

describe('many documents', () => {
	it('creates in batches of 30', async () => {
		const company = new FakeCompany();
		const documents = Array.from({ length: 65 }, (_, index) =>
			receipt({ customer: { id: String(index), name: `Person ${index}` } }),
		);
		await company.open({ customers: 'each' }).prepare(documents, NONE);
		expect(company.batches.map(({ payloads }) => payloads.length)).toEqual([1, 30, 30, 5]);
	});

	it('reads the closing date anew before it holds a document for it', async () => {
		const company = new FakeCompany();
		company.preferences.AccountingInfoPrefs = { BookCloseDate: '2026-12-31' };
		await company.open().company();
		company.preferences.AccountingInfoPrefs = { BookCloseDate: '2025-12-31' };
		const [outcome] = await company.open().prepare([receipt()], NONE);
		expect(outcome?.ok).toBe(true);
		company.preferences.AccountingInfoPrefs = { BookCloseDate: '2026-12-31' };
		await company.cache.clear();
		const [held] = await company.open().prepare([receipt()], NONE);
		expect(held).toMatchObject({ ok: false, findings: [{ code: 'PERIOD_CLOSED' }] });
	});
});
