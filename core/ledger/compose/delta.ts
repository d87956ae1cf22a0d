/** The documents of a change: what the difference of two versions of an event, or an edit of an order, comes to. */
import { minorUnits } from '../../money/money';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { composePayment } from './payment';
import { composeRefund } from './refund';
import { composeSale } from './sale';

/** What says nothing about whether more was sold or given back: how it was paid, and the stock. */
const ASIDE: ReadonlySet<string> = new Set([
	'clearing',
	'receivable',
	'refundsPayable',
	'cogs',
	'inventory',
	'writeOffs',
]);

/** Credits less debits of what was sold or given back, with its tax; and whether there is any. */
function sold(composer: Composer): { readonly units: bigint; readonly any: boolean } {
	let units = 0n;
	let any = false;
	for (const { role, side, amount, taxes = [] } of composer.entry.lines) {
		if (ASIDE.has(role)) continue;
		const size = minorUnits(amount);
		units += side === 'credit' ? size : -size;
		any ||= size !== 0n || taxes.length > 0;
	}
	return { units, any };
}

/** Tries one way; where a document would have a negative figure, the other. */
function either(
	composer: Composer,
	first: (composer: Composer) => LedgerDocument[],
	second: (composer: Composer) => LedgerDocument[],
): LedgerDocument[] {
	const before = composer.findings.length;
	const documents = first(composer);
	if (composer.findings.length === before) return documents;
	const findings = composer.findings.splice(before);
	const others = second(composer);
	if (composer.findings.length === before) return others;
	composer.findings.splice(before, composer.findings.length, ...findings);
	return documents;
}

/**
 * Composes by what the entry does: income and what is owed on go up: as a sale; they go down: as a refund; only money moved:
 * a payment where the customer owed it, otherwise a journal.
 */
export function composeChange(composer: Composer): LedgerDocument[] {
	const { units, any } = sold(composer);
	const { lines, purpose } = composer.entry;
	if (any) {
		if (units > 0n) return composeSale(composer);
		if (units < 0n) return composeRefund(composer);
		// paid by gift cards or store credit to the cent
		const isBack = purpose === 'Refund' || purpose === 'Cancellation';
		return isBack
			? either(composer, composeRefund, composeSale)
			: either(composer, composeSale, composeRefund);
	}
	let owed = 0n;
	for (const { role, side, amount } of lines)
		if (role === 'receivable') owed += side === 'debit' ? minorUnits(amount) : -minorUnits(amount);
	if (owed < 0n) return composePayment(composer);
	if (owed > 0n) {
		composer.notPossible('a payment that was taken back has no document of its own');
		return [];
	}
	return composeJournal(composer, 'Moved between accounts');
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
