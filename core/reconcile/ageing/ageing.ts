/**
 * What makes up the balance of each clearing account and sub-ledger, item by item: since when it is open, when it is expected, what
 * is late; and whether the ledger has the same balance.
 */
import type { Payout, PayoutMatch } from '../../documents';
import type { Side } from '../../journal/entry';
import type { CurrencyCode } from '../../money/currency';
import { minorUnits, parseMoney, type Money } from '../../money/money';
import { BusinessDays, dateOf, dayOf } from '../days';
import { moneyItems } from '../join';
import type { Reason } from '../reasons';
import { byText, moneyOf, sumOf } from '../signed';
import { clearingState, expectation, type ClearingState, type OpenClearing } from './clearing';
import { disputeItems, liabilityItems, reserveItems, type LiabilityDocument } from './subLedgers';
import type { Movement } from './settle';
import { explainBalance, movementEvents, payoutMovementEvents } from './tie';

export const AGED_ACCOUNTS = [
	'clearing',
	'payoutsInTransit',
	'giftCards',
	'storeCredit',
	'disputes',
	'reserves',
] as const;
export type AgedAccount = (typeof AGED_ACCOUNTS)[number];

/** An amount on one side of an account. */
export interface SidedMoney {
	readonly amount: Money;
	readonly side: Side;
}

/** The balance of an account as the ledger shows it. */
export interface LedgerBalance {
	readonly account: AgedAccount;
	/** of clearing, payoutsInTransit, disputes, reserves, where each gateway has its own account */
	readonly gateway?: string;
	readonly currency: CurrencyCode;
	/** decimal text; debits are positive */
	readonly balance: string;
}

export interface AgedItem extends SidedMoney {
	readonly about: string;
	readonly kind: string;
	readonly orderNumber: string;
	/** YYYY-MM-DD */
	readonly since: string;
	readonly days: number;
	readonly expectedOn?: string;
	readonly late: boolean;
	readonly payout?: string;
}

export interface AgeBucket {
	/** "0-7", "8-14", "15-30", "31-60", "over 60" */
	readonly days: string;
	readonly count: number;
	readonly balance: SidedMoney;
}

export interface AgedBalance {
	readonly type: 'Ageing';
	readonly account: AgedAccount;
	readonly gateway?: string;
	readonly currency: CurrencyCode;
	readonly asOf: string;
	/** what the open items come to */
	readonly balance: SidedMoney;
	readonly count: number;
	readonly late: { readonly count: number; readonly balance: SidedMoney };
	readonly buckets: readonly AgeBucket[];
	/** oldest first */
	readonly items: readonly AgedItem[];
	/** only where the ledger's balance was given */
	readonly ledger?: {
		readonly balance: SidedMoney;
		readonly difference: SidedMoney;
		readonly agrees: boolean;
		/** from 0 to 1 */
		readonly confidence: number;
		readonly reasons: readonly Reason[];
	};
}

export interface AgeingInput {
	readonly documents: readonly LiabilityDocument[];
	readonly payouts: readonly Payout[];
	readonly matches?: readonly PayoutMatch[];
	/** YYYY-MM-DD */
	readonly asOf: string;
	readonly ledger?: readonly LedgerBalance[];
	readonly holidays?: readonly string[];
	/** whether a document is in the ledger; undefined: nobody has looked */
	readonly isBooked?: (about: string) => boolean | undefined;
}

const BUCKETS: readonly (readonly [name: string, most: number])[] = [
	['0-7', 7],
	['8-14', 14],
	['15-30', 30],
	['31-60', 60],
	['over 60', Number.POSITIVE_INFINITY],
];

const sided = (units: bigint, currency: CurrencyCode): SidedMoney => ({
	amount: moneyOf(units, currency),
	side: units < 0n ? 'credit' : 'debit',
});

/** Movements of one account. */
interface Group {
	readonly account: AgedAccount;
	readonly gateway?: string;
	readonly currency: CurrencyCode;
	readonly movements: OpenClearing[];
}

const keyOf = (account: AgedAccount, gateway: string | undefined, currency: string): string =>
	[account, gateway ?? '', currency].join('|');

function grouped(input: AgeingInput, { items, inTransit }: ClearingState): Map<string, Group> {
	const groups = new Map<string, Group>();
	const add = (account: AgedAccount, movements: readonly OpenClearing[], hasGateway: boolean): void => {
		for (const each of movements) {
			const gateway = hasGateway ? each.gateway : undefined;
			const key = keyOf(account, gateway, each.currency);
			const group = groups.get(key) ?? {
				account,
				...(gateway === undefined ? {} : { gateway }),
				currency: each.currency,
				movements: [],
			};
			group.movements.push(each);
			groups.set(key, group);
		}
	};
	const { asOf } = input;
	const known = input.documents.filter(({ bookedOn }) => bookedOn <= asOf);
	const money = known.flatMap((one) => (one.type === 'BalanceChange' ? [] : [one]));
	add('clearing', items, true);
	add('payoutsInTransit', inTransit, true);
	const open = (movements: readonly (Movement & { readonly open: bigint })[]): Movement[] =>
		movements.map(({ open: units, ...movement }) => ({ ...movement, units }));
	add('giftCards', open(liabilityItems(known, 'giftCards')), false);
	add('storeCredit', open(liabilityItems(known, 'storeCredit')), false);
	add('disputes', open(disputeItems(money)), true);
	add('reserves', open(reserveItems(input.payouts.filter(({ bookedOn }) => bookedOn <= asOf))), true);
	// an account that the ledger has a balance of, but nothing is open on
	for (const { account, gateway, currency } of input.ledger ?? []) {
		const key = keyOf(account, gateway, currency);
		if (!groups.has(key))
			groups.set(key, { account, ...(gateway === undefined ? {} : { gateway }), currency, movements: [] });
	}
	return groups;
}

