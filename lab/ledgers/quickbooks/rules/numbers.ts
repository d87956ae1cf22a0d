/** The visible number of a document. */
import type { Change } from '../books/change';
import { duplicateNumber } from '../faults';
import type { SalesFormName } from '../schema/index';
import type { SaveContext } from './context';

type Context = Pick<SaveContext<SalesFormName>, 'id' | 'include'>;

const isTaken = (change: Change, type: SalesFormName | 'JournalEntry', number: string, id: string): boolean =>
	change.find(type, 'DocNumber', number).some((other) => other.Id !== id);

/**
 * The number of a sales form. With own numbers (CustomTxnNumbers) what is sent stands, or nothing, and a number that
 * exists is refused; without, QuickBooks counts by itself and a number that is sent stands unchecked ("can lead to
 * unwanted duplicates", says the reference).
 * @throws QuickBooksFault 6140
 */
export function salesNumber(
	change: Change,
	type: SalesFormName,
	sent: string | undefined,
	{ id, include }: Context,
): string | undefined {
	if (!change.company.preferences.customTxnNumbers) return sent ?? change.next('docNumber');
	const forced = include.has('allowduplicatedocnum');
	if (sent !== undefined && !forced && isTaken(change, type, sent, id)) throw duplicateNumber();
	return sent;
}

/**
 * The number of a journal entry: never made by QuickBooks (minor version 54 and later), unless asked.
 * @throws QuickBooksFault 6140 when WarnDuplicateJournalNumber is set
 */
export function journalNumber(
	change: Change,
	sent: string | undefined,
	{ id, include }: Context,
): string | undefined {
	if (sent === undefined) return include.has('allowautodocnum') ? change.next('docNumber') : undefined;
	const checked = change.company.preferences.warnDuplicateJournalNumber;
	const forced = include.has('allowduplicatedocnum');
	if (checked && !forced && isTaken(change, 'JournalEntry', sent, id)) throw duplicateNumber();
	return sent;
}
