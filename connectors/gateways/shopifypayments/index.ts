/** Shopify Payments as a gateway: payouts and disputes of a shop, by its Admin API. */
import type { Dispute, HeldDocument } from '../../../core/documents';
import type {
	GatewayConnector,
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
import { readAccount, type Account } from './account';
import { ShopifyPaymentsClient } from './client';
import { GATEWAY_NAME, PLATFORM, type MappingContext } from './context';
import { PaymentsReader } from './reading';
import { toDocuments, type WholePayout } from './toDocuments';

class ShopifyPaymentsSession implements GatewaySession {
	private readonly client: ShopifyPaymentsClient;
	private readonly reader: PaymentsReader;
	private readonly known: () => Promise<Account>;

	constructor(
		http: Http,
		settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		this.client = new ShopifyPaymentsClient(http, settings.account, clock, settings.baseUrl);
		this.reader = new PaymentsReader(this.client);
		this.known = readOnce(async () => await readAccount(this.client));
	}

	async account(): Promise<Account> {
		return await this.known();
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		for await (const page of this.reader.payouts(window)) yield await this.read(page);
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		return await this.read(await this.reader.byId(ids));
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		yield* this.reader.disputes(window, await this.context());
	}

	private async context(): Promise<MappingContext> {
		const { accountId: shop } = await this.account();
		const { timeZone, gatewayName: gateway = GATEWAY_NAME } = this.policy;
		return { shop, timeZone, gateway, now: this.clock.now() };
	}

	private async read(payouts: readonly WholePayout[]): Promise<readonly ReadPayout[]> {
		if (payouts.length === 0) return [];
		const { timeZone } = await this.account();
		const context = await this.context();
		return payouts.map((whole) => toDocuments(whole, timeZone, context));
	}
}

export const shopifypayments = {
	id: PLATFORM,
	displayName: 'Shopify Payments',
	gatewayNames: [GATEWAY_NAME],
	/** @throws TransportError "rejected" when the policy's time zone does not exist */
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		checkTimeZone(policy.timeZone);
		return new ShopifyPaymentsSession(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
