/** Folds the day book's events of one order into the order as Shopify shows it after the last of them. */
import type {
	CancelEvent,
	DayBookEvent,
	DisputeEvent,
	EditEvent,
	OrderEvent,
	RefundEvent,
} from '../../../daybook/events';
import { Conversion } from './conversion';
import { numericId } from './ids';
import { buildLines } from './lines';
import { toMinor, type Currencies } from './money';
import type { ShopDiscount, ShopDispute, ShopEdit, ShopLine, ShopOrder, ShopRefund } from './order';
import { adjustments, takeBack, takeBackRest, type LineIndex } from './returns';
import { Transactions } from './transactions';

class OrderFold {
	private readonly context;
	private readonly lines: LineIndex = new Map();
	private readonly discounts: ShopDiscount[] = [];
	private readonly transactions: Transactions;
	private readonly refunds: ShopRefund[] = [];
	private readonly edits: ShopEdit[] = [];
	private readonly disputes = new Map<string, ShopDispute>();
	private cancelled: ShopOrder['cancelled'];
	private updatedAt: string;

	constructor(
		private readonly placed: OrderEvent,
		private readonly currencies: Currencies,
	) {
		const rate = currencies.shop === currencies.presentment ? undefined : placed.rate;
		if (rate === undefined && currencies.shop !== currencies.presentment) {
			throw new Error(
				`order ${placed.id} is in ${currencies.presentment} but has no rate to ${currencies.shop}`,
			);
		}
		this.context = { orderKey: placed.id, currencies, rate, pricesIncludeTax: placed.pricesIncludeTax };
		this.transactions = new Transactions(currencies, rate);
		this.updatedAt = placed.at;
		this.addLines(placed.lines, undefined);
		for (const payment of placed.payments) this.transactions.pay(payment);
	}

	apply(event: DayBookEvent): void {
		switch (event.kind) {
			case 'payment':
				this.transactions.pay(event);
				break;
			case 'refund':
				this.refund(event);
				break;
			case 'edit':
				this.edit(event);
				break;
			case 'cancel':
				this.cancel(event);
				break;
			case 'dispute':
				this.dispute(event);
				break;
			default:
				return;
		}
		this.updatedAt = event.at;
	}

	result(): ShopOrder {
		const { id: key } = this.placed;
		// refunds and edits hold lines as they were then; the order shows them as they are now
		return {
			id: numericId('Order', key),
			key,
			placed: this.placed,
			currencies: this.currencies,
			lines: [...this.lines.values()],
			discounts: this.discounts,
			transactions: this.transactions.all,
			refunds: this.refunds,
			edits: this.edits,
			disputes: [...this.disputes.values()],
			cancelled: this.cancelled,
			updatedAt: this.updatedAt,
		};
	}

	private addLines(book: OrderEvent['lines'], addedBy: string | undefined): ShopLine[] {
		const { lines, discounts } = buildLines(book, { ...this.context, addedBy }, this.discounts.length);
		for (const line of lines) this.lines.set(line.key, line);
		this.discounts.push(...discounts);
		return lines;
	}

	private refund(event: RefundEvent): void {
		const id = numericId('Refund', event.id);
		const conversion = new Conversion(this.currencies, this.context.rate);
		this.refunds.push({
			id,
			key: event.id,
			at: event.at,
			note: event.reason,
			cause: 'refund',
			lines: takeBack(event.lines, event.id, this.lines, this.context),
			adjustments: adjustments(event, this.context),
			transactions: event.payments.map((payment) => this.transactions.refund(payment, id, conversion)),
		});
	}

	private edit(event: EditEvent): void {
		const added = this.addLines(event.add ?? [], event.id);
		const paidBack = (event.payments ?? []).filter(({ status }) => status === 'refunded');
		for (const payment of event.payments ?? [])
			if (payment.status !== 'refunded') this.transactions.pay(payment);
		const id = numericId('Refund', event.id);
		const conversion = new Conversion(this.currencies, this.context.rate);
		const removal: ShopRefund = {
			id,
			key: event.id,
			at: event.at,
			note: undefined,
			cause: 'edit',
			lines: takeBack(event.remove ?? [], event.id, this.lines, this.context),
			adjustments: [],
			transactions: paidBack.map((payment) => this.transactions.refund(payment, id, conversion)),
		};
		const removes = removal.lines.length > 0 || removal.transactions.length > 0;
		if (removes) this.refunds.push(removal);
		const editId = numericId('OrderEdit', event.id);
		this.edits.push({
			id: editId,
			key: event.id,
			at: event.at,
			added,
			removal: removes ? removal : undefined,
		});
	}

	/** A paid order is refunded by refunds of its own; of an unpaid one Shopify takes back what is left. */
	private cancel(event: CancelEvent): void {
		this.cancelled = { at: event.at, reason: event.reason };
		this.transactions.voidOpen(event.at);
		if (this.transactions.paid.presentment > 0n) return;
		const lines = takeBackRest(event.id, this.lines, this.placed.id);
		if (lines.length === 0) return;
		const id = numericId('Refund', event.id);
		this.refunds.push({
			id,
			key: event.id,
			at: event.at,
			note: event.reason,
			cause: 'cancel',
			lines,
			adjustments: [],
			transactions: [],
		});
	}

	private dispute(event: DisputeEvent): void {
		const known = this.disputes.get(event.id);
		const amount = new Conversion(this.currencies, this.context.rate).single(
			toMinor(event.amount, this.currencies.presentment),
		);
		this.disputes.set(event.id, {
			id: numericId('ShopifyPaymentsDispute', event.id),
			transactionId: this.transactions.all.find(({ key }) => key === event.paymentId)?.id,
			amount,
			openedAt: known?.openedAt ?? event.at,
			finalizedAt: event.stage === 'opened' ? undefined : event.at,
			stage: event.stage,
			fee: event.fee,
			key: event.id,
		});
	}
}

/**
 * @param placed the order as it was placed
 * @param later what happened to it since, oldest first
 * @throws Error a refund of a line or tax that the order does not have, a foreign order without a rate
 */
export function foldOrder(
	placed: OrderEvent,
	later: readonly DayBookEvent[],
	shopCurrency: string,
): ShopOrder {
	const fold = new OrderFold(placed, { shop: shopCurrency, presentment: placed.currency });
	for (const event of later) fold.apply(event);
	return fold.result();
}
