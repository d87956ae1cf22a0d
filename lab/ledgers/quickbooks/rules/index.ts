/** The rules of every entity that can be written. */
import type { EntityName } from '../schema/index';
import { account } from './accounts';
import type { Rules } from './context';
import { deposit } from './deposit';
import { item } from './items';
import { journalEntry } from './journalEntry';
import { companyCurrency, department, exchangeRate, klass, paymentMethod, taxAgency, term } from './lists';
import { customer, vendor } from './names';
import { payment } from './payment';
import { purchase } from './purchase';
import { creditMemo, invoice, refundReceipt, salesReceipt } from './sales';
import { transfer } from './transfer';

/** Tax codes and rates are only made through the tax service; they are never written like other objects. */
export const RULES: { readonly [T in Exclude<EntityName, 'TaxCode' | 'TaxRate'>]: Rules<T> } = {
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
	TaxAgency: taxAgency,
	Class: klass,
	Department: department,
	Term: term,
	PaymentMethod: paymentMethod,
	CompanyCurrency: companyCurrency,
	ExchangeRate: exchangeRate,
};

export type WritableName = keyof typeof RULES;

export const isWritable = (type: EntityName): type is WritableName => type in RULES;
