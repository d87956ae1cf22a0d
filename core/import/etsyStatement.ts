/**
 * Etsy's monthly statement: what was charged, refunded and kept, and the deposits. Sales with their lines come from Etsy's file of
 * sold orders; refunds have no lines anywhere, so they are amounts. The words are those seen in public samples of the file;
 * Etsy publishes no list (unconfirmed), and anything else is held.
 *
 * A statement does not say which rows a deposit pays: what was on the balance before is carried forward, and moves nothing.
 */
import { businessKey } from '../documents/header';
import { finding, type Finding } from '../findings/finding';
import { isCurrency, type CurrencyCode } from '../money/currency';
import type { ReadDate } from './dates';
import { refundOf, sum, unitsText } from './draft';
import {
	Collected,
	incompletePayout,
	payoutOf,
	sourceOf,
	TransactionSums,
	type DraftTransaction,
} from './payout';
import { readNumber } from './numbers';
import { RowReader, unitsOf, type CellFormat } from './reader';
import type { ImportSettings } from './settings';
import type { Table } from './table';
import { fee, transaction, withWords, wordKey, wordsOf, type Words } from './words';

export const STATEMENT_COLUMNS = ['Date', 'Type', 'Title', 'Currency', 'Amount', 'Fees & Taxes', 'Net'];

/** By Type, or by Type and the beginning of Title. */
const WORDS: Words = wordsOf({
	sale: { kind: 'sale' },
	refund: { kind: 'refund' },
	deposit: { kind: 'payout' },
	fee: fee('Selling fees'),
	transaction: fee('Selling fees'),
	marketing: fee('Advertising'),
	shipping: transaction('shippingLabel'),
	'tax/sales tax': transaction('marketplaceTax'),
	vat: fee('VAT on fees'),
});

const ORDER = /Order\s*#?\s*:?\s*(\d{4,})/i;
const DEPOSIT = /^(.*\d)\s+sent to your/i;

interface StatementRow {
	readonly number: number;
	readonly kind: 'sale' | 'refund' | 'payout' | 'transaction';
	readonly meaning: ReturnType<Words['get']>;
	readonly date: ReadDate;
	readonly currency: CurrencyCode;
	/** Amount; of a deposit what was sent */
	readonly amount: bigint;
	/** Fees & Taxes, negative where it costs */
	readonly fees: bigint;
	readonly order?: string;
	readonly title: string;
}

function meaningOf(type: string, title: string, words: Words) {
	for (const [word, meaning] of words) {
		const [first, rest] = word.split('/');
		if (rest !== undefined && first === type && title.startsWith(rest)) return meaning;
	}
	return words.get(type);
}

function deposit(
	reader: RowReader,
	title: string,
	currency: CurrencyCode,
	sign: CellFormat['decimalSign'],
): bigint {
	const text = DEPOSIT.exec(title)?.[1];
	const number = text === undefined ? undefined : readNumber(text, sign);
	const units = number === undefined ? undefined : unitsOf(number, currency);
	if (units === undefined)
		reader.add('IMPORT_CELL_INVALID', 'Title', {
			value: title.slice(0, 60),
			expected: 'the amount of a deposit',
		});
	return units ?? 0n;
}

