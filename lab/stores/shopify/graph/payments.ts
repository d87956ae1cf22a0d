/** Shopify Payments of the shop: payouts, the balance transactions in them, and disputes, from the day book's payouts. */
import Big from 'big.js';
import type { DayBookPayoutTransactionType, PayoutEvent } from '../../../daybook/events';
import { numberFilter, textFilter, timeFilter, type Filters } from '../search/match';
import { gid, numericId } from '../shop/ids';
import { toMinor } from '../shop/money';
import type { ShopOrder } from '../shop/order';
import { dateTime, money, type MoneyV2 } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { allDisputes, pageOfDisputes } from './disputes';
import { filtered, nowhere } from './filtered';
import type { Session } from './session';

type PayoutTransaction = PayoutEvent['transactions'][number];

interface QueryArgs extends ConnectionArgs {
	readonly query?: string | null;
}

const STATUSES = {
	scheduled: 'SCHEDULED',
	in_transit: 'IN_TRANSIT',
	paid: 'PAID',
	failed: 'FAILED',
} as const;

const TYPES: Readonly<Record<DayBookPayoutTransactionType, { type: string; source: string | null }>> = {
	charge: { type: 'CHARGE', source: 'CHARGE' },
	refund: { type: 'REFUND', source: 'REFUND' },
	dispute: { type: 'DISPUTE_WITHDRAWAL', source: 'DISPUTE' },
	dispute_reversal: { type: 'DISPUTE_REVERSAL', source: 'DISPUTE' },
	fee: { type: 'BILLING_DEBIT', source: 'ADJUSTMENT' },
	adjustment: { type: 'ADJUSTMENT', source: 'ADJUSTMENT' },
	reserve_hold: { type: 'RESERVED_FUNDS', source: 'SYSTEM_ADJUSTMENT' },
	reserve_release: { type: 'RESERVED_FUNDS_REVERSAL', source: 'SYSTEM_ADJUSTMENT' },
	loan: { type: 'LENDING_CAPITAL_REMITTANCE', source: 'ADJUSTMENT' },
	subscription: { type: 'BILLING_DEBIT', source: 'ADJUSTMENT' },
	transfer: { type: 'BALANCE_TRANSFER_OUTBOUND', source: 'TRANSFER' },
};

const payoutId = (payout: PayoutEvent): number => numericId('ShopifyPaymentsPayout', payout.id);

/** A line of a payout, the payout itself leaving the balance, or what is in no payout yet. Its order is looked up when it is shown. */
interface BalanceTransaction {
	readonly id: number;
	readonly type: string;
	readonly source: string | null;
	readonly at: string;
	readonly amount: string;
	readonly fee: string;
	readonly net: string;
	readonly currency: string;
	/** undefined while it waits for one */
	readonly payout: PayoutEvent | undefined;
	readonly line: PayoutTransaction | undefined;
	/** what it comes from, where it is neither the line's payment nor the payout */
	readonly sourceId?: number;
	/** day book id */
	readonly orderKey?: string;
}

const negated = (amount: string): string =>
	/^-?0(\.0+)?$/.test(amount) ? '0' : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;

const isDispute = ({ type }: PayoutTransaction): boolean => type === 'dispute' || type === 'dispute_reversal';

/** Money of disputes that is in no payout yet: it moves when the dispute is opened and when it is won. */
function pendingDisputes(session: Session, payouts: readonly PayoutEvent[]): BalanceTransaction[] {
	const paidOut = new Set(
		payouts.flatMap(({ transactions }) =>
			transactions.filter(isDispute).map(({ type, disputeId }) => `${type} ${disputeId}`),
		),
	);
	return allDisputes(session).flatMap((dispute) => {
		const { order, key, stage, openedAt, finalizedAt } = dispute;
		const currency = order.currencies.presentment;
		const amount = money(dispute.amount.presentment, currency).amount;
		const pending = (
			kind: 'dispute' | 'dispute_reversal',
			at: string,
			figures: { readonly amount: string; readonly fee: string; readonly net: string },
		): BalanceTransaction[] =>
			paidOut.has(`${kind} ${key}`)
				? []
				: [
						{
							id: numericId('ShopifyPaymentsBalanceTransaction', `${kind} ${key}`),
							...TYPES[kind],
							at,
							...figures,
							currency,
							payout: undefined,
							line: undefined,
							sourceId: dispute.id,
							orderKey: order.placed.id,
						},
					];
		const taken = new Big(amount).plus(dispute.fee).times(-1).toFixed();
		return [
			...pending('dispute', openedAt, { amount: negated(amount), fee: dispute.fee, net: taken }),
			...(stage === 'won' && finalizedAt !== undefined
				? pending('dispute_reversal', finalizedAt, { amount, fee: '0', net: amount })
				: []),
		];
	});
}

