/** An invoice that was cancelled and never paid. Usually Shopify makes a refund without money for it; if not, this takes it back. */
import { checkedCancellation } from '../../../core/documents/check';
import type { Cancellation } from '../../../core/documents';
import type { Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { cancelledLines } from '../../../core/store/cancelled';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { SaleFacts } from './refund';

/**
 * What an order that was cancelled without ever having been paid takes back of its invoice, where Shopify made no refund
 * for it: everything that was sold.
 * @param tax all tax of the sale
 */
export function cancellationOf(
	order: Order,
	cancelledAt: string,
	facts: SaleFacts,
	tax: Money,
	context: MappingContext,
): Outcome<Cancellation> {
	const origin = { kind: 'cancellation' as const, externalId: order.legacyResourceId, at: cancelledAt };
	return checkedCancellation({
		...headerOf('Cancellation', order, origin, context),
		order: { id: order.legacyResourceId, number: order.name },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: facts.pricesIncludeTax,
		...(order.cancelReason === undefined ? {} : { reason: `Cancelled: ${order.cancelReason.toLowerCase()}` }),
		lines: cancelledLines(facts.lines),
		released: facts.total,
		tax,
	});
}
