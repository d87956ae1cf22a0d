/** Tender transactions: money that really moved between customers and the shop, in the customer's currency. */
import { numberFilter, timeFilter, type Filters } from '../search/match';
import { isStoredValue } from '../shop/gateways';
import { gid, numericId } from '../shop/ids';
import type { ShopTransaction } from '../shop/order';
import type { OrderBook } from '../shop/orderBook';
import { isPayback, isReceipt } from '../shop/transactions';
import { dateTime, money } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { filtered, nowhere } from './filtered';
import type { Session } from './session';

interface Tender {
	readonly id: number;
	readonly at: number;
	readonly transaction: ShopTransaction;
	/** its order's day book id: the order itself is not kept in memory */
	readonly orderKey: string;
	readonly currency: string;
	readonly test: boolean;
}

/** The day book's methods in Shopify's words; others stay as they are. */
const METHODS: Readonly<Record<string, string>> = { card: 'credit_card', cash: 'cash' };

const methodOf = ({ gateway, method }: ShopTransaction): string =>
	gateway === 'paypal' ? 'paypal' : (METHODS[method] ?? 'other');

/** All orders must be folded for it, so it is kept until something happens in the shop. */
const known = new WeakMap<OrderBook, { version: number; tenders: readonly Tender[] }>();

function allTenders({ shop: { orders } }: Session): readonly Tender[] {
	const kept = known.get(orders);
	if (kept?.version === orders.version) return kept.tenders;
	const tenders = gatherTenders(orders);
	known.set(orders, { version: orders.version, tenders });
	return tenders;
}

function gatherTenders(orders: OrderBook): Tender[] {
	const tenders = orders.sorted('createdAt').flatMap(({ key, placed }): Tender[] => {
		const transactions = orders.order(key)?.transactions ?? [];
		// a gift card moves no money when it is redeemed
		const moved = transactions.filter(
			(one) => (isReceipt(one) || isPayback(one)) && !isStoredValue(one.gateway),
		);
		return moved.map((transaction) => ({
			id: numericId('TenderTransaction', `transaction ${transaction.id}`),
			at: Date.parse(transaction.at),
			transaction,
			orderKey: key,
			currency: placed.currency,
			test: placed.test ?? false,
		}));
	});
	return tenders.sort((a, b) => a.at - b.at || a.id - b.id);
}

export function pageOfTenders(args: ConnectionArgs & { query?: string | null }, session: Session): object {
	const { shop } = session;
	const filters: Filters<Tender> = {
		fields: {
			id: numberFilter(({ id }) => id),
			processed_at: timeFilter(
				({ at }) => at,
				shop.details.timeZone,
				() => shop.now(),
			),
			test:
				({ value }) =>
				({ test }) =>
					test === (value.toLowerCase() === 'true'),
		},
		anywhere: nowhere,
	};
	const found = filtered(allTenders(session), args.query, filters, session, 'tenderTransactions');
	return connect(found, args, session, ({ id, transaction, orderKey, currency, test }) => {
		const { presentment } = transaction.amount;
		const signed = isReceipt(transaction) ? presentment : -presentment;
		return {
			__typename: 'TenderTransaction',
			id: gid('TenderTransaction', id),
			amount: money(signed, currency),
			paymentMethod: methodOf(transaction),
			processedAt: dateTime(transaction.at),
			remoteReference: transaction.reference ?? null,
			test,
			order: () => {
				const order = shop.orders.order(orderKey);
				return order === undefined ? null : session.orderNode(order);
			},
		};
	});
}
