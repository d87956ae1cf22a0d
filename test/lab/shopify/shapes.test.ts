/** How each thing of a day book looks in Shopify: kinds of lines, taxes on top, marketplaces, currencies, payments, edits. */
import { DayBookBuilder, type OrderSpec, type TaxRule } from '../../../lab/daybook/builder';
import type { DayBook, DayBookLine } from '../../../lab/daybook/events';
import type { ShopifyLabOptions } from '../../../lab/stores/shopify';
import { openShop, shopCents, type Json, type Shop } from './support';

const US_TAX: readonly TaxRule[] = [
	{ name: 'State Tax', rate: '0.0725', country: 'US', region: 'CA', collectedBy: 'merchant' },
	{ name: 'County Tax', rate: '0.01', country: 'US', region: 'CA', collectedBy: 'merchant' },
];
const MARKETPLACE: readonly TaxRule[] = [
	{ name: 'WA Tax', rate: '0.1', country: 'US', region: 'WA', collectedBy: 'marketplace' },
];

function builder(pricesIncludeTax = false): DayBookBuilder {
	const shop = new DayBookBuilder(
		{
			id: 'shapes',
			name: 'Shapes',
			currency: 'USD',
			timeZone: 'America/New_York',
			country: 'US',
			region: 'NY',
			pricesIncludeTax,
		},
		() => US_TAX,
	);
	shop.product('MUG', 'Mug', '10.00');
	shop.customer('C1', 'Ada Byron', 'US', { region: 'CA', email: 'ada@example.com' });
	return shop;
}

const AT = '2026-09-14T12:00:00-04:00';

const BAG = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';
const ORDER = `query($approved: Boolean = false) { orders(first: 5, sortKey: ID) { nodes {
	id name number legacyResourceId taxesIncluded currencyCode presentmentCurrencyCode sourceName poNumber test edited cancelledAt cancelReason
	displayFinancialStatus displayFulfillmentStatus paymentGatewayNames discountCodes retailLocation { name }
	customer { id email ...Name } email shippingAddress { countryCodeV2 provinceCode zip name }
	subtotalPriceSet ${BAG} totalPriceSet ${BAG} originalTotalPriceSet ${BAG} currentTotalPriceSet ${BAG} totalTaxSet ${BAG} totalTipReceivedSet ${BAG}
	totalShippingPriceSet ${BAG} currentShippingPriceSet ${BAG} totalRefundedShippingSet ${BAG} totalDiscountsSet ${BAG} currentTotalDiscountsSet ${BAG}
	originalTotalDutiesSet ${BAG} currentTotalDutiesSet ${BAG} originalTotalAdditionalFeesSet ${BAG} totalOutstandingSet ${BAG}
	totalCapturableSet ${BAG} totalReceivedSet ${BAG} refundDiscrepancySet ${BAG}
	taxLines { title rate ratePercentage channelLiable priceSet ${BAG} }
	lineItems(first: 20) { nodes { id title sku quantity currentQuantity isGiftCard requiresShipping taxable
		originalUnitPriceSet ${BAG} originalTotalSet ${BAG} discountedTotalSet ${BAG} withCodes: discountedTotalSet(withCodeDiscounts: true) ${BAG}
		totalDiscountSet ${BAG} discountedUnitPriceAfterAllDiscountsSet ${BAG} priceAfterAllDiscountsBeforeTaxesSet ${BAG}
		discountAllocations { allocatedAmountSet ${BAG} discountApplication { index targetSelection } }
		taxLines { title channelLiable priceSet ${BAG} } duties { price ${BAG} taxLines { title } } product { id title } variant { id sku } } }
	shippingLines(first: 5, includeRemovals: true) { nodes { title isRemoved originalPriceSet ${BAG} discountedPriceSet ${BAG} currentDiscountedPriceSet ${BAG} discountAllocations { allocatedAmountSet ${BAG} } } }
	additionalFees { name price ${BAG} }
	discountApplications(first: 5) { nodes { __typename index targetType targetSelection value { ... on MoneyV2 { amount } } ... on DiscountCodeApplication { code } ... on ManualDiscountApplication { title } } }
	transactions(first: 10) { id kind status gateway formattedGateway manualPaymentGateway paymentId amountSet ${BAG} parentTransaction { id } fees { amount { amount currencyCode } } errorCode }
	paymentTerms { due overdue paymentTermsType paymentSchedules(first: 1) { nodes { dueAt completedAt } } }
	refunds(first: 5) { note totalRefundedSet ${BAG} duties { amountSet ${BAG} }
		refundLineItems(first: 10) { nodes { quantity restockType subtotalSet ${BAG} totalTaxSet ${BAG} } }
		refundShippingLines(first: 5) { nodes { subtotalAmountSet ${BAG} taxAmountSet ${BAG} } }
		orderAdjustments(first: 5) { nodes { reason amountSet ${BAG} taxAmountSet ${BAG} } }
		transactions(first: 5) { nodes { kind status gateway amountSet ${BAG} parentTransaction { id } } } }
	agreements(first: 10) { nodes { __typename reason sales(first: 20) { nodes { __typename actionType lineType quantity totalAmount ${BAG} totalTaxAmount ${BAG} totalDiscountAmountBeforeTaxes ${BAG} totalDiscountAmountAfterTaxes ${BAG} } } } }
	disputes { initiatedAs status }
} } }
fragment Name on Customer { displayName @include(if: $approved) }`;

