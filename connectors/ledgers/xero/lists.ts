/** Items and tracking categories, in the words of the core. */
import type { LedgerDimension, LedgerItem } from '../../../core/ledger/connector';
import type { XeroAccount } from './accounts';
import type { TrackingCategory } from './facts';
import type { ItemRow, TrackingCategoryRow } from './payload';

const isActive = (status: string | null | undefined): boolean =>
	status === undefined || status === null || status === 'ACTIVE';

/** @param accounts names the income account by its code */
export function itemsOf(rows: readonly ItemRow[], accounts: readonly XeroAccount[]): readonly LedgerItem[] {
	const idByCode = new Map(
		accounts.flatMap(({ id, number }) => (number === undefined ? [] : [[number, id]])),
	);
	return rows.map((row) => {
		const accountId = idByCode.get(row.SalesDetails?.AccountCode ?? '');
		const { Code: code, Name: name } = row;
		return {
			id: row.ItemID,
			name: name ?? code ?? row.ItemID,
			...(code === undefined || code === null || code === '' ? {} : { code }),
			...(accountId === undefined ? {} : { accountId }),
			tracksStock: row.IsTrackedAsInventory === true,
			active: row.IsSold !== false,
		};
	});
}

/** Each active category is a dimension of lines; its key is the category's id. */
export function dimensionsOf(rows: readonly TrackingCategoryRow[]): readonly LedgerDimension[] {
	return rows
		.filter(({ Status }) => isActive(Status))
		.map((row) => ({
			key: row.TrackingCategoryID,
			name: row.Name,
			per: 'line',
			options: (row.Options ?? []).map(({ TrackingOptionID, Name, Status }) => ({
				id: TrackingOptionID,
				name: Name,
				active: isActive(Status),
			})),
		}));
}

/** What requests need of the dimensions: the active options. */
export function trackingOf(dimensions: readonly LedgerDimension[]): readonly TrackingCategory[] {
	return dimensions.map(({ key, name, options }) => ({
		id: key,
		name,
		options: options.filter(({ active }) => active).map(({ id, name: option }) => ({ id, name: option })),
	}));
}
