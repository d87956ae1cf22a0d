/** A trial balance by role, for working out what books must say. It knows no chart of accounts and no ledger. */
import Big from 'big.js';
import { digitsOf } from './arithmetic';

/** The roles a shop's events touch; the same words as in the books, written down here again on purpose. */
export type BookRole =
	| 'sales'
	| 'discounts'
	| 'salesReturns'
	| 'shippingIncome'
	| 'shippingRefunds'
	| 'refundAdjustments'
	| 'taxPayable'
	| 'marketplaceTax'
	| 'giftCardLiability'
	| 'storeCredit'
	| 'tips'
	| 'duties'
	| 'importTax'
	| 'clearing'
	| 'receivable'
	| 'refundsPayable'
	| 'rounding';

/** Which tax: shops and authorities tell them apart by all of these. */
export interface TaxIdentity {
	readonly name: string;
	readonly rate: string;
	readonly country: string;
	readonly region?: string;
}

/** What tells two accounts of one role apart. */
export interface Qualifier {
	/** of clearing */
	readonly gateway?: string;
	/** of taxPayable and marketplaceTax */
	readonly tax?: TaxIdentity;
}

/** The balance of one account: one of `debit` and `credit` is zero. Decimal text with the currency's digits. */
export interface Balance extends Qualifier {
	readonly role: BookRole;
	readonly currency: string;
	readonly debit: string;
	readonly credit: string;
}

interface Account {
	readonly role: BookRole;
	readonly currency: string;
	readonly qualifier: Qualifier;
	/** debit positive */
	balance: Big;
}

/** A stable text for a tax. Rates are compared as numbers: "0.2" is "0.20". */
export function taxKey({ name, rate, country, region }: TaxIdentity): string {
	return [name, new Big(rate).toFixed(), country, region ?? ''].join('|');
}

/** Only what identifies a tax, its rate without trailing zeros. */
export function taxIdentity({ name, rate, country, region }: TaxIdentity): TaxIdentity {
	return { name, rate: new Big(rate).toFixed(), country, ...(region === undefined ? {} : { region }) };
}

export class Books {
	private readonly accounts = new Map<string, Account>();

	debit(role: BookRole, currency: string, amount: Big, qualifier: Qualifier = {}): void {
		const { gateway, tax } = qualifier;
		const key = [role, currency, gateway ?? '', tax === undefined ? '' : taxKey(tax)].join('/');
		const account = this.accounts.get(key);
		if (account !== undefined) {
			account.balance = account.balance.plus(amount);
			return;
		}
		const own = tax === undefined ? qualifier : { ...qualifier, tax: taxIdentity(tax) };
		this.accounts.set(key, { role, currency, qualifier: own, balance: amount });
	}

	credit(role: BookRole, currency: string, amount: Big, qualifier: Qualifier = {}): void {
		this.debit(role, currency, amount.neg(), qualifier);
	}

	/** All accounts with something on them, by role; those that came to nothing are left out. */
	balances(): Balance[] {
		return [...this.accounts.entries()]
			.toSorted(([a], [b]) => (a < b ? -1 : 1))
			.map(([, account]) => account)
			.filter(({ balance }) => !balance.eq(0))
			.map(({ role, currency, qualifier, balance }) => {
				const digits = digitsOf(currency);
				const [amount, nothing] = [balance.abs().toFixed(digits), new Big(0).toFixed(digits)];
				const isDebit = balance.gt(0);
				return {
					role,
					currency,
					...qualifier,
					debit: isDebit ? amount : nothing,
					credit: isDebit ? nothing : amount,
				};
			});
	}

	/** Debits less credits of a currency: zero, or the arithmetic here is wrong. */
	imbalance(currency: string): Big {
		return [...this.accounts.values()]
			.filter((account) => account.currency === currency)
			.reduce((sum, account) => sum.plus(account.balance), new Big(0));
	}
}
