/** WooPayments' own books: deposits with their transactions, and disputes, from the day book's payouts of card gateways. */
import Big from 'big.js';
import { digitsOf } from '../../../daybook/arithmetic';
import type {
	CustomerEvent,
	DayBookPayment,
	DayBookPayoutTransactionType,
	DisputeEvent,
	OrderEvent,
	PayoutEvent,
} from '../../../daybook/events';
import type { World } from '../../../kit/world';
import { gatewayOf } from '../shop/gateways';
import { madeUp, postId } from '../shop/ids';

type Line = PayoutEvent['transactions'][number];

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Stripe's ids, which WooPayments shows: a day book's own stays where it could be one. */
export const idOf = (prefix: string, key: string): string =>
	key.startsWith(prefix) && /^[A-Za-z0-9_]+$/.test(key) ? key : prefix + madeUp(key, 24, LETTERS);

const isWooPayments = (gateway: string): boolean => gatewayOf(gateway).plugin === 'woopayments';

/** An amount in the smallest unit, as a number. */
export const minor = (amount: string, currency: string): number =>
	Number(new Big(amount).times(new Big(10).pow(digitsOf(currency))).toFixed(0));

/** "2026-10-01 15:00:00", in UTC. */
export const timeOf = (at: string): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ');

/** What WooPayments calls each kind of line. It has no word for plans and transfers. */
function typeOf({ type, amount }: Line): string {
	const words: Readonly<Record<DayBookPayoutTransactionType, string>> = {
		charge: 'charge',
		refund: 'refund',
		dispute: 'dispute',
		dispute_reversal: 'dispute_reversal',
		fee: amount.startsWith('-') ? 'card_reader_fee' : 'fee_refund',
		adjustment: 'adjustment',
		reserve_hold: 'reserve_hold',
		reserve_release: 'reserve_release',
		loan: amount.startsWith('-') ? 'financing_paydown' : 'financing_payout',
		subscription: 'adjustment',
		transfer: 'adjustment',
	};
	return words[type];
}

const STATUSES = {
	scheduled: 'pending',
	in_transit: 'in_transit',
	paid: 'paid',
	failed: 'failed',
} as const;

/** When it arrives: a day, which WooPayments gives as its first instant. */
export const arrivalOf = ({ arrivesOn }: PayoutEvent): number => Date.parse(`${arrivesOn}T00:00:00Z`);

export const depositId = ({ id }: PayoutEvent): string => idOf('po_', id);

export function depositOf(payout: PayoutEvent): Record<string, unknown> {
	const amount = minor(payout.net, payout.currency);
	const arrival = arrivalOf(payout);
	return {
		id: depositId(payout),
		date: arrival,
		type: amount < 0 ? 'withdrawal' : 'deposit',
		amount,
		status: STATUSES[payout.status],
		bankAccount: `LAB BANK •••• 3000 (${payout.currency})`,
		currency: payout.currency.toLowerCase(),
		automatic: true,
		fee: 0,
		fee_percentage: 0,
		created: arrival / 1000,
	};
}

/** A dispute with the events of its stages. */
export interface DisputeStages {
	readonly id: string;
	readonly opened: DisputeEvent;
	readonly closed: DisputeEvent | undefined;
	readonly order: OrderEvent;
}

export class PaymentsBook {
	constructor(
		private readonly world: World,
		private readonly siteUrl: string,
	) {}

	/** Payouts that the plugin knows, latest state of each, in the order of their arrival. */
	payouts(): readonly PayoutEvent[] {
		const latest = new Map<string, PayoutEvent>();
		for (const event of this.world.happened())
			if (event.kind === 'payout' && isWooPayments(event.gateway)) latest.set(event.id, event);
		return [...latest.values()].sort((a, b) => arrivalOf(a) - arrivalOf(b));
	}

	disputes(): readonly DisputeStages[] {
		const orders = this.orders();
		const stages = new Map<string, DisputeStages>();
		for (const event of this.world.happened()) {
			if (event.kind !== 'dispute') continue;
			const order = orders.get(event.orderId);
			const payment = order?.payments.find(({ id }) => id === event.paymentId);
			if (order === undefined || payment === undefined || !isWooPayments(payment.gateway)) continue;
			const known = stages.get(event.id);
			stages.set(
				event.id,
				known === undefined
					? { id: idOf('dp_', event.id), opened: event, closed: undefined, order }
					: { ...known, closed: event },
			);
		}
		return [...stages.values()];
	}

	/** The row of the report "transactions", customers and all. */
	reportRow(
		line: Line,
		payout: PayoutEvent,
		orders: ReadonlyMap<string, OrderEvent>,
	): Record<string, unknown> {
		const { currency } = payout;
		const order = line.orderId === undefined ? undefined : orders.get(line.orderId);
		const customer = this.customerOf(order);
		return {
			transaction_id: idOf('txn_', line.id),
			date: timeOf(line.at),
			payment_id: order === undefined ? null : this.referenceOf(order),
			channel: 'online',
			payment_method: { type: 'visa' },
			type: typeOf(line),
			transaction_currency: (order?.currency ?? currency).toLowerCase(),
			amount: minor(line.amount, currency),
			exchange_rate: 1,
			deposit_currency: currency.toLowerCase(),
			fees: minor(line.fee, currency),
			customer: {
				name: customer?.name ?? '',
				email: customer?.email ?? '',
				country: customer?.country ?? order?.shipTo.country ?? '',
			},
			net_amount: minor(line.net, currency),
			order_id: order === undefined ? null : postId('order', order.id),
			risk_level: 0,
			deposit_date: timeOf(`${payout.arrivesOn}T00:00:00Z`),
			deposit_id: depositId(payout),
			deposit_status: STATUSES[payout.status],
		};
	}

	orders(): ReadonlyMap<string, OrderEvent> {
		const orders = new Map<string, OrderEvent>();
		for (const event of this.world.happened()) if (event.kind === 'order') orders.set(event.id, event);
		return orders;
	}

	/** What the list and the details of a dispute share about the order. */
	orderInfo(order: OrderEvent): object {
		const id = postId('order', order.id);
		return {
			id,
			number: order.number,
			url: `${this.siteUrl}/wp-admin/post.php?post=${id}&action=edit`,
			customer_url: null,
			subscriptions: [],
		};
	}

	customerOf(order: OrderEvent | undefined): CustomerEvent | undefined {
		return this.world.dayBook.customers.find(({ id }) => id === order?.customerId);
	}

	/** The intent, as the order has it. */
	private referenceOf(order: OrderEvent): string {
		const payment: DayBookPayment | undefined = order.payments.find(({ gateway }) => isWooPayments(gateway));
		return payment?.paymentReference ?? idOf('pi_', payment?.id ?? order.id);
	}
}
