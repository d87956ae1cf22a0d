/** A row of a CSV file as a line. */
import type { Finding } from '../../../findings/finding';
import { isCurrency } from '../../../money/currency';
import { isDecimal, type Decimal } from '../../../money/decimal';
import { readAmount } from '../amounts';
import { readPatternDate, withoutTime } from '../dates';
import {
	given,
	invalidField,
	joined,
	reversed,
	sided,
	whenFilled,
	type DraftLine,
	type SidedAmount,
} from '../draft';
import type { Layout } from './layout';
import { IN_WORDS, OUT_WORDS, type CsvColumn } from './mapping';
import type { CsvRow } from './rows';

/** Days as they were read: a file has few of them, and reading one takes its time. */
export type KnownDays = Map<string, string | undefined>;

export interface CsvLine extends DraftLine {
	readonly account?: string;
	/** after this line; signed */
	readonly balance?: Decimal;
}

const isZero = (decimal: Decimal): boolean => !/[1-9]/.test(decimal);
const absolute = (decimal: Decimal): Decimal => decimal.replace(/^-/, '');

class RowReader {
	readonly findings: Finding[] = [];

	constructor(
		private readonly row: CsvRow,
		private readonly layout: Layout,
		private readonly days: KnownDays,
	) {}

	text(column: CsvColumn): string {
		const positions = this.layout.headings.positions[column] ?? [];
		return joined(positions.map((position) => this.row.cells[position] ?? ''));
	}

	/** The cell of one column as an amount; undefined where it is empty, or with a finding where it is none. */
	decimal(column: CsvColumn): Decimal | undefined {
		const text = this.text(column);
		if (text === '') return undefined;
		return readAmount(text, this.layout.decimal) ?? this.invalid(column, text, 'is no amount');
	}

	day(column: CsvColumn): string | undefined {
		const { dateFormat } = this.layout;
		const text = /[Hh]/.test(dateFormat) ? this.text(column) : withoutTime(this.text(column));
		if (text === '') return undefined;
		if (!this.days.has(text)) this.days.set(text, readPatternDate(text, dateFormat));
		return this.days.get(text) ?? this.invalid(column, text, `is no date (${dateFormat})`);
	}

	invalid(column: CsvColumn, value: string, problem: string): undefined {
		const positions = this.layout.headings.positions[column] ?? [];
		const field = `column ${positions.map((position) => position + 1).join(', ')} (${column})`;
		this.findings.push(invalidField(this.row.line, field, value, problem));
		return undefined;
	}

	/** One signed column, one with a word beside it, or one column for each side. */
	amount(): SidedAmount | undefined {
		const { positions } = this.layout.headings;
		const amount = positions.amount === undefined ? this.fromTwo() : this.fromOne();
		if (amount === undefined) return undefined;
		return this.layout.positive === 'out' ? reversed(amount) : amount;
	}

	private fromOne(): SidedAmount | undefined {
		const decimal = this.decimal('amount');
		if (decimal === undefined) return undefined;
		const word = this.text('direction').toLowerCase();
		if (this.layout.headings.positions.direction === undefined) return sided(decimal);
		if (OUT_WORDS.has(word)) return { amount: absolute(decimal), direction: 'out' };
		if (IN_WORDS.has(word)) return { amount: absolute(decimal), direction: 'in' };
		return this.invalid('direction', word, 'says neither in nor out');
	}

	private fromTwo(): SidedAmount | undefined {
		const debit = this.decimal('debit');
		const credit = this.decimal('credit');
		const out = debit === undefined || isZero(debit) ? undefined : debit;
		const came = credit === undefined || isZero(credit) ? undefined : credit;
		if (out !== undefined && came !== undefined)
			return this.invalid('debit', `${out} and ${came}`, 'stand in both columns');
		// the column says the side; some banks write a minus beside it
		if (out !== undefined) return { amount: absolute(out), direction: 'out' };
		if (came !== undefined) return sided(came);
		return (debit ?? credit) === undefined ? undefined : { amount: '0', direction: 'in' };
	}
}

/** The line of a row; undefined for a row that is none: without an amount (a total, a balance carried forward), or voided. */
export function lineOf(row: CsvRow, layout: Layout, days: KnownDays): CsvLine | undefined {
	const reader = new RowReader(row, layout, days);
	const status = reader.text('status').toLowerCase();
	if (layout.voidWords.includes(status)) return undefined;
	const [dateText, balance] = [reader.text('date'), reader.decimal('balance')];
	const amount = reader.amount();
	const { findings } = reader;
	if (amount === undefined && findings.length === 0) {
		// neither date nor amount: a note under the table; a balance alone: carried forward
		if (dateText === '' || balance !== undefined) return undefined;
		reader.invalid(layout.headings.positions.amount === undefined ? 'debit' : 'amount', '', 'is missing');
	}
	const bookedOn = dateText === '' ? reader.invalid('date', '', 'is missing') : reader.day('date');
	const valueOn = reader.day('valueDate');
	const currency = reader.text('currency').toUpperCase();
	if (currency !== '' && !isCurrency(currency))
		reader.invalid('currency', currency, 'is not a currency of ISO 4217');
	const account = reader.text('account').replace(/\s/g, '');
	const pending = layout.pendingWords.includes(status);
	return {
		line: row.line,
		...(bookedOn === undefined ? {} : { bookedOn }),
		...(valueOn === undefined ? {} : { valueOn }),
		...(amount === undefined ? {} : { amount }),
		...(currency === '' ? {} : { currency }),
		description: reader.text('description') || reader.text('counterparty'),
		...whenFilled('counterparty', reader.text('counterparty')),
		...whenFilled('reference', given(reader.text('reference'))),
		...whenFilled('bankId', reader.text('id')),
		...(pending ? { pending: true as const } : {}),
		...(account === '' ? {} : { account }),
		...(balance === undefined || !isDecimal(balance) ? {} : { balance }),
		findings,
	};
}
