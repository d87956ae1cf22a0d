/** A clock that only moves when somebody waits, a network that answers as a shop would, and orders to change. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { BigCommerceClient } from '../../../../connectors/stores/bigcommerce/client';
import type { MappingContext } from '../../../../connectors/stores/bigcommerce/toDocuments';
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
}

export const STORE = 'abc123';
export const LAB = 'http://127.0.0.1:4030';
const PREFIX = `${LAB}/stores/${STORE}`;

export const ok = (body: unknown, headers: Record<string, string> = {}): HttpResponse => ({
	status: 200,
	headers,
	body,
});
export const NOTHING: HttpResponse = { status: 204, headers: {}, body: '' };
export const refusal = (
	status: number,
	body: unknown = '',
	headers: Record<string, string> = {},
): HttpResponse => ({
	status,
	headers,
	body,
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

/** Answers by path. */
export function answering(answer: (path: string, request: HttpRequest) => HttpResponse | undefined): {
	http: Http;
	requests: HttpRequest[];
	paths: () => string[];
} {
	const requests: HttpRequest[] = [];
	const pathOf = ({ url }: HttpRequest): string => url.replace(PREFIX, '');
	const http: Http = async (request) => {
		requests.push(request);
		const found = answer(pathOf(request), request);
		if (found === undefined) throw new Error(`unexpected request ${request.method} ${request.url}`);
		return await Promise.resolve(found);
	};
	return { http, requests, paths: () => requests.map(pathOf) };
}

export const clientOf = (http: Http, clock: Clock = new FakeClock()): BigCommerceClient =>
	new BigCommerceClient(http, STORE, LAB, clock);

/** JSON that a test may change anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export const GOLDEN = resolve(__dirname, '../../../../connectors/stores/bigcommerce/golden');

/** A fresh copy of a golden case's order. */
export function goldenOrder(name: string): Json {
	const payload = JSON.parse(readFileSync(`${GOLDEN}/${name}/payload.json`, 'utf8')) as { order: unknown };
	return payload.order;
}

export const context: MappingContext = {
	shop: {
		platform: 'bigcommerce',
		storeId: STORE,
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

export const STORE_ANSWER = {
	id: STORE,
	name: 'Harbour Goods',
	currency: 'USD',
	country_code: 'US',
	is_price_entered_with_tax: false,
	timezone: { name: 'America/New_York', raw_offset: -18000 },
};
