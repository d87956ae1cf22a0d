/** Payments of customers: applied to invoices, drawn from credit memos, the rest is the customer's credit. */
import { systemAccount } from '../books/accounts';
import type { Change } from '../books/change';
import { decimal, roundTo, sum, toNumber, type Decimal } from '../decimals';
import { businessRule } from '../faults';
import { postPayment } from '../posting/payment';
import type { Stored } from '../schema/index';
import type { Rules } from './context';
import { checkCustomerCurrency, currencyOf } from './currency';
import { checkOpen, dayOf } from './dates';
import { applicationsOf, apply, checkNotDeposited, type Application } from './links';
import { moneyAccount, refTo, resolve, withNamedRefs } from './references';

const amountOf = (applications: readonly Application[], type: Application['type']): Decimal =>
	sum(applications.filter((one) => one.type === type).map(({ amount }) => amount));

/** What is left of a payment after its applications. */
function unapplied(total: Decimal, applications: readonly Application[]): Decimal {
	const invoices = amountOf(applications, 'Invoice');
	const credits = amountOf(applications, 'CreditMemo');
	if (credits.gt(invoices)) throw businessRule('More credit is drawn than there is to pay.', 'Line.Amount');
	const left = total.minus(invoices.minus(credits));
	if (left.lt(0)) {
		throw businessRule("You can't apply more than the amount received and the credits.", 'Line.Amount');
	}
	return left;
}

function takeBack(change: Change, payment: Stored<'Payment'>): void {
	for (const application of applicationsOf(payment.Line)) {
		apply(change, application, { id: payment.Id, customer: payment.CustomerRef.value }, -1);
	}
}

export const payment: Rules<'Payment'> = {
	operations: ['create', 'update', 'delete', 'void'],
	save(change, body, { id, existing }) {
		if (existing !== undefined) {
			checkOpen(change, existing.TxnDate ?? '');
			checkNotDeposited(existing);
			takeBack(change, existing);
		}
		const day = dayOf(change, body);
		checkOpen(change, day);
		const currency = currencyOf(change, body, day);
		const customer = resolve(change, 'Customer', body.CustomerRef, 'CustomerRef');
		checkCustomerCurrency(change, customer, currency);
		const total = roundTo(decimal(body.TotalAmt), currency.digits);
		const applications = applicationsOf(body.Line);
		if (total.lt(0) || (total.eq(0) && applications.length === 0)) {
			throw businessRule('You must set a transaction amount.', 'TotalAmt');
		}
		const left = unapplied(total, applications);
		for (const application of applications) apply(change, application, { id, customer: customer.Id }, 1);
		const deposit = body.DepositToAccountRef ?? { value: systemAccount(change, 'undepositedFunds') };
		return {
			...withNamedRefs(change, body, { PaymentMethodRef: 'PaymentMethod' }),
			...currency.fields,
			CustomerRef: refTo(customer),
			DepositToAccountRef: refTo(moneyAccount(change, deposit, 'DepositToAccountRef', currency.code)),
			TxnDate: day,
			TotalAmt: toNumber(total),
			UnappliedAmt: toNumber(left),
			ProcessPayment: false,
			Line: body.Line ?? [],
			LinkedTxn: existing?.LinkedTxn ?? [],
		};
	},
	post: postPayment,
	release(change, existing) {
		checkNotDeposited(existing);
		takeBack(change, existing);
	},
	voided: (existing) => ({
		...existing,
		PrivateNote: (existing.PrivateNote === undefined ? 'Voided' : `Voided - ${existing.PrivateNote}`).slice(
			0,
			4000,
		),
		TotalAmt: 0,
		UnappliedAmt: 0,
		Line: [],
	}),
};
