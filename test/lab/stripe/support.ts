/** A lab's Stripe on loopback, and the connector that reads it. */
import { stripe } from '../../../connectors/gateways/stripe';
import type { GatewaySession } from '../../../core/gateway/connector';
import type { DayBook } from '../../../lab/daybook/events';
import { StripeLab, type StripeOptions } from '../../../lab/gateways/stripe';
import { parseFaultPlan } from '../../../lab/kit/faultPlan';
import { FaultSchedule } from '../../../lab/kit/faults';
import { serve } from '../../../lab/kit/server';
import { World } from '../../../lab/kit/world';
import { fetchHttp } from '../../support/fetchHttp';

export const SECRET = 'sk_live_0123456789abcdef';
export const RESTRICTED = 'rk_live_0123456789abcdef';
export const ACCOUNT = 'acct_1Lab';

export interface Opened {
	readonly url: string;
	readonly world: World;
	session(key?: string, account?: string): GatewaySession;
	close(): Promise<void>;
}

/** @param faults a plan as on the command line; @param startAt when the world opens, ISO 8601 */
export async function openStripe(
	dayBook: DayBook,
	more: Partial<StripeOptions> & { readonly faults?: string; readonly startAt?: string } = {},
): Promise<Opened> {
	const { faults, startAt, ...options } = more;
	const world = new World(dayBook, startAt === undefined ? undefined : Date.parse(startAt));
	const lab = new StripeLab(world, {
		gateways: ['stripe'],
		accountId: ACCOUNT,
		secretKey: SECRET,
		restrictedKey: RESTRICTED,
		...options,
	});
	const served = await serve(
		lab,
		faults === undefined ? {} : { faults: new FaultSchedule('stripe', parseFaultPlan(faults)) },
	);
	return {
		url: served.url,
		world,
		session: (key = SECRET, account = '') =>
			stripe.open(
				fetchHttp({ authorization: `Bearer ${key}` }),
				{ account, baseUrl: served.url },
				{ timeZone: dayBook.shop.timeZone },
				// the world's time where it has one; waits are cut short
				{
					now: () => (Number.isFinite(world.now) ? world.now : Date.parse('2011-12-31T00:00:00Z')),
					sleep: () => Promise.resolve(),
				},
			),
		close: () => served.close(),
	};
}
