/** The same line from several sources is one line; equal lines of one source are not. */
import fc from 'fast-check';
import { withoutDuplicates } from '../../../../core/bank/duplicates';
import { SCHEMA_VERSION, type BankTransaction } from '../../../../core/documents';

let count = 0;

function line(bookedOn: string, amount: string, more: Partial<BankTransaction> = {}): BankTransaction {
	const id = more.id ?? `x/a/line/${++count}`;
	return {
		type: 'BankTransaction',
		schemaVersion: SCHEMA_VERSION,
		id,
		source: { platform: 'x', storeId: 'a', kind: 'line', externalId: id, externalNumber: '', revision: '' },
		channel: 'bank',
		occurredAt: `${bookedOn}T00:00:00.000Z`,
		bookedOn,
		currency: 'GBP',
		account: { id: 'a', name: 'a' },
		amount: { amount, currency: 'GBP' },
		direction: 'in',
		description: 'STRIPE PAYOUT',
		...more,
	};
}

describe('duplicates between sources', () => {
	it('pairs a line of a file with that of the feed, a day later and with another text', () => {
		const file = line('2024-01-02', '10.00');
		const feed = line('2024-01-03', '10.00', { description: 'Stripe' });
		const { lines, duplicates } = withoutDuplicates([
			{ name: 'January.ofx', lines: [file] },
			{ name: 'Plaid', lines: [feed] },
		]);
		expect(lines).toEqual([file]);
		expect(duplicates).toEqual([
			{
				line: feed,
				of: file.id,
				confidence: 'likely',
				reason: 'January.ofx has the same amount of the same account 1 day(s) apart, with a similar text.',
			},
		]);
	});

	it('keeps two equal lines of one day, and the third that only one source has', () => {
		const file = [line('2024-01-02', '3.20'), line('2024-01-02', '3.20')];
		const feed = [line('2024-01-02', '3.20'), line('2024-01-02', '3.20'), line('2024-01-02', '3.20')];
		const { lines, duplicates } = withoutDuplicates([
			{ name: 'file', lines: file },
			{ name: 'feed', lines: feed },
		]);
		expect(lines).toHaveLength(3);
		expect(duplicates).toHaveLength(2);
		expect(new Set(duplicates.map(({ of }) => of)).size).toBe(2);
	});

	it('prefers the same reference to the nearer day', () => {
		const file = [
			line('2024-01-02', '5.00', { reference: 'A', description: 'one' }),
			line('2024-01-04', '5.00', { reference: 'B', description: 'two' }),
		];
		const feed = [line('2024-01-04', '5.00', { reference: 'A', description: 'three' })];
		const { duplicates } = withoutDuplicates([
			{ name: 'file', lines: file },
			{ name: 'feed', lines: feed },
		]);
		expect(duplicates).toMatchObject([{ of: file[0]?.id, confidence: 'certain' }]);
	});

	it.each([
		['another account', { account: { id: 'b', name: 'b' } }],
		['the other side', { direction: 'out' as const }],
		['another amount', { amount: { amount: '10.01', currency: 'GBP' } }],
		['a day too far away', { bookedOn: '2024-01-06' }],
		['a line that is not settled', { pending: true }],
	])('leaves %s alone', (_, more) => {
		const { lines, duplicates } = withoutDuplicates([
			{ name: 'file', lines: [line('2024-01-02', '10.00')] },
			{ name: 'feed', lines: [line('2024-01-02', '10.00', more)] },
		]);
		expect(lines).toHaveLength(2);
		expect(duplicates).toEqual([]);
	});

	it('knows one account under two ids when it is told so', () => {
		const { lines } = withoutDuplicates(
			[
				{ name: 'file', lines: [line('2024-01-02', '10.00')] },
				{ name: 'feed', lines: [line('2024-01-02', '10.00', { account: { id: 'plaid-1', name: 'b' } })] },
			],
			{ sameAccount: (id) => (id === 'plaid-1' ? 'a' : id) },
		);
		expect(lines).toHaveLength(1);
	});

	it('takes a line with the same id once, also within a source', () => {
		const one = line('2024-01-02', '10.00', { id: 'same' });
		const { lines, duplicates } = withoutDuplicates([{ name: 'files', lines: [one, one] }]);
		expect(lines).toEqual([one]);
		expect(duplicates).toMatchObject([{ of: 'same', confidence: 'certain' }]);
	});

	const someLines = fc.array(
		fc
			.tuple(
				fc.integer({ min: 1, max: 9 }),
				fc.constantFrom('1.00', '2.00'),
				fc.constantFrom('A', 'B', undefined),
			)
			.map(([day, amount, reference]) =>
				line(`2024-01-0${day}`, amount, reference === undefined ? {} : { reference }),
			),
		{ maxLength: 12 },
	);

	it('loses nothing, and keeps at least as many equal lines as any source has', () => {
		fc.assert(
			fc.property(someLines, someLines, (first, second) => {
				const { lines, duplicates } = withoutDuplicates([
					{ name: 'first', lines: first },
					{ name: 'second', lines: second },
				]);
				const ids = [...lines, ...duplicates.map((one) => one.line)].map(({ id }) => id).sort();
				expect(ids).toEqual([...first, ...second].map(({ id }) => id).sort());
				for (const source of [first, second])
					for (const amount of ['1.00', '2.00']) {
						const of = (all: readonly BankTransaction[]) => all.filter((one) => one.amount.amount === amount);
						expect(of(lines).length).toBeGreaterThanOrEqual(of(source).length);
					}
				expect(new Set(duplicates.map(({ of }) => of)).size).toBe(duplicates.length);
			}),
		);
	});

	it('does not depend on the order of the lines', () => {
		fc.assert(
			fc.property(someLines, someLines, (first, second) => {
				const kept = (lines: readonly BankTransaction[], others: readonly BankTransaction[]) =>
					withoutDuplicates([
						{ name: 'first', lines },
						{ name: 'second', lines: others },
					])
						.duplicates.map(({ line: { id }, of }) => `${id} ${of}`)
						.sort();
				expect(kept([...first].reverse(), [...second].reverse())).toEqual(kept(first, second));
			}),
		);
	});
});
