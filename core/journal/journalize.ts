/** From a document to its journal entry: the one place where bookkeeping is decided. */
import { checkPayment, checkRefund, checkSale } from '../documents/check';
import type { BusinessKey, Dispute, Payout, SalesDocument } from '../documents';
import { finding } from '../findings/finding';
import { done, held, type Outcome } from '../outcome';
import { balancedEntry, type EntryDraft } from './balancedEntry';
import type { JournalEntry } from './entry';
import { paymentLines } from './payment';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from './policy';
import { refundLines } from './refund';
import { saleLines } from './sale';

/** What an entry takes over from its document as it is. */
function header(document: SalesDocument) {
	const { id, source, channel, occurredAt, bookedOn, currency, exchangeRate, findings, order } = document;
	return {
		id,
		documentId: id,
		source,
		channel,
		occurredAt,
		bookedOn,
		currency,
		order,
		...(exchangeRate === undefined ? {} : { exchangeRate }),
		...(findings === undefined ? {} : { findings }),
	};
}

function customerOf(document: { readonly customer?: NonNullable<JournalEntry['customer']> }) {
	return document.customer === undefined ? {} : { customer: document.customer };
}

function entryOf(draft: EntryDraft): Outcome<JournalEntry | undefined> {
	if (draft.lines.length === 0) return done(undefined, [finding('NOTHING_TO_POST')]);
	return balancedEntry(draft);
}

const relation = (key: BusinessKey) => ({ relatesTo: key });

/**
 * Books a document: its journal entry, by role, without accounts.
 *
 * The document is checked again (`checkSale` and its sisters), so that nothing that was changed on the way is booked.
 * A document without any value (an order of free goods) has no entry: the value is undefined, with NOTHING_TO_POST.
 *
 * @returns the entry; held with what the checks find, ENTRY_UNBALANCED (a defect), or DOCUMENT_NOT_SUPPORTED
 */
export function journalize(
	document: SalesDocument | Payout | Dispute,
	policy: JournalPolicy = DEFAULT_JOURNAL_POLICY,
): Outcome<JournalEntry | undefined> {
	switch (document.type) {
		case 'Sale': {
			const checked = checkSale(document);
			if (!checked.ok) return checked;
			const sale = checked.value;
			return entryOf({
				...header(sale),
				purpose: 'Sale',
				narration: `Sale ${sale.order.number}`,
				lines: saleLines(sale, policy),
				...customerOf(sale),
				shipTo: sale.shipTo,
				...(sale.dueOn === undefined ? {} : { dueOn: sale.dueOn }),
				pricesIncludeTax: sale.pricesIncludeTax,
			});
		}
		case 'Refund': {
			const checked = checkRefund(document);
			if (!checked.ok) return checked;
			const refund = checked.value;
			return entryOf({
				...header(refund),
				purpose: 'Refund',
				narration: `Refund of sale ${refund.order.number}`,
				lines: refundLines(refund, policy),
				...relation(refund.saleId),
				...customerOf(refund),
				shipTo: refund.shipTo,
				pricesIncludeTax: refund.pricesIncludeTax,
			});
		}
		case 'Payment': {
			const checked = checkPayment(document);
			if (!checked.ok) return checked;
			const { direction, settles, order } = document;
			return entryOf({
				...header(document),
				purpose: 'Payment',
				narration: `${direction === 'received' ? 'Payment of sale' : 'Refund paid out for sale'} ${order.number}`,
				lines: paymentLines(document),
				...relation(settles),
				direction,
				...customerOf(document),
			});
		}
		case 'OrderEdit':
		case 'Cancellation':
		case 'Payout':
		case 'Dispute':
			return held([finding('DOCUMENT_NOT_SUPPORTED', { path: 'type', evidence: { type: document.type } })]);
	}
}
