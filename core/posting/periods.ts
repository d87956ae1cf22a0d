/**
 * Documents of a closed period. Nothing is ever written into one; what comes late is held, waits until the period opens, or
 * goes to the first open day with a word about its own. Its key and fingerprint are those of its own day, so that it is the
 * same document whenever it is seen.
 */
import { finding, type Finding } from '../findings/finding';
import type { LedgerCompany } from '../ledger/connector';
import type { LedgerDocument } from '../ledger/documents';

/** hold: a person decides. firstOpenDay: the day after the closed period. wait: tried again when the period is open. */
export type ClosedPeriodPolicy = 'hold' | 'firstOpenDay' | 'wait';

const DAY_MS = 86_400_000;

/** The day after, YYYY-MM-DD. */
export function dayAfter(day: string): string {
	return new Date(Date.parse(`${day}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}

/** Whether a text is an instant of ISO 8601, with a zone. */
export function isInstant(text: string): boolean {
	return /^\d{4}-\d\d-\d\dT.+(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** The local day of an instant. @param at epoch milliseconds */
export function dayOf(at: number, timeZone: string): string {
	const parts = new Intl.DateTimeFormat('en', {
		timeZone,
		year: 'numeric',
		month: '2-digit',
		day: '2-digit',
	});
	const of = (type: string): string =>
		parts.formatToParts(at).find((part) => part.type === type)?.value ?? '';
	return `${of('year').padStart(4, '0')}-${of('month')}-${of('day')}`;
}

export function isClosed(
	{ date }: Pick<LedgerDocument, 'date'>,
	{ closedUntil }: Pick<LedgerCompany, 'closedUntil'>,
): boolean {
	return closedUntil !== undefined && date <= closedUntil;
}

/** The document as it is sent under the policy `firstOpenDay`. */
export function onFirstOpenDay(document: LedgerDocument, closedUntil: string): LedgerDocument {
	const date = dayAfter(closedUntil);
	const note = `Of ${document.date}; dated ${date} because the books are closed until ${closedUntil}.`;
	return { ...document, date, memo: `${note}\n${document.memo}` };
}

/** A closed period, in the words of the policy: PERIOD_CLOSED, PERIOD_WAIT or PERIOD_MOVED. */
export function closedFinding(
	{ date: bookedOn }: Pick<LedgerDocument, 'date'>,
	closedUntil: string,
	policy: ClosedPeriodPolicy,
): Finding {
	const evidence = { closedUntil, bookedOn };
	switch (policy) {
		case 'hold':
			return finding('PERIOD_CLOSED', { path: 'date', evidence });
		case 'wait':
			return finding('PERIOD_WAIT', { path: 'date', evidence });
		case 'firstOpenDay':
			return finding('PERIOD_MOVED', {
				path: 'date',
				evidence: { ...evidence, postedOn: dayAfter(closedUntil) },
			});
	}
}
