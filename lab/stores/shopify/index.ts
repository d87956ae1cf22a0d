/**
 * The simulated Shopify of one shop: Admin GraphQL against the official schema, client credentials, cost-based limits,
 * bulk operations and signed webhooks, all fed by a world's day book. See README.md for how a day book looks here.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { World } from '../../kit/world';
import { Auth, UNAUTHORIZED, type AuthSnapshot } from './auth';
import { BulkOperations } from './bulk/operations';
import { Throttle } from './cost/throttle';
import { MutationRoot } from './graph/mutation';
import { OrderNode } from './graph/order';
import { QueryRoot } from './graph/query';
import type { Session } from './graph/session';
import { GraphqlEndpoint, newCounts, throttledAnswer } from './graphqlEndpoint';
import { API_VERSION, READING_SALES, type ShopifyLabCredentials, type ShopifyLabOptions } from './options';
import { shopifySchema } from './schema';
import { Shop } from './shop/shop';
import { bulkFinished, noticesOf } from './webhooks/notices';
import { WebhookSender } from './webhooks/sender';
import { Subscriptions } from './webhooks/subscriptions';

export type { ShopifyLabCredentials, ShopifyLabOptions, ShopifyPlan } from './options';

export interface ShopifyLab extends LabPlatform {
	/** what a client needs to connect; secret */
	readonly credentials: ShopifyLabCredentials;
	/** Ends the tokens of 24 hours that were issued. */
	revokeTokens(): void;
	/** Resolves when webhooks are delivered (or given up) and bulk operations are done. */
	idle(): Promise<void>;
}

interface Snapshot {
	readonly auth: AuthSnapshot;
	readonly subscriptions: ReturnType<Subscriptions['snapshot']>;
}

const GRAPHQL_PATH = /^\/admin\/api\/(\d{4}-\d{2})\/graphql\.json$/;
const BULK_PATH = /^\/bulk-results\/(\d+)\/([0-9a-f]+)\.jsonl$/;
const NOT_FOUND: LabResponse = { status: 404, body: { errors: 'Not Found' } };

/** The same shop always has the same keys, so that a lab can be started again under a client that knows them. */
function madeUp(prefix: string, shopId: string): string {
	return prefix + createHash('sha256').update(`${prefix} ${shopId}`).digest('hex').slice(0, 32);
}

function domainOf(shopId: string): string {
	const slug = shopId.toLowerCase().replace(/[^a-z0-9]+/g, '-');
	return `${slug.replace(/^-|-$/g, '') || 'lab'}.myshopify.com`;
}

class SimulatedShopify implements ShopifyLab {
	readonly name = 'shopify';
	private readonly shop: Shop;
	private readonly auth: Auth;
	private readonly scopes: ReadonlySet<string>;
	private readonly throttle: Throttle;
	private readonly counts = newCounts();
	private readonly endpoint: GraphqlEndpoint;
	private readonly subscriptions: Subscriptions;
	private readonly bulkOperations: BulkOperations;
	private readonly sender: WebhookSender;
	private readonly now: () => number;

	constructor(
		world: World,
		private readonly options: ShopifyLabOptions,
	) {
		const { id } = world.dayBook.shop;
		this.now = options.now ?? Date.now;
		this.shop = new Shop(world, options.shopDomain ?? domainOf(id));
		const scopes = options.scopes ?? READING_SALES;
		this.scopes = new Set(scopes);
		this.auth = new Auth(
			{
				clientId: options.clientId ?? madeUp('', id),
				clientSecret: options.clientSecret ?? madeUp('shpss_', id),
				accessToken: options.accessToken ?? madeUp('shpat_', id),
			},
			scopes,
			this.now,
		);
		this.throttle = new Throttle(options.plan ?? 'standard');
		this.subscriptions = new Subscriptions(options.allowHttpLoopback ?? false, this.now);
		this.bulkOperations = new BulkOperations(
			this.now,
			() => randomBytes(16).toString('hex'),
			(done) => {
				const zone = this.shop.details.timeZone;
				const at = { created: done.createdAt, completed: done.completedAt ?? this.now() };
				this.sender.send({
					topic: 'bulk_operations/finish',
					body: () => bulkFinished(done.id, done.status, at, zone),
				});
			},
		);
		this.sender = new WebhookSender(this.subscriptions, {
			shopDomain: this.shop.domain,
			clientSecret: () => this.auth.current.clientSecret,
			deliver: options.deliver,
			now: this.now,
		});
		const roots = { query: new QueryRoot(), mutation: new MutationRoot() };
		this.endpoint = new GraphqlEndpoint(this.throttle, roots, this.counts);
		world.onEvent((event) => this.happen(event));
	}

	get credentials(): ShopifyLabCredentials {
		return { shopDomain: this.shop.domain, ...this.auth.current };
	}

