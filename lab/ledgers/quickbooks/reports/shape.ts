/** The shape of every report: header, columns, rows (Report.xsd). Amounts are texts with the currency's digits. */
import type { Company } from '../books/company';
import { metaTime } from '../books/time';

export interface Cell {
	readonly value: string;
	readonly id?: string;
}

export interface DataRow {
	readonly ColData: readonly Cell[];
	readonly type?: 'Data';
}

export interface SectionRow {
	readonly Header?: { readonly ColData: readonly Cell[] };
	readonly Rows?: { readonly Row: readonly Row[] };
	readonly Summary?: { readonly ColData: readonly Cell[] };
	readonly type: 'Section';
	readonly group?: string;
}

export type Row = DataRow | SectionRow;

export interface Column {
	readonly ColTitle: string;
	readonly ColType: string;
	readonly MetaData?: readonly { readonly Name: string; readonly Value: string }[];
}

/** A column with the key by which it is known. */
export const column = (ColTitle: string, ColType: string, key: string): Column => ({
	ColTitle,
	ColType,
	MetaData: [{ Name: 'ColKey', Value: key }],
});

export interface ReportInput {
	readonly name: string;
	readonly from: string;
	readonly to: string;
	readonly columns: readonly Column[];
	readonly rows: readonly Row[];
	/** "Total" for reports with one money column */
	readonly summarizeColumnsBy?: string;
}

/** A report as it is answered. */
export function report(company: Company, input: ReportInput): object {
	return {
		Header: {
			Time: metaTime(company.now()),
			ReportName: input.name,
			ReportBasis: 'Accrual',
			StartPeriod: input.from,
			EndPeriod: input.to,
			...(input.summarizeColumnsBy === undefined ? {} : { SummarizeColumnsBy: input.summarizeColumnsBy }),
			Currency: company.identity.currency,
			Option: [{ Name: 'NoReportData', Value: String(input.rows.length === 0) }],
		},
		Columns: { Column: input.columns },
		Rows: input.rows.length === 0 ? {} : { Row: input.rows },
	};
}
