import { readFileSync } from 'node:fs';
import { companyOf } from '../../../../connectors/ledgers/quickbooks/company';
import {
	accountSchema,
	companyInfoSchema,
	preferencesSchema,
	taxCodeSchema,
	taxRateSchema,
} from '../../../../connectors/ledgers/quickbooks/payload';
import { accountOf } from '../../../../connectors/ledgers/quickbooks/accounts';
import { percentOn, taxCodesOf } from '../../../../connectors/ledgers/quickbooks/taxCodes';
import { TransportError } from '../../../../core/transport/http';
import { describeWithShared, shared } from '../../../support/shared';

const INFO = { CompanyName: 'Mug & Co', Country: 'US' };
const currency = { HomeCurrency: { value: 'USD' }, MultiCurrencyEnabled: false };

function company(country: string, preferences: object) {
	return companyOf(
		'1',
		{ ...INFO, Country: country },
		preferencesSchema.parse({ CurrencyPrefs: currency, ...preferences }),
	);
}

describe('how sales tax works in a company', () => {
	it.each([
		['US', undefined, 'none'],
		['US', { UsingSalesTax: false, PartnerTaxEnabled: true }, 'none'],
		['US', { UsingSalesTax: true }, 'usManual'],
		['US', { UsingSalesTax: true, PartnerTaxEnabled: true }, 'usAutomated'],
		['US', { UsingSalesTax: true, PartnerTaxEnabled: false }, 'none'],
		['USA', { UsingSalesTax: true, PartnerTaxEnabled: true }, 'usAutomated'],
		['GB', { UsingSalesTax: true }, 'codes'],
		['GB', { UsingSalesTax: false }, 'none'],
		['AU', { UsingSalesTax: true, PartnerTaxEnabled: true }, 'codes'],
	])('%s with %j: %s', (country, prefs, model) => {
		expect(company(country, { TaxPrefs: prefs }).company.taxModel).toBe(model);
	});
});

describe('settings', () => {
	it('warns where our numbers cannot be used', () => {
		expect(company('US', {}).company.findings.map(({ code }) => code)).toEqual(['CUSTOM_NUMBERS_OFF']);
		expect(company('US', { SalesFormsPrefs: { CustomTxnNumbers: true } }).company.findings).toEqual([]);
	});

	it('knows the closed period, and that an empty date is none', () => {
		expect(company('US', { AccountingInfoPrefs: { BookCloseDate: '2026-06-30' } }).company.closedUntil).toBe(
			'2026-06-30',
		);
		expect(company('US', { AccountingInfoPrefs: { BookCloseDate: '' } }).company).not.toHaveProperty(
			'closedUntil',
		);
	});

	it('reads the numbering of purchases from either shape of OtherPrefs', () => {
		const pref = { Name: 'VendorAndPurchasesPrefs.UseCustomTxnNumbers', Value: 'true' };
		expect(company('US', { OtherPrefs: { NameValue: [pref] } }).settings.customPurchaseNumbers).toBe(true);
		expect(company('US', { OtherPrefs: [pref] }).settings.customPurchaseNumbers).toBe(true);
		expect(company('US', {}).settings.customPurchaseNumbers).toBe(false);
	});

	it('never invents a home currency', () => {
		expect(preferencesSchema.safeParse({ CurrencyPrefs: {} }).success).toBe(false);
		expect(preferencesSchema.safeParse({}).success).toBe(false);
		const odd = preferencesSchema.parse({ CurrencyPrefs: { HomeCurrency: { value: 'XXX' } } });
		expect(() => companyOf('1', INFO, odd)).toThrow(TransportError);
	});
});

describe('accounts', () => {
	it.each([
		['Bank', 'bank'],
		['Other Current Asset', 'currentAsset'],
		['Fixed Asset', 'asset'],
		['Accounts Receivable', 'receivable'],
		['Accounts Payable', 'payable'],
		['Credit Card', 'liability'],
		['Other Current Liability', 'liability'],
		['Long Term Liability', 'liability'],
		['Equity', 'equity'],
		['Income', 'income'],
		['Other Income', 'income'],
		['Cost of Goods Sold', 'expense'],
	])('%s is %s', (type, kind) => {
		expect(accountOf({ Id: '1', Name: 'x', AccountType: type, Active: true })?.kind).toBe(kind);
	});

	it('takes the classification where the type is unknown, and leaves out what nothing can be posted to', () => {
		expect(
			accountOf({ Id: '1', Name: 'x', AccountType: 'New', Classification: 'Revenue', Active: true })?.kind,
		).toBe('income');
		expect(accountOf({ Id: '1', Name: 'x', AccountType: 'Non-Posting', Active: true })).toBeUndefined();
	});

	it('carries its full name, number and currency', () => {
		const row = {
			Id: '9',
			Name: 'Web',
			FullyQualifiedName: 'Sales:Web',
			AcctNum: '4010',
			AccountType: 'Income',
			Active: true,
		};
		expect(accountOf({ ...row, CurrencyRef: { value: 'EUR' } })).toEqual({
			id: '9',
			name: 'Sales:Web',
			number: '4010',
			type: 'Income',
			kind: 'income',
			currency: 'EUR',
			active: true,
		});
	});
});

