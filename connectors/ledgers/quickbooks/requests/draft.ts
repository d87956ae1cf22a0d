/** A draft: a request that lacks only ids of items and of the customer. Making it decides everything else. */
import type { AccountRef } from '../../../../core/accounts/roles';
import type { Finding } from '../../../../core/findings/finding';
import type { LedgerDocument } from '../../../../core/ledger/documents';
import { rateOf } from '../exchangeRates';
import type { Facts } from '../facts';
import { jsonNumber } from '../numbers';
import { CLASS, DEPARTMENT, notPossible } from '../checks';

export interface Ids {
	/** item ids by account id */
	readonly items: ReadonlyMap<string, string>;
	readonly customer: string | undefined;
}

export interface Draft {
	/** accounts whose items it needs */
	readonly items: readonly AccountRef[];
	readonly needsCustomer: boolean;
	/** remarks that go with the request */
	readonly findings: readonly Finding[];
	/** the body; all ids asked for above must be given */
	complete(ids: Ids): Readonly<Record<string, unknown>>;
}

export type Body = Readonly<Record<string, unknown>>;

export const ref = (value: string): { value: string } => ({ value });

/** A programming error: a draft was completed without what it asked for. */
export function needed(id: string | undefined, what: string): string {
	if (id === undefined) throw new Error(`the request needs ${what}`);
	return id;
}

const NOTE_LENGTH = 4_000;
const DESCRIPTION_LENGTH = 4_000;
const REFERENCE_LENGTH = 21;

/** Whether a gateway's reference fits PaymentRefNum; longer ones go into the note. */
export const fitsReference = (text: string): boolean => text.length <= REFERENCE_LENGTH;

/** The memo, always with the posting key as its last line: by it a document is found again and told from others. */
export function privateNote(document: LedgerDocument): string {
	const lines = document.memo.split('\n').filter((line) => line !== document.postingKey);
	const { paymentReference: reference } = document;
	if (reference !== undefined && !fitsReference(reference) && !document.memo.includes(reference))
		lines.push(`Payment reference: ${reference}`);
	const text = lines.join('\n').trimEnd();
	const room = NOTE_LENGTH - document.postingKey.length - 1;
	return text === '' ? document.postingKey : `${text.slice(0, room)}\n${document.postingKey}`;
}

/** A line's description, with the SKU where it is not in it already. */
export function lineDescription(description: string, sku?: string): string {
	const text = sku === undefined || description.includes(sku) ? description : `${description} (${sku})`;
	return text.slice(0, DESCRIPTION_LENGTH);
}

/** What all documents begin with. CurrencyRef is required with several currencies, and refused without. */
export function header(document: LedgerDocument, facts: Facts): Body {
	const { company } = facts;
	const rate = rateOf(document, facts);
	return {
		TxnDate: document.date,
		...(company.multiCurrency ? { CurrencyRef: ref(document.currency) } : {}),
		...(rate === undefined ? {} : { ExchangeRate: jsonNumber(rate) }),
		PrivateNote: privateNote(document),
	};
}

function dimension(
	dimensions: Readonly<Record<string, string>> | undefined,
	name: string,
): string | undefined {
	return Object.entries(dimensions ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
}

/** ClassRef of a line, where the company tracks classes by line. */
export function lineClass(
	dimensions: Readonly<Record<string, string>> | undefined,
	{ settings }: Facts,
): Body {
	const id = settings.classPerLine ? dimension(dimensions, CLASS) : undefined;
	return id === undefined ? {} : { ClassRef: ref(id) };
}

/** ClassRef and DepartmentRef of the document: a document has one of each, so its lines must agree. */
export function documentDimensions(
	document: LedgerDocument,
	{ settings }: Facts,
): { readonly fields: Body; readonly findings: readonly Finding[] } {
	const findings: Finding[] = [];
	const fields: Record<string, unknown> = {};
	for (const { name, field, applies } of [
		{ name: CLASS, field: 'ClassRef', applies: !settings.classPerLine && settings.classPerDocument },
		{ name: DEPARTMENT, field: 'DepartmentRef', applies: settings.departments },
	]) {
		const ids = new Set(document.lines.flatMap((line) => dimension(line.dimensions, name) ?? []));
		if (!applies || ids.size === 0) continue;
		if (ids.size > 1)
			findings.push(notPossible(`its lines differ in ${name}, and the document can have only one`));
		fields[field] = ref([...ids][0] ?? '');
	}
	return { fields, findings };
}
