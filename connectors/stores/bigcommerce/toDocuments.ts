/**
 * An order of BigCommerce as canonical documents: its sale, its refunds, and payments that came later. Pure: the same order
 * and policy give the same documents whenever it is read, so that nothing is posted twice or changes afterwards.
 */
import { businessKey, type PaymentPart, type Place, type Sale } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { minorUnits, type Money } from '../../../core/money/money';
import { held, type Outcome } from '../../../core/outcome';
import type { ReadOrder } from '../../../core/store/connector';
import { cancellationOf } from './cancellation';
import { chargesOf, type Charge } from './charges';
import { collect, unreadable, type CollectedOrder } from './collected';
import { bookedOn, saleKey, sourceOf, type MappingContext } from './context';
import { addDeliveries } from './deliveries';
import { laterPayment } from './laterPayment';
import { saleLines, type SaleLines } from './lines';
import { partyOf, placeOf } from './parties';
import { parseOrder, type Order } from './payload';
import { parseRefund, type RefundPayload } from './payloadMoney';
import { identify } from './payloadParse';
import { malformed } from './payloadParts';
import { isAgreedByHand, moneyOf, type BadTransaction, type OrderMoney } from './payments';
import { RefundBuilder, type SaleFacts } from './refund';
import { buildSale, isOnInvoice, splitOf, type SaleSplit } from './sale';
import { INCOMPLETE, isDisputed, isGivenUp, isRefundedByStatus, statusName } from './status';

export type { MappingContext } from './context';

/** The refunds that can be parsed, earliest first; the others are held. */
function refundsOf(order: Order, collected: CollectedOrder): RefundPayload[] {
	const good: RefundPayload[] = [];
	order.refunds.forEach((payload, position) => {
		const parsed = parseRefund(payload, position);
		if (parsed.ok) good.push(parsed.value);
		else collected.hold('refund', identify(payload).id, parsed.findings);
	});
	return good.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || Number(a.id) - Number(b.id));
}

/** Bad transactions: those from after the sale are held alone, the others hold the sale. */
function badPayments(
	{ bad }: OrderMoney,
	settledAt: number,
): { ofSale: readonly BadTransaction[]; later: readonly BadTransaction[] } {
	const isLater = ({ at }: BadTransaction): boolean => at !== '' && Date.parse(at) > settledAt;
	return { ofSale: bad.filter((one) => !isLater(one)), later: bad.filter(isLater) };
}

class OrderMapping {
	private readonly collected: CollectedOrder;
	private readonly money: OrderMoney;
	private readonly refunds: RefundPayload[];
	private readonly place: Place;
	private readonly charges: Charge[];

	constructor(
		private readonly order: Order,
		private readonly context: MappingContext,
	) {
		this.collected = collect(order, context);
		this.money = moneyOf(order);
		this.refunds = refundsOf(order, this.collected);
		this.place = placeOf(order, context.shop);
		this.charges = chargesOf(order, this.place);
	}

	run(): ReadOrder {
		const { order, collected, context } = this;
		this.map();
		if (context.policy.deliveries === true) addDeliveries(order, collected, context);
		return collected.result();
	}

	private map(): void {
		const { order, collected, context, money } = this;
		const key = saleKey(order, context);
		if (money.test) return collected.remark(key, [finding('TEST_ORDER')]);
		const { total, split } = splitOf(order, money, context);
		// a free order that was given up was never a sale
		const isNothing = isGivenUp(order) && minorUnits(total) === 0n;
		if (split.kind === 'sale' && !isNothing) this.withSale(total, split);
		else {
			for (const bad of money.bad) collected.hold('transaction', bad.id, bad.findings);
			if (split.kind === 'notYet' && !isGivenUp(order)) {
				collected.remark(key, split.findings);
				collected.lookAgain(split.lookAgainAt);
			}
			this.strays(new Set());
		}
	}

	private withSale(total: Money, split: SaleSplit): void {
		const { order, collected, context, place } = this;
		const bad = badPayments(this.money, Date.parse(split.occurredAt) + context.policy.settleWithinMs);
		const { lines, findings } = saleLines(order, this.charges);
		const sale = this.sale(total, split, { lines, findings }, bad.ofSale);
		collected.take(sale, 'order', order.id);
		for (const one of bad.later) collected.hold('transaction', one.id, one.findings);

		const customer = partyOf(order, place, isOnInvoice(split));
		const facts: SaleFacts = {
			sold: lines.flatMap((line, index) => {
				const charge = this.charges[index];
				return charge === undefined ? [] : [{ charge, line }];
			}),
			place,
			saleId: saleKey(order, context),
			soldOn: bookedOn(split.occurredAt, context),
			...(customer === undefined ? {} : { customer }),
			total,
			onInvoice: isOnInvoice(split),
			payments: [...split.payments, ...split.later],
		};
		for (const payment of split.later) this.received(payment, facts);
		const taken = this.returned(facts);
		this.ended(sale, facts, taken);
	}