async function look(shop: Shop, approved = false): Promise<Json[]> {
	return (await shop.data(ORDER, { approved })).orders.nodes;
}

async function only(book: DayBook, options: ShopifyLabOptions = {}): Promise<Json> {
	const [order] = await look(openShop(book, options), options.protectedData === 'granted');
	return order;
}

async function placed(spec: Omit<OrderSpec, 'at'>, included = false): Promise<Json> {
	const shop = builder(included);
	shop.order({ at: AT, ...spec });
	return await only(shop.build());
}

describe('lines', () => {
	test('an item with two taxes on top', async () => {
		const order = await placed({ lines: [{ sku: 'MUG', quantity: '3' }] });
		const [line] = order.lineItems.nodes;
		expect(line).toMatchObject({
			title: 'Mug',
			sku: 'MUG',
			quantity: 3,
			requiresShipping: true,
			taxable: true,
			originalUnitPriceSet: { shopMoney: { amount: '10.0', currencyCode: 'USD' } },
			originalTotalSet: { shopMoney: { amount: '30.0' } },
			variant: { sku: 'MUG' },
			product: { title: 'Mug' },
		});
		expect(order.taxLines).toMatchObject([
			{
				title: 'State Tax',
				rate: 0.0725,
				ratePercentage: 7.25,
				channelLiable: false,
				priceSet: { shopMoney: { amount: '2.18' } },
			},
			{ title: 'County Tax', rate: 0.01, ratePercentage: 1, priceSet: { shopMoney: { amount: '0.3' } } },
		]);
		expect(shopCents(order.subtotalPriceSet)).toBe(3000);
		expect(shopCents(order.totalPriceSet)).toBe(3248);
	});

	test('a fee is a custom line item: no product, no variant, no SKU, nothing to ship', async () => {
		const order = await placed({
			lines: [{ sku: 'MUG' }, { type: 'fee', name: 'Engraving', sku: 'M', unitPrice: '5.00' }],
		});
		expect(order.lineItems.nodes[1]).toMatchObject({
			title: 'Engraving',
			sku: null,
			product: null,
			variant: null,
			requiresShipping: false,
			isGiftCard: false,
			taxable: true,
		});
		expect(shopCents(order.subtotalPriceSet)).toBe(1500);
	});

	test('a tip is a line item outside the subtotal', async () => {
		const order = await placed({
			lines: [
				{ sku: 'MUG', taxes: [] },
				{ type: 'tip', name: 'Tip', unitPrice: '2.50' },
			],
		});
		expect(order.lineItems.nodes[1]).toMatchObject({
			title: 'Tip',
			requiresShipping: false,
			taxable: false,
			variant: null,
		});
		expect(shopCents(order.totalTipReceivedSet)).toBe(250);
		expect(shopCents(order.subtotalPriceSet)).toBe(1000);
		expect(shopCents(order.totalPriceSet)).toBe(1250);
		expect(order.agreements.nodes[0].sales.nodes[1]).toMatchObject({
			__typename: 'TipSale',
			lineType: 'TIP',
		});
	});

	test('a gift card sold is a line, a gift card used is a tender', async () => {
		const order = await placed({
			lines: [{ type: 'giftCard', name: 'Gift card', unitPrice: '50.00' }],
			pay: [
				{ gateway: 'gift_card', amount: '20.00' },
				{ gateway: 'store_credit', amount: '10.00' },
				{ gateway: 'paypal' },
			],
		});
		expect(order.lineItems.nodes[0]).toMatchObject({ isGiftCard: true, taxable: false });
		expect(order.paymentGatewayNames).toEqual(['gift_card', 'shopify_store_credit', 'paypal']);
		expect(order.agreements.nodes[0].sales.nodes[0].lineType).toBe('GIFT_CARD');
		expect(order.displayFinancialStatus).toBe('PAID');
	});

	test('duties hang on the first item, import tax is an additional fee', async () => {
		const order = await placed({
			lines: [
				{ sku: 'MUG', taxes: [] },
				{ type: 'duty', name: 'Duty', unitPrice: '3.00' },
				{ type: 'importTax', name: 'Import tax', unitPrice: '4.00' },
			],
		});
		expect(order.lineItems.nodes).toHaveLength(1);
		expect(order.lineItems.nodes[0].duties).toMatchObject([{ price: { shopMoney: { amount: '3.0' } } }]);
		expect(order.additionalFees).toMatchObject([
			{ name: 'Import tax', price: { shopMoney: { amount: '4.0' } } },
		]);
		expect(shopCents(order.originalTotalDutiesSet)).toBe(300);
		expect(shopCents(order.originalTotalAdditionalFeesSet)).toBe(400);
		expect(shopCents(order.totalPriceSet)).toBe(1700);
		const types = order.agreements.nodes[0].sales.nodes.map(({ __typename }: Json) => __typename);
		expect(types).toEqual(['ProductSale', 'DutySale', 'AdditionalFeeSale']);
	});

	test('without duties and fees their totals are null', async () => {
		const order = await placed({ lines: [{ sku: 'MUG' }] });
		expect(order).toMatchObject({ originalTotalDutiesSet: null, originalTotalAdditionalFeesSet: null });
	});

	test('a code is one application over its lines and is not taken off by default; a manual discount is', async () => {
		const order = await placed({
			lines: [
				{ sku: 'MUG', quantity: '2', discount: '2.00', discountCode: 'TEN', taxes: [] },
				{ sku: 'MUG', discount: '1.00', discountCode: 'TEN', taxes: [] },
				{ sku: 'MUG', discount: '0.50', taxes: [] },
				{
					type: 'shipping',
					name: 'Post',
					unitPrice: '5.00',
					discount: '5.00',
					discountCode: 'FREE',
					taxes: [],
				},
			],
		});
		expect(order.discountApplications.nodes).toMatchObject([
			{
				__typename: 'DiscountCodeApplication',
				index: 0,
				code: 'TEN',
				targetType: 'LINE_ITEM',
				targetSelection: 'ENTITLED',
				value: { amount: '3.0' },
			},
			{
				__typename: 'ManualDiscountApplication',
				index: 1,
				targetSelection: 'EXPLICIT',
				value: { amount: '0.5' },
			},
			{
				__typename: 'DiscountCodeApplication',
				index: 2,
				code: 'FREE',
				targetType: 'SHIPPING_LINE',
				targetSelection: 'ALL',
			},
		]);
		const [coded, , manual] = order.lineItems.nodes;
		expect(shopCents(coded.discountedTotalSet)).toBe(2000);
		expect(shopCents(coded.withCodes)).toBe(1800);
		expect(shopCents(coded.totalDiscountSet)).toBe(0);
		expect(shopCents(coded.discountedUnitPriceAfterAllDiscountsSet)).toBe(900);
		expect(shopCents(manual.discountedTotalSet)).toBe(950);
		expect(shopCents(manual.totalDiscountSet)).toBe(50);
		expect(order.discountCodes).toEqual(['TEN', 'FREE']);
		expect(shopCents(order.totalShippingPriceSet)).toBe(500);
		expect(shopCents(order.shippingLines.nodes[0].discountedPriceSet)).toBe(0);
		expect(shopCents(order.totalDiscountsSet)).toBe(850);
		expect(shopCents(order.totalPriceSet)).toBe(3650);
	});

	test('unit prices may be finer than the currency, and quantities fractional', async () => {
		const order = await placed({
			lines: [
				{ type: 'item', name: 'Screws', quantity: '333', unitPrice: '0.015', taxes: [] },
				{ type: 'item', name: 'Cloth', quantity: '1.5', unitPrice: '7.99', taxes: [] },
			],
		});
		const [screws, cloth] = order.lineItems.nodes;
		expect(screws).toMatchObject({ quantity: 333, originalUnitPriceSet: { shopMoney: { amount: '0.015' } } });
		// 4.995 and 11.985, rounded half up
		expect(shopCents(screws.originalTotalSet)).toBe(500);
		expect(cloth).toMatchObject({ quantity: 1, originalUnitPriceSet: { shopMoney: { amount: '11.99' } } });
		expect(shopCents(cloth.originalTotalSet)).toBe(1199);
	});
});

