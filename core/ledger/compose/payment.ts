/** The document of a payment that came after its sale. */
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { referenceOf, sortLines } from './tenders';

/** A refund that was owed is paid out: the liability against the gateway (or gift card). */
export function paidOut(composer: Composer): LedgerDocument | undefined {
	if (!composer.needs('ManualJournal')) return undefined;
	const { lines } = composer.entry;
	return composer.document({
		type: 'ManualJournal',
		what: 'Refund paid out',
		lines: composer.lines(
			'ManualJournal',
			lines.map(({ taxCode: _code, taxes: _taxes, ...line }) => line),
		),
		...referenceOf(lines.filter(({ payment }) => payment !== undefined)),
	});
}

/**
 * Received through a gateway: a customer payment of the sale's invoice. By gift card or store credit: a credit note on that
 * liability, applied to the invoice, because ledgers take payments into money accounts only. Returned: a journal.
 */
export function composePayment(composer: Composer): LedgerDocument[] {
	if (composer.entry.direction === 'returned') {
		const document = paidOut(composer);
		return document === undefined ? [] : [document];
	}
	const { lines, cash } = sortLines(composer);
	const { saleKey } = composer;
	const appliesTo = saleKey === undefined ? {} : { appliesTo: saleKey };
	if (cash.length === 0) {
		if (!composer.needs('CreditNote')) return [];
		const note = composer.document({
			type: 'CreditNote',
			what: `Payment by ${lines.map(({ description }) => description).join(', ')}`,
			lines: composer.lines('CreditNote', lines),
			...appliesTo,
		});
		return note === undefined ? [] : [note];
	}
	if (!composer.needs('CustomerPayment')) return [];
	const documents = cash.map((line, index) => {
		const account = composer.account(line);
		if (account === undefined) return undefined;
		return composer.document({
			type: 'CustomerPayment',
			...(index === 0 ? {} : { part: `payment/${line.payment?.id ?? index}` }),
			what: `Payment by ${line.description}`,
			lines: [],
			amount: line.amount,
			moneyAccount: account,
			...appliesTo,
			...referenceOf([line]),
		});
	});
	return documents.filter((document) => document !== undefined);
}
