/** A lab's PayPal on loopback, and the connector that reads it. */
import { paypal } from '../../../connectors/gateways/paypal';
import { parseTokenAnswer, tokenRequest } from '../../../connectors/gateways/paypal/auth';
import type { GatewaySession, GatewaySettings } from '../../../core/gateway/connector';
import type { DayBook } from '../../../lab/daybook/events';
import { PayPalLab, type PayPalOptions } from '../../../lab/gateways/paypal';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import { serve } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { fetchHttp } from '../../support/fetchHttp';

export const ACCOUNT = 'LABACC2345678';
export const APP = { clientId: 'A-lab-client', clientSecret: 'E-lab-secret' };

export interface Opened {
	readonly url: string;
	readonly world: World;
	readonly lab: PayPalLab;
	readonly token: string;
	session(settings?: Partial<GatewaySettings>): GatewaySession;
	close(): Promise<void>;
}

export interface OpenOptions extends Partial<PayPalOptions> {
	/** a plan as on the command line */
	readonly faults?: string;
	/** when the world opens, ISO 8601 */
	readonly startAt?: string;
	/** the connector's clock, where the world has no time of its own */
	readonly now?: string;
}

export async function openPayPal(dayBook: DayBook, more: OpenOptions = {}): Promise<Opened> {
	const { faults, startAt, now = '2011-02-10T00:00:00Z', ...options } = more;
	const world = new World(dayBook, startAt === undefined ? undefined : Date.parse(startAt));
	const lab = new PayPalLab(world, { gateways: ['paypal'], accountId: ACCOUNT, ...APP, ...options });
	const schedule = new FaultSchedule('paypal');
	const served = await serve(lab, { faults: schedule });
	const answer = await fetchHttp()(tokenRequest({ address: served.url, ...APP }));
	const token = parseTokenAnswer(answer.body);
	if (faults !== undefined) schedule.use(parseFaultPlan(faults));
	return {
		url: served.url,
		world,
		lab,
		token,
		session: (settings = {}) =>
			paypal.open(
				fetchHttp({ authorization: `Bearer ${token}` }),
				{ account: '', baseUrl: served.url, ...settings },
				{ timeZone: dayBook.shop.timeZone },
				{
					now: () => (Number.isFinite(world.now) ? world.now : Date.parse(now)),
					sleep: () => Promise.resolve(),
				},
			),
		close: () => served.close(),
	};
}
