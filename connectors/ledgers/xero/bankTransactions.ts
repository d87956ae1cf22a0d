/**
 * What Xero has on a bank account: spend and receive money, payments of invoices and credit notes, transfers. The bank's own
 * statement lines are open to approved lenders only.
 */
import { z } from 'zod';
import { byDay, ledgerBankLine, type LedgerLine } from '../../../core/bank/ledgerLine';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
import { TransportError } from '../../../core/transport/http';
import type { XeroAccount } from './accounts';
import type { XeroClient } from './client';
import { dayOf } from './dates';
import type { Entity } from './entities';
import { decimalOf } from './numbers';
import { urlOf, type Links } from './posted';
import { dateWindow } from './query';
import { parsedRows } from './reading';

const text = z.string().max(20_000).nullish();
const amount = z.number().nullish();
const id = z.string().min(1).max(100);
const contact = z.object({ Name: text }).nullish();
const account = z.object({ AccountID: id.nullish() }).nullish();
const date = z.string().max(60);

const transactionRow = z.object({
	BankTransactionID: id,
	Type: z.string().max(100),
	Status: text,
	Date: date,
	Total: amount,
	Reference: text,
	BankAccount: account,
	Contact: contact,
	LineItems: z
		.array(z.object({ Description: text }))
		.max(10_000)
		.nullish(),
});
const paymentRow = z.object({
	PaymentID: id,
	PaymentType: text,
	Status: text,
	Date: date,
	Amount: amount,
	/** in the account's currency */
	BankAmount: amount,
	Reference: text,
	Account: account,
	Invoice: z.object({ InvoiceNumber: text, Contact: contact }).nullish(),
	CreditNote: z.object({ CreditNoteNumber: text, Contact: contact }).nullish(),
});
const transferRow = z.object({
	BankTransferID: id,
	Date: date,
	Amount: amount,
	Reference: text,
	Status: text,
	FromBankAccount: account,
	ToBankAccount: account,
	/** how the transfer stands among the bank transactions, where Xero shows it there */
	FromBankTransactionID: id.nullish(),
	ToBankTransactionID: id.nullish(),
});

/** Payments that bring money: of customers' invoices, and what suppliers give back. */
const INCOMING = /^(ACCREC|APCREDIT|APPREPAYMENT|APOVERPAYMENT)/;
const GONE = /^(DELETED|VOIDED)$/;

const isGone = (status: string | null | undefined): boolean => GONE.test(status ?? '');

function signedText(value: number | null | undefined, incoming: boolean): string | undefined {
	const decimal = value === null || value === undefined ? undefined : decimalOf(value);
	if (decimal === undefined) return undefined;
	return incoming ? decimal : `-${decimal.replace(/^-/, '')}`;
}

type Own = Pick<LedgerLine, 'entity' | 'id' | 'amount' | 'description' | 'counterparty' | 'reference'> & {
	readonly date: string;
	readonly page: Entity;
	readonly number: string;
};

async function readTransactions(client: XeroClient, accountId: string, where: string): Promise<Own[]> {
	const rows = await client.pages('BankTransactions', { where });
	return parsedRows(transactionRow, rows, 'BankTransactions').flatMap((row): Own[] => {
		if (isGone(row.Status) || row.BankAccount?.AccountID !== accountId) return [];
		const described = row.LineItems?.find(({ Description }) => (Description ?? '') !== '')?.Description;
		return [
			{
				entity: 'BankTransactions',
				page: 'BankTransactions',
				id: row.BankTransactionID,
				number: row.Reference ?? '',
				date: row.Date,
				amount: signedText(row.Total, row.Type.startsWith('RECEIVE')),
				description: described ?? row.Reference ?? '',
				counterparty: row.Contact?.Name ?? undefined,
				reference: row.Reference ?? undefined,
			},
		];
	});
}

async function readPayments(client: XeroClient, accountId: string, where: string): Promise<Own[]> {
	const rows = await client.pages('Payments', { where });
	return parsedRows(paymentRow, rows, 'Payments').flatMap((row): Own[] => {
		if (isGone(row.Status) || row.Account?.AccountID !== accountId) return [];
		const number = row.Invoice?.InvoiceNumber ?? row.CreditNote?.CreditNoteNumber ?? '';
		// without a type the document says it: a credit note is paid out
		const incoming = row.PaymentType == null ? row.CreditNote == null : INCOMING.test(row.PaymentType);
		return [
			{
				entity: 'Payments',
				page: 'Payments',
				id: row.PaymentID,
				number,
				date: row.Date,
				amount: signedText(row.BankAmount ?? row.Amount, incoming),
				description: [row.Reference, number].filter((part) => (part ?? '') !== '').join(' '),
				counterparty: row.Invoice?.Contact?.Name ?? row.CreditNote?.Contact?.Name ?? undefined,
				reference: row.Reference ?? undefined,
			},
		];
	});
}

async function readTransfers(
	client: XeroClient,
	accountId: string,
	where: string,
	known: ReadonlySet<string>,
): Promise<Own[]> {
	const rows = await client.list('BankTransfers', { where });
	return parsedRows(transferRow, rows, 'BankTransfers').flatMap((row): Own[] => {
		if (isGone(row.Status)) return [];
		const leaves = row.FromBankAccount?.AccountID === accountId;
		if (!leaves && row.ToBankAccount?.AccountID !== accountId) return [];
		if (known.has((leaves ? row.FromBankTransactionID : row.ToBankTransactionID) ?? '')) return [];
		return [
			{
				entity: 'BankTransfers',
				page: 'BankTransfers',
				id: row.BankTransferID,
				number: row.Reference ?? '',
				date: row.Date,
				amount: signedText(row.Amount, !leaves),
				description: row.Reference ?? 'Bank transfer',
				reference: row.Reference ?? undefined,
			},
		];
	});
}

export async function readBankTransactions(
	source: {
		readonly client: XeroClient;
		readonly links: Links;
		readonly accounts: readonly XeroAccount[];
		/** of the organisation, for accounts that name no currency */
		readonly currency: string;
	},
	accountId: string,
	from: string,
	to: string,
): Promise<readonly (BankTransaction | HeldDocument)[]> {
	const { client, links } = source;
	const bank = source.accounts.find(({ id: own }) => own === accountId);
	if (bank === undefined)
		throw new TransportError('rejected', `Xero has no account with the ID ${accountId.slice(0, 40)}.`);
	const where = dateWindow([from, to]);
	const transactions = await readTransactions(client, accountId, where);
	const payments = await readPayments(client, accountId, where);
	const transfers = await readTransfers(client, accountId, where, new Set(transactions.map((one) => one.id)));
	return byDay(
		[...transactions, ...payments, ...transfers].map(({ date: day, page, ...line }) =>
			ledgerBankLine({
				...line,
				ledger: 'xero',
				tenant: links.settings.tenant,
				account: { id: bank.id, name: bank.name },
				url: urlOf(links, page, line.id),
				on: dayOf(day) ?? from,
				currency: bank.currency ?? source.currency,
			}),
		),
	);
}
