/** WooPayments as a gateway: payouts and disputes of a shop, by its REST API. */
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
import { TransportError, type Http } from '../../../core/transport/http';
import { readOnce } from '../../../core/transport/readOnce';
import { readAccount } from './account';
import { WooPaymentsClient } from './client';
import { GATEWAY_NAME, PLATFORM, type MappingContext } from './context';
import { PaymentsReader } from './reading';
import { toDocuments, type WholeDeposit } from './toDocuments';

class WooPaymentsSession implements GatewaySession {
	private readonly client: WooPaymentsClient;
	private readonly reader: PaymentsReader;
	private readonly known: () => Promise<GatewayInfo>;
	/** the site's name: its address without the scheme */
	private readonly shop: string;

	constructor(
		http: Http,
		settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		const address = (settings.baseUrl ?? settings.account).replace(/\/+$/, '');
		this.shop = settings.account.replace(/^[a-z]+:\/\//i, '');
		this.client = new WooPaymentsClient(http, address, this.shop, clock);
		this.reader = new PaymentsReader(this.client);
		this.known = readOnce(async () => await readAccount(this.client));
	}

	async account(): Promise<GatewayInfo> {
		return await this.known();
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
