/**
 * An order of Shopify as canonical documents: its sale, its refunds, and payments that came later. Pure: the same order
 * and policy give the same documents whenever it is read, so that nothing is posted twice or changes afterwards.
 */
import { businessKey, type PaymentPart, type Place, type Sale } from '../../../core/documents';
import { finding } from '../../../core/findings/finding';
import { compareMoney, fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import type { ReadOrder } from '../../../core/store/connector';
import { cancellationOf } from './cancellation';
import { collect, unreadable, type CollectedOrder } from './collected';
import { bookedOn, saleKey, sourceOf, type MappingContext } from './context';
import { asPlaced, editKey, lowersOnlyWhatIsOwed, orderEdit, settledBy } from './edits';
import { addDeliveries } from './deliveries';
import { laterPayment } from './laterPayment';
import { saleLines } from './lines';
import { partyOf, placeOf } from './parties';
import { parseOrder, type Order } from './payload';
import { parseRefund, type RefundPayload } from './payloadMoney';
import { identify } from './payloadParse';
import { malformed, numberOf } from './payloadParts';
import { moneyOf, type BadTransaction, type OrderMoney } from './payments';
import { RefundBuilder, type SaleFacts } from './refund';
import { editedOrder, type EditedOrder } from './salesLedger';
import { buildSale, isOnInvoice, splitOf, type SaleSplit } from './sale';

export type { MappingContext, ShopProfile } from './context';

/** An edit that changed what the order is worth, or what it consists of: then the first state cannot be told any more. */
function isChangedByEdit(order: Order, sale: Outcome<Sale>): boolean {
	if (!order.edited) return false;
	const isSameTotal = compareMoney(order.totalPriceSet.shop, order.originalTotalPriceSet) === 0;
	const mismatch = !sale.ok && sale.findings.some(({ code }) => code === 'ORDER_TOTAL_MISMATCH');
	return !isSameTotal || mismatch;
}

/** The refunds that can be parsed, earliest first; the others are held. */
function refundsOf(order: Order, collected: CollectedOrder): RefundPayload[] {
	const good: RefundPayload[] = [];
	order.refunds.forEach((payload, position) => {
		const parsed = parseRefund(payload, position, order.currencyCode);
		if (parsed.ok) good.push(parsed.value);
		else collected.hold('refund', identify(payload).id, parsed.findings);
	});
	const isBefore = (a: RefundPayload, b: RefundPayload): number =>
		Date.parse(a.processedAt) - Date.parse(b.processedAt) ||
		a.legacyResourceId.localeCompare(b.legacyResourceId);
	return good.sort(isBefore);
}

/** Bad transactions that belong to no refund: those from after the sale are held alone, the others hold the sale. */
function badPayments(
	money: OrderMoney,
	refunds: readonly RefundPayload[],
	settledAt: number,
): { ofSale: BadTransaction[]; later: BadTransaction[] } {
	const ofRefunds = new Set(
		refunds.flatMap(({ transactions }) => transactions.map(({ id }) => numberOf(id))),
	);
	const bad = money.bad.filter(({ id }) => !ofRefunds.has(id));
	const isLater = ({ at }: BadTransaction): boolean => at !== '' && Date.parse(at) > settledAt;
	return { ofSale: bad.filter((one) => !isLater(one)), later: bad.filter(isLater) };
}

class OrderMapping {
	private readonly collected: CollectedOrder;
	private readonly money: OrderMoney;
	private refunds: readonly RefundPayload[];
	private readonly place: Place;

	constructor(
		private readonly order: Order,
		private readonly context: MappingContext,
	) {
		this.collected = collect(order, context);
		this.money = moneyOf(order);
		this.refunds = refundsOf(order, this.collected);
		this.place = placeOf(order, context.shop);
	}

	run(): ReadOrder {
		const { order, collected, context } = this;
		this.map();
		if (context.policy.deliveries === true) addDeliveries(order, this.refunds, collected, context);
		return collected.result();
	}

	private map(): void {
		const { order, collected, context } = this;
		const key = saleKey(order, context);
		if (order.test) return collected.remark(key, [finding('TEST_ORDER')]);
		const told = order.edited ? editedOrder(order, this.place) : undefined;
		if (told !== undefined && this.withEdits(told)) return;
		const { total, split } = splitOf(order, this.money, context);
		if (split.kind === 'sale') this.withSale(total, split);
		else {
			for (const bad of this.money.bad) collected.hold('transaction', bad.id, bad.findings);
			// what was cancelled before any money came will never be a sale
			if (order.cancelledAt === undefined) {
				collected.remark(key, split.findings);
				collected.lookAgain(split.lookAgainAt);
			}
		}
	}

	private withSale(total: Money, split: SaleSplit): void {
		const { order, collected, context, place } = this;
		const settledAt = Date.parse(split.occurredAt) + context.policy.settleWithinMs;
		const bad = badPayments(this.money, this.refunds, settledAt);
		const lines = saleLines(order, place);
		const sale = buildSale(order, { total, split }, { lines, place }, context);
		const edited = isChangedByEdit(order, sale);
		if (edited) collected.hold('order', order.legacyResourceId, [finding('ORDER_EDITED')]);
		else if (bad.ofSale.length > 0) {
			const findings = sale.ok ? [] : sale.findings;
			collected.hold('order', order.legacyResourceId, [
				...bad.ofSale.flatMap((one) => one.findings),
				...findings,
			]);
		} else collected.take(sale, 'order', order.legacyResourceId);
		for (const one of bad.later) collected.hold('transaction', one.id, one.findings);

		const customer = partyOf(order, place, isOnInvoice(split));
		const facts: SaleFacts = {
			lines,
			pricesIncludeTax: order.taxesIncluded,
			place,
			saleId: saleKey(order, context),
			soldOn: bookedOn(split.occurredAt, context),
			...(customer === undefined ? {} : { customer }),
			total,
			onInvoice: isOnInvoice(split),
			payments: this.money.payments.filter(({ status }) => status === 'captured'),
		};
		if (edited) return this.holdRest(split);
		for (const payment of split.later) this.received(payment, facts);
		const taken = this.returned(facts);
		this.cancelled(sale, facts, taken);
	}

	/** An order whose edits the shop tells exactly. @returns false where it does not: then it is held, as if they were not told */
	private withEdits(told: EditedOrder): boolean {
		const { order, context, collected, money, place } = this;
		const placed = asPlaced(order, told);
		const { total, split } = splitOf(placed, money, context);
		const isEditRefund = ({ legacyResourceId }: RefundPayload): boolean =>
			!told.refundIds.has(legacyResourceId);
		const editRefunds = this.refunds.filter(isEditRefund);
		if (split.kind !== 'sale' || money.bad.length > 0 || this.refunds.length < order.refunds.length)
			return false;
		if (editRefunds.some(({ transactions }) => transactions.length > 0)) return false;
		const outstanding = minorUnits(split.outstanding);
		const paidLater = split.later.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
		if (!lowersOnlyWhatIsOwed(told, outstanding, paidLater)) return false;
		const sale = buildSale(placed, { total, split }, { lines: told.lines, place }, context);
		const customer = partyOf(order, place, true);
		const saleId = saleKey(order, context);
		const soldOn = bookedOn(split.occurredAt, context);
		const owner = { saleId, soldOn, ...(customer === undefined ? {} : { customer }), place };
		const edits = told.edits.map((edit) => ({ edit, document: orderEdit(order, edit, owner, context) }));
		if (!sale.ok || edits.some(({ document }) => !document.ok)) return false;
		collected.take(sale, 'order', order.legacyResourceId);
		for (const { edit, document } of edits) collected.take(document, 'edit', edit.id);
		const after = told.edits.at(-1)?.after ?? minorUnits(total);
		const facts: SaleFacts = {
			lines: [...told.lines, ...told.edits.flatMap(({ added }) => added)],
			pricesIncludeTax: order.taxesIncluded,
			...owner,
			total: fromMinorUnits(after, order.currencyCode),
			onInvoice: isOnInvoice(split),
			payments: money.payments.filter(({ status }) => status === 'captured'),
		};
		settledBy(told, outstanding, split.later).forEach((settled, index) => {
			const payment = split.later[index];
			if (payment === undefined) return;
			if (settled.kind === 'sale') return this.received(payment, facts);
			if (settled.kind === 'unclear')
				return collected.hold('transaction', payment.id, [finding('ORDER_EDITED')]);
			const key = editKey(order, settled.edit, context);
			const document = laterPayment(order, payment, key, 'received', customer, context, 'OrderEdit');
			return collected.take(document, 'transaction', payment.id);
		});
		this.refunds = this.refunds.filter((refund) => !isEditRefund(refund));
		this.returned(facts);
		return true;
	}

	/** Of an edited order nothing that follows can be told to belong to the sale or to the edit. */
	private holdRest(split: SaleSplit): void {
		const edited = [finding('ORDER_EDITED')];
		for (const payment of split.later) this.collected.hold('transaction', payment.id, edited);
		for (const refund of this.refunds) this.collected.hold('refund', refund.legacyResourceId, edited);
	}

	private received(payment: PaymentPart, facts: SaleFacts): void {
		if (this.money.cashRounding.has(payment.id)) {
			const problem = malformed('cash that came after the sale was rounded', 'transactions');
			return this.collected.hold('transaction', payment.id, [problem]);
		}
		const document = laterPayment(
			this.order,
			payment,
			facts.saleId,
			'received',
			facts.customer,
			this.context,
		);
		this.collected.take(document, 'transaction', payment.id);
	}

	/** Returns what refunds took off the receivable, in minor units. */
	private returned(facts: SaleFacts): bigint {
		const builder = new RefundBuilder(this.order, this.money, facts, this.context);
		for (const payload of this.refunds) {
			const result = builder.build(payload);
			const source = sourceOf(this.order, 'refund', payload.legacyResourceId, this.context);
			const key = businessKey(source);
			if (result.kind === 'settling') {
				this.collected.remark(key, [finding('ORDER_SETTLING', { evidence: { at: result.lookAgainAt } })]);
				this.collected.lookAgain(result.lookAgainAt);
				continue;
			}
			this.collected.take(result.outcome, 'refund', payload.legacyResourceId);
			for (const payment of result.later) {
				const document = laterPayment(this.order, payment, key, 'returned', facts.customer, this.context);
				this.collected.take(document, 'transaction', payment.id);
			}
		}
		this.strays();
		return builder.takenOffReceivable;
	}

	/** Money that went back without any refund. */
	private strays(): void {
		if (this.refunds.length < this.order.refunds.length) return; // it may belong to the refund that is held
		const known = new Set(this.refunds.flatMap(({ transactions }) => transactions.map(({ id }) => id)));
		for (const [id, { part, status }] of this.money.refunds) {
			if (known.has(id) || status === 'failed') continue;
			this.collected.hold('transaction', part.id, [
				malformed('money went back without a refund', 'transactions'),
			]);
		}
	}

	/** An invoice that was cancelled and never paid is taken back; usually Shopify makes a refund for that itself. */
	private cancelled(sale: Outcome<Sale>, facts: SaleFacts, taken: bigint): void {
		const { order, context } = this;
		if (order.cancelledAt === undefined || !facts.onInvoice || facts.payments.length > 0 || !sale.ok) return;
		if (order.refunds.length === 0) {
			const cancellation = cancellationOf(order, order.cancelledAt, facts, sale.value.totals.tax, context);
			this.collected.take(cancellation, 'cancellation', order.legacyResourceId);
		} else if (taken !== minorUnits(facts.total) && this.refunds.length === order.refunds.length) {
			const problem = malformed(
				'the order was cancelled, but its refunds do not take back all of it',
				'refunds',
			);
			this.collected.hold('cancellation', order.legacyResourceId, [problem]);
		}
	}
}

/**
 * Turns an order into documents.
 * @param payload an order of `queries.ts` with all pages of its connections joined, and its refunds in full
 * @returns its documents and what of it is held. Held with findings of `parseOrder`, `checkSale`, `checkRefund`,
 * `checkPayment`, TRANSACTION_KIND_UNKNOWN, ORDER_EDITED; notes: TEST_ORDER, PAYMENT_NOT_CAPTURED, ORDER_NOT_PAID, ORDER_SETTLING
 */
export function toDocuments(payload: unknown, context: MappingContext): ReadOrder {
	const parsed = parseOrder(payload);
	return parsed.ok
		? new OrderMapping(parsed.value, context).run()
		: unreadable(payload, parsed.findings, context);
}
