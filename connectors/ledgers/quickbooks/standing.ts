/**
 * What stands in a company's books, whoever entered it: each kind asked for by its day, page by page. QuickBooks does not tell
 * which app has entered a transaction. What was voided is left out, and payments that only apply a credit.
 * https://developer.intuit.com/app/developer/qbo/docs/learn/explore-the-quickbooks-online-api/data-queries
 */
import { z } from 'zod';
import type { LedgerSettings, StandingDocument } from '../../../core/ledger/connector';
import { referenceOf, standingTotal } from '../../../core/ledger/standing';
import { Big } from '../../../core/money/decimal';
import type { QuickBooksClient } from './client';
import { decimalOf } from './numbers';
import { transactionSchema } from './payload';
import { urlOf } from './posted';
import { quoted } from './query';
import { isVoided } from './readBack';
import { parsedRows } from './reading';

const KINDS = {
	SalesReceipt: 'sale',
	Invoice: 'sale',
	CreditMemo: 'refund',
	RefundReceipt: 'refund',
	Payment: 'payment',
	Deposit: 'deposit',
	JournalEntry: 'journal',
} as const satisfies Readonly<Record<string, StandingDocument['kind']>>;

const text = z.string().max(20_000).optional();
const name = z.object({ name: z.string().max(4_000).optional() }).optional();

const rowSchema = transactionSchema.extend({
	TxnDate: z
		.string()
		.regex(/^\d{4}-\d{2}-\d{2}/)
		.transform((day) => day.slice(0, 10)),
	CustomerRef: name,
	CustomerMemo: z.object({ value: text }).optional(),
	Line: z
		.array(
			z.object({
				Description: text,
				Amount: z.number().optional(),
				JournalEntryLineDetail: z
					.object({
						PostingType: z.string().max(20).optional(),
						Entity: z.object({ EntityRef: name }).optional(),
					})
					.optional(),
				DepositLineDetail: z.object({ Entity: name }).optional(),
			}),
		)
		.max(10_000)
		.optional(),
});
type Row = z.output<typeof rowSchema>;

const exact = (value: number | undefined): string | undefined =>
	value === undefined ? undefined : decimalOf(value);

/** A journal entry's TotalAmt is always 0: its debits stand for it. */
function totalOf(entity: string, row: Row): string | undefined {
	if (entity !== 'JournalEntry') return exact(row.TotalAmt);
	const debits = (row.Line ?? []).filter(
		({ JournalEntryLineDetail: detail }) => detail?.PostingType === 'Debit',
	);
	let sum = new Big(0);
	for (const { Amount } of debits) {
		const amount = exact(Amount);
		if (amount === undefined) return undefined;
		sum = sum.plus(amount);
	}
	return sum.toFixed();
}

/** Deposits and journals name people on their lines. */
function contactOf({ CustomerRef, Line }: Row): string | undefined {
	const onLines = (Line ?? []).map(
		({ JournalEntryLineDetail: journal, DepositLineDetail: deposit }) =>
			journal?.Entity?.EntityRef?.name ?? deposit?.Entity?.name,
	);
	return CustomerRef?.name ?? onLines.find((found) => found !== undefined);
}

/** A payment of 0 applies a credit to an invoice: it moves no money. */
const onlyApplies = (entity: string, { TotalAmt }: Row): boolean => entity === 'Payment' && TotalAmt === 0;

function documentOf(
	entity: keyof typeof KINDS,
	row: Row,
	settings: LedgerSettings,
	home: string,
): StandingDocument {
	const url = urlOf(settings, entity, row.Id);
	const contact = contactOf(row);
	return {
		entity,
		id: row.Id,
		kind: KINDS[entity],
		number: row.DocNumber ?? '',
		reference: referenceOf(
			row.PaymentRefNum,
			row.PrivateNote,
			row.CustomerMemo?.value,
			...(row.Line ?? []).map(({ Description }) => Description),
		),
		date: row.TxnDate,
		total: standingTotal(totalOf(entity, row), row.CurrencyRef?.value ?? home, `${entity} ${row.Id}`),
		...(contact === undefined || contact === '' ? {} : { contact }),
		...(url === undefined ? {} : { url }),
	};
}

/** @param home the company's currency, of transactions that name none */
export async function* readStanding(
	source: {
		readonly client: QuickBooksClient;
		readonly settings: LedgerSettings;
		readonly home: () => Promise<string>;
	},
	from: string,
	to: string,
): AsyncGenerator<readonly StandingDocument[]> {
	const { client, settings } = source;
	const home = await source.home();
	for (const entity of Object.keys(KINDS) as (keyof typeof KINDS)[]) {
		const days = `TxnDate >= ${quoted(from)} AND TxnDate <= ${quoted(to)}`;
		for await (const rows of client.pages(entity, days))
			yield parsedRows(rowSchema, rows, entity)
				.filter((row) => !isVoided(row) && !onlyApplies(entity, row))
				.map((row) => documentOf(entity, row, settings, home));
	}
}
