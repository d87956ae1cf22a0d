/**
 * The tax rates with which a country's organisation begins. Codes of Xero's own rates:
 * https://developer.xero.com/documentation/api/accounting/types (TaxTypes); TAX001... are rates that people made.
 */
import type { Applicable } from '../books/records';

export interface TaxRow {
	readonly taxType: string;
	readonly name: string;
	readonly side: 'sales' | 'purchases' | 'both';
	/** name and percent of each part; none: 0 % */
	readonly parts: readonly (readonly [name: string, percent: number])[];
	readonly report?: string;
}

export interface TaxSetup {
	/** the rates that accounts of income and of costs have */
	readonly sales: string;
	readonly purchases: string;
	readonly rates: readonly TaxRow[];
}

/** Where a rate may be used, as Xero's answers show it: sales not on expenses, purchases not on revenue. */
export const APPLIES: Readonly<Record<TaxRow['side'], readonly Applicable[]>> = {
	sales: ['ASSET', 'EQUITY', 'LIABILITY', 'REVENUE'],
	purchases: ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY'],
	both: ['ASSET', 'EQUITY', 'EXPENSE', 'LIABILITY', 'REVENUE'],
};

const row = (
	taxType: string,
	name: string,
	side: TaxRow['side'],
	parts: TaxRow['parts'] | number = 0,
	report?: string,
): TaxRow => ({
	taxType,
	name,
	side,
	parts: typeof parts === 'number' ? [[parts === 0 ? 'No Tax' : 'Tax', parts]] : parts,
	...(report === undefined ? {} : { report }),
});

const GB: TaxSetup = {
	sales: 'OUTPUT2',
	purchases: 'INPUT2',
	rates: [
		row('OUTPUT2', '20% (VAT on Income)', 'sales', [['VAT', 20]], 'OUTPUT'),
		row('INPUT2', '20% (VAT on Expenses)', 'purchases', [['VAT', 20]], 'INPUT'),
		row('RROUTPUT', '5% (VAT on Income)', 'sales', [['VAT', 5]], 'OUTPUT'),
		row('RRINPUT', '5% (VAT on Expenses)', 'purchases', [['VAT', 5]], 'INPUT'),
		row('OUTPUT', '17.5% (VAT on Income)', 'sales', [['VAT', 17.5]], 'OUTPUT'),
		row('INPUT', '17.5% (VAT on Expenses)', 'purchases', [['VAT', 17.5]], 'INPUT'),
		row('SROUTPUT', '15% (VAT on Income)', 'sales', [['VAT', 15]], 'OUTPUT'),
		row('SRINPUT', '15% (VAT on Expenses)', 'purchases', [['VAT', 15]], 'INPUT'),
		row('ZERORATEDOUTPUT', 'Zero Rated Income', 'sales', 0, 'OUTPUT'),
		row('ZERORATEDINPUT', 'Zero Rated Expenses', 'purchases', 0, 'INPUT'),
		row('EXEMPTOUTPUT', 'Exempt Income', 'sales', 0, 'EXEMPTOUTPUT'),
		row('EXEMPTINPUT', 'Exempt Expenses', 'purchases', 0, 'EXEMPTINPUT'),
		row('NONE', 'No VAT', 'both', 0, 'NONE'),
	],
};

const AU: TaxSetup = {
	sales: 'OUTPUT',
	purchases: 'INPUT',
	rates: [
		row('OUTPUT', 'GST on Income', 'sales', [['GST', 10]], 'OUTPUT'),
		row('INPUT', 'GST on Expenses', 'purchases', [['GST', 10]], 'INPUT'),
		row('EXEMPTOUTPUT', 'GST Free Income', 'sales', 0, 'EXEMPTOUTPUT'),
		row('EXEMPTEXPENSES', 'GST Free Expenses', 'purchases', 0, 'EXEMPTEXPENSES'),
		row('EXEMPTEXPORT', 'GST Free Exports', 'sales', 0, 'EXEMPTEXPORT'),
		row('BASEXCLUDED', 'BAS Excluded', 'both', 0, 'BASEXCLUDED'),
		row('GSTONIMPORTS', 'GST on Imports', 'purchases', 0, 'GSTONIMPORTS'),
	],
};

