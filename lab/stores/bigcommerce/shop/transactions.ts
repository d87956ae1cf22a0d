/** Payments of the day book as BigCommerce's order transactions: nothing changes after the fact, later ones refer to earlier. */
import Big from 'big.js';
import type { DayBookPayment } from '../../../daybook/events';
import { idWithin } from './ids';
import { sum } from './money';
import { isReceipt, type StoreTransaction, type TransactionEvent } from './order';

/** Tenders that no gateway handles. */
const OFFLINE = new Set([
	'bank_transfer',
	'cash',
	'cheque',
	'check',
	'money_order',
	'cod',
	'invoice',
	'manual',
	'bank_deposit',
]);

/** BigCommerce's own names of what the shop itself owes; all other gateways keep the day book's name. */
const OWN_NAMES: Readonly<Record<string, string>> = {
	gift_card: 'giftcertificate',
	store_credit: 'storecredit',
};

export const gatewayName = (gateway: string): string => OWN_NAMES[gateway] ?? gateway;

export const isOffline = (gateway: string): boolean => OFFLINE.has(gateway) || gateway in OWN_NAMES;

function methodOf({
	gateway,
	method,
}: Pick<DayBookPayment, 'gateway' | 'method'>): StoreTransaction['method'] {
	if (gateway === 'gift_card') return 'gift_certificate';
	if (gateway === 'store_credit') return 'store_credit';
	if (OFFLINE.has(gateway)) return 'offline';
	if (method === 'card') return 'credit_card';
	return method === 'wallet' ? 'electronic_wallet' : 'custom';
}

export class Transactions {
	private readonly list: StoreTransaction[] = [];

	constructor(private readonly orderId: number) {}

	get all(): readonly StoreTransaction[] {
		return this.list;
	}

	/** A payment of an order, at once or later. */
	pay(payment: DayBookPayment): void {
		if (payment.status === 'authorized') return void this.add(payment, 'authorization');
		if (payment.status === 'pending') return void this.add(payment, 'pending');
		const open = this.list.find((one) => one.bookGateway === payment.gateway && this.isOpen(one));
		const event = open === undefined ? 'purchase' : open.event === 'authorization' ? 'capture' : 'settled';
		this.add(payment, event, open, payment.status === 'failed' ? 'error' : 'ok');
	}

	/** Money that goes back with a refund. What waits is no transaction yet. */
	refund(payment: DayBookPayment): StoreTransaction | undefined {
		if (payment.status === 'pending') return undefined;
		const receipts = this.list.filter(isReceipt);
		const receipt = receipts.findLast((one) => one.bookGateway === payment.gateway) ?? receipts.at(-1);
		return this.add(payment, 'refund', receipt, payment.status === 'failed' ? 'error' : 'ok');
	}

	/** What was reserved or announced is given up when the order is cancelled. */
	voidOpen(at: string): void {
		for (const open of this.list.filter((one) => this.isOpen(one))) {
			const amount = open.amount.minus(this.settled(open));
			this.list.push({ ...open, id: this.nextId(), event: 'void', amount, at, reference: open.id });
		}
	}

	/** Reserved or announced, and neither settled in full nor given up. */
	private isOpen(one: StoreTransaction): boolean {
		if (one.status !== 'ok' || (one.event !== 'authorization' && one.event !== 'pending')) return false;
		const voided = this.list.some(({ event, reference }) => event === 'void' && reference === one.id);
		return !voided && this.settled(one).lt(one.amount);
	}

	private settled({ id }: StoreTransaction): Big {
		return sum(this.list.filter((one) => one.reference === id && isReceipt(one)).map(({ amount }) => amount));
	}

	private nextId(): number {
		return idWithin(this.orderId, this.list.length + 1);
	}

	private add(
		payment: DayBookPayment,
		event: TransactionEvent,
		reference?: StoreTransaction,
		status: StoreTransaction['status'] = 'ok',
	): StoreTransaction {
		const transaction: StoreTransaction = {
			id: this.nextId(),
			key: payment.id,
			event,
			method: methodOf(payment),
			gateway: gatewayName(payment.gateway),
			bookGateway: payment.gateway,
			amount: new Big(payment.amount),
			status,
			at: payment.at,
			reference: reference?.id,
			gatewayReference: payment.paymentReference,
		};
		this.list.push(transaction);
		return transaction;
	}
}
