/** Day books whose sales go through one gateway, with its payouts. */
import Big from 'big.js';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type {
	DayBook,
	DayBookPayoutTransactionType,
	DisputeEvent,
	OrderEvent,
	PayoutEvent,
	RefundEvent,
	ShopEvent,
} from '../../../lab/daybook/events';

const LONDON: Omit<ShopEvent, 'kind'> = {
	id: 'lantern-works',
	name: 'Lantern Works',
	currency: 'GBP',
	timeZone: 'Europe/London',
	country: 'GB',
	pricesIncludeTax: true,
};

type Transaction = PayoutEvent['transactions'][number];

export interface PayoutSpec {
	readonly id: string;
	/** when it is issued */
	readonly at: string;
	/** default: the day after */
	readonly arrivesOn?: string;
	/** default "paid" */
	readonly status?: PayoutEvent['status'];
	readonly currency?: string;
	/** default: what the transactions come to */
	readonly net?: string;
	readonly transactions: readonly Transaction[];
}

const DAY_MS = 86_400_000;

/** "2026-10-01T08:00:00+00:00" */
export const iso = (at: number | string): string => new Date(at).toISOString().replace('.000Z', '+00:00');

export const hoursAfter = (at: string, hours: number): string => iso(Date.parse(at) + hours * 3_600_000);

export class GatewayBook {
	private readonly shop: DayBookBuilder;
	private count = 0;

	/** @param gateway the day book's name of the gateway that is looked at */
	constructor(
		readonly gateway: string,
		shop: Omit<ShopEvent, 'kind'> = LONDON,
	) {
		this.shop = new DayBookBuilder(shop, () => []);
		this.shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	}

	get dayBook(): DayBook {
		return this.shop.build();
	}

	order(
		at: string,
		more: { readonly quantity?: string; readonly currency?: string; readonly rate?: string } = {},
	): OrderEvent {
		const { quantity = '1', currency, rate } = more;
		return this.shop.order({
			at,
			lines: [{ sku: 'LANTERN', quantity }],
			pay: [{ gateway: this.gateway, method: 'card' }],
			...(currency === undefined ? {} : { currency }),
			...(rate === undefined ? {} : { rate }),
		});
	}

	refund(order: OrderEvent, at: string): RefundEvent {
		return this.shop.refund(order.id, { at, lines: { L1: '1' } });
	}

	dispute(order: OrderEvent, at: string, stage: DisputeEvent['stage']): DisputeEvent {
		const [payment] = order.payments;
		const event: DisputeEvent = {
			kind: 'dispute',
			id: `${order.id}-D`,
			orderId: order.id,
			paymentId: payment?.id ?? '',
			at,
			amount: payment?.amount ?? '',
			fee: '15.00',
			stage,
		};
		this.shop.dayBook.events.push(event);
		return event;
	}

	/** The line of a payout that an order is. */
	charge(order: OrderEvent, fee = '0.61'): Transaction {
		const [payment] = order.payments;
		return this.line('charge', payment?.amount ?? '', order.at, { fee, orderId: order.id });
	}

	/** @param amount signed, from the merchant's side */
	line(
		type: DayBookPayoutTransactionType,
		amount: string,
		at: string,
		more: {
			readonly fee?: string;
			readonly orderId?: string;
			readonly refundId?: string;
			readonly disputeId?: string;
		} = {},
	): Transaction {
		const { fee = '0', ...ids } = more;
		const net = new Big(amount).minus(fee).toFixed(2);
		return { id: `txn_${++this.count}`, type, ...ids, amount, fee, net, at };
	}

	payout(spec: PayoutSpec): PayoutEvent {
		const { id, at, status = 'paid', currency = this.shop.dayBook.shop.currency, transactions } = spec;
		const sum = transactions.reduce((all, { net }) => all.plus(net), new Big(0));
		const event: PayoutEvent = {
			kind: 'payout',
			id,
			gateway: this.gateway,
			at,
			arrivesOn: spec.arrivesOn ?? new Date(Date.parse(at) + DAY_MS).toISOString().slice(0, 10),
			currency,
			status,
			transactions: [...transactions],
			net: spec.net ?? sum.toFixed(2),
		};
		this.shop.dayBook.events.push(event);
		return event;
	}

	/** Payouts day after day, each of one order. */
	daily(count: number, from = '2026-10-01T07:00:00+00:00'): PayoutEvent[] {
		return Array.from({ length: count }, (_, day) => {
			const order = this.order(hoursAfter(from, day * 24 - 30));
			return this.payout({
				id: `po_${day + 1}`,
				at: hoursAfter(from, day * 24),
				transactions: [this.charge(order)],
			});
		});
	}
}

/** One payout with a transaction of every type that there is. */
export function everyType(gateway: string): { readonly dayBook: DayBook; readonly payout: PayoutEvent } {
	const book = new GatewayBook(gateway);
	const at = '2026-10-01T09:00:00+00:00';
	const sold = book.order(at, { quantity: '9' });
	const returned = book.order(at, { quantity: '2' });
	const disputed = book.order(at);
	const won = book.order(at);
	const back = book.refund(returned, hoursAfter(at, 1));
	const opened = book.dispute(disputed, hoursAfter(at, 2), 'opened');
	const first = book.dispute(won, hoursAfter(at, 3), 'opened');
	book.dispute(won, hoursAfter(at, 4), 'won');
	const later = hoursAfter(at, 5);
	const payout = book.payout({
		id: 'po_every_type',
		at: '2026-10-02T07:00:00+00:00',
		transactions: [
			book.charge(sold, '3.49'),
			book.charge(returned, '0.97'),
			book.charge(disputed),
			book.charge(won),
			book.line('refund', '-24.00', back.at, { orderId: returned.id, refundId: back.id }),
			book.line('dispute', '-24.00', opened.at, { fee: '15.00', orderId: disputed.id, disputeId: opened.id }),
			book.line('dispute', '-24.00', first.at, { fee: '15.00', orderId: won.id, disputeId: first.id }),
			book.line('dispute_reversal', '24.00', hoursAfter(at, 4), { orderId: won.id, disputeId: first.id }),
			book.line('fee', '-2.50', later),
			book.line('adjustment', '1.20', later),
			book.line('reserve_hold', '-20.00', later),
			book.line('reserve_release', '8.00', later),
			book.line('loan', '-6.00', later),
			book.line('subscription', '-9.00', later),
			book.line('transfer', '-5.00', later),
		],
	});
	return { dayBook: book.dayBook, payout };
}
