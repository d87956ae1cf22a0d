/** Payouts of a period: what the gateway paid out, what the bank got, and whether the ledger has them. */
import { payoutNet } from '../../documents/check';
import type { PayoutMatch } from '../../documents';
import type { BusinessKey } from '../../documents/header';
import type { CurrencyCode } from '../../money/currency';
import { movementsOf } from '../join';
import { byText, moneyOf, signedText, signedUnits, sumOf } from '../signed';
import type { SidedMoney } from '../ageing/ageing';
import type { TieOutInput } from './input';

export interface PayoutDifference extends SidedMoney {
	readonly code: 'notArrived' | 'bankDiffers' | 'notPosted' | 'ledgerDiffers';
	readonly with: 'bank' | 'ledger';
	readonly text: string;
	readonly about: BusinessKey;
	/** what people call the payout */
	readonly orderNumber: string;
	/** the day it is expected in the bank, YYYY-MM-DD */
	readonly day: string;
}

/** One gateway and currency of its payouts. */
export interface PayoutTieOut {
	readonly type: 'TieOut';
	readonly what: 'payouts';
	readonly from: string;
	readonly to: string;
	readonly gatewayName: string;
	readonly currency: CurrencyCode;
	readonly gateway: SidedMoney;
	/** of the payouts that came in the payout's currency; absent where no bank was looked at */
	readonly bank?: SidedMoney;
	/** what was taken off the clearing account by the gateway's list, and by the ledger */
	readonly cleared: SidedMoney;
	readonly ledger?: SidedMoney;
	readonly agrees: boolean;
	readonly differences: readonly PayoutDifference[];
}

interface Found extends Omit<PayoutDifference, 'amount' | 'side'> {
	readonly units: bigint;
}

const sided = (units: bigint, currency: CurrencyCode): SidedMoney => ({
	amount: moneyOf(units, currency),
	side: units < 0n ? 'credit' : 'debit',
});

const isSettled = ({ status }: PayoutMatch): boolean =>
	status === 'matched' || status === 'matchedWithDifference' || status === 'missingInBooks';

/** What the bank got of each payout, in minor units; a deposit of several counts with each payout's own net. */
function arrivals(matches: readonly PayoutMatch[]): ReadonlyMap<BusinessKey, bigint | 'converted' | 'whole'> {
	const arrived = new Map<BusinessKey, bigint | 'converted' | 'whole'>();
	for (const match of matches.filter(isSettled)) {
		const [first] = match.payouts;
		if (match.expected.currency !== match.received.currency)
			for (const payout of match.payouts) arrived.set(payout, 'converted');
		else if (match.payouts.length > 1) for (const payout of match.payouts) arrived.set(payout, 'whole');
		else if (first !== undefined) {
			const known = arrived.get(first);
			const units = signedUnits(match.received, match.direction !== 'fromBank');
			arrived.set(first, (typeof known === 'bigint' ? known : 0n) + units);
		}
	}
	return arrived;
}

/** @returns by gateway and currency; payouts of the period by the day they are expected in the bank, without failed ones */
export function tieOutPayouts({ payouts, from, to, matches, postings }: TieOutInput): PayoutTieOut[] {
	const mine = payouts
		.filter(({ arrivesOn, status }) => arrivesOn >= from && arrivesOn <= to && status !== 'failed')
		.sort((a, b) => byText(a.arrivesOn, b.arrivesOn) || byText(a.id, b.id));
	const arrived = matches === undefined ? undefined : arrivals(matches);
	const keys = [...new Set(mine.map(({ gateway, currency }) => `${gateway}\n${currency}`))].sort(byText);
	return keys.map((key): PayoutTieOut => {
		const [gatewayName = '', currency = ''] = key.split('\n');
		const group = mine.filter((one) => one.gateway === gatewayName && one.currency === currency);
		const found: Found[] = [];
		let [net, got, cleared, booked] = [0n, 0n, 0n, 0n];
		for (const payout of group) {
			const units = payoutNet(payout);
			const { id: about, arrivesOn: day, source } = payout;
			const common = { about, day, orderNumber: source.externalNumber };
			const name = `The payout ${source.externalNumber} of ${signedText(units, currency)}`;
			const taken = sumOf(movementsOf(payout).map((movement) => movement.units));
			net += units;
			cleared -= taken;
			const there = arrived?.get(about);
			const bank = there === 'whole' || there === 'converted' ? units : (there ?? 0n);
			got += bank;
			if (arrived !== undefined && units !== 0n && there === undefined)
				found.push({
					...common,
					with: 'bank',
					code: 'notArrived',
					units,
					text: `${name} is not in the bank.`,
				});
			else if (arrived !== undefined && bank !== units) {
				const text = `${name} arrived as ${signedText(bank, currency)}.`;
				found.push({ ...common, with: 'bank', code: 'bankDiffers', units: units - bank, text });
			}
			if (postings === undefined) continue;
			const own = postings.filter((one) => one.about === about);
			const posted = sumOf(own.map((one) => one.units));
			booked += posted;
			if (posted === -taken) continue;
			const isPosted = own.length > 0;
			const text = isPosted
				? `${name} takes ${signedText(-posted, currency)} off the clearing account in the books, by the gateway's list it is ${signedText(taken, currency)}.`
				: `${name} is not in the books.`;
			found.push({
				...common,
				with: 'ledger',
				code: isPosted ? 'ledgerDiffers' : 'notPosted',
				units: -taken - posted,
				text,
			});
		}
		return {
			type: 'TieOut',
			what: 'payouts',
			from,
			to,
			gatewayName,
			currency,
			gateway: sided(net, currency),
			...(arrived === undefined ? {} : { bank: sided(got, currency) }),
			cleared: sided(cleared, currency),
			...(postings === undefined ? {} : { ledger: sided(booked, currency) }),
			agrees: found.length === 0,
			differences: found.map(({ units, ...difference }) => ({ ...difference, ...sided(units, currency) })),
		};
	});
}
