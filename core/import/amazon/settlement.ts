/**
 * Amazon's settlement report (flat file V2): sales, refunds, and the payout with fees, reserves and the tax that Amazon keeps.
 * A settlement is closed when Amazon writes it, so its keys have its number: an order that is shipped in two settlements is
 * two sales. The sum of the rows is the deposit, or the payout is held.
 */
import { businessKey } from '../../documents/header';
import type { Refund } from '../../documents/refund';
import type { Sale } from '../../documents/sale';
import { finding, type Finding } from '../../findings/finding';
import { outcomeOf, refundOf, saleOf, sum } from '../draft';
import {
	Collected,
	incompletePayout,
	payoutOf,
	sourceOf,
	TransactionSums,
	type DraftTransaction,
} from '../payout';
import type { CellFormat } from '../reader';
import type { ImportSettings } from '../settings';
import type { Table } from '../table';
import { withWords, type Meaning, type Words } from '../words';
import { orderParts, type OrderRow } from './order';
import { readSettlements, type Settlement, type SettlementRow } from './rows';
import { AMOUNTS, orderAmount, TRANSACTIONS, WHOLE_TYPES } from './vocabulary';

interface Group {
	readonly kind: 'sale' | 'refund';
	readonly orderId: string;
	readonly part: string;
	readonly rows: OrderRow[];
	readonly feeRows: bigint[];
	readonly findings: Finding[];
}

function meaningOf(row: SettlementRow, words: Words): Meaning | undefined {
	const [type = ''] = row.amountKey.split('/');
	return words.get(row.amountKey) ?? WHOLE_TYPES.get(type);
}

const unknownRow = (row: SettlementRow): Finding =>
	finding('IMPORT_VALUE_UNKNOWN', {
		path: `rows[${row.number}].amount-description`,
		evidence: { row: row.number, column: 'amount-description', value: row.amountName },
	});

/** The rows of one settlement, each in its place. */
class Sorted {
	readonly groups = new Map<string, Group>();
	readonly sums = new TransactionSums();
	readonly unknown: SettlementRow[] = [];

	constructor(
		{ id, rows }: Settlement,
		private readonly words: Words,
	) {
		for (const row of rows) this.place(id, row);
	}

	private group(settlement: string, kind: Group['kind'], orderId: string, row: SettlementRow): Group {
		// several shipments and refunds of an order are documents of their own
		const event = kind === 'sale' ? row.shipment : (row.adjustment ?? row.day);
		const part = event === undefined ? settlement : `${settlement}-${event}`;
		const key = `${kind}|${orderId}|${part}`;
		let group = this.groups.get(key);
		if (group === undefined) {
			group = { kind, orderId, part, rows: [], feeRows: [], findings: [] };
			this.groups.set(key, group);
		}
		return group;
	}

	private place(settlement: string, row: SettlementRow): void {
		const kind = TRANSACTIONS[row.transaction];
		const amount = orderAmount(row.amountKey);
		const group =
			kind === undefined || row.orderId === undefined
				? undefined
				: this.group(settlement, kind, row.orderId, row);
		if (group !== undefined && amount !== undefined && !this.words.has(row.amountKey)) {
			group.rows.push({ row, amount });
			if (amount.kind === 'withheld') this.sums.add('marketplaceTax', undefined, row.units, row.at);
			return;
		}
		const meaning = meaningOf(row, this.words);
		if (meaning?.kind === 'transaction') {
			this.sums.add(meaning.type, meaning.category, row.units, row.at);
			group?.feeRows.push(-row.units);
			return;
		}
		if (meaning?.kind === 'ignore' && row.units === 0n) return;
		this.unknown.push(row);
		group?.findings.push(unknownRow(row));
	}
}

interface Task {
	readonly settlement: Settlement;
	readonly settings: ImportSettings;
	/** the part of each order's first sale in this settlement */
	readonly saleParts: ReadonlyMap<string, string>;
	readonly out: Collected;
}

/** The sale that a refund belongs to: the one in this settlement, else the order's without its settlement. */
const saleIdOf = ({ orderId }: Group, { saleParts, settings }: Task): string =>
	businessKey(sourceOf(settings.channel, 'order', orderId), saleParts.get(orderId));

