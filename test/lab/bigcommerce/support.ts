/** A simulated store for a test, and the ways to ask it: straight through `handle`, without a network. */
import type { DayBook } from '../../../lab/daybook/events';
import type { LabResponse } from '../../../lab/kit/platform';
import { World } from '../../../lab/kit/world';
import {
	bigCommerceLab,
	type BigCommerceLab,
	type BigCommerceLabOptions,
} from '../../../lab/stores/bigcommerce';

/** JSON as it comes; tests say what they expect of it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Json = any;

export interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Json;
}

export interface More {
	readonly token?: string;
	readonly method?: string;
	readonly body?: object | string;
	readonly accept?: string;
	readonly hash?: string;
}

export interface Store {
	readonly lab: BigCommerceLab;
	readonly world: World;
	/** One request below the store, e.g. "/v2/orders?limit=2". */
	ask(path: string, more?: More): Promise<Answer>;
	/** The body of a GET that must succeed. */
	get(path: string): Promise<Json>;
}

const parsed = (body: LabResponse['body']): Json =>
	typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.parse(JSON.stringify(body));

/** @param startAt when the world opens; by default all has happened */
export function openStore(dayBook: DayBook, options: BigCommerceLabOptions = {}, startAt?: number): Store {
	const copy = { ...dayBook, products: [...dayBook.products], customers: [...dayBook.customers] };
	const world = new World({ ...copy, events: [...dayBook.events] }, startAt);
	const lab = bigCommerceLab(world, { plan: 'enterprise', ...options });
	const ask: Store['ask'] = async (path, more = {}) => {
		const { token = lab.credentials.accessToken, method = 'GET', accept = 'application/json' } = more;
		const url = new URL(`http://lab/stores/${more.hash ?? lab.credentials.storeHash}${path}`);
		const body = typeof more.body === 'object' ? JSON.stringify(more.body) : (more.body ?? '');
		const answer = await lab.handle({
			method,
			path: url.pathname,
			query: url.searchParams,
			headers: { accept, 'content-type': 'application/json', 'x-auth-token': token },
			rawBody: Buffer.from(body),
		});
		return { status: answer.status, headers: answer.headers ?? {}, body: parsed(answer.body) };
	};
	const get: Store['get'] = async (path) => {
		const answer = await ask(path);
		if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
		return answer.body;
	};
	return { lab, world, ask, get };
}

/** All pages of a V2 list: until there is nothing (204). */
export async function allV2(store: Store, path: string, limit = 250): Promise<Json[]> {
	const all: Json[] = [];
	for (let page = 1; ; page++) {
		const { status, body } = await store.ask(
			`${path}${path.includes('?') ? '&' : '?'}page=${page}&limit=${limit}`,
		);
		if (status === 204) return all;
		if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
		all.push(...body);
	}
}
