/**
 * An order of WooCommerce as canonical documents: its sale, its refunds, and a payment that came later. Pure: the same order
 * and policy give the same documents whenever it is read, so that nothing is posted twice or changes afterwards.
 */
import type { Place, Sale, SaleLine } from '../../../core/documents';
import { finding } from '../../../core/findings/finding';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { held, type Outcome } from '../../../core/outcome';
import type { ReadOrder } from '../../../core/store/connector';
import { cancellationOf, isGivenUp } from './cancellation';
import { collect, unreadable, type CollectedOrder } from './collected';
import { bookedOn, saleKey, type MappingContext } from './context';
import { addDeliveries } from './deliveries';
import { exchangeRateOf } from './exchangeRate';
import { laterPayment } from './laterPayment';
import { saleLines } from './lines';
import { partyOf, placeOf } from './parties';
import { parseOrder, parseRefund, type Order, type RefundPayload } from './payload';
import { identify, malformed } from './payloadParts';
import { isPlaced, isTest, moneyOf, type OrderMoney } from './payments';
import { RefundBuilder, type SaleFacts } from './refund';
import { buildSale, isOnInvoice, splitOf, totalOf, unitsOfLines, type SaleSplit } from './sale';
import { marketplaceRates, Rates } from './taxes';
import { tendersOf } from './tenders';

export type { MappingContext, ShopProfile } from './context';

/** An order with what is read beside it. */
export interface WholeOrder {
	/** as `/orders` gives it */
	readonly order: unknown;
	/** as `/refunds` gives them */
	readonly refunds: readonly unknown[];
	/** when an unpaid order was given up, as its notes tell; ISO 8601 in UTC */
	readonly givenUpAt?: string;
}

const sumOf = (parts: readonly { readonly amount: Money }[]): bigint =>
	parts.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

/** A refund that can be parsed, and where it was among those of the order. */
interface PlacedRefund {
	readonly payload: RefundPayload;
	readonly position: number;
}

/** The refunds that can be parsed, earliest first; the others are held. */
function refundsOf(refunds: readonly unknown[], collected: CollectedOrder): PlacedRefund[] {
	const good: PlacedRefund[] = [];
	refunds.forEach((payload, position) => {
		const parsed = parseRefund(payload, position);
		if (parsed.ok) good.push({ payload: parsed.value, position });
		else collected.hold('refund', identify(payload).id, parsed.findings);
	});
	const isBefore = (a: PlacedRefund, b: PlacedRefund): number =>
		Date.parse(a.payload.date_created_gmt) - Date.parse(b.payload.date_created_gmt) ||
		Number(BigInt(a.payload.id) - BigInt(b.payload.id));
	return good.sort(isBefore);
}

class OrderMapping {
	private readonly collected: CollectedOrder;
	private readonly place: Place;
	private readonly lines: Outcome<readonly SaleLine[]>;
	private readonly total: Money;
	private readonly money: OrderMoney;

	constructor(
		private readonly order: Order,
		private readonly whole: WholeOrder,
		private readonly context: MappingContext,
	) {
		this.collected = collect(order, context);
		this.place = placeOf(order, context.shop);
		const taxed = [...order.line_items, ...order.fee_lines];
		const rates = new Rates(order.tax_lines, this.place, marketplaceRates(taxed));
		this.lines = saleLines(order, rates, context.shop.currency);
		const lines = this.lines.ok ? this.lines.value : [];
		const tenders = tendersOf(order, unitsOfLines(lines, order.prices_include_tax));
		this.total = totalOf(order, tenders);
		this.money = moneyOf(order, tenders);
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
		if (isTest(order.meta_data)) return collected.remark(key, [finding('TEST_ORDER')]);
		if (!this.isSold()) {
			if (isPlaced(order) && !isGivenUp(order)) collected.remark(key, [finding('ORDER_NOT_PAID')]);
			return this.refundsWithoutSale();
		}
		if (money.payments.length === 0 && money.problems.length > 0) {
			collected.hold('order', order.id, [...money.problems, ...(this.lines.ok ? [] : this.lines.findings)]);
			return this.holdRefunds();
		}
		const split = splitOf(order, this.total, money, context);
		if (split.kind === 'sale') this.withSale(split);
		else {
			this.refundsWithoutSale();
			// what was given up before any money came will never be a sale
			if (!isGivenUp(order)) {
				collected.remark(key, split.findings);
				collected.lookAgain(split.lookAgainAt);
			}
		}
	}

	/** Whether there may be a sale: an order that costs nothing is one when WooCommerce takes it as paid. */
	private isSold(): boolean {
		const { order, money, total } = this;
		if (order.date_paid_gmt !== undefined) return true;
		return money.problems.length > 0 ? isPlaced(order) && !isGivenUp(order) : minorUnits(total) > 0n;
	}

