/** One account of FreshBooks: its records, its general ledger, its numbers and what is decided about it. */
import type { SystemAccount } from '../chart/chart';
import { fromCents } from '../decimals';
import type { AccountOptions, Behaviour } from '../options';
import { GeneralLedger, type Leg, type PostingSnapshot } from './generalLedger';
import type {
	AccountRow,
	CategoryRow,
	ClientRow,
	CreditNoteRow,
	ExpenseRow,
	InvoiceRow,
	ItemRow,
	JournalRow,
	OtherIncomeRow,
	PaymentRow,
	TaxRow,
} from './records';
import { Table, UndoLog, type Row } from '../../../kit/table';
import { todayIn } from './time';

export type Identity = Required<
	Pick<
		AccountOptions,
		'accountId' | 'businessId' | 'businessUuid' | 'name' | 'country' | 'currency' | 'timeZone'
	>
>;

/** A row of the trial balance; decimal text of the currency, one of the two is "0.00". */
export interface TrialBalanceRow {
	readonly accountId: string;
	readonly account: string;
	readonly type: string;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

export interface AccountSnapshot {
	readonly tables: Record<string, readonly Row[]>;
	readonly postings: readonly PostingSnapshot[];
	readonly sequences: Readonly<Record<string, number>>;
}

/** Names and numbers are compared without regard to case. */
export const lower = (text: string): string => text.trim().toLowerCase();

const FIRST_ID = 100_000;

export class Account {
	readonly undo = new UndoLog();
	readonly ledger = new GeneralLedger(this.undo);
	readonly accounts = new Table<AccountRow>(this.undo, {
		name: ({ name }) => lower(name),
		system: ({ system }) => system,
		oldId: ({ oldId }) => String(oldId),
		parent: ({ parent }) => parent,
	});
	readonly clients = new Table<ClientRow>(this.undo, {});
	readonly invoices = new Table<InvoiceRow>(this.undo, { number: ({ number }) => lower(number) });
	readonly creditNotes = new Table<CreditNoteRow>(this.undo, { number: ({ number }) => lower(number) });
	readonly payments = new Table<PaymentRow>(this.undo, {
		invoice: ({ invoiceId }) => invoiceId,
		credit: ({ creditId }) => creditId,
	});
	readonly otherIncome = new Table<OtherIncomeRow>(this.undo, {});
	readonly expenses = new Table<ExpenseRow>(this.undo, {});
	readonly categories = new Table<CategoryRow>(this.undo, {});
	readonly items = new Table<ItemRow>(this.undo, {});
	readonly taxes = new Table<TaxRow>(this.undo, {});
	readonly journals = new Table<JournalRow>(this.undo, {});
	private sequences: Record<string, number> = {};

	/** @param now epoch milliseconds */
	constructor(
		readonly identity: Identity,
		readonly behaviour: Behaviour,
		readonly now: () => number,
	) {}

	/** All of it or nothing: what was done is undone when `act` throws. */
	atomically<T>(act: () => T): T {
		const { mark } = this.undo;
		try {
			return act();
		} catch (error) {
			this.undo.rollback(mark);
			throw error;
		}
	}

	/** The next number of a row, beginning with 1. */
	next(row: string): number {
		const before = this.sequences[row] ?? 0;
		this.sequences[row] = before + 1;
		this.undo.note(() => (this.sequences[row] = before));
		return before + 1;
	}

	newId(): string {
		return String(FIRST_ID + this.next('id'));
	}

	today(): string {
		return todayIn(this.identity.timeZone, this.now());
	}

	/** An account that FreshBooks itself posts to. */
	system(name: SystemAccount): AccountRow {
		const [account] = this.accounts.find('system', name);
		if (account === undefined) throw new Error(`the chart has no account for "${name}"`);
		return account;
	}

	/** The account into which a payment goes. */
	moneyAccount(type: string): AccountRow {
		const name = this.behaviour.paymentAccounts?.[type];
		if (name === undefined) return this.system('cash');
		const account = this.accounts.find('name', lower(name)).find(({ parent }) => parent !== undefined);
		if (account === undefined) throw new Error(`the chart has no account "${name}"`);
		return account;
	}

	/** Enters what a document means; legs of nothing are left out. */
	post(key: string, of: { readonly date: string; readonly currency: string }, legs: readonly Leg[]): void {
		const { date, currency } = of;
		this.ledger.post({ key, date, currency, legs: legs.filter(({ amount }) => amount !== 0n) });
	}

	/** The id that an account has at the addresses that exist. */
	idOf({ id, oldId }: AccountRow): string {
		return this.behaviour.journals === 'old' ? String(oldId) : id;
	}

	/** Every account with a balance, in each currency, summed from the legs of the ledger. Without year-end closing. */
	trialBalance(period: { readonly from?: string; readonly to?: string } = {}): TrialBalanceRow[] {
		const rows = this.ledger.balances(period).flatMap(({ account: id, currency, amount }) => {
			const account = this.accounts.get(id);
			if (account === undefined || amount === 0n) return [];
			const row: TrialBalanceRow = {
				accountId: this.idOf(account),
				account: account.name,
				type: account.subType,
				currency,
				debit: fromCents(amount > 0n ? amount : 0n),
				credit: fromCents(amount > 0n ? 0n : -amount),
			};
			return [{ order: account.oldId, row }];
		});
		return rows
			.sort((a, b) => a.order - b.order || a.row.currency.localeCompare(b.row.currency))
			.map(({ row }) => row);
	}

	snapshot(): AccountSnapshot {
		const tables = Object.entries(this.tables()).map(([name, table]) => [name, table.snapshot()] as const);
		return {
			tables: Object.fromEntries(tables),
			postings: this.ledger.snapshot(),
			sequences: { ...this.sequences },
		};
	}

	restore(snapshot: AccountSnapshot): void {
		for (const [name, table] of Object.entries(this.tables())) table.restore(snapshot.tables[name] ?? []);
		this.ledger.restore(snapshot.postings);
		this.sequences = { ...snapshot.sequences };
		this.undo.forget();
	}

	/** Restoring puts back what a snapshot of the same table held. */
	private tables(): Record<string, { snapshot(): Row[]; restore(rows: readonly Row[]): void }> {
		const { accounts, clients, invoices, creditNotes, payments } = this;
		const { otherIncome, expenses, categories, items, taxes, journals } = this;
		return {
			accounts,
			clients,
			invoices,
			creditNotes,
			payments,
			otherIncome,
			expenses,
			categories,
			items,
			taxes,
			journals,
		} as unknown as Record<string, { snapshot(): Row[]; restore(rows: readonly Row[]): void }>;
	}
}
