/** Lines in a webhook body. */
import { productId, variantId } from '../graph/product';
import { duties } from '../graph/charges';
import { gid } from '../shop/ids';
import { remaining } from '../shop/lines';
import { minorDigits } from '../shop/money';
import { type ShopLine, type ShopOrder } from '../shop/order';
import type { Shop } from '../shop/shop';
import { restPlain, restSet, restTax } from './money';

function allocations(line: ShopLine, order: ShopOrder): object[] {
	if (line.discountIndex === undefined) return [];
	return [
		{
			amount: restPlain(line.discount, order.currencies),
			amount_set: restSet(line.discount, order.currencies),
			discount_application_index: line.discountIndex,
		},
	];
}

/** With all decimals of the currency, more when the price has more. */
function unitPrice(price: string, currency: string): string {
	const [whole = '', fraction = ''] = price.split('.');
	const digits = fraction.replace(/0+$/, '').padEnd(minorDigits(currency), '0');
	return digits === '' ? whole : `${whole}.${digits}`;
}

const unitPriceSet = (line: ShopLine, order: ShopOrder): object => ({
	shop_money: {
		amount: unitPrice(line.unitPrice.shop, order.currencies.shop),
		currency_code: order.currencies.shop,
	},
	presentment_money: {
		amount: unitPrice(line.unitPrice.presentment, order.currencies.presentment),
		currency_code: order.currencies.presentment,
	},
});

export function restLineItem(line: ShopLine, order: ShopOrder, shop: Shop): object {
	const product = line.type === 'item' || line.type === 'giftCard' ? shop.product(line.sku) : undefined;
	const isManual = order.discounts.find(({ index }) => index === line.discountIndex)?.code === undefined;
	const ownDiscount = isManual ? line.discount : { shop: 0n, presentment: 0n };
	return {
		id: line.id,
		admin_graphql_api_id: gid('LineItem', line.id),
		current_quantity: remaining(line).quantity,
		fulfillable_quantity: 0,
		fulfillment_service: 'manual',
		fulfillment_status: 'fulfilled',
		gift_card: line.type === 'giftCard',
		name: line.name,
		price: unitPrice(line.unitPrice.shop, order.currencies.shop),
		price_set: unitPriceSet(line, order),
		product_exists: product !== undefined,
		product_id: product === undefined ? null : productId(product),
		properties: [],
		quantity: line.quantity,
		requires_shipping: line.type === 'item',
		sku: line.type === 'item' || line.type === 'giftCard' ? (line.sku ?? null) : null,
		taxable: line.taxes.length > 0,
		title: line.name,
		total_discount: restPlain(ownDiscount, order.currencies),
		total_discount_set: restSet(ownDiscount, order.currencies),
		variant_id: product === undefined ? null : variantId(product),
		variant_title: null,
		vendor: null,
		tax_lines: line.taxes.map((tax) => restTax(tax, order.currencies)),
		duties: duties(order)
			.filter(() => order.lines.find(({ type }) => type === 'item')?.key === line.key)
			.map((duty) => ({
				id: duty.id,
				harmonized_system_code: null,
				country_code_of_origin: null,
				shop_money: { amount: restPlain(duty.net, order.currencies), currency_code: order.currencies.shop },
				tax_lines: duty.taxes.map((tax) => restTax(tax, order.currencies)),
				admin_graphql_api_id: gid('Duty', duty.id),
			})),
		discount_allocations: allocations(line, order),
	};
}

export function restShippingLine(line: ShopLine, order: ShopOrder): object {
	const { currencies } = order;
	return {
		id: line.id,
		carrier_identifier: null,
		code: line.sku ?? line.name,
		current_discounted_price_set: restSet(remaining(line).net, currencies),
		discounted_price: restPlain(line.net, currencies),
		discounted_price_set: restSet(line.net, currencies),
		is_removed: false,
		phone: null,
		price: restPlain(line.original, currencies),
		price_set: restSet(line.original, currencies),
		requested_fulfillment_service_id: null,
		source: 'shopify',
		title: line.name,
		tax_lines: line.taxes.map((tax) => restTax(tax, currencies)),
		discount_allocations: allocations(line, order),
	};
}
