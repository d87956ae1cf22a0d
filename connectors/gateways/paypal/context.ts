/** What turning transactions into documents needs beside them. */
import type { Source } from '../../../core/documents';
import type { GatewayPolicy } from '../../../core/gateway/connector';

export const PLATFORM = 'paypal';
export const NAME = 'PayPal';

export interface MappingContext {
	/** the merchant's id, 13 letters and digits */
	readonly accountId: string;
	readonly policy: GatewayPolicy;
	/** epoch milliseconds */
	readonly now: number;
	/** the sandbox: what it pays out is no money */
	readonly test: boolean;
}

/** The gateway as the shop calls it. */
export const gatewayName = ({ policy }: MappingContext): string => policy.gatewayName ?? PLATFORM;

/** Where something came from; without its revision. */
export function sourceOf(
	kind: 'payout' | 'dispute' | 'payment',
	id: string,
	{ accountId }: Pick<MappingContext, 'accountId'>,
): Omit<Source, 'revision'> {
	return {
		platform: PLATFORM,
		storeId: accountId,
		kind,
		externalId: id,
		externalNumber: id,
		url: `https://www.paypal.com/activity/payment/${id}`,
	};
}
