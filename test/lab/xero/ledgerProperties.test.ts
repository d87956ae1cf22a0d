/** Whatever is done, the books balance; what is taken back leaves nothing; no document is paid more than it says. */
import fc from 'fast-check';
import { creditNote, line, listIn, open, sale, TENANT, type Books, type Json } from './support/books';

const cents = fc.integer({ min: 1, max: 99_999 }).map((value) => value / 100);
const foreign = fc.option(
	fc.integer({ min: 2, max: 300 }).map((rate) => rate / 100),
	{ nil: undefined },
);
const lines = fc.array(
	fc.record({
		amount: cents,
		quantity: fc.integer({ min: 1, max: 7 }),
		account: fc.constantFrom('200', '210', '831'),
		tax: fc.constantFrom('OUTPUT2', 'RROUTPUT', 'OUTPUT', 'ZERORATEDOUTPUT'),
	}),
	{ minLength: 1, maxLength: 4 },
);
const kind = fc.constantFrom('Exclusive', 'Inclusive', 'NoTax');
const which = fc.nat(1000);

const step = fc.oneof(
	fc.record({ do: fc.constantFrom('invoice', 'note'), lines, kind, foreign }),
	fc.record({
		do: fc.constant('pay' as const),
		which,
		share: fc.integer({ min: 1, max: 130 }),
		rate: foreign,
	}),
	fc.record({
		do: fc.constant('refund' as const),
		which,
		share: fc.integer({ min: 1, max: 130 }),
		rate: foreign,
	}),
	fc.record({
		do: fc.constant('allocate' as const),
		which,
		other: which,
		share: fc.integer({ min: 1, max: 130 }),
	}),
	fc.record({ do: fc.constant('journal' as const), amount: cents }),
	fc.record({ do: fc.constant('fee' as const), amount: cents }),
	fc.record({ do: fc.constant('transfer' as const), amount: cents }),
	fc.record({ do: fc.constantFrom('void', 'unpay'), which }),
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const DAY = '2026-11-20';
const money = (value: unknown): bigint => BigInt(Math.round(Number(value) * 100));
const share = (due: unknown, percent: number): number => Math.max(1, Math.round(Number(due) * percent)) / 100;

class Bookkeeper {
	private readonly books: Books = open({ currencies: ['EUR'] });
	private contact: { ContactID: string } = { ContactID: '' };

	async begin(): Promise<void> {
		this.contact = await this.books.contact();
	}

	/** Does a step; what Xero refuses is no matter, as long as nothing changes then. */
	async take(one: Step): Promise<void> {
		const before = this.state();
		const answer = await this.attempt(one);
		if (answer !== undefined && answer.status !== 200) expect(this.state()).toBe(before);
	}

	async check(): Promise<void> {
		expect(this.books.imbalance()).toBe(0n);
		let receivable = 0n;
		for (const invoice of await this.list('Invoices')) {
			const [due, paid, credited, total] = ['AmountDue', 'AmountPaid', 'AmountCredited', 'Total'].map(
				(name) => money(invoice[name]),
			);
			if (String(invoice['Status']) === 'VOIDED') continue;
			expect((paid ?? 0n) + (credited ?? 0n) + (due ?? 0n)).toBe(total);
			expect((due ?? 0n) >= 0n).toBe(true);
			expect(String(invoice['Status']) === 'PAID').toBe(due === 0n);
			if (String(invoice['CurrencyCode']) === 'GBP') receivable += due ?? 0n;
			else receivable += await this.openBase('invoices', invoice['InvoiceID']);
		}
		for (const note of await this.list('CreditNotes')) {
			if (String(note['Status']) === 'VOIDED') continue;
			expect(money(note['RemainingCredit']) >= 0n).toBe(true);
			receivable -= await this.openBase('creditNotes', note['CreditNoteID']);
		}
		// what stands in the control account is what the documents leave open
		expect(money(this.books.balances()['Accounts Receivable'] ?? 0)).toBe(receivable);
	}

	/** Takes everything back, payments first; then nothing is left. */
	async undoAll(): Promise<void> {
		const { books } = this;
		for (const payment of await this.list('Payments')) {
			if (String(payment['Status']) === 'AUTHORISED')
				await books.post(`Payments/${String(payment['PaymentID'])}`, { Status: 'DELETED' });
		}
		for (const note of await this.list('CreditNotes')) {
			const id = String(note['CreditNoteID']);
			for (const allocation of note['Allocations'] as unknown as Json[])
				await books.ok('DELETE', `CreditNotes/${id}/Allocations/${String(allocation['AllocationID'])}`);
			if (String(note['Status']) !== 'VOIDED') await books.post(`CreditNotes/${id}`, { Status: 'VOIDED' });
		}
		for (const [container, id] of [
			['Invoices', 'InvoiceID'],
			['ManualJournals', 'ManualJournalID'],
		] as const) {
			for (const row of await this.list(container)) {
				if (String(row['Status']) !== 'VOIDED')
					await books.post(`${container}/${String(row[id])}`, { Status: 'VOIDED' });
			}
		}
		for (const row of await this.list('BankTransfers'))
			await books.post(`BankTransfers/${String(row['BankTransferID'])}`, { Status: 'DELETED' });
		for (const row of await this.list('BankTransactions')) {
			if (String(row['Status']) !== 'DELETED')
				await books.post(`BankTransactions/${String(row['BankTransactionID'])}`, { Status: 'DELETED' });
		}
		expect(books.balances()).toEqual({});
	}

	private list = (container: string): Promise<Json[]> => this.books.get(container);

	private async openBase(table: string, id: unknown): Promise<bigint> {
		const { organisations } = this.books.lab.snapshot() as {
			organisations: Record<string, { tables: Record<string, { id: string; openBase: string }[]> }>;
		};
		const row = organisations[TENANT]?.tables[table]?.find((one) => one.id === String(id));
		return BigInt(row?.openBase ?? '0');
	}

	/** Everything but the counts of calls. */
	private state(): string {
		return JSON.stringify(this.books.lab.snapshot(), (key, value: unknown) => (key === 'calls' ? {} : value));
	}

	private async pick(container: string, index: number): Promise<Json | undefined> {
		const rows = listIn((await this.books.call('GET', container)).body);
		return rows.length === 0 ? undefined : rows[index % rows.length];
	}

	private document(one: Extract<Step, { lines: unknown }>): object {
		const LineItems = one.lines.map(({ amount, quantity, account, tax }) =>
			line(amount, { Quantity: quantity, AccountCode: account, TaxType: tax }),
		);
		return {
			LineAmountTypes: one.kind,
			LineItems,
			...(one.foreign === undefined ? {} : { CurrencyCode: 'EUR', CurrencyRate: one.foreign }),
		};
	}

	private async attempt(one: Step) {
		const { books, contact } = this;
		switch (one.do) {
			case 'invoice':
				return await books.call('PUT', 'Invoices', sale(contact, '', [], this.document(one)));
			case 'note':
				return await books.call('PUT', 'CreditNotes', creditNote(contact, '', [], this.document(one)));
			case 'pay':
			case 'refund': {
				const isNote = one.do === 'refund';
				const found = await this.pick(isNote ? 'CreditNotes' : 'Invoices', one.which);
				if (found === undefined) return undefined;
				const due = found[isNote ? 'RemainingCredit' : 'AmountDue'];
				const target = isNote
					? { CreditNote: { CreditNoteID: found['CreditNoteID'] } }
					: { Invoice: { InvoiceID: found['InvoiceID'] } };
				const rate = one.rate === undefined ? {} : { CurrencyRate: one.rate };
				return await books.call('PUT', 'Payments', {
					...target,
					Account: { Code: '650' },
					Date: DAY,
					Amount: share(due, one.share),
					...rate,
				});
			}
			case 'allocate': {
				const note = await this.pick('CreditNotes', one.which);
				const invoice = await this.pick('Invoices', one.other);
				if (note === undefined || invoice === undefined) return undefined;
				const Amount = share(note['RemainingCredit'], one.share);
				return await books.call('PUT', `CreditNotes/${String(note['CreditNoteID'])}/Allocations`, {
					Allocations: [{ Invoice: { InvoiceID: invoice['InvoiceID'] }, Amount, Date: DAY }],
				});
			}
			case 'journal':
				return await books.call('PUT', 'ManualJournals', {
					Narration: 'n',
					Status: 'POSTED',
					JournalLines: [
						{ AccountCode: '405', LineAmount: one.amount },
						{ AccountCode: '650', LineAmount: -one.amount },
					],
				});
			case 'fee':
				return await books.call('PUT', 'BankTransactions', {
					Type: 'SPEND',
					Contact: contact,
					BankAccount: { Code: '092' },
					LineItems: [line(one.amount, { AccountCode: '405', TaxType: 'INPUT2' })],
				});
			case 'transfer':
				return await books.call('PUT', 'BankTransfers', {
					FromBankAccount: { Code: '092' },
					ToBankAccount: { Code: '090' },
					Amount: one.amount,
				});
			case 'void': {
				const found = await this.pick('Invoices', one.which);
				return found === undefined
					? undefined
					: await books.call('POST', `Invoices/${String(found['InvoiceID'])}`, { Status: 'VOIDED' });
			}
			case 'unpay': {
				const found = await this.pick('Payments', one.which);
				return found === undefined
					? undefined
					: await books.call('POST', `Payments/${String(found['PaymentID'])}`, { Status: 'DELETED' });
			}
		}
	}
}

test('any sequence of documents', async () => {
	await fc.assert(
		fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
			const keeper = new Bookkeeper();
			await keeper.begin();
			for (const one of steps) await keeper.take(one);
			await keeper.check();
			await keeper.undoAll();
		}),
		{ numRuns: 150, seed: 20261127 },
	);
}, 120_000);
