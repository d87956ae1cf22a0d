/**
 * Webhooks of BigCommerce. A delivery is recognised by the signature that BigCommerce makes with the client secret of the API
 * account (Standard Webhooks), or, where that is not known, by our own header, which each subscription carries. Then it is only taken as a hint: it names orders
 * that are read again. https://developer.bigcommerce.com/docs/integrations/webhooks/https-webhook-overview
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingWebhook, WebhookHint, WebhookVerdict } from '../../../core/store/connector';
import { at, isPlain, type Plain } from './answers';
import { sortSecrets, storeHashOf, webhookKey } from './auth';

/** Our own header on each delivery; lower case, as n8n gives it. */
export const KEY_HEADER = 'x-storeledger-key';

/**
 * The events that are subscribed to. Refunds and payments need not change their order, so they have their own; an archived
 * order is a deleted one.
 */
export const SUBSCRIBED_SCOPES = [
	'store/order/created',
	'store/order/updated',
	'store/order/archived',
	'store/order/statusUpdated',
	'store/order/refund/created',
	'store/order/transaction/created',
	'store/order/transaction/updated',
] as const;

/** BigCommerce tries a delivery again for 48 hours with the original body; older ones are replayed by somebody. */
export const REPLAY_WINDOW_MS = 50 * 60 * 60_000;
/** How old a signature without our key may be, and how far BigCommerce's clock may be ahead of ours. */
const SIGNATURE_WINDOW_MS = 5 * 60_000;
const CLOCK_SKEW_MS = 5 * 60_000;

const refuse = (reason: string): WebhookVerdict => ({ genuine: false, reason });

/** Compares in constant time. */
function isSame(given: string, expected: string): boolean {
	const [a, b] = [Buffer.from(given, 'utf8'), Buffer.from(expected, 'utf8')];
	return a.length === b.length && timingSafeEqual(a, b);
}

function hasKey({ headers, storeId }: IncomingWebhook, secrets: readonly string[]): boolean {
	const given = headers[KEY_HEADER] ?? '';
	let matches = false;
	for (const secret of secrets) if (isSame(given, webhookKey(secret, storeId))) matches = true;
	return matches;
}

/**
 * Standard Webhooks: "v1,<base64>", several of them apart by blanks; over id, time and body.
 * @param mostMs how old it may be
 */
function isSigned(
	{ headers, rawBody, receivedAt }: IncomingWebhook,
	secrets: readonly string[],
	mostMs: number,
): boolean {
	const { 'webhook-id': id = '', 'webhook-timestamp': time = '', 'webhook-signature': all = '' } = headers;
	if (id === '' || !/^\d{1,12}$/.test(time)) return false;
	const age = receivedAt - Number(time) * 1000;
	if (age > mostMs || age < -CLOCK_SKEW_MS) return false;
	const given = all.split(' ').filter((one) => one.startsWith('v1,'));
	let matches = false;
	for (const secret of secrets) {
		const made = createHmac('sha256', secret).update(`${id}.${time}.`).update(rawBody).digest('base64');
		for (const one of given) if (isSame(one, `v1,${made}`)) matches = true;
	}
	return matches;
}

/**
 * Where the client secret is known the signature counts, because it covers the body; else our own key. With both, a signature
 * may be as old as the last retry: whether each attempt is signed anew is not documented.
 */
function isGenuine(incoming: IncomingWebhook): boolean {
	const { keys, signing } = sortSecrets(incoming.secrets);
	const isOurs = hasKey(incoming, keys);
	if (signing.length === 0) return isOurs;
	return isSigned(incoming, signing, isOurs ? REPLAY_WINDOW_MS : SIGNATURE_WINDOW_MS);
}

function parseBody(rawBody: Buffer): Plain | undefined {
	try {
		const body: unknown = JSON.parse(rawBody.toString('utf8'));
		return isPlain(body) ? body : undefined;
	} catch {
		return undefined;
	}
}

/** The order that an event is about: its own id, or that of its payment. */
function orderIds(scope: string, body: Plain): string[] {
	if (!scope.startsWith('store/order/')) return [];
	const id =
		at(body, 'data', 'type') === 'transaction' ? at(body, 'data', 'order_id') : at(body, 'data', 'id');
	const text = typeof id === 'number' && Number.isSafeInteger(id) ? String(id) : id;
	return typeof text === 'string' && /^\d{1,20}$/.test(text) ? [text] : [];
}

/**
 * Checks a delivery: our header or a signature, shop, age. Fails closed, never throws.
 * @returns the orders to read again, or why the delivery is refused (a sentence without secrets)
 */
export function verifyWebhook(incoming: IncomingWebhook): WebhookVerdict {
	const { headers, rawBody, storeId, receivedAt } = incoming;
	if ((headers[KEY_HEADER] ?? headers['webhook-signature'] ?? '') === '')
		return refuse('The delivery has neither our key nor a signature.');
	if (!isGenuine(incoming)) return refuse('The signature, or our key, does not fit the delivery.');
	const body = parseBody(rawBody);
	const topic = body?.['scope'];
	if (body === undefined || typeof topic !== 'string') return refuse('The delivery names no event.');
	if (body['producer'] !== `stores/${storeHashOf(storeId)}`)
		return refuse('The delivery is from another shop.');
	const created = body['created_at'];
	if (typeof created !== 'number' || !Number.isSafeInteger(created) || created < 0 || created > 1e11)
		return refuse('The delivery does not say when it was made.');
	const age = receivedAt - created * 1000;
	if (age > REPLAY_WINDOW_MS) return refuse('The delivery is too old: it may be replayed.');
	if (age < -CLOCK_SKEW_MS)
		return refuse('The delivery is from the future: check the clock of this machine.');
	const { hash } = body;
	const hint: WebhookHint = {
		orderIds: orderIds(topic, body),
		topic,
		triggeredAt: new Date(created * 1000).toISOString(),
		// the same on each retry, as documented
		...(typeof hash === 'string' && hash !== '' ? { deliveryId: hash.slice(0, 100) } : {}),
	};
	return { genuine: true, hint };
}
