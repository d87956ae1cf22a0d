/**
 * The three-way tie-out: what the shop says it took and gave back through a gateway, what the gateway says, and what the ledger
 * has. Differences are named down to the order, and what is named adds up to the difference.
 */
import type { BusinessKey } from '../../documents/header';
import type { CurrencyCode } from '../../money/currency';
import { comparable, joinMoney, moneyItems, type Joined, type MoneyItem } from '../join';
import { byText, moneyOf, signedText, sumOf } from '../signed';
import type { SidedMoney } from '../ageing/ageing';
import type { TieOutInput } from './input';
import { tieOutPayouts, type PayoutTieOut } from './payouts';
import type { Posting } from './postings';

export type TieOutCode =
	/** the shop has it, no payout lists it yet */
	| 'notPaidOutYet'
	/** a payout lists it, the shop has no such document */
	| 'unknownToShop'
	/** shop and gateway have different amounts */
	| 'amountDiffers'
	/** it is not in the ledger */
	| 'notBooked'
	/** it is in the ledger twice */
	| 'bookedTwice'
	/** shop and ledger have different amounts */
	| 'ledgerDiffers'
	/** it is in the ledger, outside the period */
	| 'otherPeriod'
	/** the ledger has it, the shop has no such document in the period */
	| 'onlyInLedger';

export interface TieOutDifference extends SidedMoney {
	readonly code: TieOutCode;
	readonly with: 'gateway' | 'ledger';
	readonly text: string;
	readonly about: BusinessKey;
	readonly orderNumber: string;
	/** the day of the shop's document, or of the gateway's transaction, YYYY-MM-DD */
	readonly day: string;
}

export interface TieOutFigures {
	readonly shop: SidedMoney;
	readonly gateway: SidedMoney;
	/** absent where no ledger was looked at */
	readonly ledger?: SidedMoney;
}

export interface TieOutDay extends TieOutFigures {
	readonly day: string;
	readonly agrees: boolean;
}

/** One gateway and currency of the shop. */
export interface SalesTieOut extends TieOutFigures {
	readonly type: 'TieOut';
	readonly what: 'sales';
	readonly from: string;
	readonly to: string;
	readonly gatewayName: string;
	readonly currency: CurrencyCode;
	/** also true when all that differs is not paid out yet */
	readonly agrees: boolean;
	readonly days: readonly TieOutDay[];
	/** of the shop's figure less the other's, by day and order */
	readonly differences: readonly TieOutDifference[];
}

/** Something that counts on a day, with signed minor units. */
interface Counted {
	readonly day: string;
	readonly units: bigint;
}

interface Found {
	readonly code: TieOutCode;
	readonly with: 'gateway' | 'ledger';
	readonly text: string;
	readonly about: BusinessKey;
	readonly orderNumber: string;
	readonly day: string;
	/** the shop's figure less the other's */
	readonly units: bigint;
}

interface Side {
	readonly counted: readonly Counted[];
	readonly found: readonly Found[];
}

const sided = (units: bigint, currency: CurrencyCode): SidedMoney => ({
	amount: moneyOf(units, currency),
	side: units < 0n ? 'credit' : 'debit',
});

const KINDS: Readonly<Record<MoneyItem['kind'], string>> = {
	charge: 'charge',
	refund: 'refund',
	dispute: 'dispute',
	disputeReversal: 'won dispute',
};

const nameOf = ({ kind, orderNumber, units, currency }: MoneyItem): string =>
	`The ${KINDS[kind]} of order ${orderNumber} (${signedText(units, currency)})`;

/** A key of what is compared: one gateway, one currency of the shop. */
const keyOf = (gateway: string, currency: string): string => `${gateway}\n${currency}`;

/** What the gateway says about the shop's items, and about what the shop does not know. */
function gatewaySide(items: readonly MoneyItem[], joined: ReadonlyMap<MoneyItem, Joined>): Side {
	const counted: Counted[] = [];
	const found: Found[] = [];
	for (const item of items) {
		const { about, orderNumber, bookedOn: day, units, currency } = item;
		const common = { with: 'gateway' as const, about, orderNumber, day };
		const pair = joined.get(item);
		const theirs = pair === undefined ? undefined : comparable(pair.movement, currency);
		if (pair === undefined) {
			found.push({ ...common, code: 'notPaidOutYet', units, text: `${nameOf(item)} is in no payout yet.` });
		} else if (theirs === undefined) {
			const { amount } = pair.movement.transaction;
			const text = `${nameOf(item)} is ${amount.amount} ${amount.currency} at the gateway, which does not say what it was before.`;
			found.push({ ...common, code: 'amountDiffers', units, text });
		} else {
			counted.push({ day, units: theirs });
			if (theirs === units) continue;
			const text = `${nameOf(item)} is ${signedText(theirs, currency)} at the gateway.`;
			found.push({ ...common, code: 'amountDiffers', units: units - theirs, text });
		}
	}
	return { counted, found };
}

