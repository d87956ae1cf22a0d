/**
 * The requests hold against the types of Xero's own client: checked when this file is compiled, not when it runs. The client
 * writes names with a small first letter and dates as text; enumerations of the client stand for their texts.
 */
import type {
	Allocation,
	BankTransaction,
	BankTransfer,
	Contact,
	CreditNote,
	Invoice,
	ManualJournal,
	Payment,
} from 'xero-node';
import type {
	AllocationBody,
	BankTransactionBody,
	BankTransferBody,
	ContactBody,
	CreditNoteBody,
	InvoiceBody,
	ManualJournalBody,
	PaymentBody,
} from '../../../../connectors/ledgers/xero/requests/bodies';

/** A model of the client as it stands on the wire. */
type Wire<T> = T extends string
	? string
	: T extends number
		? number | string
		: T extends boolean
			? boolean
			: T extends readonly (infer Element)[]
				? readonly Wire<Element>[]
				: T extends object
					? { readonly [Name in keyof T as Capitalize<Name & string>]?: Wire<NonNullable<T[Name]>> }
					: T;

/** True when every field of a request, at any depth, is one of the model and takes its kind of value. */
type Fits<Body, Model> = Body extends readonly (infer Element)[]
	? Model extends readonly (infer Inner)[]
		? Fits<Element, Inner>
		: false
	: Body extends object
		? Model extends object
			? Exclude<keyof Body, keyof Model> extends never
				? false extends {
						[Name in keyof Body & keyof Model]-?: Fits<NonNullable<Body[Name]>, NonNullable<Model[Name]>>;
					}[keyof Body & keyof Model]
					? false
					: true
				: false
			: false
		: Body extends Model
			? true
			: false;

const fits = {
	invoice: true satisfies Fits<InvoiceBody, Wire<Invoice>>,
	creditNote: true satisfies Fits<CreditNoteBody, Wire<CreditNote>>,
	payment: true satisfies Fits<PaymentBody, Wire<Payment>>,
	allocation: true satisfies Fits<AllocationBody, Wire<Allocation>>,
	bankTransaction: true satisfies Fits<BankTransactionBody, Wire<BankTransaction>>,
	bankTransfer: true satisfies Fits<BankTransferBody, Wire<BankTransfer>>,
	manualJournal: true satisfies Fits<ManualJournalBody, Wire<ManualJournal>>,
	contact: true satisfies Fits<ContactBody, Wire<Contact>>,
};
const misfits = {
	field: false satisfies Fits<{ readonly InvoiceNo: string }, Wire<Invoice>>,
	kind: false satisfies Fits<{ readonly InvoiceNumber: number }, Wire<Invoice>>,
	depth: false satisfies Fits<{ readonly LineItems: readonly { readonly Acount: string }[] }, Wire<Invoice>>,
};

describe("the types of Xero's own client", () => {
	it('take all requests, and only those', () => {
		expect(Object.values(fits)).toEqual(Array.from({ length: 8 }, () => true));
		expect(Object.values(misfits)).toEqual([false, false, false]);
	});
});
