/**
 * Orders as Shopify's GraphQL answers hold them, parsed with bounds. An unknown shape or a missing amount is a finding with
 * its path, never a default. Payments and refunds are parsed one by one: see payloadMoney.ts.
 */
import { z } from 'zod';
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { minorUnits } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { parse } from './payloadParse';
import {
	bag,
	bothMoneys,
	connection,
	currencyCode,
	gid,
	instant,
	legacyId,
	MAX_LINES,
	MAX_PARTS,
	optionalBag,
	optionalInstant,
	optionalText,
	taxBag,
	text,
	unitPrice,
	units,
} from './payloadParts';

/** Rates come as JSON numbers; a shop has few different ones. */
const rateTexts = new Map<number, Decimal>();
const MAX_RATES = 1_000;

export function rateText(rate: number): Decimal {
	const known = rateTexts.get(rate);
	if (known !== undefined) return known;
	if (rateTexts.size >= MAX_RATES) rateTexts.clear();
	const text = toDecimal(new Big(rate));
	rateTexts.set(rate, text);
	return text;
}

const taxLine = z
	.object({
		title: text,
		rate: z.number().nonnegative().nullish(),
		channelLiable: z.boolean().nullish(),
		priceSet: z.unknown(),
	})
	.transform(({ title, rate, channelLiable, priceSet }, context) => {
		const amount = taxBag(priceSet, title, context);
		if (rate === null || rate === undefined) {
			// a tax of nothing needs no rate; otherwise the ledger could not be told which tax it is
			if (typeof amount?.amount === 'string' && minorUnits(amount) > 0n) {
				context.addIssue({ code: 'custom', message: 'the tax has no rate', path: ['rate'] });
			}
			return { name: title, rate: '0', channelLiable: channelLiable ?? undefined, amount };
		}
		return { name: title, rate: rateText(rate), channelLiable: channelLiable ?? undefined, amount };
	});

const taxLines = z.array(taxLine).max(MAX_PARTS);

const discountAllocations = z
	.array(
		z.object({
			allocatedAmountSet: bag,
			discountApplication: z.object({ code: optionalText }).nullish(),
		}),
	)
	.max(MAX_PARTS);

const lineItem = z.object({
	id: gid,
	name: text,
	sku: optionalText,
	vendor: optionalText,
	quantity: units(1),
	isGiftCard: z.boolean(),
	requiresShipping: z.boolean(),
	/** as they are today, where it is asked for; null when they were deleted, or may not be seen */
	product: z.object({ productType: optionalText }).nullish(),
	variant: z
		.object({
			inventoryItem: z
				.object({ unitCost: z.object({ amount: z.string(), currencyCode: z.string() }).nullish() })
				.nullish(),
		})
		.nullish(),
	originalUnitPriceSet: unitPrice,
	originalTotalSet: bag,
	discountAllocations,
	taxLines,
	/** read apart from the line, for the few orders that have duties */
	duties: z
		.array(z.object({ id: gid, price: bag, taxLines }))
		.max(MAX_PARTS)
		.default([]),
});

const shippingLine = z.object({
	id: gid.nullish().transform((id) => id ?? undefined),
	title: text,
	originalPriceSet: bag,
	discountAllocations,
	taxLines,
});

const additionalFee = z.object({ id: gid, name: text, price: bag, taxLines });

const address = z
	.object({ countryCodeV2: optionalText, provinceCode: optionalText })
	.nullish()
	.transform((value) => value ?? undefined);

/** Shopify lets a customer have 250. */
const MAX_TAGS = 250;

const customer = z
	.object({
		legacyResourceId: legacyId,
		firstName: optionalText,
		lastName: optionalText,
		/** what the shop marks customers with: "wholesale" */
		tags: z.array(text).max(MAX_TAGS).nullish(),
		defaultEmailAddress: z.object({ emailAddress: optionalText }).nullish(),
	})
	.nullish()
	.transform((value) => value ?? undefined);

const purchasingEntity = z
	.object({
		company: z.object({ id: gid, name: text }).optional(),
		location: z.object({ taxSettings: z.object({ taxRegistrationId: optionalText }).nullish() }).nullish(),
	})
	.nullish()
	.transform((value) => value ?? undefined);

const paymentTerms = z
	.object({ paymentSchedules: connection(z.object({ dueAt: optionalInstant }), MAX_PARTS) })
	.nullish()
	.transform((value) => value ?? undefined);

const order = z.object({
	id: gid,
	legacyResourceId: legacyId,
	name: text,
	processedAt: instant,
	updatedAt: instant,
	cancelledAt: optionalInstant,
	cancelReason: optionalText,
	test: z.boolean(),
	edited: z.boolean(),
	sourceName: optionalText,
	poNumber: optionalText,
	currencyCode,
	presentmentCurrencyCode: currencyCode,
	taxesIncluded: z.boolean(),
	taxExempt: z.boolean().nullish(),
	dutiesIncluded: z.boolean(),
	totalPriceSet: bothMoneys,
	originalTotalPriceSet: bag,
	totalTaxSet: optionalBag,
	totalTipReceivedSet: bag,
	shippingAddress: address,
	billingAddress: address,
	customer,
	purchasingEntity,
	merchantOfRecordApp: z.object({ id: z.string() }).nullish(),
	paymentTerms,
	additionalFees: z.array(additionalFee).max(MAX_PARTS),
	lineItems: connection(lineItem, MAX_LINES),
	shippingLines: connection(shippingLine, MAX_PARTS),
	transactions: z.array(z.unknown()).max(MAX_PARTS),
	refunds: z.array(z.unknown()).max(MAX_PARTS),
	/** where they are asked for; parsed one by one in deliveries.ts */
	fulfillments: z.array(z.unknown()).max(MAX_PARTS).default([]),
	/** read apart, for orders that were edited; parsed in salesLedger.ts */
	salesLedger: z.unknown().optional(),
});

export type TaxLine = z.output<typeof taxLine>;
export type LineItem = z.output<typeof lineItem>;
export type ShippingLine = z.output<typeof shippingLine>;
export type Allocations = z.output<typeof discountAllocations>;
/** An order without a look into its payments and refunds, which are parsed one by one. */
export type Order = z.output<typeof order>;

/**
 * Parses an order of `queries.ts`, all pages of its connections joined.
 * @returns the order, or all findings: PAYLOAD_MALFORMED, AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE,
 * CURRENCY_UNKNOWN, CURRENCY_MIXED, QUANTITY_INVALID, DATE_INVALID, TAX_AMOUNT_MISSING
 */
export function parseOrder(payload: unknown): Outcome<Order> {
	return parse(order, payload, '', ({ currencyCode }) => currencyCode);
}
