/** Money spent and received on a bank account without an invoice: gateway fees, for one. */
import type { Organisation } from '../books/organisation';
import type { BankTransactionRow } from '../books/records';
import { Invalid, Problems } from '../faults';
import { documentLegs, postingKey } from '../posting/document';
import type { BankTransactionBody } from '../schema/documents';
import { contactOf } from './contacts';
import type { WriteContext } from './context';
import { checkLock, readDay } from './dates';
import { checkTotals, readLines } from './lines';
import { bankAccount, currencyOf } from './references';

function remove(organisation: Organisation, existing: BankTransactionRow): BankTransactionRow {
	if (existing.status === 'DELETED') throw new Invalid(['The bank transaction has already been deleted.']);
	if (existing.type.endsWith('TRANSFER')) throw new Invalid(['A bank transfer must be deleted as a whole.']);
	checkLock(organisation, existing.date);
	organisation.ledger.remove(postingKey('BankTransaction', existing.id));
	return organisation.bankTransactions.put({ ...existing, status: 'DELETED', updated: organisation.now() });
}

function existingOf(organisation: Organisation, id: string | undefined): BankTransactionRow | undefined {
	if (id === undefined) return undefined;
	const existing = organisation.bankTransactions.get(id);
	if (existing === undefined) throw new Invalid(['The bank transaction could not be found.']);
	return existing;
}

/** Makes, changes or deletes a bank transaction. @throws Invalid */
export function saveBankTransaction(
	organisation: Organisation,
	sent: BankTransactionBody,
	context: WriteContext,
): BankTransactionRow {
	const existing = existingOf(organisation, context.id ?? sent.BankTransactionID);
	if (existing !== undefined && sent.Status === 'DELETED') return remove(organisation, existing);
	if (existing?.status === 'DELETED' || existing?.type.endsWith('TRANSFER') === true)
		throw new Invalid(['The bank transaction is not of valid status for modification']);
	const type = sent.Type ?? existing?.type;
	if (type !== 'RECEIVE' && type !== 'SPEND') {
		throw new Invalid([
			type === undefined ? 'Type is a required field' : `The Type ${type} cannot be created here.`,
		]);
	}
	const problems = new Problems();
	if (sent.Status !== undefined && sent.Status !== 'AUTHORISED')
		problems.add(`The Status ${sent.Status} is not valid for a new bank transaction.`);
	const account = problems.attempt(() =>
		bankAccount(
			organisation,
			sent.BankAccount ?? (existing === undefined ? {} : { AccountID: existing.accountId }),
		),
	);
	const contact = problems.attempt(() =>
		sent.Contact === undefined && existing?.contactId !== undefined
			? organisation.contacts.get(existing.contactId)
			: contactOf(organisation, sent.Contact),
	);
	const date = problems.attempt(() => readDay('Date', sent.Date)) ?? existing?.date ?? organisation.today();
	problems.attempt(() => checkLock(organisation, date));
	if (existing !== undefined) problems.attempt(() => checkLock(organisation, existing.date));
	problems.length('Reference', sent.Reference, 255);
	const currency = account?.currency;
	if (sent.CurrencyCode !== undefined && sent.CurrencyCode !== currency)
		problems.add(`The currency must be the one of the bank account, ${currency ?? ''}.`);
	const money = problems.attempt(() =>
		currencyOf(
			organisation,
			currency,
			sent.CurrencyRate ?? (existing === undefined ? undefined : Number(existing.rate)),
		),
	);
	const lineAmountTypes = sent.LineAmountTypes ?? existing?.lineAmountTypes ?? 'Exclusive';
	if ((sent.LineItems ?? []).length === 0) problems.add('One or more line items must be specified');
	const side = type === 'RECEIVE' ? ('sales' as const) : ('purchase' as const);
	const options = {
		lineAmountTypes,
		unitDecimals: context.unitDecimals,
		discounts: false,
		side,
		draft: false,
	};
	const lines = readLines(organisation, sent.LineItems ?? [], options, problems);
	checkTotals(sent, lines, problems);
	if (lines.total.lte(0)) problems.add('The total of a bank transaction must be greater than zero.');
	problems.check();
	if (account === undefined || contact === undefined || money === undefined)
		throw new Error('nothing to keep');
	const reference = sent.Reference ?? existing?.reference;
	const url = sent.Url ?? existing?.url;
	const row = organisation.bankTransactions.put({
		id: existing?.id ?? organisation.newId(),
		updated: organisation.now(),
		type,
		contactId: contact.id,
		accountId: account.id,
		date,
		...(reference === undefined ? {} : { reference }),
		...(url === undefined ? {} : { url }),
		reconciled: sent.IsReconciled ?? existing?.reconciled ?? false,
		status: 'AUTHORISED',
		lineAmountTypes,
		...money,
		lines: lines.lines,
		subTotal: lines.subTotal.toString(),
		totalTax: lines.totalTax.toString(),
		total: lines.total.toString(),
	});
	organisation.ledger.post({
		key: postingKey('BankTransaction', row.id),
		date,
		legs: documentLegs(organisation, row, account.id, type === 'RECEIVE' ? 1n : -1n),
	});
	return row;
}
