/** Journal entries in the general ledger: each line as it says, tax lines to the agency of their rates. */
import type { Change } from '../books/change';
import { decimal, prorate } from '../decimals';
import type { JournalLine } from '../schema/lines';
import type { Stored } from '../schema/index';
import { ratesOf } from '../tax/rates';
import { legsOf, taxAccount, type Amount } from './legs';

function taxAmounts(change: Change, line: JournalLine, day: string, digits: number): Amount[] {
	const { TaxAmount, TaxCodeRef, TaxApplicableOn = 'Sales', PostingType } = line.JournalEntryLineDetail;
	const code = TaxCodeRef === undefined ? undefined : change.get('TaxCode', TaxCodeRef.value);
	if (TaxAmount === undefined || TaxAmount === 0 || code === undefined) return [];
	const rates = ratesOf(change, code, TaxApplicableOn, day);
	const parts = prorate(
		decimal(TaxAmount),
		rates.map((rate) => rate.percent),
		digits,
	);
	return rates.map(({ id }, index) => {
		const value = parts[index] ?? decimal(0);
		return { account: taxAccount(change, id), value: PostingType === 'Debit' ? value : value.neg() };
	});
}

/** Enters a journal entry. */
export function postJournalEntry(change: Change, entry: Stored<'JournalEntry'>): void {
	const { digits } = change.company;
	const day = entry.TxnDate ?? '';
	const amounts = entry.Line.flatMap((line): Amount[] => {
		if (line.DetailType !== 'JournalEntryLineDetail') return [];
		const { PostingType, AccountRef, Entity } = line.JournalEntryLineDetail;
		const value = PostingType === 'Debit' ? decimal(line.Amount) : decimal(line.Amount).neg();
		const receivable = change.get('Account', AccountRef.value)?.AccountType === 'Accounts Receivable';
		const customer = receivable && Entity?.Type === 'Customer' ? { customer: Entity.EntityRef.value } : {};
		return [{ account: AccountRef.value, value, ...customer }, ...taxAmounts(change, line, day, digits)];
	});
	change.post({
		type: 'JournalEntry',
		id: entry.Id,
		date: day,
		...(entry.DocNumber === undefined ? {} : { number: entry.DocNumber }),
		legs: legsOf(change, {
			currency: entry.CurrencyRef?.value ?? change.company.identity.currency,
			rate: entry.ExchangeRate,
			amounts,
		}),
	});
}
