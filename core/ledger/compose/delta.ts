/** The documents of a change: what the difference of two versions of an event, or an edit of an order, comes to. */
import { minorUnits } from '../../money/money';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { composePayment } from './payment';
import { composeRefund } from './refund';
import { composeSale } from './sale';

/**
 * Composes by what the entry does: income and what is owed on go up: as a sale; they go down: as a refund; only money moved:
 * a payment where the customer owed it, otherwise a journal.
 */
export function composeChange(composer: Composer): LedgerDocument[] {
	const { lines } = composer.entry;
	let sold = 0n;
	let owed = 0n;
	let hasLines = false;
	for (const { role, side, amount, taxes } of lines) {
		const units = side === 'credit' ? minorUnits(amount) : -minorUnits(amount);
		if (role === 'receivable') owed -= units;
		else if (role !== 'clearing' && role !== 'cogs' && role !== 'inventory') {
			sold += units;
			hasLines ||= units !== 0n || (taxes ?? []).length > 0;
		}
	}
	if (hasLines) return sold < 0n ? composeRefund(composer) : composeSale(composer);
	if (owed < 0n) return composePayment(composer);
	if (owed > 0n) {
		composer.notPossible('a payment that was taken back has no document of its own');
		return [];
	}
	return composeJournal(composer, 'Money moved between accounts');
}

/** All lines as one journal. */
export function composeJournal(composer: Composer, what: string): LedgerDocument[] {
	if (!composer.needs('ManualJournal')) return [];
	const document = composer.document({
		type: 'ManualJournal',
		what,
		lines: composer.lines(
			'ManualJournal',
			composer.entry.lines.map(({ taxCode: _code, taxes: _taxes, ...line }) => line),
		),
	});
	return document === undefined ? [] : [document];
}
