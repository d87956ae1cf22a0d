/** Sales forms: sales receipt, invoice, credit memo, refund receipt. Fields: Intuit's reference of each entity. */
import { z } from 'zod';
import { salesLine, taxDetail } from './lines';
import {
	address,
	customField,
	email,
	emailStatus,
	globalTaxCalculation,
	linkedTransaction,
	memo,
	printStatus,
	transaction,
} from './parts';
import { amount, computed, currencyReference, day, decimalNumber, reference, text } from './scalars';

/** What all four have. */
const form = {
	...transaction,
	TxnDate: day.optional(),
	DocNumber: text(21).optional(),
	CurrencyRef: currencyReference.optional(),
	ExchangeRate: decimalNumber.optional(),
	Line: z.array(salesLine).min(1),
	LinkedTxn: z.array(linkedTransaction).optional(),
	TxnTaxDetail: taxDetail.optional(),
	GlobalTaxCalculation: globalTaxCalculation.optional(),
	ApplyTaxAfterDiscount: z.boolean().optional(),
	CustomField: z.array(customField).optional(),
	CustomerMemo: memo.optional(),
	BillAddr: address.optional(),
	ShipAddr: address.optional(),
	FreeFormAddress: z.boolean().optional(),
	BillEmail: email.optional(),
	ClassRef: reference.optional(),
	DepartmentRef: reference.optional(),
	ProjectRef: reference.optional(),
	PrintStatus: printStatus.optional(),
	EmailStatus: emailStatus.optional(),
	TotalAmt: amount.optional(),
	HomeTotalAmt: amount.optional(),
	Balance: amount.optional(),
	HomeBalance: amount.optional(),
};

const shipping = {
	ShipFromAddr: address.optional(),
	ShipDate: day.optional(),
	TrackingNum: text(31).optional(),
	ShipMethodRef: z.strictObject({ value: text(30), name: z.string().optional() }).optional(),
};

export const salesReceipt = z.strictObject({
	...form,
	...shipping,
	CustomerRef: reference,
	DepositToAccountRef: reference.optional(),
	PaymentMethodRef: reference.optional(),
	PaymentRefNum: text(21).optional(),
	CreditCardPayment: computed.optional(),
	TxnSource: z.string().optional(),
	DeliveryInfo: computed.optional(),
});

export const invoice = z.strictObject({
	...form,
	...shipping,
	CustomerRef: reference,
	DueDate: day.optional(),
	SalesTermRef: reference.optional(),
	Deposit: amount.optional(),
	DepositToAccountRef: reference.optional(),
	BillEmailCc: email.optional(),
	BillEmailBcc: email.optional(),
	AllowIPNPayment: z.boolean().optional(),
	AllowOnlinePayment: z.boolean().optional(),
	AllowOnlineCreditCardPayment: z.boolean().optional(),
	AllowOnlineACHPayment: z.boolean().optional(),
	TxnSource: z.string().optional(),
	DeliveryInfo: computed.optional(),
	InvoiceLink: computed.optional(),
	TaxExemptionRef: computed.optional(),
});

export const creditMemo = z.strictObject({
	...form,
	CustomerRef: reference,
	SalesTermRef: reference.optional(),
	InvoiceRef: reference.optional(),
	PaymentMethodRef: computed.optional(),
	RemainingCredit: amount.optional(),
	TaxExemptionRef: computed.optional(),
});

export const refundReceipt = z.strictObject({
	...form,
	CustomerRef: reference.optional(),
	DepositToAccountRef: reference,
	PaymentMethodRef: reference.optional(),
	PaymentRefNum: text(100).optional(),
	PaymentType: z.enum(['Cash', 'Check', 'CreditCard', 'Other']).optional(),
	CheckPayment: computed.optional(),
	CreditCardPayment: computed.optional(),
	TxnSource: z.string().optional(),
	TaxExemptionRef: computed.optional(),
});
