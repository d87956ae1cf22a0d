/** Sales forms in the general ledger: income by line, tax by agency, discount, and the money or the receivable. */
import { receivable } from '../books/accounts';
import type { Change } from '../books/change';
import { decimal, sum, ZERO, type Decimal } from '../decimals';
import type { SalesLine } from '../schema/lines';
import type { SalesFormName, Stored } from '../schema/index';
import { costOfGoods } from './inventory';
import { legsOf, taxAccount, type Amount } from './legs';

type SalesForm = { [T in SalesFormName]: Stored<T> }[SalesFormName];

const incomeOf = (line: SalesLine): Amount[] =>
	line.DetailType === 'SalesItemLineDetail' && line.SalesItemLineDetail.ItemAccountRef !== undefined
		? [{ account: line.SalesItemLineDetail.ItemAccountRef.value, value: decimal(line.Amount).neg() }]
		: [];

/** Income and tax as credits, and the discount as what is left to the total. */
function soldAmounts(change: Change, form: SalesForm, total: Decimal): Amount[] {
	const income = form.Line.flatMap(incomeOf);
	const tax = (form.TxnTaxDetail?.TaxLine ?? []).map(({ Amount: value, TaxLineDetail }) => ({
		account: taxAccount(change, TaxLineDetail.TaxRateRef.value),
		value: decimal(value).neg(),
	}));
	const credits = [...income, ...tax];
	const discount = form.Line.find((line) => line.DetailType === 'DiscountLineDetail');
	const account = discount?.DiscountLineDetail.DiscountAccountRef?.value;
	if (account === undefined) return credits;
	return [
		...credits,
		{
			account,
			value: sum(credits.map(({ value }) => value))
				.neg()
				.minus(total),
		},
	];
}

const negated = (amounts: readonly Amount[]): Amount[] =>
	amounts.map((amount) => ({ ...amount, value: amount.value.neg() }));

/** Where the total of a form goes: to the money, or to what the customer owes. */
function counterpart(change: Change, type: SalesFormName, form: SalesForm, total: Decimal): Amount[] {
	const money = 'DepositToAccountRef' in form ? form.DepositToAccountRef?.value : undefined;
	const currency = form.CurrencyRef?.value ?? change.company.identity.currency;
	if (type === 'SalesReceipt' || type === 'RefundReceipt') {
		return money === undefined ? [] : [{ account: money, value: total }];
	}
	const deposit = 'Deposit' in form && money !== undefined ? decimal(form.Deposit) : ZERO;
	const owed = {
		account: receivable(change, currency),
		value: total.minus(deposit),
		customer: form.CustomerRef?.value,
	};
	return deposit.eq(0) || money === undefined ? [owed] : [owed, { account: money, value: deposit }];
}

/** Enters a sales form: credit memos and refund receipts the other way round. */
export function postSalesForm<T extends SalesFormName>(change: Change, type: T, stored: Stored<T>): void {
	const form: SalesForm = stored as SalesForm;
	const total = decimal(form.TotalAmt);
	const amounts = [...counterpart(change, type, form, total), ...soldAmounts(change, form, total)];
	const isReturn = type === 'CreditMemo' || type === 'RefundReceipt';
	change.post({
		type,
		id: form.Id,
		date: form.TxnDate ?? '',
		...(form.DocNumber === undefined ? {} : { number: form.DocNumber }),
		legs: [
			...legsOf(change, {
				currency: form.CurrencyRef?.value ?? change.company.identity.currency,
				rate: form.ExchangeRate,
				amounts: isReturn ? negated(amounts) : amounts,
			}),
			...costOfGoods(change, form.Line, isReturn ? -1n : 1n),
		],
	});
}
