/** Puts the explanation of an entry on its documents, each journal line where it went. */
import { explainedLines } from '../../explain';
import type { JournalEntry, JournalLine } from '../../journal/entry';
import type { LedgerDocument } from '../documents';

/** Payments, and what moves shares of them, tell of the money; the main document tells of everything. */
function belongsTo({ moneyAccount, lines }: LedgerDocument, { payment, account }: JournalLine): boolean {
	if (payment === undefined || account === undefined) return false;
	return account.id === moneyAccount?.id || lines.some((line) => line.account.id === account.id);
}

export function withExplanations(
	entry: JournalEntry,
	documents: readonly LedgerDocument[],
): readonly LedgerDocument[] {
	const all = explainedLines(entry);
	if (all.length === 0) return documents;
	return documents.map((document, index) => {
		const own =
			index === 0
				? all
				: all.filter((_, at) => {
						const line = entry.lines[at];
						return line !== undefined && belongsTo(document, line);
					});
		return own.length === 0 ? document : { ...document, explanation: own };
	});
}
