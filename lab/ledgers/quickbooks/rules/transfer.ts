/** Transfers between two accounts of the company. */
import { decimal, roundTo, toNumber } from '../decimals';
import { businessRule } from '../faults';
import { postTransfer } from '../posting/deposit';
import type { Change } from '../books/change';
import type { Rules } from './context';
import { currencyOf } from './currency';
import { checkOpen, dayOf } from './dates';
import { refTo, resolve, type Ref } from './references';

/** "The specified account must have Account.Classification set to Asset." (Intuit's reference) */
function asset(change: Change, ref: Ref, element: string) {
	const account = resolve(change, 'Account', ref, element);
	if (account.Classification !== 'Asset' || account.AccountType === 'Accounts Receivable') {
		throw businessRule(
			`A transfer is between asset accounts; ${account.Name} is of the type ${account.AccountType}.`,
			element,
		);
	}
	return refTo(account);
}

export const transfer: Rules<'Transfer'> = {
	operations: ['create', 'update', 'delete'],
	save(change, body, { existing }) {
		if (existing !== undefined) checkOpen(change, existing.TxnDate ?? '');
		const day = dayOf(change, body);
		checkOpen(change, day);
		const currency = currencyOf(change, body, day);
		const Amount = toNumber(roundTo(decimal(body.Amount), currency.digits));
		if (Amount <= 0) throw businessRule('You must set a transaction amount.', 'Amount');
		if (body.FromAccountRef.value === body.ToAccountRef.value) {
			throw businessRule('The two accounts of a transfer must differ.', 'ToAccountRef');
		}
		return {
			...body,
			...currency.fields,
			TxnDate: day,
			FromAccountRef: asset(change, body.FromAccountRef, 'FromAccountRef'),
			ToAccountRef: asset(change, body.ToAccountRef, 'ToAccountRef'),
			Amount,
		};
	},
	post: postTransfer,
};
