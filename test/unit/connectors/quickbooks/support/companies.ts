/** Companies to post to: what the connector would have read of them. Ids are made up; no two lists share one by accident. */
import type { LedgerAccount, LedgerCompany, LedgerTaxCodeDetail } from '../../../../../core/ledger/connector';
import type { CompanySettings } from '../../../../../connectors/ledgers/quickbooks/company';
import type { Facts } from '../../../../../connectors/ledgers/quickbooks/facts';

const account = (id: string, name: string, type: string, kind: LedgerAccount['kind']): LedgerAccount => ({
	id,
	name,
	type,
	kind,
	active: true,
});

export const ACCOUNTS = {
	sales: account('79', 'Sales', 'Income', 'income'),
	discounts: account('80', 'Discounts given', 'Income', 'income'),
	shipping: account('81', 'Shipping charged', 'Income', 'income'),
	returns: account('82', 'Sales returns', 'Income', 'income'),
	giftCards: account('90', 'Gift cards outstanding', 'Other Current Liability', 'liability'),
	receivable: account('84', 'Accounts Receivable', 'Accounts Receivable', 'receivable'),
	payable: account('85', 'Accounts Payable', 'Accounts Payable', 'payable'),
	clearing: account('91', 'Shopify Payments clearing', 'Other Current Asset', 'currentAsset'),
	disputes: account('92', 'Disputes', 'Other Current Asset', 'currentAsset'),
	bank: account('35', 'Checking', 'Bank', 'bank'),
	fees: account('93', 'Processing fees', 'Expense', 'expense'),
	rounding: account('94', 'Rounding', 'Expense', 'expense'),
} as const;

const code = (
	id: string,
	name: string,
	rates: readonly (readonly [id: string, name: string, percent: string])[],
	sales = true,
): LedgerTaxCodeDetail => ({
	ledger: 'quickbooks',
	id,
	name,
	rates: rates.map(([rateId, rateName, percent]) => ({ id: rateId, name: rateName, percent })),
	active: true,
	sales,
	totalPercent: String(rates.reduce((sum, [, , percent]) => sum + Number(percent), 0)),
});

export const TAX_CODES = {
	uk: {
		standard: code('3', '20.0% S', [['3', '20.0% S (Sales)', '20']]),
		zero: code('7', '0.0% Z', [['7', '0.0% Z (Sales)', '0']]),
		none: code('10', 'No VAT', [['10', 'No VAT (Sales)', '0']]),
	},
	au: {
		gst: code('10', 'GST', [['10', 'GST (Sales)', '10']]),
		free: code('11', 'GST free', [['11', 'GST free (Sales)', '0']]),
		outside: code('4', 'Out of Scope', [['4', 'Out of Scope (Sales)', '0']]),
	},
	ca: {
		gstPst: code('9', 'GST/PST BC', [
			['8', 'GST', '5'],
			['19', 'PST BC', '7'],
		]),
		outside: code('7', 'Out of Scope', [['6', 'Out of Scope', '0']]),
	},
	us: {
		taxable: code('TAX', 'TAX', []),
		not: code('NON', 'NON', []),
		alameda: code('7', 'Alameda County Tax', [
			['16', 'Newark City', '2'],
			['7', 'Fremont City', '7.25'],
		]),
		atherton: code('9', 'Atherton', [['18', 'Atherton', '8']]),
	},
} as const;

const SETTINGS: CompanySettings = {
	customNumbers: true,
	customPurchaseNumbers: true,
	classPerLine: false,
	classPerDocument: false,
	departments: false,
};

/** Days of the tests on which QuickBooks has a rate. */
const RATES = new Map([
	['EUR 2026-11-20', '0.8625'],
	['USD 2026-11-20', '0.79'],
]);

export function facts(
	company: Partial<LedgerCompany> & Pick<LedgerCompany, 'country' | 'currency' | 'taxModel'>,
	codes: Readonly<Record<string, LedgerTaxCodeDetail>>,
	settings: Partial<CompanySettings> = {},
): Facts {
	return {
		company: {
			ledger: 'quickbooks',
			tenant: '4620816365',
			name: 'Mug & Co',
			multiCurrency: false,
			findings: [],
			...company,
		},
		settings: { ...SETTINGS, ...settings },
		accounts: new Map(Object.values(ACCOUNTS).map((entry) => [entry.id, entry])),
		taxCodes: new Map(Object.values(codes).map((entry) => [entry.id, entry])),
		classes: new Set(['5001', '5002']),
		departments: new Set(['7']),
		products: new Map(),
		rates: RATES,
	};
}

const UK = { country: 'GB', currency: 'GBP', taxModel: 'codes' } as const;

/** Companies by the name that golden cases begin with. */
export const COMPANIES: Readonly<Record<string, Facts>> = {
	uk: facts(UK, TAX_CODES.uk),
	ukOwnNumbers: facts(UK, TAX_CODES.uk, { customNumbers: false, customPurchaseNumbers: false }),
	ukManyCurrencies: facts({ ...UK, multiCurrency: true }, TAX_CODES.uk),
	ukClasses: facts(UK, TAX_CODES.uk, { classPerLine: true, departments: true }),
	usAutomated: facts({ country: 'US', currency: 'USD', taxModel: 'usAutomated' }, TAX_CODES.us),
	usManual: facts({ country: 'US', currency: 'USD', taxModel: 'usManual' }, TAX_CODES.us),
	usUntaxed: facts({ country: 'US', currency: 'USD', taxModel: 'none' }, {}),
	au: facts({ country: 'AU', currency: 'AUD', taxModel: 'codes' }, TAX_CODES.au),
	ca: facts({ country: 'CA', currency: 'CAD', taxModel: 'codes' }, TAX_CODES.ca),
	jpUntaxed: facts({ country: 'JP', currency: 'JPY', taxModel: 'none' }, {}),
};
