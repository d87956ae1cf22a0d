/** What may have happened around a payout, from what is known of it, its neighbours and the shop: for the residual solver. */
import { transactionNet } from '../../documents/check';
import { editChange } from '../../documents/edit';
import type { Dispute, Payout, PayoutTransaction } from '../../documents';
import { minorUnits, size } from '../../money/money';
import { joinMoney, moneyItems, type MoneyDocument, type MoneyItem } from '../join';
import { moneyOf, signedText } from '../signed';
import { feeSchedule, usualFee, type FeeSchedule } from './fees';
import type { ResidualEvent } from './solve';

export interface ResidualContext {
	/** payouts of the same gateway and currency, this one may be among them */
	readonly payouts: readonly Payout[];
	/** the shop's documents of that time */
	readonly documents: readonly MoneyDocument[];
}

/** Payouts issued at most so many days before or after have something to do with it. */
const NEIGHBOUR_DAYS = 7;
const DOCUMENT_DAYS = 21;
const DAY_MS = 86_400_000;
const CENTS = 5;
/** in hundredths of a percent */
const CONVERSIONS = [50n, 100n, 150n, 200n, 250n, 300n, 400n];
const RESERVES = [500n, 1_000n, 1_500n, 2_000n, 2_500n, 3_000n];
const PARTS = 10_000n;

const WORDS: Readonly<Record<PayoutTransaction['type'], string>> = {
	charge: 'charge',
	refund: 'refund',
	dispute: 'dispute',
	disputeReversal: 'won dispute',
	disputeFee: 'fee of a dispute',
	fee: 'fee',
	conversionFee: 'fee for changing currency',
	adjustment: 'adjustment',
	reserveHold: 'reserve held back',
	reserveRelease: 'reserve released',
	loan: 'loan repayment',
	subscription: 'subscription',
	shippingLabel: 'shipping label',
	duties: 'duties',
	importTax: 'import tax',
	marketplaceTax: 'tax paid by the channel',
	transfer: 'transfer',
	payoutReturn: 'returned payout',
};

const orderOf = ({ order, id }: PayoutTransaction): string => {
	const number = order?.number ?? order?.id;
	return number === undefined ? `(${id})` : `of order ${number}`;
};

/** "charge of order #1001 (19.99 GBP)" */
function nameOf(transaction: PayoutTransaction): string {
	const { type, amount } = transaction;
	return `${WORDS[type]} ${orderOf(transaction)} (${amount.amount} ${amount.currency})`;
}

const isNear = (a: string, b: string, days: number): boolean =>
	Math.abs(Date.parse(a) - Date.parse(b)) <= days * DAY_MS;

/** Everything that may be the reason why the bank has another amount than the payout. */
export function payoutEvents(payout: Payout, context: ResidualContext): ResidualEvent[] {
	const { gateway, currency, occurredAt } = payout;
	const all = context.payouts.filter(
		(one) => one.gateway === gateway && one.currency === currency && one.id !== payout.id,
	);
	const neighbours = all.filter((one) => isNear(one.occurredAt, occurredAt, NEIGHBOUR_DAYS));
	const known = [...all, payout];
	const schedule = feeSchedule(known.flatMap(({ transactions }) => transactions));
	const charges = chargesByOrder(known);
	const near = context.documents.filter((one) => isNear(one.occurredAt, occurredAt, DOCUMENT_DAYS));
	return [
		...payout.transactions.flatMap((each) => ownEvents(payout, each, schedule, charges)),
		...neighbours.flatMap((one) => one.transactions.map((each) => neighbourEvent(one, each))),
		...documentEvents(payout, near, known, schedule),
		...shareEvents(payout),
	];
}

function chargesByOrder(payouts: readonly Payout[]): ReadonlyMap<string, PayoutTransaction> {
	const charges = new Map<string, PayoutTransaction>();
	for (const { transactions } of payouts)
		for (const each of transactions)
			for (const order of [each.order?.id, each.order?.number])
				if (each.type === 'charge' && order !== undefined) charges.set(order, each);
	return charges;
}

