/**
 * What others enter in a ledger: a second connector its sales, a person journals, the bank feed money that came. Each with the
 * ledger's plain API, as those would; none of it is known to the sync log.
 */
import type { ContractBooks } from './books';

export interface Entered {
	/** the ledger's own name for it, and its id, as `standing` gives them */
	readonly entity: string;
	readonly id: string;
}

export interface Wanted {
	/** decimal text in the company's currency */
	readonly amount: string;
	/** YYYY-MM-DD */
	readonly date: string;
	/** visible where the document has a number, else in its texts */
	readonly number: string;
}

export interface Others {
	/** a sale to the customer "Kim Lee", of the account Sales without tax, unpaid or into the bank account as the ledger has it */
	sale(wanted: Wanted): Promise<Entered>;
	/** takes that sale out of the books, as a person does */
	voidSale(sale: Entered): Promise<void>;
	/** money that came into the bank account, for the account Sales */
	bankFeed(wanted: Wanted): Promise<Entered>;
	/** from the account `credit` to the account `debit` */
	journal(wanted: Wanted, accounts?: { readonly debit: string; readonly credit: string }): Promise<Entered>;
	/** more than one page of the ledger's largest */
	many(date: string): Promise<number>;
	/** @returns its id */
	customer(wanted: {
		readonly name: string;
		readonly email?: string;
		readonly taxNumber?: string;
	}): Promise<string>;
	/** takes it off the list, as a person does */
	archiveCustomer(id: string): Promise<void>;
	/** more than one page */
	manyCustomers(): Promise<number>;
}

