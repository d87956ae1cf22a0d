/** The shape of each kind of line, with no key but the known ones. What lines say about each other is checked in checks.ts. */
import { z } from 'zod';
import type { DayBookEvent } from './events';
import {
	amount,
	country,
	currency,
	day,
	flag,
	positive,
	rate,
	signedAmount,
	text,
	time,
	timeZone,
} from './fields';

const email = text.regex(/^\S+@\S+$/, { error: 'must be an e-mail address' });

const tax = z.strictObject({
	name: text,
	rate,
	country,
	region: text.exactOptional(),
	amount,
	collectedBy: z.enum(['merchant', 'marketplace'], { error: 'must be merchant or marketplace' }),
});

const lineTypes = ['item', 'shipping', 'fee', 'tip', 'giftCard', 'duty', 'importTax'] as const;

const line = z.strictObject({
	id: text,
	type: z.enum(lineTypes, { error: `must be one of ${lineTypes.join(', ')}` }),
	name: text,
	sku: text.exactOptional(),
	quantity: positive,
	unitPrice: amount,
	discount: amount,
	discountCode: text.exactOptional(),
	taxes: z.array(tax),
});

const received = ['captured', 'authorized', 'pending', 'failed'] as const;
const returned = ['refunded', 'pending', 'failed'] as const;

/** The keys of a payment; its status depends on whether money comes in or goes back. */
const paymentKeys = {
	id: text,
	at: time,
	gateway: text,
	method: text,
	amount,
	fee: amount.exactOptional(),
	paymentReference: text.exactOptional(),
};
const payment = z.strictObject({
	...paymentKeys,
	status: z.enum(received, { error: `must be one of ${received.join(', ')}` }),
});
const repayment = z.strictObject({
	...paymentKeys,
	status: z.enum(returned, { error: `of a refund's payment must be one of ${returned.join(', ')}` }),
});
/** An edit can ask for more money or give some back. */
const eitherWay = z.strictObject({
	...paymentKeys,
	status: z.enum([...received, 'refunded'], { error: `must be refunded or one of ${received.join(', ')}` }),
});

const refundLine = z.strictObject({
	orderLineId: text,
	quantity: amount,
	amount,
	taxes: z.array(z.strictObject({ name: text, amount })),
	restock: flag,
});

const adjustment = z.strictObject({
	amount,
	tax: amount.exactOptional(),
	reason: text.exactOptional(),
});

const place = z.strictObject({
	country,
	region: text.exactOptional(),
	postcode: text.exactOptional(),
});

const stages = ['opened', 'won', 'lost'] as const;
const payoutStates = ['scheduled', 'in_transit', 'paid', 'failed'] as const;
const transactionTypes = [
	'charge',
	'refund',
	'dispute',
	'dispute_reversal',
	'fee',
	'adjustment',
	'reserve_hold',
	'reserve_release',
	'loan',
	'subscription',
	'transfer',
] as const;

const transaction = z.strictObject({
	id: text,
	type: z.enum(transactionTypes, { error: `must be one of ${transactionTypes.join(', ')}` }),
	orderId: text.exactOptional(),
	refundId: text.exactOptional(),
	disputeId: text.exactOptional(),
	amount: signedAmount,
	fee: signedAmount,
	net: signedAmount,
	at: time,
});

/** The schema of each kind. */
export const SCHEMAS = {
	shop: z.strictObject({
		kind: z.literal('shop'),
		id: text,
		name: text,
		currency,
		timeZone,
		country,
		region: text.exactOptional(),
		pricesIncludeTax: flag,
	}),
	product: z.strictObject({
		kind: z.literal('product'),
		sku: text,
		name: text,
		price: amount,
		category: text.exactOptional(),
		taxCode: text.exactOptional(),
		cost: amount.exactOptional(),
	}),
	customer: z.strictObject({
		kind: z.literal('customer'),
		id: text,
		name: text,
		email: email.exactOptional(),
		country,
		region: text.exactOptional(),
		taxNumber: text.exactOptional(),
	}),
	order: z.strictObject({
		kind: z.literal('order'),
		id: text,
		number: text,
		at: time,
		currency,
		rate: positive.exactOptional(),
		channel: text,
		customerId: text.exactOptional(),
		shipTo: place,
		pricesIncludeTax: flag,
		lines: z.array(line).min(1, { error: 'an order has at least one line' }),
		payments: z.array(payment),
		terms: z.strictObject({ dueOn: day }).exactOptional(),
		poNumber: text.exactOptional(),
		test: flag.exactOptional(),
	}),
	payment: payment.extend({ kind: z.literal('payment'), orderId: text }),
	refund: z.strictObject({
		kind: z.literal('refund'),
		id: text,
		orderId: text,
		at: time,
		lines: z.array(refundLine),
		adjustments: z.array(adjustment).exactOptional(),
		payments: z.array(repayment),
		reason: text.exactOptional(),
	}),
	edit: z.strictObject({
		kind: z.literal('edit'),
		id: text,
		orderId: text,
		at: time,
		add: z.array(line).exactOptional(),
		remove: z.array(refundLine).exactOptional(),
		payments: z.array(eitherWay).exactOptional(),
	}),
	cancel: z.strictObject({
		kind: z.literal('cancel'),
		id: text,
		orderId: text,
		at: time,
		reason: text.exactOptional(),
	}),
	dispute: z.strictObject({
		kind: z.literal('dispute'),
		id: text,
		orderId: text,
		paymentId: text,
		at: time,
		amount,
		fee: amount,
		stage: z.enum(stages, { error: `must be one of ${stages.join(', ')}` }),
	}),
	payout: z.strictObject({
		kind: z.literal('payout'),
		id: text,
		gateway: text,
		at: time,
		arrivesOn: day,
		currency,
		status: z.enum(payoutStates, { error: `must be one of ${payoutStates.join(', ')}` }),
		transactions: z.array(transaction),
		net: signedAmount,
	}),
	bankLine: z.strictObject({
		kind: z.literal('bankLine'),
		id: text,
		account: text,
		on: day,
		amount: signedAmount,
		currency,
		description: text,
		reference: text.exactOptional(),
	}),
} as const satisfies Record<DayBookEvent['kind'], z.ZodType<DayBookEvent>>;
