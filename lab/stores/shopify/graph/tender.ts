/** Tender transactions: money that really moved between customers and the shop, in the customer's currency. */
import { matchSearch, numberFilter, timeFilter, type Filters } from '../search/match';
import { isStoredValue } from '../shop/gateways';
import { gid, numericId } from '../shop/ids';
import type { ShopOrder, ShopTransaction } from '../shop/order';
import { isPayback, isReceipt } from '../shop/transactions';
import { dateTime, money } from './bags';
import { connect, type ConnectionArgs } from './connection';
import type { Session } from './session';

interface Tender {
	readonly id: number;
	readonly at: number;
	readonly transaction: ShopTransaction;
	readonly order: ShopOrder;
}

/** The day book's methods in Shopify's words; others stay as they are. */
const METHODS: Readonly<Record<string, string>> = { card: 'credit_card', cash: 'cash' };

const methodOf = ({ gateway, method }: ShopTransaction): string =>
	gateway === 'paypal' ? 'paypal' : (METHODS[method] ?? 'other');

function allTenders(session: Session): Tender[] {
	const { orders } = session.shop;
	const tenders = orders.sorted('createdAt').flatMap(({ key }) => {
		const order = orders.order(key);
		const moved = (order?.transactions ?? []).filter((one) => isReceipt(one) || isPayback(one));
		// a gift card moves no money when it is redeemed
		return moved
			.filter(({ gateway }) => !isStoredValue(gateway))
			.map((transaction) => ({ transaction, order }))
			.filter((one): one is { transaction: ShopTransaction; order: ShopOrder } => one.order !== undefined)
			.map((one) => ({
				...one,
				id: numericId('TenderTransaction', `transaction ${one.transaction.id}`),
				at: Date.parse(one.transaction.at),
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
				({ order }) =>
					(order.placed.test ?? false) === (value.toLowerCase() === 'true'),
		},
		anywhere: () => () => false,
	};
	const { condition, warnings } = matchSearch(args.query, filters);
	if (warnings.length > 0 && typeof args.query === 'string') {
		session.notices.push({ path: ['tenderTransactions'], query: args.query, warnings });
	}
	const found = allTenders(session).filter(condition);
	return connect(found, args, session, ({ id, transaction, order }) => {
		const { presentment } = transaction.amount;
		const signed = isReceipt(transaction) ? presentment : -presentment;
		return {
			__typename: 'TenderTransaction',
			id: gid('TenderTransaction', id),
			amount: money(signed, order.currencies.presentment),
			paymentMethod: methodOf(transaction),
			processedAt: dateTime(transaction.at),
			remoteReference: transaction.reference ?? null,
			test: order.placed.test ?? false,
			order: () => session.orderNode(order),
		};
	});
}