function readRow(reader: RowReader, format: CellFormat, words: Words): StatementRow | undefined {
	const type = reader.required('Type', 'a kind of row');
	const date = reader.date('Date');
	const currency = (reader.required('Currency', 'a currency') ?? '').toUpperCase();
	const title = reader.text('Title') ?? '';
	const meaning = meaningOf(wordKey(type ?? ''), wordKey(title), words);
	if (type !== undefined && (meaning === undefined || meaning.kind === 'payment'))
		reader.add('IMPORT_VALUE_UNKNOWN', 'Type', { value: `${type}: ${title}`.slice(0, 80) });
	const value = currency.slice(0, 20);
	if (value !== '' && !isCurrency(currency)) reader.add('CURRENCY_UNKNOWN', 'Currency', { value });
	if (!isCurrency(currency) || meaning === undefined || meaning.kind === 'payment' || date === undefined)
		return undefined;
	if (meaning.kind === 'ignore') return undefined;
	const isDeposit = meaning.kind === 'payout';
	const amount = isDeposit
		? deposit(reader, title, currency, format.decimalSign)
		: (reader.amount('Amount', currency) ?? 0n);
	const fees = reader.amount('Fees & Taxes', currency) ?? 0n;
	const net = reader.amount('Net', currency);
	if (!isDeposit && net !== undefined && net !== amount + fees)
		reader.add('IMPORT_CELL_INVALID', 'Net', {
			value: unitsText(net, currency),
			expected: `the amount with fees and taxes (${unitsText(amount + fees, currency)})`,
		});
	const order = ORDER.exec(`${title} ${reader.text('Info') ?? ''}`)?.[1];
	if (meaning.kind === 'refund' && order === undefined)
		reader.add('IMPORT_CELL_EMPTY', 'Title', { expected: 'the order of the refund' });
	if (reader.findings.length > 0) return undefined;
	return {
		number: reader.row.number,
		kind: meaning.kind,
		meaning,
		date,
		currency,
		amount,
		fees,
		...(order === undefined ? {} : { order }),
		title,
	};
}

/** Tax of the marketplace that went back with refunds, by order. */
function taxGivenBack(rows: readonly StatementRow[]): ReadonlyMap<string, bigint> {
	const byOrder = new Map<string, bigint>();
	for (const { meaning, order, amount, fees } of rows) {
		const isTax = meaning?.kind === 'transaction' && meaning.type === 'marketplaceTax';
		if (isTax && order !== undefined && amount + fees > 0n)
			byOrder.set(order, (byOrder.get(order) ?? 0n) + amount + fees);
	}
	return byOrder;
}

function takeRefund(
	row: StatementRow,
	tax: bigint,
	part: string,
	{ channel }: ImportSettings,
	out: Collected,
): void {
	const { order = '', amount, currency, date, title } = row;
	const source = sourceOf(channel, 'refund', order);
	const units = amount < 0n ? -amount : amount;
	const taxes =
		tax > 0n && tax <= units
			? [{ name: 'Marketplace tax', rate: '0', units: tax, collectedBy: 'marketplace' as const }]
			: [];
	const evidence = { amount: unitsText(units, currency), currency };
	out.take(
		refundOf({
			source,
			part,
			number: order,
			channel,
			at: date.at,
			day: date.day,
			currency,
			pricesIncludeTax: false,
			shipTo: {},
			lines: [],
			adjustments: [{ id: part, reason: title, direction: 'refunded', units, taxes }],
			payments: [{ id: part, gateway: channel, method: 'marketplace', units, at: date.at, reference: order }],
			saleId: businessKey(sourceOf(channel, 'order', order)),
			remarks: taxes.length > 0 ? [] : [finding('REFUND_TAX_UNCLEAR', { path: 'adjustments[0]', evidence })],
		}),
		source,
		part,
	);
}

/** Rows up to a deposit, or after the last one. */
interface Stretch {
	readonly rows: StatementRow[];
	readonly deposit?: StatementRow;
	readonly id: string;
}

/** Oldest first; what is of the day of a deposit counts to it. */
function stretches(rows: readonly StatementRow[]): Stretch[] {
	const sorted = [...rows].sort((a, b) =>
		a.date.day === b.date.day
			? Number(a.kind === 'payout') - Number(b.kind === 'payout')
			: a.date.day < b.date.day
				? -1
				: 1,
	);
	const all: Stretch[] = [];
	const perDay = new Map<string, number>();
	let open: StatementRow[] = [];
	for (const row of sorted) {
		if (row.kind !== 'payout') {
			open.push(row);
			continue;
		}
		const count = (perDay.get(row.date.day) ?? 0) + 1;
		perDay.set(row.date.day, count);
		all.push({ rows: open, deposit: row, id: count === 1 ? row.date.day : `${row.date.day}-${count}` });
		open = [];
	}
	const last = open.at(-1);
	if (last !== undefined) all.push({ rows: open, id: `rest-${last.date.day.slice(0, 7)}` });
	return all;
}