	async handle(request: LabRequest): Promise<LabResponse> {
		const { status, headers, body } = await this.answer(request);
		const own = { 'x-request-id': randomUUID(), 'x-shopify-api-version': API_VERSION };
		return { status, body, headers: { ...own, ...headers } };
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				// as if the bucket were empty: a client that reckons waits a fifth of a second on the standard plan
				return throttledAnswer(20, { ...this.throttle.status(), currentlyAvailable: 0 });
			case 'serverError':
				return { status: 500, body: { errors: 'Internal Server Error' } };
			case 'unauthorized':
				return UNAUTHORIZED;
		}
	}

	isWrite({ path, rawBody }: LabRequest): boolean {
		// a mutation names itself at the start of its document, after comments and before any other operation
		return (
			GRAPHQL_PATH.test(path) &&
			/"query"\s*:\s*"(?:\\n|\\t|\s|#[^"]*?\\n)*mutation\b/.test(rawBody.toString('utf8'))
		);
	}

	logPath(path: string): string {
		return path.replace(BULK_PATH, '/bulk-results/$1/(secret).jsonl');
	}

	snapshot(): Snapshot {
		return { auth: this.auth.snapshot(), subscriptions: this.subscriptions.snapshot() };
	}

	restore(snapshot: unknown): void {
		const { auth, subscriptions } = snapshot as Snapshot;
		this.auth.restore(auth);
		this.subscriptions.restore(subscriptions);
	}

	inspect(): Record<string, unknown> {
		return {
			shop: this.shop.domain,
			orders: this.shop.orders.size,
			graphql: this.counts,
			throttle: this.throttle.status(),
			webhooks: {
				...this.sender.inspect(),
				subscriptions: this.subscriptions.all.map(({ topic, uri, failures }) => ({ topic, uri, failures })),
			},
			bulkOperations: this.bulkOperations.all.map(({ id, status, objectCount }) => ({
				id,
				status,
				objectCount,
			})),
		};
	}

	handedOut(): readonly string[] {
		return this.auth.handedOut();
	}

	revokeTokens(): void {
		this.auth.revokeIssued();
	}

	async idle(): Promise<void> {
		await this.bulkOperations.idle();
		await this.sender.idle();
	}

	private async answer(request: LabRequest): Promise<LabResponse> {
		const { method, path } = request;
		const [, file, token] = BULK_PATH.exec(path) ?? [];
		if (file !== undefined && token !== undefined && method === 'GET') {
			return this.bulkFile(Number(file), token, request.headers['range']);
		}
		if (method !== 'POST') return NOT_FOUND;
		if (path === '/admin/oauth/access_token') return this.auth.grant(request);
		const [, version] = GRAPHQL_PATH.exec(path) ?? [];
		// an older version falls forward to the oldest that is supported: here the only one
		if (version === undefined || version > API_VERSION) return NOT_FOUND;
		if (!this.auth.accepts(request)) return UNAUTHORIZED;
		return await this.endpoint.handle(request, await this.session(request));
	}

	/** The result file, or the part of it that is asked for: Shopify keeps it in a storage that knows byte ranges. */
	private bulkFile(id: number, token: string, range: string | undefined): LabResponse {
		const file = this.bulkOperations.file(id, token);
		if (file === undefined) return NOT_FOUND;
		const type = { 'content-type': 'application/jsonl', 'accept-ranges': 'bytes' };
		const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(range ?? '') ?? [];
		if (from === undefined) return { status: 200, headers: type, body: file };
		const start = Number(from);
		const end = Math.min(to === undefined || to === '' ? file.length : Number(to) + 1, file.length);
		if (start >= end)
			return { status: 416, headers: { 'content-range': `bytes */${file.length}` }, body: '' };
		const headers = { ...type, 'content-range': `bytes ${start}-${end - 1}/${file.length}` };
		return { status: 206, headers, body: file.subarray(start, end) };
	}

	private async session({ headers }: LabRequest): Promise<Session> {
		const session: Session = {
			shop: this.shop,
			schema: await shopifySchema(),
			scopes: this.scopes,
			plan: this.options.plan ?? 'standard',
			showsPersonalData: this.options.protectedData === 'granted',
			subscriptions: this.subscriptions,
			bulkOperations: this.bulkOperations,
			bulk: false,
			notices: [],
			now: this.now,
			orderNode: (order) => new OrderNode(order, session),
			baseUrl: `http://${headers['host'] ?? this.shop.domain}`,
		};
		return session;
	}

	/** An event of the world: the shop takes it in, and whoever subscribed hears of it. */
	private happen(event: World['dayBook']['events'][number]): void {
		const key = 'orderId' in event ? event.orderId : event.kind === 'order' ? event.id : undefined;
		const before = key === undefined || event.kind === 'order' ? undefined : this.shop.orders.order(key);
		const changed = this.shop.apply(event);
		const order = changed === undefined ? undefined : this.shop.orders.order(changed);
		if (order === undefined) return;
		const view = { shop: this.shop, showsPersonalData: this.options.protectedData === 'granted' };
		for (const notice of noticesOf(event, order, before, view)) this.sender.send(notice);
	}
}

/**
 * A simulated Shopify over a world.
 * @param world the day book and its clock; events that happen later are seen and told by webhooks
 */
export const shopifyLab = (world: World, options: ShopifyLabOptions = {}): ShopifyLab =>
	new SimulatedShopify(world, options);
