/** Who bought and where it went: no more of a person than a ledger document needs. */
import type { Party, Place } from '../../../core/documents';
import type { ShopProfile } from './context';
import { numberOf } from './payloadParts';
import type { Order } from './payload';

type Address = Order['shippingAddress'];

function placeOfAddress(address: Address): Place | undefined {
	if (address?.countryCodeV2 === undefined) return undefined;
	const region = address.provinceCode;
	return { country: address.countryCodeV2, ...(region === undefined ? {} : { region }) };
}

/**
 * Where an order went, which is where its taxes belong to: Shopify's tax lines carry a title only. Without an address
 * (downloads, sales at the counter) it is the place of the shop.
 */
export function placeOf(order: Order, shop: ShopProfile): Place {
	return (
		placeOfAddress(order.shippingAddress) ??
		placeOfAddress(order.billingAddress) ?? {
			...(shop.country === undefined ? {} : { country: shop.country }),
			...(shop.region === undefined ? {} : { region: shop.region }),
		}
	);
}

function nameOf(customer: NonNullable<Order['customer']>): string | undefined {
	const name = [customer.firstName, customer.lastName].filter((part) => part !== undefined).join(' ');
	return name === '' ? undefined : name;
}

/**
 * The buyer: a company where Shopify knows one, otherwise the customer; undefined for guests and where the app may not see
 * customers.
 * The tax number is always there: tax depends on it.
 * @param withContact name and e-mail too: for invoices, which must name whom they are for
 */
export function partyOf(order: Order, place: Place, withContact: boolean): Party | undefined {
	const { customer, purchasingEntity } = order;
	const company = purchasingEntity?.company;
	const id = company === undefined ? customer?.legacyResourceId : `company-${numberOf(company.id)}`;
	if (id === undefined) return undefined;
	const name = customer === undefined ? undefined : nameOf(customer);
	const email = customer?.defaultEmailAddress?.emailAddress;
	const taxNumber = purchasingEntity?.location?.taxSettings?.taxRegistrationId;
	const contact = {
		...(name === undefined ? {} : { name }),
		...(email === undefined ? {} : { email }),
		...(company === undefined ? {} : { company: company.name }),
	};
	return {
		id,
		...(withContact ? contact : {}),
		...(place.country === undefined ? {} : { country: place.country }),
		...(place.region === undefined ? {} : { region: place.region }),
		...(taxNumber === undefined ? {} : { taxNumber }),
		...(order.taxExempt === true ? { taxExempt: true } : {}),
	};
}
