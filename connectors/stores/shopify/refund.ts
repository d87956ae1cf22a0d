/**
 * The refunds of an order. That a refund exists does not prove that money moved: its transactions tell what went back,
 * what is still on its way, and what failed.
 */
import { checkRefund, ROUNDING_CAP } from '../../../core/documents/check';
import type { BusinessKey, Party, PaymentPart, Refund, RefundAdjustment } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { held, type Outcome } from '../../../core/outcome';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { headerOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { RefundPayload } from './payloadMoney';
import { malformed, numberOf } from './payloadParts';
import type { OrderMoney, RefundPayment } from './payments';
import { Contents, readings, TaxesLeft, type RefundContents, type RefundedSale } from './refundParts';

/** What the refunds of an order need to know of its sale. */
export interface SaleFacts extends RefundedSale {
	readonly saleId: BusinessKey;
	/** the day the sale is booked, whose tax rates come back */
	readonly soldOn: string;
	readonly customer?: Party;
	/** what the customer owed for the sale */
	readonly total: Money;
	/** whether the sale was not paid in full when it happened */
	readonly onInvoice: boolean;
	/** all captured payments, those after the sale too */
	readonly payments: readonly OrderPayment[];
}

export type RefundResult =
	| {
			readonly kind: 'refund';
			readonly outcome: Outcome<Refund>;
			/** money of this refund that went back later than with it: a Payment each */
			readonly later: readonly PaymentPart[];
	  }
	/** the money is on its way and may arrive any moment: read the order again then */
	| { readonly kind: 'settling'; readonly lookAgainAt: string };

const abs = (units: bigint): bigint => (units < 0n ? -units : units);

const sumOf = (parts: readonly { readonly amount: Money }[]): bigint =>
	parts.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

interface MoneyBack {
	readonly atOnce: readonly PaymentPart[];
	readonly later: readonly PaymentPart[];
	readonly pending: readonly PaymentPart[];
	readonly hasFailed: boolean;
}

/** Builds the refunds of one order, earliest first: each depends on what the earlier ones took. */
export class RefundBuilder {
	private readonly left = new TaxesLeft();
	private refunded = 0n;
	private reduced = 0n;

	constructor(
		private readonly order: Order,
		private readonly money: OrderMoney,
		private readonly facts: SaleFacts,
		private readonly context: MappingContext,
	) {}

	/** What refunds took off the receivable so far, in minor units. */
	get takenOffReceivable(): bigint {
		return this.reduced;
	}

	/**
	 * @returns the checked refund or why it is held: PAYLOAD_MALFORMED, findings of its transactions, and those of
	 * `checkRefund`
	 */
	build(payload: RefundPayload): RefundResult {
		const problem = this.transactionProblem(payload);
		if (problem !== undefined) return { kind: 'refund', outcome: problem, later: [] };
		const settledAt = Date.parse(payload.processedAt) + this.context.policy.settleWithinMs;
		const money = this.moneyBack(payload, settledAt);
		if (money.pending.length > 0 && this.context.now < settledAt) {
			return { kind: 'settling', lookAgainAt: new Date(settledAt).toISOString() };
		}
		return { kind: 'refund', outcome: this.refund(payload, money), later: money.later };
	}

	private transactionProblem(payload: RefundPayload): Outcome<Refund> | undefined {
		const ids = payload.transactions.map(({ id }) => id);
		const bad = this.money.bad.filter((one) => ids.some((id) => numberOf(id) === one.id));
		const findings = bad.flatMap((one) => one.findings);
		if (ids.some((id) => !this.money.known.has(numberOf(id)))) {
			findings.push(malformed('a payment of the refund is not among the payments of the order', 'refunds'));
		}
		return findings.length > 0 ? held(findings) : undefined;
	}

	/**
	 * The money of a refund by when it went back. The rule looks only at what never changes: what went back within the time
	 * that payments have to settle belongs to the refund, what comes later settles what the refund left open.
	 */
	private moneyBack(payload: RefundPayload, settledAt: number): MoneyBack {
		const all = payload.transactions.flatMap(({ id }): RefundPayment[] => {
			const found = this.money.refunds.get(id);
			return found === undefined ? [] : [found];
		});
		const returned = all.filter(({ status }) => status === 'returned').map(({ part }) => part);
		return {
			atOnce: returned.filter(({ capturedAt }) => Date.parse(capturedAt) <= settledAt),
			later: returned.filter(({ capturedAt }) => Date.parse(capturedAt) > settledAt),
			pending: all.filter(({ status }) => status === 'pending').map(({ part }) => part),
			hasFailed: all.some(({ status }) => status === 'failed'),
		};
	}

	/** The contents under the reading that adds up to the money; the documented reading when none does. */
	private contents(payload: RefundPayload, moneyUnits: bigint): RefundContents {
		const all = readings(this.facts.pricesIncludeTax);
		const matching = all.find((reading) => {
			const trial = new Contents(payload, this.facts, reading).read(new TaxesLeft(this.left));
			return trial.units === moneyUnits;
		});
		const [documented] = all;
		const reading = matching ?? documented;
		if (reading === undefined) throw new RangeError('there is no reading of a refund');
		return new Contents(payload, this.facts, reading).read(this.left);
	}

	private refund(payload: RefundPayload, money: MoneyBack): Outcome<Refund> {
		const paid = sumOf(money.atOnce);
		const pending = sumOf(money.later) + sumOf(money.pending);
		const contents = this.contents(payload, paid + pending);
		const missing = contents.units - (paid + pending);
		const isMore = paid + pending === 0n ? missing > 0n : missing > ROUNDING_CAP;
		const reduces = isMore && missing <= this.openAt(payload.processedAt);
		const difference = reduces ? undefined : this.difference(payload, contents, missing, money.hasFailed);
		const adjustments =
			difference === undefined ? contents.adjustments : [...contents.adjustments, difference];
		const total = reduces ? contents.units : paid + pending;
		const outcome = checkRefund(
			this.document(payload, contents, adjustments, { money, paid, pending, total, reduces }),
			{
				paid: this.amount(sumOf(this.facts.payments)),
				refundedBefore: this.amount(this.refunded),
			},
		);
		if (reduces) this.reduced += missing;
		this.refunded += paid + pending;
		return outcome;
	}

	/** What the customer still owed for the sale at an instant. */
	private openAt(instant: string): bigint {
		if (!this.facts.onInvoice) return 0n;
		const paid = this.facts.payments.filter(({ at }) => Date.parse(at) <= Date.parse(instant));
		const open = minorUnits(this.facts.total) - sumOf(paid) - this.reduced;
		return open < 0n ? 0n : open;
	}

	/**
	 * Since February 2026 Shopify makes no adjustment for some refunds of another amount than their lines: the difference is
	 * given back on top or kept back. Where it does state adjustments, or a payment failed, the difference is no such one:
	 * the refund is held. https://community.shopify.dev/t/missing-adjusment-in-sales-reports/32180
	 */
	private difference(
		payload: RefundPayload,
		contents: RefundContents,
		missing: bigint,
		hasFailed: boolean,
	): RefundAdjustment | undefined {
		if (abs(missing) <= ROUNDING_CAP || hasFailed || payload.orderAdjustments.length > 0) return undefined;
		const isKeptBack = missing > 0n;
		const onTop =
			contents.lines.length > 0 ? 'Refunded on top of the lines' : 'Amount refunded without lines';
		return {
			id: 'difference',
			reason: isKeptBack ? 'Kept back from the lines' : onTop,
			amount: this.amount(abs(missing)),
			direction: isKeptBack ? 'keptBack' : 'refunded',
			taxes: [],
		};
	}

	private amount(units: bigint): Money {
		return fromMinorUnits(units, this.order.currencyCode);
	}

	/** The tax that Shopify states for the refund: of lines and shipping, and of adjustments with their sign. */
	private statedTax(payload: RefundPayload, contents: RefundContents): Money {
		const lines = payload.refundLineItems.map(({ totalTaxSet }) => minorUnits(totalTaxSet));
		const shipping = payload.refundShippingLines.map(({ taxAmountSet }) => minorUnits(taxAmountSet));
		const counted = new Set(contents.adjustments.map(({ id }) => id));
		const adjustments = payload.orderAdjustments
			.filter(({ id }) => counted.has(numberOf(id)))
			.map(({ taxAmountSet }) => -taxAmountSet.units);
		const units = [...lines, ...shipping, ...adjustments].reduce((sum, tax) => sum + tax, 0n);
		// a refund never takes back more tax in favour of the shop than it gives: the lines tell that as a mismatch
		return this.amount(units < 0n ? 0n : units);
	}

	private document(
		payload: RefundPayload,
		contents: RefundContents,
		adjustments: readonly RefundAdjustment[],
		{
			money,
			paid,
			pending,
			total,
			reduces,
		}: {
			money: MoneyBack;
			paid: bigint;
			pending: bigint;
			total: bigint;
			reduces: boolean;
		},
	): Refund {
		const { order, facts } = this;
		const origin = { kind: 'refund' as const, externalId: payload.legacyResourceId, at: payload.processedAt };
		const isForeign = order.presentmentCurrencyCode !== order.currencyCode && !reduces;
		return {
			...headerOf('Refund', order, origin, this.context),
			order: { id: order.legacyResourceId, number: order.name },
			saleId: facts.saleId,
			soldOn: facts.soldOn,
			...(facts.customer === undefined ? {} : { customer: facts.customer }),
			shipTo: facts.place,
			pricesIncludeTax: facts.pricesIncludeTax,
			lines: contents.lines,
			adjustments,
			payments: money.atOnce,
			totals: {
				total: this.amount(total),
				tax: this.statedTax(payload, contents),
				paid: this.amount(paid),
				pending: this.amount(pending),
			},
			reducesReceivable: reduces,
			...(payload.note === undefined ? {} : { reason: payload.note }),
			...(isForeign
				? {
						presentment: {
							currency: order.presentmentCurrencyCode,
							total: payload.totalRefundedSet.presentment,
						},
					}
				: {}),
		};
	}
}
