/** What is still unpaid of each sale, by all that is known of it. */
import type { BusinessKey, Cancellation, OrderEdit, Payment, Refund, Sale } from '../documents';
import { editChange } from '../documents/edit';
import { minorUnits } from '../money/money';

type Later = Refund | Payment | OrderEdit | Cancellation;

/** What a document changes the unpaid part of its sale by, in minor units. */
function change(document: Later): bigint {
	switch (document.type) {
		case 'Payment':
			return document.direction === 'received' ? -minorUnits(document.payment.amount) : 0n;
		case 'Cancellation':
			return -minorUnits(document.released);
		case 'Refund':
			return document.reducesReceivable ? -minorUnits(document.totals.total) : 0n;
		case 'OrderEdit': {
			const more = editChange(document);
			if (more < 0n) return document.reducesReceivable === true ? more : 0n;
			return more - document.payments.reduce((sum, { amount }) => sum + minorUnits(amount), 0n);
		}
	}
}

/** @returns of each sale with something unpaid how much that is, in minor units; payments of sales that are not given count nowhere */
export function outstandingOf(
	sales: readonly Sale[],
	later: readonly Later[],
): ReadonlyMap<BusinessKey, bigint> {
	const open = new Map(sales.map(({ id, totals }) => [id, minorUnits(totals.outstanding)]));
	const currencies = new Map(sales.map(({ id, currency }) => [id, currency]));
	const edits = new Map(later.map((each) => [each.id, each.type === 'OrderEdit' ? each.saleId : undefined]));
	for (const document of later) {
		// a deposit comes before its sale, which has it among its payments
		if (document.type === 'Payment' && document.deposit === true) continue;
		const about = document.type === 'Payment' ? document.settles : document.saleId;
		const sale = edits.get(about) ?? about;
		const known = open.get(sale);
		if (known !== undefined && currencies.get(sale) === document.currency)
			open.set(sale, known + change(document));
	}
	return new Map([...open].filter(([, units]) => units > 0n));
}
