/**
 * PayPal's API as far as its balance goes: tokens, Transaction Search and balances. As strict as the real one about parameters,
 * stretches of time, tokens and permissions, in PayPal's own words.
 */
import { GatewayBook } from '../../kit/gatewayBook';
import type { LabPlatform, LabRequest, LabResponse, PlatformFault } from '../../kit/platform';
import { timeOf, type World } from '../../kit/world';
import { allRecords, moneyJson, stamp, type Json, type LabRecord } from './records';
import {
	invalid,
	notAuthenticated,
	notAuthorized,
	notFound,
	rateLimited,
	Refusal,
	refusalResponse,
	serverError,
} from './refusals';
import { dateOf, search } from './search';
import { PayPalTokens } from './tokens';

export interface PayPalOptions {
	/** the names that the day book has for it */
	readonly gateways: readonly string[];
	/** the merchant's id: 13 letters and digits */
	readonly accountId: string;
	readonly clientId: string;
	readonly clientSecret: string;
	/** whether the app may search transactions; default true */
	readonly maySearch?: boolean;
	/** how late the reports are, milliseconds; default 0 */
	readonly delayMs?: number;
	/** the most that one search may find; PayPal's own limit by default */
	readonly mostFound?: number;
}

const MOST_FOUND = 10_000;
const SETTLED_MS = 7 * 86_400_000;

export class PayPalLab implements LabPlatform {
	readonly name = 'paypal';
	private readonly book: GatewayBook;
	private readonly tokens: PayPalTokens;
	private readonly counts: Record<string, number> = {};

	constructor(
		private readonly world: World,
		private readonly options: PayPalOptions,
	) {
		this.book = new GatewayBook(world, new Set(options.gateways));
		this.tokens = new PayPalTokens(options);
	}

	handle(request: LabRequest): LabResponse {
		try {
			const route = `${request.method} ${request.path}`;
			const body = this.answer(route, request);
			this.counts[route] = (this.counts[route] ?? 0) + 1;
			return { status: 200, headers: { 'paypal-debug-id': 'f1ab0debug000' }, body };
		} catch (error) {
			if (error instanceof Refusal) return refusalResponse(error);
			throw error;
		}
	}

	faultResponse(fault: PlatformFault): LabResponse {
		switch (fault) {
			case 'rateLimited':
				return { ...refusalResponse(rateLimited()), headers: { 'retry-after': '1' } };
			case 'unauthorized':
				return refusalResponse(notAuthenticated());
			default:
				return refusalResponse(serverError());
		}
	}

	/** Tokens are made, but nothing that counts is written. */
	isWrite = (): boolean => false;

	handedOut(): readonly string[] {
		return this.tokens.handedOut();
	}

	revokeTokens(): void {
		this.tokens.revoke();
	}

	snapshot(): unknown {
		return { tokens: this.tokens.snapshot() };
	}

	restore(snapshot: unknown): void {
		const kept: unknown =
			typeof snapshot === 'object' && snapshot !== null ? Reflect.get(snapshot, 'tokens') : undefined;
		this.tokens.restore(kept);
	}

	inspect(): Record<string, unknown> {
		return {
			withdrawals: this.book.payouts().length,
			movements: this.book.movements().length,
			calls: { ...this.counts },
		};
	}

	private answer(route: string, request: LabRequest): Json {
		if (route === 'POST /v1/oauth2/token') return this.tokens.issue(request);
		this.tokens.check(request.headers);
		switch (route) {
			case 'GET /v1/reporting/transactions':
				if (this.options.maySearch === false) throw notAuthorized();
				return search(request.query, this.known(), {
					accountNumber: this.options.accountId,
					refreshedAt: this.refreshedAt,
					mostFound: this.options.mostFound ?? MOST_FOUND,
				});
			case 'GET /v1/reporting/balances':
				return this.balances(request.query);
			default:
				throw notFound();
		}
	}

	/** Where everything has happened: some days after the day book's last event, when all of it is done. */
	private get refreshedAt(): number {
		const { now, dayBook } = this.world;
		const end = Number.isFinite(now) ? now : Math.max(0, ...dayBook.events.map(timeOf)) + SETTLED_MS;
		return end - (this.options.delayMs ?? 0);
	}

	/** What the reports know already. */
	private known(): readonly LabRecord[] {
		const { refreshedAt } = this;
		return allRecords(this.book).filter(({ at }) => at <= refreshedAt);
	}

	private balances(query: URLSearchParams): Json {
		for (const name of query.keys())
			if (name !== 'as_of_time' && name !== 'currency_code') throw invalid(name, 'Unknown parameter');
		const at = Math.min(dateOf(query, 'as_of_time') ?? this.refreshedAt, this.refreshedAt);
		const all = this.known();
		const wanted = query.get('currency_code');
		const currencies = [...new Set(all.map(({ currency }) => currency))];
		const sum = (records: readonly LabRecord[]): bigint =>
			records.reduce((total, { amount, fee }) => total + amount + fee, 0n);
		const balances = currencies
			.filter((currency) => wanted === null || wanted === 'ALL' || wanted === currency)
			.map((currency, index) => {
				const mine = all.filter((record) => record.currency === currency && record.at <= at);
				const [available, withheld] = [sum(mine), -sum(mine.filter(({ isReserve }) => isReserve === true))];
				return {
					currency,
					primary: index === 0,
					total_balance: moneyJson(available + withheld, currency),
					available_balance: moneyJson(available, currency),
					withheld_balance: moneyJson(withheld, currency),
				};
			});
		return {
			balances,
			account_id: this.options.accountId,
			as_of_time: stamp(at),
			last_refresh_time: stamp(this.refreshedAt),
		};
	}
}
