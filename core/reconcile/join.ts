/**
 * What shops say of their money at gateways (charges, refunds, disputes), and which transaction of which payout each is. Joined by
 * the gateway's reference, by the document a transaction names, or by order and amount; each is used once.
 */
import { transactionNet } from '../documents/check';
import { editChange } from '../documents/edit';
import type {
	BusinessKey,
	Dispute,
	OrderEdit,
	Payment,
	Payout,
	PaymentPart,
	PayoutTransaction,
	Refund,
	Sale,
} from '../documents';
import type { CurrencyCode } from '../money/currency';
import { minorUnits } from '../money/money';
import { byText, signedUnits } from './signed';

/** Documents that say something about money at a gateway. */
export type MoneyDocument = Sale | Refund | Payment | OrderEdit | Dispute;

export type ItemKind = 'charge' | 'refund' | 'dispute' | 'disputeReversal';

/** One movement of a clearing account, as the shop's documents have it. */
export interface MoneyItem {
	/** unique: the document and the payment in it */
	readonly key: string;
	readonly about: BusinessKey;
	readonly kind: ItemKind;
	readonly gateway: string;
	readonly currency: CurrencyCode;
	/** in minor units; what goes out of the clearing account is negative; a dispute's with its fee */
	readonly units: bigint;
	/** an instant, ISO 8601 in UTC */
	readonly at: string;
	/** the day of the books, YYYY-MM-DD */
	readonly bookedOn: string;
	readonly orderId: string;
	readonly orderNumber: string;
	readonly references: readonly string[];
}

/** Gateways that are no gateways: what they owe stands on accounts of its own. */
const OWN = new Set(['gift_card', 'store_credit', 'deposit']);

function paymentItem(
	document: Sale | Refund | Payment | OrderEdit,
	part: PaymentPart,
	isIn: boolean,
): MoneyItem[] {
	if (part.promotional === true || OWN.has(part.gateway) || minorUnits(part.amount) === 0n) return [];
	const { id, order, bookedOn } = document;
	return [
		{
			key: `${id}#${part.id}`,
			about: id,
			kind: isIn ? 'charge' : 'refund',
			gateway: part.gateway,
			currency: part.amount.currency,
			units: signedUnits(part.amount, isIn),
			at: part.capturedAt,
			bookedOn,
			orderId: order.id,
			orderNumber: order.number,
			references: [part.reference ?? '', part.id].filter((reference) => reference !== ''),
		},
	];
}

function disputeItem(dispute: Dispute): MoneyItem[] {
	if (dispute.stage === 'lost') return [];
	const { id, saleId, gateway, currency, stage, amount, fee, occurredAt, bookedOn, source } = dispute;
	const isIn = stage === 'won';
	const all = minorUnits(amount) + minorUnits(fee);
	return [
		{
			key: id,
			about: id,
			kind: isIn ? 'disputeReversal' : 'dispute',
			gateway,
			currency,
			units: isIn ? all : -all,
			at: occurredAt,
			bookedOn,
			orderId: saleId.split('/').at(-1) ?? '',
			orderNumber: source.externalNumber,
			references: [source.externalId],
		},
	];
}

/** What moved at gateways; documents of other kinds move nothing there. */
export function moneyItems(documents: readonly MoneyDocument[]): MoneyItem[] {
	const items = documents.flatMap((document): MoneyItem[] => {
		switch (document.type) {
			case 'Sale':
				return document.payments.flatMap((part) => paymentItem(document, part, true));
			case 'Refund':
				return document.payments.flatMap((part) => paymentItem(document, part, false));
			case 'Payment':
				return paymentItem(document, document.payment, document.direction === 'received');
			case 'OrderEdit':
				return document.payments.flatMap((part) => paymentItem(document, part, editChange(document) > 0n));
			case 'Dispute':
				return disputeItem(document);
		}
	});
	const once = new Map(items.map((item) => [item.key, item]));
	return [...once.values()].sort((a, b) => byText(a.at, b.at) || byText(a.key, b.key));
}

/** A transaction of a payout that the clearing account knows from the shop's side too. */
export interface PayoutMovement {
	readonly payout: Payout;
	readonly transaction: PayoutTransaction;
	readonly kind: ItemKind;
	/** what it takes off the clearing account; with the fee for disputes, which are booked with theirs */
	readonly units: bigint;
}

const KINDS: ReadonlySet<string> = new Set<ItemKind>(['charge', 'refund', 'dispute', 'disputeReversal']);
const isKind = (type: string): type is ItemKind => KINDS.has(type);

