/** One row of a table of orders, read: which document it is part of, and its values. */
import type { LineType } from '../documents/parts';
import type { Finding } from '../findings/finding';
import { isCurrency, type CurrencyCode } from '../money/currency';
import type { Decimal } from '../money/decimal';
import { FIELDS, type Columns, type FieldName } from './columns';
import type { ReadDate } from './dates';
import { lineTypeOf, type TableFormat } from './format';
import { RowReader, type CellFormat } from './reader';
import type { ImportSettings } from './settings';
import type { TableRow } from './table';
import { wordKey, type Meaning } from './words';

type AmountField =
	| 'amount'
	| 'discount'
	| 'tax'
	| 'orderDiscount'
	| 'shipping'
	| 'shippingDiscount'
	| 'shippingTax'
	| 'tip'
	| 'orderTax'
	| 'marketplaceTax'
	| 'orderTotal'
	| 'fee'
	| 'net';

const AMOUNTS: readonly AmountField[] = [
	'amount',
	'discount',
	'tax',
	'orderDiscount',
	'shipping',
	'shippingDiscount',
	'shippingTax',
	'tip',
	'orderTax',
	'marketplaceTax',
	'orderTotal',
	'fee',
	'net',
];

const TEXTS = [
	'refundId',
	'sku',
	'name',
	'category',
	'taxClass',
	'taxName',
	'gateway',
	'paymentMethod',
	'paymentReference',
	'payoutId',
	'payoutCurrency',
	'description',
	'country',
	'region',
	'postcode',
	'customerId',
	'customerName',
	'customerEmail',
	'customerCompany',
	'customerTaxNumber',
	'channel',
] as const satisfies readonly FieldName[];
type TextField = (typeof TEXTS)[number];

export interface FlatRow {
	readonly number: number;
	readonly meaning: Meaning;
	/** the word of the column "Kind of Row" as it is written */
	readonly word: string;
	readonly orderNumber?: string;
	readonly date: ReadDate;
	readonly currency: CurrencyCode;
	readonly lineType: LineType;
	readonly quantity?: Decimal;
	readonly unitPrice?: Decimal;
	/** a fraction: "0.2" is 20 % */
	readonly taxRate?: Decimal;
	readonly collectedBy?: 'merchant' | 'marketplace';
	readonly payoutDay?: ReadDate;
	readonly dueOn?: string;
	readonly amounts: { readonly [F in AmountField]?: bigint };
	readonly texts: { readonly [F in TextField]?: string };
}

export interface UnreadRow {
	readonly number: number;
	readonly orderNumber: string;
	readonly payoutId: string;
	/** where at least that can be told */
	readonly kind?: Meaning['kind'];
	readonly findings: readonly Finding[];
}

/** Moves the point two places: "17.5" is "0.175". */
export function fractionOf(percent: Decimal): Decimal {
	const [whole = '0', fraction = ''] = percent.split('.');
	const digits = whole.padStart(3, '0') + fraction;
	const point = digits.length - fraction.length - 2;
	const text = `${digits.slice(0, point)}.${digits.slice(point)}`
		.replace(/\.?0+$/, '')
		.replace(/^0+(?=\d)/, '');
	return text === '' || text.startsWith('.') ? `0${text}` : text;
}

const COLLECTORS: Readonly<Record<string, 'merchant' | 'marketplace'>> = {
	merchant: 'merchant',
	seller: 'merchant',
	us: 'merchant',
	marketplace: 'marketplace',
	channel: 'marketplace',
	facilitator: 'marketplace',
};

/** Reads the rows of one format. */
export class FlatReader {
	constructor(
		private readonly format: TableFormat,
		private readonly cells: CellFormat,
		private readonly settings: ImportSettings,
	) {}

	private columns(field: FieldName): readonly string[] {
		const columns: Columns = this.format.columns;
		return columns[field] ?? [];
	}

	private text(reader: RowReader, field: FieldName): string | undefined {
		for (const column of this.columns(field)) {
			const text = reader.text(column);
			if (text !== undefined) return text;
		}
		return undefined;
	}

	private number(reader: RowReader, field: FieldName): Decimal | undefined {
		return reader.number(this.columns(field)[0]);
	}

	private currency(reader: RowReader): CurrencyCode | undefined {
		const [column = 'currency'] = this.columns('currency');
		const text = (this.text(reader, 'currency') ?? this.settings.currency ?? '').toUpperCase();
		const value = text.slice(0, 20);
		if (isCurrency(text)) return text;
		if (value === '') reader.add('IMPORT_CELL_EMPTY', column, { expected: 'the currency' });
		else reader.add('CURRENCY_UNKNOWN', column, { value });
		return undefined;
	}

