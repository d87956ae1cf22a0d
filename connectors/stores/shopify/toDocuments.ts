/**
 * An order of Shopify as canonical documents: its sale, its refunds, and payments that came later. Pure: the same order
 * and policy give the same documents whenever it is read, so that nothing is posted twice or changes afterwards.
 */
import { checkPayment } from '../../../core/documents/check';
import {
	businessKey,
	type Party,
	type Payment,
	type PaymentPart,
	type Place,
	type Sale,
	type SalesDocument,
} from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { compareMoney, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import type { HeldDocument, ReadOrder } from '../../../core/store/connector';
import {
	adminUrl,
	headerOf,
	PLATFORM,
	saleKey,
	sourceOf,
	type MappingContext,
	type SourceKind,
} from './context';
import { saleLines } from './lines';
import { partyOf, placeOf } from './parties';
import { identify, parseOrder, parseRefund, type Order, type RefundPayload } from './payload';
import { malformed, numberOf } from './payloadParts';
import { moneyOf, type BadTransaction, type OrderMoney } from './payments';
import { cancellationRefund, RefundBuilder, type SaleFacts } from './refund';
import { buildSale, isOnInvoice, splitOf, type SaleSplit } from './sale';

export type { MappingContext, ShopProfile } from './context';

/** Collects what becomes of one order. */
class OrderReading {
	private readonly documents: SalesDocument[] = [];
	private readonly remarks: Record<string, Finding[]> = {};
	private readonly held: HeldDocument[] = [];
	private lookAgainAt: string | undefined;

	constructor(
		private readonly order: Order,
		private readonly context: MappingContext,
	) {}

	take(outcome: Outcome<SalesDocument>, kind: SourceKind, externalId: string): void {
		if (!outcome.ok) return this.hold(kind, externalId, outcome.findings);
		this.documents.push(outcome.value);
		if (outcome.findings.length > 0) this.remark(outcome.value.id, outcome.findings);
	}

	remark(id: string, findings: readonly Finding[]): void {
		this.remarks[id] = [...(this.remarks[id] ?? []), ...findings];
	}

	hold(kind: SourceKind, externalId: string, findings: readonly Finding[]): void {
		const source = sourceOf(this.order, kind, externalId, this.context);
		this.held.push({ type: 'Held', id: businessKey(source), source, findings });
	}

	lookAgain(at: string | undefined): void {
		if (at !== undefined && (this.lookAgainAt === undefined || at < this.lookAgainAt)) this.lookAgainAt = at;
	}

	result(): ReadOrder {
		const { order, documents, remarks, held, lookAgainAt } = this;
		// the sale first, then as it happened
		const rank = (document: SalesDocument): number => (document.type === 'Sale' ? 0 : 1);
		const sorted = documents.toSorted(
			(a, b) => rank(a) - rank(b) || Date.parse(a.occurredAt) - Date.parse(b.occurredAt),
		);
		return {
			externalId: order.legacyResourceId,
			number: order.name,
			updatedAt: order.updatedAt,
			documents: sorted,
			remarks,
			held,
			...(lookAgainAt === undefined ? {} : { lookAgainAt }),
		};
	}
}

/** An edit that changed what the order is worth, or what it consists of: then the first state cannot be told any more. */
function isChangedByEdit(order: Order, sale: Outcome<Sale>): boolean {
	if (!order.edited) return false;
	const isSameTotal = compareMoney(order.totalPriceSet.shop, order.originalTotalPriceSet) === 0;
	const mismatch = !sale.ok && sale.findings.some(({ code }) => code === 'ORDER_TOTAL_MISMATCH');
	return !isSameTotal || mismatch;
}

function laterPayment(
	order: Order,
	payment: PaymentPart,
	settles: string,
	direction: Payment['direction'],
	customer: Party | undefined,
	context: MappingContext,
): Payment {
	const origin = { kind: 'transaction' as const, externalId: payment.id, at: payment.capturedAt };
	return {
		...headerOf('Payment', order, origin, context),
		order: { id: order.legacyResourceId, number: order.name },
		settles,
		direction,
		...(customer === undefined ? {} : { customer }),
		payment,
	};
}

/** The refunds that can be parsed, earliest first; the others are held. */
function refundsOf(order: Order, reading: OrderReading): RefundPayload[] {
	const good: RefundPayload[] = [];
	order.refunds.forEach((payload, position) => {
		const parsed = parseRefund(payload, position, order.currencyCode);
		if (parsed.ok) good.push(parsed.value);
		else reading.hold('refund', identify(payload).id, parsed.findings);
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
	private readonly reading: OrderReading;
	private readonly money: OrderMoney;
	private readonly refunds: RefundPayload[];
	private readonly place: Place;

	constructor(
		private readonly order: Order,
		private readonly context: MappingContext,
	) {
		this.reading = new OrderReading(order, context);
		this.money = moneyOf(order);
		this.refunds = refundsOf(order, this.reading);
		this.place = placeOf(order, context.shop);
	}

	run(): ReadOrder {
		const { order, reading, context } = this;
		const key = saleKey(order, context);
		if (order.test) {
			reading.remark(key, [finding('TEST_ORDER')]);
			return reading.result();
		}
		const { total, split } = splitOf(order, this.money, context);
		if (split.kind === 'sale') this.withSale(total, split);
		else {
			for (const bad of this.money.bad) reading.hold('transaction', bad.id, bad.findings);
			// what was cancelled before any money came will never be a sale
			if (order.cancelledAt === undefined) {
				reading.remark(key, split.findings);
				reading.lookAgain(split.lookAgainAt);
			}
		}
		return reading.result();
	}

	private withSale(total: Money, split: SaleSplit): void {
		const { order, reading, context, place } = this;
		const settledAt = Date.parse(split.occurredAt) + context.policy.settleWithinMs;
		const bad = badPayments(this.money, this.refunds, settledAt);
		const lines = saleLines(order, place);
		const sale = buildSale(order, { total, split }, { lines, place }, context);
		const edited = isChangedByEdit(order, sale);
		if (edited) reading.hold('order', order.legacyResourceId, [finding('ORDER_EDITED')]);
		else if (bad.ofSale.length > 0) {
			const findings = sale.ok ? [] : sale.findings;
			reading.hold('order', order.legacyResourceId, [
				...bad.ofSale.flatMap((one) => one.findings),
				...findings,
			]);
		} else reading.take(sale, 'order', order.legacyResourceId);
		for (const one of bad.later) reading.hold('transaction', one.id, one.findings);

		const customer = partyOf(order, place, isOnInvoice(split));
		const facts: SaleFacts = {
			lines,
			pricesIncludeTax: order.taxesIncluded,
			place,
			saleId: saleKey(order, context),
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

	/** Of an edited order nothing that follows can be told to belong to the sale or to the edit. */
	private holdRest(split: SaleSplit): void {
		const edited = [finding('ORDER_EDITED')];
		for (const payment of split.later) this.reading.hold('transaction', payment.id, edited);
		for (const refund of this.refunds) this.reading.hold('refund', refund.legacyResourceId, edited);
	}

	private received(payment: PaymentPart, facts: SaleFacts): void {
		if (this.money.cashRounding.has(payment.id)) {
			const problem = malformed('cash that came after the sale was rounded', 'transactions');
			return this.reading.hold('transaction', payment.id, [problem]);
		}
		const document = laterPayment(
			this.order,
			payment,
			facts.saleId,
			'received',
			facts.customer,
			this.context,
		);
		this.reading.take(checkPayment(document), 'transaction', payment.id);
	}

	/** Returns what refunds took off the receivable, in minor units. */
	private returned(facts: SaleFacts): bigint {
		const builder = new RefundBuilder(this.order, this.money, facts, this.context);
		for (const payload of this.refunds) {
			const result = builder.build(payload);
			const source = sourceOf(this.order, 'refund', payload.legacyResourceId, this.context);
			const key = businessKey(source);
			if (result.kind === 'settling') {
				this.reading.remark(key, [finding('ORDER_SETTLING', { evidence: { at: result.lookAgainAt } })]);
				this.reading.lookAgain(result.lookAgainAt);
				continue;
			}
			this.reading.take(result.outcome, 'refund', payload.legacyResourceId);
			for (const payment of result.later) {
				const document = laterPayment(this.order, payment, key, 'returned', facts.customer, this.context);
				this.reading.take(checkPayment(document), 'transaction', payment.id);
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
			this.reading.hold('transaction', part.id, [
				malformed('money went back without a refund', 'transactions'),
			]);
		}
	}

	/** An invoice that was cancelled and never paid is taken back; usually Shopify makes a refund for that itself. */
	private cancelled(sale: Outcome<Sale>, facts: SaleFacts, taken: bigint): void {
		const { order, context } = this;
		if (order.cancelledAt === undefined || !facts.onInvoice || facts.payments.length > 0 || !sale.ok) return;
		if (order.refunds.length === 0) {
			const refund = cancellationRefund(order, order.cancelledAt, facts, sale.value.totals.tax, context);
			this.reading.take(refund, 'cancellation', order.legacyResourceId);
		} else if (taken !== minorUnits(facts.total) && this.refunds.length === order.refunds.length) {
			const problem = malformed(
				'the order was cancelled, but its refunds do not take back all of it',
				'refunds',
			);
			this.reading.hold('cancellation', order.legacyResourceId, [problem]);
		}
	}
}

/** An order that cannot be parsed: held as a whole, with all findings. */
function unreadable(payload: unknown, findings: readonly Finding[], { shop }: MappingContext): ReadOrder {
	const { id, name, updatedAt } = identify(payload);
	const source = {
		platform: PLATFORM,
		storeId: shop.storeId,
		kind: 'order',
		externalId: id,
		externalNumber: name,
		revision: updatedAt,
		url: adminUrl(shop.storeId, id),
	};
	const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
	const changed = Number.isNaN(Date.parse(updatedAt)) ? new Date(0) : new Date(updatedAt);
	return {
		externalId: id,
		number: name,
		updatedAt: changed.toISOString(),
		documents: [],
		remarks: {},
		held: [held],
	};
}

/**
 * Turns an order into documents.
 * @param payload an order of `queries.ts` with all pages of its connections joined, and its refunds in full
 * @returns its documents and what of it is held. Held with findings of `parseOrder`, `checkSale`, `checkRefund`,
 * TRANSACTION_KIND_UNKNOWN, ORDER_EDITED; notes: TEST_ORDER, PAYMENT_NOT_CAPTURED, ORDER_NOT_PAID, ORDER_SETTLING
 */
export function toDocuments(payload: unknown, context: MappingContext): ReadOrder {
	const parsed = parseOrder(payload);
	return parsed.ok
		? new OrderMapping(parsed.value, context).run()
		: unreadable(payload, parsed.findings, context);
}