describe('taxes', () => {
	test('what a marketplace collects is channel liable and on top', async () => {
		const order = await placed({ lines: [{ sku: 'MUG' }], taxes: MARKETPLACE, channel: 'marketplace-us' });
		expect(order.taxLines).toMatchObject([
			{ title: 'WA Tax', channelLiable: true, priceSet: { shopMoney: { amount: '1.0' } } },
		]);
		expect(shopCents(order.totalPriceSet)).toBe(1100);
		expect(order.sourceName).toBe('marketplace-us');
	});

	test('prices with tax contain every tax line, a marketplace one too: the line is shown grossed up', async () => {
		const order = await placed({ lines: [{ sku: 'MUG' }], taxes: MARKETPLACE }, true);
		expect(order.taxesIncluded).toBe(true);
		const [line] = order.lineItems.nodes;
		expect(shopCents(line.originalTotalSet)).toBe(1100);
		expect(shopCents(order.totalPriceSet)).toBe(1100);
		expect(shopCents(line.priceAfterAllDiscountsBeforeTaxesSet)).toBe(1000);
	});
});

describe('currencies', () => {
	test('parts of a foreign order add up to its converted total to the cent', async () => {
		const order = await placed({
			currency: 'JPY',
			rate: '0.00677',
			lines: [
				{ type: 'item', name: 'A', unitPrice: '999', taxes: [] },
				{ type: 'item', name: 'B', unitPrice: '999', taxes: [] },
				{ type: 'shipping', name: 'Post', unitPrice: '501', taxes: [] },
			],
		});
		expect(order).toMatchObject({ currencyCode: 'USD', presentmentCurrencyCode: 'JPY' });
		expect(order.totalPriceSet).toMatchObject({
			presentmentMoney: { amount: '2499.0', currencyCode: 'JPY' },
			shopMoney: { amount: '16.92', currencyCode: 'USD' },
		});
		const parts = [
			...order.lineItems.nodes.map(({ originalTotalSet }: Json) => originalTotalSet),
			order.shippingLines.nodes[0].originalPriceSet,
		];
		expect(parts.reduce((sum: number, one: Json) => sum + shopCents(one), 0)).toBe(1692);
		expect(order.transactions[0].amountSet.shopMoney.amount).toBe('16.92');
		expect(order.transactions[0].fees[0].amount.currencyCode).toBe('USD');
		expect(shopCents(order.totalOutstandingSet)).toBe(0);
	});
});