/** A payout that failed comes back to the balance, in the morning of the day on which it should have arrived. */
function returned(payout: PayoutEvent): BalanceTransaction[] {
	if (payout.status !== 'failed') return [];
	const { id, net, currency, arrivesOn } = payout;
	return [
		{
			id: numericId('ShopifyPaymentsBalanceTransaction', `failure ${id}`),
			type: 'TRANSFER_FAILURE',
			source: 'TRANSFER',
			at: `${arrivesOn}T09:00:00Z`,
			amount: net,
			fee: '0',
			net,
			currency,
			payout: undefined,
			line: undefined,
			sourceId: payoutId(payout),
		},
	];
}

/** The order transaction that a line of a payout is about. */
function orderTransaction(line: PayoutTransaction, order: ShopOrder | undefined): number | undefined {
	if (order === undefined) return undefined;
	const refundId = line.refundId === undefined ? undefined : numericId('Refund', line.refundId);
	const own = order.transactions.filter(({ gateway }) => gateway === 'shopify_payments');
	if (line.type === 'refund') return own.find((one) => one.refundId === refundId)?.id;
	return line.type === 'charge'
		? own.find(({ kind }) => kind === 'SALE' || kind === 'CAPTURE')?.id
		: undefined;
}

function balanceTransactions(session: Session): BalanceTransaction[] {
	const { payouts } = session.shop;
	const inPayouts = payouts.flatMap((payout) => {
		const { currency } = payout;
		const lines = payout.transactions.map((line): BalanceTransaction => {
			const { at, amount, fee, net, disputeId, orderId } = line;
			const id = numericId('ShopifyPaymentsBalanceTransaction', line.id);
			const common = { id, ...TYPES[line.type], at, amount, fee, net, currency, payout, line };
			const ofOrder = orderId === undefined ? common : { ...common, orderKey: orderId };
			return disputeId === undefined
				? ofOrder
				: { ...ofOrder, sourceId: numericId('ShopifyPaymentsDispute', disputeId) };
		});
		// the payout itself leaves the balance: Shopify's own last line of it
		const out = negated(payout.net);
		const transfer: BalanceTransaction = {
			id: numericId('ShopifyPaymentsBalanceTransaction', `transfer ${payout.id}`),
			type: 'TRANSFER',
			source: 'TRANSFER',
			at: payout.at,
			amount: out,
			fee: '0',
			net: out,
			currency,
			payout,
			line: undefined,
		};
		return [...lines, transfer, ...returned(payout)];
	});
	return [...inPayouts, ...pendingDisputes(session, payouts)];
}

function balanceNode(one: BalanceTransaction, session: Session): object {
	const { payout, line, currency, orderKey } = one;
	const value = (text: string): MoneyV2 => money(toMinor(text, currency), currency);
	const order = orderKey === undefined ? undefined : session.shop.orders.order(orderKey);
	const transactionId = line === undefined ? undefined : orderTransaction(line, order);
	const ofLine = (id: string): number => numericId('ShopifyPaymentsSource', id);
	const sourceId =
		one.sourceId ?? transactionId ?? (line === undefined ? payout && payoutId(payout) : ofLine(line.id));
	return {
		__typename: 'ShopifyPaymentsBalanceTransaction',
		id: gid('ShopifyPaymentsBalanceTransaction', one.id),
		type: one.type,
		sourceType: one.source,
		sourceId: sourceId === undefined ? null : String(sourceId),
		sourceOrderTransactionId: transactionId === undefined ? null : String(transactionId),
		transactionDate: dateTime(one.at),
		test: order?.placed.test ?? false,
		amount: value(one.amount),
		fee: value(one.fee),
		net: value(one.net),
		adjustmentsOrders: [],
		associatedOrder: order === undefined ? null : { id: gid('Order', order.id), name: order.placed.number },
		associatedPayout:
			payout === undefined
				? { id: null, status: 'PENDING' }
				: { id: gid('ShopifyPaymentsPayout', payoutId(payout)), status: STATUSES[payout.status] },
	};
}

/** Sums by kind of line; `fee` is what Shopify kept of them. */
function summary(payout: PayoutEvent): object {
	const value = (types: readonly DayBookPayoutTransactionType[], part: 'amount' | 'fee'): MoneyV2 => {
		const lines = payout.transactions.filter(({ type }) => types.includes(type));
		return money(
			lines.reduce((sum, line) => sum + toMinor(line[part], payout.currency), 0n),
			payout.currency,
		);
	};
	const adjustments: DayBookPayoutTransactionType[] = [
		'dispute',
		'dispute_reversal',
		'adjustment',
		'fee',
		'subscription',
		'transfer',
	];
	const nothing = money(0n, payout.currency);
	return {
		chargesGross: value(['charge'], 'amount'),
		chargesFee: value(['charge'], 'fee'),
		refundsFeeGross: value(['refund'], 'amount'),
		refundsFee: value(['refund'], 'fee'),
		adjustmentsGross: value(adjustments, 'amount'),
		adjustmentsFee: value(adjustments, 'fee'),
		reservedFundsGross: value(['reserve_hold', 'reserve_release'], 'amount'),
		reservedFundsFee: value(['reserve_hold', 'reserve_release'], 'fee'),
		advanceGross: value(['loan'], 'amount'),
		advanceFees: value(['loan'], 'fee'),
		retriedPayoutsGross: nothing,
		retriedPayoutsFee: nothing,
		usdcRebateCreditAmount: nothing,
	};
}