/** Of a transaction that the payout lists. */
function ownEvents(
	payout: Payout,
	transaction: PayoutTransaction,
	schedule: FeeSchedule | undefined,
	charges: ReadonlyMap<string, PayoutTransaction>,
): ResidualEvent[] {
	const { type, amount, fee, settles, id } = transaction;
	const about = settles ?? payout.id;
	const net = transactionNet(transaction);
	const taken = minorUnits(fee);
	const name = nameOf(transaction);
	const group = `transaction ${id}`;
	const events: ResidualEvent[] = [
		{
			code: 'transactionLeftOut',
			units: -net,
			text: `The ${name} is in the payout's list, but was not paid with it.`,
			about,
			weight: 0.6,
			group,
		},
		{
			code: 'duplicatedTransaction',
			units: net,
			text: `The ${name} was counted twice.`,
			about,
			weight: 0.5,
			group,
		},
	];
	if (taken > 0n) {
		const money = `${moneyOf(taken, payout.currency).amount} ${payout.currency}`;
		events.push({
			code: 'missingFee',
			units: -taken,
			text: `The fee ${money} of the ${name} was taken twice.`,
			about,
			weight: 0.3,
			group: `fee ${id}`,
		});
		events.push({
			code: 'feeRefund',
			units: taken,
			text: `The fee ${money} of the ${name} was given back.`,
			about,
			weight: 0.3,
			group: `fee ${id}`,
		});
	}
	if (type === 'charge' && taken === 0n && schedule !== undefined) {
		const usual = usualFee(schedule, minorUnits(amount));
		const text = `The ${name} is listed without its fee of ${moneyOf(usual, payout.currency).amount}.`;
		events.push({ code: 'missingFee', units: -usual, text, about, weight: 1, group: `fee ${id}` });
	}
	if (type === 'refund' && taken === 0n) {
		const order = transaction.order;
		const charge = charges.get(order?.id ?? '') ?? charges.get(order?.number ?? '');
		const given = charge === undefined ? 0n : minorUnits(charge.fee);
		const text = `The fee of the charge was given back with the ${name}, and is not listed.`;
		events.push({ code: 'feeRefund', units: given, text, about, weight: 0.9, group: `fee ${id}` });
	}
	return events;
}

function neighbourEvent(neighbour: Payout, transaction: PayoutTransaction): ResidualEvent {
	const text = `The ${nameOf(transaction)} was paid with this payout, but is listed in the one of ${neighbour.bookedOn}.`;
	return {
		code: 'neighbourTransaction',
		units: transactionNet(transaction),
		text,
		about: transaction.settles ?? neighbour.id,
		weight: 0.6,
		group: `transaction ${transaction.id}`,
	};
}

/** Of what the shop knows and no payout lists. */
function documentEvents(
	payout: Payout,
	documents: readonly MoneyDocument[],
	payouts: readonly Payout[],
	schedule: FeeSchedule | undefined,
): ResidualEvent[] {
	const { gateway, currency } = payout;
	const items = moneyItems(documents).filter(
		(item) => item.gateway === gateway && item.currency === currency,
	);
	const { open } = joinMoney(
		items,
		payouts.filter(({ status }) => status !== 'failed'),
	);
	const disputes = new Map(
		documents.flatMap((one): [string, Dispute][] => (one.type === 'Dispute' ? [[one.id, one]] : [])),
	);
	const orders = new Set(
		payout.transactions.flatMap(({ order }) => [order?.id, order?.number].filter((one) => one !== undefined)),
	);
	return [
		...open.flatMap((item) => openEvents(item, disputes.get(item.about), schedule)),
		...documents.flatMap((one): ResidualEvent[] => {
			if (one.type !== 'OrderEdit' || one.currency !== currency) return [];
			if (!orders.has(one.order.id) && !orders.has(one.order.number)) return [];
			const units = editChange(one);
			const text = `Order ${one.order.number} was edited on ${one.bookedOn}, by ${signedText(units, currency)}.`;
			return [{ code: 'orderEdited', units, text, about: one.id, weight: 0.8, group: `edit ${one.id}` }];
		}),
	];
}

