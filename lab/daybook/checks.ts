/**
 * What the lines of a day book must not say about each other: an order nobody placed, an id twice, more given back than was
 * sold, a step back in time. Lines are added one by one, in the order of the file.
 */
import Big from 'big.js';
import { digitsOf, sum } from './arithmetic';
import type {
	BankLineEvent,
	DayBookEvent,
	DayBookPayment,
	DisputeEvent,
	EditEvent,
	OrderEvent,
	PaymentEvent,
	PayoutEvent,
	RefundEvent,
	ShopEvent,
} from './events';
import { OrderState, type Report } from './orderState';

/** A day is over everywhere on Earth 36 hours after it began in UTC. */
const DAY_IS_OVER = 36 * 3600 * 1000;

/** The report one level further down: `below(report, 'lines[0]')('discount', ...)` speaks of lines[0].discount. */
const below =
	(report: Report, parent: string): Report =>
	(key, message) =>
		report(key === '' ? parent : `${parent}.${key}`, message);

export class DayBookChecks {
	private shop: ShopEvent | undefined;
	private readonly orders = new Map<string, OrderState>();
	private count = 0;
	/** "order 1001", "customer 7": lines with an error of their own; what refers to them is not held against anybody */
	private readonly unreadable = new Set<string>();
	private readonly ids = new Set<string>();
	private readonly disputes = new Map<string, { event: DisputeEvent; closed: boolean }>();
	private readonly wantedCustomers: { id: string; report: Report }[] = [];
	private lastTime = Number.NEGATIVE_INFINITY;
	private lastBankDay = '';

	/** Takes in a line whose shape is right; `report` hears of each problem. */
	add(event: DayBookEvent, report: Report): void {
		if (this.count === 0 && event.kind !== 'shop') report('kind', 'the first line must be the shop');
		this.count++;
		if ('at' in event) this.checkTime(event.at, report);
		switch (event.kind) {
			case 'shop':
				if (this.shop !== undefined) report('kind', 'there is a shop already; a day book has one');
				this.shop ??= event;
				return;
			case 'product':
				return this.once('product', event.sku, report, 'sku');
			case 'customer':
				return this.once('customer', event.id, report);
			case 'order':
				return this.order(event, report);
			case 'payment':
				return this.withOrder(event, report, (state) => this.payment(event, state, report));
			case 'refund':
				return this.withOrder(event, report, (state) => this.refund(event, state, report));
			case 'edit':
				return this.withOrder(event, report, (state) => this.edit(event, state, report));
			case 'cancel':
				this.once('cancel', event.id, report);
				return this.withOrder(event, report, (state) => {
					if (state.cancelled) report('orderId', `order "${event.orderId}" is cancelled already`);
					state.cancelled = true;
				});
			case 'dispute':
				return this.withOrder(event, report, (state) => this.dispute(event, state, report));
			case 'payout':
				return this.payout(event, report);
			case 'bankLine':
				return this.bankLine(event, report);
		}
	}

	/** Remembers a line that could not be read, so that the lines that refer to it are not refused as well. */
	addUnreadable(kind: string, id: string): void {
		this.count++;
		this.unreadable.add(`${kind} ${id}`);
	}

	/** What can be said only when the whole file was read: customers may stand after the orders that name them. */
	finish(): void {
		for (const { id, report } of this.wantedCustomers) {
			if (!this.isKnown('customer', id)) report('customerId', `there is no customer "${id}"`);
		}
	}

	private checkTime(at: string, report: Report): void {
		const time = Date.parse(at);
		if (time < this.lastTime) report('at', `${at} is earlier than the line before; lines are in time order`);
		else this.lastTime = time;
	}

	private once(kind: string, id: string, report: Report, key = 'id'): void {
		const name = `${kind} ${id}`;
		if (this.ids.has(name)) report(key, `"${id}" is the ${key} of another ${kind}`);
		this.ids.add(name);
	}

	private isKnown(kind: string, id: string): boolean {
		return this.ids.has(`${kind} ${id}`) || this.unreadable.has(`${kind} ${id}`);
	}

	private digits(amount: string, currency: string, report: Report, key: string): void {
		const allowed = digitsOf(currency);
		const given = amount.split('.')[1]?.length ?? 0;
		if (given > allowed)
			report(key, `${amount} has ${given} digits after the point; ${currency} has ${allowed}`);
	}

