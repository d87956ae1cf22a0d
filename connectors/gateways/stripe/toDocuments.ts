/**
 * A payout of Stripe with its balance transactions as a document. Pure: the same payout and policy give the same document whenever
 * it is read.
 */
import { businessKey, type HeldDocument, type PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { lookAgainAt } from '../../../core/gateway/lookAgain';
import { parseFacts } from '../../../core/gateway/parsing';
import { readPayout, type PayoutFacts } from '../../../core/gateway/readPayout';
import { malformed, signedText } from '../../../core/gateway/reading';
import { gatewayName, NAME, sourceOf, type MappingContext } from './context';
import { balanceTransaction, payout as payoutSchema, type StripePayout } from './payload';
import { transactionsOf } from './transactions';

/** A payout with what is read beside it. */
export interface WholePayout {
	/** as `/v1/payouts` gives it, with `failure_balance_transaction` in full */
	readonly payout: unknown;
	/** as `/v1/balance_transactions?payout=...&expand[]=data.source` gives them; empty where it cannot be broken down */
	readonly transactions: readonly unknown[];
}

const HOUR = 3_600_000;

const STATUSES: Readonly<Record<string, PayoutFacts['status']>> = {
	pending: 'scheduled',
	in_transit: 'inTransit',
	paid: 'paid',
	failed: 'failed',
	canceled: 'cancelled',
};

const evidenceOf = ({ amount, currency }: StripePayout) => ({ net: signedText(amount, currency), currency });

const revisionOf = ({ status, reconciliation_status: reconciled }: StripePayout): string =>
	`${status} ${reconciled}`;

function heldPayout(
	id: string,
	revision: string,
	findings: readonly Finding[],
	context: MappingContext,
	again?: string,
): ReadPayout {
	const source = { ...sourceOf('payout', id, context), revision };
	const held: HeldDocument = { type: 'Held', id: businessKey(source), source, findings };
	return {
		externalId: id,
		revision,
		remarks: [],
		held,
		...(again === undefined ? {} : { lookAgainAt: again }),
	};
}

function idOf(payload: unknown): string {
	const id: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'id') : '';
	return typeof id === 'string' && /^[\w-]{1,255}$/.test(id) ? id : 'unknown';
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
	context: MappingContext,
): { readonly transactions: readonly PayoutTransaction[]; readonly findings: readonly Finding[] } {
	const findings: Finding[] = [];
	const read = payloads.map((payload, index): readonly PayoutTransaction[] => {
		const path = `transactions[${index}]`;
		const parsed = parseFacts(balanceTransaction, payload, 'PAYOUT_MALFORMED', path);
		if (!parsed.ok) {
			findings.push(...parsed.findings);
			return [];
		}
		// the payout itself is among them, with the opposite sign; that it came back is told by its status
		if (parsed.value.source?.id === payout.id) return [];
		const found = transactionsOf(parsed.value, path, context);
		findings.push(...found.findings);
		return found.transactions;
	});
	// Stripe gives the newest first
	const transactions = read.toReversed().flat();
	if (findings.length === 0 && transactions.length === 0)
		findings.push(malformed('payout', 'Stripe gives no transactions of it', 'transactions'));
	return { transactions, findings };
}

/** Why a payout is no document: what is still to come, or never comes; undefined where it can be one. */
function withoutDocument(payout: StripePayout, context: MappingContext): ReadPayout | undefined {
	const { id, livemode, status: word, automatic, method, reconciliation_status: reconciled } = payout;
	const revision = revisionOf(payout);
	const evidence = evidenceOf(payout);
	const remark = (one: Finding): ReadPayout => ({ externalId: id, revision, remarks: [one] });
	if (!livemode) return remark(finding('PAYOUT_TEST'));
	const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
	if (status === undefined) {
		const unknown = finding('PAYOUT_STATUS_UNKNOWN', { path: 'status', evidence: { status: word } });
		return heldPayout(id, revision, [unknown], context);
	}
	if (status === 'cancelled') return remark(finding('PAYOUT_CANCELLED', { evidence }));
	if (!automatic) {
		const how = { ...evidence, method: method ?? 'manual', gateway: NAME };
		const again = lookAgainAt({ status }, payout.created, context.now);
		return heldPayout(id, revision, [finding('PAYOUT_NOT_BROKEN_DOWN', { evidence: how })], context, again);
	}
	if (reconciled === 'completed') return undefined;
	const at = new Date(context.now + HOUR).toISOString();
	const waiting = finding('PAYOUT_NOT_RECONCILED', { evidence: { ...evidence, at, gateway: NAME } });
	return { ...remark(waiting), lookAgainAt: at };
}

/**
 * Turns a payout into a document.
 * @returns as `readPayout`; held also with PAYOUT_MALFORMED and what else is wrong with the payload, PAYOUT_NOT_BROKEN_DOWN,
 * PAYOUT_STATUS_UNKNOWN, PAYOUT_TRANSACTION_UNKNOWN, PAYOUT_TRANSACTION_UNCLEAR. Remarks: PAYOUT_TEST, PAYOUT_CANCELLED,
 * PAYOUT_NOT_RECONCILED
 */
export function toDocuments(whole: WholePayout, context: MappingContext): ReadPayout {
	const parsed = parseFacts(payoutSchema, whole.payout, 'PAYOUT_MALFORMED');
	if (!parsed.ok) return heldPayout(idOf(whole.payout), '', parsed.findings, context);
	const payout = parsed.value;
	const none = withoutDocument(payout, context);
	if (none !== undefined) return none;
	const { transactions, findings } = transactionsIn(payout, whole.transactions, context);
	const failedAt = payout.failure_balance_transaction;
	const bankReference = payout.trace_id?.value ?? payout.statement_descriptor;
	return readPayout(
		{
			source: sourceOf('payout', payout.id, context),
			gateway: gatewayName(context),
			status: STATUSES[payout.status] ?? 'paid',
			issuedAt: payout.created,
			arrivesOn: payout.arrival_date.slice(0, 10),
			...(failedAt === undefined ? {} : { failedAt }),
			currency: payout.currency,
			netUnits: payout.amount,
			transactions,
			tests: 0,
			...(typeof bankReference === 'string' && bankReference !== '' ? { bankReference } : {}),
			findings,
		},
		{ timeZone: context.policy.timeZone, now: context.now },
	);
}
