/** An order in a webhook body: the old REST shape, snake_case with numeric ids, in the shop's local time. */
import type { CustomerEvent } from '../../../daybook/events';
import { customerId } from '../graph/customer';
import { additionalFees, duties } from '../graph/charges';
import { gid } from '../shop/ids';
import { remaining } from '../shop/lines';
import { restText, total, ZERO, type Amount } from '../shop/money';
import { cancelReason, isLineItem, type ShopDiscount, type ShopLine, type ShopOrder } from '../shop/order';
import type { Shop } from '../shop/shop';
import { termsOf } from '../shop/terms';
import { financialStatus, gatherTaxes, totalsOf, type Totals } from '../shop/totals';
import { restLineItem, restShippingLine } from './lines';
import { restPlain, restSet, restTax, restTime } from './money';
import { restRefund } from './refund';

/** Whether names, e-mail and streets may be shown. */
export interface RestView {
	readonly shop: Shop;
	readonly showsPersonalData: boolean;
}

function pairs(name: string, amount: Amount, order: ShopOrder): object {
	return { [name]: restPlain(amount, order.currencies), [`${name}_set`]: restSet(amount, order.currencies) };
}

function totals(order: ShopOrder, { beforeReturns, current, ...rest }: Totals): object {
	const sum = (lines: readonly ShopLine[], of: (line: ShopLine) => Amount): object | null =>
		lines.length === 0 ? null : restSet(total(lines.map(of)), order.currencies);
	const items = order.lines.filter((line) => isLineItem(line) && line.type !== 'tip');
	return {
		...pairs('subtotal_price', beforeReturns.subtotal, order),
		...pairs('total_price', beforeReturns.price, order),
		...pairs('total_tax', beforeReturns.tax, order),
		...pairs('total_discounts', beforeReturns.discounts, order),
		...pairs('total_line_items_price', total(items.map(({ original }) => original)), order),
		...pairs('current_subtotal_price', current.subtotal, order),
		...pairs('current_total_price', current.price, order),
		...pairs('current_total_tax', current.tax, order),
		...pairs('current_total_discounts', current.discounts, order),
		total_shipping_price_set: restSet(rest.shippingBeforeDiscounts, order.currencies),
		total_tip_received: restPlain(beforeReturns.tips, order.currencies),
		total_outstanding: restPlain(rest.outstanding, order.currencies),
		original_total_duties_set: sum(duties(order), ({ net }) => net),
		current_total_duties_set: sum(duties(order), (line) => remaining(line).net),
		original_total_additional_fees_set: sum(additionalFees(order), ({ net }) => net),
		current_total_additional_fees_set: sum(additionalFees(order), (line) => remaining(line).net),
		total_cash_rounding_payment_adjustment_set: restSet(ZERO, order.currencies),
		total_cash_rounding_refund_adjustment_set: restSet(ZERO, order.currencies),
	};
}

function discountApplication({ code, target, selection, amount }: ShopDiscount, order: ShopOrder): object {
	return {
		target_type: target.toLowerCase(),
		type: code === undefined ? 'manual' : 'discount_code',
		value: restPlain(amount, order.currencies),
		value_type: 'fixed_amount',
		allocation_method: 'across',
		target_selection: selection.toLowerCase(),
		...(code === undefined ? { title: 'Custom discount', description: null } : { code }),
	};
}

function customer(known: CustomerEvent | undefined, view: RestView): object | null {
	if (known === undefined) return null;
	const id = customerId(known);
	const email = view.showsPersonalData ? (known.email ?? null) : null;
	const name = view.showsPersonalData ? { first_name: null, last_name: known.name } : {};
	return { id, email, ...name, admin_graphql_api_id: gid('Customer', id) };
}

function address(order: ShopOrder, view: RestView): object {
	const { shipTo, customerId: key } = order.placed;
	const place = { country_code: shipTo.country, province_code: shipTo.region ?? null };
	if (!view.showsPersonalData) return place;
	return { ...place, zip: shipTo.postcode ?? null, name: view.shop.customer(key)?.name ?? null };
}

function paymentTerms(order: ShopOrder, sums: Totals, zone: string): object | null {
	const terms = termsOf(order, sums, zone);
	if (terms === undefined) return null;
	const { presentment } = order.currencies;
	const amount = restText(sums.outstanding.presentment, presentment);
	const schedule = {
		amount,
		currency: presentment,
		issued_at: restTime(order.placed.at, zone),
		due_at: restTime(terms.dueAt, zone),
		completed_at: terms.completedAt === undefined ? null : restTime(terms.completedAt, zone),
		expected_payment_method: null,
	};
	return {
		amount,
		currency: presentment,
		payment_terms_name: 'Fixed date',
		payment_terms_type: 'fixed',
		due_in_days: null,
		payment_schedules: [schedule],
	};
}

/** The body of orders/create, orders/paid, orders/updated and orders/cancelled. */
export function restOrder(order: ShopOrder, view: RestView): object {
	const { shop } = view;
	const { placed, currencies, lines, cancelled } = order;
	const zone = shop.details.timeZone;
	const sums = totalsOf(order);
	const known = shop.customer(placed.customerId);
	const email = view.showsPersonalData ? (known?.email ?? null) : null;
	const codes = order.discounts.filter(({ code, byEdit }) => code !== undefined && !byEdit);
	return {
		id: order.id,
		admin_graphql_api_id: gid('Order', order.id),
		cancel_reason: cancelled === undefined ? null : cancelReason(cancelled.reason).toLowerCase(),
		cancelled_at: cancelled === undefined ? null : restTime(cancelled.at, zone),
		closed_at: null,
		confirmed: true,
		contact_email: email,
		created_at: restTime(placed.at, zone),
		currency: currencies.shop,
		discount_codes: codes.map(({ code, amount }) => ({
			code,
			amount: restPlain(amount, currencies),
			type: 'fixed_amount',
		})),
		duties_included: false,
		email,
		estimated_taxes: false,
		financial_status: financialStatus(order, sums).toLowerCase(),
		fulfillment_status: 'fulfilled',
		location_id: placed.channel === 'pos' ? shop.locationId : null,
		name: placed.number,
		note: null,
		payment_gateway_names: [...new Set(order.transactions.map(({ gateway }) => gateway))],
		po_number: placed.poNumber ?? null,
		presentment_currency: currencies.presentment,
		processed_at: restTime(placed.at, zone),
		source_name: placed.channel,
		tags: '',
		tax_exempt: false,
		tax_lines: gatherTaxes(lines, (line, index) => line.taxes[index]?.amount ?? ZERO).map((tax) =>
			restTax(tax, currencies),
		),
		taxes_included: placed.pricesIncludeTax,
		test: placed.test ?? false,
		...totals(order, sums),
		updated_at: restTime(order.updatedAt, zone),
		billing_address: null,
		customer: customer(known, view),
		discount_applications: order.discounts
			.filter(({ byEdit }) => !byEdit)
			.map((discount) => discountApplication(discount, order)),
		fulfillments: [],
		line_items: lines.filter(isLineItem).map((line) => restLineItem(line, order, shop)),
		payment_terms: paymentTerms(order, sums, zone),
		refunds: order.refunds.map((refund) => restRefund(refund, order, shop)),
		shipping_address: address(order, view),
		shipping_lines: lines
			.filter(({ type }) => type === 'shipping')
			.map((line) => restShippingLine(line, order)),
	};
}
