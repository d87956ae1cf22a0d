/** __Display__ as a gateway: payouts with their transactions, and disputes. */
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
import { __Pascal__Client } from './client';
import { notWritten } from './failures';
import { toDocuments } from './toDocuments';

export const PLATFORM = '__id__';

class __Pascal__Session implements GatewaySession {
	private readonly client: __Pascal__Client;

	constructor(
		http: Http,
		private readonly settings: GatewaySettings,
		private readonly policy: GatewayPolicy,
		private readonly clock: Clock,
	) {
		this.client = new __Pascal__Client(http, settings, clock);
	}

	async account(): Promise<GatewayInfo> {
		return await Promise.reject(notWritten('account'));
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		yield await Promise.reject(notWritten(`payouts from ${window.from}`));
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		const { timeZone, gatewayName = PLATFORM } = this.policy;
		const account = this.settings.account;
		const context = { account, gateway: gatewayName, timeZone, now: this.clock.now() };
		const payouts = await Promise.all(ids.map(async (id) => await this.client.get(`/payouts/${id}`)));
		return payouts.map((payout) => toDocuments(payout, context));
	}

	async *disputes(window: PayoutWindow): AsyncGenerator<readonly (Dispute | HeldDocument)[]> {
		yield await Promise.reject(notWritten(`disputes from ${window.from}`));
	}
}

export const __id__ = {
	id: PLATFORM,
	displayName: '__Display__',
	gatewayNames: [PLATFORM],
	open(http: Http, settings: GatewaySettings, policy: GatewayPolicy, clock: Clock): GatewaySession {
		checkTimeZone(policy.timeZone);
		return new __Pascal__Session(http, settings, policy, clock);
	},
} satisfies GatewayConnector;
