/** Organisations to post to: what the connector would have read of them. Ids are made up. */
import type { LedgerAccount, LedgerCompany, LedgerTaxCodeDetail } from '../../../../../core/ledger/connector';
import type { XeroAccount } from '../../../../../connectors/ledgers/xero/accounts';
import type { Facts, TrackingCategory } from '../../../../../connectors/ledgers/xero/facts';

const guid = (tail: string): string => `a0000000-0000-4000-8000-${tail.padStart(12, '0')}`;

function account(
	number: string | undefined,
	name: string,
	type: string,
	kind: LedgerAccount['kind'],
	more: Partial<XeroAccount> = {},
): XeroAccount {
	const isBank = type === 'BANK';
	return {
		id: guid(number ?? name.replace(/\D/g, '')),
		name,
		...(number === undefined ? {} : { number }),
		type,
		kind,
		active: true,
		isBank,
		takesPayments: isBank,
		...more,
	};
}

export const ACCOUNTS = {
	sales: account('200', 'Sales', 'REVENUE', 'income'),
	discounts: account('205', 'Discounts given', 'REVENUE', 'income'),
	returns: account('206', 'Sales returns', 'REVENUE', 'income'),
	shipping: account('210', 'Shipping income', 'REVENUE', 'income'),
	giftCards: account('820', 'Gift card liability', 'CURRLIAB', 'liability'),
	refundsPayable: account('825', 'Refunds payable', 'CURRLIAB', 'liability'),
	receivable: account('610', 'Accounts Receivable', 'CURRENT', 'receivable'),
	payable: account('800', 'Accounts Payable', 'CURRLIAB', 'payable'),
	clearing: account('090', 'Shopify Payments clearing', 'BANK', 'bank', { currency: 'GBP' }),
	bank: account('091', 'Business account', 'BANK', 'bank', { currency: 'GBP' }),
	/** a bank account needs no code */
	codeless: account(undefined, 'Savings 77', 'BANK', 'bank', { currency: 'GBP' }),
	paypal: account('620', 'PayPal clearing', 'CURRENT', 'currentAsset', { takesPayments: true }),
	noPayments: account('621', 'Stripe clearing', 'CURRENT', 'currentAsset'),
	disputes: account('622', 'Disputes', 'CURRENT', 'currentAsset'),
	fees: account('404', 'Processing fees', 'EXPENSE', 'expense'),
	rounding: account('860', 'Rounding', 'EXPENSE', 'expense'),
	archived: account('299', 'Old sales', 'REVENUE', 'income', { active: false }),
} as const;

const code = (
	id: string,
	name: string,
	rates: readonly (readonly [name: string, percent: string])[],
	more: Partial<LedgerTaxCodeDetail> = {},
): LedgerTaxCodeDetail => ({
	ledger: 'xero',
	id,
	name,
	rates: rates.map(([rate, percent]) => ({ id: `${id}/${rate}`, name: rate, percent })),
	active: true,
	sales: true,
	totalPercent: String(rates.reduce((sum, [, percent]) => sum + Number(percent), 0)),
	...more,
});

