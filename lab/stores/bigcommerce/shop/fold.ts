/** Folds the day book's events of one order into the order as BigCommerce shows it after the last of them. */
import Big from 'big.js';
import type {
	CancelEvent,
	DayBookEvent,
	DayBookRefundLine,
	EditEvent,
	OrderEvent,
} from '../../../daybook/events';
import { LabCannotShow } from '../errors';
import { idWithin, orderId } from './ids';
import { lessened, storeLine, type LineContext } from './lines';
import type { StoreLine, StoreOrder, StoreRefund } from './order';
import { makeRefund, worthOf, type RefundContext } from './refunds';
import { Transactions } from './transactions';

class OrderFold {
	private readonly id: number;
	private readonly context: LineContext;
	private readonly refundContext: RefundContext;
	private readonly lines = new Map<string, StoreLine>();
	private readonly transactions: Transactions;
	private readonly refunds: StoreRefund[] = [];
	private lineCount = 0;
	private refundCount = 0;
	private cancelled = false;
	private disputed = false;
	private modifiedAt: string;

	constructor(private readonly placed: OrderEvent) {
		this.id = orderId(placed.id);
		const { currency, pricesIncludeTax, id: orderKey } = placed;
		this.context = { orderKey, orderId: this.id, currency, pricesIncludeTax };
		this.transactions = new Transactions(this.id);
		this.refundContext = {
			orderId: this.id,
			addressId: idWithin(this.id, 1),
			pricesIncludeTax,
			lines: this.lines,
			transactions: this.transactions,
		};
		this.modifiedAt = placed.at;
		if (placed.test === true && placed.payments.length === 0)
			throw new LabCannotShow(`order ${placed.id}, test`, 'only a transaction says that an order is a test');
		this.add(placed.lines);
		for (const payment of placed.payments) this.transactions.pay(payment);
	}

	apply(event: DayBookEvent): void {
		switch (event.kind) {
			case 'payment':
				this.transactions.pay(event);
				break;
			case 'refund':
				this.refunds.push(makeRefund(event, ++this.refundCount, this.refundContext));
				break;
			case 'edit':
				this.edit(event);
				break;
			case 'cancel':
				this.cancel(event);
				break;
			case 'dispute':
				this.disputed = event.stage !== 'won';
				break;
			default:
				return;
		}
		this.modifiedAt = event.at;
	}

	result(): StoreOrder {
		return {
			id: this.id,
			key: this.placed.id,
			placed: this.placed,
			addressId: this.refundContext.addressId,
			lines: [...this.lines.values()],
			transactions: this.transactions.all,
			refunds: this.refunds,
			cancelled: this.cancelled,
			disputed: this.disputed,
			modifiedAt: this.modifiedAt,
		};
	}

	private add(book: OrderEvent['lines']): void {
		for (const line of book) this.lines.set(line.id, storeLine(line, ++this.lineCount, this.context));
	}

	/** What is paid back is a refund. What is only taken off changes the order itself, as in BigCommerce's order form. */
	private edit(event: EditEvent): void {
		this.add(event.add ?? []);
		const { remove = [], payments = [] } = event;
		const paidBack = payments.filter(({ status }) => status === 'refunded');
		for (const payment of payments) if (payment.status !== 'refunded') this.transactions.pay(payment);
		if (paidBack.length > 0) {
			const refund = { id: event.id, at: event.at, lines: remove, payments: paidBack };
			this.refunds.push(makeRefund(refund, ++this.refundCount, this.refundContext));
		} else for (const back of remove) this.takeOff(back);
	}

	private takeOff(back: DayBookRefundLine): void {
		const line = this.lines.get(back.orderLineId);
		if (line === undefined) throw new Error(`order ${this.id} has no line ${back.orderLineId}`);
		const { net } = worthOf(back, line, this.context.pricesIncludeTax);
		const taxes = new Map(back.taxes.map(({ name, amount }) => [name, new Big(amount)]));
		const taken = { quantity: new Big(back.quantity), worth: net, taxes };
		const left = lessened(line, taken, this.context.currency);
		if (left === undefined) this.lines.delete(line.key);
		else this.lines.set(line.key, left);
	}

	private cancel({ at }: CancelEvent): void {
		this.cancelled = true;
		this.transactions.voidOpen(at);
	}
}

/** @throws LabCannotShow the day book has something that BigCommerce has no place for */
export function foldOrder(placed: OrderEvent, later: readonly DayBookEvent[]): StoreOrder {
	const fold = new OrderFold(placed);
	for (const event of later) fold.apply(event);
	return fold.result();
}
