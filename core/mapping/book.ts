/** One document through tax codes, journal and accounts, as the nodes do it one after another. */
import { accountMapper } from '../accounts/mapAccounts';
import { isMoneyDocument, type BookableDocument, type SalesDocument } from '../documents';
import { explainEntry } from '../explain/explainEntry';
import type { JournalEntry } from '../journal/entry';
import { journalize } from '../journal/journalize';
import type {
	LedgerAccount,
	LedgerCapabilities,
	LedgerCompany,
	LedgerTaxCodeDetail,
} from '../ledger/connector';
import { done, held, type Outcome } from '../outcome';
import { taxResolver } from '../tax/resolve';
import type { UsableMapping } from './file';

/** The ledger that a mapping is for, as far as booking depends on it. */
export interface MappedLedger {
	readonly ledger: string;
	readonly capabilities: Pick<LedgerCapabilities, 'postsTaxItself'>;
	readonly accounts: readonly LedgerAccount[];
	readonly taxModel: LedgerCompany['taxModel'];
	/** the percentages of the day a document is booked on */
	taxCodes(day: string): readonly LedgerTaxCodeDetail[];
}

export type BookDocument = (document: BookableDocument) => Outcome<JournalEntry | undefined>;

/** Journal, accounts and explanation; the value is undefined where there is nothing to post. */
export function bookkeeper(
	{ mapping, policy }: Pick<UsableMapping, 'mapping' | 'policy'>,
	{ capabilities, accounts }: Pick<MappedLedger, 'capabilities' | 'accounts'>,
	explain = true,
): BookDocument {
	const map = accountMapper(mapping, capabilities, accounts);
	return (document) => {
		const journal = journalize(document, policy);
		if (!journal.ok || journal.value === undefined) return journal;
		const mapped = map(journal.value);
		if (!mapped.ok) return held([...journal.findings, ...mapped.findings]);
		const entry = explain ? explainEntry(document, mapped.value) : mapped.value;
		return done(entry, [...journal.findings, ...mapped.findings]);
	};
}

const isResolved = (document: SalesDocument): boolean =>
	('lines' in document && document.lines.some(({ taxCode }) => taxCode !== undefined)) ||
	('untaxedCode' in document && document.untaxedCode !== undefined);

/**
 * The same from the shop's document on: with the file's tax rules, or, where it has none and the document went through the Tax
 * Resolver, with the codes the document has.
 */
export function wholeBookkeeper(usable: UsableMapping, ledger: MappedLedger): BookDocument {
	const book = bookkeeper(usable, ledger);
	const { taxRules, taxes } = usable;
	const resolvers = new Map<string, ReturnType<typeof taxResolver>>();
	const resolverOf = (day: string): ReturnType<typeof taxResolver> => {
		let resolver = resolvers.get(day);
		if (resolver === undefined) {
			resolver = taxResolver(taxRules, ledger.taxCodes(day), {
				ledger: ledger.ledger,
				taxModel: ledger.taxModel,
				matchByRate: taxes.matchByRate ?? true,
				...(taxes.usSalesTax === undefined ? {} : { usSalesTax: taxes.usSalesTax }),
			});
			resolvers.set(day, resolver);
		}
		return resolver;
	};
	return (document) => {
		if (isMoneyDocument(document) || (taxRules.length === 0 && isResolved(document))) return book(document);
		const resolved = resolverOf(document.bookedOn)(document);
		if (!resolved.ok) return resolved;
		const booked = book(resolved.value);
		return booked.ok ? done(booked.value, [...resolved.findings, ...booked.findings]) : booked;
	};
}
