/** What a new company has before anybody books in it: accounts, taxes, payment methods, terms, two service items. */
import type { ChartRow } from '../country/chart';
import type { TaxCodeRow, TaxSetup } from '../country/taxSetup';
import type { Body } from '../schema/index';
import { addAccount, addAgency } from './accounts';
import { Change } from './change';
import type { Company } from './company';
import { keep } from './keep';

const METHODS = [
	['Cash', 'NON_CREDIT_CARD'],
	['Check', 'NON_CREDIT_CARD'],
	['Credit Card', 'CREDIT_CARD'],
] as const;

const TERMS: readonly (readonly [string, number])[] = [
	['Due on receipt', 0],
	['Net 15', 15],
	['Net 30', 30],
	['Net 60', 60],
];

function seedTaxes(change: Change, setup: TaxSetup): void {
	const agencies = new Map(
		setup.agencies.map(({ name, account }) => [name, addAgency(change, name, account).Id]),
	);
	const rates = new Map<string, string>();
	for (const { name, value, agency, from, to } of setup.rates) {
		const effective = {
			RateValue: value,
			EffectiveDate: `${from ?? '1970-01-01'}T00:00:00-08:00`,
			...(to === undefined ? {} : { EndDate: `${to}T00:00:00-08:00` }),
		};
		const body: Body<'TaxRate'> = {
			Name: name,
			Description: name,
			Active: true,
			RateValue: value,
			AgencyRef: { value: agencies.get(agency) ?? '' },
			EffectiveTaxRate: [effective],
			SpecialTaxType: value === 0 ? 'ZERO_RATE' : 'NONE',
			DisplayType: 'ReadOnly',
		};
		rates.set(name, keep(change, 'TaxRate', body, change.next('TaxRate')).Id);
	}
	const list = (names: readonly string[]) => ({
		TaxRateDetail: names.map((name, index) => ({
			TaxRateRef: { value: rates.get(name) ?? '', name },
			TaxTypeApplicable: 'TaxOnAmount' as const,
			TaxOrder: index,
		})),
	});
	const add = ({ name, description, sales, purchases }: TaxCodeRow): void => {
		const body: Body<'TaxCode'> = {
			Name: name,
			Description: description ?? name,
			Active: true,
			Hidden: false,
			Taxable: true,
			TaxGroup: true,
			TaxCodeConfigType: 'USER_DEFINED',
			SalesTaxRateList: list(sales),
			PurchaseTaxRateList: list(purchases),
		};
		keep(change, 'TaxCode', body, change.next('TaxCode'));
	};
	setup.codes.forEach(add);
}

/** The pseudo codes of US companies: a line is taxable or it is not. */
function seedPseudoCodes(change: Change): void {
	for (const Name of ['TAX', 'NON']) {
		const body = { Name, Description: Name, Active: true, Taxable: Name === 'TAX', TaxGroup: false };
		keep(change, 'TaxCode', body, Name);
	}
}

/** Fills an empty company. */
export function seed(company: Company, chart: readonly ChartRow[], taxes: TaxSetup): void {
	const change = new Change(company);
	for (const row of chart) {
		const { Id } = addAccount(change, row);
		if (row.role !== undefined) change.assignSystemAccount(row.role, Id);
	}
	if (company.isUS) seedPseudoCodes(change);
	seedTaxes(change, taxes);
	for (const [Name, Type] of METHODS) {
		keep(change, 'PaymentMethod', { Name, Type, Active: true }, change.next('PaymentMethod'));
	}
	for (const [Name, DueDays] of TERMS) {
		keep(change, 'Term', { Name, DueDays, Type: 'STANDARD', Active: true }, change.next('Term'));
	}
	const services =
		change.find('Account', 'Name', 'Services')[0] ?? change.find('Account', 'Name', 'Sales')[0];
	if (services !== undefined) {
		for (const Name of ['Services', 'Hours']) {
			const body: Body<'Item'> = {
				Name,
				FullyQualifiedName: Name,
				Active: true,
				Type: 'Service',
				Taxable: false,
				UnitPrice: 0,
				IncomeAccountRef: { value: services.Id, name: services.Name },
				TrackQtyOnHand: false,
			};
			keep(change, 'Item', body, change.next('Item'));
		}
	}
	change.commit();
}
