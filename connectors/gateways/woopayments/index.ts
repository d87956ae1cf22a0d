/** WooPayments as a gateway: payouts and disputes of a shop, by its REST API. */
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
import { checkTimeZone } from '../../../core/gateway/dates';
import { isCurrency } from '../../../core/money/currency';
import type { Clock } from '../../../core/transport/clock';
import { TransportError, type Http } from '../../../core/transport/http';
import { WooPaymentsClient } from './client';
import { GATEWAY_NAME, PLATFORM, type MappingContext } from './context';
import { parseAccount } from './payload';
import { PaymentsReader } from './reading';
import { toDocuments, type WholeDeposit } from './toDocuments';

const textAt = (value: unknown, name: string): string => {
	const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
	return typeof found === 'string' ? found.slice(0, 500) : '';
};

class WooPaymentsSession implements GatewaySession {
	private readonly client: WooPaymentsClient;
	private readonly reader: PaymentsReader;
	private known: Promise<GatewayInfo> | undefined;

	constructor(
		http: Http,
		private readonly settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		const address = (settings.baseUrl ?? settings.account).replace(/\/+$/, '');
		this.client = new WooPaymentsClient(http, address, this.shop, clock);
		this.reader = new PaymentsReader(this.client);
	}

	/** The site's name: its address without the scheme. */
	private get shop(): string {
		return this.settings.account.replace(/^[a-z]+:\/\//i, '');
	}

	async account(): Promise<GatewayInfo> {
		this.known ??= this.readAccount();
		try {
			return await this.known;
		} catch (error) {
			this.known = undefined;
			throw error;
		}
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		for await (const page of this.reader.deposits(window)) yield await this.read(page);
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		return await this.read(await this.reader.byId(ids));
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		yield* this.reader.disputes(window, await this.context());
	}

	private async readAccount(): Promise<GatewayInfo> {
		const account = parseAccount(await this.client.get('/payments/accounts'));
		if (account === undefined)
			throw new TransportError(
				'rejected',
				`The answer of ${this.shop} about its account cannot be read; its format may have changed.`,
			);
		const site = await this.client.site();
		const { store_currencies: currencies, deposits, status } = account;
		const codes = [currencies?.default ?? '', ...(currencies?.supported ?? [])].map((code) =>
			code.toUpperCase(),
		);
		const zone = textAt(site, 'timezone_string');
		const name = textAt(site, 'name');
		const gateway = 'WooPayments';
		const isActive = status !== 'NOACCOUNT' && status !== 'ONBOARDING_DISABLED';
		return {
			gateway: PLATFORM,
			accountId: this.shop,
			name: name === '' ? this.shop : name,
			currencies: [...new Set(codes)].filter(isCurrency),
			...(zone !== '' && IANAZone.isValidZone(zone) ? { timeZone: zone } : {}),
			test: account.test_mode === true || account.is_live === false,
			findings: [
				...(isActive ? [] : [finding('GATEWAY_NOT_ACTIVE', { evidence: { gateway, account: this.shop } })]),
				...(deposits?.interval === 'manual' ? [finding('PAYOUT_MANUAL', { evidence: { gateway } })] : []),
			],
		};
	}

	private async context(): Promise<MappingContext> {
		const { test } = await this.account();
		const { timeZone, gatewayName: gateway = GATEWAY_NAME } = this.policy;
		return { shop: this.shop, timeZone, gateway, test, now: this.clock.now() };
	}

	private async read(deposits: readonly WholeDeposit[]): Promise<readonly ReadPayout[]> {
		if (deposits.length === 0) return [];
		const context = await this.context();
		return deposits.map((whole) => toDocuments(whole, context));
	}
}

export const woopayments = {
	id: PLATFORM,
	displayName: 'WooPayments',
	gatewayNames: [GATEWAY_NAME],
	/**
	 * @param settings `account` is the site's own address, such as https://shop.example
	 * @throws TransportError "rejected" when the policy's time zone does not exist, or the address is none
	 */
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		checkTimeZone(policy.timeZone);
		if (!URL.canParse(settings.account)) {
			throw new TransportError(
				'rejected',
				"Enter the site's address in the credential, such as https://shop.example.",
			);
		}
		return new WooPaymentsSession(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
