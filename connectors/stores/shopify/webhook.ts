/**
 * Webhooks of Shopify. A delivery is checked over its raw bytes and then only taken as a hint: it names orders that are
 * read again. https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingWebhook, WebhookHint, WebhookVerdict } from '../../../core/store/connector';
import { isPlain, type Plain } from './answers';
import { shopHost } from './auth';

/** Topics that say something about orders, with where their body names the order. */
const ORDER_TOPICS: Readonly<Record<string, string>> = {
	'orders/create': 'id',
	'orders/updated': 'id',
	'orders/paid': 'id',
	'orders/edited': 'order_id',
	'orders/cancelled': 'id',
	'refunds/create': 'order_id',
	'order_transactions/create': 'order_id',
};

/**
 * The topics that are subscribed to. An order that is paid, edited or cancelled is also updated; money that goes back or
 * settles later is not always, so these have their own.
 */
export const SUBSCRIBED_TOPICS = [
	'ORDERS_CREATE',
	'ORDERS_UPDATED',
	'REFUNDS_CREATE',
	'ORDER_TRANSACTIONS_CREATE',
] as const;

/** Shopify tries a delivery again for four hours, with the original body and time; older ones are replayed by somebody. */
export const REPLAY_WINDOW_MS = 5 * 60 * 60_000;
/** How far Shopify's clock may be ahead of ours. */
const CLOCK_SKEW_MS = 5 * 60_000;

const refuse = (reason: string): WebhookVerdict => ({ genuine: false, reason });

/** A header of Shopify's; the newer kind of events has the same names without "x-". */
function header(headers: IncomingWebhook['headers'], name: string): string {
	return headers[`x-shopify-${name}`] ?? headers[`shopify-${name}`] ?? '';
}

/** Whether the signature is the body's under one of the secrets. Takes the same time for every wrong signature. */
function isSigned(rawBody: Buffer, signature: string, secrets: readonly string[]): boolean {
	// compared as text: decoding would let pass what follows the padding
	const given = Buffer.from(signature, 'utf8');
	let signed = false;
	for (const secret of secrets) {
		if (secret === '') continue;
		const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'), 'utf8');
		const matches = given.length === expected.length && timingSafeEqual(given, expected);
		signed = signed || matches;
	}
	return signed;
}

function parseBody(rawBody: Buffer): Plain | undefined {
	try {
		const body: unknown = JSON.parse(rawBody.toString('utf8'));
		return isPlain(body) ? body : undefined;
	} catch {
		return undefined;
	}
}

/**
 * When the event happened: the header says so, else the signed body. The header is not signed, but without the secret
 * nobody can make a body, and with an old body the order is only read once more.
 */
function triggeredAt(headers: IncomingWebhook['headers'], body: Plain | undefined): string | undefined {
	const candidates = [
		header(headers, 'triggered-at'),
		body?.['updated_at'],
		body?.['processed_at'],
		body?.['created_at'],
	];
	const found = candidates.find((value) => typeof value === 'string' && !Number.isNaN(Date.parse(value)));
	return typeof found === 'string' ? new Date(found).toISOString() : undefined;
}

function orderIds(topic: string, body: Plain | undefined): string[] {
	const field = ORDER_TOPICS[topic];
	if (field === undefined || body === undefined) return [];
	// "orders/edited" wraps the edit in an object of its name
	const edit = body['order_edit'];
	const id = (isPlain(edit) ? edit : body)[field];
	const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
	return typeof text === 'string' && /^\d{1,20}$/.test(text) ? [text] : [];
}

/**
 * Checks a delivery: signature, shop, age. Fails closed, never throws.
 * @returns the orders to read again, or why the delivery is refused (a sentence without secrets)
 */
export function verifyWebhook(incoming: IncomingWebhook): WebhookVerdict {
	const { headers, rawBody, secrets, storeId, receivedAt } = incoming;
	const signature = header(headers, 'hmac-sha256');
	if (signature === '') return refuse('The delivery has no signature.');
	if (!isSigned(rawBody, signature, secrets)) return refuse('The signature does not fit the delivery.');
	const topic = header(headers, 'topic');
	if (topic === '') return refuse('The delivery names no topic.');
	if (shopHost(header(headers, 'shop-domain')) !== shopHost(storeId)) {
		return refuse('The delivery is from another shop.');
	}
	const body = parseBody(rawBody);
	const at = triggeredAt(headers, body);
	if (at === undefined) return refuse('The delivery does not say when it was made.');
	const age = receivedAt - Date.parse(at);
	if (age > REPLAY_WINDOW_MS) return refuse('The delivery is too old: it may be replayed.');
	if (age < -CLOCK_SKEW_MS)
		return refuse('The delivery is from the future: check the clock of this machine.');
	const deliveryId = header(headers, 'webhook-id');
	const hint: WebhookHint = {
		orderIds: orderIds(topic, body),
		topic,
		triggeredAt: at,
		...(deliveryId === '' ? {} : { deliveryId }),
	};
	return { genuine: true, hint };
}
