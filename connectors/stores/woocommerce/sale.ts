/** The sale of an order: what was sold when it was placed, and the payments that belong to that moment. */
import { checkSale } from '../../../core/documents/check';
import { isOurs } from '../../../core/documents/basis';
import type { Place, Sale, SaleLine } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { splitPayments, type PaymentSplit } from '../../../core/store/splitPayments';
import { headerOf, type MappingContext } from './context';
import { toUnits } from './exact';
import { partyOf } from './parties';
import type { Order } from './payload';
import type { OrderMoney } from './payments';
import type { Tender } from './tenders';

/** A split that gives a sale. */
export type SaleSplit = Extract<PaymentSplit, { kind: 'sale' }>;

/** What lines add up to, with the taxes that come on top of them; minor units. */
export function unitsOfLines(lines: readonly SaleLine[], pricesIncludeTax: boolean): bigint {
	let sum = 0n;
	for (const { gross, discount, taxes } of lines) {
		sum += minorUnits(gross) - minorUnits(discount);
		const onTop = taxes.filter((tax) => !pricesIncludeTax || !isOurs(tax));
		for (const { amount } of onTop) sum += minorUnits(amount);
	}
	return sum;
}

/** What the customer owed: the order's total, and what gift cards had taken off it. */
export function totalOf(order: Order, tenders: readonly Tender[]): Money {
	const units = tenders.reduce((sum, tender) => sum + tender.units, toUnits(order.total, order.currency));
	return fromMinorUnits(units < 0n ? 0n : units, order.currency);
}

/** Splits the order's payments by the rule that all stores share. */
export function splitOf(
	order: Order,
	total: Money,
	money: OrderMoney,
	{ policy, now }: MappingContext,
): PaymentSplit {
	const { date_created_gmt: placedAt } = order;
	return splitPayments({ placedAt, total, onTerms: false, payments: money.payments }, policy, now);
}

/** Whether the sale was not paid in full when it happened: then it is an invoice, and names whom it is for. */
export const isOnInvoice = (split: SaleSplit): boolean => minorUnits(split.outstanding) > 0n;

/**
 * Builds the sale of an order.
 * @param total,split of `totalOf`, `splitOf`
 * @param lines of `saleLines`
 * @returns the checked sale, or why it is held (see `checkSale`)
 */
export function buildSale(
	order: Order,
	{ total, split }: { readonly total: Money; readonly split: SaleSplit },
	{ lines, place }: { readonly lines: readonly SaleLine[]; readonly place: Place },
	context: MappingContext,
): Outcome<Sale> {
	const customer = partyOf(order, place, isOnInvoice(split));
	const { id, number, currency } = order;
	const origin = { kind: 'order' as const, externalId: id, at: split.occurredAt };
	return checkSale({
		...headerOf('Sale', order, origin, context),
		order: { id, number },
		...(customer === undefined ? {} : { customer }),
		shipTo: place,
		pricesIncludeTax: order.prices_include_tax,
		lines,
		payments: split.payments,
		totals: {
			total,
			tax: fromMinorUnits(toUnits(order.total_tax, currency), currency),
			paid: split.paid,
			outstanding: split.outstanding,
		},
	});
}
