/** The shop's webhooks: made through the API, switched off after too many failures in a row. */
import { randomBytes } from 'node:crypto';
import { WpError } from '../http/errors';
import { links } from '../rest/links';
import { timePair } from '../shop/time';

export type WebhookStatus = 'active' | 'paused' | 'disabled';
export const WEBHOOK_STATUSES: readonly WebhookStatus[] = ['active', 'paused', 'disabled'];

const RESOURCES = ['coupon', 'customer', 'order', 'product'];
const EVENTS = ['created', 'updated', 'deleted', 'restored'];

/** Failures in a row that are forgiven; the next one switches the webhook off. */
const FAILURES_ALLOWED = 6;

/** WordPress' actions behind a topic. */
const HOOKS: Readonly<Record<string, readonly string[]>> = {
	'order.created': ['woocommerce_new_order'],
	'order.updated': ['woocommerce_update_order', 'woocommerce_order_refunded'],
	'order.deleted': ['wp_trash_post', 'woocommerce_trash_order'],
	'order.restored': ['untrashed_post', 'woocommerce_untrash_order'],
	'product.created': [
		'woocommerce_process_product_meta',
		'woocommerce_new_product',
		'woocommerce_new_product_variation',
	],
	'product.updated': [
		'woocommerce_process_product_meta',
		'woocommerce_update_product',
		'woocommerce_update_product_variation',
	],
	'product.deleted': ['wp_trash_post'],
	'product.restored': ['untrashed_post'],
	'customer.created': ['user_register', 'woocommerce_created_customer', 'woocommerce_new_customer'],
	'customer.updated': ['profile_update', 'woocommerce_update_customer'],
	'customer.deleted': ['delete_user'],
	'coupon.created': ['woocommerce_process_shop_coupon_meta', 'woocommerce_new_coupon'],
	'coupon.updated': ['woocommerce_process_shop_coupon_meta', 'woocommerce_update_coupon'],
	'coupon.deleted': ['wp_trash_post'],
	'coupon.restored': ['untrashed_post'],
};

export interface StoredWebhook {
	readonly id: number;
	readonly name: string;
	readonly status: WebhookStatus;
	readonly topic: string;
	readonly deliveryUrl: string;
	/** never shown again */
	readonly secret: string;
	/** epoch milliseconds */
	readonly createdAt: number;
	readonly modifiedAt: number | null;
	/** deliveries failed since the last that succeeded */
	readonly failures: number;
	/** its ping is not answered with 200 yet: it is sent at each save */
	readonly pendingPing: boolean;
}

export interface WebhookInput {
	readonly name?: string | undefined;
	readonly status?: WebhookStatus | undefined;
	readonly topic?: string | undefined;
	readonly deliveryUrl?: string | undefined;
	readonly secret?: string | undefined;
}

const bad = (code: string, message: string): WpError =>
	new WpError(`woocommerce_rest_shop_webhook_${code}`, message, 400);

function checkTopic(topic: string): void {
	const [resource = '', event = ''] = topic.split('.');
	const isAction = resource === 'action' && event !== '';
	if (!isAction && !(RESOURCES.includes(resource) && EVENTS.includes(event)))
		throw bad('invalid_topic', 'Webhook topic is required and must be valid.');
}

function checkUrl(url: string): void {
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url))
		throw bad(
			'invalid_delivery_url',
			'Webhook delivery URL must be a valid URL starting with http:// or https://.',
		);
}

export interface WebhooksSnapshot {
	readonly list: readonly StoredWebhook[];
	readonly lastId: number;
}

export class Webhooks {
	private list: StoredWebhook[] = [];
	private lastId = 0;

	/** @param ping called at each save of a webhook whose ping is still to be answered */
	constructor(
		private readonly now: () => number,
		private readonly ping: (webhook: StoredWebhook) => void,
	) {}

	get all(): readonly StoredWebhook[] {
		return this.list;
	}

	find(id: number): StoredWebhook | undefined {
		return this.list.find((one) => one.id === id);
	}

	/** @throws WpError topic or address cannot be */
	create(input: WebhookInput & { topic: string; deliveryUrl: string }): StoredWebhook {
		checkTopic(input.topic);
		checkUrl(input.deliveryUrl);
		const webhook: StoredWebhook = {
			id: ++this.lastId,
			name: input.name ?? 'Webhook created through the API',
			status: input.status ?? 'active',
			topic: input.topic,
			deliveryUrl: input.deliveryUrl,
			secret:
				input.secret === undefined || input.secret === '' ? randomBytes(25).toString('hex') : input.secret,
			createdAt: this.now(),
			modifiedAt: null,
			failures: 0,
			pendingPing: true,
		};
		this.list.push(webhook);
		if (webhook.status === 'active') this.ping(webhook);
		return webhook;
	}

	/** @throws WpError topic or address cannot be */
	update(before: StoredWebhook, input: WebhookInput): StoredWebhook {
		if (input.topic !== undefined) checkTopic(input.topic);
		if (input.deliveryUrl !== undefined) checkUrl(input.deliveryUrl);
		const isMoved = input.deliveryUrl !== undefined && input.deliveryUrl !== before.deliveryUrl;
		return this.save({
			...before,
			name: input.name ?? before.name,
			status: input.status ?? before.status,
			topic: input.topic ?? before.topic,
			deliveryUrl: input.deliveryUrl ?? before.deliveryUrl,
			secret: input.secret ?? before.secret,
			pendingPing: before.pendingPing || isMoved,
		});
	}

	delete(id: number): void {
		this.list = this.list.filter((one) => one.id !== id);
	}

	/** What became of a delivery: six failures in a row are forgiven, the seventh switches the webhook off. */
	delivered(id: number, succeeded: boolean): void {
		const before = this.find(id);
		if (before === undefined) return;
		if (succeeded) {
			if (before.failures > 0) this.save({ ...before, failures: 0 });
			return;
		}
		const isOver = before.failures >= FAILURES_ALLOWED;
		this.save(isOver ? { ...before, status: 'disabled' } : { ...before, failures: before.failures + 1 });
	}

	/** A ping was answered with exactly 200. */
	pinged(id: number): void {
		const before = this.find(id);
		if (before !== undefined) this.replace({ ...before, pendingPing: false });
	}

	snapshot(): WebhooksSnapshot {
		return { list: this.list, lastId: this.lastId };
	}

	restore({ list, lastId }: WebhooksSnapshot): void {
		this.list = [...list];
		this.lastId = lastId;
	}

	private save(webhook: StoredWebhook): StoredWebhook {
		const saved = { ...webhook, modifiedAt: this.now() };
		this.replace(saved);
		if (saved.pendingPing && saved.status === 'active') this.ping(saved);
		return saved;
	}

	private replace(webhook: StoredWebhook): void {
		this.list = this.list.map((one) => (one.id === webhook.id ? webhook : one));
	}
}

/** A webhook as the REST API shows it: its secret is not part of that. */
export function restWebhook(webhook: StoredWebhook, siteUrl: string, zone: string): object {
	const { id, name, status, topic, deliveryUrl, createdAt, modifiedAt } = webhook;
	const [resource = '', event = ''] = topic.split('.');
	return {
		id,
		name,
		status,
		topic,
		resource,
		event,
		hooks: resource === 'action' ? [event] : (HOOKS[topic] ?? []),
		delivery_url: deliveryUrl,
		...timePair('date_created', createdAt, zone),
		...timePair('date_modified', modifiedAt, zone),
		_links: links({ siteUrl, path: `/webhooks/${id}`, collection: '/webhooks' }),
	};
}
