/**
 * Delivers the lab's webhooks over HTTP, as shops do: with a time limit, several attempts and no promise of order. The
 * platform gives address, headers (its signature) and body; the deliverer adds the faults: twice, never, late, overtaken.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type { FaultSchedule } from './faults';
import { isLoopback } from './loopback';

/** One webhook on its way. The same headers and bytes are sent at each attempt, as Shopify does. */
export interface Webhook {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Buffer;
	/** for the log, e.g. "orders/create" */
	readonly topic: string;
}

/** What became of it. `lost` and `closed` are never delivered by intention; `refused` is an address outside this machine. */
export interface Delivery {
	readonly outcome: 'delivered' | 'failed' | 'lost' | 'refused' | 'closed';
	/** requests made, duplicates not counted */
	readonly attempts: number;
	/** of the last attempt; undefined without an answer */
	readonly status?: number;
}

export interface DelivererOptions {
	readonly faults?: FaultSchedule;
	/** milliseconds for one attempt; Shopify gives 5 s */
	readonly timeoutMs?: number;
	/** milliseconds before the second, third ... attempt; as many more attempts as there are entries */
	readonly retryDelays?: readonly number[];
}

/** Counts by outcome, and what is still on its way. */
export interface DelivererCounts {
	readonly pending: number;
	readonly requests: number;
	readonly outcomes: Readonly<Record<string, number>>;
}

export class WebhookDeliverer {
	private readonly stopped = new AbortController();
	/** per address the end of its queue: first attempts are made one after the other, so that order is kept by default */
	private readonly queues = new Map<string, Promise<void>>();
	private readonly pending = new Set<Promise<Delivery>>();
	/** per address the webhooks that wait to be overtaken by the next one */
	private readonly held = new Map<string, () => void>();
	private readonly outcomes: Record<string, number> = {};
	private requests = 0;

	constructor(private readonly options: DelivererOptions = {}) {}

	/** Takes a webhook on its way; resolves with what became of it, never rejects. */
	deliver(webhook: Webhook): Promise<Delivery> {
		const delivery = this.start(webhook).then((result) => {
			this.outcomes[result.outcome] = (this.outcomes[result.outcome] ?? 0) + 1;
			return result;
		});
		this.pending.add(delivery);
		void delivery.finally(() => this.pending.delete(delivery));
		return delivery;
	}

	/** Resolves when nothing is on its way any more (failed ones are tried to their end). */
	async idle(): Promise<void> {
		for (const release of this.held.values()) release();
		while (this.pending.size > 0) await Promise.all(this.pending);
	}

	/** Gives up all that is on its way. */
	async close(): Promise<void> {
		this.stopped.abort();
		await this.idle();
	}

	inspect(): DelivererCounts {
		return { pending: this.pending.size, requests: this.requests, outcomes: { ...this.outcomes } };
	}

	private async start(webhook: Webhook): Promise<Delivery> {
		if (!isLoopback(webhook.url)) return { outcome: 'refused', attempts: 0 };
		const fault = this.options.faults?.nextWebhook();
		if (fault === 'lost') return { outcome: 'lost', attempts: 0 };
		if (fault === 'late') await this.pause(this.options.faults?.plan.lateMs ?? 0);
		if (fault === 'reordered') await this.overtaken(webhook.url);
		else this.held.get(webhook.url)?.();
		const first = await this.inTurn(webhook.url, () => this.send(webhook));
		if (fault === 'duplicate') await this.send(webhook);
		return await this.insist(webhook, first);
	}

	/** Waits until the next webhook to this address was handed over, or a while if none comes. */
	private async overtaken(url: string): Promise<void> {
		this.held.get(url)?.();
		const next = new Promise<void>((resolve) => this.held.set(url, resolve));
		await Promise.race([next, this.pause(this.options.faults?.plan.lateMs ?? 0)]);
		this.held.delete(url);
		// the one that released us is queued after this turn of the event loop
		await this.pause(5);
	}

	/** Runs `send` when all earlier first attempts to this address are done. */
	private async inTurn(url: string, send: () => Promise<number | undefined>): Promise<number | undefined> {
		const before = this.queues.get(url) ?? Promise.resolve();
		const mine = before.then(send);
		this.queues.set(
			url,
			mine.then(() => undefined),
		);
		return await mine;
	}

	/** Tries again as often as the schedule says, after a first attempt that gave `status`. */
	private async insist(webhook: Webhook, first: number | undefined): Promise<Delivery> {
		let status = first;
		let attempts = 1;
		for (const delay of this.options.retryDelays ?? []) {
			if (isSuccess(status) || this.stopped.signal.aborted) break;
			await this.pause(delay);
			if (this.stopped.signal.aborted) break;
			status = await this.send(webhook);
			attempts++;
		}
		const failed = this.stopped.signal.aborted ? 'closed' : 'failed';
		const outcome = isSuccess(status) ? 'delivered' : failed;
		return { outcome, attempts, ...(status === undefined ? {} : { status }) };
	}

	/** One request; the status of its answer, undefined without one. Redirects are not followed. */
	private async send({ url, headers, body }: Webhook): Promise<number | undefined> {
		if (this.stopped.signal.aborted) return undefined;
		this.requests++;
		const limit = AbortSignal.timeout(this.options.timeoutMs ?? 5000);
		const signal = AbortSignal.any([limit, this.stopped.signal]);
		try {
			const bytes = typeof body === 'string' ? body : new Uint8Array(body);
			const answer = await fetch(url, { method: 'POST', headers, body: bytes, signal, redirect: 'manual' });
			await answer.arrayBuffer();
			return answer.status;
		} catch {
			return undefined; // refused, cut or too slow: for the sender all the same
		}
	}

	/** Waits, or returns at once when closed. */
	private async pause(ms: number): Promise<void> {
		await wait(ms, undefined, { signal: this.stopped.signal }).catch(() => undefined);
	}
}

const isSuccess = (status: number | undefined): boolean =>
	status !== undefined && status >= 200 && status < 300;
