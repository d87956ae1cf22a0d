/** A company of a ledger's lab, with accounts for what gateways and the bank tell: for posting payouts into it. */
import { accountMapper } from '../../core/accounts/mapAccounts';
import type { AccountRole } from '../../core/accounts/roles';
import type { MoneyDocument } from '../../core/documents';
import type { JournalEntry } from '../../core/journal/entry';
import { journalize } from '../../core/journal/journalize';
import { DEFAULT_JOURNAL_POLICY, type JournalPolicy } from '../../core/journal/policy';
import type { LedgerConnector } from '../../core/ledger/connector';
import type { EntryResult } from '../../core/posting/postOnce';
import { ContractBooks, type LedgerRegistration } from './ledgerContract/books';
import { valueOf } from './outcome';

/** What the bookkeepers of the labs call these accounts; the first that is there is taken. */
const NAMES: Readonly<Partial<Record<AccountRole, readonly string[]>>> = {
	bank: ['Current account', 'Business Bank Account'],
	payoutsInTransit: ['Payouts in transit'],
	reserves: ['Reserves held'],
	disputes: ['Disputed payments receivable'],
	processingFees: ['Payment processing fees'],
	chargebackFees: ['Chargeback fees'],
	chargebackLosses: ['Chargeback losses'],
	conversionFees: ['Conversion fees'],
	shippingCosts: ['Shipping costs'],
	subscriptions: ['General Expenses', 'Services'],
	fxGainLoss: ['Exchange gains', 'General Expenses'],
};

/** Gateways, and the accounts that have the money there. PayPal is kept as a bank account where the ledger likes that. */
const GATEWAYS: Readonly<Record<string, readonly string[]>> = {
	shopify_payments: ['Shopify Payments clearing'],
	paypal: ['PayPal', 'PayPal clearing'],
};

/** The same in pounds, which the labs' companies keep their books in. */
export const inPounds = <T>(document: T): T =>
	JSON.parse(JSON.stringify(document).replaceAll('"USD"', '"GBP"')) as T;

export class PayoutBooks {
	private constructor(readonly books: ContractBooks) {}

	static async open(connector: LedgerConnector, registration: LedgerRegistration): Promise<PayoutBooks> {
		return new PayoutBooks(await ContractBooks.open(connector, registration));
	}

	/** The name of the account in this company. */
	nameOf(role: AccountRole, gateway?: string): string {
		const names = (role === 'clearing' ? GATEWAYS[gateway ?? ''] : NAMES[role]) ?? [];
		const found = names.find((name) => this.has(name));
		if (found === undefined) throw new Error(`there is no account for ${role} ${gateway ?? ''}`);
		return found;
	}

	private has(name: string): boolean {
		try {
			return this.books.account(name).id !== '';
		} catch {
			return false;
		}
	}

	private map(entry: JournalEntry, foreign: Readonly<Record<string, string>>): JournalEntry {
		const accounts = Object.fromEntries(
			(Object.keys(NAMES) as AccountRole[]).flatMap((role) => {
				const name = NAMES[role]?.find((each) => this.has(each));
				return name === undefined ? [] : [[role, this.books.account(name)]];
			}),
		);
		const rules = [
			...Object.keys(GATEWAYS).map((gateway) => ({
				role: 'clearing' as const,
				when: { gateway },
				account: this.books.account(this.nameOf('clearing', gateway)),
			})),
			...Object.entries(foreign).map(([currency, id]) => ({
				role: 'clearing' as const,
				when: { currency, gateway: Object.keys(GATEWAYS) },
				account: { id, name: `Clearing ${currency}` },
			})),
		];
		return valueOf(accountMapper({ accounts, rules }, this.books.connector.capabilities)(entry));
	}

	/** @param foreign accounts of other currencies: currency -> id */
	entryOf(
		document: MoneyDocument,
		policy: Partial<JournalPolicy> = {},
		foreign: Readonly<Record<string, string>> = {},
	): JournalEntry {
		const entry = valueOf(journalize(document, { ...DEFAULT_JOURNAL_POLICY, ...policy }));
		if (entry === undefined) throw new Error('there is nothing to post');
		return this.map(entry, foreign);
	}

	async post(document: MoneyDocument, policy: Partial<JournalPolicy> = {}): Promise<EntryResult> {
		const [result] = await this.books.postAsIs([this.entryOf(document, policy)]);
		if (result === undefined) throw new Error('no result');
		return result;
	}

	/** A sale with the money in a gateway's account. */
	async sell(entry: JournalEntry, gateway: string): Promise<EntryResult | undefined> {
		const mapped = this.books.entry(entry);
		const account = this.books.account(this.nameOf('clearing', gateway));
		const lines = mapped.lines.map((line) => (line.role === 'clearing' ? { ...line, account } : line));
		const [result] = await this.books.postAsIs([{ ...mapped, lines }]);
		return result;
	}

	/** Debits less credits of an account in pence. */
	balance(role: AccountRole, gateway?: string): number {
		return this.books.balances()[this.nameOf(role, gateway)] ?? 0;
	}
}
