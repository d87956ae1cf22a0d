/** The root of all queries. A root field that is not here fails by name (see resolve). */
import { GraphQLError, responsePathAsArray, type GraphQLResolveInfo } from 'graphql';
import { bulkOperationNode } from '../bulk/operations';
import { matchSearch, numberFilter, textFilter, type Filters } from '../search/match';
import { pageOfOrders, searchOrders, type OrdersArgs } from '../search/orders';
import { parseGid } from '../shop/ids';
import { dateTime } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { CustomerNode, customerId } from './customer';
import { pageOfDisputes } from './disputes';
import { LocationNode } from './location';
import { byGid } from './lookup';
import { PaymentsAccountNode } from './payments';
import { ProductNode, productId, VariantNode, variantId } from './product';
import type { Session } from './session';
import { appInstallationNode, ShopNode } from './shop';
import { pageOfTenders } from './tender';
import { apiVersionNode, subscriptionNode } from './webhookSubscription';

interface IdArgs {
	readonly id: string;
}

interface QueryArgs extends ConnectionArgs {
	readonly query?: string | null;
	readonly sortKey?: string | null;
}

interface SubscriptionsArgs extends ConnectionArgs {
	readonly topics?: readonly string[] | null;
	readonly uri?: string | null;
	readonly callbackUrl?: string | null;
	readonly format?: string | null;
}

/** Counts stop being exact at their limit. */
const DEFAULT_COUNT_LIMIT = 10_000;

/** @throws GraphQLError the text is no global id at all, as Shopify says it */
function checked(id: string): string {
	if (parseGid(id) !== undefined) return id;
	throw new GraphQLError(`Invalid global id '${id}'`, { extensions: { code: 'RESOURCE_NOT_FOUND' } });
}

const path = (info: GraphQLResolveInfo): readonly (string | number)[] => responsePathAsArray(info.path);

/** A list of master data with the few filters that it has. */
function list<T extends object>(
	all: readonly T[],
	idOf: (one: T) => number,
	textsOf: Readonly<Record<string, (one: T) => readonly string[]>>,
	args: QueryArgs,
	session: Session,
	info: GraphQLResolveInfo,
	toNode: (one: T) => object,
): object {
	const fields: Record<string, Filters<T>['fields'][string]> = { id: numberFilter(idOf) };
	for (const [name, of] of Object.entries(textsOf)) fields[name] = textFilter(of);
	const filters: Filters<T> = {
		fields,
		anywhere: (word) => (one) =>
			Object.values(textsOf).some((of) =>
				of(one).some((text) => text.toLowerCase().includes(word.toLowerCase())),
			),
	};
	const { condition, warnings } = matchSearch(args.query, filters);
	if (warnings.length > 0 && typeof args.query === 'string') {
		session.notices.push({ path: path(info), query: args.query, warnings });
	}
	const found = all.filter(condition).map((one) => ({ id: idOf(one), one }));
	if (args.sortKey === 'ID') found.sort((a, b) => a.id - b.id);
	return connect(found, args, session, ({ one }) => toNode(one));
}

export class QueryRoot {
	shop(_: unknown, session: Session): object {
		return new ShopNode(session);
	}

	currentAppInstallation(_: unknown, session: Session): object {
		return appInstallationNode(session);
	}

	publicApiVersions(): object[] {
		return [apiVersionNode()];
	}

	node({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session);
	}

	nodes({ ids }: { ids: readonly string[] }, session: Session): (object | null)[] {
		if (ids.length > 250)
			throw new GraphQLError(
				`The input array size of ${ids.length} is greater than the maximum allowed of 250.`,
				{ extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' } },
			);
		return ids.map((id) => byGid(checked(id), session));
	}

	order({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'Order');
	}

	orders(args: OrdersArgs, session: Session, info: GraphQLResolveInfo): object {
		return pageOfOrders(args, session, path(info));
	}

	ordersCount(
		{ query, limit = DEFAULT_COUNT_LIMIT }: { query?: string | null; limit?: number | null },
		session: Session,
		info: GraphQLResolveInfo,
	): object {
		const { condition } = searchOrders(query, session, path(info));
		const found = session.shop.orders.sorted('id').filter(condition).length;
		const cutOff = limit !== null && found > limit;
		return { count: cutOff ? limit : found, precision: cutOff ? 'AT_LEAST' : 'EXACT' };
	}

	refund({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'Refund');
	}

	tenderTransactions(args: QueryArgs, session: Session): object {
		return pageOfTenders(args, session);
	}

	customer({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'Customer');
	}

	customers(args: QueryArgs, session: Session, info: GraphQLResolveInfo): object {
		const { customers } = session.shop;
		const personal = session.showsPersonalData;
		const texts = personal
			? {
					email: (one: (typeof customers)[number]) => [one.email ?? ''],
					last_name: (one: (typeof customers)[number]) => [one.name],
				}
			: {};
		return list(customers, customerId, texts, args, session, info, (one) => new CustomerNode(one, session));
	}

	product({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'Product');
	}

	products(args: QueryArgs, session: Session, info: GraphQLResolveInfo): object {
		const { products } = session.shop;
		const texts = {
			title: (one: (typeof products)[number]) => [one.name],
			sku: (one: (typeof products)[number]) => [one.sku],
		};
		return list(products, productId, texts, args, session, info, (one) => new ProductNode(one, session));
	}

	productVariant({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'ProductVariant');
	}

	productVariants(args: QueryArgs, session: Session, info: GraphQLResolveInfo): object {
		const { products } = session.shop;
		const texts = {
			title: (one: (typeof products)[number]) => [one.name],
			sku: (one: (typeof products)[number]) => [one.sku],
		};
		return list(products, variantId, texts, args, session, info, (one) => new VariantNode(one, session));
	}

	location({ id }: { id?: string | null }, session: Session): object | null {
		return typeof id === 'string' ? byGid(checked(id), session, 'Location') : new LocationNode(session.shop);
	}

	locations(args: ConnectionArgs, session: Session): object {
		const { shop } = session;
		return connect([{ id: shop.locationId }], args, session, () => new LocationNode(shop));
	}

	/** null in a shop that never had a payout: it does not use Shopify Payments. */
	shopifyPaymentsAccount(_: unknown, session: Session): object | null {
		return session.shop.payouts.length === 0 ? null : new PaymentsAccountNode(session);
	}

	disputes(args: QueryArgs, session: Session): object {
		return pageOfDisputes(args, session);
	}

	webhookSubscription({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'WebhookSubscription');
	}

	webhookSubscriptions(args: SubscriptionsArgs, session: Session): object {
		const address = args.uri ?? args.callbackUrl;
		const wanted = session.subscriptions.all.filter(
			({ topic, uri, format }) =>
				(args.topics?.includes(topic) ?? true) &&
				(typeof address !== 'string' || uri === address) &&
				(typeof args.format !== 'string' || format === args.format),
		);
		return connect(wanted, args, session, subscriptionNode);
	}

	bulkOperation({ id }: IdArgs, session: Session): object | null {
		return byGid(checked(id), session, 'BulkOperation');
	}

	bulkOperations(args: ConnectionArgs, session: Session): object {
		return connect(session.bulkOperations.all, args, session, (one) => bulkOperationNode(one, dateTime));
	}

	currentBulkOperation({ type }: { type?: string | null }, session: Session): object | null {
		const latest = session.bulkOperations.latest;
		return latest === undefined || type === 'MUTATION' ? null : bulkOperationNode(latest, dateTime);
	}
}
