/** Accounts, tax rates, items, tracking and currencies. */
import { currencyName } from '../books/currencyNames';
import { lower, type Organisation } from '../books/organisation';
import type {
	AccountRow,
	CurrencyRow,
	ItemRow,
	ItemSide,
	TaxRateRow,
	TrackingCategoryRow,
	TrackingOptionRow,
} from '../books/records';
import { effectiveRate, untaxed } from '../books/seed';
import { isAccountType, OPEN_SYSTEM_ACCOUNTS } from '../country/accountTypes';
import { APPLIES } from '../country/taxRates';
import { Invalid, Problems } from '../faults';
import type {
	AccountBody,
	CurrencyBody,
	ItemBody,
	TaxRateBody,
	TrackingCategoryBody,
	TrackingOptionBody,
} from '../schema/lists';
import type { WriteContext } from './context';
import { taxRate } from './references';

/** Makes or changes an account; archives it with Status ARCHIVED. */
export function saveAccount(
	organisation: Organisation,
	sent: AccountBody,
	context: WriteContext,
): AccountRow {
	const id = context.id ?? sent.AccountID;
	const existing = id === undefined ? undefined : organisation.accounts.get(id);
	if (id !== undefined && existing === undefined) throw new Invalid(['The account could not be found.']);
	const problems = new Problems();
	const code = (sent.Code ?? existing?.code ?? '').trim();
	const name = (sent.Name ?? existing?.name ?? '').trim();
	const type = sent.Type ?? existing?.type ?? '';
	if (!isAccountType(type)) throw new Invalid([`The account Type '${type}' is not valid.`]);
	if (name === '') problems.add('Please enter a Name.');
	if (code === '' && type !== 'BANK') problems.add('Please enter a Code.');
	problems.length('Code', code, 10);
	problems.length('Name', name, 150);
	const taken = (rows: readonly AccountRow[]): boolean =>
		rows.some((row) => row.id !== existing?.id && row.status !== 'DELETED');
	if (code !== '' && taken(organisation.accounts.find('code', lower(code))))
		problems.add('Please enter a unique Code.');
	if (taken(organisation.accounts.find('name', lower(name)))) problems.add('Please enter a unique Name.');
	if (existing?.system !== undefined && !OPEN_SYSTEM_ACCOUNTS.includes(existing.system))
		problems.add('A system account cannot be changed.');
	const number = sent.BankAccountNumber ?? existing?.bankAccountNumber;
	if (type === 'BANK' && number === undefined) problems.add('The BankAccountNumber must be specified.');
	const currency =
		type === 'BANK' ? (sent.CurrencyCode ?? existing?.currency ?? organisation.identity.currency) : undefined;
	if (currency !== undefined && organisation.currencies.get(currency) === undefined)
		problems.add(`Organisation is not subscribed to currency ${currency}`);
	problems.check();
	const taxType = sent.TaxType ?? existing?.taxType ?? untaxed(organisation);
	const description = sent.Description ?? existing?.description;
	const bankType = sent.BankAccountType ?? existing?.bankAccountType ?? 'BANK';
	const row: AccountRow = {
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		code,
		name,
		type,
		status: sent.Status ?? existing?.status ?? 'ACTIVE',
		taxType,
		...(description === undefined ? {} : { description }),
		...(existing?.system === undefined ? {} : { system: existing.system }),
		payments: sent.EnablePaymentsToAccount ?? existing?.payments ?? false,
		...(number === undefined ? {} : { bankAccountNumber: number }),
		...(currency === undefined ? {} : { currency }),
		...(type === 'BANK' && bankType !== 'NONE' && bankType !== '' ? { bankAccountType: bankType } : {}),
	};
	taxRate(organisation, taxType, row);
	return organisation.accounts.put(row);
}

/** Deletes an account that nothing was posted to. */
export function deleteAccount(organisation: Organisation, id: string): AccountRow {
	const existing = organisation.accounts.get(id);
	if (existing === undefined) throw new Invalid(['The account could not be found.']);
	if (existing.system !== undefined || organisation.ledger.uses(id))
		throw new Invalid(['The account cannot be deleted as it is in use: archive it instead.']);
	return organisation.accounts.put({ ...existing, status: 'DELETED', updated: organisation.now() });
}

/** Countries whose rates say where they stand in the tax return. */
const NEEDS_REPORT: readonly string[] = ['AU', 'NZ', 'GB'];

