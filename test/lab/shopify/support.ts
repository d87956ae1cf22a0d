/** A simulated shop for a test, and the ways to ask it: straight through `handle`, without a network. */
import type { DayBook } from '../../../lab/daybook/events';
import type { LabResponse } from '../../../lab/kit/platform';
import { World } from '../../../lab/kit/world';
import { shopifyLab, type ShopifyLab, type ShopifyLabOptions } from '../../../lab/stores/shopify';

/** JSON as it comes; tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly data: Json;
	readonly errors: Json;
	readonly extensions: Json;
	readonly body: Json;
}

export interface Shop {
	readonly lab: ShopifyLab;
	readonly world: World;
	/** One GraphQL request with the static token, or another one. */
	ask(query: string, variables?: object, more?: { token?: string; operationName?: string }): Promise<Answer>;
	/** The data of a request that must succeed. */
	data(query: string, variables?: object, operationName?: string): Promise<Json>;
	/** Any request. */
	send(path: string, body: string, headers?: Record<string, string>, method?: string): Promise<LabResponse>;
}

export const GRAPHQL = '/admin/api/2026-10/graphql.json';

const parsed = (body: LabResponse['body']): Json =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.parse(JSON.stringify(body));

/** @param startAt when the world opens; by default all has happened */
export function openShop(dayBook: DayBook, options: ShopifyLabOptions = {}, startAt?: number): Shop {
	const world = new World(dayBook, startAt);
	const lab = shopifyLab(world, { plan: 'plus', ...options });
	const send: Shop['send'] = async (path, body, headers = {}, method = 'POST') =>
		await lab.handle({
			method,
			path,
			query: new URLSearchParams(),
			headers: { 'content-type': 'application/json', host: '127.0.0.1:4010', ...headers },
			rawBody: Buffer.from(body),
		});
	const ask: Shop['ask'] = async (query, variables = {}, more = {}) => {
		const { token = lab.credentials.accessToken, operationName } = more;
		const body = JSON.stringify({ query, variables, operationName });
		const answer = await send(GRAPHQL, body, { 'x-shopify-access-token': token });
		const json = parsed(answer.body);
		const { data, errors, extensions } = json;
		return { status: answer.status, headers: answer.headers ?? {}, data, errors, extensions, body: json };
	};
	const data: Shop['data'] = async (query, variables, operationName) => {
		const answer = await ask(query, variables, operationName === undefined ? {} : { operationName });
		if (answer.errors !== undefined) throw new Error(JSON.stringify(answer.errors).slice(0, 2000));
		return answer.data;
	};
	return { lab, world, ask, data, send };
}

/** All nodes of a connection at the root, page by page. */
export async function allNodes(
	shop: Shop,
	query: string,
	field: string,
	variables: object = {},
): Promise<Json[]> {
	const nodes: Json[] = [];
	let after: string | null = null;
	do {
		const page: Json = (await shop.data(query, { ...variables, after }))[field];
		nodes.push(...page.nodes);
		after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
	} while (after !== null);
	return nodes;
}

/** Minor units of a MoneyV2 amount with two digits or fewer. */
export function cents(amount: string): number {
	const [whole = '', fraction = ''] = amount.replace('-', '').split('.');
	const units = Number(whole) * 100 + Number(fraction.padEnd(2, '0'));
	return amount.startsWith('-') ? -units : units;
}

export const shopCents = (bag: Json): number => cents(bag.shopMoney.amount);
