/** An invoice that was cancelled and never paid. Usually Shopify makes a refund without money for it; if not, this does. */
import { checkRefund } from '../../../core/documents/check';
import type { Refund } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { SaleFacts } from './refund';

/**
 * What an order that was cancelled without ever having been paid takes back of its invoice, where Shopify made no refund
 * for it: everything that was sold.
 */
export function cancellationRefund(
	order: Order,
	cancelledAt: string,
	facts: SaleFacts,
	tax: Money,
	context: MappingContext,
): Outcome<Refund> {
	const origin = { kind: 'cancellation' as const, externalId: order.legacyResourceId, at: cancelledAt };
	const nothing = fromMinorUnits(0n, order.currencyCode);
	const lines = facts.lines.map(({ id, type, name, sku, quantity, gross, discount, taxes }) => ({
		id,
		saleLineId: id,
		type,
		name,
		...(sku === undefined ? {} : { sku }),
		quantity,
		amount: fromMinorUnits(minorUnits(gross) - minorUnits(discount), order.currencyCode),
		taxes,
		restocked: false,
	}));
	return checkRefund({
		...headerOf('Refund', order, origin, context),
		order: { id: order.legacyResourceId, number: order.name },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: facts.pricesIncludeTax,
		lines,
		adjustments: [],
		payments: [],
		totals: { total: facts.total, tax, paid: nothing, pending: nothing },
		reducesReceivable: true,
		...(order.cancelReason === undefined ? {} : { reason: `Cancelled: ${order.cancelReason.toLowerCase()}` }),
	});
}
