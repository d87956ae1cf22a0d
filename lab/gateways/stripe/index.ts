/**
 * Stripe's API as far as payouts go: the account, its balance, payouts, balance transactions and disputes, read only. As strict as
 * the real one about parameters, keys, pages and versions, in Stripe's own words.
 */
import { GatewayBook, type BookPayout, type Movement } from '../../kit/gatewayBook';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import type { World } from '../../kit/world';
import { stripeAmount } from './amounts';
import { disputeId, payoutId, transactionId } from './ids';
import { page, type Listed } from './lists';
import {
	balanceTransaction,
	disputeObject,
	epoch,
	payoutObject,
	payoutTransaction,
	sourceOf,
	type Json,
} from './objects';
import { Parameters } from './query';
import { noPermission, noSuch, Refusal, refusalResponse } from './refusals';

export interface StripeOptions {
	/** the names that the day book has for it */
	readonly gateways: readonly string[];
	readonly accountId: string;
	readonly secretKey: string;
	/** may read everything but disputes */
	readonly restrictedKey?: string;
	/** payouts (ids of the day book) that were asked for by hand */
	readonly manual?: readonly string[];
	/** requests a second; Stripe's own limit in live mode by default. https://docs.stripe.com/rate-limits */
	readonly perSecond?: number;
}

/** The newest version that this lab knows. */
const NEWEST_VERSION = '2026-10-28.endive';
const PER_SECOND = 100;
const LIST = ['limit', 'starting_after', 'ending_before', 'expand'];

interface Route {
	readonly permission: string;
	answer(query: URLSearchParams, id: string): Json;
}

export class StripeLab implements LabPlatform {
	readonly name = 'stripe';
	private readonly book: GatewayBook;
	private readonly counts: Record<string, number> = {};
	private window = { second: 0, requests: 0 };

	constructor(
		world: World,
		private readonly options: StripeOptions,
	) {
		this.book = new GatewayBook(world, new Set(options.gateways));
	}

