/** One organisation: its records, its general ledger, its numbers and its settings. */
import { randomUUID } from 'node:crypto';
import type { SystemAccount } from '../country/accountTypes';
import { fromCents } from '../decimals';
import { GeneralLedger, type PostingSnapshot } from './generalLedger';
import type {
	AccountRow,
	AllocationRow,
	BankTransactionRow,
	BankTransferRow,
	BatchPaymentRow,
	ContactRow,
	CurrencyRow,
	DocumentRow,
	ItemRow,
	ManualJournalRow,
	NoteRow,
	PaymentRow,
	TaxRateRow,
	TrackingCategoryRow,
} from './records';
import { DEFAULT_SETTINGS, type Identity, type Settings } from './settings';
import { Table, UndoLog, type Row } from '../../../kit/table';
import { todayIn } from './time';

/** A row of the trial balance; decimal text of the base currency, one of the two is "0.00". */
export interface TrialBalanceRow {
	readonly accountId: string;
	readonly account: string;
	readonly type: string;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

export interface OrganisationSnapshot {
	readonly tables: Record<string, readonly Row[]>;
	readonly postings: readonly PostingSnapshot[];
	readonly sequences: Readonly<Record<string, number>>;
	readonly settings: Settings;
}

/** What the control accounts are called in the trial balance: their types say only "current". */
const CONTROL_TYPES: Readonly<Record<string, string>> = {
	DEBTORS: 'Accounts Receivable',
	CREDITORS: 'Accounts Payable',
};

/** Names and codes are compared without regard to case. */
export const lower = (text: string): string => text.trim().toLowerCase();

export class Organisation {
	readonly undo = new UndoLog();
	readonly ledger = new GeneralLedger(this.undo);
	readonly accounts = new Table<AccountRow>(this.undo, {
		code: ({ code }) => (code === '' ? undefined : lower(code)),
		name: ({ name }) => lower(name),
		system: ({ system }) => system,
	});
	readonly taxRates = new Table<TaxRateRow>(this.undo, {
		taxType: ({ taxType }) => taxType,
		name: ({ name }) => lower(name),
	});
	readonly trackingCategories = new Table<TrackingCategoryRow>(this.undo, {});
	readonly items = new Table<ItemRow>(this.undo, { code: ({ code }) => lower(code) });
	readonly contacts = new Table<ContactRow>(this.undo, {
		name: ({ name }) => lower(name),
		number: ({ number }) => number,
	});
	readonly currencies = new Table<CurrencyRow>(this.undo, {});
	readonly invoices = new Table<DocumentRow>(this.undo, { number: ({ number }) => lower(number) });
	readonly creditNotes = new Table<DocumentRow>(this.undo, { number: ({ number }) => lower(number) });
	readonly allocations = new Table<AllocationRow>(this.undo, {});
	readonly payments = new Table<PaymentRow>(this.undo, {});
	readonly batchPayments = new Table<BatchPaymentRow>(this.undo, {});
	readonly bankTransactions = new Table<BankTransactionRow>(this.undo, {});
	readonly bankTransfers = new Table<BankTransferRow>(this.undo, {});
	readonly manualJournals = new Table<ManualJournalRow>(this.undo, {});
	readonly notes = new Table<NoteRow>(this.undo, {});
	settings: Settings;
	private sequences: Record<string, number> = {};

	/** @param now epoch milliseconds */
	constructor(
		readonly identity: Identity,
		settings: Partial<Settings>,
		readonly now: () => number,
	) {
		this.settings = { ...DEFAULT_SETTINGS, ...settings };
	}

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

	newId(): string {
		return randomUUID();
	}

	/** The next number of a row, beginning with 1. */
	next(row: string): number {
		const before = this.sequences[row] ?? 0;
		this.sequences[row] = before + 1;
		this.undo.note(() => (this.sequences[row] = before));
		return before + 1;
	}

	today(): string {
		return todayIn(this.identity.timeZone, this.now());
	}

	/** An account that Xero itself posts to. */
	system(name: SystemAccount): AccountRow {
		const [account] = this.accounts.find('system', name);
		if (account === undefined) throw new Error(`the organisation has no account ${name}`);
		return account;
	}

	/** An invoice, bill or credit note. */
	document(id: string): DocumentRow | undefined {
		return this.invoices.get(id) ?? this.creditNotes.get(id);
	}

	putDocument(row: DocumentRow): DocumentRow {
		return (row.type.endsWith('CREDIT') ? this.creditNotes : this.invoices).put(row);
	}

	/** Every account with a balance, summed from the legs of the ledger. Without year-end closing. */
	trialBalance(): TrialBalanceRow[] {
		const rows = [...this.ledger.sums()].flatMap(([id, balance]) => {
			const account = this.accounts.get(id);
			if (account === undefined || balance === 0n) return [];
			const row: TrialBalanceRow = {
				accountId: id,
				account: account.name,
				type: CONTROL_TYPES[account.system ?? ''] ?? account.type,
				currency: this.identity.currency,
				debit: fromCents(balance > 0n ? balance : 0n),
				credit: fromCents(balance > 0n ? 0n : -balance),
			};
			return [{ code: account.code, row }];
		});
		return rows.sort((a, b) => a.code.localeCompare(b.code)).map(({ row }) => row);
	}

	snapshot(): OrganisationSnapshot {
		const tables = Object.entries(this.tables()).map(([name, table]) => [name, table.snapshot()] as const);
		return {
			tables: Object.fromEntries(tables),
			postings: this.ledger.snapshot(),
			sequences: { ...this.sequences },
			settings: this.settings,
		};
	}

	restore(snapshot: OrganisationSnapshot): void {
		for (const [name, table] of Object.entries(this.tables())) table.restore(snapshot.tables[name] ?? []);
		this.ledger.restore(snapshot.postings);
		this.sequences = { ...snapshot.sequences };
		this.settings = snapshot.settings;
		this.undo.forget();
	}

	/** Restoring puts back what a snapshot of the same table held. */
	private tables(): Record<string, { snapshot(): Row[]; restore(rows: readonly Row[]): void }> {
		const { accounts, taxRates, trackingCategories, items, contacts, currencies, invoices } = this;
		const { creditNotes, allocations, payments, batchPayments } = this;
		const { bankTransactions, bankTransfers, manualJournals, notes } = this;
		return {
			accounts,
			taxRates,
			trackingCategories,
			items,
			contacts,
			currencies,
			invoices,
			creditNotes,
			allocations,
			payments,
			batchPayments,
			bankTransactions,
			bankTransfers,
			manualJournals,
			notes,
		} as unknown as Record<string, { snapshot(): Row[]; restore(rows: readonly Row[]): void }>;
	}
}