describe('payments', () => {
	test('authorized, then captured: the capture names its authorization', async () => {
		const shop = builder();
		const { id } = shop.order({
			at: AT,
			lines: [{ sku: 'MUG', taxes: [] }],
			pay: [{ gateway: 'shopify_payments', status: 'authorized' }],
		});
		const before = await only(shop.build());
		expect(before).toMatchObject({
			displayFinancialStatus: 'AUTHORIZED',
			transactions: [{ kind: 'AUTHORIZATION', status: 'SUCCESS' }],
		});
		expect(shopCents(before.totalCapturableSet)).toBe(1000);
		expect(shopCents(before.totalReceivedSet)).toBe(0);
		shop.pay(id, '2026-09-15T12:00:00-04:00', { gateway: 'shopify_payments' });
		const after = await only(shop.build());
		expect(after.displayFinancialStatus).toBe('PAID');
		expect(after.transactions[1]).toMatchObject({
			kind: 'CAPTURE',
			parentTransaction: { id: after.transactions[0].id },
		});
		expect(shopCents(after.totalCapturableSet)).toBe(0);
	});

	test('on terms: pending by a manual gateway, then paid; the due day is the local one', async () => {
		const shop = builder();
		const { id } = shop.order({
			at: AT,
			lines: [{ sku: 'MUG', taxes: [] }],
			terms: { dueOn: '2026-10-14' },
			poNumber: 'PO-7',
			channel: 'wholesale',
			pay: [{ gateway: 'bank_transfer', status: 'pending' }],
		});
		const before = await only(shop.build());
		expect(before).toMatchObject({
			displayFinancialStatus: 'PENDING',
			poNumber: 'PO-7',
			transactions: [
				{ kind: 'SALE', status: 'PENDING', gateway: 'bank_transfer', manualPaymentGateway: true, fees: [] },
			],
			paymentTerms: {
				due: false,
				paymentTermsType: 'FIXED',
				paymentSchedules: { nodes: [{ dueAt: '2026-10-14T16:00:00Z', completedAt: null }] },
			},
		});
		expect(shopCents(before.totalOutstandingSet)).toBe(1000);
		shop.pay(id, '2026-10-20T12:00:00-04:00', { gateway: 'bank_transfer' });
		const after = await only(shop.build());
		expect(after.transactions[1]).toMatchObject({
			kind: 'SALE',
			status: 'SUCCESS',
			parentTransaction: { id: after.transactions[0].id },
		});
		expect(after.paymentTerms.paymentSchedules.nodes[0].completedAt).toBe('2026-10-20T16:00:00Z');
		expect(after.displayFinancialStatus).toBe('PAID');
	});

	test('a failed payment moved nothing; a part is partially paid; fees only on Shopify Payments', async () => {
		const order = await placed({
			lines: [{ sku: 'MUG', taxes: [] }],
			pay: [
				{ gateway: 'stripe', amount: '10.00', status: 'failed' },
				{ gateway: 'stripe', amount: '4.00' },
				{ gateway: 'shopify_payments', amount: '1.00' },
			],
		});
		expect(order.transactions).toMatchObject([
			{ kind: 'SALE', status: 'FAILURE', errorCode: 'GENERIC_ERROR', fees: [] },
			{ kind: 'SALE', status: 'SUCCESS', fees: [] },
			{
				kind: 'SALE',
				status: 'SUCCESS',
				formattedGateway: 'Shopify Payments',
				fees: [{ amount: { amount: '0.27' } }],
			},
		]);
		expect(order.displayFinancialStatus).toBe('PARTIALLY_PAID');
		expect(shopCents(order.totalOutstandingSet)).toBe(500);
	});

	test('an order that costs nothing is paid', async () => {
		const order = await placed({
			lines: [{ type: 'item', name: 'Sample', unitPrice: '0', taxes: [] }],
			pay: [],
		});
		expect(order.displayFinancialStatus).toBe('PAID');
	});
});

