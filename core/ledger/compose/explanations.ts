/** Puts the explanation of an entry on its documents, each journal line where it went. */
import { explainedLines } from '../../explain';
import type { JournalEntry, JournalLine } from '../../journal/entry';
import type { LedgerDocument } from '../documents';

/** Movements of money have documents of their own, by whose keys they are known. */
const isOfMovement = ({ postingKey }: LedgerDocument, movement: string): boolean =>
	movement === 'payout'
		? /\/(Payout|PayoutMatch)$/.test(postingKey)
		: postingKey.endsWith(`/Payout/${movement}`);

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
		const own = all.filter((_, at) => {
			const line = entry.lines[at];
			if (line?.movement !== undefined) return isOfMovement(document, line.movement);
			return index === 0 || (line !== undefined && belongsTo(document, line));
		});
		return own.length === 0 ? document : { ...document, explanation: own };
	});
}
