/** The clearing accounts: what gateways owe, item by item, and payouts that are on their way. */
import type { Payout, PayoutMatch } from '../../documents';
import { payoutNet } from '../../documents/check';
import { dayOf, type BusinessDays, type Day } from '../days';
import { comparable, joinMoney, moneyItems, type JoinResult, type MoneyDocument } from '../join';
import type { Movement } from './settle';

export interface ClearingInput {
	readonly documents: readonly MoneyDocument[];
	readonly payouts: readonly Payout[];
	/** payouts that were matched with the bank; undefined: a payout has arrived when its gateway says so */
	readonly matches?: readonly PayoutMatch[];
	/** YYYY-MM-DD: what happened later has not happened */
	readonly asOf: string;
}

export interface OpenClearing extends Movement {
	/** the payout it is in, where the two differ */
	readonly payout?: string;
}

export interface ClearingState {
	readonly items: readonly OpenClearing[];
	readonly inTransit: readonly Movement[];
	/** how long charges and refunds take to the bank, for expected days */
	readonly paidOut: ReadonlyMap<string, readonly number[]>;
}

const WORDS = {
	charge: 'charge',
	refund: 'refund',
	dispute: 'dispute',
	disputeReversal: 'dispute won',
} as const;

/** Payouts that had been issued by then, and did not fail. */
const issued = ({ payouts, asOf }: ClearingInput): Payout[] =>
	payouts.filter(({ bookedOn, status }) => bookedOn <= asOf && status !== 'failed');

function ofJoin({ open, differing, strangers }: JoinResult): OpenClearing[] {
	return [
		...open.map((item): OpenClearing => ({ ...item, kind: WORDS[item.kind] })),
		...differing.flatMap(({ item, movement }): OpenClearing[] => {
			const units = item.units - (comparable(movement, item.currency) ?? movement.units);
			return [
				{
					...item,
					kind: `${WORDS[item.kind]} paid out with another amount`,
					units,
					payout: movement.payout.id,
				},
			];
		}),
		...strangers.map(({ payout, transaction, kind, units }): OpenClearing => ({
			key: `${payout.id}#${transaction.id}`,
			about: transaction.settles ?? payout.id,
			kind: `${WORDS[kind]} that the shop does not know`,
			gateway: payout.gateway,
			currency: payout.currency,
			units: -units,
			at: transaction.occurredAt,
			bookedOn: payout.bookedOn,
			orderNumber: transaction.order?.number ?? transaction.order?.id ?? '',
			payout: payout.id,
		})),
	];
}

/** Payouts that were issued and have not arrived. */
function inTransit(input: ClearingInput): Movement[] {
	const { matches, asOf } = input;
	const arrived = new Set(
		(matches ?? [])
			.filter(({ bookedOn, status }) => bookedOn <= asOf && status !== 'missingInBank')
			.flatMap(({ payouts }) => payouts),
	);
	return issued(input)
		.filter(({ id, status, arrivesOn }) =>
			matches === undefined ? !(status === 'paid' && arrivesOn <= asOf) : !arrived.has(id),
		)
		.filter((payout) => payoutNet(payout) !== 0n)
		.map((payout) => ({
			key: payout.id,
			about: payout.id,
			kind: 'payout in transit',
			gateway: payout.gateway,
			currency: payout.currency,
			units: payoutNet(payout),
			at: payout.occurredAt,
			bookedOn: payout.bookedOn,
			orderNumber: payout.source.externalNumber,
			expectedOn: payout.arrivesOn,
		}));
}

/** Business days from the sale to the day the payout is expected in the bank, by gateway. */
function lagsOf({ joined }: JoinResult, days: BusinessDays): Map<string, number[]> {
	const lags = new Map<string, number[]>();
	for (const { item, movement } of joined) {
		const lag = days.between(dayOf(item.bookedOn), dayOf(movement.payout.arrivesOn));
		const known = lags.get(item.gateway);
		if (known === undefined) lags.set(item.gateway, [lag]);
		else known.push(lag);
	}
	for (const known of lags.values()) known.sort((a, b) => a - b);
	return lags;
}

export function clearingState(input: ClearingInput, days: BusinessDays): ClearingState {
	const items = moneyItems(input.documents).filter(({ bookedOn }) => bookedOn <= input.asOf);
	const gateways = new Set(input.payouts.map(({ gateway }) => gateway));
	// what no payout can settle (bank transfers, cash) is no open item of a gateway
	const joined = joinMoney(
		items.filter(({ gateway }) => gateways.has(gateway)),
		issued(input),
	);
	return { items: ofJoin(joined), inTransit: inTransit(input), paidOut: lagsOf(joined, days) };
}

/** Business days that are usual, and after which it is late, where nothing was learned. */
const USUAL_LAG = 3;
const LATE_AFTER = 7;
const LATE_SHARE = 0.98;
/** what is expected on a day is late so many business days after it */
const LATE_AFTER_EXPECTED = 3;

/** When an item of a gateway is expected in the bank, and from when on it is late. */
export function expectation(
	lags: readonly number[] | undefined,
	since: Day,
	known: string | undefined,
	days: BusinessDays,
): { readonly expected: Day; readonly lateAfter: Day } {
	if (known !== undefined)
		return { expected: dayOf(known), lateAfter: days.after(dayOf(known), LATE_AFTER_EXPECTED) };
	const at = (share: number, fallback: number): number =>
		lags?.[Math.min(Math.floor(share * lags.length), lags.length - 1)] ?? fallback;
	return {
		expected: days.after(since, at(0.5, USUAL_LAG)),
		lateAfter: days.after(since, at(LATE_SHARE, LATE_AFTER) + 1),
	};
}
