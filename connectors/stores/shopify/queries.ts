/**
 * The GraphQL documents, kept lean because each object costs a point: amounts in the shop's currency only, the customer's
 * currency for totals; what few orders have (duties, more than a few lines, refunds) is read in a second query.
 */
import type { Operation } from './client';

/** What is asked for only where it is wanted, because it costs. */
export interface Wanted {
	/** the ids of fulfillments; what they hold is read by these */
	readonly deliveries?: boolean;
	/** costs and types of the lines' products as they are today */
	readonly productFacts?: boolean;
}

/** Lines that come with an order at once; most orders have fewer, the rest is read on its own. */
const LINES_AT_ONCE = 30;
const SHIPPING_LINES_AT_ONCE = 2;
/** `transactions` and `refunds` are lists without cursors: a full one is read again, longer. */
export const TRANSACTIONS_AT_ONCE = 25;
export const REFUNDS_AT_ONCE = 25;
const LONGEST_LIST = 250;

const MONEY = '{ shopMoney { amount currencyCode } }';
const BOTH_MONEYS = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const TAX_LINES = `taxLines { title rate channelLiable priceSet ${MONEY} }`;
const DISCOUNTS = `discountAllocations { allocatedAmountSet ${MONEY} discountApplication { ... on DiscountCodeApplication { code } } }`;

export const FULFILLMENTS_AT_ONCE = 25;

const PRODUCT_FACTS = `product { productType } variant { inventoryItem { unitCost { amount currencyCode } } }`;
const LINE = `id name sku vendor quantity isGiftCard requiresShipping
originalUnitPriceSet ${MONEY} originalTotalSet ${MONEY} ${DISCOUNTS} ${TAX_LINES}`;
const lineOf = ({ productFacts = false }: Wanted): string =>
	productFacts ? `${LINE} ${PRODUCT_FACTS}` : LINE;
const SHIPPING_LINE = `id title originalPriceSet ${MONEY} ${DISCOUNTS} ${TAX_LINES}`;
const DUTIES = `id duties { id price ${MONEY} ${TAX_LINES} }`;

const TRANSACTION = `id kind status test gateway manualPaymentGateway paymentId processedAt createdAt
amountSet ${MONEY} amountRoundingSet ${MONEY} parentTransaction { id } paymentDetails { __typename ... on BasePaymentDetails { paymentMethodName } }`;

/** All of an order but its connections. */
const ORDER = `id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason test edited
sourceName poNumber currencyCode presentmentCurrencyCode taxesIncluded taxExempt dutiesIncluded
totalPriceSet ${BOTH_MONEYS} originalTotalPriceSet ${MONEY} totalTaxSet ${MONEY}
originalTotalDutiesSet ${MONEY} totalTipReceivedSet ${MONEY}
shippingAddress { countryCodeV2 provinceCode } billingAddress { countryCodeV2 provinceCode }
customer { legacyResourceId firstName lastName tags defaultEmailAddress { emailAddress } }
purchasingEntity { ... on PurchasingCompany { company { id name } location { taxSettings { taxRegistrationId } } } }
merchantOfRecordApp { id }
additionalFees { id name price ${MONEY} ${TAX_LINES} }
transactions(first: ${TRANSACTIONS_AT_ONCE}) { ${TRANSACTION} }
refunds(first: ${REFUNDS_AT_ONCE}) { id }`;

const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';

const orderOf = ({ deliveries = false }: Wanted): string =>
	deliveries ? `${ORDER}\nfulfillments(first: ${FULFILLMENTS_AT_ONCE}) { id }` : ORDER;

const orderWithLines = (wanted: Wanted): string => `${orderOf(wanted)}
paymentTerms { paymentSchedules(first: 1) { nodes { dueAt } } }
lineItems(first: ${LINES_AT_ONCE}) { ${PAGE_INFO} nodes { ${lineOf(wanted)} } }
shippingLines(first: ${SHIPPING_LINES_AT_ONCE}, includeRemovals: true) { ${PAGE_INFO} nodes { ${SHIPPING_LINE} } }`;