type Body = Readonly<Record<string, unknown>>;
const at = (value: unknown, ...path: readonly (string | number)[]): unknown =>
	path.reduce<unknown>(
		(inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
		value,
	);

function textAt(value: unknown, ...path: readonly (string | number)[]): string {
	const found = at(value, ...path);
	if (typeof found === 'string' || typeof found === 'number') return String(found);
	throw new Error(`no ${path.join('.')} in ${JSON.stringify(value).slice(0, 600)}`);
}

const SALES_AND_CLEARING = { debit: 'Shopify Payments clearing', credit: 'Sales' };
const reference = (id: string) => ({ value: id });

function quickbooks(books: ContractBooks): Others {
	const root = `/v3/company/${books.keys.tenant}`;
	const post = async (path: string, body: Body, query: Readonly<Record<string, string>> = {}) =>
		await books.call('POST', `${root}/${path}`, body, { ...query, minorversion: '75' });
	const journalBody = ({ amount, date, number }: Wanted, { debit, credit } = SALES_AND_CLEARING): Body => ({
		DocNumber: number,
		TxnDate: date,
		PrivateNote: `Correction ${number}`,
		Line: [
			['Debit', debit],
			['Credit', credit],
		].map(([PostingType, account = '']) => ({
			DetailType: 'JournalEntryLineDetail',
			Amount: Number(amount),
			Description: 'by hand',
			JournalEntryLineDetail: { PostingType, AccountRef: reference(books.account(account).id) },
		})),
	});
	return {
		async sale({ amount, date, number }) {
			const customer = await post('customer', { DisplayName: 'Kim Lee' });
			const item = await post('item', {
				Name: 'Things sold',
				Type: 'Service',
				IncomeAccountRef: reference(books.account('Sales').id),
			});
			const answer = await post('salesreceipt', {
				DocNumber: number,
				TxnDate: date,
				PrivateNote: `Order ${number} of another connector`,
				CustomerRef: reference(textAt(customer, 'Customer', 'Id')),
				DepositToAccountRef: reference(books.account('Shopify Payments clearing').id),
				GlobalTaxCalculation: 'NotApplicable',
				Line: [
					{
						DetailType: 'SalesItemLineDetail',
						Amount: Number(amount),
						SalesItemLineDetail: {
							ItemRef: reference(textAt(item, 'Item', 'Id')),
							TaxCodeRef: reference(books.untaxedCode),
						},
					},
				],
			});
			return { entity: 'SalesReceipt', id: textAt(answer, 'SalesReceipt', 'Id') };
		},
		async voidSale({ id }) {
			const query = { operation: 'update', include: 'void' };
			await post('salesreceipt', { Id: id, SyncToken: '0', sparse: true }, query);
		},
		async bankFeed({ amount, date, number }) {
			const answer = await post('deposit', {
				TxnDate: date,
				PrivateNote: `Bank feed ${number}`,
				DepositToAccountRef: reference(books.account('Current account').id),
				Line: [
					{
						DetailType: 'DepositLineDetail',
						Amount: Number(amount),
						DepositLineDetail: { AccountRef: reference(books.account('Sales').id) },
					},
				],
			});
			return { entity: 'Deposit', id: textAt(answer, 'Deposit', 'Id') };
		},
		async journal(wanted, accounts) {
			const answer = await post('journalentry', journalBody(wanted, accounts));
			return { entity: 'JournalEntry', id: textAt(answer, 'JournalEntry', 'Id') };
		},
		async many(date) {
			for (let batch = 0; batch < 34; batch++)
				await post('batch', {
					BatchItemRequest: Array.from({ length: 30 }, (_, index) => ({
						bId: String(index),
						operation: 'create',
						JournalEntry: journalBody({ amount: '1.00', date, number: `P-${batch * 30 + index}` }),
					})),
				});
			return 34 * 30;
		},
		async customer({ name, email, taxNumber }) {
			const answer = await post('customer', {
				DisplayName: name,
				...(email === undefined ? {} : { PrimaryEmailAddr: { Address: email } }),
				...(taxNumber === undefined ? {} : { PrimaryTaxIdentifier: taxNumber }),
			});
			return textAt(answer, 'Customer', 'Id');
		},
		async archiveCustomer(id) {
			await post('customer', { Id: id, SyncToken: '0', sparse: true, Active: false });
		},
		async manyCustomers() {
			for (let batch = 0; batch < 34; batch++)
				await post('batch', {
					BatchItemRequest: Array.from({ length: 30 }, (_, index) => ({
						bId: String(index),
						operation: 'create',
						Customer: { DisplayName: `Customer ${batch * 30 + index}` },
					})),
				});
			return 34 * 30;
		},
	};
}

function xero(books: ContractBooks): Others {
	const put = async (resource: string, bodies: readonly Body[]) =>
		await books.call('PUT', `/api.xro/2.0/${resource}`, { [resource]: bodies });
	const codeOf = async (account: string): Promise<string> => {
		const { id } = books.account(account);
		const number = (await books.session.accounts()).find((one) => one.id === id)?.number;
		if (number === undefined) throw new Error(`${account} has no code`);
		return number;
	};
	const lineOf = async (amount: string): Promise<Body> => ({
		Description: 'Things sold',
		Quantity: 1,
		UnitAmount: Number(amount),
		AccountCode: await codeOf('Sales'),
	});
	const journalBody = async (
		{ amount, date, number }: Wanted,
		{ debit, credit } = SALES_AND_CLEARING,
	): Promise<Body> => ({
		Narration: `Correction ${number}`,
		Date: date,
		LineAmountTypes: 'NoTax',
		Status: 'POSTED',
		JournalLines: [
			{ LineAmount: Number(amount), AccountCode: await codeOf(debit) },
			{ LineAmount: -Number(amount), AccountCode: await codeOf(credit) },
		],
	});
	return {
		async sale({ amount, date, number }) {
			const invoice = {
				Type: 'ACCREC',
				Contact: { Name: 'Kim Lee' },
				InvoiceNumber: number,
				Reference: `Order ${number} of another connector`,
				Date: date,
				DueDate: date,
				LineAmountTypes: 'NoTax',
				Status: 'AUTHORISED',
				LineItems: [await lineOf(amount)],
			};
			return {
				entity: 'Invoices',
				id: textAt(await put('Invoices', [invoice]), 'Invoices', 0, 'InvoiceID'),
			};
		},
		async voidSale({ id }) {
			await books.call('POST', '/api.xro/2.0/Invoices', { Invoices: [{ InvoiceID: id, Status: 'VOIDED' }] });
		},
		async bankFeed({ amount, date, number }) {
			const received = {
				Type: 'RECEIVE',
				Contact: { Name: 'Kim Lee' },
				BankAccount: { AccountID: books.account('Business Bank Account').id },
				Date: date,
				Reference: `Bank feed ${number}`,
				LineAmountTypes: 'NoTax',
				Status: 'AUTHORISED',
				LineItems: [await lineOf(amount)],
			};
			const answer = await put('BankTransactions', [received]);
			return {
				entity: 'BankTransactions',
				id: textAt(answer, 'BankTransactions', 0, 'BankTransactionID'),
			};
		},
		async journal(wanted, accounts) {
			const answer = await put('ManualJournals', [await journalBody(wanted, accounts)]);
			return { entity: 'ManualJournals', id: textAt(answer, 'ManualJournals', 0, 'ManualJournalID') };
		},
		async many(date) {
			const body = await journalBody({ amount: '1.00', date, number: 'P' });
			for (let batch = 0; batch < 5; batch++)
				await put(
					'ManualJournals',
					Array.from({ length: 50 }, (_, index) => ({ ...body, Narration: `P-${batch * 50 + index}` })),
				);
			return 250;
		},
		async customer({ name, email, taxNumber }) {
			const contact = {
				Name: name,
				...(email === undefined ? {} : { EmailAddress: email }),
				...(taxNumber === undefined ? {} : { TaxNumber: taxNumber }),
			};
			return textAt(await put('Contacts', [contact]), 'Contacts', 0, 'ContactID');
		},
		async archiveCustomer(id) {
			await books.call('POST', '/api.xro/2.0/Contacts', {
				Contacts: [{ ContactID: id, ContactStatus: 'ARCHIVED' }],
			});
		},
		async manyCustomers() {
			for (let batch = 0; batch < 5; batch++)
				await put(
					'Contacts',
					Array.from({ length: 50 }, (_, index) => ({ Name: `Customer ${batch * 50 + index}` })),
				);
			return 250;
		},
	};
}

function freshbooks(books: ContractBooks): Others {
	const root = `/accounting/account/${books.keys.tenant}`;
	const money = (amount: string): Body => ({ amount, code: 'GBP' });
	let kim: string | undefined;
	async function customer({ name, email, taxNumber }: Parameters<Others['customer']>[0]): Promise<string> {
		const client = {
			organization: name,
			currency_code: 'GBP',
			...(email === undefined ? {} : { email }),
			...(taxNumber === undefined ? {} : { vat_number: taxNumber }),
		};
		const answer = await books.call('POST', `${root}/users/clients`, { client });
		return textAt(answer, 'response', 'result', 'client', 'id');
	}
	async function clientId(): Promise<string> {
		kim ??= await customer({ name: 'Kim Lee' });
		return kim;
	}
	async function sale({ amount, date, number }: Wanted): Promise<Entered> {
		const invoice = {
			customerid: await clientId(),
			organization: 'Kim Lee',
			invoice_number: number,
			create_date: date,
			due_offset_days: 0,
			currency_code: 'GBP',
			notes: `Order ${number} of another connector`,
			action_mark_as_sent: true,
			lines: [{ type: 0, name: 'Things sold', qty: '1', unit_cost: money(amount) }],
		};
		const answer = await books.call('POST', `${root}/invoices/invoices`, { invoice });
		return { entity: 'Invoice', id: textAt(answer, 'response', 'result', 'invoice', 'id') };
	}
	return {
		sale,
		async voidSale({ id }) {
			await books.call('PUT', `${root}/invoices/invoices/${id}`, { invoice: { vis_state: 1 } });
		},
		async bankFeed({ amount, date, number }) {
			const income = {
				amount: money(amount),
				date,
				category_name: 'online_sales',
				payment_type: 'Bank Transfer',
				source: 'Etsy',
				note: `Bank feed ${number}`,
			};
			const answer = await books.call('POST', `${root}/other_incomes/other_incomes`, {
				other_income: income,
			});
			return { entity: 'OtherIncome', id: textAt(answer, 'response', 'result', 'other_income', 'incomeid') };
		},
		async journal({ amount, date, number }, { debit, credit } = SALES_AND_CLEARING) {
			const me = await books.call('GET', '/auth/api/v1/users/me');
			const uuid = textAt(me, 'response', 'business_memberships', 0, 'business', 'business_uuid');
			const [year, month, day] = date.split('-').map(Number);
			const leg = (account: string, type: string): Body => ({
				accountId: books.account(account).id,
				amount: money(amount),
				type,
			});
			const entry = {
				name: number,
				description: `Correction ${number}`,
				userEnteredDate: { year, month, day },
				details: [leg(debit, 'TYPE_DEBIT'), leg(credit, 'TYPE_CREDIT')],
			};
			const answer = await books.call(
				'POST',
				`/accounting/businesses/${uuid}/journal_entries`,
				{ manualJournalEntry: entry },
				{},
				{ 'x-api-version': '2023-09-25' },
			);
			return { entity: 'JournalEntry', id: textAt(answer, 'manualJournalEntry', 'id') };
		},
		async many(date) {
			for (let index = 0; index < 120; index++) await sale({ amount: '1.00', date, number: `P-${index}` });
			return 120;
		},
		customer,
		async archiveCustomer(id) {
			await books.call('PUT', `${root}/users/clients/${id}`, { client: { vis_state: 1 } });
		},
		async manyCustomers() {
			for (let index = 0; index < 120; index++) await customer({ name: `Customer ${index}` });
			return 120;
		},
	};
}

/** By the connector's id. */
export const OTHERS: Readonly<Record<string, (books: ContractBooks) => Others>> = {
	freshbooks,
	quickbooks,
	xero,
};
