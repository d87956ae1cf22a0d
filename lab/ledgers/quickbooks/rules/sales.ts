/** The four sales forms: what each of them adds to what they share. */
import { addDays } from '../books/time';
import { systemAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { decimal, toNumber } from '../decimals';
import { businessRule, missingParameter } from '../faults';
import { moveStock } from '../posting/inventory';
import { postPayment } from '../posting/payment';
import { postSalesForm } from '../posting/sales';
import type { SalesLine } from '../schema/lines';
import type { Body, SalesFormName, Stored } from '../schema/index';
import type { Rules, SaveContext } from './context';
import { checkOpen } from './dates';
import { checkNotDeposited } from './links';
import { salesNumber } from './numbers';
import { moneyAccount, refTo, resolve, withNamedRefs, withoutUntracked } from './references';
import { formFigures } from './salesForm';

const REFS = {
	CustomerRef: 'Customer',
	ClassRef: 'Class',
	DepartmentRef: 'Department',
	PaymentMethodRef: 'PaymentMethod',
	SalesTermRef: 'Term',
} as const;

/** The forms' common way: references, figures, number; the old day of an update lies in the open books too. */
function prepare<T extends SalesFormName>(change: Change, type: T, sent: Body<T>, context: SaveContext<T>) {
	const existing = context.existing as Stored<SalesFormName> | undefined;
	if (existing !== undefined) {
		checkOpen(change, existing.TxnDate ?? '');
		checkNotDeposited(existing);
		stock(change, type, existing.Line, -1);
	}
	const body = withNamedRefs(change, withoutUntracked(change, sent), REFS);
	if (body.EmailStatus === 'NeedToSend' && body.BillEmail?.Address === undefined) {
		throw missingParameter('BillEmail.Address');
	}
	const figures = formFigures(change, body);
	const DocNumber = salesNumber(change, type, body.DocNumber, context);
	stock(change, type, figures.fields.Line, 1);
	const base = {
		...body,
		GlobalTaxCalculation: undefined,
		TxnTaxDetail: undefined,
		HomeTotalAmt: undefined,
		HomeBalance: undefined,
		...figures.fields,
		DocNumber,
		PrintStatus: body.PrintStatus ?? ('NotSet' as const),
		EmailStatus: body.EmailStatus ?? ('NotSet' as const),
	};
	return { base, figures };
}

function stock(change: Change, type: SalesFormName, lines: readonly SalesLine[], sign: 1 | -1): void {
	const isReturn = type === 'CreditMemo' || type === 'RefundReceipt';
	moveStock(change, lines, isReturn ? (-sign as 1 | -1) : sign);
}

const emptied = (lines: readonly SalesLine[]): SalesLine[] =>
	lines.map((line): SalesLine => {
		if (line.DetailType !== 'SalesItemLineDetail') return { ...line, Amount: 0 };
		const { UnitPrice: _price, TaxInclusiveAmt: _gross, ...detail } = line.SalesItemLineDetail;
		return { ...line, Amount: 0, SalesItemLineDetail: { ...detail, Qty: 0 } };
	});

/** A voided form: everything is 0, and the note says so. The number stays taken. */
function voidedForm<B extends { Line: SalesLine[]; PrivateNote?: string | undefined }>(form: B) {
	const note = form.PrivateNote === undefined ? 'Voided' : `Voided - ${form.PrivateNote}`;
	return {
		...form,
		PrivateNote: note.slice(0, 4000),
		Line: emptied(form.Line),
		TxnTaxDetail: { TotalTax: 0 },
		TotalAmt: 0,
		HomeTotalAmt: undefined,
		Balance: 0,
	};
}

export const salesReceipt: Rules<'SalesReceipt'> = {
	operations: ['create', 'update', 'delete', 'void'],
	save(change, body, context) {
		const { base, figures } = prepare(change, 'SalesReceipt', body, context);
		const deposit = body.DepositToAccountRef ?? { value: systemAccount(change, 'undepositedFunds') };
		const account = moneyAccount(change, deposit, 'DepositToAccountRef', figures.currency.code);
		return {
			...base,
			DepositToAccountRef: refTo(account),
			Balance: 0,
			LinkedTxn: context.existing?.LinkedTxn ?? [],
		};
	},
	post: (change, stored) => postSalesForm(change, 'SalesReceipt', stored),
	release(change, existing) {
		checkNotDeposited(existing);
		stock(change, 'SalesReceipt', existing.Line, -1);
	},
	voided: voidedForm,
};

export const refundReceipt: Rules<'RefundReceipt'> = {
	operations: ['create', 'update', 'delete', 'void'],
	save(change, body, context) {
		const { base, figures } = prepare(change, 'RefundReceipt', body, context);
		const account = moneyAccount(
			change,
			body.DepositToAccountRef,
			'DepositToAccountRef',
			figures.currency.code,
		);
		const printed = body.PrintStatus === 'PrintComplete' && account.AccountType === 'Bank';
		if (printed && body.PaymentRefNum === undefined) throw missingParameter('PaymentRefNum');
		const toPrint = body.PrintStatus === 'NeedToPrint' ? { PaymentRefNum: 'To Print' } : {};
		return { ...base, ...toPrint, DepositToAccountRef: refTo(account), Balance: 0 };
	},
	post: (change, stored) => postSalesForm(change, 'RefundReceipt', stored),
	release(change, existing) {
		checkNotDeposited(existing);
		stock(change, 'RefundReceipt', existing.Line, -1);
	},
	voided: voidedForm,
};

function dueDate(change: Change, body: Body<'Invoice'>, day: string): string {
	if (body.DueDate !== undefined) return body.DueDate;
	const term =
		body.SalesTermRef === undefined ? undefined : resolve(change, 'Term', body.SalesTermRef, 'SalesTermRef');
	return addDays(day, term?.DueDays ?? 0);
}

export const invoice: Rules<'Invoice'> = {
	operations: ['create', 'update', 'delete', 'void'],
	save(change, body, context) {
		const { base, figures } = prepare(change, 'Invoice', body, context);
		const deposit = decimal(body.Deposit);
		const paid = deposit.eq(0) ? {} : invoiceDeposit(change, body, figures.currency.code);
		const existing = context.existing;
		const applied =
			existing === undefined
				? decimal(0)
				: decimal(existing.TotalAmt).minus(decimal(existing.Deposit)).minus(decimal(existing.Balance));
		const balance = figures.total.minus(deposit).minus(applied);
		if (balance.lt(0)) {
			throw businessRule('The payments and the deposit are greater than the total of the invoice.');
		}
		return {
			...base,
			...paid,
			DueDate: dueDate(change, body, figures.day),
			Balance: toNumber(balance),
			LinkedTxn: existing?.LinkedTxn ?? [],
			AllowIPNPayment: body.AllowIPNPayment ?? false,
			AllowOnlinePayment: body.AllowOnlinePayment ?? false,
			AllowOnlineCreditCardPayment: body.AllowOnlineCreditCardPayment ?? false,
			AllowOnlineACHPayment: body.AllowOnlineACHPayment ?? false,
		};
	},
	post: (change, stored) => postSalesForm(change, 'Invoice', stored),
	release(change, existing) {
		stock(change, 'Invoice', existing.Line, -1);
		unlinkPayments(change, existing);
	},
	voided: (existing) => ({ ...voidedForm(existing), Deposit: undefined, LinkedTxn: [] }),
};

function invoiceDeposit(change: Change, body: Body<'Invoice'>, currency: string) {
	if (!change.company.preferences.allowDeposit)
		throw businessRule('Deposits on invoices are switched off.', 'Deposit');
	const ref = body.DepositToAccountRef ?? { value: systemAccount(change, 'undepositedFunds') };
	return { DepositToAccountRef: refTo(moneyAccount(change, ref, 'DepositToAccountRef', currency)) };
}

/** The payments of an invoice that goes away become credit of the customer. */
function unlinkPayments(change: Change, existing: Stored<'Invoice'>): void {
	for (const link of existing.LinkedTxn ?? []) {
		const payment = link.TxnType === 'Payment' ? change.get('Payment', link.TxnId) : undefined;
		if (payment === undefined) continue;
		const isOurs = (linked: { LinkedTxn: { TxnId: string; TxnType: string }[] }) =>
			linked.LinkedTxn.some(({ TxnId, TxnType }) => TxnType === 'Invoice' && TxnId === existing.Id);
		const freed = (payment.Line ?? [])
			.filter(isOurs)
			.reduce((total, { Amount }) => total.plus(Amount), decimal(0));
		const changed = change.touch('Payment', payment, {
			Line: (payment.Line ?? []).filter((line) => !isOurs(line)),
			UnappliedAmt: toNumber(decimal(payment.UnappliedAmt).plus(freed)),
		});
		postPayment(change, changed);
	}
}

export const creditMemo: Rules<'CreditMemo'> = {
	operations: ['create', 'update', 'delete', 'void'],
	save(change, body, context) {
		const { base, figures } = prepare(change, 'CreditMemo', body, context);
		const existing = context.existing;
		const used =
			existing === undefined
				? decimal(0)
				: decimal(existing.TotalAmt).minus(decimal(existing.RemainingCredit));
		const left = figures.total.minus(used);
		if (left.lt(0)) throw businessRule('More of this credit is used than its new total.');
		const RemainingCredit = toNumber(left);
		return { ...base, RemainingCredit, Balance: RemainingCredit, LinkedTxn: existing?.LinkedTxn ?? [] };
	},
	post: (change, stored) => postSalesForm(change, 'CreditMemo', stored),
	release(change, existing) {
		if (existing.LinkedTxn?.some((link) => link.TxnType === 'Payment') === true) {
			throw businessRule(
				'This credit memo is applied to an invoice; take the payment back that links them first.',
			);
		}
		stock(change, 'CreditMemo', existing.Line, -1);
	},
	voided: (existing) => ({ ...voidedForm(existing), RemainingCredit: 0 }),
};
