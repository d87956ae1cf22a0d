/** The fees that a gateway usually takes, learned from its charges: a share and a fixed amount. For charges that show none. */
import { Big } from '../../money/decimal';
import { minorUnits } from '../../money/money';
import type { PayoutTransaction } from '../../documents/payout';

export interface FeeSchedule {
	/** in hundredths of a percent: 290 is 2.9 % */
	readonly share: number;
	/** in minor units */
	readonly fixed: bigint;
}

/** So many charges must bear it out, and so large a part of them. */
const ENOUGH = 5;
const PART = 0.8;
const PARTS = 10_000n;

const feeWith = ({ share, fixed }: FeeSchedule, units: bigint): bigint =>
	(units * BigInt(share) * 2n + PARTS) / (2n * PARTS) + fixed;

/** What the gateway would take of a charge of so many minor units, rounded half up. */
export const usualFee = (schedule: FeeSchedule, units: bigint): bigint => feeWith(schedule, units);

/** @returns undefined when the charges show no common rule */
export function feeSchedule(transactions: readonly PayoutTransaction[]): FeeSchedule | undefined {
	const seen = transactions
		.filter(({ type, fee }) => type === 'charge' && minorUnits(fee) > 0n)
		.map(({ amount, fee }) => ({ units: minorUnits(amount), fee: minorUnits(fee) }))
		.sort((a, b) => (a.units < b.units ? -1 : a.units > b.units ? 1 : 0));
	if (seen.length < ENOUGH) return undefined;
	const [small, large] = [seen[0], seen.at(-1)];
	if (small === undefined || large === undefined || small.units === large.units) return undefined;
	const slope = new Big((large.fee - small.fee).toString()).div((large.units - small.units).toString());
	const guess = Number(slope.times(PARTS.toString()).round(0).toFixed());
	for (const share of [guess, guess - 1, guess + 1]) {
		if (share < 0) continue;
		const fixed = small.fee - feeWith({ share, fixed: 0n }, small.units);
		for (const shift of [0n, 1n, -1n]) {
			const schedule = { share, fixed: fixed + shift };
			const right = seen.filter(({ units, fee }) => usualFee(schedule, units) === fee).length;
			if (right >= PART * seen.length) return schedule;
		}
	}
	return undefined;
}
