/**
 * Disputes as documents, one for each stage that moves money. What moves stands in the balance transactions, with the fee and the
 * day; an inquiry has none. Pure.
 */
import { disputeHeader } from '../../../core/gateway/disputes';
import { businessKey, type Dispute, type HeldDocument } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import { fromMinorUnits, size } from '../../../core/money/money';
import { saleKey, sourceOf, type MappingContext } from './context';
import { idOf, parseBalanceTransaction, type BalanceTransaction, type DisputePayload } from './payload';
import { DISPUTE_WITHDRAWAL } from './types';

type Stage = Dispute['stage'];

function held(id: string, part: string, findings: readonly Finding[], context: MappingContext): HeldDocument {
	const source = { ...sourceOf(context, 'dispute', id), revision: part };
	return { type: 'Held', id: businessKey(source, part), source, findings };
}

function stageOf(
	money: BalanceTransaction,
	disputeId: string,
	stage: Stage,
	occurredAt: string,
	context: MappingContext,
): Dispute | HeldDocument {
	const { amount, fee, associatedOrder } = money;
	const { currency } = amount;
	const value = fromMinorUnits(size(amount.units), currency);
	if (associatedOrder == null) {
		const evidence = { amount: value.amount, currency };
		return held(disputeId, stage, [finding('DISPUTE_ORDER_UNKNOWN', { evidence })], context);
	}
	const { externalNumber: _number, ...frame } = sourceOf(context, 'dispute', disputeId);
	const source = { ...frame, externalNumber: associatedOrder.name, revision: stage };
	return {
		...disputeHeader(source, stage, occurredAt, currency, context.timeZone),
		saleId: saleKey(context, associatedOrder.id),
		gateway: context.gateway,
		stage,
		amount: value,
		fee: fromMinorUnits(size(fee.units), currency),
	};
}

/**
 * The stage that a balance transaction is: a withdrawal opens the dispute, a reversal wins it.
 * @returns undefined for a test; held with DISPUTE_ORDER_UNKNOWN, DISPUTE_MALFORMED, PAYOUT_MALFORMED, AMOUNT_*
 */
export function movedMoney(payload: unknown, context: MappingContext): Dispute | HeldDocument | undefined {
	const parsed = parseBalanceTransaction(payload, '');
	if (!parsed.ok) return held(idOf(payload), 'moved', parsed.findings, context);
	const money = parsed.value;
	if (money.test) return undefined;
	if (money.sourceId === undefined) {
		const problem = 'the transaction does not say which dispute it belongs to';
		return held(money.id, 'moved', [finding('DISPUTE_MALFORMED', { evidence: { problem } })], context);
	}
	const stage = money.type === DISPUTE_WITHDRAWAL ? 'opened' : 'won';
	return stageOf(money, money.sourceId, stage, money.transactionDate, context);
}

/** A dispute of which not even the frame can be read. */
export interface UnreadableDispute {
	readonly id: string;
	readonly findings: readonly Finding[];
}

export const heldDispute = ({ id, findings }: UnreadableDispute, context: MappingContext): HeldDocument =>
	held(id, 'lost', findings, context);

/** A dispute that is lost moves nothing more: the amount that was withdrawn is gone. */
export const isLost = ({ status }: DisputePayload): boolean => status === 'LOST' || status === 'ACCEPTED';

/**
 * The last stage of a lost dispute.
 * @param withdrawals balance transactions among which is that of the dispute; none: an inquiry, of which no money moved
 */
export function lostDispute(
	dispute: DisputePayload,
	withdrawals: readonly unknown[],
	context: MappingContext,
): Dispute | HeldDocument | undefined {
	const { legacyResourceId: id, finalizedOn } = dispute;
	if (!isLost(dispute) || finalizedOn === undefined) return undefined;
	for (const payload of withdrawals) {
		const parsed = parseBalanceTransaction(payload, '');
		if (parsed.ok && parsed.value.sourceId === id && !parsed.value.test)
			return stageOf(parsed.value, id, 'lost', finalizedOn, context);
	}
	return undefined;
}
