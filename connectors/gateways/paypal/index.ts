/** PayPal as a payment gateway: withdrawals with all that they took as payouts, and disputes, as canonical documents. */
import { IANAZone } from 'luxon';
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
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { payPalAddress } from './auth';
import { LONGEST_MS, PayPalClient } from './client';
import { NAME, PLATFORM, type MappingContext } from './context';
import { disputeDocuments } from './disputes';
import { parseRecord } from './payload';
import { BalanceReader, type Given } from './reader';

const SECOND = 1000;
/** PayPal's reports go back three years, which is so many stretches. */
const MOST_STRETCHES_BACK = 36;

const wholeSecond = (ms: number): number => Math.floor(ms / SECOND) * SECOND;

class PayPalSession implements GatewaySession {
	private readonly client: PayPalClient;
	private accountId: Promise<string> | undefined;
	private readonly test: boolean;

	constructor(
		http: Http,
		settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		this.client = new PayPalClient(http, payPalAddress(settings.environment, settings.baseUrl), clock);
		this.test = settings.environment === 'sandbox';
	}

	async account(): Promise<GatewayInfo> {
		const { accountId, available } = await this.client.balances();
		const effect = 'payouts and disputes cannot be read';
		const evidence = { gateway: NAME, permission: 'Transaction search', effect };
		return {
			gateway: PLATFORM,
			accountId,
			name: accountId,
			currencies: available.map(({ currency }) => currency),
			test: this.test,
			findings: (await this.client.maySearch()) ? [] : [finding('GATEWAY_PERMISSION_MISSING', { evidence })],
		};
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		const context = await this.context();
		const { from, to } = this.bounds(window);
		if (from >= to) return;
		const reader = await this.readerAt(from, context);
		const isInside = ({ at }: Given): boolean => Date.parse(at) >= from && Date.parse(at) < to;
		for (let start = from; start < to; start += LONGEST_MS) {
			const records = await this.client.records(start, Math.min(start + LONGEST_MS, to));
			const page = reader
				.take(records)
				.filter(isInside)
				.map(({ read }) => read);
			if (page.length > 0) yield page;
		}
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		const found: ReadPayout[] = [];
		for (const id of new Set(ids.map((each) => each.replace(/\/failed$/, '')))) {
			const at = await this.whenWas(id);
			if (at === undefined) continue;
			// it may have come back since
			const window = { from: iso(at), to: iso(at + LONGEST_MS) };
			for await (const page of this.payouts(window))
				found.push(...page.filter(({ externalId }) => externalId === id || externalId === `${id}/failed`));
		}
		return found;
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		const context = await this.context();
		const { from, to } = this.bounds(window);
		for (let start = from; start < to; start += LONGEST_MS) {
			const records = await this.client.records(start, Math.min(start + LONGEST_MS, to));
			const page = records
				.flatMap((record) => {
					const parsed = parseRecord(record);
					return parsed.ok ? [parsed.value] : [];
				})
				.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
				.flatMap((record) => disputeDocuments(record, context));
			if (page.length > 0) yield page;
		}
	}

	/**
	 * A reader that stands at an instant and knows what is in the balances: it goes back, a stretch at a time, until everything that
	 * was in them at that instant has come within it.
	 */
	private async readerAt(from: number, context: MappingContext): Promise<BalanceReader> {
		const records: (readonly unknown[])[] = [];
		let start = from;
		for (let step = 0; ; step++) {
			// just before the stretch: what happens in its first second is not in yet
			const { available } = await this.client.balances(start - SECOND);
			const reader = new BalanceReader(available, iso(start), context);
			for (const stretch of records) reader.take(stretch);
			if (reader.isKnown || step >= MOST_STRETCHES_BACK) return reader;
			const before = start - LONGEST_MS;
			records.unshift(await this.client.records(before, start));
			start = before;
		}
	}

	/** When a withdrawal was made; undefined when there is none such within three years. */
	private async whenWas(id: string): Promise<number | undefined> {
		if (!/^[A-Za-z0-9]{17,19}$/.test(id)) return undefined;
		const now = wholeSecond(this.clock.now()) + SECOND;
		for (let to = now; to > now - MOST_STRETCHES_BACK * LONGEST_MS; to -= LONGEST_MS) {
			const records = await this.client.records(to - LONGEST_MS, to, { transaction_id: id });
			for (const record of records) {
				const parsed = parseRecord(record);
				if (parsed.ok && parsed.value.id === id && /^T0[34]/.test(parsed.value.code))
					return Date.parse(parsed.value.at);
			}
		}
		return undefined;
	}

	private bounds({ from, to }: PayoutWindow): { readonly from: number; readonly to: number } {
		const now = wholeSecond(this.clock.now()) + SECOND;
		return {
			from: wholeSecond(Date.parse(from)),
			to: Math.min(to === undefined ? now : Math.ceil(Date.parse(to) / SECOND) * SECOND, now),
		};
	}

	private async context(): Promise<MappingContext> {
		this.accountId ??= this.client.balances().then(({ accountId }) => accountId);
		try {
			const { policy, test } = this;
			return { accountId: await this.accountId, policy, now: this.clock.now(), test };
		} catch (error) {
			this.accountId = undefined;
			throw error;
		}
	}
}

const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');

/** PayPal's Transaction Search API. */
export const paypal = {
	id: PLATFORM,
	displayName: NAME,
	gatewayNames: ['paypal', 'ppcp-gateway', 'PayPal', 'braintree.paypal'],
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		if (!IANAZone.isValidZone(policy.timeZone)) {
			throw new TransportError(
				'rejected',
				`"${policy.timeZone}" is not a time zone. Use a name such as Europe/London.`,
			);
		}
		return new PayPalSession(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
