/** A table of orders: rows grouped into sales, refunds, payments and payouts. What does not fit is held, the rest goes on. */
import { checkPayment } from '../documents/check';
import { businessKey, SCHEMA_VERSION } from '../documents/header';
import type { Party } from '../documents/parts';
import type { Payment } from '../documents/payment';
import type { Refund } from '../documents/refund';
import type { Sale } from '../documents/sale';
import { finding, type Finding } from '../findings/finding';
import { fromMinorUnits } from '../money/money';
import { outcomeOf, refundOf, saleOf, sum, type OrderDraft } from './draft';
import { FlatReader, isUnread, type FlatRow, type UnreadRow } from './flatRow';
import type { TableFormat } from './format';
import { orderAmounts, orderText, placeOf, type OrderContext } from './orderLines';
import {
	Collected,
	incompletePayout,
	payoutOf,
	sourceOf,
	TransactionSums,
	type DraftTransaction,
} from './payout';
import type { CellFormat } from './reader';
import type { ImportSettings } from './settings';
import type { Table } from './table';

interface OrderGroup {
	readonly kind: 'sale' | 'refund';
	readonly number: string;
	readonly part?: string;
	readonly rows: FlatRow[];
	readonly findings: Finding[];
}

/** What belongs to one payout. */
class PayoutGroup {
	readonly charges: DraftTransaction[] = [];
	readonly sums = new TransactionSums();
	readonly own: FlatRow[] = [];
	readonly rows: FlatRow[] = [];
	readonly missing: number[] = [];
	/** of the rows, where the report has a net amount and no row of the payout */
	net: bigint | undefined;

	addNet(units: bigint | undefined): void {
		if (units !== undefined) this.net = (this.net ?? 0n) + units;
	}
}

function partyOf(rows: readonly FlatRow[]): Party | undefined {
	const texts = Object.assign({}, ...rows.map((row) => row.texts).reverse()) as FlatRow['texts'];
	const { customerId, customerName, customerEmail, customerCompany, customerTaxNumber, country, region } =
		texts;
	const id = customerId ?? customerEmail ?? customerName;
	if (id === undefined) return undefined;
	return {
		id: id.slice(0, 400),
		...(customerName === undefined ? {} : { name: customerName }),
		...(customerEmail === undefined ? {} : { email: customerEmail }),
		...(customerCompany === undefined ? {} : { company: customerCompany }),
		...(customerTaxNumber === undefined ? {} : { taxNumber: customerTaxNumber }),
		...(country === undefined ? {} : { country }),
		...(region === undefined ? {} : { region }),
	};
}

/** Reads a table and makes its documents. */
export class OrderTable {
	readonly out = new Collected();
	private readonly groups = new Map<string, OrderGroup>();
	private readonly payouts = new Map<string, PayoutGroup>();
	private readonly loose: FlatRow[] = [];
	private readonly ignored = new Map<string, number>();

	constructor(
		private readonly format: TableFormat,
		private readonly settings: ImportSettings,
	) {}

	private get hasPayouts(): boolean {
		return this.format.columns.payoutId !== undefined;
	}

	private payout(id: string): PayoutGroup {
		let payout = this.payouts.get(id);
		if (payout === undefined) {
			payout = new PayoutGroup();
			this.payouts.set(id, payout);
		}
		return payout;
	}

	read(table: Table, cells: CellFormat): void {
		const reader = new FlatReader(this.format, cells, this.settings);
		const unread: UnreadRow[] = [];
		for (const row of table.rows) {
			const read = reader.read(row);
			if (isUnread(read)) unread.push(read);
			else this.place(read);
		}
		this.holdUnread(unread);
	}

	private place(row: FlatRow): void {
		switch (row.meaning.kind) {
			case 'sale':
			case 'refund':
				this.group(row.meaning.kind, row).rows.push(row);
				break;
			case 'payment':
				this.payment(row);
				break;
			case 'payout':
				this.payout(row.texts.payoutId ?? row.date.day).own.push(row);
				break;
			case 'transaction':
				this.transaction(row);
				break;
			case 'ignore':
				this.ignored.set(row.word, (this.ignored.get(row.word) ?? 0) + 1);
		}
	}

	private group(kind: OrderGroup['kind'], row: FlatRow): OrderGroup {
		const { orderNumber: number = '', texts, date } = row;
		const part = kind === 'sale' ? undefined : (texts.refundId ?? date.day);
		const key = `${kind}|${number}|${part ?? ''}`;
		let group = this.groups.get(key);
		if (group === undefined) {
			group = { kind, number, ...(part === undefined ? {} : { part }), rows: [], findings: [] };
			this.groups.set(key, group);
		}
		return group;
	}

