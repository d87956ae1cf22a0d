/** Runs Bank Transactions once for each input item. */
import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import {
	CSV_COLUMNS,
	readStatement,
	STATEMENT_FORMATS,
	type CsvMapping,
	type StatementOptions,
} from '../../core/bank/statements';
import type { BankTransaction, HeldDocument } from '../../core/documents';
import { asBankOutputs, noteBankLines } from '../shared/banks/items';
import { openBank } from '../shared/banks/session';
import { asNodeError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { syncLogOf } from '../shared/syncLog';

type Line = BankTransaction | HeldDocument;

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** What a person has entered in a collection, without what is empty. */
function entered(context: IExecuteFunctions, name: string, item: number): Readonly<Record<string, string>> {
	const values = context.getNodeParameter(name, item, {}) as Record<string, unknown>;
	return Object.fromEntries(
		Object.entries(values).flatMap(([key, value]): [string, string][] =>
			// a delimiter may be a blank
			typeof value === 'string' && value !== '' ? [[key, value]] : [],
		),
	);
}

function csvOf(context: IExecuteFunctions, item: number): CsvMapping {
	const columns = entered(context, 'csvColumns', item);
	const { delimiter, decimal, dateFormat, positive } = entered(context, 'csvFormat', item);
	const preset = textOf(context.getNodeParameter('csvLayout', item, 'auto'));
	return {
		...(preset === 'auto' || preset === '' ? {} : { preset }),
		columns: Object.fromEntries(
			CSV_COLUMNS.flatMap((name): [string, string][] => {
				const text = columns[name]?.trim() ?? '';
				return text === '' ? [] : [[name, text]];
			}),
		),
		...(delimiter === undefined ? {} : { delimiter }),
		...(decimal === '.' || decimal === ',' ? { decimal } : {}),
		...(dateFormat === undefined ? {} : { dateFormat: dateFormat.trim() }),
		...(positive === 'out' ? { positive } : {}),
	};
}

function statementOptions(context: IExecuteFunctions, item: number): StatementOptions {
	const chosen = context.getNodeParameter('format', item, 'auto');
	const format = STATEMENT_FORMATS.find((one) => one === chosen);
	const account = textOf(context.getNodeParameter('account', item, ''));
	const currency = textOf(context.getNodeParameter('currency', item, '')).toUpperCase();
	const { accountName, batches } = entered(context, 'fileOptions', item);
	const mayBeCsv = format === undefined || format === 'csv';
	return {
		...(format === undefined ? {} : { format }),
		...(account === '' ? {} : { account }),
		...(currency === '' ? {} : { currency }),
		...(accountName === undefined ? {} : { accountName }),
		...(batches === 'whole' ? { batches } : {}),
		...(mayBeCsv ? { csv: csvOf(context, item) } : {}),
	};
}

async function fileOf(context: IExecuteFunctions, item: number): Promise<Uint8Array | string> {
	if (context.getNodeParameter('fileFrom', item, 'binary') === 'text')
		return String(context.getNodeParameter('text', item) ?? '');
	const field = textOf(context.getNodeParameter('binaryField', item, 'data'));
	context.helpers.assertBinaryData(item, field);
	return await context.helpers.getBinaryDataBuffer(item, field);
}

/** The day that was chosen, as it was written: a bank's day has no zone. */
function dayOf(context: IExecuteFunctions, name: string, item: number): string | undefined {
	const value: unknown = context.getNodeParameter(name, item, '');
	const text = value instanceof Date ? value.toISOString() : String(value ?? '');
	if (text.trim() === '') return undefined;
	const day = text.trim().slice(0, 10);
	if (/^\d{4}-\d\d-\d\d$/.test(day) && !Number.isNaN(Date.parse(day))) return day;
	throw new NodeOperationError(context.getNode(), `"${text.slice(0, 40)}" is not a date.`, {
		itemIndex: item,
	});
}

function periodOf(context: IExecuteFunctions, item: number): { readonly from: string; readonly to: string } {
	const from = dayOf(context, 'from', item);
	if (from === undefined) {
		const message = 'Choose the first day of the period in "From".';
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
	return { from, to: dayOf(context, 'to', item) ?? new Date().toISOString().slice(0, 10) };
}

async function fromBank(context: IExecuteFunctions, bank: string, item: number): Promise<readonly Line[]> {
	const { from, to } = periodOf(context, item);
	const account = textOf(context.getNodeParameter('bankAccount', item, ''));
	const session = await openBank(context, bank);
	const lines: Line[] = [];
	for await (const page of session.period(from, to)) {
		const isWanted = (line: Line): boolean =>
			account === '' || (line.type === 'Held' ? line.source.storeId : line.account.id) === account;
		for (const line of page) if (isWanted(line)) lines.push(line);
	}
	return lines;
}

async function fromLedger(context: IExecuteFunctions, item: number): Promise<readonly Line[]> {
	const { from, to } = periodOf(context, item);
	const account = textOf(context.getNodeParameter('ledgerAccount', item, ''));
	if (account === '') {
		const message = 'Choose the account in "Bank Account".';
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item });
	}
	const { session, connector } = await openLedger(context, String(context.getNodeParameter('ledger', item)));
	if (session.bankTransactions === undefined) {
		const message = `${connector.displayName} gives no bank transactions to others.`;
		const description = 'Download a statement file from the bank and read that instead.';
		throw new NodeOperationError(context.getNode(), message, { itemIndex: item, description });
	}
	return await session.bankTransactions(account, from, to);
}

/** What people call the file. */
function fileName(context: IExecuteFunctions, item: number): string {
	if (context.getNodeParameter('fileFrom', item, 'binary') === 'text') return 'text';
	const field = textOf(context.getNodeParameter('binaryField', item, 'data'));
	return context.helpers.assertBinaryData(item, field).fileName ?? field;
}

async function linesFor(context: IExecuteFunctions, item: number): Promise<readonly Line[]> {
	const source = String(context.getNodeParameter('source', item));
	const syncLog = await syncLogOf(context);
	if (source === 'file') {
		const { documents } = readStatement(await fileOf(context, item), statementOptions(context, item));
		await noteBankLines(syncLog, documents, fileName(context, item));
		return documents;
	}
	const lines = source === 'ledger' ? await fromLedger(context, item) : await fromBank(context, source, item);
	await noteBankLines(syncLog, lines);
	return lines;
}

export async function readItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const documents: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const [good, held] = asBankOutputs(await linesFor(context, item), item);
			for (const one of good) documents.push(one);
			for (const one of held) review.push(one);
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			review.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	return [documents, review];
}