export const TAX_CODES = {
	uk: {
		standard: code('OUTPUT2', '20% (VAT on Income)', [['VAT', '20']]),
		reduced: code('RROUTPUT', '5% (VAT on Income)', [['VAT', '5']]),
		zero: code('ZERORATEDOUTPUT', 'Zero Rated Income', [['No VAT', '0']]),
		none: code('NONE', 'No VAT', [['No VAT', '0']]),
		input: code('INPUT2', '20% (VAT on Expenses)', [['VAT', '20']], { sales: false }),
		old: code('OUTPUT', '17.5% (VAT on Income)', [['VAT', '17.5']], { active: false }),
	},
	au: {
		gst: code('OUTPUT', 'GST on Income', [['GST', '10']]),
		free: code('EXEMPTOUTPUT', 'GST Free Income', [['GST', '0']]),
		outside: code('BASEXCLUDED', 'BAS Excluded', [['GST', '0']]),
	},
	nz: {
		gst: code('OUTPUT2', '15% GST on Income', [['GST', '15']]),
		zero: code('ZERORATED', 'Zero Rated', [['GST', '0']]),
	},
	ca: {
		gstPst: code('CAN028', 'MB - GST/RST on Sales', [
			['RST', '7'],
			['GST', '5'],
		]),
		exempt: code('CAN030', 'Exempt Sales', [['No Tax', '0']]),
	},
	us: {
		alameda: code('TAX001', 'Alameda County', [
			['State Tax', '6'],
			['County Tax', '4.25'],
		]),
		none: code('NONE', 'Tax Exempt', [['Tax Exempt', '0']]),
	},
	global: {
		sales: code('OUTPUT', 'Tax on Sales', [['Tax', '8.25']]),
		none: code('NONE', 'Tax Exempt', [['Tax', '0']]),
	},
} as const;

export const TRACKING: readonly TrackingCategory[] = [
	{
		id: 'c0000000-0000-4000-8000-000000000001',
		name: 'Region',
		options: [
			{ id: 'd0000000-0000-4000-8000-000000000001', name: 'North' },
			{ id: 'd0000000-0000-4000-8000-000000000002', name: 'South' },
		],
	},
	{
		id: 'c0000000-0000-4000-8000-000000000002',
		name: 'Channel',
		options: [{ id: 'd0000000-0000-4000-8000-000000000003', name: 'Web "shop"' }],
	},
];

export const TENANT = '25d7b4cd-ed1c-4c5c-80e5-c058b87db8a1';

export function facts(
	company: Partial<LedgerCompany> & Pick<LedgerCompany, 'country' | 'currency'>,
	codes: Readonly<Record<string, LedgerTaxCodeDetail>>,
	more: Partial<Omit<Facts, 'company'>> = {},
): Facts {
	return {
		company: {
			ledger: 'xero',
			tenant: TENANT,
			name: 'Mug & Co',
			multiCurrency: false,
			taxModel: 'codes',
			findings: [],
			...company,
		},
		settings: { shortCode: '!FR6KJ' },
		currencies: new Set([company.currency]),
		// clearing accounts are kept in the organisation's own currency
		accounts: new Map(
			Object.values(ACCOUNTS).map((entry): [string, XeroAccount] => [
				entry.id,
				entry.isBank ? { ...entry, currency: company.currency } : entry,
			]),
		),
		taxCodes: new Map(Object.values(codes).map((entry) => [entry.id, entry])),
		tracking: [],
		...more,
	};
}

const UK = { country: 'GB', currency: 'GBP' } as const;

/** Organisations by the name that golden cases name. */
export const COMPANIES: Readonly<Record<string, Facts>> = {
	uk: facts(UK, TAX_CODES.uk),
	ukTracking: facts(UK, TAX_CODES.uk, { tracking: TRACKING }),
	ukManyCurrencies: facts({ ...UK, multiCurrency: true }, TAX_CODES.uk, {
		currencies: new Set(['GBP', 'EUR', 'KWD']),
	}),
	ukUnregistered: facts({ ...UK, taxModel: 'none' }, {}),
	au: facts({ country: 'AU', currency: 'AUD' }, TAX_CODES.au),
	nz: facts({ country: 'NZ', currency: 'NZD' }, TAX_CODES.nz),
	ca: facts({ country: 'CA', currency: 'CAD' }, TAX_CODES.ca),
	us: facts({ country: 'US', currency: 'USD' }, TAX_CODES.us),
	global: facts({ country: 'SG', currency: 'SGD' }, TAX_CODES.global),
	jp: facts({ country: 'JP', currency: 'JPY', taxModel: 'none' }, {}),
	kw: facts({ country: 'KW', currency: 'KWD', taxModel: 'none' }, {}),
};
