/** Why an entry is as it is: for each line the event, the rule that chose its account and the arithmetic, for people. */
import type { AccountRole } from '../accounts/roles';
import { isMoneyDocument, type BookableDocument, type BusinessKey } from '../documents';
import type { JournalEntry, JournalLine, Side } from '../journal/entry';
import type { Money } from '../money/money';
import { arithmeticOf } from './arithmetic';
import { moneyArithmetic } from './money';

/** The entry with `arithmetic` on each line: steps, the last of which is "= <amount>". @param document what it was made from */
export function explainEntry(document: BookableDocument, entry: JournalEntry): JournalEntry {
	const arithmetic = isMoneyDocument(document) ? moneyArithmetic(document) : arithmeticOf(document);
	return { ...entry, lines: entry.lines.map((line) => ({ ...line, arithmetic: arithmetic(line) })) };
}

/** One line of an explanation: flat enough for a table. */
export interface ExplainedLine {
	readonly role: AccountRole;
	/** the account's name; absent where the ledger books the line by itself */
	readonly account?: string;
	readonly side: Side;
	readonly amount: Money;
	readonly description: string;
	/** what chose the account */
	readonly rule?: string;
	/** steps, the last of which is the amount */
	readonly arithmetic?: readonly string[];
	/** the event it comes from, and where in it */
	readonly event: BusinessKey;
	readonly origin: string;
}

const explained = (line: JournalLine, event: BusinessKey): ExplainedLine => ({
	role: line.role,
	...(line.account === undefined ? {} : { account: line.account.name }),
	side: line.side,
	amount: line.amount,
	description: line.description,
	...(line.rule === undefined ? {} : { rule: line.rule }),
	...(line.arithmetic === undefined ? {} : { arithmetic: line.arithmetic }),
	event,
	origin: line.origin,
});

/** Empty when the entry was neither mapped with rules nor explained. */
export function explainedLines({
	documentId,
	lines,
}: Pick<JournalEntry, 'documentId'> & { readonly lines: readonly JournalLine[] }): readonly ExplainedLine[] {
	if (lines.every(({ rule, arithmetic }) => rule === undefined && arithmetic === undefined)) return [];
	return lines.map((line) => explained(line, documentId));
}
