/** Every entity the lab keeps, by name, with the schema of its body. */
import type { z } from 'zod';
import {
	account,
	companyCurrency,
	department,
	exchangeRate,
	klass,
	paymentMethod,
	taxAgency,
	taxCode,
	taxRate,
	term,
} from './lists';
import { deposit, journalEntry, payment, purchase, transfer } from './money';
import { customer, item, vendor } from './names';
import { creditMemo, invoice, refundReceipt, salesReceipt } from './sales';

export const SCHEMAS = {
	SalesReceipt: salesReceipt,
	Invoice: invoice,
	CreditMemo: creditMemo,
	RefundReceipt: refundReceipt,
	Payment: payment,
	JournalEntry: journalEntry,
	Deposit: deposit,
	Transfer: transfer,
	Purchase: purchase,
	Customer: customer,
	Vendor: vendor,
	Item: item,
	Account: account,
	TaxCode: taxCode,
	TaxRate: taxRate,
	TaxAgency: taxAgency,
	Class: klass,
	Department: department,
	Term: term,
	PaymentMethod: paymentMethod,
	CompanyCurrency: companyCurrency,
	ExchangeRate: exchangeRate,
} as const;

export type EntityName = keyof typeof SCHEMAS;

export const TRANSACTIONS = [
	'SalesReceipt',
	'Invoice',
	'CreditMemo',
	'RefundReceipt',
	'Payment',
	'JournalEntry',
	'Deposit',
	'Transfer',
	'Purchase',
] as const satisfies readonly EntityName[];

export type TransactionName = (typeof TRANSACTIONS)[number];

export const SALES_FORMS = ['SalesReceipt', 'Invoice', 'CreditMemo', 'RefundReceipt'] as const;
export type SalesFormName = (typeof SALES_FORMS)[number];

/** A body as it is sent. */
export type Body<T extends EntityName> = z.infer<(typeof SCHEMAS)[T]>;

/** What QuickBooks adds when it keeps an object. */
export interface Kept {
	readonly Id: string;
	readonly SyncToken: string;
	readonly MetaData: { readonly CreateTime: string; readonly LastUpdatedTime: string };
	readonly domain: 'QBO';
	readonly sparse: false;
}

/** An object as it is kept and answered. Objects are never changed, only replaced. */
export type Stored<T extends EntityName> = Readonly<Omit<Body<T>, keyof Kept>> & Kept;

export const ENTITY_NAMES = Object.keys(SCHEMAS) as EntityName[];

const byLowerCase = new Map(ENTITY_NAMES.map((name) => [name.toLowerCase(), name]));

/** The entity of a path or a query, in any case: "salesreceipt" is SalesReceipt. */
export const entityNamed = (name: string): EntityName | undefined => byLowerCase.get(name.toLowerCase());
