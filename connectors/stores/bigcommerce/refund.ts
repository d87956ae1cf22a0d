/** The refunds of an order: what they give back, and how the money went. */
import { checkRefund, ROUNDING_CAP } from '../../../core/documents/check';
import type {
	BusinessKey,
	Party,
	PaymentPart,
	Place,
	Refund,
	RefundAdjustment,
	RefundLine,
} from '../../../core/documents';
import type { Finding } from '../../../core/findings/finding';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import { held, type Outcome } from '../../../core/outcome';
import { unitsOf } from './amounts';
import { ofSaleLine } from '../../../core/store/ofSaleLine';
import { headerOf, type MappingContext } from './context';
import { gatewayOf } from './gateways';
import type { Order } from './payload';
import type { RefundPayload } from './payloadMoney';
import { malformed } from './payloadParts';
import type { OrderMoney } from './payments';
import { RefundReader, TakenUnits, type Contents, type Item, type Part, type SoldLine } from './refundParts';
import { shareOfCharged, TaxesLeft } from './taxShares';

/** What the refunds of an order need to know of its sale. */
export interface SaleFacts {
	readonly sold: readonly SoldLine[];
	readonly place: Place;
	readonly saleId: BusinessKey;
	/** the day the sale is booked, whose tax rates come back */
	readonly soldOn: string;
	readonly customer?: Party;
	/** what the customer owed for the sale */
	readonly total: Money;
	/** whether the sale was not paid in full when it happened */
	readonly onInvoice: boolean;
	/** all captured payments, those after the sale too */
	readonly payments: readonly PaymentPart[];
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

interface MoneyBack {
	/** what went back with the refund */
	readonly payments: readonly PaymentPart[];
	readonly total: bigint;
	readonly reduces: boolean;
}

const sumOf = (parts: readonly { readonly amount: Money }[]): bigint =>
	parts.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);

/** Builds the refunds of one order, earliest first: each depends on what the earlier ones took. */
export class RefundBuilder {
	private readonly left = new TaxesLeft();
	private readonly units = new TakenUnits();
	private readonly reader: RefundReader;
	private readonly used = new Set<string>();
	private refunded = 0n;
	private reduced = 0n;

	constructor(
		private readonly order: Order,
		private readonly money: OrderMoney,
		private readonly facts: SaleFacts,
		private readonly context: MappingContext,
	) {
		this.reader = new RefundReader(order, facts.sold, this.units);
	}

	/** What refunds took off the receivable so far, in minor units. */
	get takenOffReceivable(): bigint {
		return this.reduced;
	}

	/** The transactions that refunds have accounted for. */
	get transactions(): ReadonlySet<string> {
		return this.used;
	}

	/** @returns the checked refund or why it is held: PAYLOAD_MALFORMED, and those of `checkRefund` */
	build(payload: RefundPayload): RefundResult {
		const payments = this.paymentsOf(payload);
		const { items, findings } = this.reader.items(payload);
		const problems = [...findings, ...this.problemsOf(payload)];
		if (problems.length > 0) {
			this.refunded += sumOf(payments);
			return { kind: 'refund', outcome: held(problems), later: [] };
		}
		const total = unitsOf(payload.total, this.order.currency);
		const reduces = this.reduces(payload, total);
		const settledAt = Date.parse(payload.at) + this.context.policy.settleWithinMs;
		if (!reduces && sumOf(payments) < total && this.context.now < settledAt)
			return { kind: 'settling', lookAgainAt: new Date(settledAt).toISOString() };
		const isAtOnce = ({ capturedAt }: PaymentPart): boolean => Date.parse(capturedAt) <= settledAt;
		const later = reduces ? [] : payments.filter((payment) => !isAtOnce(payment));
		const outcome = this.refund(payload, items, { payments: payments.filter(isAtOnce), total, reduces });
		return { kind: 'refund', outcome, later };
	}

	private refund(payload: RefundPayload, items: readonly Item[], money: MoneyBack): Outcome<Refund> {
		const { total, reduces } = money;
		const contents = this.reader.read(payload, items);
		const outcome = checkRefund(this.document(payload, contents, money), {
			paid: this.amount(sumOf(this.facts.payments)),
			refundedBefore: this.amount(this.refunded),
		});
		for (const { sold, quantity } of contents.parts) {
			if (sold.charge.kind === 'item') this.units.add(sold.line, quantity);
		}
		if (reduces) this.reduced += total;
		else this.refunded += total;
		return outcome;
	}

	private problemsOf(payload: RefundPayload): Finding[] {
		const problems: Finding[] = [];
		if (payload.payments.some(({ declined }) => declined))
			problems.push(
				malformed(
					'a payment of the refund was declined; how much went back is not certain',
					'refunds.payments',
				),
			);
		if (payload.tax.lt(0))
			problems.push(
				malformed(`the refund takes tax from the customer (${payload.tax.toFixed()})`, 'refunds.total_tax'),
			);
		const ids = new Set(payload.payments.flatMap(({ transactionId }) => transactionId ?? []));
		return [...problems, ...this.money.bad.filter(({ id }) => ids.has(id)).flatMap((one) => one.findings)];
	}

