/** Stripe as a payment gateway: payouts with all their transactions, and disputes, as canonical documents. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import type {
	GatewayConnector,
	GatewayInfo,
	GatewayPolicy,
	GatewaySession,
	GatewaySettings,
	PayoutWindow,
	ReadPayout,
} from '../../../core/gateway/connector';
import { checkTimeZone } from '../../../core/time/zones';
import type { Clock } from '../../../core/transport/clock';
import type { Http } from '../../../core/transport/http';
import { readOnce } from '../../../core/transport/readOnce';
import { readAccount, readAccountId } from './account';
import { StripeClient, type Query } from './client';
import { NAME, PLATFORM, type MappingContext } from './context';
import { disputeDocuments } from './disputes';
import { MAX_TRANSACTIONS } from './payload';
import { isToldApart, toDocuments } from './toDocuments';

const DAY_S = 86_400;
/** Stripe gives the newest first: a stretch of so many days is read and turned round. */
const STRETCH_S = 31 * DAY_S;
/** The first that Stripe can have. */
const BEGINNING_S = Date.parse('2010-01-01T00:00:00Z') / 1000;
const MOST_IN_STRETCH = 10_000;
/** So many payouts a page: each comes with all its transactions. */
const PAGE = 10;
/** A dispute goes on for about as long, from its opening to its end. https://docs.stripe.com/disputes/how-disputes-work */
const DISPUTE_LASTS_S = 200 * DAY_S;

const seconds = (instant: string): number => Math.floor(Date.parse(instant) / 1000);

class StripeSession implements GatewaySession {
	private readonly client: StripeClient;
	private readonly accountId: () => Promise<string>;

	constructor(
		http: Http,
		private readonly settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		this.client = new StripeClient(http, settings.baseUrl, clock);
		this.accountId = readOnce(async () => await readAccountId(this.client, settings.account));
	}

	async account(): Promise<GatewayInfo> {
		return await readAccount(this.client, this.settings.account);
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		const context = await this.context();
		const expand = { 'expand[]': 'data.failure_balance_transaction' };
		for (const stretch of this.stretches(window)) {
			const newestFirst = await this.client.all('/v1/payouts', { ...stretch, ...expand }, MOST_IN_STRETCH);
			const payouts = newestFirst.toReversed();
			for (let index = 0; index < payouts.length; index += PAGE) {
				const page: ReadPayout[] = [];
				for (const payout of payouts.slice(index, index + PAGE)) page.push(await this.read(payout, context));
				yield page;
			}
		}
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		const context = await this.context();
		const found: ReadPayout[] = [];
		const expand = { 'expand[]': 'failure_balance_transaction' };
		for (const id of new Set(ids)) {
			if (!/^po_\w{1,250}$/.test(id)) continue;
			const payout = await this.client.find(`/v1/payouts/${id}`, expand);
			if (payout !== undefined) found.push(await this.read(payout, context));
		}
		return found;
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		const context = await this.context();
		const opened = {
			...window,
			from: new Date((seconds(window.from) - DISPUTE_LASTS_S) * 1000).toISOString(),
		};
		const to = window.to === undefined ? Number.POSITIVE_INFINITY : Date.parse(window.to);
		const isInside = (document: Dispute | HeldDocument): boolean => {
			if (document.type === 'Held') return true;
			const at = Date.parse(document.occurredAt);
			return at >= Date.parse(window.from) && at < to;
		};
		for (const stretch of this.stretches(opened)) {
			const disputes = await this.client.all('/v1/disputes', stretch, MOST_IN_STRETCH);
			const documents = disputes.toReversed().flatMap((dispute) => disputeDocuments(dispute, context));
			const page = documents.filter(isInside);
			if (page.length > 0) yield page;
		}
	}

	/** One payout with what it consists of, where Stripe can tell. */
	private async read(payout: unknown, context: MappingContext): Promise<ReadPayout> {
		if (!isToldApart(payout)) return toDocuments({ payout, transactions: [] }, context);
		const id = String(Reflect.get(Object(payout), 'id'));
		const query = { payout: id, 'expand[]': 'data.source' };
		const transactions = await this.client.all('/v1/balance_transactions', query, MAX_TRANSACTIONS);
		return toDocuments({ payout, transactions }, context);
	}

	private async context(): Promise<MappingContext> {
		return { accountId: await this.accountId(), policy: this.policy, now: this.clock.now() };
	}

	/** The window in stretches, as Stripe filters by them: from inclusive, to exclusive. */
	private *stretches({ from, to }: PayoutWindow): Generator<Query> {
		const first = Math.max(seconds(from), BEGINNING_S);
		const now = Math.floor(this.clock.now() / 1000);
		const end = to === undefined ? Math.max(now, first) : seconds(to);
		let start = first;
		for (; start + STRETCH_S < end; start += STRETCH_S)
			yield { 'created[gte]': String(start), 'created[lt]': String(start + STRETCH_S) };
		// without an end: what is issued while it is read comes too
		if (to === undefined) yield { 'created[gte]': String(start) };
		else if (start < end) yield { 'created[gte]': String(start), 'created[lt]': String(end) };
	}
}

/** Stripe's API, in the version of `STRIPE_VERSION`. */
export const stripe = {
	id: PLATFORM,
	displayName: NAME,
	gatewayNames: ['stripe', 'stripe_cc', 'Stripe'],
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		checkTimeZone(policy.timeZone);
		return new StripeSession(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
