/** Money that came after the sale it pays: a document of its own. */
import { checkPayment } from '../../../core/documents/check';
import type { BusinessKey, Party, Payment, PaymentPart } from '../../../core/documents';
import type { Outcome } from '../../../core/outcome';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';

/** @returns the checked payment (see `checkPayment`) */
export function laterPayment(
	order: Order,
	payment: PaymentPart,
	settles: BusinessKey,
	customer: Party | undefined,
	context: MappingContext,
): Outcome<Payment> {
	const origin = { kind: 'payment' as const, externalId: payment.id, at: payment.capturedAt };
	return checkPayment({
		...headerOf('Payment', order, origin, context),
		order: { id: order.id, number: order.number },
		settles,
		direction: 'received',
		...(customer === undefined ? {} : { customer }),
		payment,
	});
}
