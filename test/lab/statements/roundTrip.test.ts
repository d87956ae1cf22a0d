/** What the lab's banks write of the day book's lines is read as these lines again, in every format and dialect. */
import fc from 'fast-check';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
import { readStatement } from '../../../core/bank/statements';
import { STATEMENT_DIALECTS, type StatementDialect } from '../../../lab/banks/statements';
import type { BankLineEvent } from '../../../lab/daybook/events';
import { readDayBook } from '../../../lab/daybook/readDayBook';
import { describeWithShared, shared } from '../../support/shared';

const IBAN = 'GB29NWBK60161331926819';

/** Both sides in one form. */
const wantedOf = ({ says }: StatementDialect, lines: readonly BankLineEvent[]): string[] =>
	lines.map(({ on, amount, currency, description, reference }) =>
		[
			on,
			amount.replace(/^-(?=[0.]*$)/, ''),
			currency,
			description,
			says.reference ? (reference ?? '') : '',
		].join(' | '),
	);

function readOf(
	documents: readonly (BankTransaction | HeldDocument)[],
	says: StatementDialect['says'],
): string[] {
	return documents.map((one) => {
		if (one.type === 'Held') return `held: ${one.findings.map(({ message }) => message).join(' ')}`;
		const { bookedOn, amount, direction, description, reference = '' } = one;
		const sign = direction === 'out' ? '-' : '';
		return [
			bookedOn,
			sign + amount.amount,
			amount.currency,
			description,
			says.reference ? reference : '',
		].join(' | ');
	});
}

function read(dialect: StatementDialect, file: Buffer) {
	return readStatement(file, dialect.says.account ? {} : { account: IBAN });
}

const SAFE_WORDS = [
	'STRIPE',
	'PAYOUT',
	'po_1Nv8',
	'A',
	'INVOICE',
	'2024-01',
	"O'NEIL",
	'FEE.',
	'(REF)',
	'X'.repeat(28),
];
const WORDS = [...SAFE_WORDS, 'Müller', '&', 'A<B', '"quoted"', 'a,b;c', '50%', '=1+1', 'größe', '<b>'];

const DIGITS: Readonly<Record<string, number>> = { GBP: 2, JPY: 0, KWD: 3 };