	private meaning(reader: RowReader): { readonly meaning: Meaning; readonly word: string } | undefined {
		const [column] = this.columns('documentType');
		if (column === undefined) return { meaning: { kind: 'sale' }, word: 'sale' };
		const word = reader.required(column, 'what kind of row it is');
		if (word === undefined) return undefined;
		const meaning = this.format.words.get(wordKey(word));
		if (meaning === undefined) reader.add('IMPORT_VALUE_UNKNOWN', column, { value: word.slice(0, 60) });
		return meaning === undefined ? undefined : { meaning, word };
	}

	private lineType(reader: RowReader): LineType {
		const word = this.text(reader, 'lineType');
		if (word === undefined) return 'item';
		const type = lineTypeOf(word);
		if (type === undefined)
			reader.add('IMPORT_VALUE_UNKNOWN', this.columns('lineType')[0] ?? '', { value: word.slice(0, 60) });
		return type ?? 'item';
	}

	private collector(reader: RowReader): 'merchant' | 'marketplace' | undefined {
		const word = this.text(reader, 'taxCollectedBy');
		if (word === undefined) return this.format.taxCollectedBy;
		const collector = COLLECTORS[wordKey(word)];
		if (collector === undefined)
			reader.add('IMPORT_VALUE_UNKNOWN', this.columns('taxCollectedBy')[0] ?? '', {
				value: word.slice(0, 60),
			});
		return collector;
	}

	private taxRate(reader: RowReader): Decimal | undefined {
		const [column] = this.columns('taxRate');
		const percent = column === undefined ? undefined : reader.percent(column);
		return percent === undefined ? undefined : fractionOf(percent);
	}

	private amounts(reader: RowReader, currency: CurrencyCode): FlatRow['amounts'] {
		const amounts: { [F in AmountField]?: bigint } = {};
		for (const field of AMOUNTS) {
			for (const column of this.columns(field)) {
				const units = reader.amount(column, currency);
				if (units !== undefined) amounts[field] = (amounts[field] ?? 0n) + units;
			}
		}
		return amounts;
	}

	private optionalDate(reader: RowReader, field: 'payoutDate' | 'dueDate'): ReadDate | undefined {
		const column = this.columns(field).find((one) => reader.text(one) !== undefined);
		return column === undefined ? undefined : reader.date(column);
	}

	read(row: TableRow): FlatRow | UnreadRow {
		const reader = new RowReader(row, this.cells);
		const what = this.meaning(reader);
		const currency = this.currency(reader);
		const [dateColumn = FIELDS.date.label] = this.columns('date');
		const date = reader.date(dateColumn);
		const isOrder = what !== undefined && ['sale', 'refund', 'payment'].includes(what.meaning.kind);
		const orderNumber = this.text(reader, 'orderNumber');
		if (isOrder && orderNumber === undefined)
			reader.add('IMPORT_CELL_EMPTY', this.columns('orderNumber')[0] ?? FIELDS.orderNumber.label, {
				expected: 'the number of the order',
			});
		const amounts = currency === undefined ? {} : this.amounts(reader, currency);
		const texts: { [F in TextField]?: string } = {};
		for (const field of TEXTS) {
			const text = this.text(reader, field);
			if (text !== undefined) texts[field] = text;
		}
		const [lineType, quantity, unitPrice] = [
			this.lineType(reader),
			this.number(reader, 'quantity'),
			this.number(reader, 'unitPrice'),
		];
		const [taxRate, collectedBy] = [this.taxRate(reader), this.collector(reader)];
		const [payoutDay, due] = [this.optionalDate(reader, 'payoutDate'), this.optionalDate(reader, 'dueDate')];
		if (reader.findings.length > 0 || what === undefined || currency === undefined || date === undefined)
			return {
				number: row.number,
				orderNumber: orderNumber ?? '',
				payoutId: texts.payoutId ?? '',
				...(what === undefined ? {} : { kind: what.meaning.kind }),
				findings: reader.findings,
			};
		return {
			number: row.number,
			...what,
			...(orderNumber === undefined ? {} : { orderNumber }),
			date,
			currency,
			lineType,
			...(quantity === undefined ? {} : { quantity }),
			...(unitPrice === undefined ? {} : { unitPrice }),
			...(taxRate === undefined ? {} : { taxRate }),
			...(collectedBy === undefined ? {} : { collectedBy }),
			...(payoutDay === undefined ? {} : { payoutDay }),
			...(due === undefined ? {} : { dueOn: due.day }),
			amounts,
			texts,
		};
	}
}

export const isUnread = (row: FlatRow | UnreadRow): row is UnreadRow => 'findings' in row;
