/**
 * Payments of the day book as Shopify's order transactions: a payment that was announced (pending) or reserved (authorized)
 * is followed by one that settles it and names it as its parent; nothing is changed after the fact.
 */
import type { DayBookPayment } from '../../../daybook/events';
import { Conversion } from './conversion';
import { isManual, shopifyGateway } from './gateways';
import { numericId } from './ids';
import { toMinor, total, type Amount, type Currencies } from './money';
import type { ShopTransaction, TransactionKind, TransactionStatus } from './order';

export class Transactions {
	private readonly list: ShopTransaction[] = [];
	private readonly received: Conversion;
	private readonly times = new Map<string, number>();

	constructor(
		private readonly currencies: Currencies,
		private readonly rate: string | undefined,
	) {
		this.received = new Conversion(currencies, rate);
	}

	get all(): readonly ShopTransaction[] {
		return this.list;
	}

	/** Money that came in: SALE and CAPTURE with SUCCESS. */
	get paid(): Amount {
		return total(this.list.filter(isReceipt).map(({ amount }) => amount));
	}

	/** A payment of an order, at once or later. */
	pay(payment: DayBookPayment): ShopTransaction {
		const minor = this.minor(payment.amount);
		const gateway = shopifyGateway(payment.gateway);
		if (payment.status === 'refunded') return this.add(payment, 'REFUND', 'SUCCESS', this.single(minor));
		if (payment.status === 'authorized')
			return this.add(payment, 'AUTHORIZATION', 'SUCCESS', this.single(minor));
		if (payment.status === 'pending') return this.add(payment, 'SALE', 'PENDING', this.single(minor));
		const parent = this.openParent(gateway);
		const kind = parent?.kind === 'AUTHORIZATION' ? 'CAPTURE' : 'SALE';
		if (payment.status === 'failed') return this.add(payment, kind, 'FAILURE', this.single(minor), parent);
		return this.add(payment, kind, 'SUCCESS', this.received.next(minor), parent);
	}

	/** Money that goes back with a refund; `conversion` runs over the payments of that refund. */
	refund(payment: DayBookPayment, refundId: number, conversion: Conversion): ShopTransaction {
		const gateway = shopifyGateway(payment.gateway);
		const parent = this.list.findLast((one) => one.gateway === gateway && isReceipt(one));
		const status =
			payment.status === 'pending' ? 'PENDING' : payment.status === 'failed' ? 'FAILURE' : 'SUCCESS';
		const minor = this.minor(payment.amount);
		const amount = status === 'SUCCESS' ? conversion.next(minor) : conversion.single(minor);
		return this.add(payment, 'REFUND', status, amount, parent, refundId);
	}

	/** What was reserved or announced and not settled is given up when the order is cancelled. */
	voidOpen(at: string): void {
		for (const open of this.list.filter((one) => this.isOpen(one))) {
			const payment = { id: `${open.key}-void`, at, gateway: open.gateway, method: open.method };
			const rest = open.amount.presentment - this.settledOf(open);
			this.push(payment, 'VOID', 'SUCCESS', this.single(rest), open, undefined, undefined);
		}
	}

	private minor(text: string): bigint {
		return toMinor(text, this.currencies.presentment);
	}

	private single(minor: bigint): Amount {
		return new Conversion(this.currencies, this.rate).single(minor);
	}

	private openParent(gateway: string): ShopTransaction | undefined {
		return this.list.find((one) => one.gateway === gateway && this.isOpen(one));
	}

	/** Reserved or announced, and not yet settled in full or given up. */
	private isOpen(one: ShopTransaction): boolean {
		const waits = one.status === 'PENDING' ? one.kind === 'SALE' : one.kind === 'AUTHORIZATION';
		const voided = this.list.some(({ kind, parentId }) => kind === 'VOID' && parentId === one.id);
		return waits && !voided && this.settledOf(one) < one.amount.presentment;
	}

	private settledOf(parent: ShopTransaction): bigint {
		const children = this.list.filter((one) => one.parentId === parent.id && isReceipt(one));
		return children.reduce((sum, { amount }) => sum + amount.presentment, 0n);
	}

	private add(
		payment: DayBookPayment,
		kind: TransactionKind,
		status: TransactionStatus,
		amount: Amount,
		parent?: ShopTransaction,
		refundId?: number,
	): ShopTransaction {
		const feeKnown = payment.fee !== undefined && shopifyGateway(payment.gateway) === 'shopify_payments';
		const fee = feeKnown ? this.single(this.minor(payment.fee ?? '0')).shop : undefined;
		return this.push(payment, kind, status, amount, parent, refundId, fee);
	}

	private push(
		payment: Pick<DayBookPayment, 'id' | 'at' | 'gateway' | 'method' | 'paymentReference'>,
		kind: TransactionKind,
		status: TransactionStatus,
		amount: Amount,
		parent: ShopTransaction | undefined,
		refundId: number | undefined,
		fee: bigint | undefined,
	): ShopTransaction {
		const gateway = shopifyGateway(payment.gateway);
		// the same payment may be told twice (authorized, then captured): each telling is a transaction of its own
		const time = (this.times.get(payment.id) ?? 0) + 1;
		this.times.set(payment.id, time);
		const transaction: ShopTransaction = {
			id: numericId('OrderTransaction', time === 1 ? payment.id : `${payment.id}/${time}`),
			key: payment.id,
			kind,
			status,
			gateway,
			manual: isManual(gateway),
			method: payment.method,
			amount,
			fee,
			at: payment.at,
			parentId: parent?.id,
			reference: payment.paymentReference,
			refundId,
		};
		this.list.push(transaction);
		return transaction;
	}
}

/** Whether a transaction brought money in. */
export const isReceipt = ({ kind, status }: ShopTransaction): boolean =>
	status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE');

/** Whether a transaction gave money back. */
export const isPayback = ({ kind, status }: ShopTransaction): boolean =>
	status === 'SUCCESS' && kind === 'REFUND';