const REFUND_LINE = `id quantity restocked restockType subtotalSet ${MONEY} totalTaxSet ${MONEY} lineItem { id }`;
const REFUND_SHIPPING = `id subtotalAmountSet ${MONEY} taxAmountSet ${MONEY} shippingLine { id title }`;
const ADJUSTMENT = `id reason amountSet ${MONEY} taxAmountSet ${MONEY}`;

const REFUND = `id legacyResourceId createdAt processedAt updatedAt note totalRefundedSet ${BOTH_MONEYS}
duties { amountSet ${MONEY} originalDuty { id } }
refundLineItems(first: 10) { ${PAGE_INFO} nodes { ${REFUND_LINE} } }
refundShippingLines(first: 2) { ${PAGE_INFO} nodes { ${REFUND_SHIPPING} } }
orderAdjustments(first: 3) { ${PAGE_INFO} nodes { ${ADJUSTMENT} } }
transactions(first: 5) { ${PAGE_INFO} nodes { id } }`;

/**
 * Personal data, companies and payment terms need permissions of their own; without them the fields are null.
 * The country of an address is personal data to Shopify as well.
 */
const MAY_BE_DENIED = [
	'customer',
	'purchasingEntity',
	'paymentTerms',
	'shippingAddress',
	'billingAddress',
	'merchantOfRecordApp',
];
const PRODUCTS_MAY_BE_DENIED = ['product', 'variant', 'inventoryItem', 'unitCost'];

const read = (name: string, text: string, mayBeDenied: readonly string[] = []): Operation => ({
	name,
	text,
	kind: 'read',
	mayBeDenied,
});
const write = (name: string, text: string): Operation => ({ name, text, kind: 'write' });

/** The queries of orders and of their further lines, asking for what is wanted. */
export interface OrderQueries {
	readonly wanted: Wanted;
	readonly list: Operation;
	readonly byId: Operation;
	readonly moreLines: Operation;
}

/** Costs are remembered by an operation's name: each variant has its own. */
export function orderQueries(wanted: Wanted = {}): OrderQueries {
	const { deliveries = false, productFacts = false } = wanted;
	const name = (base: string): string =>
		`${base}${deliveries ? 'WithDeliveries' : ''}${productFacts ? 'WithProducts' : ''}`;
	const mayBeDenied = [...MAY_BE_DENIED, ...(productFacts ? PRODUCTS_MAY_BE_DENIED : [])];
	const order = orderWithLines(wanted);
	const moreLines = productFacts ? 'MoreLinesWithProducts' : 'MoreLines';
	return {
		wanted,
		list: read(
			name('Orders'),
			`query ${name('Orders')}($first: Int!, $after: String, $query: String!, $sortKey: OrderSortKeys!) {
orders(first: $first, after: $after, query: $query, sortKey: $sortKey) { ${PAGE_INFO} nodes { ${order} } } }`,
			mayBeDenied,
		),
		byId: read(
			name('OrdersById'),
			`query ${name('OrdersById')}($ids: [ID!]!) { nodes(ids: $ids) { ... on Order { ${order} } } }`,
			mayBeDenied,
		),
		moreLines: rest(
			moreLines,
			'Order',
			'lineItems',
			lineOf(wanted),
			'',
			productFacts ? PRODUCTS_MAY_BE_DENIED : [],
		),
	};
}

export const ORDERS_COUNT = read(
	'OrdersCount',
	`query OrdersCount($query: String!, $limit: Int) { ordersCount(query: $query, limit: $limit) { count precision } }`,
);

export const REFUNDS = read(
	'Refunds',
	`query Refunds($ids: [ID!]!) { nodes(ids: $ids) { ... on Refund { ${REFUND} } } }`,
);

/** The lists of an order that were too long for the first query. */
export const LONG_LISTS = read(
	'LongLists',
	`query LongLists($id: ID!) { order(id: $id) {
transactions(first: ${LONGEST_LIST}) { ${TRANSACTION} } refunds(first: ${LONGEST_LIST}) { id } } }`,
);

