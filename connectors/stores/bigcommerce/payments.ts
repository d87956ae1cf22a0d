/**
 * BigCommerce's transactions by what they mean: money that came in, money that is on its way, money that went back. Nothing
 * is changed after the fact there: a later transaction names the one it acts on. Payments by hand often have no
 * transaction at all; then the order's status is all there is.
 */
import type { PaymentPart } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { fromMinorUnits, minorUnits } from '../../../core/money/money';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { unitsOf } from './amounts';
import { gatewayOf, gatewayOfLabel, isManual, isManualLabel, methodOf } from './gateways';
import type { Order } from './payload';
import { parseTransaction, type Transaction } from './payloadMoney';
import { identify } from './payloadParse';
import { instantOf, malformed, shown } from './payloadParts';
import { isGivenUp, isLeftOnTheWay, isPaidByStatus } from './status';
import { isMarketplace } from './taxes';

/** A transaction that cannot be used, with when it was made if that can be told. */
export interface BadTransaction {
	readonly id: string;
	/** ISO 8601 in UTC; empty when it cannot be told */
	readonly at: string;
	readonly findings: readonly Finding[];
}

export interface OrderMoney {
	/** for `splitPayments` */
	readonly payments: readonly OrderPayment[];
	/** paid by the order's status only: the shop keeps no transaction and no date of it */
	readonly byStatus: OrderPayment | undefined;
	/** money that goes back, by transaction id */
	readonly returned: ReadonlyMap<string, PaymentPart>;
	readonly bad: readonly BadTransaction[];
	/** whether it was paid in a test */
	readonly test: boolean;
}

const EVENTS = new Set(['purchase', 'authorization', 'capture', 'refund', 'void', 'pending', 'settled']);
const CAPTURES = new Set(['purchase', 'capture', 'settled']);
const TENDERS = new Set(['gift_card', 'store_credit']);

/** A payment that is made with the order has its time with a few seconds of difference. */
const SAME_MOMENT_MS = 60_000;

function problemsOf(transaction: Transaction, order: Order, position: number): Finding[] {
	const path = `transactions[${position}]`;
	const { event, status, currency } = transaction;
	const problems: Finding[] = [];
	if (!EVENTS.has(event) || (status !== 'ok' && status !== 'error')) {
		const kind = shown(EVENTS.has(event) ? `${event} ${status}` : event);
		problems.push(finding('TRANSACTION_KIND_UNKNOWN', { path: `${path}.event`, evidence: { kind } }));
	}
	if (currency !== order.currency) {
		const evidence = { found: currency, currency: order.currency };
		problems.push(finding('CURRENCY_MIXED', { path: `${path}.currency`, evidence }));
	}
	if (gatewayNameOf(transaction) === '')
		problems.push(malformed('a payment names no gateway', `${path}.gateway`));
	return problems;
}

function gatewayNameOf({ gateway, method, label }: Transaction): string {
	const byMethod = gatewayOf(method);
	if (TENDERS.has(byMethod)) return byMethod;
	const named = gatewayOf(gateway);
	// payments by hand are told apart by the name that the merchant gave them
	if (label !== undefined && (named === '' || named === 'manual')) return gatewayOfLabel(label);
	return named;
}

/** Parses the transactions one by one: the bad ones are told apart, the failed ones left out. */
function parseAll(order: Order): { good: Transaction[]; bad: BadTransaction[] } {
	const good: Transaction[] = [];
	const bad: BadTransaction[] = [];
	order.transactions.forEach((payload, position) => {
		const parsed = parseTransaction(payload, position);
		if (!parsed.ok) {
			const at: unknown =
				typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'date_created') : undefined;
			bad.push({ id: identify(payload).id, at: instantOf(at) ?? '', findings: parsed.findings });
			return;
		}
		if (parsed.value.status === 'error') return;
		const findings = problemsOf(parsed.value, order, position);
		if (findings.length === 0) good.push(parsed.value);
		else bad.push({ id: parsed.value.id, at: parsed.value.at, findings });
	});
	return { good, bad };
}

