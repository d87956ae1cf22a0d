/**
 * PayPal's Transaction Search over the network port: reads only. Keeps within 31 days and 10 000 records a search, sends again what
 * got lost, waits as told, and never lets a request, a header or a token into an error. Names and addresses of payers are not asked for.
 */
import type { SignedAmount } from '../../../core/gateway/parsing';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http, type HttpResponse } from '../../../core/transport/http';
import { patiently } from '../../../core/transport/patience';
import { failureOf, isOutsideReports, isTooMuch } from './failures';
import { balancesAnswer, MOST_FOUND, PAGE_SIZE, searchAnswer } from './payload';

type Query = Readonly<Record<string, string>>;

const PATIENCE = { retries: 5, throttles: 10, longestWaitMs: 5 * 60_000 };
const TIMEOUT_MS = 60_000;
const SECOND = 1000;
/** A shorter stretch is not cut any more. */
const SHORTEST_MS = 60 * SECOND;

/** The longest stretch that one search takes. */
export const LONGEST_MS = 31 * 86_400_000;

/** What the account has, at an instant. */
export interface Balances {
	readonly accountId: string;
	readonly available: readonly SignedAmount[];
	/** up to when PayPal's reports go, epoch milliseconds; undefined where it does not say */
	readonly refreshedAt?: number;
}

/** "2026-11-23T19:07:08Z" */
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');

export class PayPalClient {
	constructor(
		private readonly http: Http,
		private readonly address: string,
		private readonly clock: Clock,
	) {}

	/**
	 * All records of a stretch, from inclusive, to exclusive (epoch milliseconds, whole seconds), at most 31 days.
	 * @param more further filters
	 */
	async records(from: number, to: number, more: Query = {}): Promise<readonly unknown[]> {
		const found: unknown[] = [];
		for (let page = 1; ; page++) {
			const query = {
				start_date: stamp(from),
				// PayPal's end belongs to the stretch
				end_date: stamp(to - SECOND),
				fields: 'transaction_info',
				balance_affecting_records_only: 'Y',
				page_size: String(PAGE_SIZE),
				page: String(page),
				...more,
			};
			const response = await this.send('/v1/reporting/transactions', query, [400]);
			if (isOutsideReports(response)) return found;
			if (isTooMuch(response)) return await this.inHalves(from, to, more);
			const parsed = searchAnswer.safeParse(checked(response).body);
			if (!parsed.success)
				throw new TransportError('uncertain', 'PayPal answers with something that is no list of its API.');
			const { transaction_details: details, total_items: total, total_pages: pages } = parsed.data;
			if (total > MOST_FOUND) return await this.inHalves(from, to, more);
			found.push(...details);
			if (page >= pages) return found;
			// it gives no more than these in one search, whatever it says
			if (page * PAGE_SIZE >= MOST_FOUND)
				throw new TransportError('uncertain', 'The list of PayPal has more pages than it can have.');
		}
	}

	/** What was in the balances at an instant, with all that had happened by then. */
	async balances(at?: number): Promise<Balances> {
		const query = at === undefined ? {} : { as_of_time: stamp(at) };
		const response = await this.send('/v1/reporting/balances', query, at === undefined ? [] : [400]);
		// before PayPal's reports begin nothing is known: what was in the balance then shows in withdrawals that do not add up
		if (response.status === 400) return { accountId: '', available: [] };
		const parsed = balancesAnswer.safeParse(checked(response).body);
		if (!parsed.success)
			throw new TransportError('uncertain', 'PayPal answers with something that tells no balances.');
		const { account_id: accountId, balances, last_refresh_time: refreshed } = parsed.data;
		const refreshedAt = Date.parse(refreshed ?? '');
		return {
			accountId,
			...(Number.isNaN(refreshedAt) ? {} : { refreshedAt }),
			available: balances.map(({ available_balance: available, total_balance: total }) => available ?? total),
		};
	}

	/** Whether the app may search. @throws TransportError for anything but a lack of permission */
	async maySearch(): Promise<boolean> {
		const to = this.clock.now();
		const query = { start_date: stamp(to - 86_400_000), end_date: stamp(to), page_size: '1', page: '1' };
		const response = await this.send('/v1/reporting/transactions', query, [400, 403]);
		return response.status !== 403;
	}

	private async inHalves(from: number, to: number, more: Query): Promise<readonly unknown[]> {
		if (to - from <= SHORTEST_MS)
			throw new TransportError('rejected', 'PayPal has more records in one minute than it gives at once.');
		const middle = Math.floor((from + to) / 2 / SECOND) * SECOND;
		return [...(await this.records(from, middle, more)), ...(await this.records(middle, to, more))];
	}

	private async send(path: string, query: Query, tolerated: readonly number[]): Promise<HttpResponse> {
		return await patiently(this.clock, PATIENCE, 'read', async () => {
			const response = await this.http({
				method: 'GET',
				url: this.address + path,
				query,
				headers: { Accept: 'application/json' },
				timeoutMs: TIMEOUT_MS,
			});
			if (tolerated.includes(response.status)) return response;
			return checked(response);
		});
	}
}

function checked(response: HttpResponse): HttpResponse {
	const failure = failureOf(response);
	if (failure !== undefined) throw failure;
	return response;
}
