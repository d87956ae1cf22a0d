/** An organisation as it begins. */
import { Organisation } from './books/organisation';
import { seed } from './books/seed';
import { defaultChart } from './country/chart';
import { taxSetupOf } from './country/taxRates';
import type { OrganisationOptions } from './options';

/** @param now the lab's clock, epoch milliseconds */
export function openOrganisation(options: OrganisationOptions, now: () => number): Organisation {
	const { tenantId, name, country, currency, timeZone = 'UTC', settings = {} } = options;
	const identity = { organisationId: tenantId, name, country, currency, timeZone };
	const organisation = new Organisation(identity, settings, now);
	seed(organisation, options.chart ?? defaultChart(country), taxSetupOf(country), options.currencies ?? []);
	return organisation;
}
