/** Items, classes and departments, in the words of the core. */
import type { LedgerDimension, LedgerItem } from '../../../core/ledger/connector';
import { CLASS, DEPARTMENT } from './checks';
import type { CompanySettings } from './company';
import type { DimensionRow, ItemRow } from './payload';

export function itemOf(row: ItemRow): LedgerItem {
	return {
		id: row.Id,
		name: row.Name,
		...(row.Sku === undefined || row.Sku === '' ? {} : { code: row.Sku }),
		...(row.IncomeAccountRef === undefined ? {} : { accountId: row.IncomeAccountRef.value }),
		tracksStock: row.Type === 'Inventory',
		active: row.Active !== false,
	};
}

const optionsOf = (rows: readonly DimensionRow[]): LedgerDimension['options'] =>
	rows.map(({ Id, Name, FullyQualifiedName, Active }) => ({
		id: Id,
		name: FullyQualifiedName ?? Name,
		active: Active !== false,
	}));

/** Classes by line or by document, and departments ("Location" in QuickBooks' pages), where they are switched on. */
export function dimensionsOf(
	settings: CompanySettings,
	classes: readonly DimensionRow[],
	departments: readonly DimensionRow[],
): readonly LedgerDimension[] {
	const tracksClasses = settings.classPerLine || settings.classPerDocument;
	return [
		...(tracksClasses
			? [
					{
						key: CLASS,
						name: 'Class',
						per: settings.classPerLine ? ('line' as const) : ('document' as const),
						options: optionsOf(classes),
					},
				]
			: []),
		...(settings.departments
			? [{ key: DEPARTMENT, name: 'Location', per: 'document' as const, options: optionsOf(departments) }]
			: []),
	];
}
