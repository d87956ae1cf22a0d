/**
 * The simulated BigCommerce of one store: V2 orders, V3 transactions and refunds, master data and signed webhooks, all fed by
 * a world's day book. See README.md for how a day book looks here.
 */
import { createHash } from 'node:crypto';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { World } from '../../kit/world';
import { LabCannotShow } from './errors';
import { HooksEndpoint } from './hooks/endpoint';
import { HookList, type HookListSnapshot } from './hooks/hookList';
import { noticesOf } from './hooks/notices';
import { HookSender } from './hooks/sender';
import { asXml, notAllowed, notFound, Refusal, refusalAnswer, type Version } from './http/answers';
import { Auth, unauthorized } from './http/auth';
import { masterDataRoutes } from './http/masterData';
import { MONEY_ROUTES } from './http/money';
import { ORDER_ROUTES } from './http/orders';
import { isElsewhere, NOT_SIMULATED, PARAMETERS, UNLISTED } from './http/parameters';
import { Query } from './http/query';
import { RateLimit } from './http/rateLimit';
import { patternOf, type Answer } from './http/route';
import {
	PLANS,
	READING_SALES,
	type BigCommerceLabCredentials,
	type BigCommerceLabOptions,
	type BigCommercePlan,
} from './options';
import { storeHashOf } from './shop/ids';
import { Shop } from './shop/shop';

export type { BigCommerceLabCredentials, BigCommerceLabOptions, BigCommercePlan } from './options';
export { storeHashOf } from './shop/ids';

export interface BigCommerceLab extends LabPlatform {
	/** what a client needs to connect; secret */
	readonly credentials: BigCommerceLabCredentials;
	/** Resolves when webhooks are delivered or given up. */
	idle(): Promise<void>;
}

interface Snapshot {
	readonly hooks: HookListSnapshot;
}

interface Endpoint {
	readonly path: string;
	readonly pattern: RegExp;
	readonly answer: Answer;
}

const STORE_PATH = /^\/stores\/([^/]+)(\/(v2|v3)\/[^?]*?)(?:\.json)?\/?$/;

/** The same shop always has the same keys, so that a lab can be started again under a client that knows them. */
const madeUp = (what: string, shopId: string): string =>
	createHash('sha256').update(`bigcommerce ${what} ${shopId}`).digest('hex');

/** Addresses are linked in an older spelling, and both are understood. */
const modern = (path: string): string =>
	path.replace('/shippingaddresses', '/shipping_addresses').replace('/shippingquotes', '/shipping_quotes');

class SimulatedBigCommerce implements BigCommerceLab {
	readonly name = 'bigcommerce';
	readonly credentials: BigCommerceLabCredentials;
	private readonly shop: Shop;
	private readonly auth: Auth;
	private readonly rateLimit: RateLimit;
	private readonly endpoints: readonly Endpoint[];
	private readonly hooks: HookList;
	private readonly hooksEndpoint: HooksEndpoint;
	private readonly sender: HookSender;
	private readonly requests: Record<string, number> = {};

	constructor(world: World, options: BigCommerceLabOptions) {
		const { id } = world.dayBook.shop;
		const now = options.now ?? Date.now;
		const plan: BigCommercePlan = options.plan ?? 'standard';
		this.credentials = {
			storeHash: options.storeHash ?? storeHashOf(id),
			clientId: options.clientId ?? madeUp('client', id).slice(0, 31),
			clientSecret: options.clientSecret ?? madeUp('secret', id),
			accessToken: options.accessToken ?? madeUp('token', id).slice(0, 31),
		};
		const { storeHash, clientSecret, accessToken } = this.credentials;
		this.shop = new Shop(world, storeHash);
		this.auth = new Auth(accessToken, options.scopes ?? READING_SALES);
		this.rateLimit = new RateLimit(PLANS[plan].quota, now);
		this.endpoints = [...ORDER_ROUTES, ...MONEY_ROUTES, ...masterDataRoutes(plan)].map(([path, answer]) => ({
			path,
			pattern: patternOf(path),
			answer,
		}));
		this.hooks = new HookList(options.allowHttpLoopback ?? false, now, () => this.shop.now());
		this.hooksEndpoint = new HooksEndpoint(this.hooks, this.credentials);
		this.sender = new HookSender(this.hooks, {
			storeHash,
			storeNumber: this.shop.number,
			clientSecret,
			deliver: options.deliver,
			now,
		});
		world.onEvent((event) => this.happen(event));
	}

