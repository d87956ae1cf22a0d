/** What stands on clearing accounts and on payouts in transit, by open items: the oldest is settled first. */
import { finding, type Finding } from '../../findings/finding';
import { signedText, sumOf } from '../../reconcile/signed';
import { kindOf, type PostedFigures } from '../posted';
import type { HealthInput } from '../input';
import { counted, DAY_MS, examplesOf, found, notChecked, type Check } from './tools';

interface Movement {
	readonly posted: PostedFigures;
	readonly units: bigint;
	readonly day: string;
}

interface Account {
	readonly name: string;
	readonly currency: string;
	readonly movements: Movement[];
}

const dayOf = ({ record }: PostedFigures): string => record.postedOn ?? record.bookedOn;
const isPayout = ({ record }: PostedFigures): boolean => kindOf(record.businessKey) === 'payout';

function accountsOf(posted: readonly PostedFigures[]): Account[] {
	const accounts = new Map<string, Account>();
	for (const each of posted)
		for (const { account, units } of each.clearing) {
			const key = JSON.stringify([each.record.ledger, each.record.tenant, account.id, each.currency]);
			const known = accounts.get(key) ?? { name: account.name, currency: each.currency, movements: [] };
			known.movements.push({ posted: each, units, day: dayOf(each) });
			accounts.set(key, known);
		}
	// what no payout can settle (cash, bank transfers) is no account of a gateway
	return [...accounts.values()].filter(({ movements }) =>
		movements.some(({ posted: each }) => isPayout(each)),
	);
}

interface Open {
	readonly movement: Movement;
	left: bigint;
}

/**
 * What is open of what came in. What goes out beyond it settles what came in before the documents that are looked at begin,
 * as long as that is likely; later it stays, and is used up by what comes in next.
 */
function openOf(movements: readonly Movement[], settledUntil: string): Open[] {
	const open: Open[] = [];
	let ahead = 0n;
	const ordered = movements.toSorted((a, b) =>
		a.day < b.day ? -1 : a.day > b.day ? 1 : a.units > b.units ? -1 : 1,
	);
	for (const movement of ordered) {
		let { units } = movement;
		if (units > 0n) {
			const used = ahead < units ? ahead : units;
			ahead -= used;
			if (units > used) open.push({ movement, left: units - used });
			continue;
		}
		for (let first = open[0]; first !== undefined && units < 0n; first = open[0]) {
			const used = first.left < -units ? first.left : -units;
			units += used;
			first.left -= used;
			if (first.left === 0n) open.shift();
		}
		if (movement.day > settledUntil) ahead -= units;
	}
	return open;
}

function oldOf({ name, currency, movements }: Account, input: HealthInput): Finding[] {
	const { now, thresholds, postedSince = '' } = input;
	const { clearingOlderThanDays } = thresholds;
	const dayBefore = (instant: number, days: number): string =>
		new Date(instant - days * DAY_MS).toISOString().slice(0, 10);
	const settledUntil = postedSince === '' ? '' : dayBefore(Date.parse(postedSince), -clearingOlderThanDays);
	const limit = dayBefore(now, clearingOlderThanDays);
	const old = openOf(movements, settledUntil).filter(({ movement }) => movement.day < limit);
	const [first] = old;
	if (first === undefined) return [];
	const since = first.movement.day;
	const evidence = {
		amount: signedText(sumOf(old.map(({ left }) => left)), currency),
		account: name,
		since,
		days: Math.floor((now - Date.parse(since)) / DAY_MS),
		count: old.length,
		examples: examplesOf(old.map(({ movement }) => movement.posted.record.orderNumber)),
	};
	return [finding('CLEARING_OLD', { evidence })];
}

export const clearing: Check = (input) => {
	const { posted, postedSince = '', thresholds } = input;
	if (posted === undefined) return notChecked('The sync log has no posted documents of this time.');
	const accounts = accountsOf(posted);
	if (accounts.length === 0)
		return notChecked('No payout was posted, so nothing says which accounts are those of gateways.');
	const findings = accounts.flatMap((account) => oldOf(account, input));
	return found(
		`${counted(accounts.length, 'clearing account')}, by what was posted since ${postedSince}; what is open for more than ${thresholds.clearingOlderThanDays} days is told.`,
		findings,
	);
};