	private sale(
		total: Money,
		split: SaleSplit,
		{ lines, findings }: SaleLines,
		bad: readonly BadTransaction[],
	): Outcome<Sale> {
		const { order, context, place } = this;
		const sale = buildSale(order, { total, split }, { lines, place }, context);
		const problems: Finding[] = [...bad.flatMap((one) => one.findings), ...findings];
		if (problems.length === 0) return sale;
		return held(sale.ok ? problems : [...problems, ...sale.findings]);
	}

	private received(payment: PaymentPart, facts: SaleFacts): void {
		const { order, context } = this;
		const document = laterPayment(order, payment, facts.saleId, 'received', facts.customer, context);
		this.collected.take(document, 'transaction', payment.id);
		if (payment.id !== this.money.byStatus?.id || !document.ok) return;
		const evidence = { event: 'the payment came' };
		this.collected.remark(document.value.id, [finding('DATE_NOT_KEPT', { evidence })]);
	}

	/** Returns what refunds took off the receivable, in minor units. */
	private returned(facts: SaleFacts): bigint {
		const builder = new RefundBuilder(this.order, this.money, facts, this.context);
		for (const payload of this.refunds) {
			const result = builder.build(payload);
			const key = businessKey(sourceOf(this.order, 'refund', payload.id, this.context));
			if (result.kind === 'settling') {
				this.collected.remark(key, [finding('ORDER_SETTLING', { evidence: { at: result.lookAgainAt } })]);
				this.collected.lookAgain(result.lookAgainAt);
				continue;
			}
			this.collected.take(result.outcome, 'refund', payload.id);
			for (const payment of result.later) {
				const document = laterPayment(this.order, payment, key, 'returned', facts.customer, this.context);
				this.collected.take(document, 'transaction', payment.id);
			}
		}
		this.strays(builder.transactions);
		return builder.takenOffReceivable;
	}

	/** Money that went back without any refund, and refunds that only the status tells of. */
	private strays(known: ReadonlySet<string>): void {
		const { order, collected } = this;
		if (this.refunds.length < order.refunds.length) return; // it may belong to the refund that is held
		const strays = [...this.money.returned.keys()].filter((id) => !known.has(id));
		for (const id of strays) {
			collected.hold('transaction', id, [malformed('money went back without a refund', 'transactions')]);
		}
		if (isRefundedByStatus(order) && order.refunds.length === 0 && strays.length === 0) {
			const evidence = { status: statusName(order) };
			collected.hold('refund', `order-${order.id}`, [finding('REFUND_NOT_RECORDED', { evidence })]);
		}
	}

	/** An order that was given up or disputed: an unpaid invoice is taken back, what was paid is pointed out. */
	private ended(sale: Outcome<Sale>, facts: SaleFacts, taken: bigint): void {
		const { order, context, collected } = this;
		if (!sale.ok || !(isGivenUp(order) || isDisputed(order))) return;
		if (isAgreedByHand(order, this.money) && facts.payments.length === 0) {
			if (taken === minorUnits(facts.total)) return;
			if (taken > 0n) {
				const problem = malformed(
					'the order was given up, but its refunds do not take back all of it',
					'refunds',
				);
				return collected.hold('cancellation', order.id, [problem]);
			}
			const cancellation = cancellationOf(order, facts, sale.value.totals.tax, context);
			collected.take(cancellation, 'cancellation', order.id);
			const key = businessKey(sourceOf(order, 'cancellation', order.id, context));
			const evidence = { event: 'the order was given up' };
			if (cancellation.ok) collected.remark(key, [finding('DATE_NOT_KEPT', { evidence })]);
			return;
		}
		const paid = facts.payments.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
		if (paid === 0n || (order.refunds.length > 0 && !isDisputed(order))) return;
		const evidence = { status: statusName(order) };
		collected.remark(sale.value.id, [finding('ORDER_STATUS_UNUSUAL', { evidence })]);
	}
}

/** An order that the customer never placed. */
function incomplete(order: Order): ReadOrder {
	const { id, modifiedAt } = order;
	return { externalId: id, number: id, updatedAt: modifiedAt, documents: [], remarks: {}, held: [] };
}

/**
 * Turns an order into documents.
 * @param payload an order of `complete.ts`
 * @returns its documents and what of it is held. Held with findings of `parseOrder`, `checkSale`, `checkRefund`,
 * `checkPayment`, TRANSACTION_KIND_UNKNOWN, REFUND_NOT_RECORDED; notes: TEST_ORDER, PAYMENT_NOT_CAPTURED, ORDER_NOT_PAID,
 * ORDER_SETTLING, DATE_NOT_KEPT, ORDER_STATUS_UNUSUAL. Incomplete orders give nothing at all
 */
export function toDocuments(payload: unknown, context: MappingContext): ReadOrder {
	const parsed = parseOrder(payload);
	if (!parsed.ok) return unreadable(payload, parsed.findings, context);
	return parsed.value.status === INCOMPLETE
		? incomplete(parsed.value)
		: new OrderMapping(parsed.value, context).run();
}
