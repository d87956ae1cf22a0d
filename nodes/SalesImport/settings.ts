/** The parameters of the node as the import takes them. */
import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { IANAZone } from 'luxon';
import {
	channelOf,
	fractionOf,
	PLAIN_WORDS,
	REPORTS,
	transaction,
	wordKey,
	type Columns,
	type FieldName,
	type ImportSettings,
	type Meaning,
	type Report,
	type TableFormat,
	type Words,
} from '../../core/import';
import type { PayoutTransactionType } from '../../core/documents';
import { isDecimal } from '../../core/money/decimal';

export interface NodeSettings {
	readonly format: Report | TableFormat;
	readonly settings: ImportSettings;
	readonly words: Words;
	readonly delimiter?: string;
	readonly encoding: string;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function columnsOf(context: IExecuteFunctions): Columns {
	const rows = context.getNodeParameter('columns.column', 0, []) as { field: FieldName; column: string }[];
	const columns: { [F in FieldName]?: string[] } = {};
	for (const { field, column } of rows) if (column.trim() !== '') (columns[field] ??= []).push(column.trim());
	return columns;
}

const TAX_FIELDS: readonly FieldName[] = ['tax', 'orderTax', 'shippingTax'];

function problem(context: IExecuteFunctions, message: string, description?: string): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, description === undefined ? {} : { description });
}

function genericFormat(context: IExecuteFunctions, options: IDataObject): TableFormat {
	const columns = columnsOf(context);
	const needed = [
		['orderNumber', 'the order number'],
		['date', 'the date'],
	] as const;
	for (const [field, label] of needed)
		if (columns[field] === undefined)
			throw problem(context, `No column is chosen for ${label}.`, 'Add it under "Columns".');
	if (columns.amount === undefined && columns.unitPrice === undefined)
		throw problem(context, 'No column is chosen for the amount or the price.', 'Add one under "Columns".');
	const taxInAmounts = context.getNodeParameter('taxInAmounts', 0, 'none');
	if (taxInAmounts === 'none' && TAX_FIELDS.some((field) => columns[field] !== undefined))
		throw problem(
			context,
			'A column holds a tax, but it is not said whether the amounts contain it.',
			'Choose it under "Tax in the Amounts".',
		);
	const collector = context.getNodeParameter('taxCollectedBy', 0, 'rows');
	const gateway = textOf(context.getNodeParameter('gateway', 0, ''));
	return {
		columns,
		words: PLAIN_WORDS,
		pricesIncludeTax: taxInAmounts === 'contained',
		discountTaken: options.discountTaken === true,
		orderValues: options.orderValues === 'perRow' ? 'perRow' : 'once',
		fees: options.fees === 'balance' ? 'balance' : 'costs',
		...(collector === 'merchant' || collector === 'marketplace' ? { taxCollectedBy: collector } : {}),
		totalHasMarketplaceTax: 'yes',
		...(gateway === '' ? {} : { gateway }),
	};
}

const ROW_KINDS = ['sale', 'refund', 'payment', 'payout', 'ignore'] as const;
const isRowKind = (means: string): means is (typeof ROW_KINDS)[number] =>
	(ROW_KINDS as readonly string[]).includes(means);

function wordsOf(context: IExecuteFunctions): Words {
	const rows = context.getNodeParameter('words.word', 0, []) as {
		word: string;
		means: string;
		category?: string;
	}[];
	return new Map(
		rows
			.filter(({ word }) => word.trim() !== '')
			.map(({ word, means, category }): [string, Meaning] => [
				wordKey(word),
				isRowKind(means)
					? { kind: means }
					: transaction(
							means as PayoutTransactionType,
							textOf(category) === '' ? undefined : textOf(category),
						),
			]),
	);
}

function channelName(context: IExecuteFunctions, report: Report | 'generic'): string {
	const channel = textOf(context.getNodeParameter('channel', 0, ''));
	if (channel === '' && report !== 'generic') return channelOf(report);
	// it is a part of keys, between slashes
	if (/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,59}$/u.test(channel)) return channel;
	throw problem(
		context,
		channel === '' ? 'The channel has no name.' : `"${channel}" cannot be the name of a channel.`,
		'Enter a short name under "Channel": letters, digits, dots and dashes.',
	);
}

function taxOf(context: IExecuteFunctions, options: IDataObject): ImportSettings['tax'] {
	const percent = textOf(options.taxRate).replace(/\s*%$/, '').replace(',', '.');
	if (percent === '') return undefined;
	if (!isDecimal(percent) || percent.startsWith('-'))
		throw problem(context, `"${percent}" is not a tax rate in percent.`);
	const name = textOf(options.taxName);
	return { name: name === '' ? 'Tax' : name, rate: fractionOf(percent) };
}

/** @throws NodeOperationError for what cannot be used */
export function settingsOf(context: IExecuteFunctions): NodeSettings {
	const options = context.getNodeParameter('options', 0, {});
	const chosen = String(context.getNodeParameter('report', 0));
	const report = REPORTS.find((one) => one === chosen) ?? 'generic';
	const zone = textOf(options.timeZone);
	const timeZone = zone === '' ? context.getTimezone() : zone;
	if (!IANAZone.isValidZone(timeZone)) throw problem(context, `"${timeZone}" is not a time zone.`);
	const tax = taxOf(context, options);
	const [currency, dateFormat] = [textOf(options.currency).toUpperCase(), textOf(options.dateFormat)];
	const { decimalSign, delimiter = 'auto', encoding = 'utf-8' } = options;
	return {
		format: report === 'generic' ? genericFormat(context, options) : report,
		settings: {
			channel: channelName(context, report),
			timeZone,
			...(currency === '' ? {} : { currency }),
			...(dateFormat === '' ? {} : { dateFormat }),
			...(decimalSign === '.' || decimalSign === ',' ? { decimalSign } : {}),
			...(tax === undefined ? {} : { tax }),
		},
		words: wordsOf(context),
		...(delimiter === 'auto' ? {} : { delimiter: delimiter === 'tab' ? '\t' : String(delimiter) }),
		encoding: encoding === 'windows-1252' ? 'windows-1252' : 'utf-8',
	};
}