function openEvents(
	item: MoneyItem,
	dispute: Dispute | undefined,
	schedule: FeeSchedule | undefined,
): ResidualEvent[] {
	const { key, about, kind, units, currency, orderNumber, bookedOn } = item;
	const common = { about, group: `item ${key}` };
	const money = `${moneyOf(units, currency).amount} ${currency}`;
	if (dispute !== undefined) {
		const [amount, fee] = [minorUnits(dispute.amount), minorUnits(dispute.fee)];
		const isWon = kind === 'disputeReversal';
		const text = `The dispute ${orderNumber} (${money}, ${bookedOn}) was ${isWon ? 'won' : 'opened'}, and no payout lists it.`;
		const code = isWon ? 'disputeWon' : 'dispute';
		return [
			{ ...common, code, units, text, weight: 0.9 },
			{
				...common,
				code,
				units: isWon ? amount : -amount,
				text: `${text} The fee was not touched.`,
				weight: 0.5,
			},
			{
				...common,
				code: 'disputeFee',
				units: isWon ? fee : -fee,
				text: `Only the fee of that dispute: ${text}`,
				weight: 0.6,
			},
		];
	}
	if (kind === 'refund')
		return [
			{
				...common,
				code: 'missingRefund',
				units,
				text: `The refund of order ${orderNumber} (${money}, ${bookedOn}) was taken off, and no payout lists it.`,
				weight: 0.9,
			},
		];
	const text = `The charge of order ${orderNumber} (${money}, ${bookedOn}) was paid with it, and no payout lists it`;
	const fee = schedule === undefined ? 0n : usualFee(schedule, units);
	return [
		{ ...common, code: 'missingCharge', units, text: `${text}.`, weight: 0.5 },
		...(fee === 0n
			? []
			: [
					{
						...common,
						code: 'missingCharge' as const,
						units: units - fee,
						text: `${text}; less its fee of ${moneyOf(fee, currency).amount}.`,
						weight: 0.8,
					},
				]),
	];
}

/** What is a share of the whole: a few cents, a fee for conversion, a reserve. */
function shareEvents(payout: Payout): ResidualEvent[] {
	const { currency, transactions, net } = payout;
	const about = payout.id;
	const gross = transactions
		.filter(({ type }) => type === 'charge')
		.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	const part = (of: bigint, share: bigint): bigint => (of * share * 2n + PARTS) / (2n * PARTS);
	const percent = (share: bigint): string => `${(Number(share) / 100).toString()} %`;
	const cents = Array.from({ length: Math.min(CENTS, transactions.length) }, (_, index) => BigInt(index + 1));
	return [
		...cents.flatMap((units): ResidualEvent[] =>
			[units, -units].map((each) => ({
				code: 'rounding',
				units: each,
				text: `A rounding of ${signedText(each, currency)}.`,
				about,
				weight: 0.3 / Number(units),
				group: 'rounding',
			})),
		),
		...CONVERSIONS.map((share): ResidualEvent => ({
			code: 'conversionFee',
			units: -part(size(minorUnits(net)), share),
			text: `It is exactly ${percent(share)} of the payout: as a fee for conversion or transfer would be.`,
			about,
			weight: 0.15,
			group: 'share',
		})),
		...RESERVES.map((share): ResidualEvent => ({
			code: 'reserve',
			units: -part(gross, share),
			text: `It is exactly ${percent(share)} of the charges: as a reserve that is held back would be.`,
			about,
			weight: 0.15,
			group: 'share',
		})),
	];
}
