/** Folds the events of one order into the order as the shop keeps it at that moment. */
import Big from 'big.js';
import type { DayBookEvent, OrderEvent, ShopEvent } from '../../../daybook/events';
import { currencyMeta, gatewayMeta, gatewayOf, giftCardOf, severalPayments } from './gateways';
import { hashedId, postId } from './ids';
import { opened, reduced, wooLine, type LineSetting, type OpenLine } from './lines';
import { total } from './money';
import type { Meta, OrderStatus, WooLine, WooNote, WooOrder, WooRefund } from './order';
import { Payments } from './payments';
import { wooRefund } from './refunds';

export interface FoldSetting {
	readonly shop: ShopEvent;
	readonly rates: LineSetting['rates'];
	readonly priceDecimals: number;
	readonly hasProduct: (sku: string) => boolean;
}

const timeOf = (event: DayBookEvent): number => ('at' in event ? Date.parse(event.at) : Number.NaN);

class Folding {
	private open: OpenLine[];
	private lines: readonly WooLine[] = [];
	private readonly payments = new Payments();
	private readonly refunds: WooRefund[] = [];
	private readonly notes: WooNote[] = [];
	private cancelled = false;
	private modifiedAt: number;

	constructor(
		private readonly placed: OrderEvent,
		private readonly setting: FoldSetting,
	) {
		this.open = placed.lines.map((line) => opened(line, placed.currency));
		this.modifiedAt = Date.parse(placed.at);
		for (const payment of placed.payments) this.pay(payment, this.modifiedAt);
		this.build();
		this.payments.settle(this.gross(), this.modifiedAt);
	}

	take(event: DayBookEvent): void {
		const at = timeOf(event);
		switch (event.kind) {
			case 'payment':
				this.pay(event, at);
				break;
			case 'refund':
				this.refund(event);
				break;
			case 'edit':
				this.edit(event);
				for (const payment of event.payments ?? []) this.pay(payment, at);
				break;
			case 'cancel':
				this.cancelled = true;
				this.note(at, `Order status changed to Cancelled. ${event.reason ?? ''}`.trim());
				break;
			default:
				// the shop hears nothing of disputes, payouts and bank lines
				return;
		}
		this.modifiedAt = Math.max(this.modifiedAt, at);
		this.payments.settle(this.gross(), at);
	}

	result(): WooOrder {
		const { placed, payments, lines } = this;
		const cards = payments.giftCards.map((payment) => ({
			...giftCardOf(payment),
			amount: new Big(payment.amount),
		}));
		const status = this.status();
		const isDone = status === 'completed' || (status === 'refunded' && this.shipsNothing());
		return {
			id: postId('order', placed.id),
			key: placed.id,
			placed,
			status,
			createdAt: Date.parse(placed.at),
			modifiedAt: this.modifiedAt,
			paidAt: payments.paidAt,
			completedAt: isDone ? payments.paidAt : null,
			lines,
			total: this.gross().minus(total(cards.map(({ amount }) => amount))),
			giftCards: cards,
			paymentMethod: this.method(),
			transactionId: payments.money.length === 0 ? '' : (payments.leading?.paymentReference ?? ''),
			refunds: this.refunds,
			meta: this.meta(),
			notes: this.notes,
		};
	}

	private method(): string {
		return this.payments.leading?.gateway ?? '';
	}

	private pay(payment: OrderEvent['payments'][number], at: number): void {
		this.payments.add(payment);
		const { title } = gatewayOf(payment.gateway);
		const reference = payment.paymentReference === undefined ? '' : ` (${payment.paymentReference})`;
		if (payment.status === 'captured') this.note(at, `Payment via ${title}${reference}.`);
		if (payment.status === 'failed') this.note(at, `Payment via ${title} failed${reference}.`);
		if (payment.status === 'authorized') this.note(at, `Payment via ${title} authorized${reference}.`);
	}

	private refund(event: Extract<DayBookEvent, { kind: 'refund' }>): void {
		const { placed, lines } = this;
		const before = total(this.refunds.map(({ amount }) => amount));
		const setting = { order: placed, lines, paymentMethod: this.method(), before, gross: this.gross() };
		const made = wooRefund(event, setting);
		this.refunds.push(made);
	}

	private edit({ add = [], remove = [] }: Extract<DayBookEvent, { kind: 'edit' }>): void {
		const { currency } = this.placed;
		for (const removal of remove) {
			this.open = this.open.flatMap((line) =>
				line.source.id === removal.orderLineId ? (reduced(line, removal, currency) ?? []) : line,
			);
		}
		this.open.push(...add.map((line) => opened(line, currency)));
		this.build();
	}

	private build(): void {
		const { id, currency, pricesIncludeTax } = this.placed;
		const { rates, priceDecimals, hasProduct } = this.setting;
		const setting = { orderKey: id, currency, pricesIncludeTax, rates, priceDecimals, hasProduct };
		this.lines = this.open.map((line) => wooLine(line, setting));
	}

	/** What the customer pays for all lines: the day book's own amounts. */
	private gross(): Big {
		const { pricesIncludeTax } = this.placed;
		return total(
			this.open.map(({ amount, taxes }) => {
				const onTop = taxes.filter(({ tax }) => !pricesIncludeTax || tax.collectedBy === 'marketplace');
				return amount.plus(total(onTop.map((tax) => tax.amount)));
			}),
		);
	}

	private shipsNothing(): boolean {
		const items = this.lines.filter(({ kind }) => kind === 'item');
		return this.placed.channel === 'pos' || items.every(({ isGiftCard }) => isGiftCard);
	}

	private status(): OrderStatus {
		const given = total(this.refunds.map(({ amount }) => amount));
		if (this.cancelled) return 'cancelled';
		if (given.gt(0) && given.gte(this.gross())) return 'refunded';
		if (this.payments.paidAt !== null) return this.shipsNothing() ? 'completed' : 'processing';
		const waits =
			this.payments.isReserved || this.payments.money.length > 0 || this.payments.with('pending').length > 0;
		if (waits || this.placed.terms !== undefined) return 'on-hold';
		return this.payments.with('failed').length > 0 ? 'failed' : 'pending';
	}

	private meta(): Meta[] {
		const { placed, payments } = this;
		const { leading } = payments;
		const { currency, rate, test, poNumber } = placed;
		const isShown = leading?.status === 'captured' || leading?.status === 'authorized';
		return [
			...(leading !== undefined && isShown
				? gatewayMeta({ payment: leading, currency, isTest: test === true })
				: []),
			...(payments.needsList ? [severalPayments(payments.money)] : []),
			...(rate === undefined ? [] : currencyMeta(this.setting.shop.currency, rate)),
			...(poNumber === undefined ? [] : [{ key: '_po_number', value: poNumber }]),
		];
	}

	private note(at: number, text: string): void {
		const id = hashedId('note', `${this.placed.id} ${this.notes.length}`);
		this.notes.push({ id, at, text, forCustomer: false });
	}
}

/**
 * @param placed the order
 * @param later what happened to it since, oldest first
 */
export function foldOrder(
	placed: OrderEvent,
	later: readonly DayBookEvent[],
	setting: FoldSetting,
): WooOrder {
	const folding = new Folding(placed, setting);
	for (const event of later) folding.take(event);
	return folding.result();
}
