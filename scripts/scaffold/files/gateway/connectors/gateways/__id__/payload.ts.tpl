/** __Display__'s answers, parsed with bounds. */
import { z } from 'zod';
import { instant, parseFacts, signedAmount } from '../../../core/gateway/parsing';
import type { Outcome } from '../../../core/outcome';

const payout = z
	.object({
		id: z.string().min(1).max(100),
		status: z.enum(['scheduled', 'inTransit', 'paid', 'failed', 'cancelled']),
		issuedAt: instant,
		arrivesOn: z.string().regex(/^\d{4}-\d\d-\d\d$/),
		amount: z.unknown(),
		currency: z.unknown(),
	})
	.transform(({ amount, currency, ...rest }, context) => ({
		...rest,
		net: signedAmount(amount, currency, context),
	}));

export type PayoutPayload = z.output<typeof payout>;

/** @returns the payout, or PAYOUT_MALFORMED, AMOUNT_*, CURRENCY_UNKNOWN, DATE_INVALID with paths */
export const parsePayout = (payload: unknown): Outcome<PayoutPayload> =>
	parseFacts(payout, payload, 'PAYOUT_MALFORMED');