class Transactions {
	constructor(
		private readonly order: Order,
		private readonly all: readonly Transaction[],
	) {}

	/** What acts on a transaction: names it, or is the only one there that it can be about. */
	private actsOn(parent: Transaction, events: ReadonlySet<string>): boolean {
		return this.all.some(({ event, actsOn }) => events.has(event) && actsOn === parent.id);
	}

	private isCaptured(transaction: Transaction): boolean {
		const { event, actsOn } = transaction;
		if (!CAPTURES.has(event)) return false;
		if (event !== 'settled') return true;
		// settling tells of money that a purchase or capture has told before
		const parent = this.all.find(({ id }) => id === actsOn);
		return parent === undefined || !CAPTURES.has(parent.event);
	}

	/** By hand, and only agreed with the order: what is called a purchase then is a promise. */
	private isAgreed(transaction: Transaction, manual: boolean): boolean {
		const { event, actsOn, at } = transaction;
		const isFirst = actsOn === undefined;
		const isAtOnce = Math.abs(Date.parse(at) - Date.parse(this.order.placedAt)) < SAME_MOMENT_MS;
		return manual && isFirst && (event === 'pending' || event === 'authorization' || isAtOnce);
	}

	private statusOf(transaction: Transaction, manual: boolean): OrderPayment['status'] | undefined {
		const { event } = transaction;
		if (event === 'refund' || event === 'void') return undefined;
		if (this.isAgreed(transaction, manual)) return 'pending';
		if (this.isCaptured(transaction)) return 'captured';
		if (event === 'settled' || this.actsOn(transaction, CAPTURES)) return undefined;
		if (this.actsOn(transaction, new Set(['void']))) return 'failed';
		return event === 'pending' ? 'pending' : 'authorized';
	}

	payment(transaction: Transaction): OrderPayment | undefined {
		const gateway = gatewayNameOf(transaction);
		// cash is received at once, whatever it is called
		const manual = !TENDERS.has(gateway) && gateway !== 'cash' && isManual(gateway, transaction.method);
		const status = this.statusOf(transaction, manual);
		const units = unitsOf(transaction.amount, this.order.currency);
		if (status === undefined || units === 0n) return undefined;
		return {
			...this.part(transaction, units),
			at: this.atOf(transaction, gateway, status === 'pending' && manual),
			status,
			manual,
		};
	}

	/** What was agreed or handed over with the order has the order's own instant, whatever the clocks say. */
	private atOf({ at }: Transaction, gateway: string, isAgreed: boolean): string {
		const { placedAt } = this.order;
		const isAtOnce = Math.abs(Date.parse(at) - Date.parse(placedAt)) < SAME_MOMENT_MS;
		return isAgreed || (TENDERS.has(gateway) && isAtOnce) ? placedAt : at;
	}

	private part(transaction: Transaction, units: bigint): Omit<OrderPayment, 'at' | 'status' | 'manual'> {
		const gateway = gatewayNameOf(transaction);
		const { id, reference } = transaction;
		return {
			id,
			gateway,
			method: TENDERS.has(gateway) ? gateway : methodOf(transaction.method),
			amount: fromMinorUnits(units, this.order.currency),
			...(reference === undefined ? {} : { reference }),
		};
	}

	/** Money that went back: a refund, or a capture that was made void afterwards. */
	returned(transaction: Transaction): PaymentPart | undefined {
		const { event, actsOn } = transaction;
		const undone = this.all.find(({ id }) => id === actsOn);
		const isUndone = event === 'void' && undone !== undefined && CAPTURES.has(undone.event);
		const units = unitsOf(transaction.amount, this.order.currency);
		if ((event !== 'refund' && !isUndone) || units === 0n) return undefined;
		return { ...this.part(transaction, units), capturedAt: transaction.at };
	}
}

