/** Journal entries for tests of posting: sales paid at once, on account or through several gateways, payments, refunds. */
import type { AccountRole } from '../../core/accounts/roles';
import { businessKey, SCHEMA_VERSION } from '../../core/documents/header';
import type { EntryPurpose, JournalEntry, JournalLine, Side } from '../../core/journal/entry';

export const STORE = 'my-shop.example';

export interface EntryOptions {
	/** decimal text */
	readonly amount?: string;
	readonly bookedOn?: string;
	readonly currency?: string;
	readonly orderNumber?: string;
}

const source = (kind: string, id: string) => ({ platform: 'shopify', storeId: STORE, kind, externalId: id });

function entry(
	kind: string,
	purpose: EntryPurpose,
	id: string,
	lines: readonly JournalLine[],
	options: EntryOptions,
	more: Partial<JournalEntry> = {},
): JournalEntry {
	const { bookedOn = '2026-03-01', currency = 'GBP', orderNumber = `#${id}` } = options;
	const key = businessKey(source(kind, id));
	return {
		type: 'JournalEntry',
		schemaVersion: SCHEMA_VERSION,
		id: key,
		documentId: key,
		source: { ...source(kind, id), externalNumber: orderNumber, revision: '1' },
		channel: 'web',
		occurredAt: `${bookedOn}T10:00:00.000Z`,
		bookedOn,
		currency,
		purpose,
		lines,
		narration: `${purpose} ${id}`,
		order: { id, number: orderNumber },
		...more,
	};
}

function line(
	role: AccountRole,
	side: Side,
	amount: string,
	options: EntryOptions,
	payment?: string,
): JournalLine {
	const name = payment === undefined ? role : `${role} ${payment}`;
	return {
		role,
		account: { id: name, name },
		side,
		amount: { amount, currency: options.currency ?? 'GBP' },
		description: name,
		facts: payment === undefined ? {} : { gateway: payment },
		...(payment === undefined
			? {}
			: { payment: { id: payment, method: 'card', capturedAt: '2026-03-01T10:00:00.000Z' } }),
		origin: 'lines[0]',
	};
}

/** Paid at once through one gateway: a sales receipt. */
export function paidSale(id: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'order',
		'Sale',
		id,
		[line('clearing', 'debit', amount, options, 'card'), line('sales', 'credit', amount, options)],
		options,
	);
}

/** Paid half and half through two gateways: an invoice and two payments. @param options its amount is half of the sale */
export function splitSale(id: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'order',
		'Sale',
		id,
		[
			line('clearing', 'debit', amount, options, 'card'),
			line('clearing', 'debit', amount, options, 'paypal'),
			line('sales', 'credit', amount, options),
			line('sales', 'credit', amount, options),
		],
		options,
	);
}

/** Not paid: an invoice. */
export function unpaidSale(id: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'order',
		'Sale',
		id,
		[line('receivable', 'debit', amount, options), line('sales', 'credit', amount, options)],
		options,
	);
}

/** The payment of an unpaid sale: a customer payment that applies to its invoice. */
export function paymentOf(saleId: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'transaction',
		'Payment',
		`${saleId}0`,
		[line('clearing', 'debit', amount, options, 'card'), line('receivable', 'credit', amount, options)],
		options,
		{ relatesTo: businessKey(source('order', saleId)), direction: 'received' },
	);
}

/** Money given back: a refund receipt. */
export function refundOf(saleId: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'refund',
		'Refund',
		`${saleId}9`,
		[line('salesReturns', 'debit', amount, options), line('clearing', 'credit', amount, options, 'card')],
		options,
		{ relatesTo: businessKey(source('order', saleId)) },
	);
}

/** Goods of an unpaid sale given back: a credit note on its invoice. */
export function creditOf(saleId: string, options: EntryOptions = {}): JournalEntry {
	const { amount = '10.00' } = options;
	return entry(
		'refund',
		'Refund',
		`${saleId}8`,
		[line('salesReturns', 'debit', amount, options), line('receivable', 'credit', amount, options)],
		options,
		{ relatesTo: businessKey(source('order', saleId)) },
	);
}
