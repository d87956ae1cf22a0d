/** How a country's sales tax is set up: agencies, rates, and the codes that people choose from. Constructed, not recorded. */

export interface TaxRateRow {
	readonly name: string;
	/** percent */
	readonly value: number;
	readonly agency: string;
	/** days in which it is in force; an open end is left out */
	readonly from?: string;
	readonly to?: string;
}

export interface TaxCodeRow {
	readonly name: string;
	readonly description?: string;
	/** names of rates */
	readonly sales: readonly string[];
	readonly purchases: readonly string[];
}

export interface TaxSetup {
	/** how it is called there, in messages */
	readonly label: string;
	/** `account` is the liability account where the agency's tax is collected */
	readonly agencies: readonly { readonly name: string; readonly account: string }[];
	readonly rates: readonly TaxRateRow[];
	readonly codes: readonly TaxCodeRow[];
}

/** A code with one rate for sales and one for purchases, named as QuickBooks names them. */
function simple(
	agency: string,
	name: string,
	value: number,
	description: string,
	days: { from?: string; to?: string } = {},
): { rates: TaxRateRow[]; code: TaxCodeRow } {
	const [sales, purchases] = [`${name} (Sales)`, `${name} (Purchases)`];
	return {
		rates: [sales, purchases].map((rate) => ({ name: rate, value, agency, ...days })),
		code: { name, description, sales: [sales], purchases: [purchases] },
	};
}

function setup(label: string, agency: string, account: string, rows: ReturnType<typeof simple>[]): TaxSetup {
	return {
		label,
		agencies: [{ name: agency, account }],
		rates: rows.flatMap((row) => row.rates),
		codes: rows.map((row) => row.code),
	};
}

/** VAT rates: https://www.gov.uk/vat-rates; 17.5% until 3 January 2011: VAT Notice 700 history. */
const GB = setup('VAT', 'HMRC', 'VAT Control', [
	simple('HMRC', 'Exempt', 0, 'Exempt'),
	simple('HMRC', '20.0% S', 20, '20.0% Standard', { from: '2011-01-04' }),
	simple('HMRC', '17.5% S', 17.5, '17.5% Standard (until 3 January 2011)', {
		from: '2010-01-01',
		to: '2011-01-03',
	}),
	simple('HMRC', '5.0% R', 5, '5.0% Reduced'),
	simple('HMRC', '0.0% Z', 0, '0.0% Zero'),
	simple('HMRC', 'No VAT', 0, 'No VAT'),
]);

const AU = setup('GST', 'Australian Tax Office', 'GST Liabilities Payable', [
	simple('Australian Tax Office', 'GST', 10, 'GST'),
	simple('Australian Tax Office', 'GST free', 0, 'GST free'),
	simple('Australian Tax Office', 'Out of Scope', 0, 'Out of Scope'),
]);

const CRA = 'Canada Revenue Agency';

function canadian(name: string, parts: readonly (readonly [string, number, string])[]) {
	const named = (suffix: string) => parts.map(([rate]) => `${rate}${suffix}`);
	return {
		rates: parts.flatMap(([rate, value, agency]) =>
			['', ' (Purchase)'].map((suffix) => ({ name: `${rate}${suffix}`, value, agency })),
		),
		code: { name, description: name, sales: named(''), purchases: named(' (Purchase)') },
	};
}

const CA_ROWS = [
	canadian('HST ON', [['HST ON 13%', 13, CRA]]),
	canadian('GST', [['GST 5%', 5, CRA]]),
	canadian('GST/PST BC', [
		['GST 5%', 5, CRA],
		['PST BC 7%', 7, 'BC Ministry of Finance'],
	]),
	canadian('GST/QST QC - 9.975', [
		['GST 5%', 5, CRA],
		['QST 9.975%', 9.975, 'Revenu Québec'],
	]),
	canadian('Exempt', [['Exempt', 0, CRA]]),
	canadian('Zero-rated', [['Zero-rated', 0, CRA]]),
	canadian('Out of Scope', [['Out of Scope', 0, CRA]]),
];

const CA: TaxSetup = {
	label: 'sales tax',
	agencies: [
		{ name: CRA, account: 'GST/HST Payable' },
		{ name: 'BC Ministry of Finance', account: 'PST Payable (BC)' },
		{ name: 'Revenu Québec', account: 'QST Payable' },
	],
	// the federal rate stands in several codes: once is enough
	rates: [...new Map(CA_ROWS.flatMap((row) => row.rates).map((rate) => [rate.name, rate])).values()],
	codes: CA_ROWS.map((row) => row.code),
};

/** The tax groups of a US company that keeps its own (before automated sales tax), as in Intuit's sample company. */
export const US_MANUAL: TaxSetup = {
	label: 'sales tax',
	agencies: [
		{ name: 'Arizona Dept. of Revenue', account: 'Arizona Dept. of Revenue Payable' },
		{ name: 'Board of Equalization', account: 'Board of Equalization Payable' },
	],
	rates: [
		{ name: 'AZ State tax', value: 7.1, agency: 'Arizona Dept. of Revenue' },
		{ name: 'Tucson City', value: 2, agency: 'Arizona Dept. of Revenue' },
		{ name: 'California', value: 8, agency: 'Board of Equalization' },
	],
	codes: [
		{ name: 'California', sales: ['California'], purchases: [] },
		{ name: 'Tucson', sales: ['AZ State tax', 'Tucson City'], purchases: [] },
	],
};

const NONE: TaxSetup = { label: 'tax', agencies: [], rates: [], codes: [] };

/** The setup of a country; one that the lab does not know has no codes. */
export function taxSetupOf(country: string, automated: boolean): TaxSetup {
	switch (country) {
		case 'GB':
			return GB;
		case 'AU':
			return AU;
		case 'CA':
			return CA;
		case 'US':
			return automated ? NONE : US_MANUAL;
		default:
			return NONE;
	}
}

/** What the tax is called in a country. */
export const taxLabel = (country: string): string => taxSetupOf(country, true).label;
