/**
 * Shopify's Admin GraphQL over the network port. Keeps below the shop's rate limit by the figures of each answer, waits no
 * longer than needed, sends reads again that got lost, and never lets a request, a header or a token into an error.
 */
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpResponse } from '../../../core/transport/http';
import { graphqlUrl } from './auth';
import {
	costOf,
	failureOfProblems,
	failureOfStatus,
	isAccessDenied,
	isThrottled,
	isTooCostly,
	problemsOf,
	type Cost,
	type GraphqlProblem,
} from './failures';
import type { PageSize } from './pageSize';

/** A GraphQL document with what the client must know about it. */
export interface Operation {
	/** the operation's name in the text; costs are remembered by it */
	readonly name: string;
	readonly text: string;
	/** a write whose answer was lost is not sent again */
	readonly kind: 'read' | 'write';
	/** fields that may be missing for lack of a permission: they are null then */
	readonly mayBeDenied?: readonly string[];
}

export type Variables = Readonly<Record<string, unknown>>;

/** Attempts after a connection that failed or an answer that was Shopify's own error. */
const MAX_RETRIES = 5;
/** Attempts after a refusal for speed; each waits as long as Shopify says. */
const MAX_THROTTLES = 20;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;
const TIMEOUT_MS = 60_000;
const DOWNLOAD_TIMEOUT_MS = 120_000;

/** The query as it is asks for too many points; a smaller page helps. */
class TooCostlyError extends Error {}

/** Exponential, with jitter so that several workers do not come back at the same moment. */
function backoffMs(attempt: number): number {
	const full = Math.min(FIRST_BACKOFF_MS * 2 ** attempt, MAX_BACKOFF_MS);
	return Math.ceil(full / 2 + (Math.random() * full) / 2);
}

/** How long to wait before the next attempt; undefined when there is none. */
function waitAfter(
	error: TransportError,
	kind: Operation['kind'],
	retries: number,
	throttles: number,
): number | undefined {
	switch (error.failure) {
		case 'rateLimited':
			return throttles < MAX_THROTTLES ? (error.retryAfterMs ?? backoffMs(throttles)) : undefined;
		case 'uncertain':
			return kind === 'read' && retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		case 'unsent':
			return retries < MAX_RETRIES ? backoffMs(retries) : undefined;
		default:
			return undefined;
	}
}

function dataOf(body: unknown): object | undefined {
	const data: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'data') : undefined;
	return typeof data === 'object' && data !== null ? data : undefined;
}

function isTolerated(problem: GraphqlProblem, operation: Operation): boolean {
	const fields = operation.mayBeDenied ?? [];
	return (
		isAccessDenied(problem) && problem.path.some((part) => typeof part === 'string' && fields.includes(part))
	);
}

export class ShopifyClient {
	private readonly url: string;
	private bucket: { readonly cost: Cost; readonly at: number } | undefined;
	private readonly lastCost = new Map<string, number>();

	/**
	 * @param address see `shopAddress`
	 * @param shop how the shop is called in errors
	 */
	constructor(
		private readonly http: Http,
		address: string,
		private readonly shop: string,
		private readonly clock: Clock,
	) {
		this.url = graphqlUrl(address);
	}

	/**
	 * Runs a query or mutation.
	 * @returns `data` of the answer, never null
	 * @throws TransportError
	 */
	async run(operation: Operation, variables: Variables = {}): Promise<object> {
		try {
			return await this.untilAnswered(operation, variables);
		} catch (error) {
			throw error instanceof TooCostlyError ? this.refused(operation) : error;
		}
	}

	/**
	 * Runs a query for as many things as Shopify takes at once.
	 * @param size how many; it is halved until Shopify takes the query, and follows the cost of the answer
	 * @param variables for that many
	 */
	async runSized(
		operation: Operation,
		size: PageSize,
		variables: (count: number) => Variables,
	): Promise<object> {
		for (;;) {
			try {
				const data = await this.untilAnswered(operation, variables(size.current));
				const cost = this.lastCost.get(operation.name);
				if (cost !== undefined) size.learn(cost);
				return data;
			} catch (error) {
				if (!(error instanceof TooCostlyError)) throw error;
				this.lastCost.delete(operation.name);
				if (!size.halve()) throw this.refused(operation);
			}
		}
	}

