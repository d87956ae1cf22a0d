/** Ids in Stripe's shapes: the day book's own where they have it, otherwise made from them. */
import { digest, type Movement } from '../../kit/gatewayBook';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** "ch_3N..." of whatever the day book calls it. */
export function stripeId(prefix: string, name: string): string {
	const shape = new RegExp(`^${prefix}_[A-Za-z0-9]+$`);
	return shape.test(name) ? name : `${prefix}_${digest(name, 24, ALPHABET)}`;
}

export const transactionId = ({ id }: Pick<Movement, 'id'>): string => stripeId('txn', id);

export const chargeId = ({ reference, orderId, id }: Movement): string =>
	reference !== undefined && /^(ch|py)_[A-Za-z0-9]+$/.test(reference)
		? reference
		: stripeId('ch', orderId ?? id);

export const refundId = (movement: Movement): string => stripeId('re', movement.id);
export const disputeId = (name: string): string => stripeId('dp', name);
export const payoutId = (name: string): string => stripeId('po', name);
