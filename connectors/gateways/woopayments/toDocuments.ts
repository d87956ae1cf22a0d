/** A deposit of WooPayments with its transactions as a document. Pure. */
import { businessKey, type PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { readPayout, type PayoutFacts } from '../../../core/gateway/readPayout';
import { payoutTransactions } from '../../../core/gateway/transactions';
import { fromMinorUnits } from '../../../core/money/money';
import { saleKey, sourceOf, type MappingContext } from './context';
import { idOf, isoUnits, parseDeposit, parseTransaction, type Transaction } from './payload';
import { inWords, PAYOUTS, TRANSACTION_TYPES } from './types';

/** A payout as it is read: its own payload, and those of all its transactions. */
export interface WholeDeposit {
	readonly deposit: unknown;
	readonly transactions: readonly unknown[];
}

const STATUSES: Readonly<Record<string, PayoutFacts['status']>> = {
	estimated: 'scheduled',
	pending: 'scheduled',
	in_transit: 'inTransit',
	paid: 'paid',
	completed: 'paid',
	failed: 'failed',
	canceled: 'cancelled',
};

const textOf = (units: bigint, currency: string): string =>
	units < 0n ? `-${fromMinorUnits(-units, currency).amount}` : fromMinorUnits(units, currency).amount;

const malformed = (path: string, problem: string): Finding =>
	finding('PAYOUT_MALFORMED', { path, evidence: { problem } });

/** The units of a transaction, in ISO 4217's smallest unit. */
function unitsOf(one: Transaction): { amount: bigint; fee: bigint; net: bigint } | undefined {
	const { deposit_currency: currency } = one;
	const [amount, fee, net] = [one.amount, one.fees, one.net_amount].map((units) => isoUnits(units, currency));
	return amount === undefined || fee === undefined || net === undefined ? undefined : { amount, fee, net };
}

function transactionsOf(
	one: Transaction,
	type: PayoutTransaction['type'],
	units: { readonly amount: bigint; readonly fee: bigint },
	context: MappingContext,
): PayoutTransaction[] {
	const { order_id: orderId, payment_id: reference } = one;
	const isPlain = type === 'charge' || type === 'refund';
	return payoutTransactions({
		id: one.transaction_id,
		type,
		...(type === 'charge' && orderId !== undefined ? { settles: saleKey(context, orderId) } : {}),
		...(reference === undefined ? {} : { reference }),
		...(orderId === undefined ? {} : { order: { id: orderId } }),
		units: units.amount,
		feeUnits: units.fee,
		currency: one.deposit_currency,
		...(isPlain ? {} : { description: inWords(one.type) }),
		occurredAt: one.date,
	});
}

/** One row of the report: its transactions, or what is wrong with it. */
function rowOf(
	payload: unknown,
	path: string,
	context: MappingContext,
): { readonly list: PayoutTransaction[]; readonly findings: Finding[] } {
	const parsed = parseTransaction(payload, path);
	if (!parsed.ok) return { list: [], findings: [...parsed.findings] };
	const one = parsed.value;
	if (PAYOUTS.has(one.type)) return { list: [], findings: [] };
	const { deposit_currency: currency } = one;
	const units = unitsOf(one);
	if (units === undefined)
		return { list: [], findings: [malformed(path, `its amounts are no whole units of ${currency}`)] };
	const net = textOf(units.net, currency);
	const type = TRANSACTION_TYPES.get(one.type);
	if (type === undefined) {
		const evidence = { type: one.type, net, currency };
		return {
			list: [],
			findings: [finding('PAYOUT_TRANSACTION_UNKNOWN', { path: `${path}.type`, evidence })],
		};
	}
	if (units.amount - units.fee !== units.net) {
		const evidence = {
			amount: textOf(units.amount, currency),
			fee: textOf(units.fee, currency),
			net,
			currency,
		};
		return { list: [], findings: [finding('PAYOUT_TRANSACTION_UNCLEAR', { path, evidence })] };
	}
	return { list: transactionsOf(one, type, units, context), findings: [] };
}

/**
 * WooPayments says when a payout arrives, not when it was issued: that day stands for both, whatever the time zone.
 * @returns as `readPayout`; held also with PAYOUT_MALFORMED, PAYOUT_STATUS_UNKNOWN, PAYOUT_TRANSACTION_UNKNOWN,
 * PAYOUT_TRANSACTION_UNCLEAR, AMOUNT_*, CURRENCY_UNKNOWN, DATE_INVALID
 */
export function toDocuments(whole: WholeDeposit, context: MappingContext): ReadPayout {
	const parsed = parseDeposit(whole.deposit);
	if (!parsed.ok) return unreadable(idOf(whole.deposit), parsed.findings, context);
	const { id, date, type, amount, status: word, currency } = parsed.value;
	const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
	const units = isoUnits(amount, currency);
	if (status === undefined || units === undefined) {
		const problem =
			status === undefined
				? finding('PAYOUT_STATUS_UNKNOWN', { path: 'status', evidence: { status: word } })
				: malformed('amount', `the amount is no whole units of ${currency}`);
		return unreadable(id, [problem], context);
	}
	const rows = context.test
		? []
		: whole.transactions.map((row, index) => rowOf(row, `transactions[${index}]`, context));
	const issuedAt = new Date(date).toISOString();
	const size = units < 0n ? -units : units;
	return readPayout(
		{
			source: sourceOf(context, 'payout', id),
			gateway: context.gateway,
			status,
			issuedAt,
			issuedOn: issuedAt.slice(0, 10),
			arrivesOn: issuedAt.slice(0, 10),
			currency,
			// the sign of a withdrawal is not documented; its type is
			netUnits: type === 'withdrawal' ? -size : units,
			transactions: rows.flatMap(({ list }) => list),
			tests: context.test ? Math.max(whole.transactions.length, 1) : 0,
			findings: rows.flatMap(({ findings }) => findings),
		},
		context,
	);
}

/** A payout of which not even the frame can be read. */
function unreadable(id: string, findings: readonly Finding[], context: MappingContext): ReadPayout {
	const source = { ...sourceOf(context, 'payout', id), revision: '' };
	const held = { type: 'Held' as const, id: businessKey(source), source, findings };
	return { externalId: id, revision: '', remarks: [], held };
}