export const LONG_FULFILLMENTS = read(
	'LongFulfillments',
	`query LongFulfillments($id: ID!) { order(id: $id) { fulfillments(first: ${LONGEST_LIST}) { id } } }`,
);

const FULFILLED = 'quantity lineItem { id }';

export const FULFILLMENTS = read(
	'Fulfillments',
	`query Fulfillments($ids: [ID!]!) { nodes(ids: $ids) { ... on Fulfillment { id legacyResourceId status createdAt
fulfillmentLineItems(first: 30) { ${PAGE_INFO} nodes { ${FULFILLED} } } } } }`,
);

const SALE = `id actionType lineType quantity totalAmount ${MONEY} totalTaxAmount ${MONEY}
totalDiscountAmountBeforeTaxes ${MONEY} totalDiscountAmountAfterTaxes ${MONEY}
taxes { amount ${MONEY} taxLine { title rate channelLiable } }
... on ProductSale { lineItem { id name sku } } ... on GiftCardSale { lineItem { id name sku } } ... on TipSale { lineItem { id name sku } }
... on ShippingLineSale { shippingLine { id title } } ... on DutySale { duty { id } } ... on AdditionalFeeSale { additionalFee { id name } }`;

/** The ledger of an edited order's sales; what one page does not hold is not told. */
export const SALES_LEDGER = read(
	'SalesLedger',
	`query SalesLedger($id: ID!) { order(id: $id) { currentTotalPriceSet ${MONEY}
agreements(first: 20) { pageInfo { hasNextPage } nodes { __typename id happenedAt ... on RefundAgreement { refund { id } }
sales(first: 50) { pageInfo { hasNextPage } nodes { ${SALE} } } } } } }`,
);

/** What comes after the first page of a connection; `part` in the answer. */
function rest(
	name: string,
	owner: 'Order' | 'Refund' | 'Fulfillment',
	field: string,
	selection: string,
	more = '',
	mayBeDenied: readonly string[] = [],
): Operation {
	return read(
		name,
		`query ${name}($id: ID!, $first: Int!, $after: String) { node(id: $id) { ... on ${owner} {
part: ${field}(first: $first, after: $after${more}) { ${PAGE_INFO} nodes { ${selection} } } } } }`,
		mayBeDenied,
	);
}

export const MORE_SHIPPING = rest(
	'MoreShipping',
	'Order',
	'shippingLines',
	SHIPPING_LINE,
	', includeRemovals: true',
);
export const MORE_FULFILLED = rest('MoreFulfilled', 'Fulfillment', 'fulfillmentLineItems', FULFILLED);
export const LINE_DUTIES = rest('LineDuties', 'Order', 'lineItems', DUTIES);
export const MORE_REFUND_LINES = rest('MoreRefundLines', 'Refund', 'refundLineItems', REFUND_LINE);
export const MORE_REFUND_SHIPPING = rest(
	'MoreRefundShipping',
	'Refund',
	'refundShippingLines',
	REFUND_SHIPPING,
);
export const MORE_ADJUSTMENTS = rest('MoreAdjustments', 'Refund', 'orderAdjustments', ADJUSTMENT);
export const MORE_REFUND_PAYMENTS = rest('MoreRefundPayments', 'Refund', 'transactions', 'id');

export const SHOP = read(
	'Shop',
	`query Shop { shop { name myshopifyDomain currencyCode ianaTimezone taxesIncluded shopAddress { countryCodeV2 provinceCode } }
currentAppInstallation { accessScopes { handle } } }`,
);

/** The name of a product's variant is its own only where there are several: Shopify calls a single one "Default Title". */
export const PRODUCTS = read(
	'Products',
	`query Products($first: Int!, $after: String) { productVariants(first: $first, after: $after, sortKey: ID) { ${PAGE_INFO} nodes {
id legacyResourceId sku title price taxable createdAt updatedAt inventoryItem { unitCost { amount currencyCode } }
product { legacyResourceId title productType isGiftCard hasOnlyDefaultVariant updatedAt } } } }`,
	['unitCost'],
);

