/**
 * The webhook subscriptions of the app at the shop: exactly one a topic for an address, and none of the same trigger at an
 * address it no longer has.
 */
import { createHash } from 'node:crypto';
import type { WebhookRegistration } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, listAt, pageAt, textAt } from './answers';
import type { Operation, ShopifyClient, Variables } from './client';
import { WEBHOOK_CREATE, WEBHOOK_DELETE, WEBHOOKS } from './queries';
import { SUBSCRIBED_TOPICS } from './webhook';

const PAGE = 100;

interface Subscription extends WebhookRegistration {
	readonly name: string;
}

/**
 * The name of a subscription, unique in the shop (50 letters, digits, hyphens). It is made from the path of the address,
 * which a trigger keeps when the host changes, so that its stale subscriptions are told from those of other triggers.
 * https://shopify.dev/changelog/webhook-subscriptions-now-support-a-name-field-for-identification
 */
function nameOf(url: string, topic: string): string {
	const path = URL.canParse(url) ? new URL(url).pathname : url;
	const hash = createHash('sha256').update(path).digest('hex').slice(0, 12);
	return `storeledger-${hash}-${topic.toLowerCase().replace(/_/g, '-')}`;
}

function toSubscription(node: unknown): Subscription {
	const name = at(node, 'name');
	return {
		id: textAt(node, 'id'),
		topic: textAt(node, 'topic'),
		url: textAt(node, 'uri'),
		name: typeof name === 'string' ? name : '',
	};
}

export class Subscriptions {
	constructor(
		private readonly client: ShopifyClient,
		private readonly shop: string,
	) {}

	/** All subscriptions of the app, also those that others made with it. */
	async all(): Promise<Subscription[]> {
		const found: Subscription[] = [];
		for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
			const data = await this.client.run(WEBHOOKS, { first: PAGE, after: after ?? null });
			const page = pageAt(data, 'webhookSubscriptions');
			found.push(...page.nodes.map(toSubscription));
			after = page.next;
		}
		return found;
	}

	/** See `StoreSession.subscribe`. */
	async ensure(url: string): Promise<WebhookRegistration[]> {
		const existing = await this.all();
		const ours = new Map(SUBSCRIBED_TOPICS.map((topic) => [topic as string, nameOf(url, topic)]));
		const kept: Subscription[] = [];
		for (const subscription of existing) {
			const isOurs = subscription.url === url || ours.get(subscription.topic) === subscription.name;
			if (!isOurs) continue;
			const isNeeded = subscription.url === url && ours.has(subscription.topic);
			const isDouble = kept.some(({ topic }) => topic === subscription.topic);
			if (isNeeded && !isDouble) kept.push(subscription);
			else await this.delete(subscription.id);
		}
		for (const [topic, name] of ours) {
			if (kept.every((subscription) => subscription.topic !== topic))
				kept.push(await this.create(topic, url, name));
		}
		return kept.map(({ id, topic, url: address }) => ({ id, topic, url: address }));
	}

	/** Removes all subscriptions that point to the address. */
	async remove(url: string): Promise<void> {
		for (const { id, url: address } of await this.all()) if (address === url) await this.delete(id);
	}

	private async create(topic: string, uri: string, name: string): Promise<Subscription> {
		const subscription = { uri, name, format: 'JSON' };
		const data = await this.mutate(WEBHOOK_CREATE, 'webhookSubscriptionCreate', { topic, subscription });
		return toSubscription(at(data, 'webhookSubscription'));
	}

	private async delete(id: string): Promise<void> {
		const data = await this.client.run(WEBHOOK_DELETE, { id });
		const [problem] = listAt(data, 'webhookSubscriptionDelete', 'userErrors');
		const message = String(at(problem, 'message') ?? '');
		// somebody else, or Shopify itself, was quicker
		if (problem !== undefined && !/does not exist|not found/i.test(message)) throw this.refusal(message);
	}

	private async mutate(operation: Operation, field: string, variables: Variables): Promise<unknown> {
		const data = await this.client.run(operation, variables);
		const [problem] = listAt(data, field, 'userErrors');
		if (problem !== undefined) throw this.refusal(String(at(problem, 'message') ?? ''));
		return at(data, field);
	}

	private refusal(message: string): TransportError {
		return new TransportError(
			'rejected',
			`${this.shop} refuses the webhook: ${message.slice(0, 200)} Shopify must be able to reach this n8n at an https address.`,
		);
	}
}