describe('tax codes', () => {
	const vat = {
		Id: '3',
		Name: 'VAT',
		RateValue: 20,
		EffectiveTaxRate: [
			{ RateValue: 17.5, EffectiveDate: '2010-01-01T00:00:00-08:00', EndDate: '2011-01-03T00:00:00-08:00' },
			{ RateValue: 20, EffectiveDate: '2011-01-04T00:00:00-08:00' },
		],
	};
	const code = {
		Id: '3',
		Name: 'Standard',
		TaxGroup: true,
		SalesTaxRateList: { TaxRateDetail: [{ TaxRateRef: { value: '3' } }] },
	};
	const codes = [taxCodeSchema.parse(code)];
	const rates = [taxRateSchema.parse(vat)];

	it.each([
		['2010-12-01', '17.5'],
		['2011-01-03', '17.5'],
		['2011-01-04', '20'],
		['2026-11-23', '20'],
		['2009-12-31', '20'],
	])('has on %s the percentage of that day', (on, percent) => {
		expect(percentOn(rates[0]!, on)).toBe(percent);
		expect(taxCodesOf(codes, rates, 'codes', on)[0]).toMatchObject({
			totalPercent: percent,
			rates: [{ id: '3', name: 'VAT', percent }],
			sales: true,
		});
	});

	it('cannot be used when a rate is unknown or has no percentage', () => {
		expect(taxCodesOf(codes, [], 'codes', '2026-11-23')[0]).toMatchObject({ sales: false, rates: [] });
		const bare = taxRateSchema.parse({ Id: '3' });
		expect(taxCodesOf(codes, [bare], 'codes', '2026-11-23')[0]).toMatchObject({ sales: false });
	});

	it.each([
		['usAutomated', ['TAX', 'NON']],
		['usManual', ['NON', '3']],
		['codes', ['3']],
		['none', []],
	] as const)('usable in %s: %j', (model, ids) => {
		const pseudo = ['TAX', 'NON'].map((id) =>
			taxCodeSchema.parse({ Id: id, Name: id, TaxGroup: false, SalesTaxRateList: '' }),
		);
		const usable = taxCodesOf([...pseudo, ...codes], rates, model, '2026-11-23').filter(({ sales }) => sales);
		expect(usable.map(({ id }) => id)).toEqual(ids);
	});
});

describeWithShared('recorded answers', () => {
	const recorded = (file: string): unknown =>
		JSON.parse(readFileSync(shared(`fixtures/qbo/${file}`), 'utf8'));
	const rows = (file: string, entity: string): unknown[] =>
		(recorded(file) as { QueryResponse: Record<string, unknown[]> }).QueryResponse[entity] ?? [];

	it('companies and preferences', () => {
		const info = companyInfoSchema.parse(
			(recorded('quickbooks-ruby-json/company_info.json') as { CompanyInfo: unknown }).CompanyInfo,
		);
		const preferences = preferencesSchema.parse(
			(recorded('quickbooks-ruby-json/preferences.json') as { Preferences: unknown }).Preferences,
		);
		expect(companyOf('1', info, preferences).company).toMatchObject({
			name: 'Acme Corp.',
			currency: 'USD',
			taxModel: 'none',
		});
		const sandbox = (recorded('nytely-mocks/preference-data.json') as { mockPreferenceData: unknown[] })
			.mockPreferenceData;
		expect(companyOf('1', info, preferencesSchema.parse(sandbox[0])).company).toMatchObject({
			closedUntil: '2018-12-31',
			taxModel: 'usManual',
		});
	});

	it('accounts, tax codes and tax rates', () => {
		const accounts = rows('quickbooks-ruby-json/accounts.json', 'Account').map((row) =>
			accountSchema.parse(row),
		);
		expect(accounts.length).toBeGreaterThan(0);
		expect(accounts.every((row) => accountOf(row) !== undefined)).toBe(true);
		const codes = rows('quickbooks-ruby-json/tax_codes.json', 'TaxCode').map((row) =>
			taxCodeSchema.parse(row),
		);
		expect(codes.map(({ Id }) => Id)).toEqual(expect.arrayContaining(['TAX', 'NON', '7']));
		const rate = taxRateSchema.parse(
			(recorded('quickbooks-ruby-json/tax_rate.json') as { TaxRate: unknown }).TaxRate,
		);
		expect([percentOn(rate, '2014-06-30'), percentOn(rate, '2014-07-01')]).toEqual(['17.5', '0.5']);
	});
});
