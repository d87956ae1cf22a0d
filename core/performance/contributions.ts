/** Documents to contributions: each document once, whatever order they come in. */
import { canonicalJson } from '../canonicalJson';
import type { BusinessKey, Cancellation, OrderEdit, Payment, Payout, Refund, Sale } from '../documents';
import { taxBasisOf } from '../documents/basis';
import { editBasis, editChange } from '../documents/edit';
import { minorUnits } from '../money/money';
import { byText } from '../reconcile/signed';
import type { Contribution, CustomerKind, Facets } from './contribution';
import { buyerKind, customerKey, customerKinds } from './customers';
import { Amounts } from './lineAmounts';
import { outstandingOf } from './outstanding';
import { payoutAmounts } from './payoutAmounts';

export type PerformanceDocument = Sale | Refund | Payment | OrderEdit | Cancellation | Payout;
type OrderDocument = Sale | Refund | OrderEdit | Cancellation;

/** A document that was read twice counts as it was read last. */
export function latest<T extends PerformanceDocument>(documents: readonly T[]): T[] {
	const byId = new Map<BusinessKey, T>();
	for (const document of documents) {
		const known = byId.get(document.id);
		const isLater =
			known === undefined ||
			(byText(document.source.revision, known.source.revision) ||
				byText(canonicalJson(document), canonicalJson(known))) > 0;
		if (isLater) byId.set(document.id, document);
	}
	return [...byId.values()].sort((a, b) => byText(a.bookedOn, b.bookedOn) || byText(a.id, b.id));
}

interface Known {
	readonly sales: ReadonlyMap<BusinessKey, Sale>;
	readonly kinds: ReadonlyMap<BusinessKey, CustomerKind>;
	readonly outstanding: ReadonlyMap<BusinessKey, bigint>;
}

function facetsOf(document: OrderDocument, { sales, kinds }: Known): Facets {
	const saleId = document.type === 'Sale' ? document.id : document.saleId;
	const { channel, shipTo } = document;
	return {
		channel: channel === '' ? 'unknown' : channel,
		country: shipTo.country ?? sales.get(saleId)?.shipTo.country ?? 'unknown',
		customer: kinds.get(saleId) ?? 'unknown',
		buyer: buyerKind(document.customer ?? sales.get(saleId)?.customer),
	};
}

function saleAmounts(sale: Sale, { outstanding }: Known): Amounts {
	const amounts = new Amounts();
	const basis = taxBasisOf(sale);
	let isOrder = false;
	for (const line of sale.lines) isOrder = amounts.sold(line, basis) || isOrder;
	amounts.add('orders', isOrder ? 1n : 0n);
	amounts.add('outstanding', outstanding.get(sale.id) ?? 0n);
	amounts.close(minorUnits(sale.totals.total));
	return amounts;
}

function refundAmounts(refund: Refund): Amounts {
	const amounts = new Amounts();
	const basis = taxBasisOf(refund);
	for (const line of refund.lines) amounts.givenBack(line, basis, 'refunds');
	for (const adjustment of refund.adjustments) amounts.adjusted(adjustment);
	amounts.close(-minorUnits(refund.totals.total));
	return amounts;
}

function editAmounts(edit: OrderEdit): Amounts {
	const amounts = new Amounts();
	const basis = editBasis(edit);
	for (const line of edit.added) amounts.sold(line, basis);
	for (const line of edit.removed) amounts.givenBack(line, basis, 'refunds');
	amounts.close(editChange(edit));
	return amounts;
}

/** The lines of a cancellation are a refund's, of which the total is what is no longer owed. */
function cancellationAmounts(cancellation: Cancellation): Amounts {
	const amounts = new Amounts();
	const { released, tax } = cancellation;
	const totals = { total: released, tax, paid: released, pending: released };
	const likeRefund = { adjustments: [], payments: [], totals, reducesReceivable: true };
	const basis = taxBasisOf({ ...cancellation, ...likeRefund, type: 'Refund' });
	for (const line of cancellation.lines) amounts.givenBack(line, basis, 'cancelled');
	amounts.close(-minorUnits(released));
	return amounts;
}

function amountsOf(document: OrderDocument, known: Known): Amounts {
	switch (document.type) {
		case 'Sale':
			return saleAmounts(document, known);
		case 'Refund':
			return refundAmounts(document);
		case 'OrderEdit':
			return editAmounts(document);
		case 'Cancellation':
			return cancellationAmounts(document);
	}
}

function contributionOf(document: OrderDocument, known: Known): Contribution {
	const { id, bookedOn, currency, order } = document;
	const key = document.type === 'Sale' ? customerKey(document) : undefined;
	return {
		id,
		number: order.number,
		currency,
		day: bookedOn,
		facets: facetsOf(document, known),
		...(key === undefined ? {} : { customerKey: key }),
		amounts: amountsOf(document, known).list,
	};
}

/**
 * @param documents all that is known; sales before the period tell who is a new customer, payments after it what is still unpaid
 * @returns what each document adds to which day; payments add nothing by themselves
 */
export function contributionsOf(documents: readonly PerformanceDocument[]): Contribution[] {
	const once = latest(documents);
	const sales = once.filter((each): each is Sale => each.type === 'Sale');
	const later = once.filter(
		(each): each is Exclude<PerformanceDocument, Sale | Payout> =>
			each.type !== 'Sale' && each.type !== 'Payout',
	);
	const known: Known = {
		sales: new Map(sales.map((sale) => [sale.id, sale])),
		kinds: customerKinds(sales),
		outstanding: outstandingOf(sales, later),
	};
	const contributions: Contribution[] = [];
	for (const document of once) {
		if (document.type === 'Payment') continue;
		if (document.type === 'Payout') {
			const { id, source, currency, bookedOn, gateway } = document;
			const { list } = payoutAmounts(document);
			const number = source.externalNumber || source.externalId;
			contributions.push({ id, number, currency, day: bookedOn, gateway, amounts: list });
		} else contributions.push(contributionOf(document, known));
	}
	return contributions;
}