/** What the ledger has of the shop's items: event by event, or summary by summary. */
function ledgerSide(
	items: readonly MoneyItem[],
	postings: readonly Posting[],
	{ from, to }: Pick<TieOutInput, 'from' | 'to'>,
): Side {
	const summaryOf = new Map<BusinessKey, BusinessKey>();
	for (const { about, members } of postings) for (const member of members ?? []) summaryOf.set(member, about);
	const groups = new Map<BusinessKey, { items: MoneyItem[]; postings: Posting[] }>();
	const groupOf = (key: BusinessKey) => {
		const group = groups.get(key) ?? { items: [], postings: [] };
		groups.set(key, group);
		return group;
	};
	for (const item of items) groupOf(summaryOf.get(item.about) ?? item.about).items.push(item);
	for (const posting of postings) groupOf(posting.about).postings.push(posting);
	const counted: Counted[] = [];
	const found: Found[] = [];
	for (const [about, group] of groups) {
		const inside = group.postings.filter(({ bookedOn }) => bookedOn >= from && bookedOn <= to);
		const [ours, theirs] = [
			sumOf(group.items.map((one) => one.units)),
			sumOf(inside.map((one) => one.units)),
		];
		for (const { bookedOn, units } of inside) counted.push({ day: bookedOn, units });
		if (ours === theirs) continue;
		found.push({ with: 'ledger', about, units: ours - theirs, ...ledgerDifference(group, ours, theirs) });
	}
	return { counted, found };
}

function ledgerDifference(
	{ items, postings }: { readonly items: readonly MoneyItem[]; readonly postings: readonly Posting[] },
	ours: bigint,
	theirs: bigint,
): Pick<Found, 'code' | 'text' | 'orderNumber' | 'day'> {
	const [item, posting] = [items[0], postings[0]];
	if (item === undefined) {
		const { number = '', bookedOn = '', currency = '', units = 0n } = posting ?? {};
		const text = `${number} (${signedText(units, currency)}) is in the books on ${bookedOn}; the shop has no such document in the period.`;
		return { code: 'onlyInLedger', text, orderNumber: number, day: bookedOn };
	}
	const common = { orderNumber: item.orderNumber, day: item.bookedOn };
	const name = items.length === 1 ? nameOf(item) : `${nameOf(item)} and ${items.length - 1} more`;
	const all = sumOf(postings.map(({ units }) => units));
	if (postings.length === 0) return { ...common, code: 'notBooked', text: `${name} is not in the books.` };
	if (all === ours) {
		const days = [...new Set(postings.map(({ bookedOn }) => bookedOn))].sort().join(', ');
		return { ...common, code: 'otherPeriod', text: `${name} is in the books on ${days}.` };
	}
	if (theirs === 2n * ours) return { ...common, code: 'bookedTwice', text: `${name} is in the books twice.` };
	const text = `${name} is ${signedText(theirs, item.currency)} in the books.`;
	return { ...common, code: 'ledgerDiffers', text };
}

const sumOn = (counted: readonly Counted[], day: string): bigint =>
	sumOf(counted.filter((one) => one.day === day).map(({ units }) => units));

