/** What turning payouts into documents needs beside them. */
import type { Source } from '../../../core/documents';
import type { GatewayPolicy } from '../../../core/gateway/connector';

export const PLATFORM = 'stripe';
export const NAME = 'Stripe';

export interface MappingContext {
	/** "acct_1Nv..." */
	readonly accountId: string;
	readonly policy: GatewayPolicy;
	/** epoch milliseconds */
	readonly now: number;
}

/** The gateway as the shop calls it. */
export const gatewayName = ({ policy }: MappingContext): string => policy.gatewayName ?? PLATFORM;

/** Where a person can look at it. */
const PAGES = { payout: 'payouts', dispute: 'disputes', payment: 'payments' } as const;

/** Where something came from; without its revision. */
export function sourceOf(
	kind: keyof typeof PAGES,
	id: string,
	{ accountId }: Pick<MappingContext, 'accountId'>,
): Omit<Source, 'revision'> {
	return {
		platform: PLATFORM,
		storeId: accountId,
		kind,
		externalId: id,
		externalNumber: id,
		url: `https://dashboard.stripe.com/${PAGES[kind]}/${id}`,
	};
}
