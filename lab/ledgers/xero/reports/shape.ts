/** The nested rows in which Xero gives reports: every value is text. */
import type { Organisation } from '../books/organisation';
import { dateOf, longDay } from '../books/time';

export interface Cell {
	readonly Value: string;
	readonly Attributes?: readonly { readonly Value: string; readonly Id: string }[];
}

export const cells = (...values: readonly string[]): Cell[] => values.map((Value) => ({ Value }));

/** Cells that belong to an account. */
export const accountCells = (id: string, values: readonly string[], name = 'account'): Cell[] =>
	values.map((Value) => ({ Value, Attributes: [{ Value: id, Id: name }] }));

export const header = (...values: readonly string[]): object => ({
	RowType: 'Header',
	Cells: cells(...values),
});
export const row = (all: readonly Cell[]): object => ({ RowType: 'Row', Cells: all });
export const summary = (...values: readonly string[]): object => ({
	RowType: 'SummaryRow',
	Cells: cells(...values),
});
export const section = (Title: string, Rows: readonly object[]): object => ({
	RowType: 'Section',
	Title,
	Rows,
});

/** A report as it is answered. `period` is the third line of its title. */
export function report(
	organisation: Organisation,
	{ type, name, period }: { type: string; name: string; period: string },
	rows: readonly object[],
): object {
	return {
		ReportID: type,
		ReportName: name,
		ReportType: type,
		ReportTitles: [name, organisation.identity.name, period],
		ReportDate: longDay(organisation.today()),
		UpdatedDateUTC: dateOf(organisation.now()),
		Fields: [],
		Rows: rows,
	};
}