const sumOf = (payments: readonly OrderPayment[]): bigint =>
	payments.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

/** Gift certificates and store credit that the order states, where no transaction tells of them. */
function unlistedTenders(order: Order, payments: readonly OrderPayment[]): OrderPayment[] {
	const stated = [
		{ gateway: 'gift_card', amount: order.giftCertificates },
		{ gateway: 'store_credit', amount: order.storeCredit },
	];
	return stated.flatMap(({ gateway, amount }): OrderPayment[] => {
		const units = unitsOf(amount, order.currency);
		if (units === 0n || payments.some((payment) => payment.gateway === gateway)) return [];
		return [
			{
				id: `order-${order.id}-${gateway}`,
				gateway,
				method: gateway,
				amount: fromMinorUnits(units, order.currency),
				at: order.placedAt,
				status: 'captured',
				manual: false,
			},
		];
	});
}

/**
 * A payment that no transaction tells of: agreed with the order when it is one by hand, and paid when the order's status
 * says so. The shop keeps no date of it: it takes the order's own, so that it is the same whenever the order is read.
 */
function withoutTransaction(
	order: Order,
	payments: readonly OrderPayment[],
): Pick<OrderMoney, 'byStatus'> & { readonly agreed: readonly OrderPayment[] } {
	const captured = payments.filter(({ status }) => status === 'captured');
	const open = unitsOf(order.total.inc, order.currency) - sumOf(captured);
	const promised = payments.find(({ status, manual }) => status === 'pending' && manual);
	const isTold = payments.some(({ gateway }) => !TENDERS.has(gateway));
	if (open <= 0n || (isTold && promised === undefined)) return { agreed: [], byStatus: undefined };
	const label = order.paymentMethod ?? '';
	const manual = promised !== undefined || (isManualLabel(label) && !isMarketplace(order));
	const gateway = gatewayOfLabel(label);
	const payment: OrderPayment = promised ?? {
		id: `order-${order.id}`,
		gateway: gateway === '' ? 'manual' : gateway,
		method: manual ? 'manual' : gateway,
		amount: fromMinorUnits(open, order.currency),
		at: order.placedAt,
		status: 'pending',
		manual,
	};
	const paid: OrderPayment = {
		...payment,
		amount: fromMinorUnits(open, order.currency),
		at: order.placedAt,
		status: 'captured',
	};
	const isNew = promised === undefined && manual && !isLeftOnTheWay(order);
	return { agreed: isNew ? [payment] : [], byStatus: isPaidByStatus(order) ? paid : undefined };
}

/** The money of an order. Bad transactions are told apart with PAYLOAD_MALFORMED, TRANSACTION_KIND_UNKNOWN and others. */
export function moneyOf(order: Order): OrderMoney {
	const { good, bad } = parseAll(order);
	const transactions = new Transactions(order, good);
	const listed = good.flatMap((one) => transactions.payment(one) ?? []);
	const payments = [...listed, ...unlistedTenders(order, listed)];
	// with a transaction that cannot be read it is not certain that there is none
	const hidden = bad.length > 0 ? { agreed: [], byStatus: undefined } : withoutTransaction(order, payments);
	const returned = good.flatMap((one): [string, PaymentPart][] => {
		const part = transactions.returned(one);
		return part === undefined ? [] : [[one.id, part]];
	});
	return {
		payments: [...payments, ...hidden.agreed],
		byStatus: hidden.byStatus,
		returned: new Map(returned),
		bad,
		test: good.some(({ test, event }) => test && event !== 'void' && event !== 'refund'),
	};
}

/** Whether an order that was given up had been agreed as an invoice: then it has to be taken back. */
export function isAgreedByHand(order: Order, { payments }: OrderMoney): boolean {
	return isGivenUp(order) && payments.some(({ manual, status }) => manual && status === 'pending');
}