	handle(request: LabRequest): LabResponse {
		try {
			const mayOnlyRead = this.authenticate(request.headers);
			this.checkVersion(request.headers['stripe-version']);
			this.checkRate();
			const [path, id] = this.split(request);
			const route = this.routes()[path];
			if (request.method !== 'GET' || route === undefined) {
				const text = `Unrecognized request URL (${request.method}: ${request.path}). Please see https://docs.stripe.com or we can help at https://support.stripe.com/.`;
				throw new Refusal(404, text);
			}
			if (mayOnlyRead && route.permission === 'rak_dispute_read')
				throw noPermission(route.permission, this.options.accountId);
			this.counts[path] = (this.counts[path] ?? 0) + 1;
			return { status: 200, headers: { 'request-id': 'req_lab' }, body: route.answer(request.query, id) };
		} catch (error) {
			if (error instanceof Refusal) return refusalResponse(error);
			throw error;
		}
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				return rateLimited();
			case 'unauthorized':
				return refusalResponse(new Refusal(401, 'Invalid API Key provided: sk_live_****'));
			default:
				return refusalResponse(new Refusal(500, 'An unknown error occurred', { type: 'api_error' }));
		}
	}

	isWrite = ({ method }: LabRequest): boolean => method !== 'GET';
	snapshot = (): unknown => ({});
	restore = (): void => undefined;

	inspect(): Record<string, unknown> {
		return {
			payouts: this.book.payouts().length,
			balanceTransactions: this.book.movements().length,
			disputes: this.book.disputes().size,
			calls: { ...this.counts },
		};
	}

	private get now(): number {
		return this.book.now;
	}

	/** @returns whether the key is a restricted one. @throws Refusal */
	private authenticate({ authorization = '' }: LabRequest['headers']): boolean {
		const bearer = /^Bearer (\S+)$/.exec(authorization)?.[1];
		const basic = /^Basic (\S+)$/.exec(authorization)?.[1];
		const key =
			bearer ?? (basic === undefined ? '' : (Buffer.from(basic, 'base64').toString().split(':')[0] ?? ''));
		if (key === '')
			throw new Refusal(
				401,
				"You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
			);
		if (key === this.options.secretKey) return false;
		if (key === this.options.restrictedKey) return true;
		throw new Refusal(401, `Invalid API Key provided: ${key.slice(0, 8)}****`);
	}

	private checkVersion(version: string | undefined): void {
		if (version === undefined) return;
		const isKnown =
			/^\d{4}-\d\d-\d\d(\.[a-z]+)?$/.test(version) && version.slice(0, 10) <= NEWEST_VERSION.slice(0, 10);
		if (!isKnown) throw new Refusal(400, `Invalid Stripe API version: ${version}`);
	}

	private checkRate(): void {
		const second = Math.floor(Date.now() / 1000);
		if (this.window.second !== second) this.window = { second, requests: 0 };
		if (++this.window.requests > (this.options.perSecond ?? PER_SECOND))
			throw new Refusal(429, 'Request rate limit exceeded.', { code: 'rate_limit' });
	}

	/** "/v1/payouts/po_1" as its route and the id. */
	private split({ path }: LabRequest): readonly [string, string] {
		const match = /^(\/v1\/\w+)\/([^/]+)$/.exec(path);
		return match === null ? [path, ''] : [`${match[1]}/:id`, decodeURIComponent(match[2] ?? '')];
	}

	private routes(): Readonly<Record<string, Route>> {
		return {
			'/v1/account': { permission: 'rak_accounts_kyc_basic_read', answer: (query) => this.account(query) },
			'/v1/balance': { permission: 'rak_balance_read', answer: (query) => this.balance(query) },
			'/v1/payouts': { permission: 'rak_payout_read', answer: (query) => this.payouts(query) },
			'/v1/payouts/:id': { permission: 'rak_payout_read', answer: (query, id) => this.payout(query, id) },
			'/v1/balance_transactions': {
				permission: 'rak_balance_transaction_source_read',
				answer: (query) => this.transactions(query),
			},
			'/v1/disputes': { permission: 'rak_dispute_read', answer: (query) => this.disputes(query) },
		};
	}

	private account(query: URLSearchParams): Json {
		new Parameters(query, ['expand']).expanded([], false);
		return {
			id: this.options.accountId,
			object: 'account',
			business_profile: { name: 'The shop (lab)' },
			charges_enabled: true,
			country: 'GB',
			default_currency: this.currencies()[0]?.toLowerCase() ?? 'gbp',
			details_submitted: true,
			metadata: {},
			payouts_enabled: true,
			settings: {
				dashboard: { display_name: 'The shop (lab)', timezone: 'Etc/UTC' },
				payouts: { debit_negative_balances: true, schedule: { delay_days: 2, interval: 'daily' } },
			},
			type: 'standard',
		};
	}

	private currencies(): string[] {
		return [...new Set(this.book.payouts().map(({ event }) => event.currency))];
	}

	private balance(query: URLSearchParams): Json {
		new Parameters(query, ['expand']).expanded([], false);
		const of = (currency: string): bigint => {
			const moved = this.book.movements().filter((one) => one.currency === currency);
			const paidOut = this.book.payouts().filter(({ event }) => event.currency === currency);
			return (
				moved.reduce((sum, { amount, fee }) => sum + amount - fee, 0n) -
				paidOut.reduce((sum, { net }) => sum + net, 0n)
			);
		};
		const amounts = this.currencies().map((currency) => ({
			amount: stripeAmount(of(currency), currency),
			currency: currency.toLowerCase(),
			source_types: { card: stripeAmount(of(currency), currency) },
		}));
		const nothing = amounts.map((one) => ({ ...one, amount: 0, source_types: { card: 0 } }));
		return { object: 'balance', available: nothing, livemode: true, pending: amounts };
	}

	private show(payout: BookPayout, expanded: ReadonlySet<string>): Json {
		const isManual = this.options.manual?.includes(payout.event.id) ?? false;
		return payoutObject(payout, this.now, isManual, expanded);
	}

	private payouts(query: URLSearchParams): Json {
		const known = [...LIST, 'created', 'arrival_date', 'status', 'destination'];
		const parameters = new Parameters(query, known, ['created', 'arrival_date']);
		const expanded = parameters.expanded(['balance_transaction', 'failure_balance_transaction'], true);
		const [created, arrives] = [parameters.range('created'), parameters.range('arrival_date')];
		const status = parameters.text('status');
		const all = this.book
			.payouts()
			.filter((one) => created.includes(epoch(one.at)) && arrives.includes(epoch(one.arrivesAt)))
			.map((one): Listed & { readonly show: () => Json } => ({
				id: payoutId(one.event.id),
				show: () => this.show(one, expanded),
			}))
			.filter(({ show }) => status === undefined || show()['status'] === status);
		return page(parameters, all.toReversed(), 'payout', '/v1/payouts');
	}

	private payout(query: URLSearchParams, id: string): Json {
		const parameters = new Parameters(query, ['expand']);
		const expanded = parameters.expanded(['balance_transaction', 'failure_balance_transaction'], false);
		return this.show(this.payoutBy(id, 'payout'), expanded);
	}

	private payoutBy(id: string, param: string): BookPayout {
		const found = this.book.payouts().find(({ event }) => payoutId(event.id) === id);
		if (found === undefined) throw noSuch('payout', id, param);
		return found;
	}

	private transactions(query: URLSearchParams): Json {
		const known = [...LIST, 'created', 'currency', 'payout', 'source', 'type'];
		const parameters = new Parameters(query, known, ['created']);
		const expanded = parameters.expanded(['source'], true);
		const created = parameters.range('created');
		const ofPayout = parameters.text('payout');
		const filters = ['currency', 'source', 'type'] as const;
		const matches = (shown: Json): boolean =>
			filters.every((name) => parameters.text(name) === undefined || shown[name] === parameters.text(name));
		const all = (ofPayout === undefined ? this.everything() : this.inPayout(ofPayout))
			.filter(({ at, show }) => created.includes(epoch(at)) && matches(show(false)))
			.map(({ id, show }) => ({ id, show: () => show(expanded.has('source')) }));
		return page(parameters, all.toReversed(), 'balance transaction', '/v1/balance_transactions');
	}

	/** What is in a payout, and the payout itself, oldest first. */
	private inPayout(id: string) {
		const payout = this.payoutBy(id, 'payout');
		if (this.options.manual?.includes(payout.event.id) === true)
			throw new Refusal(
				400,
				'Balance transaction history can only be filtered on automatic transfers, not manual.',
				{ param: 'payout' },
			);
		return [...payout.movements.map((one) => this.entry(one)), this.ownEntry(payout)];
	}

	private everything() {
		const entries = [
			...this.book.movements().map((one) => this.entry(one)),
			...this.book.payouts().map((one) => this.ownEntry(one)),
		];
		return entries.sort((a, b) => a.at - b.at);
	}

	private entry(movement: Movement) {
		// an earlier payout that came back is in a later one
		const back =
			movement.type === 'transfer'
				? this.book
						.payouts()
						.find(
							({ event, net, at }) =>
								event.status === 'failed' && net === movement.amount && at < movement.at,
						)
				: undefined;
		const show = (isExpanded: boolean): Json => {
			if (back !== undefined) {
				const source = isExpanded ? this.show(back, new Set()) : undefined;
				return payoutTransaction(back, 'payout_failure', source);
			}
			return balanceTransaction(movement, this.now, isExpanded ? this.source(movement) : undefined);
		};
		const id = back === undefined ? transactionId(movement) : String(show(false)['id']);
		return { id, at: movement.at, show };
	}

	private source(movement: Movement): Json | undefined {
		const { disputeId: dispute } = movement;
		return dispute === undefined ? sourceOf(movement) : this.dispute(dispute);
	}

	private ownEntry(payout: BookPayout) {
		const show = (isExpanded: boolean): Json =>
			payoutTransaction(payout, 'payout', isExpanded ? this.show(payout, new Set()) : undefined);
		return { id: transactionId({ id: `${payout.event.id} payout` }), at: payout.at, show };
	}

	private dispute(name: string): Json {
		const moves = this.book.movements().filter((one) => one.disputeId === name);
		return disputeObject(this.book.disputes().get(name) ?? [], moves, this.now);
	}

	private disputes(query: URLSearchParams): Json {
		const parameters = new Parameters(query, [...LIST, 'created', 'charge', 'payment_intent'], ['created']);
		parameters.expanded(['charge', 'payment_intent'], true);
		const created = parameters.range('created');
		const charge = parameters.text('charge');
		const all = [...this.book.disputes()]
			.map(([name, [opened]]) => ({
				id: disputeId(name),
				at: Date.parse(opened?.at ?? ''),
				show: () => this.dispute(name),
			}))
			.filter(
				({ at, show }) =>
					created.includes(epoch(at)) && (charge === undefined || show()['charge'] === charge),
			)
			.sort((a, b) => a.at - b.at);
		return page(parameters, all.toReversed(), 'dispute', '/v1/disputes');
	}
}

const rateLimited = (): LabResponse => ({
	...refusalResponse(new Refusal(429, 'Request rate limit exceeded.', { code: 'rate_limit' })),
	headers: { 'retry-after': '1' },
});
