/** What documents mean in the general ledger. README.md says where each thing goes, and why. */
import type { Account } from '../books/account';
import type { Leg } from '../books/generalLedger';
import type {
	CreditNoteRow,
	ExpenseRow,
	InvoiceRow,
	JournalRow,
	OtherIncomeRow,
	PaymentRow,
} from '../books/records';
import { decimal, sum, toCents } from '../decimals';
import { taxesWithin, totalsOf, type TaxAmount } from '../rules/lines';

/** Legs of taxes. `sign`: 1n for debits */
const taxLegs = (account: Account, taxes: readonly TaxAmount[], sign: 1n | -1n): Leg[] =>
	taxes.map(({ name, amount, on }) => ({
		account: account.system('tax').id,
		amount: sign * toCents(amount),
		tax: { name, on: sign * toCents(on) },
	}));

/** A sent invoice: the client owes; sales (less the discount) and taxes are earned. */
export function postInvoice(account: Account, row: InvoiceRow): void {
	const key = `invoice/${row.id}`;
	if (!row.isSent || row.vis === 1) {
		account.ledger.remove(key);
		return;
	}
	const { subtotal, discount, taxes, total } = totalsOf(row.lines, row.discount);
	account.post(key, row, [
		{ account: account.system('receivable').id, amount: toCents(total) },
		{ account: account.system('sales').id, amount: -toCents(subtotal.minus(discount)) },
		...taxLegs(account, taxes, -1n),
	]);
}

/** A payment: money comes in, or a credit is used up; the invoice is settled, and what is more is the client's credit. */
export function postPayment(account: Account, row: PaymentRow): void {
	const key = `payment/${row.id}`;
	if (row.vis === 1) {
		account.ledger.remove(key);
		return;
	}
	const [amount, applied] = [toCents(row.amount), toCents(row.applied)];
	const from = row.creditId === undefined ? account.moneyAccount(row.type) : account.system('credit');
	account.post(key, row, [
		{ account: from.id, amount },
		{ account: account.system('receivable').id, amount: -applied },
		{ account: account.system('credit').id, amount: applied - amount },
	]);
}

/** A credit note: goodwill takes back sales and taxes; a prepayment is money that came in. An overpayment came with its payment. */
export function postCreditNote(account: Account, row: CreditNoteRow): void {
	const key = `credit_note/${row.id}`;
	if (row.vis === 1 || row.type === 'overpayment') {
		account.ledger.remove(key);
		return;
	}
	const { subtotal, taxes, total } = totalsOf(row.lines, '0');
	const credit = { account: account.system('credit').id, amount: -toCents(total) };
	const legs =
		row.type === 'prepayment'
			? [{ account: account.system('cash').id, amount: toCents(total) }]
			: [{ account: account.system('sales').id, amount: toCents(subtotal) }, ...taxLegs(account, taxes, 1n)];
	account.post(key, row, [credit, ...legs]);
}

/** Other income: its amount came in, with the taxes in it. */
export function postOtherIncome(account: Account, row: OtherIncomeRow): void {
	const key = `other_income/${row.id}`;
	if (row.vis === 1) {
		account.ledger.remove(key);
		return;
	}
	const taxes = taxesWithin(decimal(row.amount), row.taxes);
	const net = decimal(row.amount).minus(sum(taxes.map(({ amount }) => amount)));
	account.post(key, row, [
		{ account: account.system('cash').id, amount: toCents(row.amount) },
		{ account: account.system(`income:${row.category}`).id, amount: -toCents(net) },
		...taxLegs(account, taxes, -1n),
	]);
}

/** An expense: its amount went out, with the taxes in it, which are reclaimed. */
export function postExpense(account: Account, row: ExpenseRow): void {
	const key = `expense/${row.id}`;
	const category = account.categories.get(row.categoryId);
	if (row.vis === 1 || category === undefined) {
		account.ledger.remove(key);
		return;
	}
	const net = decimal(row.amount).minus(sum(row.taxes.map(({ amount }) => decimal(amount))));
	const taxes = row.taxes.map(({ name, amount }) => ({ name, amount: decimal(amount), on: net }));
	account.post(key, row, [
		{ account: account.system('cash').id, amount: -toCents(row.amount) },
		{ account: category.account, amount: toCents(net) },
		...taxLegs(account, taxes, 1n),
	]);
}

/** A journal entry: as it says. */
export function postJournal(account: Account, row: JournalRow): void {
	account.post(
		`journal_entry/${row.id}`,
		row,
		row.details.map((detail) => ({ account: detail.account, amount: toCents(detail.amount) })),
	);
}
