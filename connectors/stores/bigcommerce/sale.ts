/** The sale of an order: what was sold when it was placed, and the payments that belong to that moment. */
import { checkSale } from '../../../core/documents/check';
import type { PaymentPart, Place, Sale, SaleLine } from '../../../core/documents';
import { fromMinorUnits, minorUnits, type Money } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { splitPayments, type OrderPayment, type PaymentSplit } from '../../../core/store/splitPayments';
import { unitsOf } from './amounts';
import { headerOf, type MappingContext } from './context';
import { partyOf } from './parties';
import type { Order } from './payload';
import type { OrderMoney } from './payments';

/** A split that gives a sale. */
export type SaleSplit = Extract<PaymentSplit, { kind: 'sale' }>;

/** What the customer owes in all. */
export const totalOf = (order: Order): Money =>
	fromMinorUnits(unitsOf(order.total.inc, order.currency), order.currency);

const partOf = ({ id, gateway, method, amount, at, reference }: OrderPayment): PaymentPart => ({
	id,
	gateway,
	method,
	amount,
	capturedAt: at,
	...(reference === undefined ? {} : { reference }),
});

/**
 * Splits the order's payments by the rule that all stores share. A payment that only the status tells of pays the invoice
 * that was agreed; where there is none (a marketplace, an import, the policy "wait") the order is paid at once.
 */
export function splitOf(
	order: Order,
	money: OrderMoney,
	{ policy, now }: MappingContext,
): { readonly total: Money; readonly split: PaymentSplit } {
	const total = totalOf(order);
	const { byStatus } = money;
	const split = (payments: readonly OrderPayment[]): PaymentSplit =>
		splitPayments({ placedAt: order.placedAt, total, onTerms: false, payments }, policy, now);
	if (byStatus === undefined) return { total, split: split(money.payments) };
	const isInvoice = byStatus.manual && policy.unpaidOrders === 'invoice';
	if (!isInvoice) {
		const others = money.payments.filter(({ id }) => id !== byStatus.id);
		return { total, split: split([...others, byStatus]) };
	}
	const invoice = split(money.payments);
	if (invoice.kind !== 'sale') return { total, split: invoice };
	return { total, split: { ...invoice, later: [...invoice.later, partOf(byStatus)] } };
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
	const customer = partyOf(order, place, isOnInvoice(split));
	const { id, poNumber } = order;
	return checkSale({
		...headerOf('Sale', order, { kind: 'order', externalId: id, at: split.occurredAt }, context),
		order: { id, number: id, ...(poNumber === undefined ? {} : { poNumber }) },
		...(customer === undefined ? {} : { customer }),
		shipTo: place,
		pricesIncludeTax: order.pricesIncludeTax,
		lines,
		payments: split.payments,
		totals: {
			total,
			tax: fromMinorUnits(unitsOf(order.tax, order.currency), order.currency),
			paid: split.paid,
			outstanding: split.outstanding,
		},
	});
}
