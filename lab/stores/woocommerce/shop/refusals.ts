/**
 * What a day book may say and no WooCommerce shop can: refused with the field's name when the shop is opened, so that
 * nothing is shown wrong. All else is shown (see README.md).
 */
import Big from 'big.js';
import type { DayBook, DayBookLine, OrderEvent, RefundEvent } from '../../../daybook/events';
import { orderTotal } from '../../../daybook/arithmetic';
import { LabError } from '../../../kit/errors';
import { isMisleading } from './lines';
import { gatewayOf } from './gateways';
import { total } from './money';

type WorldEvent = DayBook['events'][number];

const SHOWN_AT_MOST = 20;

function lineProblems(line: DayBookLine, path: string): string[] {
	const problems: string[] = [];
	const isItem = line.type === 'item' || line.type === 'giftCard';
	if (!isItem && !new Big(line.discount).eq(0))
		problems.push(`${path}.discount: WooCommerce keeps no discount of shipping and fees`);
	if (line.type === 'fee' && isMisleading(line.name))
		problems.push(`${path}.name: a fee "${line.name}" would be taken for a tip, a duty or an import tax`);
	for (const [index, tax] of line.taxes.entries()) {
		if (!new Big(tax.rate).times(100).round(4).eq(new Big(tax.rate).times(100)))
			problems.push(`${path}.taxes[${index}].rate: WooCommerce keeps four decimals of a per cent`);
	}
	if (new Set(line.taxes.map(({ collectedBy }) => collectedBy)).size > 1)
		problems.push(`${path}.taxes: a line has one tax class: the shop's or the marketplace's`);
	return problems;
}

function orderProblems(order: OrderEvent): string[] {
	const problems = order.lines.flatMap((line, index) => lineProblems(line, `lines[${index}]`));
	if (order.test === true) {
		const tells = order.payments.some(({ gateway }) =>
			['woopayments', 'paypal'].includes(gatewayOf(gateway).plugin),
		);
		if (!tells) problems.push('test: only WooPayments and PayPal mark orders of their test mode');
	}
	return problems;
}

/** Tax can only be given back on an item that was charged it. */
function allowanceProblems({ adjustments = [] }: RefundEvent, { lines }: OrderEvent): string[] {
	const namesOf = (of: readonly DayBookLine[]): string[] =>
		of.flatMap(({ taxes }) =>
			taxes
				.filter(({ collectedBy }) => collectedBy === 'merchant')
				.map(({ name, rate }) => `${name} ${rate}`),
		);
	const onItems = new Set(namesOf(lines.filter(({ type }) => type === 'item' || type === 'giftCard')));
	if (namesOf(lines).every((name) => onItems.has(name))) return [];
	return adjustments.flatMap(({ tax = '0' }, index) =>
		new Big(tax).eq(0)
			? []
			: [
					`adjustments[${index}].tax: WooCommerce gives back tax on items only, and no item was charged all of it`,
				],
	);
}

/** @param paid what was captured of the order before the refund */
function refundProblems(refund: RefundEvent, order: OrderEvent, paid: Big): string[] {
	const problems: string[] = [];
	refund.lines.forEach(({ quantity }, index) => {
		if (new Big(quantity).eq(0))
			problems.push(`lines[${index}].quantity: a line of quantity 0 is an allowance (adjustments)`);
	});
	refund.payments.forEach(({ status }, index) => {
		if (status !== 'refunded')
			problems.push(`payments[${index}].status: WooCommerce does not say that money is still to go back`);
	});
	const isOnTop = (back: RefundEvent['lines'][number], name: string): boolean => {
		const line = order.lines.find(({ id }) => id === back.orderLineId);
		const tax = line?.taxes.find((one) => one.name === name);
		return !order.pricesIncludeTax || tax?.collectedBy === 'marketplace';
	};
	const worth = total([
		...refund.lines.map(({ amount }) => amount),
		...refund.lines.flatMap((back) =>
			back.taxes.filter(({ name }) => isOnTop(back, name)).map(({ amount }) => amount),
		),
		...(refund.adjustments ?? []).map(({ amount }) => amount),
		...(order.pricesIncludeTax ? [] : (refund.adjustments ?? []).map(({ tax = '0' }) => tax)),
	]);
	problems.push(...allowanceProblems(refund, order));
	const back = total(refund.payments.map(({ amount }) => amount));
	const takesNothing = back.eq(0) && orderTotal(order).minus(paid).gte(worth);
	if (!back.eq(worth) && !takesNothing)
		problems.push('payments: WooCommerce takes it that all of a refund of a paid order went back');
	return problems;
}

/** Looks through events as they come, orders before what is about them. */
export class Refusals {
	private readonly orders = new Map<string, OrderEvent>();
	private readonly paid = new Map<string, Big>();

	/** @throws LabError one of them cannot be shown; the message names order or refund, field and reason */
	check(events: readonly WorldEvent[]): void {
		const problems = events.flatMap((event) =>
			this.of(event).map((problem) => `${event.kind} ${event.id}, ${problem}`),
		);
		if (problems.length === 0) return;
		const shown = problems.slice(0, SHOWN_AT_MOST);
		const rest = problems.length - shown.length;
		const more = rest === 0 ? [] : [`... and ${rest} more`];
		throw new LabError(['A WooCommerce shop cannot show this day book:', ...shown, ...more].join('\n'));
	}

	private of(event: WorldEvent): string[] {
		switch (event.kind) {
			case 'order': {
				this.orders.set(event.id, event);
				this.capture(event.id, event.payments);
				return orderProblems(event);
			}
			case 'payment':
				this.capture(event.orderId, [event]);
				return [];
			case 'edit':
				return (event.add ?? []).flatMap((line, index) => lineProblems(line, `add[${index}]`));
			case 'refund': {
				const order = this.orders.get(event.orderId);
				return order === undefined ? [] : refundProblems(event, order, this.paid.get(order.id) ?? new Big(0));
			}
			default:
				return [];
		}
	}

	private capture(orderId: string, payments: OrderEvent['payments']): void {
		const captured = payments.filter(({ status }) => status === 'captured').map(({ amount }) => amount);
		this.paid.set(orderId, total([this.paid.get(orderId) ?? '0', ...captured]));
	}
}
