/**
 * Shopify's transactions by what they mean: money that came in, money that is on its way, money that went back. Nothing is
 * changed after the fact there: a later transaction settles or gives up an earlier one and names it as its parent.
 */
import type { PaymentPart } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { fromMinorUnits, minorUnits } from '../../../core/money/money';
import type { OrderPayment } from '../../../core/store/splitPayments';
import type { Order } from './payload';
import { parseTransaction, type Transaction } from './payloadMoney';
import { identify } from './payloadParse';
import { malformed, numberOf, shown } from './payloadParts';

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
	/** cash rounding of captured payments, by payment id; minor units, positive when more was taken than was owed */
	readonly cashRounding: ReadonlyMap<string, bigint>;
	/** money that goes back, by transaction id (a gid) */
	readonly refunds: ReadonlyMap<string, RefundPayment>;
	readonly bad: readonly BadTransaction[];
	/** the numbers of all transactions, the bad ones too */
	readonly known: ReadonlySet<string>;
}

/** Money that goes back with a refund. */
export interface RefundPayment {
	readonly part: PaymentPart;
	readonly status: 'returned' | 'pending' | 'failed';
}

const SETTLED = 'SUCCESS';
const ON_THE_WAY = new Set(['PENDING', 'AWAITING_RESPONSE', 'UNKNOWN']);
const FAILED = new Set(['FAILURE', 'ERROR']);
const CAPTURES = new Set(['SALE', 'CAPTURE']);
const AUTHORIZATIONS = new Set(['AUTHORIZATION', 'EMV_AUTHORIZATION']);
const OTHERS = new Set(['REFUND', 'VOID', 'CHANGE', 'SUGGESTED_REFUND']);

/** Store credit has Shopify's own name there; everywhere else it is called as in other shops. */
const GATEWAYS: Readonly<Record<string, string>> = { shopify_store_credit: 'store_credit' };

const METHODS: Readonly<Record<string, string>> = {
	CardPaymentDetails: 'card',
	PaypalWalletPaymentDetails: 'paypal',
	ShopPayInstallmentsPaymentDetails: 'shop_pay_installments',
	LocalPaymentMethodsPaymentDetails: 'local',
};

/**
 * A draft that a person marks as paid is an order and a payment within the same moment, with clocks a little apart; a
 * payment that was open at first has a pending transaction as its parent.
 */
const SAME_MOMENT_MS = 60_000;

const gatewayOf = ({ gateway }: Transaction): string =>
	gateway === undefined ? '' : (GATEWAYS[gateway] ?? gateway);

function methodOf(transaction: Transaction): string {
	const { paymentDetails: details, manualPaymentGateway } = transaction;
	const named = details?.paymentMethodName ?? METHODS[details?.__typename ?? ''];
	return named ?? (manualPaymentGateway ? 'manual' : gatewayOf(transaction));
}

const timeOf = ({ processedAt, createdAt }: Transaction): string => processedAt ?? createdAt;

/** What a transaction moved: its amount, with the rounding of cash, in minor units. */
function unitsOf(transaction: Transaction): bigint {
	return minorUnits(transaction.amountSet) + (transaction.amountRoundingSet?.units ?? 0n);
}

function unknownKind(transaction: Transaction, position: number): Finding | undefined {
	const { kind, status } = transaction;
	if (!CAPTURES.has(kind) && !AUTHORIZATIONS.has(kind) && !OTHERS.has(kind)) {
		return finding('TRANSACTION_KIND_UNKNOWN', {
			path: `transactions[${position}].kind`,
			evidence: { kind: shown(kind) },
		});
	}
	if (status === SETTLED || ON_THE_WAY.has(status) || FAILED.has(status)) return undefined;
	return finding('TRANSACTION_KIND_UNKNOWN', {
		path: `transactions[${position}].status`,
		evidence: { kind: shown(`${kind} ${status}`) },
	});
}

/** Parses the transactions one by one: the bad ones are told apart. */
function parseAll(order: Order): { good: Transaction[]; bad: BadTransaction[] } {
	const good: Transaction[] = [];
	const bad: BadTransaction[] = [];
	order.transactions.forEach((payload, position) => {
		const parsed = parseTransaction(payload, position, order.currencyCode);
		if (!parsed.ok) {
			bad.push({ id: identify(payload).id, at: '', findings: parsed.findings });
			return;
		}
		const transaction = parsed.value;
		const problems = [unknownKind(transaction, position)].filter((one) => one !== undefined);
		const moves = CAPTURES.has(transaction.kind) || transaction.kind === 'REFUND';
		if (moves && transaction.gateway === undefined && unitsOf(transaction) !== 0n) {
			problems.push(malformed('a payment names no gateway', `transactions[${position}].gateway`));
		}
		if (unitsOf(transaction) < 0n) {
			problems.push(
				malformed('the rounding exceeds the payment', `transactions[${position}].amountRoundingSet`),
			);
		}
		if (problems.length === 0) good.push(transaction);
		else bad.push({ id: numberOf(transaction.id), at: timeOf(transaction), findings: problems });
	});
	return { good, bad };
}

class Ledger {
	constructor(
		private readonly order: Order,
		private readonly all: readonly Transaction[],
	) {}