	/** A row that cannot be read holds its order and its payout; one without either is held by itself. */
	private holdUnread(unread: readonly UnreadRow[]): void {
		const byOrder = new Map<string, OrderGroup[]>();
		for (const group of this.groups.values())
			byOrder.set(group.number, [...(byOrder.get(group.number) ?? []), group]);
		const alone = new Map<string, Finding[]>();
		for (const { number, orderNumber, payoutId, kind, findings } of unread) {
			const groups = (byOrder.get(orderNumber) ?? []).filter(
				(group) => kind === undefined || group.kind === kind,
			);
			for (const group of groups) group.findings.push(...findings);
			const key = orderNumber === '' ? `row|${number}` : `order|${orderNumber}`;
			if (groups.length === 0) alone.set(key, [...(alone.get(key) ?? []), ...findings]);
			if (payoutId !== '') this.payout(payoutId).missing.push(number);
		}
		for (const [key, findings] of alone) {
			const [kind = 'row', ...rest] = key.split('|');
			// a sale of the same order may be fine: what cannot be read is held beside it
			this.out.hold(
				sourceOf(this.settings.channel, kind === 'row' ? 'row' : 'rows', rest.join('|')),
				findings,
			);
		}
	}

	private payment(row: FlatRow): void {
		const { channel } = this.settings;
		const { orderNumber = '', texts, amounts, currency, date } = row;
		const source = sourceOf(channel, 'payment', orderNumber);
		const part = texts.paymentReference ?? date.day;
		const gateway = texts.gateway ?? this.format.gateway;
		const units = amounts.amount ?? amounts.orderTotal;
		if (gateway === undefined || units === undefined || units <= 0n) {
			const column = gateway === undefined ? 'gateway' : 'amount';
			const name = this.format.columns[column]?.[0] ?? column;
			const evidence = { row: row.number, column: name, expected: 'it for a payment' };
			this.out.hold(
				source,
				[finding('IMPORT_CELL_EMPTY', { path: `rows[${row.number}].${name}`, evidence })],
				part,
			);
			return;
		}
		const document: Payment = {
			type: 'Payment',
			schemaVersion: SCHEMA_VERSION,
			id: businessKey(source, part),
			source,
			channel: texts.channel ?? channel,
			occurredAt: date.at,
			bookedOn: date.day,
			currency,
			order: { id: orderNumber, number: orderNumber },
			settles: businessKey(sourceOf(channel, 'order', orderNumber)),
			direction: 'received',
			payment: {
				id: part,
				gateway,
				method: texts.paymentMethod ?? 'import',
				amount: fromMinorUnits(units, currency),
				capturedAt: date.at,
				...(texts.paymentReference === undefined ? {} : { reference: texts.paymentReference }),
			},
		};
		this.out.take(checkPayment(document), source, part);
	}

	private transaction(row: FlatRow): void {
		if (row.meaning.kind !== 'transaction') return;
		const { type, category } = row.meaning;
		const { payoutId } = row.texts;
		if (payoutId === undefined) {
			this.loose.push(row);
			return;
		}
		const { amounts } = row;
		const stated = amounts.net ?? amounts.amount ?? amounts.orderTotal ?? amounts.fee ?? 0n;
		const isCost = type === 'fee' || type === 'subscription' || type === 'reserveHold' || type === 'loan';
		const payout = this.payout(payoutId);
		payout.rows.push(row);
		payout.sums.add(type, category, this.format.fees === 'costs' && isCost ? -stated : stated, row.date.at);
		payout.addNet(amounts.net);
	}

	/** Makes the documents of all rows. */
	finish(): Collected {
		for (const group of this.groups.values()) this.order(group);
		for (const [id, payout] of this.payouts) this.makePayout(id, payout);
		if (this.hasPayouts && this.loose.length > 0)
			this.out.findings.push(finding('IMPORT_NOT_PAID_OUT', { evidence: { count: this.loose.length } }));
		else
			for (const row of this.loose)
				this.out.hold(sourceOf(this.settings.channel, 'row', String(row.number)), [
					finding('IMPORT_CELL_EMPTY', {
						path: `rows[${row.number}].payoutId`,
						evidence: { row: row.number, column: 'Payout Number', expected: 'the payout that it belongs to' },
					}),
				]);
		for (const [value, count] of this.ignored)
			this.out.findings.push(finding('IMPORT_ROW_WITHOUT_EFFECT', { evidence: { value, count } }));
		return this.out;
	}

