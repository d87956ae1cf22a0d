/** The lines of transactions, one schema for each DetailType, and the tax detail of a transaction. */
import { z } from 'zod';
import { linkedTransaction } from './parts';
import { amount, computed, day, decimalNumber, id, reference, text, wordReference } from './scalars';

const common = {
	Id: id.optional(),
	LineNum: z.number().optional(),
	Description: text(4000).optional(),
	CustomExtensions: computed.optional(),
};

const taxLine = z.strictObject({
	Amount: amount.optional(),
	DetailType: z.literal('TaxLineDetail'),
	TaxLineDetail: z.strictObject({
		TaxRateRef: reference,
		PercentBased: z.boolean().optional(),
		TaxPercent: decimalNumber.optional(),
		NetAmountTaxable: amount.optional(),
		TaxInclusiveAmount: amount.optional(),
		OverrideDeltaAmount: amount.optional(),
	}),
});

export const taxDetail = z.strictObject({
	TxnTaxCodeRef: wordReference.optional(),
	TotalTax: amount.optional(),
	TaxLine: z.array(taxLine).optional(),
});

export type TaxDetail = z.infer<typeof taxDetail>;
export type TaxLine = z.infer<typeof taxLine>;

const salesItemLine = z.strictObject({
	...common,
	Amount: amount,
	DetailType: z.literal('SalesItemLineDetail'),
	SalesItemLineDetail: z.strictObject({
		ItemRef: wordReference.optional(),
		ItemAccountRef: reference.optional(),
		ClassRef: reference.optional(),
		Qty: decimalNumber.optional(),
		UnitPrice: decimalNumber.optional(),
		TaxCodeRef: wordReference.optional(),
		TaxClassificationRef: computed.optional(),
		TaxInclusiveAmt: amount.optional(),
		DiscountAmt: amount.optional(),
		DiscountRate: decimalNumber.optional(),
		ServiceDate: day.optional(),
	}),
});

const discountLine = z.strictObject({
	...common,
	Amount: amount.optional(),
	DetailType: z.literal('DiscountLineDetail'),
	DiscountLineDetail: z.strictObject({
		PercentBased: z.boolean().optional(),
		DiscountPercent: decimalNumber.optional(),
		DiscountAccountRef: reference.optional(),
		ClassRef: reference.optional(),
		TaxCodeRef: wordReference.optional(),
	}),
});

const descriptionLine = z.strictObject({
	...common,
	Amount: computed.optional(),
	DetailType: z.literal('DescriptionOnly'),
	DescriptionLineDetail: z
		.strictObject({ ServiceDate: day.optional(), TaxCodeRef: wordReference.optional() })
		.optional(),
});

const subtotalLine = z.strictObject({
	...common,
	Amount: amount.optional(),
	DetailType: z.literal('SubTotalLineDetail'),
	SubTotalLineDetail: computed.optional(),
});

export const salesLine = z.discriminatedUnion('DetailType', [
	salesItemLine,
	discountLine,
	descriptionLine,
	subtotalLine,
]);

export type SalesLine = z.infer<typeof salesLine>;
export type SalesItemLine = z.infer<typeof salesItemLine>;
export type DiscountLine = z.infer<typeof discountLine>;

const journalDetailLine = z.strictObject({
	...common,
	Amount: amount,
	DetailType: z.literal('JournalEntryLineDetail'),
	ProjectRef: reference.optional(),
	JournalEntryLineDetail: z.strictObject({
		PostingType: z.enum(['Debit', 'Credit']),
		AccountRef: reference,
		Entity: z
			.strictObject({ Type: z.enum(['Customer', 'Vendor', 'Employee']), EntityRef: reference })
			.optional(),
		ClassRef: reference.optional(),
		DepartmentRef: reference.optional(),
		TaxCodeRef: wordReference.optional(),
		TaxApplicableOn: z.enum(['Sales', 'Purchase']).optional(),
		TaxAmount: amount.optional(),
		TaxInclusiveAmt: amount.optional(),
		BillableStatus: z.enum(['Billable', 'NotBillable', 'HasBeenBilled']).optional(),
	}),
});

export const journalLine = z.discriminatedUnion('DetailType', [journalDetailLine, descriptionLine]);

export type JournalLine = z.infer<typeof journalDetailLine>;

/** A line of a payment links transactions; it has no DetailType. */
export const paymentLine = z.strictObject({
	Amount: amount,
	LinkedTxn: z.array(linkedTransaction).min(1),
	LineEx: computed.optional(),
});

/** A line of a deposit either links a transaction whose money is in Undeposited Funds, or names an account. */
export const depositLine = z.strictObject({
	...common,
	Amount: amount,
	ProjectRef: reference.optional(),
	LinkedTxn: z.array(linkedTransaction).optional(),
	DetailType: z.literal('DepositLineDetail').optional(),
	DepositLineDetail: z
		.strictObject({
			AccountRef: reference.optional(),
			Entity: reference.optional(),
			ClassRef: reference.optional(),
			PaymentMethodRef: reference.optional(),
			CheckNum: text(21).optional(),
			TxnType: z.string().optional(),
			TaxCodeRef: wordReference.optional(),
			TaxApplicableOn: z.enum(['Sales', 'Purchase']).optional(),
		})
		.optional(),
});

export type DepositLine = z.infer<typeof depositLine>;

const expense = {
	CustomerRef: reference.optional(),
	ClassRef: reference.optional(),
	BillableStatus: z.enum(['Billable', 'NotBillable', 'HasBeenBilled']).optional(),
	TaxCodeRef: wordReference.optional(),
	TaxInclusiveAmt: amount.optional(),
};

const accountExpenseLine = z.strictObject({
	...common,
	Amount: amount,
	DetailType: z.literal('AccountBasedExpenseLineDetail'),
	AccountBasedExpenseLineDetail: z.strictObject({
		...expense,
		AccountRef: reference,
		TaxAmount: amount.optional(),
	}),
});

const itemExpenseLine = z.strictObject({
	...common,
	Amount: amount,
	DetailType: z.literal('ItemBasedExpenseLineDetail'),
	ItemBasedExpenseLineDetail: z.strictObject({
		...expense,
		ItemRef: reference.optional(),
		Qty: decimalNumber.optional(),
		UnitPrice: decimalNumber.optional(),
	}),
});

export const purchaseLine = z.discriminatedUnion('DetailType', [accountExpenseLine, itemExpenseLine]);

export type PurchaseLine = z.infer<typeof purchaseLine>;