/** Makes or changes a tax rate. New ones are called TAX001, TAX002 ... */
export function saveTaxRate(
	organisation: Organisation,
	sent: TaxRateBody,
	context: WriteContext,
): TaxRateRow {
	const taxType = context.id ?? sent.TaxType;
	const existing = taxType === undefined ? undefined : organisation.taxRates.find('taxType', taxType).at(0);
	if (taxType !== undefined && existing === undefined)
		throw new Invalid([`The TaxType '${taxType}' could not be found.`]);
	const problems = new Problems();
	const name = (sent.Name ?? existing?.name ?? '').trim();
	if (name === '') problems.add('The Name of a tax rate must be specified.');
	problems.length('Name', name, 50);
	if (
		organisation.taxRates
			.find('name', lower(name))
			.some((row) => row.id !== existing?.id && row.status === 'ACTIVE')
	)
		problems.add(`A tax rate with the name ${name} already exists.`);
	const components =
		sent.TaxComponents?.map(({ Name, Rate, IsCompound, IsNonRecoverable }) => ({
			name: Name ?? '',
			rate: String(Rate ?? 0),
			compound: IsCompound ?? false,
			nonRecoverable: IsNonRecoverable ?? false,
		})) ?? existing?.components;
	if (components === undefined || components.length === 0)
		problems.add('A tax rate needs at least one TaxComponent.');
	if (
		components?.some((part) => Number(part.rate) < 0 || Number(part.rate) > 100 || part.name === '') === true
	)
		problems.add('A TaxComponent needs a Name and a Rate between 0 and 100.');
	const report = sent.ReportTaxType ?? existing?.reportTaxType;
	if (report === undefined && NEEDS_REPORT.includes(organisation.identity.country))
		problems.add('The ReportTaxType must be specified.');
	problems.check();
	if (components === undefined) throw new Error('no components');
	const side = report === 'INPUT' ? 'purchases' : report === 'OUTPUT' ? 'sales' : 'both';
	return organisation.taxRates.put({
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		taxType: existing?.taxType ?? `TAX${String(organisation.next('taxRate')).padStart(3, '0')}`,
		name,
		components,
		effective: effectiveRate(components),
		status: sent.Status ?? existing?.status ?? 'ACTIVE',
		...(report === undefined ? {} : { reportTaxType: report }),
		applies: existing?.applies ?? APPLIES[side],
	});
}

function sideOf(sent: ItemBody['SalesDetails'], existing: ItemSide | undefined): ItemSide | undefined {
	if (sent === undefined) return existing;
	const { UnitPrice, AccountCode, TaxType } = sent;
	return {
		...existing,
		...(UnitPrice === undefined ? {} : { unitPrice: String(UnitPrice) }),
		...(AccountCode === undefined ? {} : { accountCode: AccountCode }),
		...(TaxType === undefined ? {} : { taxType: TaxType }),
	};
}

/** Makes an item, or with POST changes the one of that id or code. */
export function saveItem(organisation: Organisation, sent: ItemBody, context: WriteContext): ItemRow {
	const problems = new Problems();
	const id = context.id ?? sent.ItemID;
	const byCode = (code: string) =>
		organisation.items.find('code', lower(code)).find(({ deleted }) => !deleted);
	const same = sent.Code === undefined ? undefined : byCode(sent.Code);
	const existing =
		id === undefined ? (context.mode === 'save' ? same : undefined) : organisation.items.get(id);
	if (id !== undefined && existing === undefined) throw new Invalid(['The item could not be found.']);
	const code = sent.Code ?? existing?.code ?? '';
	if (code === '') problems.add('Code is a required field');
	problems.length('Code', code, 30);
	problems.length('Name', sent.Name, 50);
	problems.length('Description', sent.Description, 4000);
	if (same !== undefined && same.id !== existing?.id)
		problems.add(`Price List Item with Code '${code}' already exists`);
	if (sent.InventoryAssetAccountCode !== undefined || sent.PurchaseDetails?.COGSAccountCode !== undefined)
		problems.add('Tracked inventory is not part of this lab.');
	for (const AccountCode of [sent.SalesDetails?.AccountCode, sent.PurchaseDetails?.AccountCode]) {
		if (AccountCode === undefined) continue;
		const found = organisation.accounts.find('code', lower(AccountCode));
		if (!found.some(({ status }) => status === 'ACTIVE'))
			problems.add(`Account code '${AccountCode}' is not a valid code for this document.`);
	}
	problems.check();
	const name = sent.Name ?? existing?.name;
	const description = sent.Description ?? existing?.description;
	const purchaseDescription = sent.PurchaseDescription ?? existing?.purchaseDescription;
	const sales = sideOf(sent.SalesDetails, existing?.sales);
	const purchase = sideOf(sent.PurchaseDetails, existing?.purchase);
	return organisation.items.put({
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		code,
		...(name === undefined ? {} : { name }),
		...(description === undefined ? {} : { description }),
		...(purchaseDescription === undefined ? {} : { purchaseDescription }),
		isSold: sent.IsSold ?? existing?.isSold ?? true,
		isPurchased: sent.IsPurchased ?? existing?.isPurchased ?? true,
		...(sales === undefined ? {} : { sales }),
		...(purchase === undefined ? {} : { purchase }),
		deleted: false,
	});
}

