/** The documents of an order's edit. */
import type { JournalLine } from '../../journal/entry';
import type { LedgerDocument } from '../documents';
import type { Composer } from './context';
import { composeChange } from './delta';
import { costJournal, referenceOf, sortLines } from './tenders';

const isRemoved = ({ origin }: JournalLine): boolean => origin.startsWith('removed');

/** What was added as an invoice, what was removed as a credit note on it, payments of what is left. */
function apart(composer: Composer): LedgerDocument[] {
	const { lines, cash, cost } = sortLines(composer);
	if (cash.some(({ side }) => side === 'credit')) {
		composer.notPossible('the edit both adds and removes under different taxes, and gives money back');
		return [];
	}
	if (!composer.needs('Invoice') || !composer.needs('CreditNote')) return [];
	const added = lines.filter((line) => !isRemoved(line));
	const removed = lines.filter(isRemoved);
	const documents = [
		composer.document({ type: 'Invoice', what: 'Added by an edit', lines: composer.lines('Invoice', added) }),
		composer.document({
			type: 'CreditNote',
			part: 'removed',
			what: 'Removed by an edit',
			lines: composer.lines('CreditNote', removed),
			appliesTo: composer.key(),
		}),
		...cash.map((line, index) => {
			const account = composer.account(line);
			if (account === undefined || !composer.needs('CustomerPayment')) return undefined;
			return composer.document({
				type: 'CustomerPayment',
				part: `payment/${line.payment?.id ?? index}`,
				what: `Payment by ${line.description}`,
				lines: [],
				amount: line.amount,
				moneyAccount: account,
				appliesTo: composer.key(),
				...referenceOf([line]),
			});
		}),
	];
	return [...documents.filter((document) => document !== undefined), ...costJournal(composer, cost)];
}

/**
 * An edit that costs more: as a sale of the difference; one that costs less: as a refund of it. Where one document cannot say
 * both (a tax would be negative on it), added and removed lines have documents of their own.
 */
export function composeEdit(composer: Composer): LedgerDocument[] {
	const before = composer.findings.length;
	const together = composeChange(composer);
	if (composer.findings.length === before) return together;
	const { entry } = composer;
	const isMixed = entry.lines.some(isRemoved) && entry.lines.some(({ origin }) => origin.startsWith('added'));
	if (!isMixed || composer.findings.slice(before).some(({ code }) => code !== 'DOCUMENT_NOT_POSSIBLE'))
		return together;
	composer.findings.length = before;
	return apart(composer);
}
