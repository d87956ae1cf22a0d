/**
 * What stands in a business's books, whoever entered it: invoices, credit notes, payments, other income and journal entries.
 * Drafts are in no account, a payment that only applies a credit moves no money, and an overpayment's credit is part of its payment:
 * these are left out, as is what was deleted. A journal entry cannot be deleted: one that we took back is left out with the entry that
 * took it back. FreshBooks does not tell which app has entered something, and has no page of an object that its id alone leads to.
 */
import { z } from 'zod';
import type { StandingDocument } from '../../../core/ledger/connector';
import { referenceOf, standingTotal } from '../../../core/ledger/standing';
import { Big } from '../../../core/money/decimal';
import type { FreshBooksClient } from './client';
import { isDeleted } from './find';
import type { JournalList, JournalRow } from './journalList';
import { takenBackMarks, carries } from './marks';
import { idText, paymentSchema, salesSchema } from './payload';
import { idOfSales, isDraft } from './posted';
import { parsedRows } from './reading';
import { pagesInWindow } from './windows';

const text = z.string().max(20_000).nullish();
const rowId = z.union([z.string().min(1).max(100), z.number().int()]).transform(String);
const money = z.object({ amount: z.string().max(60), code: z.string().max(10).nullish() });

const lines = z
	.array(z.object({ name: text, description: text }))
	.max(2_000)
	.nullish();
const salesRow = salesSchema.extend({
	po_number: text,
	organization: text,
	current_organization: text,
	fname: text,
	lname: text,
	credit_type: text,
	lines,
});
type SalesRow = z.output<typeof salesRow>;
const paymentRow = paymentSchema.extend({
	from_credit: z.boolean().nullish(),
	transactionid: z.union([z.string().max(1_000), z.number()]).nullish(),
});
const incomeRow = z.object({
	incomeid: rowId,
	amount: money.nullish(),
	date: z.string().max(40),
	note: text,
	source: text,
	category_name: text,
	vis_state: z.number().int().nullish(),
});

type Wire = z.output<typeof money> | null | undefined;

function totalOf(amount: Wire, home: string, what: string): StandingDocument['total'] {
	return standingTotal(amount?.amount, amount?.code ?? home, what);
}

function contactOf({ current_organization: now, organization, fname, lname }: SalesRow): string | undefined {
	const person = [fname, lname].filter((part) => (part ?? '') !== '').join(' ');
	return [now, organization, person].find((name) => (name ?? '') !== '') ?? undefined;
}

/** A prepayment is money that came, not something given back. */
function kindOf(entity: 'Invoice' | 'CreditNote', row: SalesRow): StandingDocument['kind'] {
	if (entity === 'Invoice') return 'sale';
	return row.credit_type === 'prepayment' ? 'deposit' : 'refund';
}

function salesOf(entity: 'Invoice' | 'CreditNote', row: SalesRow, home: string): readonly StandingDocument[] {
	const id = idOfSales(entity, row);
	const date = row.create_date;
	if (id === undefined || typeof date !== 'string' || isDeleted(row)) return [];
	if (entity === 'Invoice' ? isDraft(row) : row.credit_type === 'overpayment') return [];
	const contact = contactOf(row);
	const described = (row.lines ?? []).flatMap(({ name, description }) => [name, description]);
	return [
		{
			entity,
			id,
			kind: kindOf(entity, row),
			number: row.invoice_number ?? row.credit_number ?? '',
			reference: referenceOf(row.po_number, row.notes, ...described),
			date,
			total: totalOf(row.amount, home, `${entity} ${id}`),
			...(contact === undefined ? {} : { contact }),
		},
	];
}

async function* salesPages(
	client: FreshBooksClient,
	entity: 'Invoice' | 'CreditNote',
	home: string,
	days: readonly [string, string],
): AsyncGenerator<readonly StandingDocument[]> {
	const kind = entity === 'Invoice' ? 'invoices' : 'creditNotes';
	for await (const rows of pagesInWindow(client, kind, 'date', days, { 'include[]': 'lines' }))
		yield parsedRows(salesRow, rows, kind).flatMap((row) => salesOf(entity, row, home));
}

async function* paymentPages(
	client: FreshBooksClient,
	home: string,
	days: readonly [string, string],
): AsyncGenerator<readonly StandingDocument[]> {
	for await (const rows of pagesInWindow(client, 'payments', 'date', days))
		yield parsedRows(paymentRow, rows, 'payments').flatMap((row): StandingDocument[] => {
			const appliesCredit = row.from_credit === true || idText(row.creditid) !== undefined;
			if (isDeleted(row) || appliesCredit || typeof row.date !== 'string') return [];
			return [
				{
					entity: 'Payment',
					id: row.id,
					kind: 'payment',
					number: '',
					reference: referenceOf(row.note, idText(row.transactionid)),
					date: row.date,
					total: totalOf(row.amount, home, `Payment ${row.id}`),
				},
			];
		});
}

async function* incomePages(
	client: FreshBooksClient,
	home: string,
	days: readonly [string, string],
): AsyncGenerator<readonly StandingDocument[]> {
	for await (const rows of pagesInWindow(client, 'otherIncome', 'date', days))
		yield parsedRows(incomeRow, rows, 'other_income').flatMap((row): StandingDocument[] => {
			if (isDeleted(row)) return [];
			return [
				{
					entity: 'OtherIncome',
					id: row.incomeid,
					kind: 'deposit',
					number: '',
					reference: referenceOf(row.source, row.note, row.category_name),
					date: row.date.slice(0, 10),
					total: totalOf(row.amount, home, `OtherIncome ${row.incomeid}`),
				},
			];
		});
}

function journalOf(row: JournalRow, home: string): StandingDocument {
	const debits = row.legs?.filter(({ side }) => side === 'debit');
	const sum = debits?.reduce((all, { amount }) => all.plus(amount), new Big(0));
	const currency = debits?.find((leg) => leg.currency !== undefined)?.currency ?? home;
	return {
		entity: 'JournalEntry',
		id: row.id,
		kind: 'journal',
		number: row.name,
		reference: row.description,
		date: row.date,
		total: standingTotal(sum?.toFixed(), currency, `JournalEntry ${row.id}`),
	};
}

/** Without entries that we took back, and what took them back: they have no effect on the books. */
function withEffect(rows: readonly JournalRow[]): readonly JournalRow[] {
	const takenBack = new Set(rows.flatMap(({ description }) => takenBackMarks(description)));
	if (takenBack.size === 0) return rows;
	return rows.filter(
		({ description }) =>
			takenBackMarks(description).length === 0 && ![...takenBack].some((key) => carries(description, key)),
	);
}

/**
 * @param source `home`: the business's currency, of amounts that name none
 * @throws TransportError as all reads; "unauthorized" where the credential's scopes leave a kind out, so that none is missed silently
 */
export async function* readStanding(
	source: {
		readonly client: FreshBooksClient;
		readonly journals: JournalList;
		readonly home: () => Promise<string>;
	},
	from: string,
	to: string,
): AsyncGenerator<readonly StandingDocument[]> {
	const { client, journals } = source;
	const home = await source.home();
	const days = [from, to] as const;
	yield* salesPages(client, 'Invoice', home, days);
	yield* salesPages(client, 'CreditNote', home, days);
	yield* paymentPages(client, home, days);
	yield* incomePages(client, home, days);
	journals.distrust();
	const entries = await journals.of([from, to], 'all');
	yield withEffect(entries).map((row) => journalOf(row, home));
}
