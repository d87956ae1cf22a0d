/** What a new organisation has before anybody books in it: tax rates, accounts and its base currency. */
import type { ChartRow } from '../country/chart';
import { APPLIES, type TaxSetup } from '../country/taxRates';
import { decimal, sum } from '../decimals';
import { currencyName } from './currencyNames';
import type { Organisation } from './organisation';
import type { TaxComponentRow } from './records';

/** Percent of the net amount: parts add up; a compound one is also of the others. */
export function effectiveRate(components: readonly TaxComponentRow[]): string {
	const plain = sum(components.filter(({ compound }) => !compound).map(({ rate }) => decimal(rate)));
	return components
		.filter(({ compound }) => compound)
		.reduce((total, { rate }) => total.plus(total.plus(100).times(rate).div(100)), plain)
		.toString();
}

function seedTaxRates(organisation: Organisation, setup: TaxSetup): void {
	for (const { taxType, name, side, parts, report } of setup.rates) {
		const components = parts.map(([part, percent]) => ({
			name: part,
			rate: String(percent),
			compound: false,
			nonRecoverable: false,
		}));
		organisation.taxRates.put({
			id: organisation.newId(),
			updated: organisation.now(),
			taxType,
			name,
			components,
			effective: effectiveRate(components),
			status: 'ACTIVE',
			applies: APPLIES[side],
			...(report === undefined ? {} : { reportTaxType: report }),
		});
	}
	const own = setup.rates.filter(({ taxType }) => /^TAX\d{3}$/.test(taxType)).length;
	for (let made = 0; made < own; made++) organisation.next('taxRate');
}

/** The rate for what has none: "NONE", or what the country has in its place. */
export const untaxed = (organisation: Organisation): string =>
	organisation.taxRates.find('taxType', 'NONE').length > 0 ? 'NONE' : 'BASEXCLUDED';

function seedAccounts(organisation: Organisation, chart: readonly ChartRow[], setup: TaxSetup): void {
	for (const { code, name, type, tax, system, payments = false, bankType, currency } of chart) {
		organisation.accounts.put({
			id: organisation.newId(),
			updated: organisation.now(),
			code,
			name,
			type,
			status: 'ACTIVE',
			taxType: tax === undefined ? untaxed(organisation) : setup[tax],
			payments,
			...(system === undefined ? {} : { system }),
			...(type === 'BANK'
				? {
						bankAccountNumber: `0908007${code.padStart(6, '0')}`,
						bankAccountType: bankType ?? 'BANK',
						currency: currency ?? organisation.identity.currency,
					}
				: {}),
		});
	}
}

export function seed(
	organisation: Organisation,
	chart: readonly ChartRow[],
	setup: TaxSetup,
	currencies: readonly string[],
): void {
	seedTaxRates(organisation, setup);
	seedAccounts(organisation, chart, setup);
	for (const code of new Set([organisation.identity.currency, ...currencies])) {
		organisation.currencies.put({
			id: code,
			updated: organisation.now(),
			description: currencyName(code) ?? code,
		});
	}
	organisation.undo.forget();
}
