/**
 * What stands in an organisation's books, whoever entered it: each kind by its day, page by page. Drafts are in no account and
 * are left out, as is what was voided or deleted. Who has entered a document stands in its history only, one call for each.
 * https://developer.xero.com/documentation/api/accounting/requests-and-responses
 */
import { z } from 'zod';
import type { StandingDocument } from '../../../core/ledger/connector';
import { referenceOf, standingTotal } from '../../../core/ledger/standing';
import { Big } from '../../../core/money/decimal';
import type { XeroClient } from './client';
import { ID_FIELDS, type Entity } from './entities';
import { decimalOf } from './numbers';
import { transactionSchema } from './payload';
import { urlOf, type Links } from './posted';
import { dateWindow, equals } from './query';
import { parsedRows } from './reading';

const text = z.string().max(20_000).nullish();
const contact = z.object({ Name: text }).nullish();
const paidDocument = z
	.object({ InvoiceNumber: text, CreditNoteNumber: text, CurrencyCode: text, Contact: contact })
	.nullish();

const described = z
	.array(z.object({ Description: z.string().max(50_000).nullish() }))
	.max(10_000)
	.nullish();
const rowSchema = transactionSchema.extend({
	CurrencyCode: text,
	Contact: contact,
	PaymentType: text,
	Invoice: paidDocument,
	CreditNote: paidDocument,
	LineItems: described,
	JournalLines: z
		.array(z.object({ Description: z.string().max(50_000).nullish(), LineAmount: z.number().nullish() }))
		.max(10_000)
		.nullish(),
});
type Row = z.output<typeof rowSchema>;

interface Kind {
	readonly entity: Entity;
	readonly kind: StandingDocument['kind'];
	/** asked for beside the days */
	readonly filter?: string;
	/** Xero's own word: it is none of the seller's */
	readonly isOther?: (row: Row) => boolean;
}

/** Payments of what suppliers are owed. */
const OF_SUPPLIERS = /^AP|^ACCPAY/;
/** money that comes; one leg of a transfer is no income */
const isReceived = ({ Type: type }: Row): boolean =>
	type?.startsWith('RECEIVE') === true && type !== 'RECEIVE-TRANSFER';

const KINDS: readonly Kind[] = [
	{ entity: 'Invoices', kind: 'sale', filter: equals('Type', 'ACCREC') },
	{ entity: 'CreditNotes', kind: 'refund', filter: equals('Type', 'ACCRECCREDIT') },
	{ entity: 'Payments', kind: 'payment', isOther: ({ PaymentType: type }) => OF_SUPPLIERS.test(type ?? '') },
	{ entity: 'BankTransactions', kind: 'deposit', isOther: (row) => !isReceived(row) },
	{ entity: 'ManualJournals', kind: 'journal' },
];

const IN_THE_BOOKS = new Set(['AUTHORISED', 'PAID', 'POSTED']);

const exact = (value: number | null | undefined): string | undefined =>
	value === undefined || value === null ? undefined : decimalOf(value);

/** Of a manual journal its debits: debits are positive there. */
function totalOf(entity: Entity, row: Row): string | undefined {
	if (entity === 'Payments') return exact(row.Amount);
	if (entity !== 'ManualJournals') return exact(row.Total);
	let sum = new Big(0);
	for (const { LineAmount } of row.JournalLines ?? []) {
		const amount = exact(LineAmount);
		if (amount === undefined) return undefined;
		if (new Big(amount).gt(0)) sum = sum.plus(amount);
	}
	return sum.toFixed();
}

function documentOf(
	{ entity, kind }: Kind,
	row: Row,
	links: Links,
	home: string,
): readonly StandingDocument[] {
	const id = row[ID_FIELDS[entity]];
	if (typeof id !== 'string' || row.Date === undefined) return [];
	const paid = row.Invoice ?? row.CreditNote;
	const who = row.Contact?.Name ?? paid?.Contact?.Name ?? undefined;
	const url = urlOf(links, entity, id);
	const currency = row.CurrencyCode ?? paid?.CurrencyCode ?? home;
	return [
		{
			entity,
			id,
			kind,
			number: row.InvoiceNumber ?? row.CreditNoteNumber ?? '',
			reference: referenceOf(
				row.Reference,
				row.Narration,
				paid?.InvoiceNumber,
				paid?.CreditNoteNumber,
				...[...(row.LineItems ?? []), ...(row.JournalLines ?? [])].map(({ Description }) => Description),
			),
			date: row.Date,
			total: standingTotal(totalOf(entity, row), currency, `${entity} ${id}`),
			...(who === undefined || who === '' ? {} : { contact: who }),
			...(url === undefined ? {} : { url }),
		},
	];
}

/** `home`: the organisation's currency, of documents that name none */
export async function* readStanding(
	source: {
		readonly client: XeroClient;
		readonly links: () => Promise<Links>;
		readonly home: () => Promise<string>;
	},
	from: string,
	to: string,
): AsyncGenerator<readonly StandingDocument[]> {
	const links = await source.links();
	const home = await source.home();
	for (const kind of KINDS) {
		const { entity, filter, isOther } = kind;
		const where = [filter, dateWindow([from, to])].filter((part) => part !== undefined).join(' AND ');
		for await (const rows of source.client.eachPage(entity, { where }))
			yield parsedRows(rowSchema, rows, entity)
				.filter((row) => IN_THE_BOOKS.has(row.Status ?? '') && isOther?.(row) !== true)
				.flatMap((row) => documentOf(kind, row, links, home));
	}
}
