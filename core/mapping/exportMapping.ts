/** Writes a mapping as a file that people review, with documents as examples and the journals they give now. */
import type { AccountMapping } from '../accounts/mapping';
import type { SalesDocument } from '../documents';
import { journalText } from '../journal/journalText';
import type { JournalPolicy } from '../journal/policy';
import type { LedgerDimension } from '../ledger/connector';
import type { BookDocument } from './book';
import { MAPPING_FILE_VERSION, type MappingFile } from './file';

/** The document without what names a person: examples are kept in files and shown to others. */
export function withoutPerson<D extends SalesDocument>(document: D): D {
	if (!('customer' in document) || document.customer === undefined) return document;
	const { country, region, group } = document.customer;
	const customer = {
		id: 'example',
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
		...(group === undefined ? {} : { group }),
	};
	return { ...document, customer };
}

/** Options under the names people know; the file is looked up in the ledger again when it is used. */
function namedDimensions(
	values: Readonly<Record<string, string>>,
	dimensions: readonly LedgerDimension[],
): Record<string, string> {
	return Object.fromEntries(
		Object.entries(values).map(([key, id]) => {
			const dimension = dimensions.find((each) => each.key === key);
			const option = dimension?.options.find((each) => each.id === id);
			return [dimension?.name ?? key, option?.name ?? id];
		}),
	);
}

/** A document's example: what people call it, the document, and the entry it gives; none where it cannot be booked. */
export function exampleOf(document: SalesDocument, book: BookDocument): MappingFile['examples'] {
	const plain = withoutPerson(document);
	const booked = book(plain);
	if (!booked.ok || booked.value === undefined) return [];
	const { order, source, type } = plain;
	const name = type === 'Sale' ? `Sale ${order.number}` : `${type} ${source.externalId} of ${order.number}`;
	// plain JSON by construction
	return [{ name, document: { ...plain }, journal: journalText(booked.value) }];
}

/**
 * @param kept of an earlier file: its name, tax rules and examples stay
 * @param examples further ones; one with a name that is there already replaces it
 */
export function exportMapping(
	ledger: string,
	{ accounts, rules, dimensions: dimensionRules = [] }: AccountMapping,
	policy: JournalPolicy,
	dimensions: readonly LedgerDimension[],
	examples: MappingFile['examples'],
	kept?: MappingFile,
): MappingFile {
	const fresh = new Set(examples.map(({ name }) => name));
	return {
		$schema: kept?.$schema ?? 'mapping.schema.json',
		format: 'storeledger-mapping',
		version: MAPPING_FILE_VERSION,
		...(kept?.name === undefined ? {} : { name: kept.name }),
		ledger,
		accounts: { ...accounts },
		rules: rules.map((rule) => ({ ...rule, when: { ...rule.when } })) as MappingFile['rules'],
		dimensions: dimensionRules.map((rule) => ({
			...rule,
			when: { ...rule.when },
			dimensions: namedDimensions(rule.dimensions, dimensions),
		})) as MappingFile['dimensions'],
		taxRules: kept?.taxRules ?? [],
		taxes: kept?.taxes ?? {},
		policies: { ...policy },
		examples: [...(kept?.examples ?? []).filter(({ name }) => !fresh.has(name)), ...examples],
	};
}
