/**
 * The refunds of an order. WooCommerce states what was refunded in all; lines and their taxes only when the person who made the
 * refund entered them. Whether money moved it knows only where the gateway did it.
 */
import { checkRefund, ROUNDING_CAP } from '../../../core/documents/check';
import type { BusinessKey, Party, PaymentPart, Refund, RefundAdjustment } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { held, type Outcome } from '../../../core/outcome';
import type { OrderPayment } from '../../../core/store/splitPayments';
import { headerOf, type MappingContext } from './context';
import { isWhole, toUnits } from './exact';
import { gatewayOf } from './gateways';
import type { Order, RefundPayload } from './payload';
import { malformed, metaText } from './payloadParts';
import { partialAmounts } from './partialPayments';
import { allLines, contentsOf, TaxesLeft, type RefundContents, type RefundedSale } from './refundParts';

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

export interface RefundResult {
	readonly outcome: Outcome<Refund>;
	readonly warnings: readonly Finding[];
}

const abs = (units: bigint): bigint => (units < 0n ? -units : units);

const sumOf = (parts: readonly { readonly amount: Money }[]): bigint =>
	parts.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

/** Gateways' own numbers of a refund. */
const REFERENCES = ['_stripe_refund_id', '_wcpay_refund_id', '_ppcp_refund_id'];

/** Builds the refunds of one order, earliest first: each depends on what the earlier ones took. */
export class RefundBuilder {
	private readonly left: TaxesLeft;
	private refunded = 0n;
	private reduced = 0n;
	/** whether an earlier refund left open what tax it gave back: then nobody knows what is left of it */
	private isTaxUnknown = false;

	/** @param isComplete whether all refunds of the order can be read; otherwise none is known to be of the rest */
	constructor(
		private readonly order: Order,
		private readonly facts: SaleFacts,
		private readonly isComplete: boolean,
		private readonly context: MappingContext,
	) {
		this.left = new TaxesLeft(facts.lines);
	}

	/** What went back so far, in minor units. */
	get givenBack(): bigint {
		return this.refunded;
	}

	/** What refunds took off the receivable so far, in minor units. */
	get takenOffReceivable(): bigint {
		return this.reduced;
	}

	/**
	 * @param position where the refund is among those of the order, for the paths
	 * @returns the checked refund or why it is held: PAYLOAD_MALFORMED, AMOUNT_MALFORMED, AMOUNT_NEGATIVE and those of
	 * `checkRefund`; with it REFUND_BY_HAND, REFUND_TAX_UNCLEAR
	 */
	build(payload: RefundPayload, position: number): RefundResult {
		const problem = this.amountProblem(payload, position);
		if (problem !== undefined) return { outcome: held([problem]), warnings: [] };
		const units = toUnits(payload.amount, this.order.currency);
		const stated = contentsOf(payload, position, this.order, this.facts);
		if (stated.problems.length > 0) return { outcome: held(stated.problems), warnings: [] };
		const { contents, isUnclear } = this.meant(stated, units);
		this.isTaxUnknown ||= isUnclear;
		const reduces = this.facts.onInvoice && units > 0n && units <= this.openAt(payload.date_created_gmt);
		const payments = reduces || units === 0n ? [] : this.payments(payload, units);
		const outcome = checkRefund(this.document(payload, contents, payments, units, reduces), {
			paid: this.amount(sumOf(this.facts.payments)),
			refundedBefore: this.amount(this.refunded),
		});
		for (const { taxes } of contents.lines) this.left.take(taxes, 1n);
		for (const { taxes, direction } of contents.adjustments) {
			this.left.take(taxes, direction === 'refunded' ? 1n : -1n);
		}
		if (reduces) this.reduced += units;
		else this.refunded += units;
		return { outcome, warnings: this.warnings(payments, units - stated.units, isUnclear) };
	}

	private amountProblem(payload: RefundPayload, position: number): Finding | undefined {
		const { currency } = this.order;
		const path = `refunds[${position}].amount`;
		const value = payload.amount.toFixed();
		if (payload.amount.lt(0)) return finding('AMOUNT_NEGATIVE', { path, evidence: { value } });
		if (!isWhole(payload.amount, currency)) {
			return finding('AMOUNT_MALFORMED', { path, evidence: { value, currency } });
		}
		if (metaText(payload.meta_data, '_wcpay_refund_status') === 'failed') {
			return malformed('the gateway did not give the money back', path);
		}
		return undefined;
	}

