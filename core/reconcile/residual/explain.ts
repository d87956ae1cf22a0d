/** "Why is this payout off by 17.27?", in sentences. */
import type { Payout } from '../../documents';
import type { CurrencyCode } from '../../money/currency';
import { reason, type Reason } from '../reasons';
import { signedText } from '../signed';
import { payoutEvents, type ResidualContext } from './events';
import { RESIDUAL_LIMITS, solveResidual, type ResidualLimits, type ResidualResult } from './solve';

export interface Explanation extends ResidualResult {
	/** in minor units: received less expected */
	readonly difference: bigint;
	/** of the most likely answer; otherwise one that says that nothing explains it */
	readonly reasons: readonly Reason[];
	/** of the most likely answer, 0 without one */
	readonly confidence: number;
}

/** The answer with its confidence as sentences. */
export function explained(difference: bigint, currency: CurrencyCode, result: ResidualResult): Explanation {
	const [best] = result.answers;
	if (best === undefined) {
		const text =
			difference === 0n
				? 'There is no difference.'
				: `Nothing that is known explains ${signedText(difference, currency)}: no set of up to ${result.searched} events comes to it.`;
		const reasons = difference === 0n ? [] : [reason('notExplained', text, { units: difference, currency })];
		return { ...result, difference, reasons, confidence: 0 };
	}
	const reasons = best.events.map(({ code, text, units, about }) =>
		reason(code, text, { units, currency, ...(about === undefined ? {} : { about }) }),
	);
	return { ...result, difference, reasons, confidence: best.confidence };
}

/** @param difference in minor units of the payout's currency: what the bank received less what the payout says */
export function explainPayout(
	payout: Payout,
	difference: bigint,
	context: ResidualContext,
	limits: ResidualLimits = RESIDUAL_LIMITS,
): Explanation {
	const events = difference === 0n ? [] : payoutEvents(payout, context);
	return explained(difference, payout.currency, solveResidual(difference, events, limits));
}
