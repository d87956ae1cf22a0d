/** POST /taxservice/taxcode: the only way to make tax codes and rates. */
import { Change } from './books/change';
import type { Company } from './books/company';
import { keep } from './books/keep';
import { NAME_KEY } from './books/store';
import { businessRule, duplicateName, invalidReference, missingParameter } from './faults';
import { checkSubscription } from './rules/dates';
import { resolve } from './rules/references';
import { taxService, type TaxServiceBody } from './schema/lists';
import type { Stored } from './schema/index';
import { check } from './schema/validate';

type RateDetail = TaxServiceBody['TaxRateDetails'][number];

const isTaken = (change: Change, type: 'TaxCode' | 'TaxRate', name: string): boolean =>
	change.find(type, NAME_KEY, `/${name.toLowerCase()}`).length > 0;

/** The rate of a detail: one that exists by Id, or a new one. */
function rateOf(change: Change, detail: RateDetail): Stored<'TaxRate'> {
	if (detail.TaxRateId !== undefined) {
		return resolve(change, 'TaxRate', { value: detail.TaxRateId }, 'TaxRateDetails.TaxRateId');
	}
	const { TaxRateName, RateValue, TaxAgencyId } = detail;
	if (TaxRateName === undefined) throw missingParameter('TaxRateDetails.TaxRateName');
	if (RateValue === undefined) throw missingParameter('TaxRateDetails.RateValue');
	if (TaxAgencyId === undefined) throw missingParameter('TaxRateDetails.TaxAgencyId');
	if (RateValue < 0 || RateValue > 100)
		throw businessRule('A tax rate is between 0 and 100 percent.', 'RateValue');
	if (change.get('TaxAgency', TaxAgencyId) === undefined) throw invalidReference('TaxAgencies', TaxAgencyId);
	if (isTaken(change, 'TaxRate', TaxRateName)) throw duplicateName('tax rate');
	return keep(
		change,
		'TaxRate',
		{
			Name: TaxRateName,
			Description: TaxRateName,
			Active: true,
			RateValue,
			AgencyRef: { value: TaxAgencyId },
			SpecialTaxType: RateValue === 0 ? 'ZERO_RATE' : 'NONE',
			DisplayType: 'ReadOnly',
		},
		change.next('TaxRate'),
	);
}

/**
 * Makes a tax code with its rates.
 * @throws QuickBooksFault 2020, 2500, 6000, 6240
 */
export function createTaxCode(company: Company, sent: unknown): object {
	const body = check(taxService, sent);
	const change = new Change(company);
	checkSubscription(change);
	if (isTaken(change, 'TaxCode', body.TaxCode)) throw duplicateName('tax code');
	const made = body.TaxRateDetails.map((detail) => ({
		rate: rateOf(change, detail),
		side: detail.TaxApplicableOn ?? 'Sales',
	}));
	const list = (side: 'Sales' | 'Purchase') => ({
		TaxRateDetail: made
			.filter((entry) => entry.side === side)
			.map(({ rate }, index) => ({
				TaxRateRef: { value: rate.Id, name: rate.Name },
				TaxTypeApplicable: 'TaxOnAmount' as const,
				TaxOrder: index,
			})),
	});
	const code = keep(
		change,
		'TaxCode',
		{
			Name: body.TaxCode,
			Description: body.TaxCode,
			Active: true,
			Hidden: false,
			Taxable: true,
			TaxGroup: true,
			TaxCodeConfigType: 'USER_DEFINED',
			SalesTaxRateList: list('Sales'),
			PurchaseTaxRateList: list('Purchase'),
		},
		change.next('TaxCode'),
	);
	change.commit();
	return {
		TaxCode: code.Name,
		TaxCodeId: code.Id,
		TaxRateDetails: made.map(({ rate, side }) => ({
			TaxRateName: rate.Name,
			TaxRateId: rate.Id,
			RateValue: rate.RateValue,
			TaxAgencyId: rate.AgencyRef?.value,
			TaxApplicableOn: side,
		})),
	};
}
