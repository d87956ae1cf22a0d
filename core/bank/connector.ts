/** The contract of a bank's connector: accounts and their lines, read with a cursor. Statement files become the same lines. */
import type { BankTransaction, HeldDocument } from '../documents';
import type { Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import type { Clock } from '../transport/clock';
import type { Http } from '../transport/http';

export interface BankAccount {
	readonly id: string;
	/** for people: "Business Current ...4321" */
	readonly name: string;
	readonly currency: CurrencyCode;
	/** the bank's word: "checking" */
	readonly type?: string;
	readonly findings: readonly Finding[];
}

/** What has come since a cursor. */
export interface BankPage {
	/** new or changed lines; a changed one has the same id and another revision */
	readonly transactions: readonly (BankTransaction | HeldDocument)[];
	/** ids of lines that the bank has taken back (a pending line that never settled) */
	readonly removed: readonly string[];
	/** where to go on; the caller keeps it only when all of the page has been taken in */
	readonly cursor: string;
	readonly more: boolean;
	/** when the bank's permission to read ends unless a person renews it, where it does; ISO 8601 in UTC */
	readonly permissionEndsAt?: string;
}

export interface BankSession {
	accounts(): Promise<readonly BankAccount[]>;
	/** @param cursor of an earlier page; undefined: from the beginning of what the bank has */
	changes(cursor: string | undefined): Promise<BankPage>;
	/** Settled lines by their day, both inclusive, oldest first, a page at a time. */
	period(from: string, to: string): AsyncIterable<readonly (BankTransaction | HeldDocument)[]>;
}

export interface BankSettings {
	/** the connection as the user entered it, where one credential has several */
	readonly connection: string;
	readonly baseUrl?: string;
	readonly environment?: 'production' | 'sandbox';
}

export interface BankConnector {
	/** "plaid" */
	readonly id: string;
	readonly displayName: string;
	open(http: Http, settings: BankSettings, clock: Clock): BankSession;
}
