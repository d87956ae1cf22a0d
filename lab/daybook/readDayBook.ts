/** Reads day books (docs/daybook.md) and refuses what is wrong with line number and key. */
import { DayBookChecks } from './checks';
import { DayBookError, type DayBookProblem } from './errors';
import type { CustomerEvent, DayBook, DayBookEvent, ProductEvent, ShopEvent } from './events';
import { linesOf, type NumberedLine } from './lines';
import { parseLine } from './parseLine';

export { DayBookError } from './errors';

/** After so many problems reading stops: more would not help anybody. */
const ENOUGH = 20;

/** Collects the events of a day book line by line. */
class Reader {
	private readonly checks = new DayBookChecks();
	private readonly problems: DayBookProblem[] = [];
	private shop: ShopEvent | undefined;
	private readonly products: ProductEvent[] = [];
	private readonly customers: CustomerEvent[] = [];
	private readonly events: DayBook['events'] = [];
	private line = 1;

	/** Goes on where a day book ends, which is taken as good. */
	continue(dayBook: DayBook): void {
		const known = [dayBook.shop, ...dayBook.products, ...dayBook.customers, ...dayBook.events];
		for (const event of known) this.checks.add(event, () => undefined);
	}

	read({ line, text }: NumberedLine): void {
		this.line = line;
		const parsed = text.trim() === '' ? undefined : parseLine(text);
		if (parsed === undefined) return this.report('', 'is empty');
		if (parsed.ok) {
			this.checks.add(parsed.event, (key, message) => this.report(key, message, line));
			this.sort(parsed.event);
			return;
		}
		this.checks.addUnreadable(parsed.kind, parsed.id);
		for (const { key, message } of parsed.problems) this.report(key, message);
	}

	/** @throws DayBookError there were problems */
	finish(): Omit<DayBook, 'shop'> & { shop: ShopEvent | undefined } {
		this.checks.finish();
		this.refuseIfProblems();
		const { shop, products, customers, events } = this;
		return { shop, products, customers, events };
	}

	private report(key: string, message: string, line = this.line): void {
		this.problems.push({ line, key, message });
		if (this.problems.length >= ENOUGH) this.refuseIfProblems();
	}

	private refuseIfProblems(): void {
		const [first, ...rest] = this.problems.toSorted((a, b) => a.line - b.line);
		if (first !== undefined) throw new DayBookError([first, ...rest]);
	}

	private sort(event: DayBookEvent): void {
		switch (event.kind) {
			case 'shop':
				this.shop ??= event;
				break;
			case 'product':
				this.products.push(event);
				break;
			case 'customer':
				this.customers.push(event);
				break;
			default:
				this.events.push(event);
		}
	}
}

function wholeDayBook(reader: Reader): DayBook {
	const { shop, ...rest } = reader.finish();
	if (shop === undefined) {
		throw new DayBookError([
			{ line: 1, key: 'kind', message: 'the file is empty; the first line is the shop' },
		]);
	}
	return { shop, ...rest };
}

const numbered = (text: string): NumberedLine[] =>
	text
		.replace(/\n$/, '')
		.split('\n')
		.map((line, index) => ({ line: index + 1, text: line.replace(/\r$/, '') }));

/**
 * Reads a day book file, gzipped or not.
 * @throws DayBookError what is wrong with it; the file system's own error when there is no such file
 */
export async function readDayBook(path: string): Promise<DayBook> {
	const reader = new Reader();
	for await (const line of linesOf(path)) reader.read(line);
	return wholeDayBook(reader);
}

/**
 * Reads a day book from text.
 * @throws DayBookError what is wrong with it
 */
export function parseDayBook(text: string): DayBook {
	const reader = new Reader();
	if (text !== '') for (const line of numbered(text)) reader.read(line);
	return wholeDayBook(reader);
}

/**
 * Reads further lines for a day book that is already there: they may refer to its orders, and must come after it.
 * @throws DayBookError what is wrong with them; line numbers are of `text`
 */
export function parseFurtherEvents(dayBook: DayBook, text: string): Omit<DayBook, 'shop'> {
	const reader = new Reader();
	reader.continue(dayBook);
	if (text.trim() !== '') for (const line of numbered(text)) reader.read(line);
	const { products, customers, events } = reader.finish();
	return { products, customers, events };
}

/** A day book as the text of a file, one event a line; for those who make one by code. */
export function writeDayBook(dayBook: DayBook): string {
	const all: readonly DayBookEvent[] = [
		dayBook.shop,
		...dayBook.products,
		...dayBook.customers,
		...dayBook.events,
	];
	return all.map((event) => `${JSON.stringify(event)}\n`).join('');
}
