/**
 * Which payout has which event. Gateways know payments by references of their own, and orders by what the shop sent along, so an
 * event and a transaction meet under any key that both have: the event's own, the gateway's reference, or (where one of them has
 * no reference) the order.
 */
import type { Payout, PayoutTransaction } from '../documents';
import type { JournalEntry } from '../journal/entry';

export interface PayoutRow {
	/** a business key, or a key of a reference or order */
	readonly businessKey: string;
	readonly payout: string;
	readonly issuedOn: string;
}

type Way = 'in' | 'out';

const keyOf = (kind: string, gateway: string, way: Way, text: string): string =>
	`${kind}:${gateway}:${way}:${text}`;

/** "#1001" is "1001". */
const numberOf = (text: string): string => text.replace(/^#/, '');

/** Keys under which an event finds its payout, the surest first. */
export function eventKeys({ documentId, purpose, direction, order, lines }: JournalEntry): readonly string[] {
	const way: Way = purpose === 'Refund' || direction === 'returned' ? 'out' : 'in';
	const references: string[] = [];
	const orders: string[] = [];
	for (const { role, facts, payment } of lines) {
		const { gateway } = facts;
		if (role !== 'clearing' || payment === undefined || gateway === undefined) continue;
		if (payment.reference !== undefined) references.push(keyOf('reference', gateway, way, payment.reference));
		orders.push(
			keyOf('order', gateway, way, order.id),
			keyOf('number', gateway, way, numberOf(order.number)),
		);
	}
	return [documentId, ...new Set([...references, ...orders])];
}

function transactionKeys(
	{ type, settles, reference, order }: PayoutTransaction,
	gateway: string,
): readonly string[] {
	if (type !== 'charge' && type !== 'refund') return settles === undefined ? [] : [settles];
	const way: Way = type === 'charge' ? 'in' : 'out';
	return [
		...(settles === undefined ? [] : [settles]),
		...(reference === undefined ? [] : [keyOf('reference', gateway, way, reference)]),
		...(order?.id === undefined ? [] : [keyOf('order', gateway, way, order.id)]),
		...(order?.number === undefined ? [] : [keyOf('number', gateway, way, numberOf(order.number))]),
	];
}

/** What is noted of payouts; nothing of one that is not yet on its way, whose transactions may still go into another. */
export function payoutRows(payouts: readonly Payout[]): readonly PayoutRow[] {
	return payouts
		.filter(({ status }) => status !== 'scheduled' && status !== 'cancelled')
		.flatMap(({ source, bookedOn, gateway, transactions }) =>
			transactions.flatMap((transaction) =>
				transactionKeys(transaction, gateway).map((businessKey) => ({
					businessKey,
					payout: source.externalId,
					issuedOn: bookedOn,
				})),
			),
		);
}
