/** A company as it begins: accounts, taxes, lists, currencies and their rates. */
import { Change } from './books/change';
import { Company } from './books/company';
import { keep } from './books/keep';
import { seed } from './books/seed';
import { defaultChart } from './country/chart';
import { taxSetupOf } from './country/taxSetup';
import type { CompanyOptions } from './options';
import { RULES } from './rules/index';

/** @param now the lab's clock, epoch milliseconds */
export function openCompany(options: CompanyOptions, now: () => number): Company {
	const { realmId, country, currency, name, state = 'CA', preferences = {} } = options;
	const company = new Company({ realmId, country, currency, name, state }, preferences, now);
	const automated = company.preferences.automatedSalesTax !== 'manual';
	seed(company, options.chart ?? defaultChart(country), taxSetupOf(country, automated));
	const change = new Change(company);
	const context = { existing: undefined, include: new Set<string>() };
	for (const Code of options.currencies ?? []) {
		const id = change.next('CompanyCurrency');
		keep(change, 'CompanyCurrency', RULES.CompanyCurrency.save(change, { Code }, { ...context, id }), id);
	}
	for (const rate of options.exchangeRates ?? []) {
		const body = { SourceCurrencyCode: rate.currency, Rate: rate.rate, AsOfDate: rate.asOf };
		const id = change.next('ExchangeRate');
		keep(change, 'ExchangeRate', RULES.ExchangeRate.save(change, body, { ...context, id }), id);
	}
	change.commit();
	return company;
}
