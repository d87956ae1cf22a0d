/** Shopify Payments of the shop: payouts, the balance transactions in them, and disputes, from the day book's payouts. */
import type { DayBookPayoutTransactionType, PayoutEvent } from '../../../daybook/events';
import { numberFilter, textFilter, timeFilter, type Filters } from '../search/match';
import { gid, numericId } from '../shop/ids';
import { toMinor } from '../shop/money';
import type { ShopOrder } from '../shop/order';
import { dateTime, money, type MoneyV2 } from './bags';
import { connect, type ConnectionArgs } from './connection';
import { pageOfDisputes } from './disputes';
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

/** A line of a payout, or the payout itself leaving the balance. Its order is looked up when it is shown. */
interface BalanceTransaction {
	readonly id: number;
	readonly type: string;
	readonly source: string | null;
	readonly at: string;
	readonly amount: string;
	readonly fee: string;
	readonly net: string;
	readonly payout: PayoutEvent;
	readonly line: PayoutTransaction | undefined;
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
	return session.shop.payouts.flatMap((payout) => {
		const lines = payout.transactions.map((line): BalanceTransaction => {
			const { at, amount, fee, net } = line;
			const id = numericId('ShopifyPaymentsBalanceTransaction', line.id);
			return { id, ...TYPES[line.type], at, amount, fee, net, payout, line };
		});
		// the payout itself leaves the balance: Shopify's own last line of it
		const out = payout.net.startsWith('-') ? payout.net.slice(1) : `-${payout.net}`;
		const transfer: BalanceTransaction = {
			id: numericId('ShopifyPaymentsBalanceTransaction', `transfer ${payout.id}`),
			type: 'TRANSFER',
			source: 'TRANSFER',
			at: payout.at,
			amount: out,
			fee: '0',
			net: out,
			payout,
			line: undefined,
		};
		return [...lines, transfer];
	});
}

function balanceNode(one: BalanceTransaction, session: Session): object {
	const { payout, line } = one;
	const value = (text: string): MoneyV2 => money(toMinor(text, payout.currency), payout.currency);
	const order = line?.orderId === undefined ? undefined : session.shop.orders.order(line.orderId);
	const transactionId = line === undefined ? undefined : orderTransaction(line, order);
	const sourceId =
		line === undefined ? payoutId(payout) : (transactionId ?? numericId('ShopifyPaymentsSource', line.id));
	return {
		__typename: 'ShopifyPaymentsBalanceTransaction',
		id: gid('ShopifyPaymentsBalanceTransaction', one.id),
		type: one.type,
		sourceType: one.source,
		sourceId: String(sourceId),
		sourceOrderTransactionId: transactionId === undefined ? null : String(transactionId),
		transactionDate: dateTime(one.at),
		test: order?.placed.test ?? false,
		amount: value(one.amount),
		fee: value(one.fee),
		net: value(one.net),
		adjustmentsOrders: [],
		associatedOrder: order === undefined ? null : { id: gid('Order', order.id), name: order.placed.number },
		associatedPayout: { id: gid('ShopifyPaymentsPayout', payoutId(payout)), status: STATUSES[payout.status] },
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

	constructor({ shop }: Session) {
		this.id = gid('ShopifyPaymentsAccount', numericId('ShopifyPaymentsAccount', shop.details.id));
		this.country = shop.details.country;
		this.defaultCurrency = shop.details.currency;
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
				payments_transfer_id: numberFilter(({ payout }) => payoutId(payout)),
				payout_date: timeFilter(({ payout }) => Date.parse(payout.at), zone, now),
				payout_status: textFilter(({ payout }) => [STATUSES[payout.status]]),
				processed_at: timeFilter(({ at }) => Date.parse(at), zone, now),
				transaction_type: textFilter(({ type }) => [type]),
				currency: textFilter(({ payout }) => [payout.currency]),
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
