/**
 * Delivers webhooks as WooCommerce's queue does: a while after the change, with the state of that moment, so that several
 * changes of a thing before the queue runs are told once. One attempt each.
 */
import { createHash, createHmac } from 'node:crypto';
import type { Delivery, Webhook } from '../../../kit/webhooks';
import { phpJson } from '../http/json';
import { WOOCOMMERCE_VERSION, WORDPRESS_VERSION } from '../options';
import type { StoredWebhook, Webhooks } from './webhooks';

export interface SenderOptions {
	readonly siteUrl: string;
	readonly deliver: ((webhook: Webhook) => Promise<Delivery>) | undefined;
	readonly now: () => number;
	/** what is sent about a thing, made when the queue runs */
	readonly bodyOf: (resource: string, event: string, id: number) => object;
}

const USER_AGENT = `WooCommerce/${WOOCOMMERCE_VERSION} Hookshot (WordPress/${WORDPRESS_VERSION})`;

export class WebhookSender {
	/** webhook and thing, waiting for the queue */
	private readonly waiting = new Map<string, { webhookId: number; thing: number }>();
	private readonly onTheirWay = new Set<Promise<void>>();
	private readonly counts: Record<string, number> = {};
	private readonly outcomes: Record<string, number> = {};
	private run: Promise<void> | undefined;

	constructor(
		private readonly webhooks: () => Webhooks,
		private readonly options: SenderOptions,
	) {}

	/** Puts news of a thing on the queue of each active webhook of its topic. Does not wait. */
	tell(topic: string, thing: number): void {
		if (this.options.deliver === undefined) return;
		for (const webhook of this.webhooks().all) {
			if (webhook.status !== 'active' || webhook.topic !== topic) continue;
			this.waiting.set(`${webhook.id} ${thing}`, { webhookId: webhook.id, thing });
		}
		if (this.waiting.size > 0) this.schedule();
	}

	/** The unsigned form with the webhook's number that is sent when one is made. */
	ping(webhook: StoredWebhook): void {
		const { deliver } = this.options;
		if (deliver === undefined) return;
		const headers = {
			'user-agent': USER_AGENT,
			accept: '*/*',
			'content-type': 'application/x-www-form-urlencoded',
		};
		const sent = {
			url: webhook.deliveryUrl,
			headers,
			body: `webhook_id=${webhook.id}`,
			topic: 'ping',
			once: true,
		};
		this.follow(
			deliver(sent).then((delivery) => {
				if (delivery.status === 200) this.webhooks().pinged(webhook.id);
			}),
		);
	}

	/** Resolves when the queue is empty and the fate of all deliveries is known. */
	async idle(): Promise<void> {
		while (this.run !== undefined || this.onTheirWay.size > 0) {
			await this.run;
			await Promise.all(this.onTheirWay);
		}
	}

	inspect(): Record<string, unknown> {
		return {
			sent: { ...this.counts },
			outcomes: { ...this.outcomes },
			pending: this.waiting.size + this.onTheirWay.size,
		};
	}

	private schedule(): void {
		this.run ??= new Promise<void>((resolve) => {
			setImmediate(() => {
				this.run = undefined;
				const batch = [...this.waiting.values()];
				this.waiting.clear();
				for (const { webhookId, thing } of batch) this.send(webhookId, thing);
				resolve();
			});
		});
	}

	private send(webhookId: number, thing: number): void {
		const webhook = this.webhooks().find(webhookId);
		const { deliver, siteUrl, now, bodyOf } = this.options;
		if (webhook === undefined || webhook.status !== 'active' || deliver === undefined) return;
		const [resource = '', event = ''] = webhook.topic.split('.');
		const bytes = Buffer.from(phpJson(bodyOf(resource, event, thing)), 'utf8');
		const second = Math.floor(now() / 1000);
		const headers = {
			'user-agent': USER_AGENT,
			accept: '*/*',
			'content-type': 'application/json',
			'x-wc-webhook-source': `${siteUrl}/`,
			'x-wc-webhook-topic': webhook.topic,
			'x-wc-webhook-resource': resource,
			'x-wc-webhook-event': event,
			'x-wc-webhook-signature': createHmac('sha256', webhook.secret).update(bytes).digest('base64'),
			'x-wc-webhook-id': String(webhook.id),
			// of the webhook and the second: two things of one second share it
			'x-wc-webhook-delivery-id': createHash('md5').update(`${webhook.id}${second}`).digest('hex'),
		};
		this.counts[webhook.topic] = (this.counts[webhook.topic] ?? 0) + 1;
		const sent = { url: webhook.deliveryUrl, headers, body: bytes, topic: webhook.topic };
		this.follow(deliver(sent).then((delivery) => this.learn(webhook.id, delivery)));
	}

	private learn(id: number, { outcome, status }: Delivery): void {
		const succeeded = status !== undefined && status >= 200 && status <= 302;
		const known = outcome === 'failed' && succeeded ? 'delivered' : outcome;
		this.outcomes[known] = (this.outcomes[known] ?? 0) + 1;
		if (outcome === 'delivered' || outcome === 'failed') this.webhooks().delivered(id, succeeded);
	}

	private follow(fate: Promise<void>): void {
		const settled = fate.catch(() => undefined);
		this.onTheirWay.add(settled);
		void settled.finally(() => this.onTheirWay.delete(settled));
	}
}
