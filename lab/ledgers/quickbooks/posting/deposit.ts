/** Deposits, transfers and purchases in the general ledger. */
import { systemAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { decimal } from '../decimals';
import type { Stored } from '../schema/index';
import { legsOf, taxAccount, type Amount } from './legs';

/** Enters a deposit: money out of Undeposited Funds and other accounts, into the bank. */
export function postDeposit(change: Change, deposit: Stored<'Deposit'>): void {
	const undeposited = systemAccount(change, 'undepositedFunds');
	const sources = deposit.Line.map((line): Amount => {
		const linked = line.LinkedTxn !== undefined && line.LinkedTxn.length > 0;
		const account = linked ? undeposited : line.DepositLineDetail?.AccountRef?.value;
		return { account: account ?? undeposited, value: decimal(line.Amount).neg() };
	});
	const back = deposit.CashBack;
	const cash = back === undefined ? [] : [{ account: back.AccountRef.value, value: decimal(back.Amount) }];
	change.post({
		type: 'Deposit',
		id: deposit.Id,
		date: deposit.TxnDate ?? '',
		legs: legsOf(change, {
			currency: deposit.CurrencyRef?.value ?? change.company.identity.currency,
			rate: deposit.ExchangeRate,
			amounts: [
				{ account: deposit.DepositToAccountRef.value, value: decimal(deposit.TotalAmt) },
				...cash,
				...sources,
			],
		}),
	});
}

/** Enters a transfer between two accounts. */
export function postTransfer(change: Change, transfer: Stored<'Transfer'>): void {
	const value = decimal(transfer.Amount);
	change.post({
		type: 'Transfer',
		id: transfer.Id,
		date: transfer.TxnDate ?? '',
		legs: legsOf(change, {
			currency: transfer.CurrencyRef?.value ?? change.company.identity.currency,
			rate: transfer.ExchangeRate,
			amounts: [
				{ account: transfer.ToAccountRef.value, value },
				{ account: transfer.FromAccountRef.value, value: value.neg() },
			],
		}),
	});
}

/** Enters a purchase: expense (or stock) and tax against the account that paid; a credit the other way round. */
export function postPurchase(change: Change, purchase: Stored<'Purchase'>): void {
	const sign = purchase.Credit === true ? -1 : 1;
	const expenses = purchase.Line.map((line): Amount => {
		const value = decimal(line.Amount).times(sign);
		if (line.DetailType === 'AccountBasedExpenseLineDetail') {
			return { account: line.AccountBasedExpenseLineDetail.AccountRef.value, value };
		}
		const item = change.get('Item', line.ItemBasedExpenseLineDetail.ItemRef?.value ?? '');
		const account = item?.Type === 'Inventory' ? item.AssetAccountRef : item?.ExpenseAccountRef;
		return { account: account?.value ?? '', value };
	});
	const tax = (purchase.TxnTaxDetail?.TaxLine ?? []).map((line) => ({
		account: taxAccount(change, line.TaxLineDetail.TaxRateRef.value),
		value: decimal(line.Amount).times(sign),
	}));
	change.post({
		type: 'Purchase',
		id: purchase.Id,
		date: purchase.TxnDate ?? '',
		...(purchase.DocNumber === undefined ? {} : { number: purchase.DocNumber }),
		legs: legsOf(change, {
			currency: purchase.CurrencyRef?.value ?? change.company.identity.currency,
			rate: purchase.ExchangeRate,
			amounts: [
				...expenses,
				...tax,
				{ account: purchase.AccountRef.value, value: decimal(purchase.TotalAmt).times(-sign) },
			],
		}),
	});
}
