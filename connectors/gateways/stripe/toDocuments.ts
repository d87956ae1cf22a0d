/**
 * A payout of Stripe with its balance transactions as documents. Pure: the same payout and policy give the same documents
 * whenever it is read. One that failed is two: the payout as it was issued, and that it came back.
 */
import { businessKey, type HeldDocument, type Payout } from '../../../core/documents';
import { checkPayout } from '../../../core/documents/check';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { later, localDate, malformed, parseRead } from '../../../core/gateway/reading';
import { fromMinorUnits } from '../../../core/money/money';
import { gatewayName, headerOf, NAME, sourceOf, type MappingContext } from './context';
import { balanceTransaction, payout as payoutSchema, type StripePayout } from './payload';
import { transactionsOf } from './transactions';

/** A payout with what is read beside it. */
export interface WholePayout {
	/** as `/v1/payouts` gives it */
	readonly payout: unknown;
	/** as `/v1/balance_transactions?payout=...&expand[]=data.source` gives them; empty where it cannot be broken down */
	readonly transactions: readonly unknown[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Banks send payouts back within five business days. https://docs.stripe.com/payouts#payout-failures */
const MAY_FAIL_FOR = 8 * DAY;

const STATUSES: Readonly<Record<string, Payout['status']>> = {
	pending: 'scheduled',
	in_transit: 'inTransit',
	paid: 'paid',
	failed: 'failed',
	canceled: 'cancelled',
};

const netText = ({ amount, currency }: StripePayout): { net: string; currency: string } => ({
	net: `${amount < 0n ? '-' : ''}${fromMinorUnits(amount < 0n ? -amount : amount, currency).amount}`,
	currency,
});

const revisionOf = ({ status, reconciliation_status: reconciled }: StripePayout): string =>
	`${status}/${reconciled}`;

/** When it is worth looking again; undefined when nothing changes any more. */
function lookAgainAt(payout: StripePayout, now: number): string | undefined {
	const arrives = Date.parse(payout.arrival_date);
	switch (payout.status) {
		case 'pending':
		case 'in_transit':
			return later(Math.max(arrives, now), 6 * HOUR);
		case 'paid':
			return arrives + MAY_FAIL_FOR > now ? later(arrives, MAY_FAIL_FOR) : undefined;
		default:
			return undefined;
	}
}

class PayoutReading {
	constructor(
		private readonly payout: StripePayout,
		private readonly context: MappingContext,
	) {}

	/** What is told of a payout without giving it out: still to come, or never. */
	remark(code: Finding, again?: string): ReadPayout {
		return this.result([code], again);
	}

	hold(findings: readonly Finding[], again?: string): ReadPayout {
		const { payout, context } = this;
		const source = sourceOf({ kind: 'payout', id: payout.id, revision: revisionOf(payout) }, context);
		const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
		return { ...this.result([], again), held };
	}

	/** The document, as issued or as returned. */
	document(transactions: Payout['transactions'], status: Payout['status']): Payout {
		const { payout, context } = this;
		const isReturn = status === 'failed';
		const returnedAt = payout.failure_balance_transaction ?? payout.arrival_date;
		const trace = payout.trace_id?.value ?? payout.statement_descriptor;
		return {
			...headerOf(
				'Payout',
				{
					kind: 'payout',
					id: payout.id,
					revision: revisionOf(payout),
					at: isReturn ? returnedAt : payout.created,
					currency: payout.currency,
					...(isReturn ? { part: 'failed' } : {}),
				},
				context,
			),
			gateway: gatewayName(context),
			status,
			arrivesOn: payout.arrival_date.slice(0, 10),
			...(isReturn ? { returnedOn: localDate(returnedAt, context.policy.timeZone) } : {}),
			transactions,
			net: fromMinorUnits(payout.amount < 0n ? -payout.amount : payout.amount, payout.currency),
			direction: payout.amount < 0n ? 'fromBank' : 'toBank',
			...(typeof trace === 'string' && trace !== '' ? { bankReference: trace } : {}),
		};
	}

	result(remarks: readonly Finding[], again?: string): ReadPayout {
		const { payout } = this;
		return {
			externalId: payout.id,
			revision: revisionOf(payout),
			remarks,
			...(again === undefined ? {} : { lookAgainAt: again }),
		};
	}
}

/** A payout that cannot be parsed. */
function unreadable(payload: unknown, findings: readonly Finding[], context: MappingContext): ReadPayout {
	const found: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'id') : '';
	const id = typeof found === 'string' && /^[\w-]{1,255}$/.test(found) ? found : 'unknown';
	const source = sourceOf({ kind: 'payout', id, revision: 'unreadable' }, context);
	const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
	return { externalId: id, revision: 'unreadable', remarks: [], held };
}

/** Whether what is in a payout can be told now: otherwise its transactions need not be read. */
export function isToldApart(payload: unknown): boolean {
	const parsed = payoutSchema.safeParse(payload);
	if (!parsed.success) return false;
	const { automatic, reconciliation_status: reconciled, status, livemode } = parsed.data;
	return automatic && reconciled === 'completed' && status !== 'canceled' && livemode;
}

function transactionsIn(
	payout: StripePayout,
	payloads: readonly unknown[],
): { readonly transactions: Payout['transactions']; readonly findings: readonly Finding[] } {
	const findings: Finding[] = [];
	const transactions = payloads.flatMap((payload, index) => {
		const path = `transactions[${index}]`;
		const parsed = parseRead(balanceTransaction, payload, 'payout', path);
		if (!parsed.ok) {
			findings.push(...parsed.findings);
			return [];
		}
		// the payout itself is among them, with the opposite sign
		if (parsed.value.source?.id === payout.id) return [];
		const read = transactionsOf(parsed.value, path);
		findings.push(...read.findings);
		return read.transactions;
	});
	if (findings.length === 0 && transactions.length === 0)
		findings.push(malformed('payout', 'Stripe gives no transactions of it', 'transactions'));
	// Stripe gives the newest first
	return { transactions: transactions.reverse(), findings };
}

/**
 * Turns a payout into documents.
 * @returns one result; two for one that failed, the return with the external id `<id>/failed`. Held with PAYOUT_MALFORMED and what
 * else is wrong with the payload, PAYOUT_NOT_BROKEN_DOWN, PAYOUT_STATUS_UNKNOWN, PAYOUT_TRANSACTION_UNKNOWN,
 * PAYOUT_TRANSACTION_UNCLEAR, CURRENCY_MIXED, PAYOUT_TOTAL_MISMATCH. Remarks: PAYOUT_TEST, PAYOUT_CANCELLED,
 * PAYOUT_NOT_RECONCILED, PAYOUT_FAILED
 */
export function toDocuments(whole: WholePayout, context: MappingContext): readonly ReadPayout[] {
	const parsed = parseRead(payoutSchema, whole.payout, 'payout');
	if (!parsed.ok) return [unreadable(whole.payout, parsed.findings, context)];
	const payout = parsed.value;
	const reading = new PayoutReading(payout, context);
	const evidence = netText(payout);
	const again = lookAgainAt(payout, context.now);
	if (!payout.livemode) return [reading.remark(finding('PAYOUT_TEST'))];
	const status = Object.hasOwn(STATUSES, payout.status) ? STATUSES[payout.status] : undefined;
	if (status === undefined) {
		const unknown = finding('PAYOUT_STATUS_UNKNOWN', { path: 'status', evidence: { status: payout.status } });
		return [reading.hold([unknown])];
	}
	if (status === 'cancelled') return [reading.remark(finding('PAYOUT_CANCELLED', { evidence }))];
	if (!payout.automatic) {
		const method = payout.method ?? 'manual';
		const unknown = finding('PAYOUT_NOT_BROKEN_DOWN', { evidence: { ...evidence, method, gateway: NAME } });
		return [reading.hold([unknown], again)];
	}
	if (payout.reconciliation_status !== 'completed') {
		const at = later(context.now, HOUR);
		return [
			reading.remark(finding('PAYOUT_NOT_RECONCILED', { evidence: { ...evidence, at, gateway: NAME } }), at),
		];
	}
	const { transactions, findings } = transactionsIn(payout, whole.transactions);
	if (findings.length > 0) return [reading.hold(findings, again)];
	const isFailed = status === 'failed';
	const issued = checkPayout(reading.document(transactions, isFailed ? 'paid' : status));
	if (!issued.ok) return [reading.hold(issued.findings, again)];
	const first: ReadPayout = { ...reading.result(issued.findings, again), payout: issued.value };
	if (!isFailed) return [first];
	const why = { ...evidence, status: payout.failure_code ?? payout.status };
	const returned: ReadPayout = {
		...reading.result([finding('PAYOUT_FAILED', { evidence: why })]),
		externalId: `${payout.id}/failed`,
		payout: reading.document(transactions, 'failed'),
	};
	return [first, returned];
}
