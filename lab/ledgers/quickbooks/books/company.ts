/** One company: its objects, its general ledger, its numbers and its settings. */
import { digitsOf, fromMinor } from '../decimals';
import type { EntityName, Stored } from '../schema/index';
import { GeneralLedger, type PostingSnapshot } from './generalLedger';
import { DEFAULT_PREFERENCES, type CompanyIdentity, type CompanyPreferences } from './settings';
import { EntityStore } from './store';

/** Lists that share one row of ids: all transactions have one, all names (customers, vendors) have one. */
const SEQUENCE: Readonly<Partial<Record<EntityName, string>>> = {
	SalesReceipt: 'transaction',
	Invoice: 'transaction',
	CreditMemo: 'transaction',
	RefundReceipt: 'transaction',
	Payment: 'transaction',
	JournalEntry: 'transaction',
	Deposit: 'transaction',
	Transfer: 'transaction',
	Purchase: 'transaction',
	Customer: 'name',
	Vendor: 'name',
};

/** The row of QuickBooks' own document numbers. */
export const DOC_NUMBERS = 'docNumber';

/** The row from which an entity has its ids. */
export const rowOf = (type: EntityName): string => SEQUENCE[type] ?? type;

/** An object that was deleted, for the change feed. `at` in epoch milliseconds. */
export interface Tombstone {
	readonly type: EntityName;
	readonly id: string;
	readonly at: number;
}

export interface CompanySnapshot {
	readonly objects: Record<string, unknown[]>;
	readonly postings: PostingSnapshot[];
	readonly sequences: Record<string, number>;
	readonly systemAccounts: Record<string, string>;
	readonly tombstones: readonly Tombstone[];
	readonly preferences: CompanyPreferences;
}

/** A row of the trial balance; amounts as decimal text of the home currency, one of the two is "0.00". */
export interface TrialBalanceRow {
	readonly accountId: string;
	readonly account: string;
	readonly type: string;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

export class Company {
	readonly store = new EntityStore();
	readonly ledger = new GeneralLedger();
	readonly digits: number;
	preferences: CompanyPreferences;
	tombstones: Tombstone[] = [];
	private sequences: Record<string, number> = {};
	/** role ("undepositedFunds", "receivable/EUR", "agency/1") -> account Id */
	private systemAccounts: Record<string, string> = {};

	/** @param now epoch milliseconds */
	constructor(
		readonly identity: CompanyIdentity,
		preferences: Partial<CompanyPreferences>,
		readonly now: () => number,
	) {
		this.preferences = { ...DEFAULT_PREFERENCES, ...preferences };
		this.digits = digitsOf(identity.currency);
	}

	get isUS(): boolean {
		return this.identity.country === 'US';
	}

	/** Whether documents carry tax: not when it is switched off, nor while automated sales tax is not set up. */
	get usesSalesTax(): boolean {
		const { usingSalesTax, automatedSalesTax } = this.preferences;
		return usingSalesTax && !(this.isUS && automatedSalesTax === false);
	}

	/** The last number of a row that was used. */
	lastOf(row: string): number {
		return this.sequences[row] ?? (row === DOC_NUMBERS ? 1000 : 0);
	}

	setLast(row: string, value: number): void {
		this.sequences[row] = value;
	}

	systemAccount(role: string): string | undefined {
		return this.systemAccounts[role];
	}

	assignSystemAccount(role: string, id: string): void {
		this.systemAccounts[role] = id;
	}

	/** Any object by Id; undefined when there is none. */
	get<T extends EntityName>(type: T, id: string): Stored<T> | undefined {
		return this.store.get(type, id);
	}

	/** Every account with a balance, summed from the legs of the ledger. Without year-end closing. */
	trialBalance(): TrialBalanceRow[] {
		const rows: TrialBalanceRow[] = [];
		for (const [id, balance] of this.ledger.sums()) {
			const account = this.get('Account', id);
			if (account === undefined || balance === 0n) continue;
			const text = fromMinor(balance < 0n ? -balance : balance, this.digits);
			const none = fromMinor(0n, this.digits);
			rows.push({
				accountId: id,
				account: account.FullyQualifiedName ?? account.Name,
				type: account.AccountType ?? '',
				currency: this.identity.currency,
				debit: balance > 0n ? text : none,
				credit: balance > 0n ? none : text,
			});
		}
		return rows.sort((a, b) => Number(a.accountId) - Number(b.accountId));
	}

	snapshot(): CompanySnapshot {
		return {
			objects: this.store.snapshot(),
			postings: this.ledger.snapshot(),
			sequences: { ...this.sequences },
			systemAccounts: { ...this.systemAccounts },
			tombstones: [...this.tombstones],
			preferences: this.preferences,
		};
	}

	restore(snapshot: CompanySnapshot): void {
		this.store.restore(snapshot.objects);
		this.ledger.restore(snapshot.postings);
		this.sequences = { ...snapshot.sequences };
		this.systemAccounts = { ...snapshot.systemAccounts };
		this.tombstones = [...snapshot.tombstones];
		this.preferences = snapshot.preferences;
	}
}