function agedItem(
	movement: OpenClearing,
	account: AgedAccount,
	{ paidOut }: ClearingState,
	asOf: string,
	days: BusinessDays,
): AgedItem {
	const { about, kind, orderNumber, units, currency, bookedOn, gateway, payout } = movement;
	const since = dayOf(bookedOn);
	const isPaidOut = account === 'clearing' || account === 'payoutsInTransit';
	const { expected, lateAfter } = expectation(paidOut.get(gateway ?? ''), since, movement.expectedOn, days);
	return {
		...sided(units, currency),
		about,
		kind,
		orderNumber,
		since: bookedOn,
		days: dayOf(asOf) - since,
		...(isPaidOut ? { expectedOn: dateOf(expected) } : {}),
		late: isPaidOut && dayOf(asOf) > lateAfter,
		...(payout === undefined ? {} : { payout }),
	};
}

/** @throws RangeError when the balance is no decimal number of the currency */
function ledgerUnits({ balance, currency }: LedgerBalance): bigint {
	const decimal = balance.trim();
	const money = parseMoney(decimal.replace('-', ''), currency);
	if (typeof money === 'string') throw new RangeError(`"${balance}" is not an amount of ${currency}`);
	return decimal.startsWith('-') ? -minorUnits(money) : minorUnits(money);
}

/** Everything that may be missing in the account, or be in it twice. */
function eventsOf(group: Group, input: AgeingInput) {
	const { account, gateway, currency } = group;
	const isHere = (one: { readonly gateway?: string; readonly currency: string }): boolean =>
		one.currency === currency && (gateway === undefined || one.gateway === gateway);
	if (account !== 'clearing') return movementEvents(group.movements, input.isBooked);
	const money = input.documents.flatMap((one) => (one.type === 'BalanceChange' ? [] : [one]));
	const items = moneyItems(money).filter((item) => isHere(item) && item.bookedOn <= input.asOf);
	const payouts = input.payouts.filter(
		(payout) => isHere(payout) && payout.bookedOn <= input.asOf && payout.status !== 'failed',
	);
	return [...movementEvents(items, input.isBooked), ...payoutMovementEvents(payouts, input.isBooked)];
}

function agedBalance(
	group: Group,
	input: AgeingInput,
	state: ClearingState,
	days: BusinessDays,
): AgedBalance {
	const { account, gateway, currency, movements } = group;
	const items = [...movements]
		.sort((a, b) => byText(a.bookedOn, b.bookedOn) || byText(a.key, b.key))
		.map((movement) => ({
			units: movement.units,
			item: agedItem(movement, account, state, input.asOf, days),
		}));
	const total = sumOf(items.map(({ units }) => units));
	const late = items.filter(({ item }) => item.late);
	const given = input.ledger?.find(
		(one) => one.account === account && one.gateway === gateway && one.currency === currency,
	);
	let from = Number.NEGATIVE_INFINITY;
	const buckets = BUCKETS.flatMap(([name, most]): AgeBucket[] => {
		const inside = items.filter(({ item }) => item.days > from && item.days <= most);
		from = most;
		if (inside.length === 0) return [];
		return [
			{ days: name, count: inside.length, balance: sided(sumOf(inside.map(({ units }) => units)), currency) },
		];
	});
	return {
		type: 'Ageing',
		account,
		...(gateway === undefined ? {} : { gateway }),
		currency,
		asOf: input.asOf,
		balance: sided(total, currency),
		count: items.length,
		late: { count: late.length, balance: sided(sumOf(late.map(({ units }) => units)), currency) },
		buckets,
		items: items.map(({ item }) => item),
		...(given === undefined ? {} : { ledger: tied(given, total, group, input) }),
	};
}

function tied(
	given: LedgerBalance,
	total: bigint,
	group: Group,
	input: AgeingInput,
): NonNullable<AgedBalance['ledger']> {
	const { currency } = group;
	const units = ledgerUnits(given);
	const difference = units - total;
	const { reasons, confidence } = explainBalance(
		difference,
		currency,
		difference === 0n ? [] : eventsOf(group, input),
	);
	return {
		balance: sided(units, currency),
		difference: sided(difference, currency),
		agrees: difference === 0n,
		confidence,
		reasons,
	};
}

/** One result an account with open items or a given balance, in the order of the accounts, then by gateway and currency. */
export function ageing(input: AgeingInput): AgedBalance[] {
	const days = new BusinessDays(input.holidays);
	const documents = input.documents.flatMap((one) => (one.type === 'BalanceChange' ? [] : [one]));
	const state = clearingState({ ...input, documents }, days);
	const order = (account: AgedAccount): number => AGED_ACCOUNTS.indexOf(account);
	return [...grouped(input, state).values()]
		.sort(
			(a, b) =>
				order(a.account) - order(b.account) ||
				byText(a.gateway ?? '', b.gateway ?? '') ||
				byText(a.currency, b.currency),
		)
		.map((group) => agedBalance(group, input, state, days));
}
