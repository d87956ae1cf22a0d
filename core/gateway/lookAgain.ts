/** When a payout is to be looked at again. */
import type { Payout } from '../documents';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A bank may send money back some days after the gateway called the payout paid. */
const MAY_FAIL_MS = 10 * DAY_MS;

/**
 * When a payout may be another one than now; undefined when it is what it will stay.
 * @param issuedAt an instant; @param now epoch milliseconds
 */
export function lookAgainAt(
	{ status }: Pick<Payout, 'status'>,
	issuedAt: string,
	now: number,
): string | undefined {
	if (status === 'scheduled' || status === 'inTransit') return new Date(now + HOUR_MS).toISOString();
	const mayFail = status === 'paid' && now < Date.parse(issuedAt) + MAY_FAIL_MS;
	return mayFail ? new Date(now + DAY_MS).toISOString() : undefined;
}
