/** What the checks need of a posted document, taken from its record and the content that the sync log keeps with it. */
import type { AccountRef } from '../accounts/roles';
import type { CurrencyCode } from '../money/currency';
import { minorUnits, type Money } from '../money/money';
import { contentOf } from '../posting/content';
import type { DocumentSnapshot } from '../posting/snapshot';
import type { SyncRecord } from '../posting/syncLog';

/** An amount on an account; debits are positive, in minor units. */
export interface AccountMovement {
	readonly account: AccountRef;
	readonly units: bigint;
}

export interface PostedFigures {
	readonly record: SyncRecord;
	readonly currency: CurrencyCode;
	readonly total: Money;
	readonly totalTax: Money;
	/** accounts of gateways, and payouts on their way to the bank */
	readonly clearing: readonly AccountMovement[];
	/** on the rounding account, without sign */
	readonly rounding: bigint;
}

/** @param content as the sync log has it of the record */
export function postedFigures(record: SyncRecord, content: DocumentSnapshot): PostedFigures {
	const { currency, total, totalTax } = content;
	const clearing: AccountMovement[] = [];
	let rounding = 0n;
	for (const { kind, role, account, units } of contentOf([content]).values()) {
		const isClearing = kind === 'money' || role === 'clearing' || role === 'payoutsInTransit';
		if (isClearing && account !== undefined && units !== 0n) clearing.push({ account, units });
	}
	for (const { role, amount } of content.lines) if (role === 'rounding') rounding += minorUnits(amount);
	return { record, currency, total, totalTax, clearing, rounding };
}

/** The shop, or the account at a gateway, that a business key is of. */
export const storeOf = (businessKey: string): string => businessKey.split('/')[1] ?? '';

/** What it is there: "order", "payout". */
export const kindOf = (businessKey: string): string => businessKey.split('/')[2] ?? '';
