/** Customers, billing and shipping addresses: of a person the day book knows a name, perhaps an e-mail, and the place. */
import type { CustomerEvent, OrderEvent } from '../../../daybook/events';

export interface Names {
	readonly first: string;
	readonly last: string;
}

/** The last word is the family name. */
export function namesOf(name: string): Names {
	const words = name.trim().split(/\s+/);
	const last = words.length > 1 ? (words.pop() ?? '') : '';
	return { first: words.join(' '), last };
}

function address(
	names: Names,
	place: { country: string; region?: string; postcode?: string },
): Record<string, string> {
	return {
		first_name: names.first,
		last_name: names.last,
		company: '',
		address_1: '',
		address_2: '',
		city: '',
		state: place.region ?? '',
		postcode: place.postcode ?? '',
		country: place.country,
	};
}

const NOBODY: Names = { first: '', last: '' };

/** An order's two addresses. */
export function orderAddresses(order: OrderEvent, customer: CustomerEvent | undefined): object {
	const names = customer === undefined ? NOBODY : namesOf(customer.name);
	const home = customer ?? order.shipTo;
	return {
		billing: { ...address(names, home), email: customer?.email ?? '', phone: '' },
		shipping: { ...address(names, order.shipTo), phone: '' },
	};
}

/** A customer's two addresses. */
export function customerAddresses(customer: CustomerEvent): object {
	const own = address(namesOf(customer.name), customer);
	return {
		billing: { ...own, email: customer.email ?? '', phone: '' },
		shipping: { ...own, phone: '' },
	};
}
