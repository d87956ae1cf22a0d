/**
 * What moved at one gateway of the day book: each payment, refund, dispute and fee as a movement of its balance, and the payouts
 * that take movements along. A movement that no payout takes (yet) is in the balance all the same.
 */
import { createHash } from 'node:crypto';
import { isoDigits } from '../daybook/currency';
import type {
	DayBook,
	DayBookPayment,
	DayBookPayoutTransactionType,
	DisputeEvent,
	PayoutEvent,
} from '../daybook/events';
import type { World } from './world';

export interface Movement {
	/** the day book's, or made from the payment's or dispute's */
	readonly id: string;
	readonly type: DayBookPayoutTransactionType;
	readonly orderId?: string;
	readonly orderNumber?: string;
	readonly refundId?: string;
	readonly disputeId?: string;
	/** the payment's own reference: of the one that was refunded or disputed, too */
	readonly reference?: string;
	readonly currency: string;
	/** minor units of the currency, signed from the merchant's side */
	readonly amount: bigint;
	readonly fee: bigint;
	/** epoch milliseconds */
	readonly at: number;
	/** what the customer paid or got back, where that was another currency: minor units of it */
	readonly original?: { readonly amount: bigint; readonly currency: string };
}

export interface BookPayout {
	readonly event: PayoutEvent;
	readonly at: number;
	/** start of the day in UTC */
	readonly arrivesAt: number;
	readonly net: bigint;
	readonly movements: readonly Movement[];
}

/** Minor units of a decimal text: "-19.99" of GBP is -1999. */
export function minorOf(text: string, currency: string): bigint {
	const digits = isoDigits(currency) ?? 2;
	const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
	const units = BigInt(whole + fraction.padEnd(digits, '0').slice(0, digits));
	return text.startsWith('-') ? -units : units;
}

/** Decimal text of minor units. */
export function textOf(units: bigint, currency: string): string {
	const digits = isoDigits(currency) ?? 2;
	const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0');
	const amount = digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
	return units < 0n ? `-${amount}` : amount;
}

