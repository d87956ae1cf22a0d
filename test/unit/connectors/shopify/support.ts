/** A clock that only moves when somebody waits, a network that answers from a script, and orders to change. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { graphqlUrl } from '../../../../connectors/stores/shopify/auth';
import { ShopifyClient } from '../../../../connectors/stores/shopify/client';
import type { MappingContext } from '../../../../connectors/stores/shopify/toDocuments';
import { DEFAULT_STORE_POLICY } from '../../../../core/store/connector';
import type { Clock } from '../../../../core/transport/clock';
import type { Http, HttpRequest, HttpResponse } from '../../../../core/transport/http';

export class FakeClock implements Clock {
	readonly slept: number[] = [];
	constructor(private time = Date.parse('2026-11-20T12:00:00Z')) {}

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.time += ms;
		return await Promise.resolve();
	}

	pass(ms: number): void {
		this.time += ms;
	}
}

export const ADDRESS = 'http://127.0.0.1:4010';
export const SHOP = 'harbour-goods.myshopify.com';
export const URL_OF_GRAPHQL = graphqlUrl(ADDRESS);

export interface GraphqlBody {
	readonly query: string;
	readonly operationName: string;
	readonly variables: Readonly<Record<string, unknown>>;
}

/** What a GraphQL request of the client asks. */
export const asked = (request: HttpRequest): GraphqlBody => request.body as GraphqlBody;

export const ok = (data: unknown, extensions?: unknown): HttpResponse => ({
	status: 200,
	headers: {},
	body: { data, ...(extensions === undefined ? {} : { extensions }) },
});

export const problem = (message: string, code: string, extensions?: unknown): HttpResponse => ({
	status: 200,
	headers: {},
	body: { errors: [{ message, extensions: { code } }], ...(extensions === undefined ? {} : { extensions }) },
});

export const cost = (requested: number, available: number, maximum = 2000, restoreRate = 100) => ({
	cost: {
		requestedQueryCost: requested,
		actualQueryCost: requested,
		throttleStatus: { maximumAvailable: maximum, currentlyAvailable: available, restoreRate },
	},
});

type Step = HttpResponse | Error | ((request: HttpRequest) => HttpResponse);

/** Answers one step a request, and remembers the requests. More requests than steps are an error. */
export function scripted(...steps: Step[]): { http: Http; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	const left = [...steps];
	const http: Http = async (request) => {
		requests.push(request);
		const step = left.shift();
		if (step === undefined) throw new Error(`unexpected request ${requests.length}`);
		if (step instanceof Error) throw step;
		return await Promise.resolve(typeof step === 'function' ? step(request) : step);
	};
	return { http, requests };
}

/** Answers by operation. */
export function answering(
	answers: Readonly<
		Record<string, (variables: GraphqlBody['variables'], request: HttpRequest) => HttpResponse>
	>,
): { http: Http; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	const http: Http = async (request) => {
		requests.push(request);
		const name = request.method === 'GET' ? 'download' : asked(request).operationName;
		const answer = answers[name];
		if (answer === undefined) throw new Error(`unexpected operation ${name}`);
		return await Promise.resolve(answer(request.method === 'GET' ? {} : asked(request).variables, request));
	};
	return { http, requests };
}

export const clientOf = (http: Http, clock: Clock = new FakeClock()): ShopifyClient =>
	new ShopifyClient(http, ADDRESS, SHOP, clock);

/** JSON that a test may change anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

const GOLDEN = resolve(__dirname, '../../../../connectors/stores/shopify/golden');

/** A fresh copy of a golden case's order. */
export function goldenOrder(name: string): Json {
	const payload = JSON.parse(readFileSync(`${GOLDEN}/${name}/payload.json`, 'utf8')) as { order: unknown };
	return payload.order;
}

export const context: MappingContext = {
	shop: {
		platform: 'shopify',
		storeId: SHOP,
		name: 'Harbour Goods',
		currency: 'USD',
		timeZone: 'America/New_York',
		country: 'US',
		pricesIncludeTax: false,
		findings: [],
	},
	policy: DEFAULT_STORE_POLICY,
	now: Date.parse('2026-11-20T12:00:00Z'),
};
