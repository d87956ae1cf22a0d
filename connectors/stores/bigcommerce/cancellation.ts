/** An invoice that was given up before it was paid: BigCommerce makes no refund for it, so this takes it back. */
import { checkedCancellation } from '../../../core/documents/check';
import type { Cancellation } from '../../../core/documents';
import type { Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { cancelledLines } from '../../../core/store/cancelled';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { SaleFacts } from './refund';
import { statusName } from './status';

/**
 * Takes back all of an unpaid invoice. The shop does not keep when an order was given up: the order's own instant counts,
 * so that it is the same whenever the order is read.
 * @param tax all tax of the sale
 */
export function cancellationOf(
	order: Order,
	facts: SaleFacts,
	tax: Money,
	context: MappingContext,
): Outcome<Cancellation> {
	const origin = { kind: 'cancellation' as const, externalId: order.id, at: order.placedAt };
	return checkedCancellation({
		...headerOf('Cancellation', order, origin, context),
		order: { id: order.id, number: order.id },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: order.pricesIncludeTax,
		reason: `The order is ${statusName(order)}`,
		lines: cancelledLines(facts.sold.map(({ line }) => line)),
		released: facts.total,
		tax,
	});
}
