/** From a document to its journal entry: the one place where bookkeeping is decided. */
import {
	checkBalanceChange,
	checkCancellation,
	checkDispute,
	checkFulfilment,
	checkOrderEdit,
	checkPayment,
	checkPayout,
	checkPayoutMatch,
	checkRefund,
	checkSale,
} from '../documents/check';
import type { BookableDocument, BusinessKey, MoneyDocument, Payment, SalesDocument } from '../documents';
import { finding } from '../findings/finding';
import { done, type Outcome } from '../outcome';
import { balanceLines } from './balance';
import { balancedEntry, type EntryDraft } from './balancedEntry';
import { editLines } from './edit';
import type { JournalEntry } from './entry';
import { fulfilmentLines } from './fulfilment';
import { paymentLines } from './payment';
import { disputeLines } from './dispute';
import { payoutLines } from './payout';
import { payoutMatchLines } from './payoutMatch';
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

/** What gateways and the bank tell belongs to no order: it goes by its own number. */
function ownHeader({ id, source, channel, occurredAt, bookedOn, currency, findings }: MoneyDocument) {
	const order = { id: source.externalId, number: source.externalNumber };
	const remarks = findings === undefined ? {} : { findings };
	return { id, documentId: id, source, channel, occurredAt, bookedOn, currency, order, ...remarks };
}

function customerOf(document: { readonly customer?: NonNullable<JournalEntry['customer']> }) {
	return document.customer === undefined ? {} : { customer: document.customer };
}

function entryOf(draft: EntryDraft): Outcome<JournalEntry | undefined> {
	if (draft.lines.length === 0) return done(undefined, [finding('NOTHING_TO_POST')]);
	return balancedEntry(draft);
}

function paymentName({ deposit, direction, settlesType }: Payment): string {
	if (deposit === true)
		return direction === 'received' ? 'Deposit for order' : 'Deposit given back for order';
	if (direction === 'returned') return 'Refund paid out for sale';
	return settlesType === 'OrderEdit' ? 'Payment of the edit of sale' : 'Payment of sale';
}

const relation = (key: BusinessKey) => ({ relatesTo: key });

/**
 * Books a document: its journal entry, by role, without accounts.
 *
 * The document is checked again (`checkSale` and its sisters), so that nothing that was changed on the way is booked.
 * A document without any value (an order of free goods) has no entry: the value is undefined, with NOTHING_TO_POST.
 *
 * @returns the entry; held with what the checks find, or ENTRY_UNBALANCED (a defect)
 */
export function journalize(
	document: BookableDocument,
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
				narration: `${paymentName(document)} ${order.number}`,
				lines: paymentLines(document),
				...(document.deposit === true ? {} : relation(settles)),
				...(document.settlesType === undefined ? {} : { relatesToPurpose: document.settlesType }),
				direction,
				...customerOf(document),
			});
		}
		case 'OrderEdit': {
			const checked = checkOrderEdit(document);
			if (!checked.ok) return checked;
			return entryOf({
				...header(document),
				purpose: 'OrderEdit',
				narration: `Edit of sale ${document.order.number}`,
				lines: editLines(document, policy),
				...relation(document.saleId),
				...customerOf(document),
				shipTo: document.shipTo,
				pricesIncludeTax: document.pricesIncludeTax,
			});
		}
		case 'Cancellation': {
			const checked = checkCancellation(document);
			if (!checked.ok) return checked;
			return entryOf({
				...header(document),
				purpose: 'Cancellation',
				narration: `Cancellation of sale ${document.order.number}`,
				lines: refundLines(checked.value, policy),
				...relation(document.saleId),
				...customerOf(document),
				shipTo: document.shipTo,
				pricesIncludeTax: document.pricesIncludeTax,
			});
		}
		case 'Fulfilment': {
			const checked = checkFulfilment(document);
			if (!checked.ok) return checked;
			return entryOf({
				...header(document),
				purpose: 'Fulfilment',
				narration: `Delivery of sale ${document.order.number}`,
				lines: fulfilmentLines(document, policy),
				...relation(document.saleId),
				shipTo: document.shipTo,
			});
		}
		case 'BalanceChange': {
			const checked = checkBalanceChange(document);
			if (!checked.ok) return checked;
			return entryOf({
				...header(document),
				purpose: 'BalanceChange',
				narration: `${document.instrument === 'giftCard' ? 'Gift card' : 'Store credit'} ${document.order.number} ${document.change}`,
				lines: balanceLines(document),
			});
		}
		case 'Payout': {
			const checked = checkPayout(document);
			if (!checked.ok) return checked;
			return entryOf({
				...ownHeader(document),
				purpose: 'Payout',
				narration: `Payout ${document.source.externalNumber} of ${document.gateway}`,
				lines: payoutLines(document, policy),
			});
		}
		case 'Dispute': {
			const checked = checkDispute(document);
			if (!checked.ok) return checked;
			return entryOf({
				...ownHeader(document),
				purpose: 'Dispute',
				narration: `Dispute ${document.source.externalNumber} ${document.stage}`,
				lines: disputeLines(document, policy),
				...relation(document.saleId),
			});
		}
		case 'PayoutMatch': {
			const checked = checkPayoutMatch(document);
			if (!checked.ok) return checked;
			const [payout, ...others] = document.payouts;
			const more = others.length === 0 ? '' : ` and ${others.length} more`;
			const entry = entryOf({
				...ownHeader(document),
				purpose: 'PayoutMatch',
				narration: `Arrival of ${payout?.split('/').at(-1) ?? 'a payout'}${more}`,
				lines: payoutMatchLines(document, policy),
			});
			return entry.ok ? done(entry.value, [...checked.findings, ...entry.findings]) : entry;
		}
	}
}
