/**
 * The webhooks at the shop: exactly one a topic for an address, active, signed with our secret, and none of the same trigger
 * at an address it no longer has. The shop stops a webhook whose deliveries have failed some times.
 */
import { createHash, createHmac } from 'node:crypto';
import type { WebhookRegistration } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { idAt, isPlain, textAt } from './answers';
import type { WooCommerceClient } from './client';
import { SUBSCRIBED_TOPICS } from './webhook';

const PAGE = 100;
/** More webhooks than any shop has. */
const MOST_PAGES = 100;

interface Subscription extends WebhookRegistration {
	readonly name: string;
	readonly active: boolean;
}

/**
 * The beginning of a subscription's name. It is made from the path of the address, which a trigger keeps when the host
 * changes, so that its stale subscriptions are told from those of other triggers.
 */
function markOf(url: string): string {
	const path = URL.canParse(url) ? new URL(url).pathname : url;
	return `StoreLedger ${createHash('sha256').update(path).digest('hex').slice(0, 12)}`;
}

/** The whole name. The shop never tells a webhook's secret; a mark of it in the name shows when it has changed. */
function nameOf(url: string, topic: string, secret: string): string {
	const mark = createHmac('sha256', secret).update('name').digest('hex').slice(0, 8);
	return `${markOf(url)} ${topic} ${mark}`;
}

function toSubscription(node: unknown): Subscription | undefined {
	const id = idAt(node, 'id');
	if (!isPlain(node) || id === undefined) return undefined;
	return {
		id,
		topic: textAt(node, 'topic'),
		url: textAt(node, 'delivery_url'),
		active: textAt(node, 'status') === 'active',
		name: textAt(node, 'name'),
	};
}

const registration = ({ id, topic, url, active }: Subscription): WebhookRegistration => ({
	id,
	topic,
	url,
	active,
});

export class Subscriptions {
	/** @param secret what new webhooks are signed with; empty: none can be made */
	constructor(
		private readonly client: WooCommerceClient,
		private readonly secret: string,
	) {}

	/** All webhooks of the shop, also those that others made. */
	async all(): Promise<Subscription[]> {
		const found: Subscription[] = [];
		for (let page = 1; page <= MOST_PAGES; page++) {
			const query = {
				page: String(page),
				per_page: String(PAGE),
				orderby: 'id',
				order: 'asc',
				_fields: 'id,name,status,topic,delivery_url',
			};
			const answer = await this.client.get('/webhooks', query);
			const nodes = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
			found.push(...nodes.map(toSubscription).filter((one) => one !== undefined));
			if (nodes.length < PAGE) break;
		}
		return found;
	}

	/** See `StoreSession.webhooks`. */
	async registrations(): Promise<WebhookRegistration[]> {
		return (await this.all()).map(registration);
	}

	/** See `StoreSession.subscribe`. */
	async ensure(url: string): Promise<WebhookRegistration[]> {
		if (this.secret === '') {
			throw new TransportError('rejected', 'Webhooks need a secret. Enter one in the credential.');
		}
		const topics: readonly string[] = SUBSCRIBED_TOPICS;
		const mark = `${markOf(url)} `;
		const kept: Subscription[] = [];
		for (const subscription of await this.all()) {
			const isOurs =
				subscription.name.startsWith(mark) ||
				(subscription.url === url && subscription.name.startsWith('StoreLedger '));
			if (!isOurs) continue;
			const isNeeded = subscription.url === url && topics.includes(subscription.topic);
			const isDouble = kept.some(({ topic }) => topic === subscription.topic);
			if (isNeeded && !isDouble) kept.push(await this.working(subscription));
			else await this.client.remove(`/webhooks/${subscription.id}`);
		}
		for (const topic of topics) {
			if (kept.every((subscription) => subscription.topic !== topic))
				kept.push(await this.create(topic, url));
		}
		return kept.map(registration);
	}

	/** Removes our webhooks that point to the address. */
	async remove(url: string): Promise<void> {
		for (const { id, url: address } of await this.all()) {
			if (address === url) await this.client.remove(`/webhooks/${id}`);
		}
	}

	/** The subscription as it must be: switched on again when the shop has stopped it, with the secret of today. */
	private async working(subscription: Subscription): Promise<Subscription> {
		const name = nameOf(subscription.url, subscription.topic, this.secret);
		if (subscription.active && subscription.name === name) return subscription;
		const body = { name, status: 'active', secret: this.secret };
		return this.checked(await this.client.update(`/webhooks/${subscription.id}`, body));
	}

	private async create(topic: string, url: string): Promise<Subscription> {
		const name = nameOf(url, topic, this.secret);
		const body = { name, topic, delivery_url: url, secret: this.secret, status: 'active' };
		return this.checked(await this.client.create('/webhooks', body));
	}

	private checked(answer: unknown): Subscription {
		const subscription = toSubscription(answer);
		if (subscription !== undefined) return subscription;
		throw new TransportError('uncertain', `${this.client.shop} does not tell the webhook that it has made.`);
	}
}