	private order(group: OrderGroup): void {
		const { kind, number, part, rows, findings } = group;
		const { channel } = this.settings;
		const source = sourceOf(channel, kind === 'sale' ? 'order' : 'refund', number);
		const [first] = rows;
		if (first === undefined) return;
		const { currency } = first;
		const context: OrderContext = {
			format: this.format,
			settings: this.settings,
			currency,
			name: `order ${number}`,
			findings,
		};
		for (const row of rows)
			if (row.currency !== currency)
				findings.push(
					finding('CURRENCY_MIXED', {
						path: `rows[${row.number}]`,
						evidence: { found: row.currency, currency },
					}),
				);
		const amounts = orderAmounts(rows, kind === 'refund', context);
		const gateway = orderText('gateway', rows, context) ?? this.format.gateway;
		const payoutId = orderText('payoutId', rows, context);
		const { date } = rows.reduce((best, row) => (row.date.at < best.date.at ? row : best), first);
		const reference = rows.find(({ texts }) => texts.paymentReference !== undefined)?.texts.paymentReference;
		const due = rows.find(({ dueOn }) => dueOn !== undefined)?.dueOn;
		const customer = partyOf(rows);
		const draft: OrderDraft = {
			source,
			...(part === undefined ? {} : { part }),
			number,
			channel: rows.find(({ texts }) => texts.channel !== undefined)?.texts.channel ?? channel,
			at: date.at,
			day: date.day,
			currency,
			pricesIncludeTax: this.format.pricesIncludeTax,
			shipTo: placeOf(rows),
			...(customer === undefined ? {} : { customer }),
			lines: amounts.lines,
			total: amounts.total,
			payments:
				gateway === undefined || amounts.total <= 0n
					? []
					: [
							{
								id: reference ?? (part === undefined ? number : `${number}/${part}`),
								gateway,
								method: first.texts.paymentMethod ?? 'import',
								units: amounts.total,
								at: date.at,
								...(reference === undefined ? {} : { reference }),
								...(kind === 'sale' && amounts.fee > 0n ? { fee: amounts.fee } : {}),
							},
						],
			...(gateway === undefined && due !== undefined ? { dueOn: due } : {}),
			...(kind === 'sale' ? {} : { saleId: businessKey(sourceOf(channel, 'order', number)) }),
		};
		this.out.take(
			outcomeOf<Sale | Refund>(findings, () => (kind === 'sale' ? saleOf(draft) : refundOf(draft))),
			source,
			part,
		);
		if (payoutId !== undefined) this.settle(payoutId, group, draft, amounts, findings);
	}

	/** What an order adds to its payout. */
	private settle(
		payoutId: string,
		{ kind, number, part, rows }: OrderGroup,
		draft: OrderDraft,
		{ total, marketplaceTax, fee, net }: ReturnType<typeof orderAmounts>,
		findings: readonly Finding[],
	): void {
		const payout = this.payout(payoutId);
		payout.rows.push(...rows);
		if (findings.some(({ severity }) => severity === 'error')) {
			payout.missing.push(...rows.map((row) => row.number));
			return;
		}
		const sign = kind === 'sale' ? 1n : -1n;
		payout.charges.push({
			id: `${kind}/${number}${part === undefined ? '' : `/${part}`}`,
			type: kind === 'sale' ? 'charge' : 'refund',
			units: sign * total,
			settles: businessKey(draft.source, part),
			order: number,
			at: draft.at,
		});
		payout.sums.add('marketplaceTax', undefined, -sign * marketplaceTax, draft.at);
		payout.sums.add('fee', undefined, -fee, draft.at);
		payout.addNet(net);
	}

	private makePayout(id: string, payout: PayoutGroup): void {
		const { charges, sums, own, rows, missing } = payout;
		const source = sourceOf(this.settings.channel, 'payout', id);
		const transactions = [...charges, ...sums.all()];
		const all = sum(transactions.map(({ units }) => units));
		const [ownRow] = own;
		const any = ownRow ?? rows[0];
		if (any === undefined) {
			if (missing.length > 0) this.out.hold(source, incompletePayout(missing));
			return;
		}
		const stated =
			own.length === 0 ? undefined : sum(own.map(({ amounts }) => amounts.net ?? amounts.amount ?? 0n));
		// some reports write what leaves the balance negative; which way it went the transactions say
		const size = stated === undefined ? undefined : stated < 0n ? -stated : stated;
		const net = size === undefined ? payout.net : all < 0n ? -size : size;
		if (net === undefined) {
			// the report does not say what arrived: the payout comes with the report that does
			this.out.findings.push(finding('IMPORT_NOT_PAID_OUT', { evidence: { count: rows.length } }));
			return;
		}
		const currency = any.currency;
		const foreign = [...own, ...rows].find(
			(row) => row.currency !== currency || (row.texts.payoutCurrency ?? currency) !== currency,
		);
		const remarks = [
			...incompletePayout(missing),
			...(foreign === undefined
				? []
				: [
						finding('CURRENCY_MIXED', {
							path: `rows[${foreign.number}]`,
							evidence: { found: foreign.texts.payoutCurrency ?? foreign.currency, currency },
						}),
					]),
		];
		const gateways = new Set(rows.flatMap(({ texts }) => texts.gateway ?? []));
		const [gateway = this.format.gateway] = gateways;
		const when = ownRow?.date ?? rows.find(({ payoutDay }) => payoutDay !== undefined)?.payoutDay ?? any.date;
		this.out.take(
			payoutOf({
				source,
				channel: this.settings.channel,
				...(gateway === undefined ? {} : { gateway }),
				...when,
				arrivesOn: (any.payoutDay ?? when).day,
				currency,
				net,
				transactions,
				remarks,
			}),
			source,
		);
	}
}