	private withSale(split: SaleSplit): void {
		const { order, collected, context, place, total, money } = this;
		const sale: Outcome<Sale> = this.lines.ok
			? buildSale(order, { total, split }, { lines: this.lines.value, place }, context)
			: held(this.lines.findings);
		const outcome =
			money.problems.length === 0 ? sale : held([...money.problems, ...(sale.ok ? [] : sale.findings)]);
		collected.take(outcome, 'order', order.id, [...money.warnings, ...exchangeRateOf(order).findings]);
		const customer = partyOf(order, place, isOnInvoice(split));
		const facts: SaleFacts = {
			lines: this.lines.ok ? this.lines.value : [],
			place,
			saleId: saleKey(order, context),
			soldOn: bookedOn(split.occurredAt, context),
			...(customer === undefined ? {} : { customer }),
			total,
			onInvoice: isOnInvoice(split),
			payments: money.payments.filter(({ status }) => status === 'captured'),
		};
		for (const payment of split.later) {
			const document = laterPayment(order, payment, facts.saleId, customer, context);
			collected.take(document, 'payment', payment.id);
		}
		if (!this.lines.ok) return this.holdRefunds();
		this.givenUp(outcome, facts, this.returned(facts));
	}

	/** Builds the refunds; returns who knows what they took. */
	private returned(facts: SaleFacts): { readonly builder: RefundBuilder; readonly isComplete: boolean } {
		const { order, whole, collected, context } = this;
		const refunds = refundsOf(whole.refunds, collected);
		const read = new Set(refunds.map(({ payload }) => payload.id));
		const missing = order.refunds.filter(({ id }) => !read.has(id));
		const isComplete = missing.length === 0 && refunds.length === whole.refunds.length;
		const builder = new RefundBuilder(order, facts, isComplete, context);
		for (const { payload, position } of refunds) {
			const { outcome, warnings } = builder.build(payload, position);
			collected.take(outcome, 'refund', payload.id, warnings);
		}
		if (refunds.length === whole.refunds.length) {
			for (const { id } of missing) {
				collected.hold('refund', id, [malformed('the shop names a refund that it does not give', 'refunds')]);
			}
		}
		return { builder, isComplete };
	}

	/** Refunds of an order that is no sale: money went back that never came. */
	private refundsWithoutSale(): void {
		const problem = malformed(
			'the order was refunded, but the shop does not say that it was paid',
			'date_paid_gmt',
		);
		for (const { id } of this.order.refunds) this.collected.hold('refund', id, [problem]);
	}

	/** Without the lines of the sale nothing can be told of its refunds. */
	private holdRefunds(): void {
		const problem = malformed('the order of this refund cannot be read', 'line_items');
		for (const { id } of this.order.refunds) this.collected.hold('refund', id, [problem]);
	}

	private givenUp(
		sale: Outcome<Sale>,
		facts: SaleFacts,
		{ builder, isComplete }: { readonly builder: RefundBuilder; readonly isComplete: boolean },
	): void {
		const { order, whole, collected, context } = this;
		if (!isGivenUp(order)) return;
		const paid = sumOf(facts.payments);
		if (facts.onInvoice && paid === 0n) {
			if (!sale.ok || builder.takenOffReceivable > 0n) return this.restOfInvoice(facts, builder);
			const at = whole.givenUpAt ?? order.date_modified_gmt;
			const cancellation = cancellationOf(order, at, facts, sale.value.totals.tax, context);
			return collected.take(cancellation, 'cancellation', order.id);
		}
		const kept = paid - builder.givenBack;
		if (kept <= 0n || !isComplete) return;
		const evidence = { kept: fromMinorUnits(kept, order.currency).amount, currency: order.currency };
		collected.hold('cancellation', order.id, [
			finding('CANCELLED_NOT_REFUNDED', { path: 'status', evidence }),
		]);
	}

	/** A cancelled invoice of which refunds took off a part before. */
	private restOfInvoice(facts: SaleFacts, builder: RefundBuilder): void {
		if (builder.takenOffReceivable >= minorUnits(facts.total)) return;
		const problem = malformed(
			'the order was given up, but its refunds do not take back all of it',
			'refunds',
		);
		this.collected.hold('cancellation', this.order.id, [problem]);
	}
}

/** An order in the trash. What it would be if it were not there tells whether anything was given out of it. */
function removed(order: Order, whole: WholeOrder, context: MappingContext): ReadOrder {
	const collected = collect(order, context);
	const status = String(order.meta_data.get('_wp_trash_meta_status') ?? '').replace(/^wc-/, '');
	const before = { ...order, status: /^[\w-]{1,60}$/.test(status) ? status : 'processing' };
	const { documents, held: reasons } = new OrderMapping(before, whole, context).run();
	if (documents.length + reasons.length > 0) {
		collected.hold('removal', order.id, [finding('ORDER_REMOVED', { path: 'status' })]);
	}
	return collected.result();
}

/**
 * Turns an order into documents.
 * @param whole the order with its refunds in full
 * @returns its documents and what of it is held. Held with findings of `parseOrder`, `saleLines`, `checkSale`, `checkRefund`,
 * ORDER_EDITED, ORDER_REMOVED, CANCELLED_NOT_REFUNDED; warnings: ORDER_MAY_BE_EDITED, REFUND_BY_HAND, REFUND_TAX_UNCLEAR;
 * notes: TEST_ORDER, PAYMENT_NOT_CAPTURED, ORDER_NOT_PAID, ORDER_SETTLING
 */
export function toDocuments(whole: WholeOrder, context: MappingContext): ReadOrder {
	const parsed = parseOrder(whole.order);
	if (!parsed.ok) return unreadable(whole.order, parsed.findings, context);
	const order = parsed.value;
	return order.status === 'trash'
		? removed(order, whole, context)
		: new OrderMapping(order, whole, context).run();
}