/** Letters and digits that are always the same for the same text. */
export function digest(text: string, length: number, alphabet: string): string {
	const bytes = createHash('sha512').update(text).digest();
	return [...bytes.subarray(0, length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

interface PaymentFacts {
	readonly payment: DayBookPayment;
	readonly orderId: string;
	readonly currency: string;
	readonly refundId?: string;
}

/** Payments of the gateway and what they belong to, in the order of the day book. */
class Payments {
	readonly charges: PaymentFacts[] = [];
	readonly refunds: PaymentFacts[] = [];
	readonly numbers = new Map<string, string>();
	private readonly chargesByOrder = new Map<string, PaymentFacts[]>();
	private readonly byRefund = new Map<string, PaymentFacts[]>();
	private readonly currencies = new Map<string, string>();

	constructor(dayBook: DayBook, gateways: ReadonlySet<string>) {
		for (const event of dayBook.events) {
			if (event.kind === 'order') {
				if (event.test === true) continue;
				this.currencies.set(event.id, event.currency);
				this.numbers.set(event.id, event.number);
				this.add(event.payments, { orderId: event.id }, gateways, this.charges);
			} else if (event.kind === 'payment') this.add([event], event, gateways, this.charges);
			else if (event.kind === 'edit') this.add(event.payments ?? [], event, gateways, this.charges);
			else if (event.kind === 'refund')
				this.add(event.payments, { orderId: event.orderId, refundId: event.id }, gateways, this.refunds);
		}
	}

	chargesOf(orderId: string | undefined): readonly PaymentFacts[] {
		return this.chargesByOrder.get(orderId ?? '') ?? [];
	}

	refundsOf(refundId: string | undefined): readonly PaymentFacts[] {
		return this.byRefund.get(refundId ?? '') ?? [];
	}

	/** The first payment of the order at the gateway: what was refunded or disputed. */
	first(orderId: string | undefined): PaymentFacts | undefined {
		return this.chargesOf(orderId)[0];
	}

	private add(
		payments: readonly DayBookPayment[],
		{ orderId, refundId }: { readonly orderId: string; readonly refundId?: string },
		gateways: ReadonlySet<string>,
		to: PaymentFacts[],
	): void {
		const currency = this.currencies.get(orderId);
		if (currency === undefined) return;
		for (const payment of payments) {
			if (!gateways.has(payment.gateway)) continue;
			if (payment.status !== 'captured' && payment.status !== 'refunded') continue;
			const facts = { payment, orderId, currency, ...(refundId === undefined ? {} : { refundId }) };
			to.push(facts);
			const [index, key] =
				refundId === undefined ? [this.chargesByOrder, orderId] : [this.byRefund, refundId];
			const siblings = index.get(key);
			if (siblings === undefined) index.set(key, [facts]);
			else siblings.push(facts);
		}
	}
}

const keyOf = (type: string, one: { orderId?: string; refundId?: string; disputeId?: string }): string =>
	type === 'charge'
		? `charge ${one.orderId}`
		: type === 'refund'
			? `refund ${one.refundId ?? one.orderId}`
			: `${type} ${one.disputeId}`;

/** All that ever happens at the gateway; what of it has happened, the world's clock tells. */
export class GatewayBook {
	private built: { readonly events: number; readonly movements: Movement[]; readonly payouts: BookPayout[] } =
		{
			events: -1,
			movements: [],
			payouts: [],
		};

	constructor(
		private readonly world: World,
		private readonly gateways: ReadonlySet<string>,
	) {}

	get now(): number {
		return this.world.now;
	}

	/** What has happened in the balance, oldest first. */
	movements(): readonly Movement[] {
		return this.all().movements.filter(({ at }) => at <= this.now);
	}

	/** The payouts that were issued, oldest first. */
	payouts(): readonly BookPayout[] {
		return this.all().payouts.filter(({ at }) => at <= this.now);
	}

	/** The stages of disputes that have happened, by the dispute's id, oldest first. */
	disputes(): ReadonlyMap<string, readonly DisputeEvent[]> {
		const mine = new Set(this.movements().flatMap(({ disputeId }) => disputeId ?? []));
		const found = new Map<string, DisputeEvent[]>();
		for (const event of this.world.happened()) {
			if (event.kind !== 'dispute' || !mine.has(event.id)) continue;
			found.set(event.id, [...(found.get(event.id) ?? []), event]);
		}
		return found;
	}

	private all() {
		const { dayBook } = this.world;
		if (this.built.events !== dayBook.events.length) {
			this.built = { events: dayBook.events.length, ...build(dayBook, this.gateways) };
		}
		return this.built;
	}
}

function build(dayBook: DayBook, gateways: ReadonlySet<string>) {
	const payments = new Payments(dayBook, gateways);
	const movements: Movement[] = [];
	const payouts: BookPayout[] = [];
	/** how many movements of a kind payouts take: the first payments of an order are taken first */
	const taken = new Map<string, number>();
	const seen = new Map<string, number>();
	const { events } = dayBook;
	// a later event of the same payout takes the place of the first
	const last = new Map(
		events.flatMap((event) => (event.kind === 'payout' ? [[event.id, event] as const] : [])),
	);
	for (const event of events) {
		if (event.kind !== 'payout' || !gateways.has(event.gateway) || last.get(event.id) !== event) continue;
		const { currency } = event;
		const own = event.transactions.map((transaction): Movement => {
			const { id, type, orderId, refundId, disputeId, at } = transaction;
			const key = keyOf(type, transaction);
			const ordinal = taken.get(key) ?? 0;
			taken.set(key, ordinal + 1);
			const facts =
				type === 'charge'
					? payments.chargesOf(orderId)[ordinal]
					: type === 'refund'
						? payments.refundsOf(refundId)[ordinal]
						: undefined;
			const paid = type === 'charge' ? facts : payments.first(orderId);
			const number = orderId === undefined ? undefined : payments.numbers.get(orderId);
			return {
				id,
				type,
				...(orderId === undefined ? {} : { orderId }),
				...(number === undefined ? {} : { orderNumber: number }),
				...(refundId === undefined ? {} : { refundId }),
				...(disputeId === undefined ? {} : { disputeId }),
				...(paid?.payment.paymentReference === undefined ? {} : { reference: paid.payment.paymentReference }),
				currency,
				amount: minorOf(transaction.amount, currency),
				fee: minorOf(transaction.fee, currency),
				at: Date.parse(at),
				...(facts === undefined || facts.currency === currency
					? {}
					: {
							original: {
								amount: minorOf(facts.payment.amount, facts.currency),
								currency: facts.currency,
							},
						}),
			};
		});
		movements.push(...own);
		payouts.push({
			event,
			at: Date.parse(event.at),
			arrivesAt: Date.parse(`${event.arrivesOn}T00:00:00Z`),
			net: minorOf(event.net, currency),
			movements: own,
		});
	}
	const isLeft = (
		type: string,
		one: { orderId?: string; refundId?: string; disputeId?: string },
	): boolean => {
		const key = keyOf(type, one);
		const ordinal = seen.get(key) ?? 0;
		seen.set(key, ordinal + 1);
		return ordinal >= (taken.get(key) ?? 0);
	};
	const left = (
		type: 'charge' | 'refund',
		{ payment, orderId, currency, refundId }: PaymentFacts,
	): Movement => {
		const paid = type === 'charge' ? payment : payments.first(orderId)?.payment;
		const number = payments.numbers.get(orderId);
		const amount = minorOf(payment.amount, currency);
		return {
			id: `txn_${payment.id}`,
			type,
			orderId,
			...(number === undefined ? {} : { orderNumber: number }),
			...(refundId === undefined ? {} : { refundId }),
			...(paid?.paymentReference === undefined ? {} : { reference: paid.paymentReference }),
			currency,
			amount: type === 'charge' ? amount : -amount,
			fee: minorOf(payment.fee ?? '0', currency),
			at: Date.parse(payment.at),
		};
	};
	for (const charge of payments.charges) if (isLeft('charge', charge)) movements.push(left('charge', charge));
	for (const refund of payments.refunds) if (isLeft('refund', refund)) movements.push(left('refund', refund));
	for (const event of events) {
		if (event.kind !== 'dispute' || event.stage === 'lost') continue;
		const paid = payments.charges.find(({ payment }) => payment.id === event.paymentId);
		const type = event.stage === 'opened' ? 'dispute' : 'dispute_reversal';
		if (paid === undefined || !isLeft(type, { disputeId: event.id })) continue;
		const amount = minorOf(event.amount, paid.currency);
		const { paymentReference: reference } = paid.payment;
		movements.push({
			id: `txn_${event.id}_${event.stage}`,
			type,
			orderId: event.orderId,
			disputeId: event.id,
			...(reference === undefined ? {} : { reference }),
			currency: paid.currency,
			amount: type === 'dispute' ? -amount : amount,
			fee: type === 'dispute' ? minorOf(event.fee, paid.currency) : 0n,
			at: Date.parse(event.at),
		});
	}
	movements.sort((a, b) => a.at - b.at);
	payouts.sort((a, b) => a.at - b.at);
	return { movements, payouts };
}
