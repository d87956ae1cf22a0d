/** Orders as __Display__ sends them, parsed with bounds: an unknown shape or a missing amount is a finding, never a default. */
import { z } from 'zod';
import { finding } from '../../../core/findings/finding';
import { done, held, type Outcome } from '../../../core/outcome';

const order = z.object({
	id: z.union([z.string().min(1).max(50), z.int().positive().transform(String)]),
	number: z.string().min(1).max(50),
	/** an instant */
	updatedAt: z.iso.datetime({ offset: true }),
});

export type Order = z.infer<typeof order>;

/** @returns the order, or PAYLOAD_MALFORMED with a path for each thing that is wrong */
export function parseOrder(payload: unknown): Outcome<Order> {
	const result = order.safeParse(payload);
	if (result.success) return done(result.data);
	return held(
		result.error.issues.map(({ path, message }) =>
			finding('PAYLOAD_MALFORMED', { path: path.join('.'), evidence: { problem: message } }),
		),
	);
}
