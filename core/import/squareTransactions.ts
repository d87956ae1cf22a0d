/**
 * Square's transactions file: a row for each payment or refund, with its tenders, tax, tip and fee. The columns are those of
 * public samples of the export (https://squareup.com/help/us/en/article/5116); Square gives no list of values (unconfirmed),
 * so a kind of event or a time zone that is not known here is held.
 */
import { businessKey } from '../documents/header';
import type { Refund } from '../documents/refund';
import type { Sale } from '../documents/sale';
import type { Finding } from '../findings/finding';
import type { CurrencyCode } from '../money/currency';
import { readDate } from './dates';
import {
	outcomeOf,
	refundOf,
	saleOf,
	unitsText,
	type DraftLine,
	type DraftPayment,
	type OrderDraft,
} from './draft';
import {
	Collected,
	incompletePayout,
	payoutOf,
	sourceOf,
	TransactionSums,
	type DraftTransaction,
} from './payout';
import { RowReader, type CellFormat } from './reader';
import type { ImportSettings } from './settings';
import type { Table, TableRow } from './table';
import { wordKey } from './words';

export const SQUARE_COLUMNS = [
	'Date',
	'Time',
	'Gross Sales',
	'Total Collected',
	'Transaction ID',
	'Event Type',
];

const EVENTS: Readonly<Record<string, 'sale' | 'refund'>> = { payment: 'sale', refund: 'refund' };

/** Square's names of time zones. */
const ZONES: Readonly<Record<string, string>> = {
	'eastern time (us & canada)': 'America/New_York',
	'central time (us & canada)': 'America/Chicago',
	'mountain time (us & canada)': 'America/Denver',
	'pacific time (us & canada)': 'America/Los_Angeles',
	arizona: 'America/Phoenix',
	alaska: 'America/Anchorage',
	hawaii: 'Pacific/Honolulu',
	'atlantic time (canada)': 'America/Halifax',
	london: 'Europe/London',
	dublin: 'Europe/Dublin',
	sydney: 'Australia/Sydney',
	melbourne: 'Australia/Melbourne',
	brisbane: 'Australia/Brisbane',
	perth: 'Australia/Perth',
	tokyo: 'Asia/Tokyo',
};

/** Tenders with a column each; what Square holds for the merchant goes through Square. */
const TENDERS: readonly {
	readonly column: string;
	readonly gateway: string | undefined;
	readonly method: string;
}[] = [
	{ column: 'Card', gateway: undefined, method: 'card' },
	{ column: 'Cash App', gateway: undefined, method: 'cash_app' },
	{ column: 'Cash', gateway: 'cash', method: 'cash' },
	{ column: 'Square Gift Card', gateway: 'gift_card', method: 'gift_card' },
	{ column: 'Other Tender', gateway: 'other', method: 'other' },
];

interface SquareRow {
	readonly kind: 'sale' | 'refund';
	readonly draft: OrderDraft;
	readonly problems: readonly Finding[];
	/** what Square holds of it, signed */
	readonly held: bigint;
	/** what it costs, positive */
	readonly fee: bigint;
	readonly net: bigint | undefined;
	readonly deposit?: { readonly id: string; readonly day: string; readonly at: string };
}

function when(reader: RowReader, format: CellFormat) {
	const date = reader.required('Date', 'a date');
	const time = reader.text('Time') ?? '00:00:00';
	const zoneName = reader.text('Time Zone');
	const zone = zoneName === undefined ? format.timeZone : ZONES[wordKey(zoneName)];
	if (zone === undefined)
		reader.add('IMPORT_VALUE_UNKNOWN', 'Time Zone', { value: (zoneName ?? '').slice(0, 60) });
	if (date === undefined || zone === undefined) return undefined;
	const read = readDate(
		`${date} ${time}`,
		zone,
		format.dateFormat === undefined ? undefined : `${format.dateFormat} HH:mm:ss`,
	);
	if (read === undefined) {
		reader.add('IMPORT_CELL_INVALID', 'Date', {
			value: `${date} ${time}`,
			expected: 'a date that can be read in one way only',
		});
		return undefined;
	}
	return readDate(read.at, format.timeZone);
}

function linesOf(
	reader: RowReader,
	currency: CurrencyCode,
	sign: bigint,
	own: ImportSettings['tax'],
): DraftLine[] {
	const amount = (column: string): bigint => (reader.amount(column, currency) ?? 0n) * sign;
	const line = (
		id: string,
		type: DraftLine['type'],
		name: string,
		gross: bigint,
		discount = 0n,
	): DraftLine[] =>
		gross === 0n && discount === 0n ? [] : [{ id, type, name, quantity: '1', gross, discount, taxes: [] }];
	const tax = amount('Tax');
	const items = line(
		'sales',
		'item',
		reader.text('Description') ?? 'Sales',
		amount('Gross Sales'),
		-amount('Discounts'),
	);
	const [item] = items;
	if (tax !== 0n && own === undefined)
		reader.add('IMPORT_TAX_RATE_MISSING', 'Tax', { tax: unitsText(tax, currency), currency });
	const taxed =
		tax !== 0n && own !== undefined && item !== undefined
			? [{ ...item, taxes: [{ ...own, units: tax, collectedBy: 'merchant' as const }] }]
			: items;
	return [
		...taxed,
		...line('service', 'fee', 'Service charge', amount('Service Charges')),
		...line('giftCard', 'giftCard', 'Gift card', amount('Gift Card Sales')),
		...line('tip', 'tip', 'Tip', amount('Tip')),
	];
}

