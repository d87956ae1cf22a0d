/** What may be the reason why the ledger's balance of an account is not what its open items come to. */
import { payoutNet } from '../../documents/check';
import type { Payout } from '../../documents';
import type { CurrencyCode } from '../../money/currency';
import { explained, type Explanation } from '../residual/explain';
import { RESIDUAL_LIMITS, solveResidual, type ResidualEvent, type ResidualLimits } from '../residual/solve';
import { movementsOf } from '../join';
import { signedText } from '../signed';
import type { Movement } from './settle';

/** Each movement of the account may be missing in the ledger, or be in it twice. @param weight of documents that are known not to be in the ledger */
export function movementEvents(
	movements: readonly Movement[],
	isBooked: (about: string) => boolean | undefined = () => undefined,
): ResidualEvent[] {
	return movements.flatMap(({ key, about, kind, orderNumber, units, currency, bookedOn }) => {
		const name = `${kind} ${orderNumber} of ${bookedOn} (${signedText(units, currency)})`;
		const booked = isBooked(about);
		const group = `movement ${key}`;
		const events: ResidualEvent[] = [];
		if (booked !== true)
			events.push({
				code: 'notBooked',
				units: -units,
				text: `The ${name} is not in the books.`,
				about,
				weight: booked === false ? 1 : 0.5,
				group,
			});
		if (booked !== false)
			events.push({
				code: 'bookedTwice',
				units,
				text: `The ${name} is in the books twice.`,
				about,
				weight: 0.3,
				group,
			});
		return events;
	});
}

/** A payout takes its charges, refunds and disputes off the clearing account, all at once. */
export function payoutMovementEvents(
	payouts: readonly Payout[],
	isBooked: (about: string) => boolean | undefined = () => undefined,
): ResidualEvent[] {
	return payouts.flatMap((payout) => {
		const { id, currency, source, bookedOn } = payout;
		const units = movementsOf(payout).reduce((sum, movement) => sum + movement.units, 0n);
		const name = `payout ${source.externalNumber} of ${bookedOn} (${signedText(payoutNet(payout), currency)})`;
		const booked = isBooked(id);
		const group = `payout ${id}`;
		const events: ResidualEvent[] = [];
		if (booked !== true)
			events.push({
				code: 'payoutNotPosted',
				units,
				text: `The ${name} is not in the books.`,
				about: id,
				weight: booked === false ? 1 : 0.6,
				group,
			});
		if (booked !== false)
			events.push({
				code: 'payoutPostedTwice',
				units: -units,
				text: `The ${name} is in the books twice.`,
				about: id,
				weight: 0.4,
				group,
			});
		return events;
	});
}

/** @param difference in minor units: the ledger's balance less what the open items come to */
export function explainBalance(
	difference: bigint,
	currency: CurrencyCode,
	events: readonly ResidualEvent[],
	limits: ResidualLimits = RESIDUAL_LIMITS,
): Explanation {
	return explained(difference, currency, solveResidual(difference, events, limits));
}