const NZ: TaxSetup = {
	sales: 'OUTPUT2',
	purchases: 'INPUT2',
	rates: [
		row('OUTPUT2', '15% GST on Income', 'sales', [['GST', 15]], 'OUTPUT'),
		row('INPUT2', '15% GST on Expenses', 'purchases', [['GST', 15]], 'INPUT'),
		row('ZERORATED', 'Zero Rated', 'sales', 0, 'OUTPUT'),
		row('NONE', 'No GST', 'both', 0, 'NONE'),
		row('GSTONIMPORTS', 'GST on Imports', 'purchases', 0, 'GSTONIMPORTS'),
	],
};

/** US rates are the company's own: a bookkeeper makes one for each place where tax is due. */
const US: TaxSetup = {
	sales: 'NONE',
	purchases: 'NONE',
	rates: [
		row('NONE', 'Tax Exempt', 'both', 0, 'NONE'),
		row('OUTPUT', 'Tax on Sales', 'sales', [['Tax', 8.25]], 'OUTPUT'),
		row('INPUT', 'Tax on Purchases', 'purchases', [['Tax', 8.25]], 'INPUT'),
		row('GSTONIMPORTS', 'Sales Tax on Imports', 'purchases', 0, 'GSTONIMPORTS'),
		row('TAX001', 'California State Tax', 'sales', [['California State Tax', 7.25]]),
		row('TAX002', 'California - Los Angeles County', 'sales', [
			['California State Tax', 7.25],
			['Los Angeles County Tax', 2.25],
		]),
		row('TAX003', 'New York City', 'sales', [
			['New York State Tax', 4],
			['New York City Tax', 4.5],
			['Metropolitan Commuter Transportation District', 0.375],
		]),
		row('TAX004', 'Texas - Austin', 'sales', [
			['Texas State Tax', 6.25],
			['Austin City Tax', 2],
		]),
		row('TAX005', 'Washington State Tax', 'sales', [['Washington State Tax', 6.5]]),
		row('TAX006', 'Los Angeles County Tax', 'sales', [['Los Angeles County Tax', 2.25]]),
	],
};

const CA: TaxSetup = {
	sales: 'CAN014',
	purchases: 'CAN013',
	rates: [
		row('CAN014', 'GST on Sales', 'sales', [['GST', 5]], 'SALESOUTPUT'),
		row('CAN013', 'GST on Purchases', 'purchases', [['GST', 5]], 'PURCHASESINPUT'),
		row('CAN022', 'ON - HST on Sales', 'sales', [['HST', 13]], 'SALESOUTPUT'),
		row('CAN021', 'ON - HST on Purchases', 'purchases', [['HST', 13]], 'PURCHASESINPUT'),
		row(
			'CAN016',
			'BC - GST/PST on Sales',
			'sales',
			[
				['PST', 7],
				['GST', 5],
			],
			'SALESOUTPUT',
		),
		row(
			'CAN028',
			'MB - GST/RST on Sales',
			'sales',
			[
				['RST', 7],
				['GST', 5],
			],
			'SALESOUTPUT',
		),
		row(
			'CAN026',
			'QC - GST/QST on Sales',
			'sales',
			[
				['QST', 9.975],
				['GST', 5],
			],
			'SALESOUTPUT',
		),
		row('CAN030', 'Exempt Sales', 'sales', 0, 'NONEOUTPUT'),
		row('CAN031', 'Zero-rated Sales', 'sales', 0, 'NONEOUTPUT'),
		row('NONE', 'Tax Exempt', 'both', 0, 'NONE'),
		row('GSTONIMPORTS', 'Sales Tax on Imports', 'purchases', 0, 'GSTONIMPORTS'),
	],
};

const GLOBAL: TaxSetup = {
	sales: 'NONE',
	purchases: 'NONE',
	rates: [
		row('NONE', 'Tax Exempt', 'both', 0, 'NONE'),
		row('OUTPUT', 'Tax on Sales', 'sales', [['Tax', 15]], 'OUTPUT'),
		row('INPUT', 'Tax on Purchases', 'purchases', [['Tax', 15]], 'INPUT'),
		row('GSTONIMPORTS', 'Sales Tax on Imports', 'purchases', 0, 'GSTONIMPORTS'),
	],
};

const SETUPS: Readonly<Record<string, TaxSetup>> = { GB, AU, NZ, US, CA };

/** The tax rates of a country; others are Xero's "global" edition. */
export const taxSetupOf = (country: string): TaxSetup => SETUPS[country] ?? GLOBAL;