function paymentsOf(
	reader: RowReader,
	channel: string,
	currency: CurrencyCode,
	sign: bigint,
	at: string,
): DraftPayment[] {
	const id = reader.text('Payment ID') ?? reader.text('Transaction ID') ?? '';
	return TENDERS.flatMap(({ column, gateway = channel, method }): DraftPayment[] => {
		const units = (reader.amount(column, currency) ?? 0n) * sign;
		const reference = gateway === channel ? { reference: id } : {};
		return units === 0n ? [] : [{ id: `${id}/${method}`, gateway, method, units, at, ...reference }];
	});
}

function readRow(row: TableRow, format: CellFormat, settings: ImportSettings): SquareRow | Finding[] {
	const reader = new RowReader(row, format);
	const event = reader.required('Event Type', 'payment or refund');
	const kind = EVENTS[wordKey(event ?? '')];
	if (event !== undefined && kind === undefined)
		reader.add('IMPORT_VALUE_UNKNOWN', 'Event Type', { value: event.slice(0, 60) });
	const number = reader.required('Transaction ID', 'the number of the transaction');
	const { currency } = settings;
	if (currency === undefined)
		reader.add('IMPORT_CELL_EMPTY', 'Currency', { expected: 'the currency (an option of the node)' });
	const date = when(reader, format);
	if (kind === undefined || number === undefined || currency === undefined || date === undefined)
		return reader.findings;
	const sign = kind === 'sale' ? 1n : -1n;
	const payments = paymentsOf(reader, settings.channel, currency, sign, date.at);
	const total = reader.amount('Total Collected', currency);
	const fee = -(reader.amount('Fees', currency) ?? 0n);
	const net = reader.amount('Net Total', currency);
	const deposit = reader.text('Deposit ID');
	const depositDate = reader.text('Deposit Date') === undefined ? undefined : reader.date('Deposit Date');
	const lines = linesOf(reader, currency, sign, settings.tax);
	const part = kind === 'sale' ? undefined : (reader.text('Payment ID') ?? date.day);
	const held = payments
		.filter(({ gateway }) => gateway === settings.channel)
		.reduce((all, { units }) => all + units, 0n);
	return {
		kind,
		draft: {
			source: sourceOf(settings.channel, kind === 'sale' ? 'order' : 'refund', number),
			...(part === undefined ? {} : { part }),
			number,
			channel: reader.text('Location') ?? settings.channel,
			at: date.at,
			day: date.day,
			currency,
			pricesIncludeTax: false,
			shipTo: {},
			lines,
			...(total === undefined ? {} : { total: total * sign }),
			payments:
				fee > 0n && kind === 'sale'
					? payments.map((payment) => (payment.gateway === settings.channel ? { ...payment, fee } : payment))
					: payments,
			...(kind === 'sale' ? {} : { saleId: businessKey(sourceOf(settings.channel, 'order', number)) }),
		},
		problems: reader.findings,
		held: held * sign,
		fee,
		net,
		...(deposit === undefined ? {} : { deposit: { id: deposit, ...(depositDate ?? date) } }),
	};
}

/** What Square has paid out: the rows of one deposit, against their own net amounts. */
function takeDeposits(rows: readonly SquareRow[], settings: ImportSettings, out: Collected): void {
	const byId = new Map<string, SquareRow[]>();
	for (const row of rows)
		if (row.deposit !== undefined) byId.set(row.deposit.id, [...(byId.get(row.deposit.id) ?? []), row]);
	for (const [id, members] of byId) {
		const [first] = members;
		if (first?.deposit === undefined) continue;
		const { day, at } = first.deposit;
		const sums = new TransactionSums();
		const charges = members.map(({ kind, draft, held, fee }): DraftTransaction => {
			sums.add('fee', undefined, -fee, draft.at);
			const key = businessKey(draft.source, draft.part);
			return {
				id: key,
				type: kind === 'sale' ? 'charge' : 'refund',
				units: held,
				settles: key,
				order: draft.number,
				at: draft.at,
			};
		});
		const source = sourceOf(settings.channel, 'payout', id);
		// "Net Total" has cash and gift cards in it, which Square does not pay out
		const net = members.reduce((all, { net: own, held, fee, draft }) => {
			const others = (draft.total ?? held) * (held < 0n || draft.source.kind === 'refund' ? -1n : 1n) - held;
			return all + (own === undefined ? held - fee : own - others);
		}, 0n);
		out.take(
			payoutOf({
				source,
				channel: settings.channel,
				at,
				day,
				arrivesOn: day,
				currency: first.draft.currency,
				net,
				transactions: [...charges, ...sums.all()],
				remarks: incompletePayout([]),
			}),
			source,
		);
	}
}

export function importSquareTransactions(
	table: Table,
	format: CellFormat,
	settings: ImportSettings,
): Collected {
	const out = new Collected();
	const rows: SquareRow[] = [];
	for (const row of table.rows) {
		const read = readRow(row, format, settings);
		if (Array.isArray(read)) {
			out.hold(sourceOf(settings.channel, 'row', String(row.number)), read);
			continue;
		}
		rows.push(read);
		const { draft, kind, problems } = read;
		out.take(
			outcomeOf<Sale | Refund>(problems, () => (kind === 'sale' ? saleOf(draft) : refundOf(draft))),
			draft.source,
			draft.part,
		);
	}
	takeDeposits(rows, settings, out);
	return out;
}