export const CUSTOMERS = read(
	'Customers',
	`query Customers($first: Int!, $after: String) { customers(first: $first, after: $after, sortKey: ID) { ${PAGE_INFO} nodes {
id legacyResourceId firstName lastName createdAt updatedAt defaultEmailAddress { emailAddress }
defaultAddress { company countryCodeV2 provinceCode } } } }`,
	[
		'firstName',
		'lastName',
		'defaultEmailAddress',
		'defaultAddress',
		'company',
		'countryCodeV2',
		'provinceCode',
	],
);

export const TAX_SETTINGS = read('TaxSettings', `query TaxSettings { shop { taxesIncluded taxShipping } }`);

/**
 * The query that a bulk operation runs: orders of a search with their lines, in a file. No connection inside a list is
 * allowed there, so refunds are read afterwards. `search` is put in as a GraphQL string.
 */
export function bulkOrdersQuery(
	search: string,
	sortKey: 'UPDATED_AT' | 'PROCESSED_AT',
	wanted: Wanted = {},
): string {
	return `{ orders(query: ${JSON.stringify(search)}, sortKey: ${sortKey}) { edges { node { __typename ${orderOf(wanted)}
paymentTerms { id paymentSchedules { edges { node { __typename id dueAt } } } }
lineItems { edges { node { __typename ${lineOf(wanted)} } } }
shippingLines(includeRemovals: true) { edges { node { __typename ${SHIPPING_LINE} } } } } } } }`;
}

export const BULK_RUN = write(
	'BulkRun',
	`mutation BulkRun($query: String!) { bulkOperationRunQuery(query: $query, groupObjects: true) {
bulkOperation { id status } userErrors { field message } } }`,
);

export const BULK_STATUS = read(
	'BulkStatus',
	`query BulkStatus($id: ID!) { bulkOperation(id: $id) { status errorCode url fileSize } }`,
);

export const BULK_CANCEL = write(
	'BulkCancel',
	`mutation BulkCancel($id: ID!) { bulkOperationCancel(id: $id) { userErrors { field message } } }`,
);

export const WEBHOOKS = read(
	'Webhooks',
	`query Webhooks($first: Int!, $after: String) { webhookSubscriptions(first: $first, after: $after) {
${PAGE_INFO} nodes { id topic uri name } } }`,
);

export const WEBHOOK_CREATE = write(
	'WebhookCreate',
	`mutation WebhookCreate($topic: WebhookSubscriptionTopic!, $subscription: WebhookSubscriptionInput!) {
webhookSubscriptionCreate(topic: $topic, webhookSubscription: $subscription) {
webhookSubscription { id topic uri name } userErrors { field message } } }`,
);

export const WEBHOOK_DELETE = write(
	'WebhookDelete',
	`mutation WebhookDelete($id: ID!) { webhookSubscriptionDelete(id: $id) { deletedWebhookSubscriptionId userErrors { field message } } }`,
);

/** Every document above; tests check each against Shopify's schema. */
export const OPERATIONS: readonly Operation[] = [
	...[{}, { deliveries: true }, { productFacts: true }, { deliveries: true, productFacts: true }]
		.map(orderQueries)
		.flatMap(({ list, byId, moreLines }) => [list, byId, moreLines]),
	ORDERS_COUNT,
	LONG_FULFILLMENTS,
	FULFILLMENTS,
	MORE_FULFILLED,
	REFUNDS,
	LONG_LISTS,
	MORE_SHIPPING,
	LINE_DUTIES,
	MORE_REFUND_LINES,
	MORE_REFUND_SHIPPING,
	MORE_ADJUSTMENTS,
	MORE_REFUND_PAYMENTS,
	SHOP,
	PRODUCTS,
	CUSTOMERS,
	TAX_SETTINGS,
	BULK_RUN,
	BULK_STATUS,
	BULK_CANCEL,
	WEBHOOKS,
	WEBHOOK_CREATE,
	WEBHOOK_DELETE,
];