describe('what comes back', () => {
	const sold = (included = false): { shop: DayBookBuilder; id: string } => {
		const shop = builder(included);
		const { id } = shop.order({
			at: AT,
			lines: [
				{ sku: 'MUG', quantity: '3', discount: '3.00', discountCode: 'TEN' },
				{ type: 'shipping', name: 'Post', unitPrice: '5.00' },
			],
		});
		return { shop, id };
	};

	test('lines, shipping and an adjustment, taxes on top', async () => {
		const { shop, id } = sold();
		shop.refund(id, {
			at: '2026-09-16T12:00:00-04:00',
			lines: { L1: '1', L2: 'all' },
			adjustments: [{ amount: '2.00', tax: '0.17', reason: 'Damaged' }],
			reason: 'Broken',
		});
		const order = await only(shop.build());
		const [refund] = order.refunds;
		expect(refund).toMatchObject({
			note: 'Broken',
			refundLineItems: {
				nodes: [{ quantity: 1, restockType: 'RETURN', subtotalSet: { shopMoney: { amount: '9.0' } } }],
			},
			refundShippingLines: { nodes: [{ subtotalAmountSet: { shopMoney: { amount: '5.0' } } }] },
			orderAdjustments: {
				nodes: [
					{
						reason: 'DAMAGE',
						amountSet: { shopMoney: { amount: '-2.0' } },
						taxAmountSet: { shopMoney: { amount: '-0.17' } },
					},
				],
			},
		});
		expect(refund.transactions.nodes[0]).toMatchObject({
			kind: 'REFUND',
			status: 'SUCCESS',
			parentTransaction: { id: order.transactions[0].id },
		});
		expect(order.lineItems.nodes[0]).toMatchObject({ quantity: 3, currentQuantity: 2 });
		expect(shopCents(order.currentTotalDiscountsSet)).toBe(200);
		expect(shopCents(order.currentShippingPriceSet)).toBe(0);
		expect(shopCents(order.totalRefundedShippingSet)).toBe(500);
		expect(shopCents(order.refundDiscrepancySet)).toBe(-217);
		expect(shopCents(order.totalOutstandingSet)).toBe(0);
		expect(order.displayFinancialStatus).toBe('PARTIALLY_REFUNDED');
		const sales = order.agreements.nodes[1].sales.nodes;
		expect(sales).toMatchObject([
			{ __typename: 'ProductSale', actionType: 'RETURN', quantity: -1 },
			{ __typename: 'ShippingLineSale', actionType: 'RETURN' },
			{
				__typename: 'AdjustmentSale',
				lineType: 'ADJUSTMENT',
				quantity: null,
				totalAmount: { shopMoney: { amount: '-2.17' } },
			},
		]);
	});

	test('everything back: refunded, nothing left', async () => {
		const { shop, id } = sold(true);
		shop.refund(id, { at: '2026-09-16T12:00:00-04:00', lines: { L1: 'all', L2: 'all' }, restock: false });
		const order = await only(shop.build());
		expect(order.displayFinancialStatus).toBe('REFUNDED');
		expect(order.refunds[0].refundLineItems.nodes[0].restockType).toBe('NO_RESTOCK');
		for (const field of ['currentTotalPriceSet', 'currentTotalDiscountsSet', 'totalOutstandingSet']) {
			expect(shopCents(order[field])).toBe(0);
		}
	});

	test('a refund whose money is still on its way moved nothing yet', async () => {
		const { shop, id } = sold();
		shop.refund(id, { at: '2026-09-16T12:00:00-04:00', lines: { L1: 'all' }, status: 'pending' });
		const order = await only(shop.build());
		expect(order.refunds[0].transactions.nodes[0].status).toBe('PENDING');
		expect(shopCents(order.refunds[0].totalRefundedSet)).toBe(0);
		expect(order.displayFinancialStatus).toBe('PAID');
	});

	test('an unpaid order that is cancelled: what is left is taken back, the open payment is voided', async () => {
		const shop = builder();
		const { id } = shop.order({
			at: AT,
			lines: [{ sku: 'MUG', taxes: [] }],
			pay: [{ gateway: 'bank_transfer', status: 'pending' }],
		});
		const book = shop.build();
		const cancel = {
			kind: 'cancel',
			id: 'X1',
			orderId: id,
			at: '2026-09-16T12:00:00-04:00',
			reason: 'customer changed mind',
		} as const;
		const order = await only({ ...book, events: [...book.events, cancel] });
		expect(order).toMatchObject({
			cancelledAt: '2026-09-16T16:00:00Z',
			cancelReason: 'CUSTOMER',
			displayFinancialStatus: 'VOIDED',
		});
		expect(order.transactions[1]).toMatchObject({
			kind: 'VOID',
			status: 'SUCCESS',
			parentTransaction: { id: order.transactions[0].id },
		});
		expect(order.refunds).toMatchObject([
			{ refundLineItems: { nodes: [{ quantity: 1, restockType: 'CANCEL' }] }, transactions: { nodes: [] } },
		]);
		expect(shopCents(order.currentTotalPriceSet)).toBe(0);
		expect(shopCents(order.totalOutstandingSet)).toBe(0);
	});

	test('a paid order that is cancelled is only refunded by its refund', async () => {
		const { shop, id } = sold();
		const book = shop.build();
		const cancel = { kind: 'cancel', id: 'X1', orderId: id, at: '2026-09-16T12:00:00-04:00' } as const;
		const order = await only({ ...book, events: [...book.events, cancel] });
		expect(order).toMatchObject({ cancelReason: 'OTHER', refunds: [], displayFinancialStatus: 'PAID' });
	});
});