function transactionsOf(rows: readonly StatementRow[], channel: string): DraftTransaction[] {
	const sums = new TransactionSums();
	const charges: DraftTransaction[] = [];
	const perOrder = new Map<string, number>();
	for (const { kind, meaning, amount, fees, date, order } of rows) {
		if (kind === 'transaction' && meaning?.kind === 'transaction') {
			sums.add(meaning.type, meaning.category, amount + fees, date.at);
			continue;
		}
		if (fees !== 0n) sums.add('fee', 'Selling fees', fees, date.at);
		const key = `${kind}/${order ?? ''}`;
		const count = (perOrder.get(key) ?? 0) + 1;
		perOrder.set(key, count);
		charges.push({
			id: count === 1 ? key : `${key}/${count}`,
			type: kind === 'sale' ? 'charge' : 'refund',
			units: amount,
			...(order === undefined ? {} : { order }),
			...(order === undefined || kind !== 'sale'
				? {}
				: { settles: businessKey(sourceOf(channel, 'order', order)) }),
			at: date.at,
		});
	}
	return [...charges, ...sums.all()];
}

function takePayout(
	stretch: Stretch,
	missing: readonly number[],
	settings: ImportSettings,
	out: Collected,
): void {
	const { rows, deposit: paid, id } = stretch;
	const last = paid ?? rows.at(-1);
	if (last === undefined) return;
	const { currency, date } = last;
	const transactions = transactionsOf(rows, settings.channel);
	const net = paid?.amount ?? 0n;
	const carried = net - sum(transactions.map(({ units }) => units));
	if (carried !== 0n)
		transactions.push({
			id: 'carried',
			type: 'charge',
			units: carried,
			description: 'Balance carried forward',
			at: date.at,
		});
	const foreign = rows.find((row) => row.currency !== currency);
	const remarks: Finding[] = [
		...incompletePayout(missing),
		...(foreign === undefined
			? []
			: [
					finding('CURRENCY_MIXED', {
						path: `rows[${foreign.number}].Currency`,
						evidence: { found: foreign.currency, currency },
					}),
				]),
	];
	const source = sourceOf(settings.channel, 'payout', id);
	out.take(
		payoutOf({
			source,
			channel: settings.channel,
			...date,
			arrivesOn: date.day,
			currency,
			net,
			transactions,
			remarks,
		}),
		source,
	);
}

/** @param own words of the person: Type, or Type/beginning of Title */
export function importEtsyStatement(
	table: Table,
	format: CellFormat,
	settings: ImportSettings,
	own?: Words,
): Collected {
	const out = new Collected();
	const words = withWords(WORDS, own);
	const rows: StatementRow[] = [];
	const missing: number[] = [];
	for (const row of table.rows) {
		const reader = new RowReader(row, format);
		const read = readRow(reader, format, words);
		if (read !== undefined) rows.push(read);
		else if (reader.findings.length > 0) {
			missing.push(row.number);
			out.hold(sourceOf(settings.channel, 'row', String(row.number)), reader.findings);
		}
	}
	const tax = taxGivenBack(rows);
	const refunded = new Map<string, number>();
	for (const row of rows) {
		if (row.kind !== 'refund') continue;
		const key = `${row.order}|${row.date.day}`;
		const count = (refunded.get(key) ?? 0) + 1;
		refunded.set(key, count);
		const part = count === 1 ? row.date.day : `${row.date.day}-${count}`;
		const isFirst =
			count === 1 && rows.find((one) => one.kind === 'refund' && one.order === row.order) === row;
		takeRefund(row, isFirst ? (tax.get(row.order ?? '') ?? 0n) : 0n, part, settings, out);
	}
	for (const stretch of stretches(rows)) takePayout(stretch, missing, settings, out);
	return out;
}
