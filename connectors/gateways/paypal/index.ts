/** PayPal as a payment gateway: withdrawals with all that they took as payouts, and disputes, as canonical documents. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import { finding } from '../../../core/findings/finding';
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
import { payPalAddress } from './auth';
import { LONGEST_MS, PayPalClient, type Balances } from './client';
import { NAME, PLATFORM, type MappingContext } from './context';
import { disputeDocuments, TOGETHER_MS } from './disputes';
import { parseRecord, type BalanceRecord } from './payload';
import { BalanceReader, type Given } from './reader';

const SECOND = 1000;
/** So many payouts a page. */
const PAGE = 50;
/** The bank sends a transfer back within so long. */
const MAY_RETURN_MS = 10 * 24 * 3_600_000;
/** PayPal's reports go back three years, which is so many stretches. */
const MOST_STRETCHES_BACK = 36;
/** So far PayPal's clock is believed to be ahead of ours: nothing is left out, and no search goes on for ever. */
const MOST_AHEAD_MS = 366 * 86_400_000;

const nextSecond = (ms: number): number => Math.ceil(ms / SECOND) * SECOND;
const iso = (ms: number): string => new Date(ms).toISOString();

function recordsOf(payloads: readonly unknown[]): BalanceRecord[] {
	return payloads.flatMap((payload) => {
		const parsed = parseRecord(payload);
		return parsed.ok ? [parsed.value] : [];
	});
}

class PayPalSession implements GatewaySession {
	private readonly client: PayPalClient;
	private readonly opened: () => Promise<Balances>;
	/** up to when there are reports: never before now */
	private end = 0;
	private readonly test: boolean;

	constructor(
		http: Http,
		settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		this.client = new PayPalClient(http, payPalAddress(settings.environment, settings.baseUrl), clock);
		this.opened = readOnce(async () => await this.client.balances());
		this.test = settings.environment === 'sandbox';
	}

	async account(): Promise<GatewayInfo> {
		const { accountId, available } = await this.client.balances();
		const effect = 'payouts and disputes cannot be read';
		const evidence = { gateway: NAME, permission: 'Transaction search', effect };
		const mayRead = await this.client.maySearch();
		return {
			gateway: PLATFORM,
			accountId,
			name: accountId,
			currencies: available.map(({ currency }) => currency),
			test: this.test,
			findings: mayRead ? [] : [finding('GATEWAY_PERMISSION_MISSING', { evidence })],
		};
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		const context = await this.context();
		const { from, to } = this.bounds(window);
		if (from >= to) return;
		const reader = await this.readerAt(from, context);
		const isInside = ({ at }: Given): boolean => Date.parse(at) >= from && Date.parse(at) < to;
		// after the window only what came back of it counts
		const until = Math.min(to + MAY_RETURN_MS, this.end);
		for (let start = from; start < until; start += LONGEST_MS) {
			const records = await this.client.records(start, Math.min(start + LONGEST_MS, until));
			const found = reader.take(records).filter(isInside);
			for (let index = 0; index < found.length; index += PAGE)
				yield found.slice(index, index + PAGE).map(({ read }) => read);
		}
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		await this.context();
		const found: ReadPayout[] = [];
		for (const id of new Set(ids)) {
			const at = await this.whenWas(id);
			if (at === undefined) continue;
			const given: ReadPayout[] = [];
			for await (const page of this.payouts({ from: iso(at), to: iso(at + SECOND) }))
				given.push(...page.filter(({ externalId }) => externalId === id));
			// one that came back later is given twice
			found.push(...given.slice(-1));
		}
		return found;
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		const context = await this.context();
		const { from, to } = this.bounds(window);
		const step = LONGEST_MS - 2 * TOGETHER_MS;
		for (let start = from; start < to; start += step) {
			const end = Math.min(start + step, to);
			// what belongs together may lie on both sides of the window's edge
			const known = recordsOf(
				await this.client.records(start - TOGETHER_MS, Math.min(end + TOGETHER_MS, this.end)),
			);
			const inside = new Set(
				known.filter(({ at }) => Date.parse(at) >= start && Date.parse(at) < end).map(({ id }) => id),
			);
			const page = disputeDocuments(known, context).filter(({ source }) => inside.has(source.externalId));
			if (page.length > 0) yield page;
		}
	}

	/**
	 * A reader that stands at an instant and knows where the next withdrawal begins: it goes back, a stretch at a time, until that is
	 * certain.
	 */
	private async readerAt(from: number, context: MappingContext): Promise<BalanceReader> {
		const records: (readonly unknown[])[] = [];
		let start = from;
		for (let step = 0; ; step++) {
			// just before the stretch: what happens in its first second is not in yet
			const { available } = await this.client.balances(start - SECOND);
			const reader = new BalanceReader(available, context);
			for (const stretch of records) reader.take(stretch);
			if (reader.isKnown || step >= MOST_STRETCHES_BACK) return reader;
			records.unshift(await this.client.records(start - LONGEST_MS, start));
			start -= LONGEST_MS;
		}
	}

	/** When a withdrawal was made; undefined when there is none such within three years. */
	private async whenWas(id: string): Promise<number | undefined> {
		if (!/^[A-Za-z0-9]{17,19}$/.test(id)) return undefined;
		for (let step = 0; step < MOST_STRETCHES_BACK; step++) {
			const to = this.end - step * LONGEST_MS;
			const records = await this.client.records(to - LONGEST_MS, to, { transaction_id: id });
			const found = recordsOf(records).find((record) => record.id === id && /^T0[34]/.test(record.code));
			if (found !== undefined) return Date.parse(found.at);
		}
		return undefined;
	}

	private bounds({ from, to }: PayoutWindow): { readonly from: number; readonly to: number } {
		const { end } = this;
		const asked = to === undefined ? end : nextSecond(Date.parse(to));
		return { from: nextSecond(Date.parse(from)), to: Math.min(asked, end) };
	}

	private async context(): Promise<MappingContext> {
		const { policy, test } = this;
		const { accountId, refreshedAt = 0 } = await this.opened();
		const now = this.clock.now();
		// our clock may be behind PayPal's, but a date of any year is none
		const latest = Math.max(now, Math.min(refreshedAt, now + MOST_AHEAD_MS));
		this.end = Math.floor(latest / SECOND) * SECOND + SECOND;
		return { accountId, policy, now, test };
	}
}

/** PayPal's Transaction Search API. */
export const paypal = {
	id: PLATFORM,
	displayName: NAME,
	gatewayNames: ['paypal', 'ppcp-gateway', 'PayPal', 'braintree.paypal'],
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		checkTimeZone(policy.timeZone);
		return new PayPalSession(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
