/** Schemas of the parts that documents are made of. Inside them an unknown key is refused: it may be a misspelt one. */
import { z } from 'zod';
import type { Finding } from '../../findings/finding';
import { Big, isDecimal } from '../../money/decimal';
import { isRate } from '../../money/exchangeRate';
import type { LedgerTaxCode, Party, PaymentPart, Place, SaleLine, TaxAmount } from '../parts';
import type { RefundAdjustment, RefundLine } from '../refund';
import {
	currency,
	date,
	decimal,
	instant,
	MAX_PARTS,
	money,
	name,
	quantity,
	text,
	type Parsed,
} from './primitives';
import { SCHEMA_VERSION } from '../header';

export const lineType = z.enum(['item', 'shipping', 'fee', 'tip', 'giftCard', 'duty', 'importTax']);

export const taxCode: z.ZodType<Parsed<LedgerTaxCode>> = z.strictObject({
	ledger: name,
	id: name,
	name,
	rates: z.array(z.strictObject({ id: name, name, percent: decimal })).max(MAX_PARTS),
});

export const tax: z.ZodType<Parsed<TaxAmount>> = z.strictObject({
	name: text,
	rate: decimal,
	country: text.optional(),
	region: text.optional(),
	amount: money,
	collectedBy: z.enum(['merchant', 'marketplace', 'unknown']),
});

const taxes = z.array(tax).max(MAX_PARTS);

export const saleLine: z.ZodType<Parsed<SaleLine>> = z.strictObject({
	id: name,
	type: lineType,
	name: text,
	sku: text.optional(),
	category: text.optional(),
	taxClass: text.optional(),
	quantity,
	unitPrice: decimal,
	gross: money,
	discount: money,
	discountCodes: z.array(text).max(MAX_PARTS),
	taxes,
	cost: money.optional(),
	taxCode: taxCode.optional(),
});

export const refundLine: z.ZodType<Parsed<RefundLine>> = z.strictObject({
	id: name,
	saleLineId: name.optional(),
	type: lineType,
	name: text,
	sku: text.optional(),
	category: text.optional(),
	taxClass: text.optional(),
	quantity,
	amount: money,
	discount: money.optional(),
	taxes,
	taxCode: taxCode.optional(),
	restocked: z.boolean(),
	damaged: z.boolean().optional(),
	cost: money.optional(),
	fulfilled: z.boolean().optional(),
});

export const adjustment: z.ZodType<Parsed<RefundAdjustment>> = z.strictObject({
	id: name,
	reason: text,
	amount: money,
	direction: z.enum(['refunded', 'keptBack']),
	taxes,
	taxCode: taxCode.optional(),
});

export const payment: z.ZodType<Parsed<PaymentPart>> = z.strictObject({
	id: name,
	gateway: name,
	method: text,
	amount: money,
	capturedAt: instant,
	reference: text.optional(),
	fee: money.optional(),
	promotional: z.boolean().optional(),
});

export const party: z.ZodType<Parsed<Party>> = z.strictObject({
	id: name,
	name: text.optional(),
	email: text.optional(),
	company: text.optional(),
	country: text.optional(),
	region: text.optional(),
	taxNumber: text.optional(),
	taxExempt: z.boolean().optional(),
	group: text.optional(),
});

export const place: z.ZodType<Parsed<Place>> = z.strictObject({
	country: text.optional(),
	region: text.optional(),
	postcode: text.optional(),
});

export const rounding = z.strictObject({ amount: money, side: z.enum(['totalIsHigher', 'totalIsLower']) });

export const presentment = z.strictObject({ currency, total: money });

export const order = z.strictObject({ id: name, number: text });

const evidence = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

const remarkShape = z.looseObject({
	code: name,
	severity: z.enum(['error', 'warning', 'info']),
	message: text,
	fix: text,
	path: text.optional(),
	evidence: evidence.optional(),
});
/** A finding as an item carries it; its code may be of another version of the catalogue. */
const remark = z.custom<Finding>((value) => remarkShape.safeParse(value).success, { error: 'remark' });

/** The header's keys; `type` is added by each document. */
export const header = {
	schemaVersion: z.literal(SCHEMA_VERSION),
	id: name,
	source: z.strictObject({
		platform: name,
		storeId: name,
		kind: name,
		externalId: name,
		externalNumber: text,
		revision: text,
		url: text.optional(),
	}),
	channel: text,
	occurredAt: instant,
	bookedOn: date,
	currency,
	exchangeRate: z
		.strictObject({
			currency,
			rate: decimal.refine((value) => !isDecimal(value) || isRate(new Big(value)), { error: 'decimal' }),
		})
		.optional(),
	findings: z.array(remark).max(MAX_PARTS).optional(),
};
