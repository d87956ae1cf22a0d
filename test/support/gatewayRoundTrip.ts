/** Payouts as connectors read them, held against those of the day book: transaction by transaction, to the cent. */
import type { Payout, PayoutTransactionType } from '../../core/documents';
import { payoutNet, transactionNet } from '../../core/documents/check';
import type { GatewaySession, ReadPayout } from '../../core/gateway/connector';
import type { DayBook, PayoutEvent } from '../../lab/daybook/events';

/** What both sides say of a payout, in the same words; amounts are minor units. */
export interface PayoutFacts {
	readonly at: string;
	readonly arrivesOn: string;
	readonly status: string;
	readonly currency: string;
	readonly net: string;
	readonly transactions: readonly string[];
}

const TYPES: Readonly<Record<string, PayoutTransactionType>> = {
	dispute_reversal: 'disputeReversal',
	reserve_hold: 'reserveHold',
	reserve_release: 'reserveRelease',
};

const STATUSES: Readonly<Record<string, string>> = { in_transit: 'inTransit' };

/** Decimal text of two digits in minor units, by the test's own hand. */
const minor = (text: string): bigint => BigInt(text.replace('.', ''));

const time = (text: string): string => new Date(text).toISOString();

export function factsOfEvent(event: PayoutEvent): PayoutFacts {
	return {
		at: time(event.at),
		arrivesOn: event.arrivesOn,
		status: STATUSES[event.status] ?? event.status,
		currency: event.currency,
		net: String(minor(event.net)),
		transactions: event.transactions.map(({ type, amount, fee, net, at }) =>
			[TYPES[type] ?? type, minor(amount), minor(fee), minor(net), time(at)].join(' '),
		),
	};
}

export function factsOfDocument(payout: Payout): PayoutFacts {
	return {
		at: time(payout.occurredAt),
		arrivesOn: payout.arrivesOn,
		status: payout.status,
		currency: payout.currency,
		net: String(payoutNet(payout)),
		transactions: payout.transactions.flatMap((transaction) => {
			// a dispute's fee stands alone, beside the dispute
			if (isDisputeFee(transaction)) return [];
			const beside = payout.transactions.find(({ id }) => id === `${transaction.id}/fee`);
			const besides = beside !== undefined && isDisputeFee(beside) ? -transactionNet(beside) : 0n;
			const fee = minor(transaction.fee.amount) + besides;
			const net = transactionNet(transaction) - besides;
			return [[transaction.type, net + fee, fee, net, time(transaction.occurredAt)].join(' ')];
		}),
	};
}

const isDisputeFee = ({ id, type }: Payout['transactions'][number]): boolean =>
	id.endsWith('/fee') && type.startsWith('dispute');

export function payoutsOf({ events }: DayBook, gateway: string): PayoutEvent[] {
	return events.flatMap((event) => (event.kind === 'payout' && event.gateway === gateway ? [event] : []));
}

/** Everything that a session reads in a window. */
export async function readAll(session: GatewaySession, from: string, to?: string): Promise<ReadPayout[]> {
	const read: ReadPayout[] = [];
	for await (const page of session.payouts({ from, ...(to === undefined ? {} : { to }) })) read.push(...page);
	return read;
}