describe('edits and disputes', () => {
	const added: DayBookLine = {
		id: 'L9',
		type: 'item',
		name: 'Lid',
		quantity: '1',
		unitPrice: '4.00',
		discount: '1.00',
		taxes: [],
	};

	test('an edit adds lines, removes units, and is an agreement of its own', async () => {
		const shop = builder();
		const { id } = shop.order({ at: AT, lines: [{ sku: 'MUG', quantity: '2', taxes: [] }] });
		const book = shop.build();
		const order = await only({
			...book,
			events: [
				...book.events,
				{
					kind: 'edit',
					id: 'E1',
					orderId: id,
					at: '2026-09-15T12:00:00-04:00',
					add: [added],
					remove: [{ orderLineId: 'L1', quantity: '1', amount: '10.00', taxes: [], restock: true }],
					payments: [
						{
							id: 'EP',
							at: '2026-09-15T12:00:00-04:00',
							gateway: 'shopify_payments',
							method: 'card',
							amount: '7.00',
							status: 'refunded',
						},
					],
				},
			],
		});
		expect(order.edited).toBe(true);
		expect(order.lineItems.nodes).toMatchObject([
			{ quantity: 2, currentQuantity: 1 },
			{ title: 'Lid', quantity: 1 },
		]);
		expect(shopCents(order.originalTotalPriceSet)).toBe(2000);
		expect(shopCents(order.totalPriceSet)).toBe(2300);
		expect(shopCents(order.currentTotalPriceSet)).toBe(1300);
		expect(shopCents(order.totalOutstandingSet)).toBe(0);
		// discounts of edits are no applications of the order, but their allocation is there
		expect(order.discountApplications.nodes).toEqual([]);
		expect(order.lineItems.nodes[1].discountAllocations).toHaveLength(1);
		expect(order.agreements.nodes.map(({ __typename }: Json) => __typename)).toEqual([
			'OrderAgreement',
			'OrderEditAgreement',
		]);
		expect(order.agreements.nodes[1].sales.nodes).toMatchObject([
			{ actionType: 'ORDER', quantity: 1, totalAmount: { shopMoney: { amount: '3.0' } } },
			{ actionType: 'RETURN', quantity: -1, totalAmount: { shopMoney: { amount: '-10.0' } } },
		]);
	});

	test.each([
		['opened', 'NEEDS_RESPONSE'],
		['won', 'WON'],
		['lost', 'LOST'],
	] as const)('a dispute that is %s', async (stage, status) => {
		const shop = builder();
		const { id } = shop.order({ at: AT, lines: [{ sku: 'MUG', taxes: [] }] });
		const book = shop.build();
		const dispute = {
			kind: 'dispute',
			id: 'D1',
			orderId: id,
			paymentId: `${id}-P1`,
			at: '2026-09-20T12:00:00-04:00',
			amount: '10.00',
			fee: '15.00',
		} as const;
		const events = [
			...book.events,
			{ ...dispute, stage: 'opened' as const },
			...(stage === 'opened' ? [] : [{ ...dispute, stage }]),
		];
		const lab = openShop({ ...book, events });
		expect((await look(lab))[0].disputes).toEqual([{ initiatedAs: 'CHARGEBACK', status }]);
		const { disputes } = await lab.data(
			'{ disputes(first: 5) { nodes { status amount { amount } finalizedOn order { name } } } }',
		);
		expect(disputes.nodes).toMatchObject([{ status, amount: { amount: '10.0' }, order: { name: '#1001' } }]);
		expect(disputes.nodes[0].finalizedOn === null).toBe(stage === 'opened');
	});
});