	private withOrder(event: { orderId: string }, report: Report, act: (state: OrderState) => void): void {
		const state = this.orders.get(event.orderId);
		if (state !== undefined) act(state);
		else if (!this.isKnown('order', event.orderId)) {
			report('orderId', `there is no order "${event.orderId}" before this line`);
		}
	}

	private order(order: OrderEvent, report: Report): void {
		this.once('order', order.id, report);
		const isForeign = this.shop !== undefined && order.currency !== this.shop.currency;
		if (isForeign && order.rate === undefined) {
			report('rate', `is missing: the order is in ${order.currency}, the shop in ${this.shop?.currency}`);
		}
		if (!isForeign && order.rate !== undefined && !new Big(order.rate).eq(1)) {
			report('rate', `${order.rate} cannot be: the order is in the shop's own currency`);
		}
		if (order.customerId !== undefined) this.wantedCustomers.push({ id: order.customerId, report });
		const state = new OrderState(order);
		this.lines(order.lines, 'lines', state, report);
		this.received(order.payments, state, report);
		this.orders.set(order.id, state);
	}

	private lines(lines: OrderEvent['lines'], key: string, state: OrderState, report: Report): void {
		const { currency } = state.order;
		lines.forEach((line, index) => {
			const here: Report = (at, message) => {
				state.flawed = true;
				below(report, `${key}[${index}]`)(at, message);
			};
			this.digits(line.discount, currency, here, 'discount');
			line.taxes.forEach((tax, at) => this.digits(tax.amount, currency, here, `taxes[${at}].amount`));
			state.add(line, here);
		});
	}

	private payment(payment: PaymentEvent, state: OrderState, report: Report): void {
		this.money(payment, state, report);
		this.overpaid(state, report, 'amount');
	}

	private received(payments: readonly DayBookPayment[], state: OrderState, report: Report): void {
		payments.forEach((payment, index) => this.money(payment, state, below(report, `payments[${index}]`)));
		this.overpaid(state, report, 'payments');
	}

	/** One payment, in or out. What was authorized or pending may be told again, once it is captured or failed. */
	private money(payment: DayBookPayment, state: OrderState, report: Report): void {
		const before = state.payments.get(payment.id);
		const isWaiting = before?.status === 'authorized' || before?.status === 'pending';
		if (!isWaiting) this.once('payment', payment.id, report);
		else if (before.gateway !== payment.gateway) report('gateway', `was ${before.gateway} before`);
		this.digits(payment.amount, state.order.currency, report, 'amount');
		if (payment.fee !== undefined) this.digits(payment.fee, state.order.currency, report, 'fee');
		state.payments.set(payment.id, payment);
		if (payment.status === 'captured') state.captured = state.captured.plus(payment.amount);
		if (payment.status === 'refunded') state.returned = state.returned.plus(payment.amount);
	}

	private overpaid(state: OrderState, report: Report, key: string): void {
		if (state.flawed || state.captured.lte(state.total)) return;
		const [captured, total] = [state.captured.toFixed(state.digits), state.total.toFixed(state.digits)];
		report(key, `captured ${captured} in all, which is more than the order's total ${total}`);
	}

	private refund(refund: RefundEvent, state: OrderState, report: Report): void {
		this.once('refund', refund.id, report);
		let worth = this.backLines(refund.lines, 'lines', state, report);
		refund.adjustments?.forEach((adjustment, index) => {
			const here = below(report, `adjustments[${index}]`);
			const tax = adjustment.tax ?? '0';
			this.digits(adjustment.amount, state.order.currency, here, 'amount');
			this.digits(tax, state.order.currency, here, 'tax');
			if (new Big(tax).gt(0) && !state.hasTaxes) here('tax', 'the order has no tax');
			if (state.order.pricesIncludeTax && new Big(tax).gt(adjustment.amount)) {
				here('tax', `${tax} is more than the amount ${adjustment.amount}, which contains it`);
			}
			worth = worth.plus(adjustment.amount).plus(state.order.pricesIncludeTax ? 0 : tax);
		});
		refund.payments.forEach((payment, index) =>
			this.money(payment, state, below(report, `payments[${index}]`)),
		);
		const back = refund.payments.filter((payment) => payment.status !== 'failed');
		if (sum(back.map((payment) => payment.amount)).gt(worth)) {
			report('payments', `give back more than the lines and adjustments, ${worth.toFixed(state.digits)}`);
		}
		if (state.returned.gt(state.captured)) {
			report('payments', `more has gone back than the ${state.captured.toFixed(state.digits)} that was paid`);
		}
	}

