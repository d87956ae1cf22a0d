/** A clock that only moves when somebody waits, a network that answers from a script, and orders to change. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { WooCommerceClient } from '../../../../connectors/stores/woocommerce/client';
import type { MappingContext, WholeOrder } from '../../../../connectors/stores/woocommerce/toDocuments';
import { DEFAULT_STORE_POLICY } from '../../../../core/store/connector';
import type { Clock } from '../../../../core/transport/clock';
import type { Http, HttpRequest, HttpResponse } from '../../../../core/transport/http';

export class FakeClock implements Clock {
	readonly slept: number[] = [];
	constructor(private time = Date.parse('2026-11-27T12:00:00Z')) {}

	now(): number {
		return this.time;
	}

	async sleep(ms: number): Promise<void> {
		this.slept.push(ms);
		this.time += ms;
		return await Promise.resolve();
	}
}

export const SITE = 'https://harbour.example/shop';
export const SHOP = 'harbour.example/shop';

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
	status: 200,
	headers,
	body,
});

export const refusal = (
	status: number,
	code: string,
	message: string,
	headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({ status, headers, body: { code, message, data: { status } } });

export const page = (status: number, html: string, headers: Readonly<Record<string, string>> = {}) => ({
	status,
	headers,
	body: html,
});

type Step = HttpResponse | Error | ((request: HttpRequest) => HttpResponse);

/** Answers one step a request, and remembers the requests. More requests than steps are an error. */
export function scripted(...steps: Step[]): { http: Http; requests: HttpRequest[] } {
	const requests: HttpRequest[] = [];
	const left = [...steps];
	const http: Http = async (request) => {
		requests.push(request);
		const step = left.shift();
		if (step === undefined) throw new Error(`unexpected request ${requests.length}: ${request.url}`);
		if (step instanceof Error) throw step;
		return await Promise.resolve(typeof step === 'function' ? step(request) : step);
	};
	return { http, requests };
}

/** The route of a request below the API, with its method. */
export const routeOf = ({ method, url }: HttpRequest): string =>
	`${method} ${url.replace(SITE, '').replace('/wp-json/wc/v3', '')}`;

/** Answers by route. */
export function answering(answers: Readonly<Record<string, (request: HttpRequest) => HttpResponse>>): {
	http: Http;
	requests: HttpRequest[];
} {
	const requests: HttpRequest[] = [];
	const http: Http = async (request) => {
		requests.push(request);
		const answer = answers[routeOf(request)];
		if (answer === undefined) throw new Error(`unexpected request ${routeOf(request)}`);
		return await Promise.resolve(answer(request));
	};
	return { http, requests };
}

export const clientOf = (http: Http, clock: Clock = new FakeClock()): WooCommerceClient =>
	new WooCommerceClient(http, SITE, SHOP, clock);

/** JSON that a test may change anywhere. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

const GOLDEN = resolve(__dirname, '../../../../connectors/stores/woocommerce/golden');

/** A fresh copy of a golden case's order with its refunds. */
export function goldenOrder(name: string): WholeOrder & { order: Json; refunds: Json[] } {
	return JSON.parse(readFileSync(`${GOLDEN}/${name}/payload.json`, 'utf8')) as ReturnType<typeof goldenOrder>;
}

export const context: MappingContext = {
	shop: {
		platform: 'woocommerce',
		storeId: SHOP,
		url: SITE,
		name: 'Harbour Goods',
		currency: 'USD',
		timeZone: 'America/Los_Angeles',
		country: 'US',
		region: 'CA',
		pricesIncludeTax: false,
		findings: [],
	},
	policy: DEFAULT_STORE_POLICY,
	now: Date.parse('2026-11-27T12:00:00Z'),
};
