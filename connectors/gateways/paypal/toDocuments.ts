/**
 * A withdrawal from PayPal, with what it took, as a payout. Pure: the same records and policy give the same document whenever they
 * are read.
 */
import type { PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { localDate } from '../../../core/time/zones';
import { readPayout } from '../../../core/gateway/readPayout';
import { signedText } from '../../../core/gateway/reading';
import { fromMinorUnits } from '../../../core/money/money';
import type { Withdrawal } from './balance';
import { gatewayName, NAME, sourceOf, type MappingContext } from './context';
import type { BalanceRecord } from './payload';
import { netOf, transactionsOf } from './transactions';

/** So late PayPal's reports may be. https://developer.paypal.com/docs/transaction-search/ */
export const REPORT_DELAY_MS = 3 * 3_600_000;
const DAY = 86_400_000;

/** The day on which it is in the bank: when PayPal was done with it; until then the next working day. */
function arrivesOn({ status, at, updatedAt }: BalanceRecord, zone: string): string {
	if (status !== 'P') return localDate(updatedAt < at ? at : updatedAt, zone);
	let next = Date.parse(at) + DAY;
	while ([0, 6].includes(new Date(next).getUTCDay())) next += DAY;
	return localDate(new Date(next).toISOString(), zone);
}

function transactionsIn(
	{ entries, record }: Withdrawal,
	context: MappingContext,
): {
	readonly transactions: readonly PayoutTransaction[];
	readonly findings: readonly Finding[];
} {
	const findings: Finding[] = [];
	const transactions = entries.flatMap(({ record: one, converted, findings: why }, index) => {
		if (one === undefined) {
			findings.push(...(why ?? []));
			return [];
		}
		const read = transactionsOf(one, converted, `transactions[${index}]`, context);
		findings.push(...read.findings);
		return read.transactions;
	});
	if (record.fee === 0n) return { transactions, findings };
	const fee: PayoutTransaction = {
		id: `${record.id}/fee`,
		type: 'fee',
		amount: fromMinorUnits(record.fee < 0n ? -record.fee : record.fee, record.currency),
		direction: record.fee < 0n ? 'out' : 'in',
		fee: fromMinorUnits(0n, record.currency),
		description: 'Fee of the withdrawal',
		occurredAt: record.at,
	};
	return { transactions: [...transactions, fee], findings };
}

/** It took what nobody knows, though the figures fit: that is chance. Where they do not fit `readPayout` says so. */
function notWhole({ record, entries }: Withdrawal): readonly Finding[] {
	const sum = entries.reduce((total, { net }) => total + net, 0n);
	return sum === -netOf(record) ? [finding('PAYOUT_HISTORY_MISSING', { evidence: { gateway: NAME } })] : [];
}

/** Not told apart, and PayPal's reports may still bring what is missing. */
function waiting({ record }: Withdrawal, until: number): ReadPayout {
	const at = new Date(until).toISOString();
	const { currency } = record;
	const evidence = { gateway: NAME, net: signedText(-record.amount, currency), currency, at };
	return {
		externalId: record.id,
		revision: 'waiting',
		remarks: [finding('PAYOUT_NOT_RECONCILED', { evidence })],
		lookAgainAt: at,
	};
}

/**
 * Turns a withdrawal into a payout.
 * @param returnedAt when the bank sent it back
 * @returns as `readPayout`; held also with PAYOUT_TOTAL_MISMATCH (it took only a part of something), PAYOUT_HISTORY_MISSING,
 * PAYOUT_TRANSACTION_UNKNOWN and what is wrong with a record. Remarks: PAYOUT_TEST, PAYOUT_NOT_RECONCILED
 */
export function toDocuments(
	withdrawal: Withdrawal,
	context: MappingContext,
	returnedAt?: string,
): ReadPayout {
	const { record, isWhole } = withdrawal;
	if (context.test)
		return { externalId: record.id, revision: record.status, remarks: [finding('PAYOUT_TEST')] };
	const complete = Date.parse(record.at) + REPORT_DELAY_MS;
	if (!isWhole && complete > context.now) return waiting(withdrawal, complete);
	const { transactions, findings } = transactionsIn(withdrawal, context);
	const issued = record.status === 'P' ? 'inTransit' : 'paid';
	return readPayout(
		{
			source: sourceOf('payout', record.id, context),
			gateway: gatewayName(context),
			status: returnedAt === undefined ? issued : 'failed',
			issuedAt: record.at,
			arrivesOn: arrivesOn(record, context.policy.timeZone),
			...(returnedAt === undefined ? {} : { failedAt: returnedAt }),
			currency: record.currency,
			netUnits: -record.amount,
			transactions,
			tests: 0,
			...(record.bankReference === undefined ? {} : { bankReference: record.bankReference }),
			findings: isWhole ? findings : [...notWhole(withdrawal), ...findings],
		},
		{ timeZone: context.policy.timeZone, now: context.now },
	);
}