describe('identity and personal data', () => {
	test('ids: numbers stay, other texts become the same number each time', async () => {
		const shop = builder();
		shop.order({ at: AT, lines: [{ sku: 'MUG' }], customerId: 'C1' });
		const book = shop.build();
		const renamed: DayBook = JSON.parse(JSON.stringify(book).replaceAll('"1001"', '"ord-1001"'));
		const [first, second, other] = [await only(book), await only(book), await only(renamed)];
		expect(first).toMatchObject({ id: 'gid://shopify/Order/1001', legacyResourceId: '1001', number: 1001 });
		expect(second.lineItems.nodes[0].id).toBe(first.lineItems.nodes[0].id);
		expect(Number(other.legacyResourceId)).toBeLessThan(Number.MAX_SAFE_INTEGER);
		expect(other.legacyResourceId).toMatch(/^\d{6,16}$/);
	});

	test('names, e-mail and postcode are shown to an approved app only; country and region always', async () => {
		const shop = builder();
		shop.order({
			at: AT,
			lines: [{ sku: 'MUG' }],
			customerId: 'C1',
			shipTo: { country: 'US', region: 'CA', postcode: '90001' },
		});
		const granted = await only(shop.build(), { protectedData: 'granted' });
		expect(granted).toMatchObject({
			email: 'ada@example.com',
			customer: { displayName: 'Ada Byron' },
			shippingAddress: { countryCodeV2: 'US', provinceCode: 'CA', zip: '90001', name: 'Ada Byron' },
		});
		const { data, errors } = await openShop(shop.build()).ask(ORDER, { approved: true });
		expect(data.orders.nodes[0]).toMatchObject({
			email: null,
			customer: null,
			shippingAddress: { countryCodeV2: 'US', provinceCode: 'CA', zip: null, name: null },
		});
		expect(errors[0]).toMatchObject({ extensions: { code: 'ACCESS_DENIED' } });
		expect(JSON.stringify(data)).not.toContain('Ada');
	});

	test('a point-of-sale order has a place; a test order says so', async () => {
		const order = await placed({ lines: [{ sku: 'MUG' }], channel: 'pos', test: true });
		expect(order).toMatchObject({ sourceName: 'pos', retailLocation: { name: 'Shapes' }, test: true });
	});
});
