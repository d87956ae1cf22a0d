/**
 * The webhook subscriptions of the API account: exactly one active one a scope for an address, and none of the same trigger
 * at an address it no longer has. BigCommerce switches them off after two days of failed deliveries, and after 90 days
 * without any event; those are switched on again.
 */
import { createHash } from 'node:crypto';
import type { WebhookRegistration } from '../../../core/store/connector';
import { TransportError } from '../../../core/transport/http';
import { at, idAt, isPlain, textAt } from './answers';
import { webhookKey } from './auth';
import type { BigCommerceClient } from './client';
import { allOfV3 } from './paging';
import { KEY_HEADER, SUBSCRIBED_SCOPES } from './webhook';

/** Which trigger a subscription is of; deliveries carry it too. */
const TRIGGER_HEADER = 'x-storeledger-trigger';

interface Subscription {
	readonly id: string;
	readonly topic: string;
	readonly url: string;
	readonly active: boolean;
	/** lower-case names */
	readonly headers: Readonly<Record<string, string>>;
}

/** Made from the path of the address, which a trigger keeps when the host changes. */
function triggerOf(url: string): string {
	const path = URL.canParse(url) ? new URL(url).pathname : url;
	return createHash('sha256').update(path).digest('hex').slice(0, 16);
}

function headersOf(hook: unknown): Record<string, string> {
	const headers = at(hook, 'headers');
	if (!isPlain(headers)) return {};
	const texts = Object.entries(headers).filter((one): one is [string, string] => typeof one[1] === 'string');
	return Object.fromEntries(texts.map(([name, value]) => [name.toLowerCase(), value]));
}

function toSubscription(hook: unknown): Subscription {
	const id = idAt(hook, 'id');
	if (id === undefined)
		throw new TransportError('rejected', "BigCommerce's webhook has no id; its format may have changed.");
	return {
		id,
		topic: textAt(hook, 'scope'),
		url: textAt(hook, 'destination'),
		active: at(hook, 'is_active') !== false,
		headers: headersOf(hook),
	};
}

const registrationOf = ({ id, topic, url, active }: Subscription): WebhookRegistration => ({
	id,
	topic,
	url,
	active,
});

export class Subscriptions {
	/** @param secret what deliveries are recognised by; without one they are made by their signature only */
	constructor(
		private readonly client: BigCommerceClient,
		private readonly secret: string | undefined,
	) {}

	/** All subscriptions of the API account, also those that others made with it. */
	async all(): Promise<Subscription[]> {
		return (await allOfV3(this.client, '/v3/hooks')).map(toSubscription);
	}

	async registrations(): Promise<WebhookRegistration[]> {
		return (await this.all()).map(registrationOf);
	}

	/** See `StoreSession.subscribe`. */
	async ensure(url: string): Promise<WebhookRegistration[]> {
		const headers = this.headersFor(url);
		const scopes: ReadonlySet<string> = new Set(SUBSCRIBED_SCOPES);
		const kept = new Map<string, Subscription>();
		for (const subscription of await this.all()) {
			const isOurs =
				subscription.url === url || subscription.headers[TRIGGER_HEADER] === headers[TRIGGER_HEADER];
			if (!isOurs) continue;
			const { topic } = subscription;
			const isNeeded = subscription.url === url && scopes.has(topic) && !kept.has(topic);
			if (isNeeded) kept.set(topic, await this.awake(subscription, headers));
			else await this.delete(subscription.id);
		}
		for (const topic of SUBSCRIBED_SCOPES) {
			if (!kept.has(topic)) kept.set(topic, await this.create(topic, url, headers));
		}
		return [...kept.values()].map(registrationOf);
	}

	/** Removes all subscriptions that point to the address. */
	async remove(url: string): Promise<void> {
		for (const { id, url: address } of await this.all()) if (address === url) await this.delete(id);
	}

	private headersFor(url: string): Record<string, string> {
		const { secret } = this;
		return {
			[TRIGGER_HEADER]: triggerOf(url),
			...(secret === undefined || secret === ''
				? {}
				: { [KEY_HEADER]: webhookKey(secret, this.client.store) }),
		};
	}

	/** Switched on, and with today's key: the secret may have been changed. */
	private async awake(
		subscription: Subscription,
		headers: Readonly<Record<string, string>>,
	): Promise<Subscription> {
		const isKnown = Object.entries(headers).every(([name, value]) => subscription.headers[name] === value);
		if (subscription.active && isKnown) return subscription;
		const body = { is_active: true, headers };
		return await this.written('PUT', `/v3/hooks/${subscription.id}`, body);
	}

	private async create(
		scope: string,
		destination: string,
		headers: Readonly<Record<string, string>>,
	): Promise<Subscription> {
		return await this.written('POST', '/v3/hooks', { scope, destination, is_active: true, headers });
	}

	private async written(method: 'POST' | 'PUT', path: string, body: unknown): Promise<Subscription> {
		try {
			return toSubscription(at(await this.client.write(method, path, body), 'data'));
		} catch (error) {
			if (!(error instanceof TransportError) || error.failure !== 'rejected') throw error;
			throw new TransportError(
				'rejected',
				`${error.message} BigCommerce must be able to reach this n8n at an https address on port 443.`,
			);
		}
	}

	/** Somebody else may have been quicker: what is gone is gone. */
	private async delete(id: string): Promise<void> {
		await this.client.write('DELETE', `/v3/hooks/${id}`);
	}
}
