/** What gateways and the bank tell in a day book, as canonical documents, straight, without any platform in between. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import {
	businessKey,
	SCHEMA_VERSION,
	type Dispute,
	type MoneyDocument,
	type Payout,
	type PayoutMatch,
	type PayoutTransaction,
} from '../../core/documents';
import { fromMinorUnits, minorUnits, parseMoney, type Money } from '../../core/money/money';

export interface DayBookPayout {
	readonly kind: 'payout';
	readonly id: string;
	readonly gateway: string;
	readonly at: string;
	readonly arrivesOn: string;
	readonly currency: string;
	readonly status: 'scheduled' | 'in_transit' | 'paid' | 'failed';
	readonly transactions: readonly {
		readonly id: string;
		readonly type: 'charge' | 'refund' | 'dispute';
		readonly orderId?: string;
		readonly amount: string;
		readonly fee: string;
		readonly at: string;
	}[];
	readonly net: string;
}
interface DayBookDispute {
	readonly kind: 'dispute';
	readonly id: string;
	readonly orderId: string;
	readonly paymentId: string;
	readonly at: string;
	readonly amount: string;
	readonly fee: string;
	readonly stage: Dispute['stage'];
}
export interface DayBookBankLine {
	readonly kind: 'bankLine';
	readonly id: string;
	readonly on: string;
	readonly amount: string;
	readonly currency: string;
	readonly description: string;
}
export interface DayBookMoney {
	readonly kind: 'order' | 'payment' | 'refund';
	readonly id: string;
	readonly currency?: string;
	readonly status?: string;
	readonly gateway?: string;
	readonly amount?: string;
	readonly payments?: readonly {
		readonly id: string;
		readonly gateway: string;
		readonly amount: string;
		readonly status: string;
	}[];
}
export type DayBookRow = DayBookPayout | DayBookDispute | DayBookBankLine | DayBookMoney;

export function dayBookRows(file: string): readonly DayBookRow[] {
	const text = gunzipSync(readFileSync(file)).toString('utf8');
	return text
		.split('\n')
		.filter((row) => row !== '')
		.map((row) => JSON.parse(row) as DayBookRow);
}

function sized(amount: string, currency: string): readonly [Money, boolean] {
	const money = parseMoney(amount.replace(/^-/, ''), currency);
	if (typeof money === 'string') throw new Error(`${amount} ${currency}: ${money}`);
	return [money, amount.startsWith('-')];
}

const header = (kind: string, id: string, at: string, currency: string) => {
	const source = { platform: 'daybook', storeId: 'shop', kind, externalId: id };
	return {
		schemaVersion: SCHEMA_VERSION as typeof SCHEMA_VERSION,
		id: businessKey(source),
		source: { ...source, externalNumber: id, revision: at },
		channel: 'payouts',
		occurredAt: new Date(at).toISOString(),
		bookedOn: at.slice(0, 10),
		currency,
	};
};

function payoutOf(row: DayBookPayout): Payout {
	const { currency, status } = row;
	const [net, isNegative] = sized(row.net, currency);
	return {
		...header('payout', row.id, row.at, currency),
		type: 'Payout',
		gateway: row.gateway,
		status: status === 'in_transit' ? 'inTransit' : status,
		arrivesOn: row.arrivesOn,
		transactions: row.transactions.map((each): PayoutTransaction => {
			const [amount, isOut] = sized(each.amount, currency);
			return {
				id: each.id,
				type: each.type,
				amount,
				direction: isOut ? 'out' : 'in',
				fee: sized(each.fee, currency)[0],
				occurredAt: new Date(each.at).toISOString(),
				...(each.orderId === undefined ? {} : { order: { id: each.orderId } }),
			};
		}),
		net,
		direction: isNegative ? 'fromBank' : 'toBank',
	};
}

function matchOf(payout: Payout, line: DayBookBankLine): PayoutMatch {
	const [received, isOut] = sized(line.amount, line.currency);
	const difference = minorUnits(received) - minorUnits(payout.net);
	return {
		...header('match', line.id, `${line.on}T00:00:00Z`, line.currency),
		type: 'PayoutMatch',
		status: difference === 0n ? 'matched' : 'matchedWithDifference',
		gateway: payout.gateway,
		payouts: [payout.id],
		bankTransactions: [line.id],
		expected: payout.net,
		received,
		direction: isOut ? 'fromBank' : 'toBank',
		difference: fromMinorUnits(difference < 0n ? -difference : difference, line.currency),
		differenceSide: difference === 0n ? 'none' : difference > 0n ? 'bankIsHigher' : 'bankIsLower',
		reasons: [],
	};
}

/** Disputes, payouts, and a match for each payout that the bank has a line of. */
export function dayBookMoney(rows: readonly DayBookRow[]): readonly MoneyDocument[] {
	const lines = rows.flatMap((row) => (row.kind === 'bankLine' ? [row] : []));
	return rows.flatMap((row): MoneyDocument[] => {
		if (row.kind === 'dispute') {
			const gateway = rows
				.flatMap((each) => ('payments' in each ? (each.payments ?? []) : []))
				.find(({ id }) => id === row.paymentId)?.gateway;
			if (gateway === undefined) throw new Error(`${row.id}: no payment ${row.paymentId}`);
			const dispute: Dispute = {
				...header('dispute', `${row.id}-${row.stage}`, row.at, 'GBP'),
				type: 'Dispute',
				saleId: `daybook/shop/order/${row.orderId}`,
				gateway,
				stage: row.stage,
				amount: sized(row.amount, 'GBP')[0],
				fee: sized(row.fee, 'GBP')[0],
			};
			return [dispute];
		}
		if (row.kind !== 'payout') return [];
		const payout = payoutOf(row);
		// the file names its lines after what they are of
		const line = lines.find(({ id }) => id === `bank_${row.id}`);
		return line === undefined ? [payout] : [payout, matchOf(payout, line)];
	});
}