export function deleteItem(organisation: Organisation, id: string): ItemRow {
	const existing = organisation.items.get(id);
	if (existing === undefined || existing.deleted) throw new Invalid(['The item could not be found.']);
	return organisation.items.put({ ...existing, deleted: true, updated: organisation.now() });
}

/** Makes or changes a tracking category: at most two are active. */
export function saveTrackingCategory(
	organisation: Organisation,
	sent: TrackingCategoryBody,
	context: WriteContext,
): TrackingCategoryRow {
	const all = [...organisation.trackingCategories.all()].filter(({ status }) => status !== 'DELETED');
	const id = context.id ?? sent.TrackingCategoryID;
	const existing = id === undefined ? undefined : all.find((row) => row.id === id);
	if (id !== undefined && existing === undefined)
		throw new Invalid(['The tracking category could not be found.']);
	const problems = new Problems();
	const name = (sent.Name ?? existing?.name ?? '').trim();
	const status = sent.Status ?? existing?.status ?? 'ACTIVE';
	if (name === '') problems.add('Please enter a name for the tracking category.');
	problems.length('Name', name, 100);
	if (all.some((row) => row.id !== existing?.id && lower(row.name) === lower(name)))
		problems.add('A tracking category with this name already exists.');
	const active = all.filter((row) => row.id !== existing?.id && row.status === 'ACTIVE').length;
	if (status === 'ACTIVE' && active >= 2) problems.add('Only 2 tracking categories can be active at once.');
	problems.check();
	const row: TrackingCategoryRow = {
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		name,
		status,
		options: existing?.options ?? [],
	};
	return organisation.trackingCategories.put(row);
}

export function deleteTrackingCategory(organisation: Organisation, id: string): TrackingCategoryRow {
	const existing = organisation.trackingCategories.get(id);
	if (existing === undefined) throw new Invalid(['The tracking category could not be found.']);
	return organisation.trackingCategories.put({ ...existing, status: 'DELETED', updated: organisation.now() });
}

/** Adds an option to a category, or renames or archives one. */
export function saveTrackingOption(
	organisation: Organisation,
	category: TrackingCategoryRow,
	sent: TrackingOptionBody,
	optionId: string | undefined,
): { category: TrackingCategoryRow; option: TrackingOptionRow } {
	const existing = optionId === undefined ? undefined : category.options.find(({ id }) => id === optionId);
	if (optionId !== undefined && existing === undefined)
		throw new Invalid(['The tracking option could not be found.']);
	const problems = new Problems();
	const name = (sent.Name ?? existing?.name ?? '').trim();
	if (name === '') problems.add('Please enter a name for the tracking option.');
	problems.length('Name', name, 100);
	if (category.options.some((row) => row.id !== existing?.id && lower(row.name) === lower(name)))
		problems.add('A tracking option with this name already exists.');
	problems.check();
	const status = sent.Status === 'ARCHIVED' ? 'ARCHIVED' : 'ACTIVE';
	const option: TrackingOptionRow = { id: existing?.id ?? organisation.newId(), name, status };
	const options =
		existing === undefined
			? [...category.options, option]
			: category.options.map((row) => (row.id === option.id ? option : row));
	const kept = organisation.trackingCategories.put({ ...category, options, updated: organisation.now() });
	return { category: kept, option };
}

/** Subscribes to a currency. */
export function saveCurrency(organisation: Organisation, sent: CurrencyBody): CurrencyRow {
	const code = sent.Code ?? '';
	const description = currencyName(code);
	if (description === undefined) throw new Invalid([`The currency code '${code}' is not valid.`]);
	if (!organisation.settings.multiCurrency)
		throw new Invalid(['The organisation is not subscribed to a plan with more than one currency.']);
	if (organisation.currencies.get(code) !== undefined)
		throw new Invalid([`The organisation is already subscribed to currency ${code}`]);
	return organisation.currencies.put({ id: code, updated: organisation.now(), description });
}
