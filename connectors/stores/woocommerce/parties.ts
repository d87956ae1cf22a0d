/** Who bought and where it went: no more of a person than a ledger document needs. */
import type { Party, Place } from '../../../core/documents';
import type { ShopProfile } from './context';
import type { Order } from './payload';
import { metaText } from './payloadParts';

type Address = Order['billing'];

function placeOfAddress(address: Address): Place | undefined {
	if (address?.country === undefined) return undefined;
	return { country: address.country, ...(address.state === undefined ? {} : { region: address.state }) };
}

/** Where an order went: the shipping address, else the billing address, else the place of the shop. */
export function placeOf(order: Order, shop: ShopProfile): Place {
	return (
		placeOfAddress(order.shipping) ??
		placeOfAddress(order.billing) ?? {
			...(shop.country === undefined ? {} : { country: shop.country }),
			...(shop.region === undefined ? {} : { region: shop.region }),
		}
	);
}

/** Where plugins keep the VAT number of the buyer. */
const TAX_NUMBERS = [
	'_billing_vat_number',
	'billing_vat_number',
	'_vat_number',
	'_billing_eu_vat_number',
	'_billing_vat_id',
	'vat_number',
];

/**
 * The buyer; undefined for guests, but for those who gave a VAT number: tax depends on it.
 * @param withContact name, e-mail and company too, and guests as well: for invoices, which must name whom they are for
 */
export function partyOf(order: Order, place: Place, withContact: boolean): Party | undefined {
	const { customer_id: customer, billing, meta_data: meta } = order;
	const taxNumber = metaText(meta, ...TAX_NUMBERS);
	if (customer === undefined && !withContact && taxNumber === undefined) return undefined;
	const names = [billing?.first_name, billing?.last_name].filter((part) => part !== undefined).join(' ');
	const contact = {
		...(names === '' ? {} : { name: names }),
		...(billing?.email === undefined ? {} : { email: billing.email }),
		...(billing?.company === undefined ? {} : { company: billing.company }),
	};
	return {
		id: customer ?? `guest-${order.id}`,
		...(withContact ? contact : {}),
		...(place.country === undefined ? {} : { country: place.country }),
		...(place.region === undefined ? {} : { region: place.region }),
		...(taxNumber === undefined ? {} : { taxNumber }),
		...(order.customer_role === undefined ? {} : { group: order.customer_role }),
		// WooCommerce writes "no" for everybody else
		...(metaText(meta, 'is_vat_exempt') === 'yes' ? { taxExempt: true } : {}),
	};
}