	/** Downloads a part of a file at an address that Shopify gave; without the token, which is none of its business. */
	async download(url: string, start: number, end: number): Promise<HttpResponse> {
		const headers = { Range: `bytes=${start}-${end - 1}` };
		return await this.patiently('read', async () => {
			const request = {
				method: 'GET' as const,
				url,
				headers,
				anonymous: true as const,
				timeoutMs: DOWNLOAD_TIMEOUT_MS,
			};
			const response = await this.http(request);
			const failure = failureOfStatus(response, 'The file of the bulk operation');
			if (failure !== undefined) throw failure;
			return response;
		});
	}

	private refused(operation: Operation): TransportError {
		return new TransportError(
			'rejected',
			`${this.shop} refuses the query ${operation.name}: it costs too much.`,
		);
	}

	private async untilAnswered(operation: Operation, variables: Variables): Promise<object> {
		return await this.patiently(operation.kind, async () => {
			await this.waitForPoints(operation);
			return await this.once(operation, variables);
		});
	}

	/** Does something until it succeeds, or fails in a way that trying again does not mend. */
	private async patiently<T>(kind: Operation['kind'], attempt: () => Promise<T>): Promise<T> {
		let retries = 0;
		let throttles = 0;
		for (;;) {
			try {
				return await attempt();
			} catch (error) {
				if (!(error instanceof TransportError)) throw error;
				const wait = waitAfter(error, kind, retries, throttles);
				if (wait === undefined) throw error;
				if (error.failure === 'rateLimited') throttles++;
				else retries++;
				await this.clock.sleep(wait);
			}
		}
	}

	private async once(operation: Operation, variables: Variables): Promise<object> {
		const response = await this.http({
			method: 'POST',
			url: this.url,
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: { query: operation.text, variables, operationName: operation.name },
			timeoutMs: TIMEOUT_MS,
		});
		const failure = failureOfStatus(response, this.shop);
		if (failure !== undefined) throw failure;
		return this.answer(operation, response);
	}

	private answer(operation: Operation, { body }: HttpResponse): object {
		const cost = costOf(body);
		if (cost !== undefined) this.bucket = { cost, at: this.clock.now() };
		const problems = problemsOf(body);
		if (problems.some(isThrottled)) throw this.throttled(cost);
		if (problems.some(isTooCostly)) throw new TooCostlyError();
		if (cost !== undefined) this.lastCost.set(operation.name, cost.requested);
		const data = dataOf(body);
		const serious = problems.filter((problem) => data === undefined || !isTolerated(problem, operation));
		if (serious.length > 0) throw failureOfProblems(serious, this.shop);
		if (data === undefined) {
			throw new TransportError('uncertain', `${this.shop} answers with something that is no GraphQL answer.`);
		}
		return data;
	}

	/** Shopify answers a query that there are too few points for with status 200 and the figures. */
	private throttled(cost: Cost | undefined): TransportError {
		const missing = cost === undefined ? 0 : cost.requested - cost.available;
		const wait = cost === undefined || missing <= 0 ? 1000 : Math.ceil((missing / cost.restoreRate) * 1000);
		return new TransportError('rateLimited', `${this.shop} gets too many requests.`, wait);
	}

	/** Waits until the bucket holds what the operation took the last time, so that Shopify need not refuse it. */
	private async waitForPoints(operation: Operation): Promise<void> {
		const needed = this.lastCost.get(operation.name);
		if (needed === undefined || this.bucket === undefined) return;
		const { cost, at } = this.bucket;
		const restored = ((this.clock.now() - at) / 1000) * cost.restoreRate;
		const missing = Math.min(needed, cost.maximum) - Math.min(cost.available + restored, cost.maximum);
		if (missing > 0) await this.clock.sleep(Math.ceil((missing / cost.restoreRate) * 1000));
	}
}
