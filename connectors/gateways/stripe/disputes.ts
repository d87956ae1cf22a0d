/** Stripe's disputes: a document for each stage that moves money. Inquiries (warning_...) and prevented ones move none. Pure. */
import { disputeHeader } from '../../../core/gateway/disputes';
import { businessKey, type Dispute, type HeldDocument } from '../../../core/documents';
import { checkDispute } from '../../../core/documents/check';
import { finding, type Finding } from '../../../core/findings/finding';
import { parseFacts } from '../../../core/gateway/parsing';
import { malformed } from '../../../core/gateway/reading';
import { fromMinorUnits } from '../../../core/money/money';
import { gatewayName, NAME, sourceOf, type MappingContext } from './context';
import { dispute as disputeSchema, type BalanceTransaction, type StripeDispute } from './payload';

type Stage = Dispute['stage'];

/** The stages that a dispute of this status has been through, as far as money moves; undefined: unknown. */
const STAGES: Readonly<Record<string, readonly Stage[]>> = {
	warning_needs_response: [],
	warning_under_review: [],
	warning_closed: [],
	prevented: [],
	needs_response: ['opened'],
	under_review: ['opened'],
	appeal_needs_response: ['opened'],
	appeal_under_review: ['opened'],
	won: ['opened', 'won'],
	lost: ['opened', 'lost'],
};

interface Moves {
	readonly withdrawn: readonly BalanceTransaction[];
	readonly reinstated: readonly BalanceTransaction[];
}

/** What left the balance, and what came back. */
function movesOf({ balance_transactions: all }: StripeDispute): Moves {
	return {
		withdrawn: all.filter(({ amount }) => amount < 0n),
		reinstated: all.filter(({ amount }) => amount > 0n),
	};
}

const sumOf = (moves: readonly BalanceTransaction[], key: 'amount' | 'fee'): bigint =>
	moves.reduce((sum, move) => sum + move[key], 0n);

interface StageFacts {
	readonly at: string;
	readonly amount: bigint;
	readonly fee: bigint;
	readonly remarks: readonly Finding[];
}

function factsOf(stage: Stage, dispute: StripeDispute, moves: Moves): StageFacts | undefined {
	const [first] = moves.withdrawn;
	const taken = -sumOf(moves.withdrawn, 'amount');
	if (first === undefined) return undefined;
	if (stage === 'opened') {
		return { at: first.created, amount: taken, fee: sumOf(moves.withdrawn, 'fee'), remarks: [] };
	}
	if (stage === 'won') {
		const [back] = moves.reinstated;
		if (back === undefined) return undefined;
		const givenBack = -sumOf(moves.reinstated, 'fee');
		return {
			at: back.created,
			amount: sumOf(moves.reinstated, 'amount'),
			fee: givenBack > 0n ? givenBack : 0n,
			remarks: [],
		};
	}
	const due = dispute.evidence_details?.due_by;
	const at = typeof due === 'number' && due > 0 ? new Date(due * 1000).toISOString() : dispute.created;
	const remarks = [finding('DISPUTE_DATE_UNKNOWN', { evidence: { gateway: NAME } })];
	// what came back of it meanwhile is not lost
	return { at, amount: taken - sumOf(moves.reinstated, 'amount'), fee: 0n, remarks };
}

/**
 * The documents of a dispute. `saleId` is the payment as Stripe knows it: of which order it was, only the store can tell.
 * @param payload as `/v1/disputes` gives it
 * @returns a document for each stage, or it is held: DISPUTE_MALFORMED and what else is wrong with the payload. Remark of the
 * document: DISPUTE_DATE_UNKNOWN
 */
export function disputeDocuments(
	payload: unknown,
	context: MappingContext,
): readonly (Dispute | HeldDocument)[] {
	const parsed = parseFacts(disputeSchema, payload, 'DISPUTE_MALFORMED');
	const id: unknown = typeof payload === 'object' && payload !== null ? Reflect.get(payload, 'id') : '';
	const hold = (findings: readonly Finding[], revision: string): HeldDocument => {
		const known = typeof id === 'string' && /^[\w-]{1,255}$/.test(id) ? id : 'unknown';
		const source = { ...sourceOf('dispute', known, context), revision };
		return { type: 'Held', id: businessKey(source), source, findings };
	};
	if (!parsed.ok) return [hold(parsed.findings, 'unreadable')];
	const dispute = parsed.value;
	if (!dispute.livemode) return [];
	const { status } = dispute;
	const stages = Object.hasOwn(STAGES, status) ? STAGES[status] : undefined;
	if (stages === undefined)
		return [hold([malformed('dispute', `its status "${status}" is unknown`, 'status')], status)];
	const moves = movesOf(dispute);
	return stages.flatMap((stage): (Dispute | HeldDocument)[] => {
		const facts = factsOf(stage, dispute, moves);
		// a dispute of which nothing was taken (an inquiry that was closed) moves no money
		if (facts === undefined) return [];
		const currency = moves.withdrawn[0]?.currency ?? dispute.currency;
		const payment = dispute.charge ?? dispute.payment_intent;
		if (payment === undefined)
			return [
				hold([malformed('dispute', 'Stripe does not say which payment it is about', 'charge')], status),
			];
		if (facts.amount < 0n || facts.fee < 0n)
			return [hold([malformed('dispute', 'more came back than was taken', 'balance_transactions')], status)];
		const source = { ...sourceOf('dispute', dispute.id, context), revision: `${status} ${stage}` };
		const document: Dispute = {
			...disputeHeader(source, stage, facts.at, currency, context.policy.timeZone),
			...(facts.remarks.length === 0 ? {} : { findings: facts.remarks }),
			saleId: businessKey(sourceOf('payment', payment, context)),
			gateway: gatewayName(context),
			stage,
			amount: fromMinorUnits(facts.amount, currency),
			fee: fromMinorUnits(facts.fee, currency),
		};
		const checked = checkDispute(document);
		return [checked.ok ? checked.value : hold(checked.findings, status)];
	});
}
