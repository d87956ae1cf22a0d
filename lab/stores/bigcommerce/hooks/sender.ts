/** Sends webhooks as BigCommerce does: the hook's own headers, a signature after Standard Webhooks, a hash to know doubles by. */
import { createHash, createHmac } from 'node:crypto';
import type { Delivery, Webhook } from '../../../kit/webhooks';
import type { Hook, HookList } from './hookList';
import type { Notice } from './notices';
import { hears } from './scopes';

export interface SenderOptions {
	readonly storeHash: string;
	/** the store's number, `store_id` */
	readonly storeNumber: number;
	/** of the API account; its bytes are the key of the signature */
	readonly clientSecret: string;
	readonly deliver: ((webhook: Webhook) => Promise<Delivery>) | undefined;
	readonly now: () => number;
}

const sha1 = (text: string): string => createHash('sha1').update(text).digest('hex');

export class HookSender {
	private readonly counts: Record<string, number> = {};
	private readonly outcomes: Record<string, number> = {};
	private readonly onTheirWay = new Set<Promise<void>>();

	constructor(
		private readonly hooks: HookList,
		private readonly options: SenderOptions,
	) {}

	/** Sends a notice to each hook that hears of it. Does not wait. */
	send(notice: Notice): void {
		if (this.options.deliver === undefined) return;
		this.hooks.expire();
		const wanted = this.hooks.all.filter((hook) => hook.isActive && hears(hook.scope, notice.scope));
		const at = Math.floor(this.options.now() / 1000);
		for (const hook of wanted) this.sendTo(hook, notice, at);
	}

	/** Resolves when the fate of all webhooks so far is known. */
	async idle(): Promise<void> {
		while (this.onTheirWay.size > 0) await Promise.all(this.onTheirWay);
	}

	inspect(): Record<string, unknown> {
		return { sent: { ...this.counts }, outcomes: { ...this.outcomes }, pending: this.onTheirWay.size };
	}

	private sendTo(hook: Hook, { scope, data }: Notice, at: number): void {
		const { storeHash, storeNumber, deliver } = this.options;
		const producer = `stores/${storeHash}`;
		// the same event has the same hash for every hook and every attempt
		const hash = sha1(JSON.stringify([scope, data, at, producer]));
		const event = { scope, store_id: String(storeNumber), data, hash, created_at: at, producer };
		const body = Buffer.from(JSON.stringify(event), 'utf8');
		const headers = {
			...lowerCase(hook.headers ?? {}),
			'content-type': 'application/json',
			...this.signature(`msg_${sha1(`${hook.id} ${hash}`)}`, body),
		};
		this.hooks.told(hook.id);
		this.counts[scope] = (this.counts[scope] ?? 0) + 1;
		const fate = Promise.resolve(deliver?.({ url: hook.destination, headers, body, topic: scope }))
			.then((delivery) => this.learn(hook.id, delivery?.outcome ?? 'failed'))
			.catch(() => this.learn(hook.id, 'failed'));
		this.onTheirWay.add(fate);
		void fate.finally(() => this.onTheirWay.delete(fate));
	}

	/** HMAC-SHA256 of `id.timestamp.body` with the bytes of the client secret. */
	private signature(id: string, body: Buffer): Record<string, string> {
		const timestamp = String(Math.floor(this.options.now() / 1000));
		const mac = createHmac('sha256', Buffer.from(this.options.clientSecret, 'utf8'));
		const signature = mac.update(`${id}.${timestamp}.`).update(body).digest('base64');
		return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
	}

	private learn(id: number, outcome: Delivery['outcome']): void {
		this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
		if (outcome === 'failed') this.hooks.failed(id);
	}
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
	Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
