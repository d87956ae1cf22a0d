/** An invoice that was given up before it was paid: BigCommerce makes no refund for it, so this takes it back. */
import { checkRefund } from '../../../core/documents/check';
import type { Refund } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { SaleFacts } from './refund';
import { statusName } from './status';

/**
 * Takes back all of an unpaid invoice. The shop does not keep when an order was given up: the order's own instant counts,
 * so that it is the same whenever the order is read.
 */
export function cancellationRefund(
	order: Order,
	facts: SaleFacts,
	tax: Money,
	context: MappingContext,
): Outcome<Refund> {
	const nothing = fromMinorUnits(0n, order.currency);
	const origin = { kind: 'cancellation' as const, externalId: order.id, at: order.placedAt };
	const lines = facts.sold.map(({ line }) => ({
		id: line.id,
		saleLineId: line.id,
		type: line.type,
		name: line.name,
		...(line.sku === undefined ? {} : { sku: line.sku }),
		quantity: line.quantity,
		amount: fromMinorUnits(minorUnits(line.gross) - minorUnits(line.discount), order.currency),
		taxes: line.taxes,
		restocked: false,
	}));
	return checkRefund({
		...headerOf('Refund', order, origin, context),
		order: { id: order.id, number: order.id },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: order.pricesIncludeTax,
		lines,
		adjustments: [],
		payments: [],
		totals: { total: facts.total, tax, paid: nothing, pending: nothing },
		reducesReceivable: true,
		reason: `The order is ${statusName(order)}`,
	});
}
