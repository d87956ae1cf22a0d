/** The sale of an order: what was sold when it was placed, and the payments that belong to that moment. */
import { checkSale, ROUNDING_CAP } from '../../../core/documents/check';
import type { Place, Sale, SaleLine } from '../../../core/documents';
import { fromMinorUnits, minorUnits, sumMoney, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { splitPayments, type PaymentSplit } from '../../../core/store/splitPayments';
import { headerOf, bookedOn, type MappingContext } from './context';
import { partyOf } from './parties';
import type { Order } from './payload';
import type { OrderMoney } from './payments';

/** A split that gives a sale. */
export type SaleSplit = Extract<PaymentSplit, { kind: 'sale' }>;

/** Whether the order is in another currency than the shop's: then its amounts are converted one by one. */
const isForeign = (order: Order): boolean => order.presentmentCurrencyCode !== order.currencyCode;

/**
 * What the customer owed in the end. Cash is rounded to the coins there are, and amounts converted from the customer's
 * currency differ by cents from the payments, which were converted apart: what was paid with the sale counts then, and the
 * check books the difference to the lines as rounding. An invoice stays what it was when it was made, however it is paid.
 * https://shopify.dev/changelog/new-cash-rounding-on-order-and-order-transaction
 */
function totalOf(order: Order, money: OrderMoney, settleWithinMs: number): Money {
	const stated = order.totalPriceSet.shop;
	const captured = money.payments.filter(({ status }) => status === 'captured');
	const mayBeInvoice = order.paymentTerms !== undefined || money.payments.some(({ manual }) => manual);
	if (captured.length === 0 || mayBeInvoice) return stated;
	const first = Math.min(...captured.map(({ at }) => Date.parse(at)));
	const atOnce = captured.filter(({ at }) => Date.parse(at) <= first + settleWithinMs);
	const rounding = atOnce.reduce((sum, { id }) => sum + (money.cashRounding.get(id) ?? 0n), 0n);
	const rounded = minorUnits(stated) + rounding;
	const paid = atOnce.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
	const apart = paid > rounded ? paid - rounded : rounded - paid;
	const owed = isForeign(order) && apart <= ROUNDING_CAP ? paid : rounded;
	return owed < 0n ? stated : fromMinorUnits(owed, order.currencyCode);
}

/** Splits the order's payments by the rule that all stores share. */
export function splitOf(
	order: Order,
	money: OrderMoney,
	{ policy, now }: MappingContext,
): { readonly total: Money; readonly split: PaymentSplit } {
	const total = totalOf(order, money, policy.settleWithinMs);
	const onTerms = order.paymentTerms !== undefined;
	const { processedAt: placedAt } = order;
	return { total, split: splitPayments({ placedAt, total, onTerms, payments: money.payments }, policy, now) };
}

function statedTax(order: Order, lines: readonly SaleLine[]): Money {
	const taxes = lines.flatMap((line) => line.taxes.map(({ amount }) => amount));
	return order.totalTaxSet ?? sumMoney(taxes, order.currencyCode);
}

function dueOn(order: Order, context: MappingContext): string | undefined {
	const dueAt = order.paymentTerms?.paymentSchedules[0]?.dueAt;
	return dueAt === undefined ? undefined : bookedOn(dueAt, context);
}

/** Whether the sale was not paid in full when it happened: then it is an invoice, and names whom it is for. */
export const isOnInvoice = (split: SaleSplit): boolean => minorUnits(split.outstanding) > 0n;

/**
 * Builds the sale of an order.
 * @param total,split of `splitOf`
 * @param lines of `saleLines`
 * @returns the checked sale, or why it is held (see `checkSale`)
 */
export function buildSale(
	order: Order,
	{ total, split }: { readonly total: Money; readonly split: SaleSplit },
	{ lines, place }: { readonly lines: readonly SaleLine[]; readonly place: Place },
	context: MappingContext,
): Outcome<Sale> {
	const onInvoice = isOnInvoice(split);
	const customer = partyOf(order, place, onInvoice);
	const due = onInvoice ? dueOn(order, context) : undefined;
	const { legacyResourceId: id, name: number, poNumber } = order;
	const origin = { kind: 'order' as const, externalId: id, at: split.occurredAt };
	return checkSale({
		...headerOf('Sale', order, origin, context),
		order: { id, number, ...(poNumber === undefined ? {} : { poNumber }) },
		...(customer === undefined ? {} : { customer }),
		shipTo: place,
		pricesIncludeTax: order.taxesIncluded,
		lines,
		payments: split.payments,
		totals: {
			total,
			tax: statedTax(order, lines),
			paid: split.paid,
			outstanding: split.outstanding,
		},
		...(due === undefined ? {} : { dueOn: due }),
		...(isForeign(order)
			? { presentment: { currency: order.presentmentCurrencyCode, total: order.totalPriceSet.presentment } }
			: {}),
	});
}
