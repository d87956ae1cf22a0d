/** A day book's payouts, disputes and bank lines as canonical documents, straight, as `dayBookDocuments` does with sales. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
	businessKey,
	SCHEMA_VERSION,
	type BankTransaction,
	type Dispute,
	type DocumentHeader,
	type Payout,
	type PayoutTransaction,
} from '../../core/documents';
import { parseMoney, type Money } from '../../core/money/money';
import type { BankLineEvent, DayBookEvent, DisputeEvent, PayoutEvent } from '../../lab/daybook/events';

/** Signed decimal text without its sign. */
function sized(amount: string, currency: string): Money {
	const parsed = parseMoney(amount.replace('-', ''), currency);
	if (typeof parsed === 'string') throw new Error(`${amount} ${currency}: ${parsed}`);
	return parsed;
}

const isOut = (amount: string): boolean => amount.startsWith('-');
const utc = (at: string): string => new Date(at).toISOString();

function header(
	platform: string,
	kind: string,
	id: string,
	currency: string,
	at: string,
): Omit<DocumentHeader, 'type'> {
	const source = { platform, storeId: 'shop', kind, externalId: id, externalNumber: id, revision: at };
	return {
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source),
		source,
		channel: '',
		occurredAt: utc(at),
		bookedOn: at.slice(0, 10),
		currency,
	};
}

const TYPES: Readonly<Record<string, PayoutTransaction['type']>> = {
	dispute_reversal: 'disputeReversal',
	reserve_hold: 'reserveHold',
	reserve_release: 'reserveRelease',
};
const STATUSES: Readonly<Record<string, Payout['status']>> = { in_transit: 'inTransit' };

export function payoutOf(event: PayoutEvent): Payout {
	const { id, gateway, at, arrivesOn, currency, status, transactions, net } = event;
	return {
		...header(gateway, 'payout', id, currency, at),
		type: 'Payout',
		gateway,
		status: STATUSES[status] ?? (status as Payout['status']),
		arrivesOn,
		transactions: transactions.map((each) => ({
			id: each.id,
			type: TYPES[each.type] ?? (each.type as PayoutTransaction['type']),
			...(each.orderId === undefined ? {} : { order: { id: each.orderId, number: `#${each.orderId}` } }),
			amount: sized(each.amount, currency),
			direction: isOut(each.amount) ? 'out' : 'in',
			fee: sized(each.fee, currency),
			occurredAt: utc(each.at),
		})),
		net: sized(net, currency),
		direction: isOut(net) ? 'fromBank' : 'toBank',
	};
}

export function bankLineOf({
	id,
	account,
	on,
	amount,
	currency,
	description,
	reference,
}: BankLineEvent): BankTransaction {
	return {
		...header('bank', 'line', id, currency, `${on}T00:00:00Z`),
		type: 'BankTransaction',
		account: { id: account, name: account },
		amount: sized(amount, currency),
		direction: isOut(amount) ? 'out' : 'in',
		description,
		...(reference === undefined ? {} : { reference }),
	};
}

/** @param gateway of the disputed payment */
export function disputeOf(event: DisputeEvent, gateway: string, currency: string): Dispute {
	const { id, orderId, at, amount, fee, stage } = event;
	return {
		...header(gateway, `dispute-${stage}`, id, currency, at),
		type: 'Dispute',
		saleId: businessKey({ platform: 'daybook', storeId: 'shop', kind: 'order', externalId: orderId }),
		gateway,
		stage,
		amount: sized(amount, currency),
		// the day book gives the fee back in no case
		fee: sized(stage === 'won' ? '0' : fee, currency),
	};
}

export interface DayBookMoney {
	readonly payouts: readonly Payout[];
	readonly lines: readonly BankTransaction[];
	readonly disputes: readonly Dispute[];
}

export function dayBookEvents(file: string): DayBookEvent[] {
	return gunzipSync(readFileSync(file))
		.toString('utf8')
		.split('\n')
		.filter((row) => row !== '')
		.map((row) => JSON.parse(row) as DayBookEvent);
}

/** All payouts, bank lines and disputes of a day book (gzipped NDJSON). */
export function dayBookMoney(file: string): DayBookMoney {
	const events = dayBookEvents(file);
	const gateways = new Map<string, { readonly gateway: string; readonly currency: string }>();
	for (const event of events)
		if (event.kind === 'order')
			for (const { id, gateway } of event.payments) gateways.set(id, { gateway, currency: event.currency });
	return {
		payouts: events.flatMap((event) => (event.kind === 'payout' ? [payoutOf(event)] : [])),
		lines: events.flatMap((event) => (event.kind === 'bankLine' ? [bankLineOf(event)] : [])),
		disputes: events.flatMap((event) => {
			const payment = event.kind === 'dispute' ? gateways.get(event.paymentId) : undefined;
			return event.kind === 'dispute' && payment !== undefined
				? [disputeOf(event, payment.gateway, payment.currency)]
				: [];
		}),
	};
}
