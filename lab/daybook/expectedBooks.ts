/**
 * What the books must say after a day book, worked out from the file alone. This is the witness against which the whole
 * pipeline is held, so it shares no code with it: it imports nothing from core or the connectors.
 *
 * Covered: sales, refunds, payments. Not posted in this version, only counted: edits, cancellations, disputes, payouts and
 * gateway fees; a later version adds their accounts to the same result.
 */
import Big from 'big.js';
import { Books, type Balance } from './books';
import type { DayBook, DayBookEvent } from './events';
import { bookRefund } from './expectedRefund';
import { bookSale } from './expectedSale';
import { FigureSums, type Figures } from './figures';
import { knownOrders, type BookCurrency, type OrderFate } from './orderBook';

export type { Balance, BookRole, TaxIdentity } from './books';
export type { Figures } from './figures';

export interface ExpectedCounts {
	/** orders by what becomes of them; `posted` is the number of sales */
	readonly orders: Readonly<Record<OrderFate, number>>;
	/** refunds of posted orders; `ofOthers` are of orders that are not posted, `zeroValue` give nothing back */
	readonly refunds: Readonly<Record<'posted' | 'ofOthers' | 'zeroValue', number>>;
	/** captured payments that came after their order: `later` on its own, `capturesSale` is what makes an authorised order a sale */
	readonly payments: Readonly<Record<'later' | 'capturesSale' | 'ofOthers', number>>;
	/** events that this version does not book */
	readonly notBooked: Readonly<Record<'edit' | 'cancel' | 'dispute' | 'payout' | 'bankLine', number>>;
}

export interface ExpectedBooks {
	/** every account with a balance, sorted by role; debits equal credits in each currency */
	readonly balances: readonly Balance[];
	/** control figures by currency of the books */
	readonly figures: Readonly<Record<string, Figures>>;
	readonly counts: ExpectedCounts;
}

export interface ExpectedOptions {
	/** epoch milliseconds: later events have not happened. Default: the whole day book. */
	readonly until?: number;
	/** Default "shop": foreign orders in the shop's currency at their rate. "order": each order in its own. */
	readonly currency?: BookCurrency;
}

const timeOf = (event: DayBookEvent): number =>
	'at' in event ? Date.parse(event.at) : 'on' in event ? Date.parse(`${event.on}T00:00:00Z`) : 0;

/** Works out balances, figures and counts of a day book that `readDayBook` has let through. */
export function expectedBooks(dayBook: DayBook, options: ExpectedOptions = {}): ExpectedBooks {
	const until = options.until ?? Number.POSITIVE_INFINITY;
	const events = dayBook.events.filter((event) => timeOf(event) <= until);
	const orders = knownOrders(dayBook, events, options.currency ?? 'shop');
	const books = new Books();
	const figures = new FigureSums();
	const reducedBy = new Map<string, Big>();
	const counts = {
		orders: { posted: 0, test: 0, authorizedOnly: 0, zeroValue: 0 },
		refunds: { posted: 0, ofOthers: 0, zeroValue: 0 },
		payments: { later: 0, capturesSale: 0, ofOthers: 0 },
		notBooked: { edit: 0, cancel: 0, dispute: 0, payout: 0, bankLine: 0 },
	};
	const find = (id: string) => {
		const known = orders.get(id);
		if (known === undefined) throw new Error(`there is no order ${id}`);
		return known;
	};
	/** authorised orders whose first capture has been seen */
	const capturedSales = new Set<string>();

	for (const event of events) {
		switch (event.kind) {
			case 'order': {
				const known = find(event.id);
				counts.orders[known.fate]++;
				if (known.fate === 'posted') bookSale(known, books, figures);
				break;
			}
			case 'payment': {
				if (event.status !== 'captured') break;
				const { fate, fateAtFirst } = find(event.orderId);
				const makesSale = fateAtFirst === 'authorizedOnly' && !capturedSales.has(event.orderId);
				if (fate !== 'posted') counts.payments.ofOthers++;
				else if (makesSale) counts.payments.capturesSale++;
				else counts.payments.later++;
				capturedSales.add(event.orderId);
				break;
			}
			case 'refund': {
				const known = find(event.orderId);
				const amounts = [...event.lines, ...(event.adjustments ?? [])].map(({ amount }) => new Big(amount));
				if (known.fate !== 'posted') counts.refunds.ofOthers++;
				else if (amounts.every((amount) => amount.eq(0))) counts.refunds.zeroValue++;
				else {
					counts.refunds.posted++;
					const reduced = reducedBy.get(event.orderId) ?? new Big(0);
					const more = bookRefund(event, known, reduced, books, figures);
					reducedBy.set(event.orderId, reduced.plus(more));
				}
				break;
			}
			case 'edit':
			case 'cancel':
			case 'dispute':
			case 'payout':
			case 'bankLine':
				counts.notBooked[event.kind]++;
		}
	}
	const result = figures.result();
	for (const currency of Object.keys(result)) {
		const imbalance = books.imbalance(currency);
		if (!imbalance.eq(0))
			throw new Error(`the expected books are out of balance by ${imbalance.toFixed()} ${currency}`);
	}
	return { balances: books.balances(), figures: result, counts };
}
