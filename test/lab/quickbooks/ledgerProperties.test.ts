/** Whatever is done, the books balance; what is taken back leaves nothing; balances agree with the documents. */
import fc from 'fast-check';
import { item, open, type Books, type Json } from './support/books';

const COUNTRIES = [
	{ country: 'GB', currency: 'GBP', codes: ['20.0% S', '17.5% S', '5.0% R', '0.0% Z', 'No VAT'] },
	{ country: 'CA', currency: 'CAD', codes: ['HST ON', 'GST', 'GST/PST BC', 'GST/QST QC - 9.975', 'Exempt'] },
	{ country: 'US', currency: 'USD', codes: ['TAX', 'NON'] },
];

const cents = fc.integer({ min: 1, max: 999_999 }).map((value) => value / 100);

const lineOf = fc.record({
	amount: cents,
	code: fc.nat(4),
	/** 0: income; 1: a liability (gift card), negative; 2: stock */
	kind: fc.nat(2),
});

const step = fc.oneof(
	fc.record({
		do: fc.constantFrom('SalesReceipt', 'Invoice', 'CreditMemo', 'RefundReceipt'),
		lines: fc.array(lineOf, { minLength: 1, maxLength: 4 }),
		discount: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
		inclusive: fc.boolean(),
		foreign: fc.option(fc.integer({ min: 1, max: 30_000 }), { nil: undefined }),
	}),
	fc.record({ do: fc.constant('Payment' as const), share: fc.integer({ min: 1, max: 120 }), amount: cents }),
	fc.record({ do: fc.constant('JournalEntry' as const), amount: cents, other: cents }),
	fc.record({
		do: fc.constant('Deposit' as const),
		fee: fc.integer({ min: 1, max: 9 }).map((value) => value / 100),
	}),
	fc.record({ do: fc.constant('Transfer' as const), amount: cents }),
	fc.record({ do: fc.constantFrom('void', 'delete', 'update'), which: fc.nat(1000), amount: cents }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Bookkeeper {
	readonly books: Books;
	private readonly customers: { home: string; foreign: string };
	private readonly items: { income: string; gift: string; stock: string };

	constructor(private readonly where: (typeof COUNTRIES)[number]) {
		this.books = open({
			country: where.country,
			currency: where.currency,
			preferences: { multiCurrency: true },
			currencies: ['EUR'],
		});
		const { books } = this;
		const account = (name: string): { value: string } => ({ value: books.id('Account', name) });
		this.customers = {
			home: String(books.post('customer', { DisplayName: 'Home' })['Id']),
			foreign: String(
				books.post('customer', { DisplayName: 'Foreign', CurrencyRef: { value: 'EUR' } })['Id'],
			),
		};
		this.items = {
			income: books.service('Goods', 'Sales'),
			gift: books.service('Gift card', 'Gift card liability'),
			stock: String(
				books.post('item', {
					Name: 'Mug',
					Type: 'Inventory',
					TrackQtyOnHand: true,
					QtyOnHand: 1000,
					InvStartDate: '2020-01-01',
					PurchaseCost: 3.337,
					IncomeAccountRef: account('Sales'),
					ExpenseAccountRef: account('Cost of Goods Sold'),
					AssetAccountRef: account('Inventory Asset'),
				})['Id'],
			),
		};
	}

	/** Does a step; what QuickBooks refuses is no matter, as long as nothing changes then. */
	take(one: Step): void {
		const before = this.state();
		const answer = this.attempt(one);
		if (answer.status !== 200) expect(this.state()).toBe(before);
	}

	/** Everything but the counts of calls. */
	private state(): string {
		return JSON.stringify(this.books.lab.snapshot(), (key, value: unknown) => (key === 'calls' ? {} : value));
	}

	/** Debits less credits in cents, of all accounts together. */
	balance(): bigint {
		const minor = (text: string): bigint => BigInt(text.replace('.', ''));
		return this.books.lab
			.trialBalance(this.books.realm)
			.reduce((sum, row) => sum + minor(row.debit) - minor(row.credit), 0n);
	}

	/** All documents that are there, newest first. */
	documents(): { type: string; object: Json }[] {
		return Object.entries(this.books.lab.documents(this.books.realm))
			.flatMap(([type, objects]) =>
				objects.map((object) => ({ type, object: JSON.parse(JSON.stringify(object)) as Json })),
			)
			.sort((a, b) => Number(b.object['Id']) - Number(a.object['Id']));
	}

	remove(type: string, object: Json): string {
		const body = { Id: object['Id'], SyncToken: object['SyncToken'] };
		const answer = this.books.call('POST', `${type.toLowerCase()}?operation=delete`, body);
		return answer.status === 200 ? 'deleted' : JSON.stringify(answer.body);
	}

	private attempt(one: Step) {
		const { books } = this;
		const home = { CurrencyRef: { value: this.where.currency } };
		const account = (name: string): { value: string } => ({ value: books.id('Account', name) });
		switch (one.do) {
			case 'SalesReceipt':
			case 'Invoice':
			case 'CreditMemo':
			case 'RefundReceipt':
				return books.call('POST', one.do.toLowerCase(), this.form(one));
			case 'Payment': {
				const invoice = this.documents().find(
					({ type, object }) => type === 'Invoice' && Number(object['Balance']) > 0,
				)?.object;
				const foreign = (invoice?.['CurrencyRef']?.['value'] as unknown) === 'EUR';
				const applied = invoice === undefined ? 0 : Math.round(Number(invoice['Balance']) * one.share) / 100;
				return books.call('POST', 'payment', {
					CustomerRef: { value: foreign ? this.customers.foreign : this.customers.home },
					...(foreign ? { CurrencyRef: { value: 'EUR' }, ExchangeRate: one.amount } : home),
					TotalAmt: Math.round((applied + 1) * 100) / 100,
					Line:
						invoice === undefined
							? []
							: [{ Amount: applied, LinkedTxn: [{ TxnId: invoice['Id'], TxnType: 'Invoice' }] }],
				});
			}
			case 'JournalEntry': {
				const leg = (PostingType: string, Amount: number, name: string): object => ({
					Amount,
					DetailType: 'JournalEntryLineDetail',
					JournalEntryLineDetail: { PostingType, AccountRef: account(name) },
				});
				const both = Math.round((one.amount + one.other) * 100) / 100;
				const Line = [
					leg('Debit', both, 'PayPal'),
					leg('Credit', one.amount, 'Sales'),
					leg('Credit', one.other, 'Tips payable'),
				];
				return books.call('POST', 'journalentry', { ...home, Line });
			}
			case 'Deposit': {
				const receipt = this.documents().find(
					({ type, object }) =>
						type === 'SalesReceipt' &&
						(object['LinkedTxn'] as unknown as object[]).length === 0 &&
						(object['CurrencyRef']?.['value'] as unknown) === this.where.currency,
				)?.object;
				const linked =
					receipt === undefined
						? []
						: [
								{
									Amount: receipt['TotalAmt'],
									LinkedTxn: [{ TxnId: receipt['Id'], TxnType: 'SalesReceipt', TxnLineId: '0' }],
								},
							];
				const fee = {
					Amount: -one.fee,
					DetailType: 'DepositLineDetail',
					DepositLineDetail: { AccountRef: account('Payment processing fees') },
				};
				return books.call('POST', 'deposit', {
					...home,
					DepositToAccountRef: account('Savings'),
					Line: [...linked, fee],
				});
			}
			case 'Transfer':
				return books.call('POST', 'transfer', {
					...home,
					FromAccountRef: account('Stripe clearing'),
					ToAccountRef: account('Savings'),
					Amount: one.amount,
				});
			case 'void':
			case 'delete':
			case 'update': {
				const all = this.documents();
				const picked = all[one.which % Math.max(all.length, 1)];
				if (picked === undefined) return books.call('GET', 'preferences');
				const { type, object } = picked;
				const body = { Id: object['Id'], SyncToken: object['SyncToken'], sparse: true, PrivateNote: 'x' };
				return books.call('POST', `${type.toLowerCase()}?operation=${one.do}`, body);
			}
		}
	}

	private form(one: Extract<Step, { lines: unknown }>): object {
		const { where, items, customers } = this;
		const lines = one.lines.map(({ amount, code, kind }) => {
			const name = where.codes[code % where.codes.length] ?? '';
			const TaxCodeRef = { value: where.country === 'US' ? name : this.books.id('TaxCode', name) };
			if (kind === 1)
				return item(items.gift, -Math.min(amount, 5), { TaxCodeRef, TaxInclusiveAmt: -Math.min(amount, 5) });
			if (kind === 2) return item(items.stock, amount, { TaxCodeRef, Qty: 2, TaxInclusiveAmt: amount });
			return item(items.income, amount, { TaxCodeRef, TaxInclusiveAmt: Math.round(amount * 120) / 100 });
		});
		const discount = {
			DetailType: 'DiscountLineDetail',
			DiscountLineDetail: { PercentBased: true, DiscountPercent: one.discount },
		};
		const foreign = one.foreign !== undefined;
		return {
			CustomerRef: { value: foreign ? customers.foreign : customers.home },
			CurrencyRef: { value: foreign ? 'EUR' : where.currency },
			...(foreign ? { ExchangeRate: (one.foreign ?? 1) / 10_000 } : {}),
			...(where.country === 'US'
				? {}
				: { GlobalTaxCalculation: one.inclusive ? 'TaxInclusive' : 'TaxExcluded' }),
			...(one.do === 'RefundReceipt'
				? { DepositToAccountRef: { value: this.books.id('Account', 'PayPal') } }
				: {}),
			Line: one.discount === undefined ? lines : [...lines, discount],
		};
	}
}

test.each(COUNTRIES)(
	'in $country the books always balance, and nothing is left when all is deleted',
	(where) => {
		fc.assert(
			fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
				const keeper = new Bookkeeper(where);
				const opening = keeper.books.lab.trialBalance(keeper.books.realm);
				for (const one of steps) {
					keeper.take(one);
					expect(keeper.balance()).toBe(0n);
				}
				// receivables agree with the open balances of the documents (home currency, without foreign ones)
				const owed = keeper
					.documents()
					.filter(({ object }) => (object['CurrencyRef']?.['value'] as unknown) === where.currency)
					.reduce((sum, { type, object }) => {
						if (type === 'Invoice') return sum + Number(object['Balance']);
						if (type === 'CreditMemo') return sum - Number(object['RemainingCredit']);
						return type === 'Payment' ? sum - Number(object['UnappliedAmt']) : sum;
					}, 0);
				const receivable = Number(keeper.books.balance('Accounts Receivable (A/R)'));
				expect(Math.round(receivable * 100)).toBe(Math.round(owed * 100));
				// the newest first: deposits and payments before what they hold; each deletion changes what it held
				for (let [newest] = keeper.documents(); newest !== undefined; [newest] = keeper.documents()) {
					const { type, object } = newest;
					expect([type, keeper.remove(type, object)]).toEqual([type, 'deleted']);
				}
				expect(keeper.books.lab.trialBalance(keeper.books.realm)).toEqual(opening);
				expect(keeper.balance()).toBe(0n);
			}),
			{ numRuns: 40 },
		);
	},
);