	/**
	 * What a refund is of, where it does not say so in full. Of everything: all that was sold, with all its taxes. Of all the
	 * rest: what is left of the taxes. Of another amount: an amount without tax, which is not clear when the sale had tax.
	 */
	private meant(
		stated: RefundContents,
		units: bigint,
	): { readonly contents: RefundContents; readonly isUnclear: boolean } {
		const missing = units - stated.units;
		if (abs(missing) <= ROUNDING_CAP) return { contents: stated, isUnclear: false };
		const isOnlyAmount = stated.lines.length === 0 && stated.adjustments.length === 0;
		const before = this.refunded + this.reduced;
		const isRest = isOnlyAmount && before + units === minorUnits(this.facts.total);
		const isAllOfRest = isRest && this.isComplete && !this.isTaxUnknown;
		if (isAllOfRest && before === 0n) {
			const lines = allLines(this.facts.lines);
			const tax = lines.reduce((sum, { taxes }) => sum + sumOf(taxes), 0n);
			return { contents: { ...stated, lines, tax }, isUnclear: false };
		}
		const taxes = isAllOfRest ? this.left.rest() : [];
		const adjustment: RefundAdjustment = {
			id: 'difference',
			reason: isAllOfRest ? 'Rest of the order' : this.reasonOf(missing, isOnlyAmount),
			amount: this.amount(abs(missing)),
			direction: missing > 0n ? 'refunded' : 'keptBack',
			taxes,
		};
		const hadTax = this.facts.lines.some((line) => sumOf(line.taxes) > 0n);
		return {
			contents: {
				...stated,
				adjustments: [...stated.adjustments, adjustment],
				tax: stated.tax + sumOf(taxes),
			},
			isUnclear: hadTax && !isAllOfRest,
		};
	}

	private reasonOf(missing: bigint, isOnlyAmount: boolean): string {
		if (missing < 0n) return 'Kept back from the lines';
		return isOnlyAmount ? 'Amount refunded without lines' : 'Refunded on top of the lines';
	}

	private warnings(payments: readonly PaymentPart[], unexplained: bigint, isUnclear: boolean): Finding[] {
		const isByHand = payments.some(({ gateway }) => gateway === 'manual');
		return [
			...(isByHand ? [finding('REFUND_BY_HAND', { path: 'refunded_payment' })] : []),
			...(isUnclear
				? [
						finding('REFUND_TAX_UNCLEAR', {
							path: 'adjustments',
							evidence: { amount: this.amount(abs(unexplained)).amount, currency: this.order.currency },
						}),
					]
				: []),
		];
	}

	/** What the customer still owed for the sale at an instant. */
	private openAt(instant: string): bigint {
		const paid = this.facts.payments.filter(({ at }) => Date.parse(at) <= Date.parse(instant));
		const open = minorUnits(this.facts.total) - sumOf(paid) - this.reduced;
		return open < 0n ? 0n : open;
	}

	/** By the ways that a till has listed, if they come to the amount; otherwise in one. */
	private payments(payload: RefundPayload, units: bigint): PaymentPart[] {
		const parts = partialAmounts(payload.meta_data, this.order.currency);
		if (parts.reduce((sum, part) => sum + part.units, 0n) !== units) return [this.payment(payload, units)];
		return parts.map((part, index) => ({
			id: `${payload.id}-${index + 1}`,
			gateway: part.gateway,
			method: part.method,
			amount: this.amount(part.units),
			capturedAt: payload.date_created_gmt,
		}));
	}

	/** Through the order's own gateway when that gave it back; what a person gave back goes by "manual". */
	private payment(payload: RefundPayload, units: bigint): PaymentPart {
		const own = gatewayOf(this.order);
		const isOwn = payload.refunded_payment === true || own.manual;
		const reference = metaText(payload.meta_data, ...REFERENCES);
		return {
			id: payload.id,
			gateway: isOwn ? own.gateway : 'manual',
			method: isOwn ? own.method : 'manual',
			amount: this.amount(units),
			capturedAt: payload.date_created_gmt,
			...(reference === undefined ? {} : { reference }),
		};
	}

	private amount(units: bigint): Money {
		return fromMinorUnits(units, this.order.currency);
	}

	private document(
		payload: RefundPayload,
		contents: RefundContents,
		payments: readonly PaymentPart[],
		units: bigint,
		reduces: boolean,
	): Refund {
		const { order, facts } = this;
		const origin = { kind: 'refund' as const, externalId: payload.id, at: payload.date_created_gmt };
		return {
			...headerOf('Refund', order, origin, this.context),
			order: { id: order.id, number: order.number },
			saleId: facts.saleId,
			soldOn: facts.soldOn,
			...(facts.customer === undefined ? {} : { customer: facts.customer }),
			shipTo: facts.place,
			pricesIncludeTax: order.prices_include_tax,
			lines: contents.lines,
			adjustments: contents.adjustments,
			payments,
			totals: {
				total: this.amount(units),
				tax: this.amount(contents.tax < 0n ? 0n : contents.tax),
				paid: this.amount(sumOf(payments)),
				pending: this.amount(0n),
			},
			reducesReceivable: reduces,
			...(payload.reason === undefined ? {} : { reason: payload.reason }),
		};
	}
}