const linesIn = (currency: string, words: readonly string[]): fc.Arbitrary<BankLineEvent[]> =>
	fc
		.array(
			fc.record({
				day: fc.integer({ min: 0, max: 400 }),
				units: fc.oneof(
					fc.integer({ min: -999, max: 999 }),
					fc.integer({ min: -2_000_000_000, max: 2_000_000_000 }),
				),
				text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 12 }),
				reference: fc.option(fc.stringMatching(/^[A-Z0-9]{4,30}$/), { nil: undefined }),
			}),
			{ minLength: 1, maxLength: 25 },
		)
		.map((all) =>
			[...all]
				.sort((a, b) => a.day - b.day)
				.map(({ day, units, text, reference }, index): BankLineEvent => {
					const digits = DIGITS[currency] ?? 2;
					const whole = String(Math.abs(units)).padStart(digits + 1, '0');
					const amount = digits === 0 ? whole : `${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
					return {
						kind: 'bankLine',
						id: `bank_${index}`,
						account: 'Business Current',
						on: new Date(Date.UTC(2023, 5, 1 + day)).toISOString().slice(0, 10),
						amount: units < 0 ? `-${amount}` : amount,
						currency,
						description: text.join(' '),
						...(reference === undefined ? {} : { reference }),
					};
				}),
		);

describe.each(STATEMENT_DIALECTS.map((dialect) => [dialect.name, dialect] as const))('%s', (_, dialect) => {
	const words = dialect.swiftLetters === true ? SAFE_WORDS : WORDS;
	const some = fc
		.constantFrom('GBP', 'JPY', 'KWD')
		.chain((currency) => linesIn(currency, words).map((lines) => ({ currency, lines })));

	it('gives back any lines, with balances that are reached', () => {
		fc.assert(
			fc.property(some, fc.integer({ min: -5_000, max: 5_000 }), ({ currency, lines }, opening) => {
				const file = dialect.write({ id: IBAN, currency, opening: String(opening) }, lines);
				const { documents } = read(dialect, file);
				const given = readOf(documents, dialect.says);
				const wanted = wantedOf(dialect, lines);
				// within one day amounts alone may not tell whether a file begins with the oldest or the newest line
				const isOneDay = new Set(lines.map(({ on }) => on)).size === 1;
				if (isOneDay) expect([...given].sort()).toEqual([...wanted].sort());
				else expect(given).toEqual(wanted);
				expect(new Set(documents.map(({ id }) => id)).size).toBe(lines.length);
			}),
			{ numRuns: 40 },
		);
	});

	it('gives the same ids in files that overlap', () => {
		fc.assert(
			fc.property(some, ({ currency, lines }) => {
				const account = { id: IBAN, currency, opening: '0' };
				const middle = lines[Math.floor(lines.length / 2)]?.on ?? '';
				const idsOf = (some: readonly BankLineEvent[]) =>
					some.length === 0 ? [] : read(dialect, dialect.write(account, some)).documents.map(({ id }) => id);
				const whole = idsOf(lines);
				const two = [
					...idsOf(lines.filter(({ on }) => on <= middle)),
					...idsOf(lines.filter(({ on }) => on >= middle)),
				];
				expect([...new Set(two)].sort()).toEqual([...whole].sort());
			}),
			{ numRuns: 20 },
		);
	});

	it('finds a line that is missing by the balances', () => {
		const line = (on: string, amount: string): BankLineEvent => ({
			kind: 'bankLine',
			id: on,
			account: '',
			on,
			amount,
			currency: 'GBP',
			description: 'X',
		});
		const lines = [line('2024-01-01', '10.00'), line('2024-01-02', '-3.50'), line('2024-01-03', '1.00')];
		const file = dialect.write({ id: IBAN, currency: 'GBP', opening: '5' }, lines);
		const cut = MISSING[dialect.format](file.toString('latin1'));
		if (cut === undefined) return;
		const { documents } = read(dialect, Buffer.from(cut, 'latin1'));
		const codes = documents.flatMap((one) =>
			one.type === 'Held' ? one.findings.map(({ code }) => code) : [],
		);
		// formats without an opening balance, and files without any, cannot tell
		const tells = dialect.format === 'camt' || dialect.format === 'mt940' || file.includes('Balance');
		expect(codes).toEqual(tells ? ['STATEMENT_BALANCE_MISMATCH'] : []);
	});
});

/** Takes the second line out of a file; undefined where the file is not plain text. */
const MISSING: Readonly<Record<StatementDialect['format'], (text: string) => string | undefined>> = {
	ofx: (text) => (text.includes('\u0000') ? undefined : text),
	camt: (text) => {
		const [first, , ...rest] = text.split(/(?<=<\/(?:ns2:)?Ntry>\n)/);
		return [first, ...rest].join('');
	},
	mt940: (text) => text.replace(/:61:240102[^]*?(?=:61:)/, ''),
	csv: (text) =>
		text
			.split('\n')
			.filter((_, index) => index !== 2)
			.join('\n'),
};

describeWithShared("the day book's December", () => {
	let ordered: BankLineEvent[];
	beforeAll(async () => {
		const { events } = await readDayBook(shared('data/online-retail/daybook-2010-12.ndjson.gz'));
		const lines = events.filter((event): event is BankLineEvent => event.kind === 'bankLine');
		ordered = [...lines].sort((a, b) => a.on.localeCompare(b.on));
	});

	it.each(STATEMENT_DIALECTS.map((dialect) => [dialect.name, dialect] as const))(
		'is read from %s',
		(_, dialect) => {
			expect(ordered.length).toBeGreaterThan(20);
			const { documents } = read(
				dialect,
				dialect.write({ id: IBAN, currency: 'GBP', opening: '1000' }, ordered),
			);
			expect(readOf(documents, dialect.says).sort()).toEqual(wantedOf(dialect, ordered).sort());
		},
	);
});
