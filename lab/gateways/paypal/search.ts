/** Transaction Search: what may be asked, and what is answered. */
import type { LabRecord, Json } from './records';
import { stamp, transactionInfo } from './records';
import { invalid, notAvailable, tooMuch } from './refusals';

const DAY_MS = 86_400_000;
const LONGEST_MS = 31 * DAY_MS;
const HISTORY_MS = 3 * 365 * DAY_MS + DAY_MS;
const DATE =
	/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]\d{2}:?\d{2})$/;
const KNOWN = new Set([
	'start_date',
	'end_date',
	'transaction_id',
	'transaction_type',
	'transaction_status',
	'transaction_currency',
	'fields',
	'balance_affecting_records_only',
	'page_size',
	'page',
]);
const FIELDS = new Set([
	'all',
	'transaction_info',
	'payer_info',
	'shipping_info',
	'auction_info',
	'cart_info',
	'incentive_info',
	'store_info',
]);

export function dateOf(query: URLSearchParams, name: string): number | undefined {
	const text = query.get(name);
	if (text === null) return undefined;
	if (!DATE.test(text)) throw invalid(name, 'Invalid date format', text);
	return Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

function required(query: URLSearchParams, name: string): number {
	const date = dateOf(query, name);
	if (date === undefined) throw invalid(name, 'Missing required parameter');
	return date;
}

function integer(query: URLSearchParams, name: string, otherwise: number, most: number): number {
	const text = query.get(name);
	if (text === null) return otherwise;
	const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
	if (value < 1 || value > most) throw invalid(name, `The value must be from 1 to ${most}`, text);
	return value;
}

export interface SearchFacts {
	readonly accountNumber: string;
	/** epoch milliseconds: the newest that the reports know */
	readonly refreshedAt: number;
	readonly mostFound: number;
}

/** What is in each balance after each record. */
function balancesAfter(records: readonly LabRecord[]): ReadonlyMap<LabRecord, bigint> {
	const sums = new Map<string, bigint>();
	return new Map(
		records.map((record) => {
			const sum = (sums.get(record.currency) ?? 0n) + record.amount + record.fee;
			sums.set(record.currency, sum);
			return [record, sum] as const;
		}),
	);
}

/** @param all what the reports know, oldest first. @throws Refusal */
export function search(query: URLSearchParams, all: readonly LabRecord[], facts: SearchFacts): Json {
	for (const name of query.keys()) if (!KNOWN.has(name)) throw invalid(name, 'Unknown parameter');
	const [start, end] = [required(query, 'start_date'), required(query, 'end_date')];
	if (end < start) throw invalid('end_date', 'End date is before start date', query.get('end_date') ?? '');
	if (end - start > LONGEST_MS)
		throw invalid('end_date', 'Date range is greater than 31 days', query.get('end_date') ?? '');
	if (start < facts.refreshedAt - HISTORY_MS) throw notAvailable();
	for (const field of (query.get('fields') ?? 'transaction_info').split(','))
		if (!FIELDS.has(field)) throw invalid('fields', 'Unknown field', field);
	const balanceOnly = query.get('balance_affecting_records_only') ?? 'Y';
	if (!['Y', 'N'].includes(balanceOnly))
		throw invalid('balance_affecting_records_only', 'Y or N', balanceOnly);
	const id = query.get('transaction_id');
	if (id !== null && (id.length < 17 || id.length > 19))
		throw invalid('transaction_id', 'Invalid length', id);
	const [size, page] = [integer(query, 'page_size', 100, 500), integer(query, 'page', 1, 2_147_483_647)];
	const is = (name: string, value: string): boolean => query.get(name) === null || query.get(name) === value;
	const found = all.filter(
		(record) =>
			record.at >= start &&
			record.at <= end &&
			is('transaction_id', record.id) &&
			is('transaction_type', record.code) &&
			is('transaction_status', record.status) &&
			is('transaction_currency', record.currency),
	);
	if (found.length > facts.mostFound) throw tooMuch();
	// PayPal leaves the balance out as soon as anything beside the dates is asked for
	const isPlain = [...query.keys()].every((name) => name === 'start_date' || name === 'end_date');
	const balances = isPlain ? balancesAfter(all) : undefined;
	const shown = found.slice((page - 1) * size, page * size);
	return {
		transaction_details: shown.map((record) => ({
			transaction_info: transactionInfo(record, balances?.get(record)),
		})),
		account_number: facts.accountNumber,
		start_date: stamp(start),
		end_date: stamp(end),
		last_refreshed_datetime: stamp(facts.refreshedAt),
		page,
		total_items: found.length,
		total_pages: Math.ceil(found.length / size),
		links: [{ href: 'https://api-m.paypal.com/v1/reporting/transactions', rel: 'self', method: 'GET' }],
	};
}