export function movementsOf(payout: Payout): PayoutMovement[] {
	return payout.transactions.flatMap((transaction): PayoutMovement[] => {
		const { type, amount, direction } = transaction;
		if (!isKind(type)) return [];
		const isDispute = type === 'dispute' || type === 'disputeReversal';
		const units = isDispute ? transactionNet(transaction) : signedUnits(amount, direction === 'in');
		return [{ payout, transaction, kind: type, units }];
	});
}

export interface Joined {
	readonly item: MoneyItem;
	readonly movement: PayoutMovement;
}

export interface JoinResult {
	/** in a payout, with the same amount */
	readonly joined: readonly Joined[];
	/** in a payout, with another amount */
	readonly differing: readonly Joined[];
	/** in no payout */
	readonly open: readonly MoneyItem[];
	/** in a payout, but in no document */
	readonly strangers: readonly PayoutMovement[];
}

/** A movement in the currency of the item, where the gateway converted it. */
export function comparable(
	{ transaction, units }: PayoutMovement,
	currency: CurrencyCode,
): bigint | undefined {
	if (transaction.amount.currency === currency) return units;
	const original = transaction.original?.amount;
	if (original?.currency !== currency) return undefined;
	return signedUnits(original, transaction.direction === 'in');
}

/** Groups of items under a key, each of which can be taken once. */
class Pool {
	private readonly groups = new Map<string, MoneyItem[]>();

	add(key: string, item: MoneyItem): void {
		const group = this.groups.get(key);
		if (group === undefined) this.groups.set(key, [item]);
		else group.push(item);
	}

	find(key: string, accept: (item: MoneyItem) => boolean): MoneyItem | undefined {
		return this.groups.get(key)?.find(accept);
	}
}

const clues = (item: MoneyItem): string[][] => [
	item.references.map((reference) => `${item.gateway}|ref|${reference}`),
	[`${item.gateway}|doc|${item.about}|${item.kind}`],
	[item.orderId, item.orderNumber]
		.filter((order) => order !== '')
		.map((order) => `${item.gateway}|order|${order}|${item.kind}`),
];

function cluesOf({ payout: { gateway }, transaction, kind }: PayoutMovement): string[][] {
	const { reference, id, settles, order } = transaction;
	return [
		[reference ?? '', id].filter((text) => text !== '').map((text) => `${gateway}|ref|${text}`),
		settles === undefined ? [] : [`${gateway}|doc|${settles}|${kind}`],
		[order?.id ?? '', order?.number ?? '']
			.filter((text) => text !== '')
			.map((text) => `${gateway}|order|${text}|${kind}`),
	];
}

/** @param payouts failed ones are to be left out: their transactions come again in another */
export function joinMoney(items: readonly MoneyItem[], payouts: readonly Payout[]): JoinResult {
	const pool = new Pool();
	for (const item of items) for (const key of new Set(clues(item).flat())) pool.add(key, item);
	const movements = [...new Map(payouts.map((payout) => [payout.id, payout])).values()]
		.sort((a, b) => byText(a.occurredAt, b.occurredAt) || byText(a.id, b.id))
		.flatMap(movementsOf);
	const used = new Set<MoneyItem>();
	const partner = new Map<PayoutMovement, MoneyItem>();
	const pass = (level: number, isSame: boolean): void => {
		for (const movement of movements) {
			if (partner.has(movement)) continue;
			for (const key of cluesOf(movement)[level] ?? []) {
				const item = pool.find(
					key,
					(one) =>
						!used.has(one) &&
						one.units < 0n === movement.units < 0n &&
						(!isSame || comparable(movement, one.currency) === one.units),
				);
				if (item === undefined) continue;
				used.add(item);
				partner.set(movement, item);
				break;
			}
		}
	};
	for (const level of [0, 1, 2]) pass(level, true);
	for (const level of [0, 1, 2]) pass(level, false);
	const pairs = movements.flatMap((movement): Joined[] => {
		const item = partner.get(movement);
		return item === undefined ? [] : [{ item, movement }];
	});
	const isSame = ({ item, movement }: Joined): boolean => comparable(movement, item.currency) === item.units;
	return {
		joined: pairs.filter(isSame),
		differing: pairs.filter((pair) => !isSame(pair)),
		open: items.filter((item) => !used.has(item)),
		strangers: movements.filter((movement) => !partner.has(movement)),
	};
}
