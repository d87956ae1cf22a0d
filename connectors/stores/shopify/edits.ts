/** The documents of an order's edits, and which of them later payments belong to. */
import { checkOrderEdit } from '../../../core/documents/check';
import {
	businessKey,
	type BusinessKey,
	type OrderEdit,
	type Party,
	type PaymentPart,
	type Place,
} from '../../../core/documents';
import { fromMinorUnits, minorUnits } from '../../../core/money/money';
import type { Outcome } from '../../../core/outcome';
import { headerOf, sourceOf, type MappingContext } from './context';
import type { Order } from './payload';
import type { EditedOrder, EditFacts } from './salesLedger';

/** The order as it was placed: what its sale is made of. */
export function asPlaced(order: Order, { total, tax }: EditedOrder): Order {
	return { ...order, totalPriceSet: { shop: total, presentment: total }, totalTaxSet: tax };
}

export const editKey = (order: Order, { id }: EditFacts, context: MappingContext): BusinessKey =>
	businessKey(sourceOf(order, 'edit', id, context));

const size = ({ before, after }: EditFacts): bigint => after - before;

/**
 * Whether what edits took away was never paid for: then it lowers what is owed. Where an edit lowers an order that was paid,
 * only the gateway knows what went back for it.
 * @param outstanding of the sale, in minor units
 * @param paidLater all that was captured after the sale
 */
export function lowersOnlyWhatIsOwed(
	{ edits }: EditedOrder,
	outstanding: bigint,
	paidLater: bigint,
): boolean {
	const lowered = edits.reduce((sum, edit) => (size(edit) < 0n ? sum - size(edit) : sum), 0n);
	return lowered === 0n || (paidLater === 0n && lowered <= outstanding);
}

export function orderEdit(
	order: Order,
	edit: EditFacts,
	facts: {
		readonly saleId: BusinessKey;
		readonly soldOn: string;
		readonly customer?: Party;
		readonly place: Place;
	},
	context: MappingContext,
): Outcome<OrderEdit> {
	const origin = { kind: 'edit' as const, externalId: edit.id, at: edit.at };
	const money = (units: bigint) => fromMinorUnits(units, order.currencyCode);
	return checkOrderEdit({
		...headerOf('OrderEdit', order, origin, context),
		order: { id: order.legacyResourceId, number: order.name },
		saleId: facts.saleId,
		soldOn: facts.soldOn,
		...(facts.customer === undefined ? {} : { customer: facts.customer }),
		shipTo: facts.place,
		pricesIncludeTax: order.taxesIncluded,
		added: edit.added,
		removed: edit.removed,
		payments: [],
		totals: { before: money(edit.before), after: money(edit.after) },
		...(size(edit) < 0n ? { reducesReceivable: true } : {}),
	});
}

export type Settled =
	| { readonly kind: 'sale' }
	| { readonly kind: 'edit'; readonly edit: EditFacts }
	/** it pays for more than one of them, or for nothing that is known */
	| { readonly kind: 'unclear' };

/** Which each later payment pays, in their order: what is left of the sale first, then the edits. */
export function settledBy(
	{ edits }: EditedOrder,
	outstanding: bigint,
	payments: readonly PaymentPart[],
): readonly Settled[] {
	const lowered = edits.reduce((sum, edit) => (size(edit) < 0n ? sum - size(edit) : sum), 0n);
	const open: { of: Settled; units: bigint }[] = [
		{ of: { kind: 'sale' }, units: outstanding - lowered },
		...edits
			.filter((edit) => size(edit) > 0n)
			.map((edit) => ({ of: { kind: 'edit' as const, edit }, units: size(edit) })),
	];
	return payments.map((payment) => {
		const units = minorUnits(payment.amount);
		const next = open.find((each) => each.units > 0n);
		if (next === undefined || units > next.units) return { kind: 'unclear' };
		next.units -= units;
		return next.of;
	});
}
