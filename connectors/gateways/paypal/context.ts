/** What turning transactions into documents needs beside them, and the header that all documents of an account share. */
import {
	businessKey,
	SCHEMA_VERSION,
	type DocumentHeader,
	type DocumentType,
	type Source,
} from '../../../core/documents';
import type { GatewayPolicy } from '../../../core/gateway/connector';
import { localDate } from '../../../core/gateway/reading';
import type { CurrencyCode } from '../../../core/money/currency';

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

interface Origin {
	readonly kind: 'payout' | 'dispute' | 'payment';
	readonly id: string;
	readonly revision: string;
}

export function sourceOf({ kind, id, revision }: Origin, { accountId }: MappingContext): Source {
	return {
		platform: PLATFORM,
		storeId: accountId,
		kind,
		externalId: id,
		externalNumber: id,
		revision,
		url: `https://www.paypal.com/activity/payment/${id}`,
	};
}

export function headerOf<T extends DocumentType>(
	type: T,
	origin: Origin & { readonly part?: string; readonly at: string; readonly currency: CurrencyCode },
	context: MappingContext,
): DocumentHeader<T> {
	const source = sourceOf(origin, context);
	return {
		type,
		schemaVersion: SCHEMA_VERSION,
		id: businessKey(source, origin.part),
		source,
		channel: 'unknown',
		occurredAt: origin.at,
		bookedOn: localDate(origin.at, context.policy.timeZone),
		currency: origin.currency,
	};
}
