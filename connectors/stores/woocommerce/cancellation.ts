/** An invoice that was cancelled and never paid: it is taken back in full. */
import { checkedCancellation } from '../../../core/documents/check';
import type { Cancellation } from '../../../core/documents';
import type { Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { cancelledLines } from '../../../core/store/cancelled';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { SaleFacts } from './refund';

/** WooCommerce's statuses of orders that will not be delivered. */
const GIVEN_UP = new Set(['cancelled', 'failed']);

export const isGivenUp = ({ status }: { readonly status: string }): boolean => GIVEN_UP.has(status);

/**
 * What takes back the invoice of an order that was given up without having been paid.
 * @param at when it was given up, ISO 8601 in UTC
 * @param tax all tax of the sale
 */
export function cancellationOf(
	order: Order,
	at: string,
	facts: SaleFacts,
	tax: Money,
	context: MappingContext,
): Outcome<Cancellation> {
	const origin = { kind: 'cancellation' as const, externalId: order.id, at };
	return checkedCancellation({
		...headerOf('Cancellation', order, origin, context),
		order: { id: order.id, number: order.number },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: order.prices_include_tax,
		reason: `Order ${order.status}`,
		lines: cancelledLines(facts.lines),
		released: facts.total,
		tax,
	});
}
