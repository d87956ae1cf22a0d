/** What of a document needs a tax code, and the facts its lines have in common: one place, so that all who look see the same. */
import { isOurs } from '../documents/basis';
import { checkCancellation } from '../documents/check';
import { editChange } from '../documents/edit';
import type { Cancellation, OrderEdit, PaymentPart, Refund, SalesDocument, TaxAmount } from '../documents';
import { tenderRole } from '../journal/tender';
import { isZero } from '../money/money';
import type { TaxedThing } from './facts';
import type { CheckedSupply } from './lineChecks';
import type { TaxRegistrations } from './registrations';

/** The lists of a document whose lines share a supply. */
export type LineList = 'lines' | 'added' | 'removed';

const paysWithoutMoney = (payments: readonly PaymentPart[]): boolean =>
	payments.some((payment) => tenderRole(payment) !== 'clearing');

const channelPays = (lines: readonly { readonly taxes: readonly TaxAmount[] }[]): boolean =>
	lines.some(({ taxes }) => taxes.some((tax) => !isOurs(tax)));

function isRounded(document: Cancellation): boolean {
	const checked = checkCancellation(document);
	return checked.ok && checked.value.totals.rounding !== undefined;
}

/** Whether a document has something that is no sale (a gift card used, rounding, a channel's tax), which needs a code too. */
export function needsUntaxedCode(document: SalesDocument): boolean {
	switch (document.type) {
		case 'Sale':
			return (
				paysWithoutMoney(document.payments) ||
				document.totals.rounding !== undefined ||
				channelPays(document.lines)
			);
		case 'Refund': {
			const { payments, totals, lines, adjustments, reducesReceivable } = document;
			return (
				paysWithoutMoney(payments) ||
				totals.rounding !== undefined ||
				channelPays([...lines, ...adjustments]) ||
				(!reducesReceivable && !isZero(totals.pending))
			);
		}
		case 'Payment':
			return (
				document.deposit === true ||
				(document.direction === 'received' && paysWithoutMoney([document.payment]))
			);
		case 'OrderEdit': {
			const isLess = editChange(document) < 0n && document.reducesReceivable !== true;
			return (
				isLess || paysWithoutMoney(document.payments) || channelPays([...document.added, ...document.removed])
			);
		}
		case 'Cancellation':
			return channelPays(document.lines) || isRounded(document);
		// their tax was booked with the sale, or there is none
		case 'Fulfilment':
		case 'BalanceChange':
			return false;
	}
}

/**
 * The day whose tax rates a document has: a refund gives back what was charged when it was sold, and a cancellation takes it
 * back. Its own day where that is not known.
 */
export function taxDayOf(document: SalesDocument): string {
	return takesBack(document) ? (document.soldOn ?? document.bookedOn) : document.bookedOn;
}

const takesBack = (document: SalesDocument): document is Refund | Cancellation =>
	document.type === 'Refund' || document.type === 'Cancellation';

function supplyOf(document: SalesDocument, registrations: TaxRegistrations | undefined): CheckedSupply {
	const { type, channel } = document;
	return {
		shipTo: 'shipTo' in document ? document.shipTo : {},
		channel,
		on: taxDayOf(document),
		customer: 'customer' in document ? document.customer : undefined,
		registrations,
		isSaleDay: !takesBack(document) || document.soldOn !== undefined,
		isSale: type === 'Sale' || type === 'OrderEdit',
	};
}

/** What an edit takes away is taxed as it was sold. */
function removedSupply({ soldOn, bookedOn }: OrderEdit, supply: CheckedSupply): CheckedSupply {
	return { ...supply, on: soldOn ?? bookedOn, isSaleDay: soldOn !== undefined, isSale: false };
}

export interface LinesSupply {
	readonly supply: CheckedSupply;
	readonly list: LineList;
}

/** The supplies of a document, with the lists they are for. */
export function taxSupplies(
	document: SalesDocument,
	registrations: TaxRegistrations | undefined,
): readonly [LinesSupply, ...LinesSupply[]] {
	const supply = supplyOf(document, registrations);
	if (document.type !== 'OrderEdit') return [{ supply, list: 'lines' }];
	return [
		{ supply, list: 'added' },
		{ supply: removedSupply(document, supply), list: 'removed' },
	];
}

/** Everything of a list that needs a code, in order. */
export function visitLines(
	document: SalesDocument,
	list: LineList,
	visit: (thing: TaxedThing) => void,
): void {
	const lines =
		document.type === 'OrderEdit'
			? list === 'added'
				? document.added
				: document.removed
			: 'lines' in document
				? document.lines
				: [];
	for (const { type: lineType, taxes, taxClass } of lines) visit({ lineType, taxes, taxClass });
	if (document.type === 'Refund') {
		for (const { taxes } of document.adjustments) visit({ lineType: 'adjustment', taxes });
	}
	if (list === 'lines' && needsUntaxedCode(document)) visit({ lineType: 'tender', taxes: [] });
}
