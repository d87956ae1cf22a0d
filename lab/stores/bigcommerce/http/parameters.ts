/** What may stand behind the question mark, endpoint by endpoint, as the specifications list it. A test holds it against them. */

const PAGING = ['page', 'limit'] as const;

const ORDER_FILTERS = [
	'min_id',
	'max_id',
	'min_total',
	'max_total',
	'customer_id',
	'email',
	'status_id',
	'cart_id',
	'payment_method',
	'min_date_created',
	'max_date_created',
	'min_date_modified',
	'max_date_modified',
	'channel_id',
	'external_order_id',
] as const;

const INCLUDING = ['include', 'consignment_structure'] as const;

/** By path as in the specification; nothing for those without parameters. */
export const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
	'/v2/orders': [...ORDER_FILTERS, ...PAGING, 'sort', ...INCLUDING],
	'/v2/orders/count': ORDER_FILTERS,
	'/v2/orders/{order_id}': INCLUDING,
	'/v2/orders/{order_id}/products': PAGING,
	'/v2/orders/{order_id}/products/{product_id}': [],
	'/v2/orders/{order_id}/coupons': PAGING,
	'/v2/orders/{order_id}/shipping_addresses': PAGING,
	'/v2/orders/{order_id}/shipping_addresses/{id}': [],
	'/v2/orders/{order_id}/shipping_addresses/{shipping_address_id}/shipping_quotes': [],
	'/v2/orders/{order_id}/shipments': PAGING,
	'/v2/orders/{order_id}/shipments/count': [],
	'/v2/orders/{order_id}/shipments/{shipment_id}': [],
	'/v2/orders/{order_id}/consignments': ['include'],
	'/v2/orders/{order_id}/consignments/shipping/{shipping_consignment_id}/shipping_quotes': [],
	'/v2/orders/{order_id}/fees': [],
	'/v2/orders/{order_id}/taxes': [...PAGING, 'details'],
	'/v2/order_statuses': [],
	'/v2/order_statuses/{status_id}': [],
	'/v2/store': [],
	'/v2/time': [],
	'/v2/currencies': PAGING,
	'/v2/currencies/{id}': [],
	'/v2/tax_classes': PAGING,
	'/v2/tax_classes/{id}': [],
	'/v2/payments/methods': PAGING,
	'/v3/orders/{order_id}/transactions': [],
	'/v3/orders/payment_actions/refunds': [
		'order_id:in',
		'id:in',
		'created:min',
		'created:max',
		'transaction_id',
		...PAGING,
	],
	'/v3/orders/payment_actions/refunds/{refund_id}': [],
	'/v3/orders/{order_id}/payment_actions/refunds': ['transaction_id'],
	'/v3/tax/rates': ['id:in', 'tax_zone_id:in'],
	'/v3/tax/zones': ['id:in'],
	'/v3/tax/settings': [],
	'/v3/settings/store/locale': [],
	'/v3/settings/store/profile': ['channel_id'],
	'/v3/channels': [...PAGING, 'available', 'status:in', 'type:in', 'platform:in', 'include'],
	'/v3/channels/{channel_id}': ['include'],
	'/v3/catalog/products': [
		...PAGING,
		'id',
		'id:in',
		'id:min',
		'id:max',
		'id:greater',
		'id:less',
		'sku',
		'sku:in',
		'name',
		'sort',
		'direction',
		'include',
	],
	'/v3/catalog/products/{product_id}': ['include'],
	'/v3/catalog/products/{product_id}/variants': PAGING,
	'/v3/catalog/variants': [...PAGING, 'id', 'sku', 'product_id:in'],
	'/v3/customers': [...PAGING, 'id:in', 'email:in', 'name:in', 'name:like', 'include', 'sort'],
	'/v3/hooks': [...PAGING, 'is_active', 'scope', 'destination'],
	'/v3/hooks/{webhook_id}': [],
};

/** Known to the store, though its specification does not list them. */
export const UNLISTED: Readonly<Record<string, readonly string[]>> = {
	'/v2/orders': ['is_deleted'],
	'/v2/orders/count': ['is_deleted'],
	// the specification forgets that these have pages, as all lists of V3
	'/v3/orders/{order_id}/transactions': PAGING,
	'/v3/orders/{order_id}/payment_actions/refunds': PAGING,
	'/v3/tax/rates': PAGING,
	'/v3/tax/zones': PAGING,
};

/** Filters that BigCommerce has and the lab has not: said as such, so that nobody takes it for a refusal of the store. */
export const NOT_SIMULATED: Readonly<Record<string, readonly string[]>> = {
	'/v3/channels': [
		'date_created',
		'date_created:min',
		'date_created:max',
		'date_modified',
		'date_modified:min',
		'date_modified:max',
	],
	'/v3/catalog/products': [
		...[
			'channel_id:in',
			'id:not_in',
			'include_fields',
			'exclude_fields',
			'categories:in',
			'mpn',
			'upc',
			'price',
		],
		...['weight', 'condition', 'brand_id', 'date_modified', 'date_modified:max', 'date_modified:min'],
		...['date_last_imported', 'date_last_imported:not', 'date_last_imported:max', 'date_last_imported:min'],
		...['is_visible', 'is_featured', 'is_free_shipping', 'inventory_level', 'inventory_level:in'],
		...['inventory_level:not_in', 'inventory_level:min', 'inventory_level:max', 'inventory_level:greater'],
		...['inventory_level:less', 'inventory_low', 'out_of_stock', 'total_sold', 'type', 'categories'],
		...['keyword', 'keyword_context', 'availability'],
	],
	'/v3/catalog/products/{product_id}': ['include_fields', 'exclude_fields'],
	'/v3/catalog/products/{product_id}/variants': ['include_fields', 'exclude_fields'],
	'/v3/catalog/variants': ['upc', 'include_fields', 'exclude_fields'],
	'/v3/customers': [
		...['company:in', 'customer_group_id:in', 'date_created', 'date_created:max', 'date_created:min'],
		...['date_modified', 'date_modified:min', 'date_modified:max', 'phone:in', 'registration_ip_address:in'],
		...['after', 'before'],
	],
};

/** Paths that BigCommerce has and the lab has not. */
const ELSEWHERE: readonly RegExp[] = [
	/^\/v2\/orders\/\d+\/(shipments|messages)/,
	/^\/v2\/(coupons|gift_certificates|banners|customers|products|shipping)\b/,
	/^\/v3\/orders\/(\d+\/)?(metafields|settings)/,
	/^\/v3\/(catalog|customers|channels|settings|store|payments|pricelists|shipping|inventory|carts|checkouts)\//,
	/^\/v3\/hooks\/(admin|events)/,
];

const WRITABLE: readonly RegExp[] = [
	/^\/v2\/orders(\/\d+)?$/,
	/^\/v2\/currencies/,
	/^\/v3\/orders\/\d+\/payment_actions\/(capture|void|refund_quotes|refunds)$/,
	/^\/v3\/(tax|catalog|customers|channels|settings)\b/,
];

/** Whether BigCommerce itself would know the request. `path` below the store. */
export const isElsewhere = (method: string, path: string): boolean =>
	ELSEWHERE.some((pattern) => pattern.test(path)) ||
	(method !== 'GET' && WRITABLE.some((pattern) => pattern.test(path)));
