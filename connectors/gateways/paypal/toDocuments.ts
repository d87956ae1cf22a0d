/**
 * A withdrawal from PayPal, with what it took, as a payout. Pure: the same records and policy give the same documents whenever they
 * are read.
 */
import { businessKey, type HeldDocument, type Payout, type PayoutTransaction } from '../../../core/documents';
import { checkPayout } from '../../../core/documents/check';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { later, localDate } from '../../../core/gateway/reading';
import { fromMinorUnits } from '../../../core/money/money';
import type { Withdrawal } from './balance';
import { gatewayName, headerOf, NAME, sourceOf, type MappingContext } from './context';
import type { BalanceRecord } from './payload';
import { signedText, transactionsOf } from './transactions';

/** So late PayPal's reports may be. https://developer.paypal.com/docs/transaction-search/ */
export const REPORT_DELAY_MS = 3 * 3_600_000;
const DAY = 86_400_000;
/** Banks send transfers back within about a week. */
const MAY_RETURN_FOR = 8 * DAY;

const revisionOf = ({ status, updatedAt }: BalanceRecord): string => `${status}/${updatedAt}`;

/** The day on which it is in the bank: when PayPal was done with it; until then the next working day. */
function arrivesOn({ status, at, updatedAt }: BalanceRecord, zone: string): string {
	if (status !== 'P') return localDate(updatedAt, zone);
	let next = Date.parse(at) + DAY;
	while ([0, 6].includes(new Date(next).getUTCDay())) next += DAY;
	return localDate(new Date(next).toISOString(), zone);
}

function lookAgainAt({ status, at, updatedAt }: BalanceRecord, now: number): string | undefined {
	if (status === 'P') return later(Math.max(now, Date.parse(at)), DAY);
	const until = Date.parse(updatedAt) + MAY_RETURN_FOR;
	return until > now ? later(until, 0) : undefined;
}

function transactionsIn(withdrawal: Withdrawal): {
	readonly transactions: PayoutTransaction[];
	readonly findings: Finding[];
} {
	const findings: Finding[] = [];
	const transactions = withdrawal.entries.flatMap(({ record, converted, findings: why }, index) => {
		if (record === undefined) {
			findings.push(...(why ?? []));
			return [];
		}
		// an earlier withdrawal of which nobody could tell where it ended
		if (record.code.startsWith('T04') && record.amount < 0n) return [];
		const read = transactionsOf(record, converted, `transactions[${index}]`);
		findings.push(...read.findings);
		return [...read.transactions];
	});
	const { record } = withdrawal;
	if (record.fee !== 0n) {
		transactions.push({
			id: `${record.id}-fee`,
			type: 'fee',
			amount: fromMinorUnits(record.fee < 0n ? -record.fee : record.fee, record.currency),
			direction: record.fee < 0n ? 'out' : 'in',
			fee: fromMinorUnits(0n, record.currency),
			description: 'Fee of the withdrawal',
			occurredAt: record.at,
		});
	}
	return { transactions, findings };
}

function mismatch({ record, entries }: Withdrawal): Finding {
	const sum = entries.reduce((total, { net }) => total + net, 0n);
	const net = -record.amount;
	const evidence = {
		transactions: signedText(sum, record.currency),
		net: signedText(net, record.currency),
		difference: signedText(sum > net ? sum - net : net - sum, record.currency),
		currency: record.currency,
	};
	return finding('PAYOUT_TOTAL_MISMATCH', { path: 'net', evidence });
}

/** The payout of a withdrawal, as issued or as sent back. */
function documentOf(
	record: BalanceRecord,
	transactions: readonly PayoutTransaction[],
	context: MappingContext,
	returnedAt?: string,
): Payout {
	const isReturn = returnedAt !== undefined;
	const issued = record.status === 'P' ? 'inTransit' : 'paid';
	return {
		...headerOf(
			'Payout',
			{
				kind: 'payout',
				id: record.id,
				revision: revisionOf(record),
				at: returnedAt ?? record.at,
				currency: record.currency,
				...(isReturn ? { part: 'failed' } : {}),
			},
			context,
		),
		gateway: gatewayName(context),
		status: isReturn ? 'failed' : issued,
		arrivesOn: arrivesOn(record, context.policy.timeZone),
		...(isReturn ? { returnedOn: localDate(returnedAt, context.policy.timeZone) } : {}),
		transactions,
		net: fromMinorUnits(record.amount < 0n ? -record.amount : record.amount, record.currency),
		direction: record.amount < 0n ? 'toBank' : 'fromBank',
		...(record.bankReference === undefined ? {} : { bankReference: record.bankReference }),
	};
}

/**
 * Turns a withdrawal into a payout. Held with PAYOUT_TOTAL_MISMATCH (it took only a part of something), PAYOUT_HISTORY_MISSING,
 * PAYOUT_TRANSACTION_UNKNOWN, CURRENCY_MIXED and what is wrong with a record. Remarks: PAYOUT_TEST, PAYOUT_NOT_RECONCILED
 */
export function toDocuments(withdrawal: Withdrawal, context: MappingContext): ReadPayout {
	const { record } = withdrawal;
	const base = { externalId: record.id, revision: revisionOf(record), remarks: [] as readonly Finding[] };
	if (context.test) return { ...base, remarks: [finding('PAYOUT_TEST')] };
	const again = lookAgainAt(record, context.now);
	const common = again === undefined ? base : { ...base, lookAgainAt: again };
	const complete = Date.parse(record.at) + REPORT_DELAY_MS;
	if (complete > context.now) {
		const at = later(complete, 0);
		const evidence = {
			gateway: NAME,
			net: signedText(-record.amount, record.currency),
			currency: record.currency,
			at,
		};
		return { ...base, remarks: [finding('PAYOUT_NOT_RECONCILED', { evidence })], lookAgainAt: at };
	}
	const hold = (findings: readonly Finding[]): ReadPayout => {
		const source = sourceOf({ kind: 'payout', id: record.id, revision: revisionOf(record) }, context);
		const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
		return { ...common, held };
	};
	const { transactions, findings } = transactionsIn(withdrawal);
	if (!withdrawal.isWhole) findings.unshift(mismatch(withdrawal));
	if (findings.length > 0) return hold(findings);
	const checked = checkPayout(documentOf(record, transactions, context));
	return checked.ok
		? { ...common, payout: checked.value, remarks: checked.findings }
		: hold(checked.findings);
}

/** That a withdrawal came back: nothing where it was held itself. Remark: PAYOUT_FAILED */
export function returnedDocument(
	withdrawal: Withdrawal,
	returnedAt: string,
	context: MappingContext,
): readonly ReadPayout[] {
	const { payout } = toDocuments(withdrawal, context);
	const { record } = withdrawal;
	if (payout === undefined) return [];
	const evidence = {
		net: signedText(-record.amount, record.currency),
		currency: record.currency,
		status: 'returned',
	};
	return [
		{
			externalId: `${record.id}/failed`,
			revision: returnedAt,
			payout: documentOf(record, payout.transactions, context, returnedAt),
			remarks: [finding('PAYOUT_FAILED', { evidence })],
		},
	];
}
