/**
 * Webhooks of WooCommerce. A delivery is checked over its raw bytes and then only taken as a hint: it names an order that is
 * read again. So neither an old delivery nor one of a copy of the shop can do more than have an order read once more; the
 * delivery's own id says nothing, because several deliveries of one second share it.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingWebhook, WebhookHint, WebhookVerdict } from '../../../core/store/connector';
import { idAt, instantOf, isPlain, textAt, type Plain } from './answers';

/** The topics that are subscribed to. Refunds have none of their own: they update their order. */
export const SUBSCRIBED_TOPICS = [
	'order.created',
	'order.updated',
	'order.deleted',
	'order.restored',
] as const;

/** What WooCommerce sends unsigned when a webhook is made, to see whether somebody answers. */
const PING = /^webhook_id=\d{1,20}$/;
const LONGEST_PING = 40;

const refuse = (reason: string): WebhookVerdict => ({ genuine: false, reason });

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

const isPing = (rawBody: Buffer): boolean =>
	rawBody.length <= LONGEST_PING && PING.test(rawBody.toString('utf8'));

/** The order of a body. One that was deleted for good before the delivery left is an error of the API in its place. */
function orderIds(topic: string, body: Plain | undefined): string[] {
	const id = idAt(body, 'id');
	return topic.startsWith('order.') && id !== undefined && textAt(body, 'code') === '' ? [id] : [];
}

/**
 * Checks a delivery. Fails closed, never throws. A ping carries nothing and is answered without a signature: otherwise the
 * shop would not use the webhook.
 * @returns the order to read again, or why the delivery is refused (a sentence without secrets)
 */
export function verifyWebhook({ headers, rawBody, secrets }: IncomingWebhook): WebhookVerdict {
	const signature = headers['x-wc-webhook-signature'] ?? '';
	const topic = headers['x-wc-webhook-topic'] ?? '';
	if (signature === '') {
		if (topic === '' && isPing(rawBody)) return { genuine: true, hint: { orderIds: [], topic: 'ping' } };
		return refuse('The delivery has no signature.');
	}
	if (!isSigned(rawBody, signature, secrets)) return refuse('The signature does not fit the delivery.');
	if (topic === '') return refuse('The delivery names no topic.');
	const body = parseBody(rawBody);
	const triggeredAt = instantOf(textAt(body, 'date_modified_gmt'));
	const hint: WebhookHint = {
		orderIds: orderIds(topic, body),
		topic,
		...(triggeredAt === undefined ? {} : { triggeredAt }),
	};
	return { genuine: true, hint };
}
