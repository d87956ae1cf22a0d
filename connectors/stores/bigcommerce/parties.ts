/** Who bought and where it went: no more of a person than a ledger document needs. */
import type { Party, Place } from '../../../core/documents';
import type { StoreInfo } from '../../../core/store/connector';
import { at } from './answers';
import type { Consignment, Order } from './payload';
import { regionOf } from './regions';

function place(
	country: string | undefined,
	state: string | undefined,
	postcode: string | undefined,
): Place | undefined {
	if (country === undefined) return undefined;
	const region = regionOf(country, state);
	return {
		country,
		...(region === undefined ? {} : { region }),
		...(postcode === undefined ? {} : { postcode }),
	};
}

export function placeOfConsignment({ country, state, zip }: Consignment): Place | undefined {
	return place(country, state, zip);
}

/**
 * Where an order went, which is where its taxes belong to. What is fetched belongs to the place of the pick-up; without
 * either (downloads, gift certificates) it is the buyer's address, else the shop.
 */
export function placeOf(order: Order, shop: StoreInfo): Place {
	const [shipped] = order.consignments;
	const [fetched] = order.pickups;
	const { location } = fetched ?? {};
	const { billing } = order;
	return (
		(shipped === undefined ? undefined : placeOfConsignment(shipped)) ??
		place(location?.country_alpha2, location?.state, location?.postal_code) ??
		place(billing?.country_iso2, billing?.state, billing?.zip) ??
		(shop.country === undefined ? {} : { country: shop.country })
	);
}

/** How merchants call the field for a VAT number. What is found is only used where it looks like such a number. */
const TAX_NUMBER_FIELD =
	/\b(vat|gst|abn|tax|ust|mwst|tva|iva|btw|nip|cif|nif)\b.*\b(no|nr|number|id|ident|reg|registration|nummer|num[eé]ro|código)\b|\b(vat|abn|ust-?id(nr)?|siret|p\.? ?iva|partita iva)\b/i;
const TAX_NUMBER = /^[A-Z0-9][A-Z0-9 .\-/]{4,29}$/i;

/** The tax number a customer gave in a field of the shop's own form. */
function taxNumberOf({ billing }: Order): string | undefined {
	for (const field of billing?.form_fields ?? []) {
		const name = at(field, 'name');
		const value = at(field, 'value');
		if (typeof name !== 'string' || typeof value !== 'string' || !TAX_NUMBER_FIELD.test(name)) continue;
		if (TAX_NUMBER.test(value.trim()) && /\d/.test(value)) return value.trim();
	}
	return undefined;
}

/**
 * The buyer; undefined for guests, but for those who gave a tax number.
 * @param withContact name, company and e-mail too: for invoices, which must name whom they are for
 */
export function partyOf(order: Order, { country, region }: Place, withContact: boolean): Party | undefined {
	const { billing, customerId } = order;
	// a guest who gets an invoice is known by nothing but the order
	const taxNumber = taxNumberOf(order);
	const group = order.customer?.customer_group_id;
	const isKnown = withContact || taxNumber !== undefined;
	const id = customerId ?? (isKnown ? `guest-${order.id}` : undefined);
	if (id === undefined) return undefined;
	const name = [billing?.first_name, billing?.last_name].filter((part) => part !== undefined).join(' ');
	const contact = {
		...(name === '' ? {} : { name }),
		...(billing?.email === undefined ? {} : { email: billing.email }),
		...(billing?.company === undefined ? {} : { company: billing.company }),
	};
	return {
		id,
		...(withContact ? contact : {}),
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		...(taxNumber === undefined ? {} : { taxNumber }),
		...(order.customer?.tax_exempt_category === undefined ? {} : { taxExempt: true }),
		...(group === undefined ? {} : { group: `group ${group}` }),
	};
}
