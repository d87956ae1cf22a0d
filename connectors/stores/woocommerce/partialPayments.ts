/**
 * Orders and refunds paid in several ways. WooCommerce has no place for that; tills (YITH Point of Sale) keep a list of ways
 * and amounts.
 */
import { fromMinorUnits } from '../../../core/money/money';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { isPlain } from './answers';
import { isWhole, toUnits } from './exact';
import { gatewayNamed, type Gateway } from './gateways';
import type { Order } from './payload';
import { amountOf, type Meta } from './payloadParts';

const KEY = '_yith_pos_multiple_payment_methods';

export interface PartialAmount extends Gateway {
	/** minor units, more than zero */
	readonly units: bigint;
}

/** What the list says; empty when there is none, or when a part of it is no amount: then nothing of it is taken for true. */
export function partialAmounts(meta: Meta, currency: Order['currency']): PartialAmount[] {
	const list = meta.get(KEY);
	if (!Array.isArray(list)) return [];
	const parts = list.map((entry: unknown): PartialAmount | undefined => {
		if (!isPlain(entry)) return undefined;
		const { paymentMethod: id } = entry;
		const amount = amountOf(entry['amount']);
		if (typeof id !== 'string' || id === '' || amount === undefined || !isWhole(amount, currency))
			return undefined;
		const units = toUnits(amount, currency);
		return units <= 0n ? undefined : { ...gatewayNamed(id), units };
	});
	return parts.every((part) => part !== undefined) ? parts : [];
}

/** The payments of an order that was paid in several ways, or in part; all of them are money that came in. */
export function partialPayments(order: Order): OrderPayment[] {
	const { currency } = order;
	return partialAmounts(order.meta_data, currency).map(({ gateway, method, units }, index) => ({
		id: `${order.id}-${index + 1}`,
		gateway,
		method,
		amount: fromMinorUnits(units, currency),
		at: order.date_paid_gmt ?? order.date_created_gmt,
		status: 'captured',
		manual: false,
	}));
}
