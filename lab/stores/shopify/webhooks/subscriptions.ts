/** The app's webhook subscriptions, with Shopify's own refusals, and their end after too many failures. */
import { isLoopback } from '../../../kit/loopback';
import { gid } from '../shop/ids';

/** Shopify deletes a subscription that was made through the API after so many failed attempts in a row. */
const FAILURES_ALLOWED = 8;

export interface Subscription {
	readonly id: number;
	/** as in the schema's enum, e.g. "ORDERS_CREATE" */
	readonly topic: string;
	readonly uri: string;
	readonly format: string;
	readonly filter: string | null;
	readonly includeFields: readonly string[];
	readonly name: string | null;
	/** epoch milliseconds */
	readonly createdAt: number;
	readonly updatedAt: number;
	/** failed attempts since the last that succeeded */
	readonly failures: number;
}

export interface SubscriptionInput {
	readonly uri?: string | null;
	readonly callbackUrl?: string | null;
	readonly format?: string | null;
	readonly filter?: string | null;
	readonly includeFields?: readonly string[] | null;
	readonly name?: string | null;
}

export interface UserError {
	readonly field: readonly string[] | null;
	readonly message: string;
}

export type SubscriptionResult =
	| { readonly subscription: Subscription; readonly errors: readonly [] }
	| { readonly subscription: undefined; readonly errors: readonly UserError[] };

const refuse = (message: string): SubscriptionResult => ({
	subscription: undefined,
	errors: [{ field: ['webhookSubscription', 'callbackUrl'], message }],
});

const MISSING: SubscriptionResult = {
	subscription: undefined,
	errors: [{ field: ['id'], message: 'Webhook subscription does not exist' }],
};

export class Subscriptions {
	private list: Subscription[] = [];
	private lastId = 1_000_000_000_000;

	constructor(
		private readonly allowHttpLoopback: boolean,
		private readonly now: () => number,
	) {}

	get all(): readonly Subscription[] {
		return this.list;
	}

	find(id: number): Subscription | undefined {
		return this.list.find((one) => one.id === id);
	}

	create(topic: string, input: SubscriptionInput): SubscriptionResult {
		const at = this.now();
		const address = input.uri ?? input.callbackUrl ?? '';
		const problem =
			this.addressProblem(address) ?? this.takenProblem(topic, address, input.filter, undefined);
		if (problem !== undefined) return refuse(problem);
		const subscription: Subscription = {
			id: ++this.lastId,
			topic,
			uri: address,
			format: input.format ?? 'JSON',
			filter: input.filter ?? null,
			includeFields: input.includeFields ?? [],
			name: input.name ?? null,
			createdAt: at,
			updatedAt: at,
			failures: 0,
		};
		this.list.push(subscription);
		return { subscription, errors: [] };
	}

	update(id: number, input: SubscriptionInput): SubscriptionResult {
		const before = this.find(id);
		if (before === undefined) return MISSING;
		const uri = input.uri ?? input.callbackUrl ?? before.uri;
		const problem =
			this.addressProblem(uri) ?? this.takenProblem(before.topic, uri, input.filter ?? before.filter, id);
		if (problem !== undefined) return refuse(problem);
		const subscription: Subscription = {
			...before,
			uri,
			format: input.format ?? before.format,
			filter: input.filter === undefined ? before.filter : input.filter,
			includeFields: input.includeFields ?? before.includeFields,
			name: input.name ?? before.name,
			updatedAt: this.now(),
		};
		this.replace(subscription);
		return { subscription, errors: [] };
	}

	delete(id: number): SubscriptionResult {
		const subscription = this.find(id);
		if (subscription === undefined) return MISSING;
		this.list = this.list.filter((one) => one.id !== id);
		return { subscription, errors: [] };
	}

	/** What became of a delivery: after eight failed attempts in a row the subscription is deleted. */
	delivered(id: number, succeeded: boolean, attempts: number): void {
		const subscription = this.find(id);
		if (subscription === undefined) return;
		const failures = succeeded ? 0 : subscription.failures + attempts;
		if (failures >= FAILURES_ALLOWED) this.delete(id);
		else this.replace({ ...subscription, failures });
	}

	snapshot(): { list: readonly Subscription[]; lastId: number } {
		return { list: this.list, lastId: this.lastId };
	}

	restore({ list, lastId }: { list: readonly Subscription[]; lastId: number }): void {
		this.list = [...list];
		this.lastId = lastId;
	}

	private replace(subscription: Subscription): void {
		this.list = this.list.map((one) => (one.id === subscription.id ? subscription : one));
	}

	private addressProblem(address: string): string | undefined {
		if (address.trim() === '') return "Address can't be blank";
		if (!URL.canParse(address)) return 'Address is invalid';
		const { protocol, hostname } = new URL(address);
		if (protocol === 'https:') {
			const inside = hostname.endsWith('.myshopify.com') || hostname === 'localhost';
			return inside && !this.allowHttpLoopback
				? 'Address cannot be a Shopify or an internal domain'
				: undefined;
		}
		if (protocol === 'http:' && this.allowHttpLoopback && isLoopback(address)) return undefined;
		return `Address protocol ${protocol}// is not supported`;
	}

	private takenProblem(
		topic: string,
		uri: string,
		filter: string | null | undefined,
		except: number | undefined,
	): string | undefined {
		const taken = this.list.some(
			(one) => one.id !== except && one.topic === topic && one.uri === uri && one.filter === (filter ?? null),
		);
		return taken ? 'Address for this topic has already been taken' : undefined;
	}
}

/** The gid of a subscription. */
export const subscriptionGid = ({ id }: Subscription): string => gid('WebhookSubscription', id);