	/** @returns what the lines come to with their taxes */
	private backLines(lines: RefundEvent['lines'], key: string, state: OrderState, report: Report): Big {
		return sum(
			lines.map((line, index) => {
				const here = below(report, `${key}[${index}]`);
				this.digits(line.amount, state.order.currency, here, 'amount');
				line.taxes.forEach((tax, at) =>
					this.digits(tax.amount, state.order.currency, here, `taxes[${at}].amount`),
				);
				return state.giveBack(line, here);
			}),
		);
	}

	private edit(edit: EditEvent, state: OrderState, report: Report): void {
		this.once('edit', edit.id, report);
		this.lines(edit.add ?? [], 'add', state, report);
		state.total = state.total.minus(this.backLines(edit.remove ?? [], 'remove', state, report));
		const payments = edit.payments ?? [];
		payments.forEach((payment, index) => this.money(payment, state, below(report, `payments[${index}]`)));
	}

	private dispute(dispute: DisputeEvent, state: OrderState, report: Report): void {
		this.digits(dispute.amount, state.order.currency, report, 'amount');
		this.digits(dispute.fee, state.order.currency, report, 'fee');
		const paid = state.payments.get(dispute.paymentId);
		if (paid === undefined) {
			report('paymentId', `"${dispute.paymentId}" is no payment of order "${dispute.orderId}"`);
		} else if (new Big(paid.amount).lt(dispute.amount)) {
			report('amount', `${dispute.amount} is more than the payment of ${paid.amount}`);
		}
		const known = this.disputes.get(dispute.id);
		if (dispute.stage === 'opened') {
			if (known !== undefined) report('id', `"${dispute.id}" is the id of another dispute`);
			this.disputes.set(dispute.id, { event: dispute, closed: false });
			this.ids.add(`dispute ${dispute.id}`);
			return;
		}
		if (known === undefined) {
			if (!this.isKnown('dispute', dispute.id)) report('stage', `"${dispute.id}" was never opened`);
			return;
		}
		if (known.closed) report('stage', `"${dispute.id}" is won or lost already`);
		known.closed = true;
		for (const key of ['orderId', 'paymentId', 'amount', 'fee'] as const) {
			if (known.event[key] !== dispute[key])
				report(key, `was ${known.event[key]} when the dispute was opened`);
		}
	}

	private payout(payout: PayoutEvent, report: Report): void {
		this.once('payout', payout.id, report);
		this.digits(payout.net, payout.currency, report, 'net');
		payout.transactions.forEach((transaction, index) => {
			const here = below(report, `transactions[${index}]`);
			this.once('payout transaction', transaction.id, here);
			for (const key of ['amount', 'fee', 'net'] as const) {
				this.digits(transaction[key], payout.currency, here, key);
			}
			const { orderId, refundId, disputeId } = transaction;
			if (orderId !== undefined) this.withOrder({ orderId }, here, () => undefined);
			if (refundId !== undefined && !this.isKnown('refund', refundId)) {
				here('refundId', `there is no refund "${refundId}" before this line`);
			}
			if (disputeId !== undefined && !this.isKnown('dispute', disputeId)) {
				here('disputeId', `there is no dispute "${disputeId}" before this line`);
			}
		});
	}

	private bankLine(bankLine: BankLineEvent, report: Report): void {
		this.once('bank line', bankLine.id, report);
		this.digits(bankLine.amount, bankLine.currency, report, 'amount');
		const isOver = Date.parse(`${bankLine.on}T00:00:00Z`) + DAY_IS_OVER < this.lastTime;
		if (isOver || bankLine.on < this.lastBankDay) {
			report('on', `${bankLine.on} is earlier than the line before; lines are in time order`);
		} else this.lastBankDay = bankLine.on;
	}
}