/** @returns by gateway and currency: sales first, then payouts */
export function tieOut(input: TieOutInput): (SalesTieOut | PayoutTieOut)[] {
	const { from, to, documents, payouts, postings } = input;
	const onDay = input.dayOf ?? ((instant: string) => instant.slice(0, 10));
	const all = moneyItems(documents);
	const paid = payouts.filter(({ status }) => status !== 'failed');
	const gateways = new Set(paid.map(({ gateway }) => gateway));
	const { joined, differing, strangers } = joinMoney(
		all.filter(({ gateway }) => gateways.has(gateway)),
		paid,
	);
	const pairs = new Map([...joined, ...differing].map((pair) => [pair.item, pair]));
	const items = all.filter(
		({ bookedOn, gateway }) => bookedOn >= from && bookedOn <= to && gateways.has(gateway),
	);
	const unknown = strangers
		.map((movement) => ({ movement, day: onDay(movement.transaction.occurredAt) }))
		.filter(({ day }) => day >= from && day <= to);
	const keys = new Set([
		...items.map(({ gateway, currency }) => keyOf(gateway, currency)),
		...unknown.map(({ movement: { payout } }) => keyOf(payout.gateway, payout.currency)),
	]);
	const known = new Set(all.map(({ about }) => about));
	const payoutKeys = new Set(payouts.map(({ id }) => id));
	const sales = [...keys].sort(byText).map((key): SalesTieOut => {
		const [gateway = '', currency = ''] = key.split('\n');
		const mine = items.filter((item) => keyOf(item.gateway, item.currency) === key);
		const theirs = gatewaySide(mine, pairs);
		const others = unknown.filter(
			({ movement: { payout } }) => keyOf(payout.gateway, payout.currency) === key,
		);
		const atGateway: Counted[] = [
			...theirs.counted,
			...others.map(({ movement: { units }, day }) => ({ day, units })),
		];
		const strange = others.map(({ movement: { transaction, payout, units, kind }, day }): Found => {
			const orderNumber = transaction.order?.number ?? transaction.order?.id ?? '';
			const text = `The payout ${payout.source.externalNumber} lists a ${KINDS[kind]} ${orderNumber} (${signedText(units, payout.currency)}) that the shop does not have.`;
			return {
				code: 'unknownToShop',
				with: 'gateway',
				text,
				about: payout.id,
				orderNumber,
				day,
				units: -units,
			};
		});
		const here = new Set(mine.map(({ about }) => about));
		const mineInBooks = postings?.filter(
			(posting) =>
				keyOf(posting.gateway, posting.currency) === key &&
				isOfPeriod(posting, input, { here, known, payouts: payoutKeys }),
		);
		const books = mineInBooks === undefined ? undefined : ledgerSide(mine, mineInBooks, input);
		const found = [...theirs.found, ...strange, ...(books?.found ?? [])].sort(
			(a, b) => byText(a.day, b.day) || byText(a.about, b.about) || byText(a.with, b.with),
		);
		const shop: Counted[] = mine.map(({ bookedOn, units }) => ({ day: bookedOn, units }));
		return {
			type: 'TieOut',
			what: 'sales',
			from,
			to,
			gatewayName: gateway,
			currency,
			...figures(shop, atGateway, books?.counted, currency),
			agrees: found.every(({ code }) => code === 'notPaidOutYet'),
			days: daysOf(shop, atGateway, books?.counted, currency),
			differences: found.map(({ units, ...difference }) => ({ ...difference, ...sided(units, currency) })),
		};
	});
	return [...sales, ...tieOutPayouts(input)];
}

/** Postings of the period, and those of the period's events wherever they are; payouts' own are no sales. */
function isOfPeriod(
	posting: Posting,
	{ from, to }: Pick<TieOutInput, 'from' | 'to'>,
	{ here, known, payouts }: Readonly<Record<'here' | 'known' | 'payouts', ReadonlySet<BusinessKey>>>,
): boolean {
	if (payouts.has(posting.about)) return false;
	const events = [posting.about, ...(posting.members ?? [])];
	if (events.some((event) => here.has(event))) return true;
	// an event of another period, booked in this one, is that period's difference
	const isOthers = events.some((event) => known.has(event));
	return posting.bookedOn >= from && posting.bookedOn <= to && !isOthers;
}

const total = (counted: readonly Counted[]): bigint => sumOf(counted.map(({ units }) => units));

function figures(
	shop: readonly Counted[],
	gateway: readonly Counted[],
	ledger: readonly Counted[] | undefined,
	currency: CurrencyCode,
): TieOutFigures {
	return {
		shop: sided(total(shop), currency),
		gateway: sided(total(gateway), currency),
		...(ledger === undefined ? {} : { ledger: sided(total(ledger), currency) }),
	};
}

function daysOf(
	shop: readonly Counted[],
	gateway: readonly Counted[],
	ledger: readonly Counted[] | undefined,
	currency: CurrencyCode,
): TieOutDay[] {
	const days = new Set([...shop, ...gateway, ...(ledger ?? [])].map(({ day }) => day));
	return [...days].sort(byText).map((day) => {
		const [ours, theirs] = [sumOn(shop, day), sumOn(gateway, day)];
		const books = ledger === undefined ? undefined : sumOn(ledger, day);
		return {
			day,
			shop: sided(ours, currency),
			gateway: sided(theirs, currency),
			...(books === undefined ? {} : { ledger: sided(books, currency) }),
			agrees: ours === theirs && (books === undefined || books === ours),
		};
	});
}
