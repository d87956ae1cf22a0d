/** Disputes as documents, one for each stage that moves money, from the balance transactions of a dispute's details. Pure. */
import { disputeHeader } from '../../../core/gateway/disputes';
import { businessKey, type Dispute, type HeldDocument } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { fromMinorUnits, size } from '../../../core/money/money';
import { saleKey, sourceOf, type MappingContext } from './context';
import { idOf, isoUnits, orderOf, parseDispute, type DisputePayload } from './payload';

type Stage = Dispute['stage'];
type Money = NonNullable<DisputePayload['balance_transactions']>[number];

function held(id: string, part: string, findings: readonly Finding[], context: MappingContext): HeldDocument {
	const source = { ...sourceOf(context, 'dispute', id), revision: part };
	return { type: 'Held', id: businessKey(source, part), source, findings };
}

function stageOf(
	dispute: DisputePayload,
	money: Money,
	stage: Stage,
	occurredAt: string,
	context: MappingContext,
): Dispute | HeldDocument {
	const { currency } = money;
	const [amount, fee] = [isoUnits(size(money.amount), currency), isoUnits(size(money.fee), currency)];
	if (amount === undefined || fee === undefined) {
		const problem = `its amounts are no whole units of ${currency}`;
		return held(dispute.id, stage, [finding('DISPUTE_MALFORMED', { evidence: { problem } })], context);
	}
	const value = fromMinorUnits(amount, currency);
	const order = orderOf(dispute);
	if (order === undefined) {
		const evidence = { amount: value.amount, currency };
		return held(dispute.id, stage, [finding('DISPUTE_ORDER_UNKNOWN', { evidence })], context);
	}
	const source = {
		...sourceOf(context, 'dispute', dispute.id),
		externalNumber: order.number,
		revision: stage,
	};
	return {
		...disputeHeader(source, stage, occurredAt, currency, context.timeZone),
		saleId: saleKey(context, order.id),
		gateway: context.gateway,
		stage,
		amount: value,
		fee: fromMinorUnits(fee, currency),
	};
}

/**
 * The stages of a dispute so far; an inquiry, of which no money moved, has none.
 * @param payload the details of a dispute
 * @returns held with DISPUTE_MALFORMED, DISPUTE_ORDER_UNKNOWN, AMOUNT_*, CURRENCY_UNKNOWN
 */
export function disputeStages(payload: unknown, context: MappingContext): (Dispute | HeldDocument)[] {
	const parsed = parseDispute(payload);
	if (!parsed.ok) return [held(idOf(payload), 'opened', parsed.findings, context)];
	const dispute = parsed.value;
	if (dispute.livemode === false || context.test) return [];
	const moves = dispute.balance_transactions ?? [];
	const withdrawal = moves.find(({ amount }) => amount < 0n);
	const reversal = moves.find(({ amount }) => amount > 0n);
	if (withdrawal === undefined) return [];
	const stages = [stageOf(dispute, withdrawal, 'opened', withdrawal.created, context)];
	if (reversal !== undefined) stages.push(stageOf(dispute, reversal, 'won', reversal.created, context));
	const closedAt = dispute.metadata?.__dispute_closed_at;
	if (dispute.status !== 'lost') return stages;
	if (closedAt == null) {
		const problem = 'it is lost, but it does not say since when';
		return [
			...stages,
			held(dispute.id, 'lost', [finding('DISPUTE_MALFORMED', { evidence: { problem } })], context),
		];
	}
	return [...stages, stageOf(dispute, withdrawal, 'lost', closedAt, context)];
}
