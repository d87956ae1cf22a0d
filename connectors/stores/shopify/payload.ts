/**
 * Orders, payments and refunds as Shopify's GraphQL answers hold them, parsed with bounds. An unknown shape or a missing
 * amount is a finding with its path, never a default; each refund and payment is parsed on its own, so that a bad one does
 * not hold the others.
 */
import { z } from 'zod';
import { finding, type Finding } from '../../../core/findings/finding';
import { Big, toDecimal, type Decimal } from '../../../core/money/decimal';
import { minorUnits } from '../../../core/money/money';
import { done, held, type Outcome } from '../../../core/outcome';
import {
	bag,
	bothMoneys,
	currencyCode,
	findingsOf,
	gid,
	instant,
	legacyId,
	MAX_LINES,
	MAX_PARTS,
	optionalBag,
	optionalInstant,
	optionalSignedBag,
	optionalText,
	shown,
	signedBag,
	taxBag,
	text,
	unitPrice,
	units,
} from './payloadParts';

/** A connection that was read to its end: only its nodes count. */
const connection = <T extends z.ZodType>(node: T, most: number) =>
	z.object({ nodes: z.array(node).max(most) }).transform(({ nodes }) => nodes);

/** Rates come as JSON numbers; a shop has few different ones. */
const rateTexts = new Map<number, Decimal>();
const MAX_RATES = 1_000;

function rateText(rate: number): Decimal {
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

const customer = z
	.object({
		legacyResourceId: legacyId,
		firstName: optionalText,
		lastName: optionalText,
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
});

export type TaxLine = z.output<typeof taxLine>;
export type LineItem = z.output<typeof lineItem>;
export type ShippingLine = z.output<typeof shippingLine>;
export type Allocations = z.output<typeof discountAllocations>;
/** An order without a look into its payments and refunds, which are parsed one by one. */
export type Order = z.output<typeof order>;

const transaction = z.object({
	id: gid,
	kind: z.string().max(100),
	status: z.string().max(100),
	gateway: optionalText,
	manualPaymentGateway: z.boolean(),
	paymentId: optionalText,
	processedAt: optionalInstant,
	createdAt: instant,
	amountSet: bag,
	amountRoundingSet: optionalSignedBag,
	parentTransaction: z.object({ id: gid }).nullish(),
	paymentDetails: z.object({ __typename: optionalText, paymentMethodName: optionalText }).nullish(),
});

export type Transaction = z.output<typeof transaction>;

const refund = z.object({
	id: gid,
	legacyResourceId: legacyId,
	processedAt: instant,
	updatedAt: instant,
	note: optionalText,
	totalRefundedSet: bothMoneys,
	duties: z.array(z.object({ amountSet: bag, originalDuty: z.object({ id: gid }).nullish() })).max(MAX_PARTS),
	refundLineItems: connection(
		z.object({
			id: gid.nullish().transform((id) => id ?? undefined),
			quantity: units(0),
			restocked: z.boolean(),
			subtotalSet: bag,
			totalTaxSet: bag,
			lineItem: z.object({ id: gid }),
		}),
		MAX_LINES,
	),
	refundShippingLines: connection(
		z.object({
			id: gid,
			subtotalAmountSet: bag,
			taxAmountSet: bag,
			shippingLine: z.object({ id: gid.nullish(), title: text }),
		}),
		MAX_PARTS,
	),
	orderAdjustments: connection(
		z.object({ id: gid, reason: optionalText, amountSet: signedBag, taxAmountSet: signedBag }),
		MAX_PARTS,
	),
	transactions: connection(z.object({ id: gid }), MAX_PARTS),
});

export type RefundPayload = z.output<typeof refund>;

/** Whether there is an amount in another currency than the order's. `presentment` is meant to be another. */
function hasForeignAmount(value: unknown, currency: string): boolean {
	if (typeof value !== 'object' || value === null) return false;
	if (Array.isArray(value)) return value.some((inner) => hasForeignAmount(inner, currency));
	if ('currency' in value) return value.currency !== currency;
	for (const [key, inner] of Object.entries(value)) {
		if (key !== 'presentment' && typeof inner === 'object' && hasForeignAmount(inner, currency)) return true;
	}
	return false;
}

/** Amounts that are not in the order's currency, with their paths: so that no sum can ever mix two. */
function foreignAmounts(value: unknown, currency: string, path: string): Finding[] {
	if (!hasForeignAmount(value, currency)) return [];
	if (typeof value !== 'object' || value === null) return [];
	if ('currency' in value) {
		return [finding('CURRENCY_MIXED', { path, evidence: { found: shown(value.currency), currency } })];
	}
	return Object.entries(value).flatMap(([key, inner]) => {
		if (key === 'presentment') return [];
		const below = Array.isArray(value) ? `${path}[${key}]` : path === '' ? key : `${path}.${key}`;
		return foreignAmounts(inner, currency, below);
	});
}

function parse<T>(
	schema: z.ZodType<T>,
	payload: unknown,
	prefix: string,
	currency: (value: T) => string,
): Outcome<T> {
	const result = schema.safeParse(payload);
	if (!result.success) return held(findingsOf(result.error, prefix));
	const foreign = foreignAmounts(result.data, currency(result.data), prefix);
	return foreign.length > 0 ? held(foreign) : done(result.data);
}

/**
 * Parses an order of `queries.ts`, all pages of its connections joined.
 * @returns the order, or all findings: PAYLOAD_MALFORMED, AMOUNT_MISSING, AMOUNT_MALFORMED, AMOUNT_NEGATIVE,
 * CURRENCY_UNKNOWN, CURRENCY_MIXED, QUANTITY_INVALID, DATE_INVALID, TAX_AMOUNT_MISSING
 */
export function parseOrder(payload: unknown): Outcome<Order> {
	return parse(order, payload, '', ({ currencyCode }) => currencyCode);
}

/** Parses the transaction at `position` of an order's list; `currency` is the order's. Findings as of `parseOrder`. */
export function parseTransaction(payload: unknown, position: number, currency: string): Outcome<Transaction> {
	return parse(transaction, payload, `transactions[${position}]`, () => currency);
}

/** Parses the refund at `position` of an order's list; `currency` is the order's. Findings as of `parseOrder`. */
export function parseRefund(payload: unknown, position: number, currency: string): Outcome<RefundPayload> {
	return parse(refund, payload, `refunds[${position}]`, () => currency);
}

/** What can be told of a thing whose payload cannot be parsed, for the record of its being held. */
export function identify(payload: unknown): { id: string; name: string; updatedAt: string } {
	const at = (name: string): string => {
		const value: unknown =
			typeof payload === 'object' && payload !== null ? Reflect.get(payload, name) : undefined;
		return typeof value === 'string' || typeof value === 'number' ? shown(value) : '';
	};
	const id = at('legacyResourceId') || (/\/([\w-]+)$/.exec(at('id'))?.[1] ?? '');
	return { id: id === '' ? 'unknown' : id, name: at('name') || id, updatedAt: at('updatedAt') };
}
