/** Whatever is done, the books balance; what is taken back leaves nothing; receivables are what invoices say is outstanding. */
import fc from 'fast-check';
import { gbp, line, open, type Books, type Json } from './support/books';

const price = fc.integer({ min: 1, max: 99_999 }).map((cents) => (cents / 100).toFixed(2));
const percent = fc.constantFrom('0', '5', '7.25', '20');
const lines = fc.array(
	fc.record({
		cost: price,
		qty: fc.integer({ min: 1, max: 7 }),
		first: percent,
		second: percent,
		compounded: fc.boolean(),
	}),
	{ minLength: 1, maxLength: 4 },
);
const which = fc.nat(1000);
const step = fc.oneof(
	fc.record({
		do: fc.constant('invoice' as const),
		lines,
		discount: fc.constantFrom('0', '10', '33.3'),
		isDraft: fc.boolean(),
	}),
	fc.record({ do: fc.constant('note' as const), lines }),
	fc.record({ do: fc.constant('pay' as const), which, amount: price }),
	fc.record({ do: fc.constant('apply' as const), which, other: which, amount: price }),
	fc.record({ do: fc.constant('income' as const), amount: price, tax: percent }),
	fc.record({ do: fc.constant('expense' as const), amount: price, tax: percent }),
	fc.record({ do: fc.constant('journal' as const), amount: price }),
	fc.record({
		do: fc.constantFrom(
			'invoices/invoices',
			'payments/payments',
			'credit_notes/credit_notes',
			'other_incomes/other_incomes',
		),
		which,
		vis: fc.constantFrom(0, 1),
	}),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const KEYS: Readonly<Record<string, readonly [list: string, one: string]>> = {
	'invoices/invoices': ['invoices', 'invoice'],
	'payments/payments': ['payments', 'payment'],
	'credit_notes/credit_notes': ['credit_notes', 'credit_notes'],
	'other_incomes/other_incomes': ['other_income', 'other_income'],
};
const date = '2026-11-20';
const cents = (money: Json | undefined): bigint => BigInt(String(money?.['amount']).replace('.', ''));

class Bookkeeper {
	readonly books: Books = open();
	private readonly customer = this.books.client();
	private readonly category = this.books.list('expenses/categories', 'categories')[0]?.['id'];
	private readonly accounts = ['Business Bank Account', 'Stripe clearing'].map((name) =>
		this.books.account(name),
	);

	/** Does a step; what is refused is no matter, as long as nothing changes then. */
	take(one: Step): void {
		const before = this.state();
		const status = this.attempt(one);
		if (status !== undefined && status !== 200) expect(this.state()).toBe(before);
	}

	check(): void {
		const { books } = this;
		expect(books.imbalance()).toBe(0n);
		let receivable = 0n;
		for (const invoice of this.all('invoices/invoices')) {
			const [total, paid, open] = ['amount', 'paid', 'outstanding'].map((name) => cents(invoice[name]));
			expect((paid ?? 0n) + (open ?? 0n)).toBe(total);
			expect((open ?? 0n) >= 0n).toBe(true);
			if (Number(invoice['vis_state']) !== 1 && Number(invoice['status']) !== 1) receivable += open ?? 0n;
		}
		let credit = 0n;
		for (const note of this.all('credit_notes/credit_notes'))
			if (Number(note['vis_state']) !== 1) credit += cents(note['amount']) - cents(note['paid']);
		const balances = books.balances();
		const balance = (name: string): bigint => BigInt((balances[name] ?? '0.00').replace('.', ''));
		expect(balance('Accounts Receivable')).toBe(receivable);
		expect(balance('Client Credit')).toBe(-credit);
	}

	private all(path: string): Json[] {
		return this.books.list(`${path}?per_page=100`, KEYS[path]?.[0] ?? '');
	}

	private pick(path: string, which: number): Json | undefined {
		const all = this.all(path);
		return all[which % Math.max(1, all.length)];
	}

	private state(): string {
		const { accounts } = this.books.lab.snapshot() as {
			accounts: Record<string, { tables: object; postings: object }>;
		};
		const [account] = Object.values(accounts);
		return JSON.stringify([account?.tables, account?.postings]);
	}

	private post(path: string, body: object): number {
		return this.books.call('POST', path, body).status;
	}

	private attempt(one: Step): number | undefined {
		const { customer } = this;
		const wire = (
			rows: readonly { cost: string; qty: number; first: string; second: string; compounded: boolean }[],
		) =>
			rows.map(({ cost, qty, first, second, compounded }) =>
				line(cost, {
					qty,
					taxName1: 'A',
					taxAmount1: first,
					taxName2: 'B',
					taxAmount2: second,
					compounded_tax: compounded,
				}),
			);
		switch (one.do) {
			case 'invoice': {
				const invoice = {
					customerid: customer,
					create_date: date,
					lines: wire(one.lines),
					discount_value: one.discount,
					action_mark_as_sent: !one.isDraft,
				};
				return this.post('invoices/invoices', { invoice });
			}
			case 'note':
				return this.post('credit_notes/credit_notes', {
					credit_note: { clientid: customer, create_date: date, lines: wire(one.lines) },
				});
			case 'pay': {
				const invoiceid = this.pick('invoices/invoices', one.which)?.['id'];
				return this.post('payments/payments', {
					payment: { invoiceid, amount: gbp(one.amount), date, type: 'Cash' },
				});
			}
			case 'apply': {
				const invoiceid = this.pick('invoices/invoices', one.which)?.['id'];
				const creditid = this.pick('credit_notes/credit_notes', one.other)?.['id'];
				return this.post('payments/payments', {
					payment: { invoiceid, creditid, amount: gbp(one.amount), date, type: 'Credit' },
				});
			}
			case 'income': {
				const taxes = [{ name: 'A', amount: one.tax }];
				const other_income = {
					amount: gbp(one.amount),
					date,
					category_name: 'other',
					payment_type: 'Cash',
					taxes,
				};
				return this.post('other_incomes/other_incomes', { other_income });
			}
			case 'expense': {
				const expense = {
					amount: gbp(one.amount),
					date,
					categoryid: this.category,
					staffid: 1,
					taxName1: 'A',
					taxPercent1: one.tax,
				};
				return this.post('expenses/expenses', { expense });
			}
			case 'journal': {
				const details = this.accounts.map((accountId, index) => ({
					accountId,
					amount: gbp(one.amount),
					type: index === 0 ? 'TYPE_DEBIT' : 'TYPE_CREDIT',
				}));
				const manualJournalEntry = {
					name: 'x',
					userEnteredDate: { year: 2026, month: 11, day: 20 },
					details,
				};
				return this.books.business('POST', 'journal_entries', { manualJournalEntry }).status;
			}
			default: {
				const found = this.pick(one.do, one.which);
				if (found === undefined) return undefined;
				const path = `${one.do}/${String(found['id'] ?? found['incomeid'])}`;
				return this.books.call('PUT', path, { [KEYS[one.do]?.[1] ?? '']: { vis_state: one.vis } }).status;
			}
		}
	}
}

test('random bookkeeping keeps the books right', () => {
	fc.assert(
		fc.property(fc.array(step, { minLength: 1, maxLength: 25 }), (steps) => {
			const keeper = new Bookkeeper();
			for (const one of steps) keeper.take(one);
			keeper.check();
		}),
		{ numRuns: 60, seed: 20_261_120 },
	);
}, 120_000);

test('invoices and payments that are deleted leave nothing', () => {
	fc.assert(
		fc.property(lines, (rows) => {
			const books = open();
			const wire = rows.map(({ cost, qty, first }) => line(cost, { qty, taxName1: 'A', taxAmount1: first }));
			const { id, amount } = books.invoice(books.client(), wire);
			const payment = books.pay(id, String(amount?.['amount']));
			books.put(`payments/payments/${String(payment['id'])}`, 'payment', { vis_state: 1 });
			books.put(`invoices/invoices/${String(id)}`, 'invoice', { vis_state: 1 });
			expect(books.balances()).toEqual({});
		}),
		{ numRuns: 50, seed: 20_261_120 },
	);
});
