/** Money that came or went after the document it settles: a document of its own. */
import { checkPayment } from '../../../core/documents/check';
import type { BusinessKey, Party, Payment, PaymentPart } from '../../../core/documents';
import type { Outcome } from '../../../core/outcome';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';

/**
 * A later payment.
 * @param settles the sale or edit it pays, or the refund whose money it is
 * @returns the checked payment (see `checkPayment`)
 */
export function laterPayment(
	order: Order,
	payment: PaymentPart,
	settles: BusinessKey,
	direction: Payment['direction'],
	customer: Party | undefined,
	context: MappingContext,
	settlesType?: Payment['settlesType'],
): Outcome<Payment> {
	const origin = { kind: 'transaction' as const, externalId: payment.id, at: payment.capturedAt };
	return checkPayment({
		...headerOf('Payment', order, origin, context),
		order: { id: order.legacyResourceId, number: order.name },
		settles,
		direction,
		...(settlesType === undefined ? {} : { settlesType }),
		...(customer === undefined ? {} : { customer }),
		payment,
	});
}
