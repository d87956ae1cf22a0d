/** Money moved between two bank accounts: a payout of a gateway. */
import type { Organisation } from '../books/organisation';
import type { AccountRow, BankTransactionRow, BankTransferRow } from '../books/records';
import { decimal, roundTo, toCents } from '../decimals';
import { Invalid, Problems } from '../faults';
import { postingKey } from '../posting/document';
import { toBase } from '../posting/currency';
import type { BankTransferBody } from '../schema/documents';
import type { WriteContext } from './context';
import { checkLock, readDay } from './dates';
import { bankAccount, currencyOf } from './references';

function remove(organisation: Organisation, id: string, sent: BankTransferBody): BankTransferRow {
	const existing = organisation.bankTransfers.get(id);
	if (existing === undefined) throw new Invalid(['The bank transfer could not be found.']);
	if (sent.Status !== 'DELETED')
		throw new Invalid(['A bank transfer can only be deleted, by the Status DELETED.']);
	if (existing.status === 'DELETED') throw new Invalid(['The bank transfer has already been deleted.']);
	checkLock(organisation, existing.date);
	organisation.ledger.remove(postingKey('BankTransfer', id));
	for (const side of [existing.fromTransactionId, existing.toTransactionId]) {
		const half = organisation.bankTransactions.get(side);
		if (half !== undefined)
			organisation.bankTransactions.put({ ...half, status: 'DELETED', updated: organisation.now() });
	}
	return organisation.bankTransfers.put({ ...existing, status: 'DELETED', updated: organisation.now() });
}

/** The two halves, as they stand among the bank transactions. */
function halves(
	organisation: Organisation,
	from: AccountRow,
	to: AccountRow,
	row: Omit<BankTransferRow, 'id'>,
	rate: string,
) {
	const half = (
		id: string,
		account: AccountRow,
		type: 'SPEND-TRANSFER' | 'RECEIVE-TRANSFER',
		reconciled: boolean,
	) => {
		const kept: BankTransactionRow = {
			id,
			updated: row.updated,
			type,
			accountId: account.id,
			date: row.date,
			...(row.reference === undefined ? {} : { reference: row.reference }),
			reconciled,
			status: 'AUTHORISED',
			lineAmountTypes: 'NoTax',
			currency: account.currency ?? organisation.identity.currency,
			rate,
			lines: [],
			subTotal: row.amount,
			totalTax: '0',
			total: row.amount,
		};
		organisation.bankTransactions.put(kept);
	};
	half(row.fromTransactionId, from, 'SPEND-TRANSFER', row.fromReconciled);
	half(row.toTransactionId, to, 'RECEIVE-TRANSFER', row.toReconciled);
}

function create(organisation: Organisation, sent: BankTransferBody): BankTransferRow {
	const problems = new Problems();
	const from = problems.attempt(() => bankAccount(organisation, sent.FromBankAccount ?? {}));
	const to = problems.attempt(() => bankAccount(organisation, sent.ToBankAccount ?? {}));
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? organisation.today();
	problems.attempt(() => checkLock(organisation, date));
	problems.length('Reference', sent.Reference, 255);
	const amount = decimal(sent.Amount);
	if (amount.lte(0) || !roundTo(amount).eq(amount))
		problems.add('The Amount must be greater than zero, with no more than 2 decimal places.');
	if (from !== undefined && from.id === to?.id)
		problems.add('The accounts of a bank transfer must be different.');
	if (from !== undefined && to !== undefined && from.currency !== to.currency)
		problems.add('The accounts of a bank transfer must have the same currency.');
	const money = problems.attempt(() => currencyOf(organisation, from?.currency, undefined));
	problems.check();
	if (from === undefined || to === undefined || money === undefined) throw new Error('nothing to move');
	const row: BankTransferRow = {
		id: organisation.newId(),
		updated: organisation.now(),
		created: organisation.now(),
		fromAccountId: from.id,
		toAccountId: to.id,
		amount: amount.toString(),
		date,
		...(sent.Reference === undefined ? {} : { reference: sent.Reference }),
		fromTransactionId: organisation.newId(),
		toTransactionId: organisation.newId(),
		fromReconciled: sent.FromIsReconciled ?? false,
		toReconciled: sent.ToIsReconciled ?? false,
		status: 'AUTHORISED',
	};
	halves(organisation, from, to, row, money.rate);
	const base = toBase(amount, money.rate);
	const isForeign = money.currency !== organisation.identity.currency;
	const foreign = (direction: bigint) =>
		isForeign ? { foreign: { currency: money.currency, amount: direction * toCents(amount) } } : {};
	organisation.ledger.post({
		key: postingKey('BankTransfer', row.id),
		date,
		legs: [
			{ account: to.id, amount: base, ...foreign(1n) },
			{ account: from.id, amount: -base, ...foreign(-1n) },
		],
	});
	return organisation.bankTransfers.put(row);
}

/** Makes a bank transfer, or deletes one. */
export function saveBankTransfer(
	organisation: Organisation,
	sent: BankTransferBody,
	context: WriteContext,
): BankTransferRow {
	const id = context.id ?? sent.BankTransferID;
	return id === undefined ? create(organisation, sent) : remove(organisation, id, sent);
}
