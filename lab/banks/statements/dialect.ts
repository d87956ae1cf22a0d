/** A bank's way of writing a statement file, for the lab: what the day book's bank lines become. */
import Big from 'big.js';
import type { BankLineEvent } from '../../daybook/events';
import { digitsOf } from '../../daybook/arithmetic';

export interface StatementAccount {
	/** as the bank writes it: an IBAN, a number */
	readonly id: string;
	readonly currency: string;
	/** before the first line; signed */
	readonly opening: string;
}

export interface StatementDialect {
	/** "camt.053.001.08 of a Dutch bank" */
	readonly name: string;
	readonly format: 'ofx' | 'camt' | 'mt940' | 'csv';
	/** the ending of its files */
	readonly extension: string;
	/** only the letters that SWIFT knows */
	readonly swiftLetters?: true;
	/** whether the files say which account they are of, and give references */
	readonly says: { readonly account: boolean; readonly reference: boolean };
	/** @param lines of this account, oldest first */
	write(account: StatementAccount, lines: readonly BankLineEvent[]): Buffer;
}

/** Balances before each line, and after the last. */
export function balances({ opening }: StatementAccount, lines: readonly BankLineEvent[]): string[] {
	const all = [new Big(opening)];
	for (const { amount } of lines) all.push(all.at(-1)!.plus(amount));
	return all.map((balance) => balance.toFixed());
}

export const isNegative = (amount: string): boolean => new Big(amount).lt(0);

/** Without a sign, with the currency's digits. */
export function plain(amount: string, currency: string, mark: '.' | ',' = '.'): string {
	const text = new Big(amount).abs().toFixed(digitsOf(currency));
	return mark === '.' ? text : text.replace('.', ',');
}

export function signed(amount: string, currency: string, mark: '.' | ',' = '.'): string {
	return `${isNegative(amount) ? '-' : ''}${plain(amount, currency, mark)}`;
}

/** "20240131" */
export const compact = (on: string): string => on.replaceAll('-', '');

export const escapeXml = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
