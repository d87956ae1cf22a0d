/** Signs webhooks as Shopify does, hands them to the deliverer and learns what became of them. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Delivery, Webhook } from '../../../kit/webhooks';
import { API_VERSION } from '../options';
import type { Notice } from './notices';
import type { Subscription, Subscriptions } from './subscriptions';
import { topicEnum } from './topics';

export interface SenderOptions {
	readonly shopDomain: string;
	readonly clientSecret: () => string;
	readonly deliver: ((webhook: Webhook) => Promise<Delivery>) | undefined;
	readonly now: () => number;
}

/** Only the fields that a subscription asks for; all without a wish. */
function chosen(body: object, includeFields: readonly string[]): object {
	if (includeFields.length === 0) return body;
	const names = new Set(includeFields.map((field) => field.split('.')[0]));
	return Object.fromEntries(Object.entries(body).filter(([name]) => names.has(name)));
}

export class WebhookSender {
	private readonly counts: Record<string, number> = {};
	private readonly outcomes: Record<string, number> = {};
	private readonly onTheirWay = new Set<Promise<void>>();

	constructor(
		private readonly subscriptions: Subscriptions,
		private readonly options: SenderOptions,
	) {}

	/** Sends a notice to each subscription of its topic, under one event id. Does not wait. */
	send({ topic, body }: Notice): void {
		if (this.options.deliver === undefined) return;
		const wanted = this.subscriptions.all.filter((one) => one.topic === topicEnum(topic));
		if (wanted.length === 0) return;
		const eventId = randomUUID();
		const made = body();
		for (const subscription of wanted) this.sendTo(subscription, topic, made, eventId);
	}

	/** Resolves when the fate of all webhooks so far is known. */
	async idle(): Promise<void> {
		while (this.onTheirWay.size > 0) await Promise.all(this.onTheirWay);
	}

	inspect(): Record<string, unknown> {
		return { sent: { ...this.counts }, outcomes: { ...this.outcomes }, pending: this.onTheirWay.size };
	}

	private sendTo(subscription: Subscription, topic: string, body: object, eventId: string): void {
		const bytes = Buffer.from(JSON.stringify(chosen(body, subscription.includeFields)), 'utf8');
		const { shopDomain, clientSecret, deliver, now } = this.options;
		const headers = {
			'content-type': 'application/json',
			'x-shopify-topic': topic,
			'x-shopify-hmac-sha256': createHmac('sha256', clientSecret()).update(bytes).digest('base64'),
			'x-shopify-shop-domain': shopDomain,
			'x-shopify-api-version': API_VERSION,
			'x-shopify-webhook-id': randomUUID(),
			'x-shopify-event-id': eventId,
			'x-shopify-triggered-at': new Date(now()).toISOString(),
			...(subscription.name === null ? {} : { 'x-shopify-name': subscription.name }),
		};
		this.counts[topic] = (this.counts[topic] ?? 0) + 1;
		const fate = Promise.resolve(deliver?.({ url: subscription.uri, headers, body: bytes, topic }))
			.then((delivery) => this.learn(subscription.id, delivery))
			.catch(() => this.learn(subscription.id, undefined));
		this.onTheirWay.add(fate);
		void fate.finally(() => this.onTheirWay.delete(fate));
	}

	private learn(id: number, delivery: Delivery | undefined): void {
		const outcome = delivery?.outcome ?? 'failed';
		this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
		if (outcome === 'delivered') this.subscriptions.delivered(id, true, 0);
		if (outcome === 'failed') this.subscriptions.delivered(id, false, delivery?.attempts ?? 1);
	}
}
