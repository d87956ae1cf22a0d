/** The business's own lists: accounts in two charts, taxes as codes, the business and its country. */
import { accountsOf, ownAccount } from '../../../../connectors/ledgers/freshbooks/accounts';
import { businessOf, companyOf, countryCode } from '../../../../connectors/ledgers/freshbooks/company';
import { taxCodesOf } from '../../../../connectors/ledgers/freshbooks/taxCodes';
import { OWN_ACCOUNTS, ownTax } from '../../../../core/ledger/ownAccounts';
import { ACCOUNT_ROWS, BUSINESS, FakeBusiness, OLDER_ROWS, ok, TAX_ROWS, TENANT } from './support/business';

describe('accounts', () => {
	const accounts = accountsOf(ACCOUNT_ROWS, OLDER_ROWS);

	it('are those below another, by uuid, with their number in the older list', () => {
		expect(accounts.map(({ id }) => id)).not.toContain('parent');
		expect(accounts.find(({ id }) => id === 'sales')).toMatchObject({
			name: 'Sales',
			kind: 'income',
			type: 'Income',
			active: true,
			subAccountId: '635977',
		});
		expect(accounts.find(({ id }) => id === 'old')?.active).toBe(false);
		expect(accounts.find(({ id }) => id === 'receivable')?.kind).toBe('receivable');
	});

	it('are the older ones where a business has no other chart', () => {
		const older = accountsOf(undefined, OLDER_ROWS);
		expect(older).toHaveLength(9);
		expect(older[0]).toMatchObject({ id: '635972', subAccountId: '635972', name: 'Petty Cash' });
	});

	it('that FreshBooks posts to by itself are told by its own names, or not at all', () => {
		const idOf = (id: string, rows = ACCOUNT_ROWS) =>
			ownAccount(id, accountsOf(rows, OLDER_ROWS))?.account?.id;
		expect(idOf(OWN_ACCOUNTS.sales)).toBe('sales');
		expect(idOf(OWN_ACCOUNTS.money)).toBe('cash');
		expect(idOf(ownTax('VAT').id)).toBe('tax');
		expect(ownAccount('sales', accounts)).toBeUndefined();
		const named = ACCOUNT_ROWS.map((row) => (row.uuid === 'vat' ? { ...row, name: 'VAT' } : row));
		expect(idOf(ownTax('VAT').id, named)).toBe('vat');
		const renamed = ACCOUNT_ROWS.map((row) => (row.uuid === 'sales' ? { ...row, name: 'Turnover' } : row));
		expect(idOf(OWN_ACCOUNTS.sales, renamed)).toBe('sales');
		const without = ACCOUNT_ROWS.filter(({ uuid }) => uuid !== 'cash');
		expect(idOf(OWN_ACCOUNTS.money, without)).toBeUndefined();
	});
});

describe('taxes', () => {
	it('are codes, alone and in pairs, and one for none', () => {
		expect(taxCodesOf(TAX_ROWS).map(({ id, name, totalPercent }) => [id, name, totalPercent])).toEqual([
			['none', 'No tax', '0'],
			['7840', 'VAT 20%', '20'],
			['7841', 'Levy 2.5%', '2.5'],
			['7840+7841', 'VAT 20% + Levy 2.5%', '22.5'],
		]);
	});

	it('on taxes, deleted ones and unreadable ones are not for sales', () => {
		const [vat, levy] = TAX_ROWS;
		if (vat === undefined || levy === undefined) throw new Error('no rows');
		const codes = taxCodesOf([
			{ ...vat, compound: true },
			{ ...levy, vis_state: 1 },
			{ ...levy, id: '3', amount: 'many' },
		]);
		expect(codes.map(({ id, sales }) => [id, sales])).toEqual([
			['none', true],
			['7840', false],
		]);
	});
});

describe('the business', () => {
	it('has a country code and a currency; nothing is assumed about the currency', () => {
		expect(companyOf(TENANT, BUSINESS, 'GBP', true)).toMatchObject({
			country: 'GB',
			currency: 'GBP',
			taxModel: 'codes',
		});
		expect(companyOf(TENANT, BUSINESS, 'GBP', false).taxModel).toBe('none');
		expect(() => companyOf(TENANT, BUSINESS, null, true)).toThrow(/currency/);
		expect(['Canada', 'Germany', 'USA', 'gb', 'UK', 'Atlantis'].map(countryCode)).toEqual([
			'CA',
			'DE',
			'US',
			'GB',
			'GB',
			'Atlantis',
		]);
	});

	it('is the one the credential names; otherwise the error lists those there are', () => {
		const me = {
			business_memberships: [
				{ business: { id: '1', account_id: 'A1', name: 'One', business_uuid: 'u', address: null } },
				{ business: { id: '2', account_id: null, name: 'Theirs', business_uuid: null, address: null } },
			],
			roles: [],
		};
		expect(businessOf(me, 'A1')).toEqual({ businessId: '1', businessUuid: 'u', name: 'One', country: '' });
		expect(() => businessOf(me, 'A2')).toThrow(/"One": A1/);
	});

	it('is read once, and kept for other sessions', async () => {
		const business = new FakeBusiness();
		await business.open().accounts();
		await business.open().company();
		await business.open().taxCodes();
		const count = (part: string): number => business.requests.filter(({ url }) => url.includes(part)).length;
		expect([count('users/me'), count('ledger_accounts'), count('taxes')]).toEqual([1, 1, 1]);
	});

	it('a list with a row that cannot be read is no list', async () => {
		const business = new FakeBusiness();
		business.onRequest = ({ url }) =>
			url.endsWith('taxes/taxes')
				? ok({ response: { result: { taxes: [{ id: 1 }], page: 1, pages: 1 } } })
				: undefined;
		await expect(business.open().taxCodes()).rejects.toMatchObject({ failure: 'rejected' });
	});

	it('lists come page by page', async () => {
		const business = new FakeBusiness();
		business.onRequest = ({ url, query }) =>
			url.endsWith('taxes/taxes')
				? ok({
						response: {
							result: { taxes: [TAX_ROWS[Number(query?.page) - 1]], page: Number(query?.page), pages: 2 },
						},
					})
				: undefined;
		expect(await business.open().taxCodes()).toHaveLength(4);
	});
});