function importGroup(group: Group, task: Task): DraftTransaction[] {
	const { settlement, settings, out } = task;
	const [first] = group.rows;
	const { kind, orderId, part, findings } = group;
	const source = sourceOf(settings.channel, kind === 'sale' ? 'order' : 'refund', orderId);
	if (first === undefined) {
		if (findings.length > 0) out.hold(source, findings, part);
		return [];
	}
	const { currency } = settlement;
	const parts = orderParts(group.rows, kind, currency, settings.tax);
	const earliest = group.rows.reduce((best, { row }) => (row.at < best.at ? row : best), first.row);
	const { at, day } = earliest;
	const id = businessKey(source, part);
	const charge: DraftTransaction = {
		id: `${kind}/${orderId}/${part}`,
		type: kind === 'sale' ? 'charge' : 'refund',
		units: kind === 'sale' ? parts.total : -parts.total,
		settles: id,
		order: orderId,
		at,
	};
	const fee = sum(group.feeRows);
	const draft = {
		source,
		part,
		number: orderId,
		channel: first.row.marketplace?.toLowerCase() ?? settings.channel,
		at,
		day,
		currency,
		pricesIncludeTax: false,
		shipTo: {},
		lines: parts.lines,
		total: parts.total,
		payments: [
			{
				id: part,
				gateway: settings.channel,
				method: 'marketplace',
				units: parts.total,
				at,
				reference: orderId,
				...(kind === 'sale' ? { fee } : {}),
			},
		],
		adjustments: parts.adjustments,
		...(kind === 'sale'
			? {}
			: {
					saleId: saleIdOf(group, task),
					reason: first.row.transaction,
				}),
	};
	const problems = [...findings, ...parts.findings];
	out.take(
		outcomeOf<Sale | Refund>(problems, () => (kind === 'sale' ? saleOf(draft) : refundOf(draft))),
		source,
		part,
	);
	return [charge];
}

function importSettlement(
	settlement: Settlement,
	settings: ImportSettings,
	words: Words,
	out: Collected,
): void {
	const { id, currency, total, depositAt, problems, unreadable } = settlement;
	const source = sourceOf(settings.channel, 'payout', id);
	if (problems.length > 0 || total === undefined || depositAt === undefined) {
		out.hold(source, problems);
		if (depositAt === undefined || problems.some(({ code }) => code === 'CURRENCY_UNKNOWN')) return;
	}
	const sorted = new Sorted(settlement, words);
	const groups = [...sorted.groups.values()];
	const unreadOf = new Map<string, Finding[]>();
	for (const { orderId, findings } of unreadable)
		unreadOf.set(orderId, [...(unreadOf.get(orderId) ?? []), ...findings]);
	const saleParts = new Map<string, string>();
	for (const group of groups) {
		// an order of which a row cannot be read is held as a whole
		group.findings.push(...(unreadOf.get(group.orderId) ?? []));
		if (group.kind === 'sale' && !saleParts.has(group.orderId)) saleParts.set(group.orderId, group.part);
	}
	const task = { settlement, settings, saleParts, out };
	const charges = groups.flatMap((group) => importGroup(group, task));
	// rows of no order have nobody else to be held with
	const alone = sorted.unknown.filter(
		({ orderId, transaction }) => orderId === undefined || TRANSACTIONS[transaction] === undefined,
	);
	const known = new Set(groups.map(({ orderId }) => orderId));
	const unread = unreadable.filter(({ orderId }) => !known.has(orderId)).flatMap(({ findings }) => findings);
	const rowProblems = [...unread, ...alone.map(unknownRow)];
	if (rowProblems.length > 0) out.hold(sourceOf(settings.channel, 'rows', id), rowProblems);
	if (total === undefined || problems.length > 0) return;
	const missing = incompletePayout([...unreadable, ...sorted.unknown].map(({ number }) => number));
	out.take(
		payoutOf({
			source,
			channel: settings.channel,
			...depositAt,
			arrivesOn: depositAt.day,
			currency,
			net: total,
			transactions: [...charges, ...sorted.sums.all()],
			remarks: missing,
		}),
		source,
	);
}

/** @param own words of the person, "amount-type/amount-description" */
export function importAmazonSettlement(
	table: Table,
	format: CellFormat,
	settings: ImportSettings,
	own?: Words,
): Collected {
	const out = new Collected();
	const words = withWords(AMOUNTS, own);
	for (const settlement of readSettlements(table, format)) importSettlement(settlement, settings, words, out);
	return out;
}
