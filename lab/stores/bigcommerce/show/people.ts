/** Who bought and where it goes. The day book knows a name, an e-mail, a country, a region and a postcode; no streets. */
import type { StoreOrder } from '../shop/order';
import { countryName, splitName, stateName } from '../shop/places';
import type { View } from './view';

export function personOf({ placed }: StoreOrder, { shop }: View): Record<string, string> {
	const customer = shop.customer(placed.customerId);
	const { first, last } = splitName(customer?.name);
	const { country, region, postcode } = placed.shipTo;
	return {
		first_name: first,
		last_name: last,
		company: '',
		street_1: '',
		street_2: '',
		city: '',
		state: stateName(country, region),
		zip: postcode ?? '',
		country: countryName(country),
		country_iso2: country,
		phone: '',
		email: customer?.email ?? '',
	};
}
