/**
 * What QuickBooks has on a bank account. It gives no list of an account's transactions and no lines of the bank, so each kind
 * that can move the account is asked for by its day; the account is looked for in the answers, for it can be asked for of few.
 */
import { z } from 'zod';
import { byDay, ledgerBankLine } from '../../../core/bank/ledgerLine';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
import type { LedgerAccount, LedgerSettings } from '../../../core/ledger/connector';
import { Big } from '../../../core/money/decimal';
import { TransportError } from '../../../core/transport/http';
import type { QuickBooksClient } from './client';
import { decimalOf } from './numbers';
import { urlOf } from './posted';
import { quoted } from './query';
import { parsedRows } from './reading';

const text = z.string().max(10_000).optional();
const reference = z.object({ value: z.string().max(100), name: z.string().max(4_000).optional() }).optional();

const rowSchema = z.object({
	Id: z.string().min(1).max(100),
	TxnDate: z.string().regex(/^\d{4}-\d{2}-\d{2}/),
	DocNumber: text,
	PaymentRefNum: text,
	PrivateNote: text,
	TotalAmt: z.number().optional(),
	Amount: z.number().optional(),
	/** of a purchase by card: given back */
	Credit: z.boolean().optional(),
	AccountRef: reference,
	DepositToAccountRef: reference,
	FromAccountRef: reference,
	ToAccountRef: reference,
	EntityRef: reference,
	CustomerRef: reference,
	Line: z
		.array(
			z.object({
				Description: text,
				Amount: z.number().optional(),
				JournalEntryLineDetail: z.object({ PostingType: text, AccountRef: reference }).optional(),
				DepositLineDetail: z.object({ AccountRef: reference }).optional(),
				AccountBasedExpenseLineDetail: z.object({ AccountRef: reference }).optional(),
			}),
		)
		.max(10_000)
		.optional(),
});
type Row = z.output<typeof rowSchema>;

/** By how much a row moves the account: undefined where it does not touch it, null where the amount is not exact. */
type Moved = Big | null | undefined;

const exact = (value: number | undefined): Big | null => {
	const decimal = value === undefined ? undefined : decimalOf(value);
	return decimal === undefined ? null : new Big(decimal);
};
const negated = (value: Big | null): Big | null => value?.neg() ?? null;

/** Undefined when no part touches the account; null when one that does has no exact amount. */
function sum(parts: readonly Moved[]): Moved {
	const own = parts.filter((part) => part !== undefined);
	if (own.length === 0) return undefined;
	return own.reduce<Big | null>(
		(total, part) => (total === null || part === null ? null : total.plus(part)),
		new Big(0),
	);
}

const isOf = (account: string, ref: Row['AccountRef']): boolean => ref?.value === account;

const intoDeposit = (row: Row, account: string): Moved =>
	isOf(account, row.DepositToAccountRef) ? exact(row.TotalAmt) : undefined;

/** The kinds that can move a bank account, and how. */
const KINDS: Readonly<Record<string, (row: Row, account: string) => Moved>> = {
	/** into one account, of which lines may come from others */
	Deposit: (row, account) =>
		sum([
			intoDeposit(row, account),
			...(row.Line ?? []).map(({ Amount, DepositLineDetail: detail }) =>
				isOf(account, detail?.AccountRef) ? negated(exact(Amount)) : undefined,
			),
		]),
	JournalEntry: (row, account) =>
		sum(
			(row.Line ?? []).map(({ Amount, JournalEntryLineDetail: detail }) => {
				if (!isOf(account, detail?.AccountRef)) return undefined;
				return detail?.PostingType === 'Credit' ? negated(exact(Amount)) : exact(Amount);
			}),
		),
	Payment: intoDeposit,
	/** out of one account, sometimes into another */
	Purchase(row, account) {
		const moved = sum([
			isOf(account, row.AccountRef) ? negated(exact(row.TotalAmt)) : undefined,
			...(row.Line ?? []).map(({ Amount, AccountBasedExpenseLineDetail: detail }) =>
				isOf(account, detail?.AccountRef) ? exact(Amount) : undefined,
			),
		]);
		return row.Credit === true && moved !== undefined ? negated(moved) : moved;
	},
	RefundReceipt(row, account) {
		const moved = intoDeposit(row, account);
		return moved === undefined ? undefined : negated(moved);
	},
	SalesReceipt: intoDeposit,
	Transfer: (row, account) =>
		sum([
			isOf(account, row.FromAccountRef) ? negated(exact(row.Amount)) : undefined,
			isOf(account, row.ToAccountRef) ? exact(row.Amount) : undefined,
		]),
};

function descriptionOf(row: Row): string {
	const line = row.Line?.find(({ Description }) => Description !== undefined && Description !== '');
	return row.PrivateNote ?? line?.Description ?? row.DocNumber ?? '';
}

export async function readBankTransactions(
	source: {
		readonly client: QuickBooksClient;
		readonly settings: LedgerSettings;
		readonly accounts: readonly LedgerAccount[];
		/** of the company, for accounts that name no currency */
		readonly currency: string;
	},
	accountId: string,
	from: string,
	to: string,
): Promise<readonly (BankTransaction | HeldDocument)[]> {
	const account = source.accounts.find(({ id }) => id === accountId);
	if (account === undefined)
		throw new TransportError('rejected', `QuickBooks has no account with the ID ${accountId.slice(0, 40)}.`);
	const lines: (BankTransaction | HeldDocument)[] = [];
	for (const [entity, movedBy] of Object.entries(KINDS)) {
		const rows = await source.client.select(
			entity,
			`TxnDate >= ${quoted(from)} AND TxnDate <= ${quoted(to)}`,
		);
		for (const row of parsedRows(rowSchema, rows, entity)) {
			const moved = movedBy(row, accountId);
			if (moved === undefined || moved?.eq(0) === true) continue;
			lines.push(
				ledgerBankLine({
					ledger: 'quickbooks',
					tenant: source.settings.tenant,
					account: { id: account.id, name: account.name },
					entity,
					id: row.Id,
					number: row.DocNumber ?? '',
					url: urlOf(source.settings, entity, row.Id),
					on: row.TxnDate.slice(0, 10),
					amount: moved?.toFixed(),
					currency: account.currency ?? source.currency,
					description: descriptionOf(row),
					counterparty: row.EntityRef?.name ?? row.CustomerRef?.name,
					reference: row.PaymentRefNum ?? row.DocNumber,
				}),
			);
		}
	}
	return byDay(lines);
}
