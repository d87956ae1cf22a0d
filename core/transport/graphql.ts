/**
 * GraphQL over the network port, of a platform that counts points (Shopify's Admin API). Keeps below the rate limit by the figures
 * of each answer, waits no longer than needed, sends reads again that got lost, and never lets a request, a header or a token into
 * an error.
 */
import type { Clock } from './clock';
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
} from './graphqlFailures';
import { TransportError, type Http, type HttpResponse } from './http';
import type { PageSize } from './pageSize';
import { patiently } from './patience';

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

/** A full bucket takes Shopify half a minute; a longer pause is left to the next run. */
const LONGEST_WAIT_MS = 5 * 60_000;
const PATIENCE = { retries: 5, throttles: 20, longestWaitMs: LONGEST_WAIT_MS };
const TIMEOUT_MS = 60_000;

/** How long the bucket takes to hold so many points more; the figures are the platform's, the bound is ours. */
const refillMs = (points: number, { restoreRate }: Cost): number =>
	Math.min(Math.ceil((points / restoreRate) * 1000), LONGEST_WAIT_MS);

/** The query as it is asks for too many points; a smaller page helps. */
class TooCostlyError extends Error {}

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

export interface GraphqlSite {
	/** where requests go */
	readonly url: string;
	/** how the platform's shop is called in errors */
	readonly name: string;
	/** what a person checks when there is nothing at the address */
	readonly notFound: string;
}

export class GraphqlClient {
	private bucket: { readonly cost: Cost; readonly at: number } | undefined;
	private readonly lastCost = new Map<string, number>();

	constructor(
		protected readonly http: Http,
		protected readonly site: GraphqlSite,
		protected readonly clock: Clock,
	) {}

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
	 * Runs a query for as many things as the platform takes at once.
	 * @param size how many; it is halved until the query is taken, and follows the cost of the answer
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

	private refused(operation: Operation): TransportError {
		return new TransportError(
			'rejected',
			`${this.site.name} refuses the query ${operation.name}: it costs too much.`,
		);
	}

	private async untilAnswered(operation: Operation, variables: Variables): Promise<object> {
		return await this.patiently(operation.kind, async () => {
			await this.waitForPoints(operation);
			return await this.once(operation, variables);
		});
	}

	/** Does something until it succeeds, or fails in a way that trying again does not mend. */
	protected async patiently<T>(kind: Operation['kind'], attempt: () => Promise<T>): Promise<T> {
		return await patiently(this.clock, PATIENCE, kind, attempt);
	}

	private async once(operation: Operation, variables: Variables): Promise<object> {
		const response = await this.http({
			method: 'POST',
			url: this.site.url,
			headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
			body: { query: operation.text, variables, operationName: operation.name },
			timeoutMs: TIMEOUT_MS,
		});
		const failure = failureOfStatus(response, this.site.name, this.site.notFound);
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
		if (serious.length > 0) throw failureOfProblems(serious, this.site.name);
		if (data === undefined) {
			throw new TransportError(
				'uncertain',
				`${this.site.name} answers with something that is no GraphQL answer.`,
			);
		}
		return data;
	}

	/** A query that there are too few points for is answered with status 200 and the figures. */
	private throttled(cost: Cost | undefined): TransportError {
		const missing = cost === undefined ? 0 : cost.requested - cost.available;
		const wait = cost === undefined || missing <= 0 ? 1000 : refillMs(missing, cost);
		return new TransportError('rateLimited', `${this.site.name} gets too many requests.`, wait);
	}

	/** Waits until the bucket holds what the operation took the last time, so that it need not be refused. */
	private async waitForPoints(operation: Operation): Promise<void> {
		const needed = this.lastCost.get(operation.name);
		if (needed === undefined || this.bucket === undefined) return;
		const { cost, at } = this.bucket;
		const restored = ((this.clock.now() - at) / 1000) * cost.restoreRate;
		const missing = Math.min(needed, cost.maximum) - Math.min(cost.available + restored, cost.maximum);
		if (missing > 0) await this.clock.sleep(refillMs(missing, cost));
	}
}