function payoutNode(payout: PayoutEvent): object {
	const net = money(toMinor(payout.net, payout.currency), payout.currency);
	return {
		__typename: 'ShopifyPaymentsPayout',
		id: gid('ShopifyPaymentsPayout', payoutId(payout)),
		legacyResourceId: String(payoutId(payout)),
		issuedAt: dateTime(payout.at),
		status: STATUSES[payout.status],
		transactionType: payout.net.startsWith('-') ? 'WITHDRAWAL' : 'DEPOSIT',
		net,
		gross: net,
		// a bank's own reference: the day book has none
		externalTraceId: null,
		summary: summary(payout),
	};
}

export class PaymentsAccountNode {
	readonly __typename = 'ShopifyPaymentsAccount';
	readonly activated = true;
	readonly onboardable = false;
	readonly id: string;
	readonly country: string;
	readonly defaultCurrency: string;
	/** payouts of a day book come on business days */
	readonly payoutSchedule = {
		__typename: 'ShopifyPaymentsPayoutSchedule',
		interval: 'DAILY',
		monthlyAnchor: null,
		weeklyAnchor: null,
	};

	constructor({ shop }: Session) {
		this.id = gid('ShopifyPaymentsAccount', numericId('ShopifyPaymentsAccount', shop.details.id));
		this.country = shop.details.country;
		this.defaultCurrency = shop.details.currency;
	}

	/** In each currency that was ever paid out: what waits for a payout, or is in one that has not left yet. */
	balance(_args: object, session: Session): MoneyV2[] {
		const currencies = new Set([
			this.defaultCurrency,
			...session.shop.payouts.map(({ currency }) => currency),
		]);
		const waiting = balanceTransactions(session).filter(
			({ type, payout }) => type !== 'TRANSFER' && (payout?.status ?? 'scheduled') === 'scheduled',
		);
		return [...currencies].map((currency) => {
			const own = waiting.filter((one) => one.currency === currency);
			return money(
				own.reduce((sum, { net }) => sum + toMinor(net, currency), 0n),
				currency,
			);
		});
	}

	payouts(args: QueryArgs, session: Session): object {
		const zone = session.shop.details.timeZone;
		const filters: Filters<PayoutEvent> = {
			fields: {
				id: numberFilter(payoutId),
				status: textFilter(({ status }) => [STATUSES[status]]),
				issued_at: timeFilter(
					({ at }) => Date.parse(at),
					zone,
					() => session.shop.now(),
				),
				currency: textFilter(({ currency }) => [currency]),
			},
			anywhere: nowhere,
		};
		const found = filtered(session.shop.payouts, args.query, filters, session, 'payouts');
		const identified = found.map((payout) => ({ id: payoutId(payout), payout }));
		return connect(identified, args, session, ({ payout }) => payoutNode(payout));
	}

	balanceTransactions(args: QueryArgs & { hideTransfers?: boolean | null }, session: Session): object {
		const zone = session.shop.details.timeZone;
		const now = (): number => session.shop.now();
		const filters: Filters<BalanceTransaction> = {
			fields: {
				id: numberFilter(({ id }) => id),
				payments_transfer_id: numberFilter(({ payout }) =>
					payout === undefined ? Number.NaN : payoutId(payout),
				),
				payout_date: timeFilter(
					({ payout }) => (payout === undefined ? Number.NaN : Date.parse(payout.at)),
					zone,
					now,
				),
				payout_status: textFilter(({ payout }) => [
					payout === undefined ? 'PENDING' : STATUSES[payout.status],
				]),
				processed_at: timeFilter(({ at }) => Date.parse(at), zone, now),
				transaction_type: textFilter(({ type }) => [type]),
				currency: textFilter(({ currency }) => [currency]),
			},
			anywhere: nowhere,
		};
		const all = balanceTransactions(session).filter(
			({ type }) => args.hideTransfers !== true || type !== 'TRANSFER',
		);
		const found = filtered(all, args.query, filters, session, 'balanceTransactions');
		found.sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || a.id - b.id);
		return connect(found, args, session, (one) => balanceNode(one, session));
	}

	disputes(args: QueryArgs, session: Session): object {
		return pageOfDisputes(args, session);
	}
}