	/** The money that went back. The transaction tells when and how, where there is one. */
	private paymentsOf(payload: RefundPayload): PaymentPart[] {
		return payload.payments
			.filter(({ declined, amount }) => !declined && unitsOf(amount, this.order.currency) > 0n)
			.map((payment) => {
				const amount = this.amount(unitsOf(payment.amount, this.order.currency));
				const gateway = gatewayOf(payment.provider);
				const transaction = this.transactionOf(payment.transactionId, gateway, amount);
				if (transaction !== undefined) this.used.add(transaction.id);
				const method = payment.offline ? 'manual' : gateway;
				return {
					id: `refund-${payload.id}-${payment.id}`,
					gateway: gateway === '' ? (transaction?.gateway ?? 'manual') : gateway,
					method: transaction?.method ?? (gateway === 'store_credit' ? gateway : method),
					amount,
					capturedAt: transaction?.capturedAt ?? payload.at,
					...(transaction?.reference === undefined ? {} : { reference: transaction.reference }),
				};
			});
	}

	private transactionOf(id: string | undefined, gateway: string, amount: Money): PaymentPart | undefined {
		const free = [...this.money.returned.values()].filter((one) => !this.used.has(one.id));
		return (
			free.find((one) => one.id === id) ??
			free.find((one) => one.gateway === gateway && minorUnits(one.amount) === minorUnits(amount))
		);
	}

	/** Whether it is money that the customer never paid, but still owed: then it reduces what is owed. */
	private reduces({ at }: RefundPayload, total: bigint): boolean {
		if (!this.facts.onInvoice) return false;
		const paid = this.facts.payments.filter(({ capturedAt }) => Date.parse(capturedAt) <= Date.parse(at));
		const open = minorUnits(this.facts.total) - sumOf(paid) - this.reduced;
		return total > sumOf(this.facts.payments) - this.refunded && total <= open;
	}

	private amount(units: bigint): Money {
		return fromMinorUnits(units, this.order.currency);
	}

	private line({ sold, quantity, amount, tax }: Part, index: number): RefundLine {
		const { line } = sold;
		return {
			id: `line-${index + 1}`,
			saleLineId: line.id,
			type: line.type,
			name: line.name,
			...ofSaleLine(line, { quantity: String(quantity), restocked: false }),
			quantity: String(quantity),
			amount: this.amount(amount),
			taxes: this.left.take(line, this.amount(tax)),
			restocked: false,
		};
	}

	/**
	 * Amounts without a line. A tax that is on no line belongs to the one amount that is given back without a line; where there
	 * is none, or several, it is given back by itself.
	 */
	private adjustments(payload: RefundPayload, contents: Contents, total: bigint): RefundAdjustment[] {
		const lines = this.facts.sold.map(({ line }) => line);
		const { extras, looseTax, units } = contents;
		const taxes = shareOfCharged(this.amount(looseTax), lines);
		const [only, ...others] = extras.filter(({ direction }) => direction === 'refunded');
		const taxed = others.length === 0 && only !== undefined && looseTax <= only.amount ? only : undefined;
		const plain = extras.map((extra) =>
			extra === taxed
				? { ...extra, amount: this.amount(extra.amount + looseTax), taxes }
				: { ...extra, amount: this.amount(extra.amount), taxes: [] },
		);
		const ofTax: RefundAdjustment = {
			id: 'tax',
			reason: payload.reason ?? 'Tax given back',
			amount: this.amount(looseTax),
			direction: 'refunded',
			taxes,
		};
		const missing = total - units;
		const isByHand = payload.overridden && (missing > ROUNDING_CAP || missing < -ROUNDING_CAP);
		const byHand = (): RefundAdjustment => ({
			id: 'override',
			reason: 'Amount set by hand',
			amount: this.amount(missing < 0n ? -missing : missing),
			direction: missing < 0n ? 'keptBack' : 'refunded',
			taxes: [],
		});
		return [
			...plain,
			...(looseTax > 0n && taxed === undefined ? [ofTax] : []),
			...(isByHand ? [byHand()] : []),
		];
	}

	private document(payload: RefundPayload, contents: Contents, money: MoneyBack): Refund {
		const { order, facts } = this;
		const { total, reduces } = money;
		const payments = reduces ? [] : money.payments;
		const nothing = this.amount(0n);
		const paid = sumOf(payments);
		return {
			...headerOf('Refund', order, { kind: 'refund', externalId: payload.id, at: payload.at }, this.context),
			order: { id: order.id, number: order.id },
			saleId: facts.saleId,
			soldOn: facts.soldOn,
			...(facts.customer === undefined ? {} : { customer: facts.customer }),
			shipTo: facts.place,
			pricesIncludeTax: order.pricesIncludeTax,
			lines: contents.parts.map((part, index) => this.line(part, index)),
			adjustments: this.adjustments(payload, contents, total),
			payments,
			totals: {
				total: this.amount(total),
				tax: this.amount(unitsOf(payload.tax, order.currency)),
				paid: reduces ? nothing : this.amount(paid),
				pending: reduces || paid > total ? nothing : this.amount(total - paid),
			},
			reducesReceivable: reduces,
			...(payload.reason === undefined ? {} : { reason: payload.reason }),
		};
	}
}