	handle(request: LabRequest): LabResponse {
		const [, hash, path, versionText] = STORE_PATH.exec(request.path) ?? [];
		if (hash === undefined || path === undefined) return refusalAnswer('v3', notFound());
		const version: Version = versionText === 'v2' ? 'v2' : 'v3';
		const answer = this.limited(request, hash, modern(path), version);
		const answered = { ...answer, headers: { ...this.rateLimit.headers(), ...answer.headers } };
		const wantsJson = (request.headers['accept'] ?? '').includes('application/json');
		return version === 'v2' && !wantsJson ? asXml(answered) : answered;
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				return this.rateLimit.refusal(200);
			case 'serverError':
				return refusalAnswer('v3', new Refusal(500, 'Internal Server Error'));
			case 'unauthorized':
				return refusalAnswer('v3', unauthorized());
		}
	}

	isWrite({ method }: LabRequest): boolean {
		return method !== 'GET' && method !== 'HEAD';
	}

	snapshot(): Snapshot {
		return { hooks: this.hooks.snapshot() };
	}

	restore(snapshot: unknown): void {
		this.hooks.restore((snapshot as Snapshot).hooks);
	}

	inspect(): Record<string, unknown> {
		return {
			storeHash: this.credentials.storeHash,
			orders: this.shop.orders.size,
			requests: { ...this.requests },
			rateLimit: this.rateLimit.inspect(),
			webhooks: {
				...this.sender.inspect(),
				hooks: this.hooks.all.map(({ scope, destination, isActive }) => ({ scope, destination, isActive })),
			},
		};
	}

	async idle(): Promise<void> {
		await this.sender.idle();
	}

	private limited(request: LabRequest, hash: string, path: string, version: Version): LabResponse {
		try {
			// tokens are known before requests are counted: a stranger does not use up the store's quota
			if (hash !== this.credentials.storeHash) throw unauthorized();
			this.auth.check(request, path);
			if (!this.rateLimit.take()) return this.rateLimit.refusal();
			return this.answer(request, path, version);
		} catch (error) {
			if (error instanceof Refusal) return refusalAnswer(version, error);
			if (error instanceof LabCannotShow) return refusalAnswer(version, new Refusal(501, error.message));
			throw error;
		}
	}

	private answer(request: LabRequest, path: string, version: Version): LabResponse {
		const aboutHooks = this.hooksEndpoint.handle(request, path);
		if (aboutHooks !== undefined) {
			this.count(`${request.method} /v3/hooks`);
			return aboutHooks;
		}
		const endpoint = this.endpoints.find(({ pattern }) => pattern.test(path));
		if (endpoint === undefined || request.method !== 'GET') {
			if (isElsewhere(request.method, path))
				throw new Refusal(
					501,
					`LAB_NOT_SIMULATED: BigCommerce has ${request.method} ${path}, the lab does not`,
				);
			throw endpoint === undefined ? notFound() : notAllowed();
		}
		this.count(`GET ${endpoint.path}`);
		const missing = (NOT_SIMULATED[endpoint.path] ?? []).find((name) => request.query.has(name));
		if (missing !== undefined)
			throw new Refusal(
				501,
				`LAB_NOT_SIMULATED: BigCommerce filters ${path} by ${missing}, the lab does not`,
			);
		const query = new Query(request.query, version);
		query.restrictTo([...(PARAMETERS[endpoint.path] ?? []), ...(UNLISTED[endpoint.path] ?? [])]);
		const ids = endpoint.pattern.exec(path)?.slice(1) ?? [];
		const view = {
			shop: this.shop,
			baseUrl: `https://api.bigcommerce.com/stores/${this.credentials.storeHash}`,
		};
		return endpoint.answer({ query, view, ids });
	}

	private count(what: string): void {
		this.requests[what] = (this.requests[what] ?? 0) + 1;
	}

	/** An event of the world: the store takes it in, and whoever subscribed hears of it. */
	private happen(event: World['dayBook']['events'][number]): void {
		const key = 'orderId' in event ? event.orderId : undefined;
		const before = key === undefined ? undefined : this.shop.orders.order(key);
		const changed = this.shop.apply(event);
		const order = changed === undefined ? undefined : this.shop.orders.order(changed);
		if (order === undefined) return;
		for (const notice of noticesOf(order, before)) this.sender.send(notice);
	}
}

/**
 * A simulated BigCommerce over a world.
 * @param world the day book and its clock; events that happen later are seen and told by webhooks
 */
export const bigCommerceLab = (world: World, options: BigCommerceLabOptions = {}): BigCommerceLab =>
	new SimulatedBigCommerce(world, options);
