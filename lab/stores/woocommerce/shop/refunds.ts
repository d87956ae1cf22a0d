/** A day book's refund as WooCommerce keeps it: lines, lines of quantity 0 for a taxed allowance, and the amount. */
import Big from 'big.js';
import { digitsOf } from '../../../daybook/arithmetic';
import type { DayBookPayment, OrderEvent, RefundEvent } from '../../../daybook/events';
import { gatewayOf, severalPayments } from './gateways';
import { hashedId, postId } from './ids';
import { share, total, ZERO } from './money';
import type { LineTax, Meta, WooLine, WooRefund } from './order';

type Returned = WooRefund['lines'][number];

export interface RefundSetting {
	readonly order: OrderEvent;
	readonly lines: readonly WooLine[];
	readonly paymentMethod: string;
	/** given back before */
	readonly before: Big;
	/** what the order comes to now */
	readonly gross: Big;
}

function returnedLine(back: RefundEvent['lines'][number], { order, lines }: RefundSetting): Returned {
	const line = lines.find(({ key }) => key === back.orderLineId);
	if (line === undefined) throw new Error(`order ${order.id} has no line ${back.orderLineId} left`);
	const taxes = back.taxes.flatMap(({ name, amount }) => {
		const tax = line.taxes.find(({ rate }) => rate.name === name);
		return tax === undefined ? [] : [{ rate: tax.rate, total: new Big(amount), charged: new Big(amount) }];
	});
	const inside = order.pricesIncludeTax ? taxes.filter(({ rate }) => !rate.marketplace) : [];
	const net = new Big(back.amount).minus(total(inside.map(({ charged }) => charged)));
	return { line, quantity: new Big(back.quantity), net, taxes };
}

/** The order's own taxes with what was charged, in the order of their appearance. */
function chargedTaxes(lines: readonly WooLine[]): LineTax[] {
	const taxes = new Map<number, LineTax>();
	for (const tax of lines.flatMap((line) => line.taxes).filter(({ rate }) => !rate.marketplace)) {
		const charged = tax.charged.plus(taxes.get(tax.rate.id)?.charged ?? ZERO);
		taxes.set(tax.rate.id, { rate: tax.rate, total: charged, charged });
	}
	return [...taxes.values()];
}

/**
 * A taxed amount without a line: WooCommerce can only give back tax on a line, so a shop enters it on one of the order's
 * items, with quantity 0 (shipping and fees have none). Its tax is on an item that was charged it.
 */
function allowance(
	{ amount, tax = '0' }: NonNullable<RefundEvent['adjustments']>[number],
	{ order, lines }: RefundSetting,
): Returned[] {
	const taxes = chargedTaxes(lines);
	const shares = share(
		new Big(tax),
		taxes.map(({ charged }) => charged),
		digitsOf(order.currency),
	);
	const net = new Big(amount).minus(order.pricesIncludeTax ? tax : '0');
	const byLine = new Map<WooLine, LineTax[]>();
	const items = lines.filter(({ kind }) => kind === 'item');
	const isOf = (line: WooLine, rateId: number | undefined): boolean =>
		line.taxes.some(({ rate }) => rate.id === rateId);
	const first = items.find((line) => isOf(line, taxes[0]?.rate.id)) ?? items[0];
	if (first === undefined) throw new Error(`order ${order.id} has no item for a refund`);
	byLine.set(first, []);
	taxes.forEach(({ rate }, index) => {
		const part = shares[index] ?? ZERO;
		if (part.eq(0)) return;
		const has = (line: WooLine): boolean => isOf(line, rate.id);
		const line = has(first) ? first : (items.find(has) ?? first);
		byLine.set(line, [...(byLine.get(line) ?? []), { rate, total: part, charged: part }]);
	});
	return [...byLine].map(([line, own]) => ({
		line,
		quantity: ZERO,
		net: line === first ? net : ZERO,
		taxes: own,
	}));
}

const isTaxed = ({ tax = '0' }: NonNullable<RefundEvent['adjustments']>[number]): boolean =>
	!new Big(tax).eq(0);

/** Whether the money went by the way it came; only then WooCommerce needs no further word. */
const isOrdinary = (payments: readonly DayBookPayment[], method: string): boolean =>
	payments.length === 0 || (payments.length === 1 && payments[0]?.gateway === method);

function metaOf(refund: RefundEvent, isFull: boolean, method: string): Meta[] {
	const toCards = refund.payments.filter(({ gateway }) => gateway === 'gift_card');
	return [
		{ key: '_refund_type', value: isFull ? 'full' : 'partial' },
		...(isOrdinary(refund.payments, method) ? [] : [severalPayments(refund.payments)]),
		...(toCards.length === 0
			? []
			: [{ key: '_wc_gc_refund_activities', value: toCards.map(({ id }) => hashedId('activity', id)) }]),
	];
}

/** What a refund comes to, with its taxes. */
function amountOf(lines: readonly Returned[]): Big {
	return total(lines.map(({ net, taxes }) => net.plus(total(taxes.map(({ charged }) => charged)))));
}

export function wooRefund(refund: RefundEvent, setting: RefundSetting): WooRefund {
	const { paymentMethod, before, gross } = setting;
	const adjustments = refund.adjustments ?? [];
	const lines = [
		...refund.lines.map((back) => returnedLine(back, setting)),
		...adjustments.filter(isTaxed).flatMap((one) => allowance(one, setting)),
	];
	const bare = total(adjustments.filter((one) => !isTaxed(one)).map(({ amount }) => amount));
	const amount = amountOf(lines).plus(bare);
	const isFull = before.plus(amount).gte(gross);
	const byGateway = gatewayOf(paymentMethod).plugin !== 'none' && refund.payments.length > 0;
	return {
		id: postId('refund', refund.id),
		key: refund.id,
		at: Date.parse(refund.at),
		amount,
		reason: refund.reason ?? adjustments[0]?.reason ?? '',
		refundedPayment: byGateway && isOrdinary(refund.payments, paymentMethod),
		isFull,
		lines,
		meta: metaOf(refund, isFull, paymentMethod),
	};
}
