/** Transactions that move money or correct accounts: payment, journal entry, deposit, transfer, purchase. */
import { z } from 'zod';
import { depositLine, journalLine, paymentLine, purchaseLine, taxDetail } from './lines';
import { globalTaxCalculation, linkedTransaction, printStatus, transaction } from './parts';
import { amount, computed, currencyReference, day, decimalNumber, reference, text } from './scalars';

const foreign = {
	TxnDate: day.optional(),
	CurrencyRef: currencyReference.optional(),
	ExchangeRate: decimalNumber.optional(),
};

export const payment = z.strictObject({
	...transaction,
	...foreign,
	CustomerRef: reference,
	TotalAmt: amount,
	Line: z.array(paymentLine).optional(),
	DepositToAccountRef: reference.optional(),
	ARAccountRef: reference.optional(),
	PaymentMethodRef: reference.optional(),
	PaymentRefNum: text(21).optional(),
	ProjectRef: reference.optional(),
	UnappliedAmt: amount.optional(),
	ProcessPayment: z.boolean().optional(),
	CreditCardPayment: computed.optional(),
	TxnSource: z.string().optional(),
	TaxExemptionRef: computed.optional(),
	LinkedTxn: z.array(linkedTransaction).optional(),
});

export const journalEntry = z.strictObject({
	...transaction,
	...foreign,
	DocNumber: text(21).optional(),
	Line: z.array(journalLine).min(1),
	Adjustment: z.boolean().optional(),
	GlobalTaxCalculation: z.enum(['TaxExcluded', 'TaxInclusive']).optional(),
	TxnTaxDetail: taxDetail.optional(),
	TaxRateRef: reference.optional(),
	TotalAmt: amount.optional(),
	HomeTotalAmt: amount.optional(),
});

export const deposit = z.strictObject({
	...transaction,
	...foreign,
	DepositToAccountRef: reference,
	Line: z.array(depositLine).min(1),
	CashBack: z.strictObject({ AccountRef: reference, Amount: amount, Memo: z.string().optional() }).optional(),
	DepartmentRef: reference.optional(),
	GlobalTaxCalculation: globalTaxCalculation.optional(),
	TxnTaxDetail: taxDetail.optional(),
	TxnSource: z.string().optional(),
	TotalAmt: amount.optional(),
	HomeTotalAmt: amount.optional(),
});

export const transfer = z.strictObject({
	...transaction,
	...foreign,
	FromAccountRef: reference,
	ToAccountRef: reference,
	Amount: amount,
});

export const purchase = z.strictObject({
	...transaction,
	...foreign,
	DocNumber: text(21).optional(),
	PaymentType: z.enum(['Cash', 'Check', 'CreditCard']),
	AccountRef: reference,
	Line: z.array(purchaseLine).min(1),
	EntityRef: reference.extend({ type: z.enum(['Customer', 'Vendor', 'Employee']).optional() }).optional(),
	Credit: z.boolean().optional(),
	GlobalTaxCalculation: globalTaxCalculation.optional(),
	TxnTaxDetail: taxDetail.optional(),
	PaymentMethodRef: reference.optional(),
	DepartmentRef: reference.optional(),
	PrintStatus: printStatus.optional(),
	RemitToAddr: computed.optional(),
	LinkedTxn: z.array(linkedTransaction).optional(),
	TxnSource: z.string().optional(),
	IncludeInAnnualTPAR: z.boolean().optional(),
	PurchaseEx: computed.optional(),
	TotalAmt: amount.optional(),
});