	/** Successful transactions of these kinds that name it as their parent. */
	private children(parent: Transaction, kinds: ReadonlySet<string>): Transaction[] {
		return this.all.filter(
			(one) => one.status === SETTLED && kinds.has(one.kind) && one.parentTransaction?.id === parent.id,
		);
	}

	/** The payment a transaction stands for; undefined when it stands for none, or another one stands for it. */
	payment(transaction: Transaction): OrderPayment | undefined {
		const status = this.statusOf(transaction);
		const units = this.unitsWithoutChange(transaction, status);
		if (status === undefined || units <= 0n) return undefined;
		const gateway = gatewayOf(transaction);
		const reference = transaction.paymentId;
		return {
			id: numberOf(transaction.id),
			gateway,
			method: methodOf(transaction),
			amount: fromMinorUnits(units, this.order.currencyCode),
			at: this.atOf(transaction),
			status,
			// cash at the counter is received at once, whatever Shopify calls it
			manual: transaction.manualPaymentGateway && gateway !== 'cash',
			...(reference === undefined ? {} : { reference }),
		};
	}

	private statusOf(transaction: Transaction): OrderPayment['status'] | undefined {
		const { kind, status, manualPaymentGateway } = transaction;
		if (FAILED.has(status)) return undefined;
		if (CAPTURES.has(kind) && status === SETTLED) return 'captured';
		if (!CAPTURES.has(kind) && !AUTHORIZATIONS.has(kind)) return undefined;
		if (this.children(transaction, CAPTURES).length > 0) return undefined;
		if (CAPTURES.has(kind) && manualPaymentGateway) {
			// given up later or not: it was agreed when the order was placed, and that never changes
			return 'pending';
		}
		if (this.children(transaction, new Set(['VOID'])).length > 0) return 'failed';
		return status === SETTLED ? 'authorized' : 'pending';
	}

	/** Cash that was given back as change was never ours. */
	private unitsWithoutChange(transaction: Transaction, status: OrderPayment['status'] | undefined): bigint {
		if (status !== 'captured') return unitsOf(transaction);
		const change = this.children(transaction, new Set(['CHANGE']));
		return change.reduce((units, one) => units - unitsOf(one), unitsOf(transaction));
	}

	private atOf(transaction: Transaction): string {
		const at = timeOf(transaction);
		const placed = this.order.processedAt;
		const apart = Date.parse(at) - Date.parse(placed);
		const isFirst = transaction.parentTransaction === null || transaction.parentTransaction === undefined;
		return transaction.manualPaymentGateway && isFirst && apart > 0 && apart < SAME_MOMENT_MS ? placed : at;
	}

	refund(transaction: Transaction): RefundPayment | undefined {
		const units = unitsOf(transaction);
		if (transaction.kind !== 'REFUND' || units === 0n) return undefined;
		const reference = transaction.paymentId;
		return {
			status: FAILED.has(transaction.status)
				? 'failed'
				: transaction.status === SETTLED
					? 'returned'
					: 'pending',
			part: {
				id: numberOf(transaction.id),
				gateway: gatewayOf(transaction),
				method: methodOf(transaction),
				amount: fromMinorUnits(units, this.order.currencyCode),
				capturedAt: timeOf(transaction),
				...(reference === undefined ? {} : { reference }),
			},
		};
	}

	/** Change that belongs to no payment, or is more than it: how much was received cannot be told. */
	badChange(): BadTransaction[] {
		const fits = (change: Transaction): boolean =>
			this.all.some(
				(parent) =>
					parent.id === change.parentTransaction?.id &&
					this.statusOf(parent) === 'captured' &&
					this.unitsWithoutChange(parent, 'captured') >= 0n,
			);
		const given = this.all.filter(({ kind, status }) => kind === 'CHANGE' && status === SETTLED);
		return given
			.filter((change) => !fits(change))
			.map((change) => ({
				id: numberOf(change.id),
				at: timeOf(change),
				findings: [
					malformed('change was given for a payment that is not there or is smaller', 'transactions'),
				],
			}));
	}
}

/** The money of an order. Bad transactions are told apart with PAYLOAD_MALFORMED, TRANSACTION_KIND_UNKNOWN and others. */
export function moneyOf(order: Order): OrderMoney {
	const { good, bad } = parseAll(order);
	const ledger = new Ledger(order, good);
	const payments: OrderPayment[] = [];
	const cashRounding = new Map<string, bigint>();
	const refunds = new Map<string, RefundPayment>();
	for (const transaction of good) {
		const payment = ledger.payment(transaction);
		if (payment !== undefined) {
			payments.push(payment);
			const rounding = transaction.amountRoundingSet?.units ?? 0n;
			if (payment.status === 'captured' && rounding !== 0n) cashRounding.set(payment.id, rounding);
		}
		const refund = ledger.refund(transaction);
		if (refund !== undefined) refunds.set(transaction.id, refund);
	}
	const known = new Set([...good.map(({ id }) => numberOf(id)), ...bad.map(({ id }) => id)]);
	return { payments, cashRounding, refunds, bad: [...bad, ...ledger.badChange()], known };
}
