/** A payout of Shopify with its balance transactions as a document. Pure. */
import { businessKey, type PayoutTransaction } from '../../../core/documents';
import { finding, type Finding } from '../../../core/findings/finding';
import type { ReadPayout } from '../../../core/gateway/connector';
import { localDate } from '../../../core/time/zones';
import { readPayout, type PayoutFacts } from '../../../core/gateway/readPayout';
import { payoutTransactions } from '../../../core/gateway/transactions';
import { fromMinorUnits } from '../../../core/money/money';
import { GATEWAY_NAME, saleKey, sourceOf, type MappingContext } from './context';
import { idOf, parseBalanceTransaction, parsePayout, type BalanceTransaction } from './payload';
import { inWords, RETURNED_TRANSFERS, TRANSACTION_TYPES, TRANSFER } from './types';

export { GATEWAY_NAME };

/** A payout as it is read: its own payload, and those of all its balance transactions. */
export interface WholePayout {
	readonly payout: unknown;
	readonly transactions: readonly unknown[];
}

const STATUSES: Readonly<Record<string, PayoutFacts['status']>> = {
	SCHEDULED: 'scheduled',
	IN_TRANSIT: 'inTransit',
	PAID: 'paid',
	FAILED: 'failed',
	CANCELED: 'cancelled',
};

const textOf = (units: bigint, currency: string): string =>
	units < 0n ? `-${fromMinorUnits(-units, currency).amount}` : fromMinorUnits(units, currency).amount;

/** What Shopify calls what is no charge or refund. */
function descriptionOf({ type, adjustmentReason }: BalanceTransaction): { description?: string } {
	if (type === 'CHARGE' || type === 'REFUND') return {};
	const reason = adjustmentReason === undefined ? '' : `: ${inWords(adjustmentReason)}`;
	return { description: inWords(type) + reason };
}

/** The document it belongs to, where the key of that is certain. */
function settlesOf(one: BalanceTransaction, context: MappingContext): { settles?: string } {
	const orderId = one.associatedOrder?.id;
	if (one.type === 'CHARGE' && orderId !== undefined) return { settles: saleKey(context, orderId) };
	if (RETURNED_TRANSFERS.has(one.type) && one.sourceId !== undefined) {
		const source = sourceOf(context, 'payout', one.sourceId);
		return { settles: businessKey(source, 'failed') };
	}
	return {};
}

function transactionsOf(
	one: BalanceTransaction,
	type: PayoutTransaction['type'],
	context: MappingContext,
): PayoutTransaction[] {
	const { associatedOrder: order, sourceOrderTransactionId: reference } = one;
	return payoutTransactions({
		id: one.id,
		type,
		...settlesOf(one, context),
		...(reference === undefined ? {} : { reference }),
		...(order == null ? {} : { order: { id: order.id, number: order.name } }),
		units: one.amount.units,
		feeUnits: one.fee.units,
		currency: one.amount.currency,
		...descriptionOf(one),
		occurredAt: one.transactionDate,
	});
}

/** What the transactions of a payout come to. */
class Transactions {
	readonly list: PayoutTransaction[] = [];
	readonly findings: Finding[] = [];
	tests = 0;
	failedAt: string | undefined;
	private needsAction = false;

	constructor(
		private readonly payoutId: string,
		private readonly context: MappingContext,
	) {}

	take(payload: unknown, path: string): void {
		const parsed = parseBalanceTransaction(payload, path);
		if (!parsed.ok) {
			this.findings.push(...parsed.findings);
			return;
		}
		const one = parsed.value;
		if (one.test) {
			this.tests++;
			return;
		}
		if (one.type === TRANSFER) return;
		// the failure of this very payout is told by its status
		if (RETURNED_TRANSFERS.has(one.type) && one.sourceId === this.payoutId) {
			this.failedAt = one.transactionDate;
			return;
		}
		if (one.associatedPayout?.status === 'ACTION_REQUIRED') this.needsAction = true;
		const { amount, fee, net } = one;
		const { currency } = net;
		const type = TRANSACTION_TYPES.get(one.type);
		if (type === undefined) {
			const evidence = { type: one.type, net: textOf(net.units, currency), currency };
			this.findings.push(finding('PAYOUT_TRANSACTION_UNKNOWN', { path: `${path}.type`, evidence }));
		}
		if (amount.units - fee.units !== net.units) {
			const evidence = {
				amount: textOf(amount.units, amount.currency),
				fee: textOf(fee.units, fee.currency),
				net: textOf(net.units, currency),
				currency,
			};
			this.findings.push(finding('PAYOUT_TRANSACTION_UNCLEAR', { path, evidence }));
		}
		if (type !== undefined) this.list.push(...transactionsOf(one, type, this.context));
	}

	/** Remarks about the payout as a whole. */
	remarks(net: string, currency: string): Finding[] {
		return this.needsAction ? [finding('PAYOUT_ACTION_REQUIRED', { evidence: { net, currency } })] : [];
	}
}

/**
 * Shopify says when a payout was issued, not when it arrives: the day of issue in the shop's zone stands for it.
 * @param whole as `queries.ts` asks for it, with all pages of its transactions
 * @returns as `readPayout`; held also with PAYOUT_MALFORMED, PAYOUT_STATUS_UNKNOWN, PAYOUT_TRANSACTION_UNKNOWN, PAYOUT_TRANSACTION_UNCLEAR,
 * AMOUNT_*, CURRENCY_UNKNOWN, DATE_INVALID; remarks PAYOUT_ACTION_REQUIRED
 */
export function toDocuments(whole: WholePayout, shopZone: string, context: MappingContext): ReadPayout {
	const parsed = parsePayout(whole.payout);
	if (!parsed.ok) return unreadable(idOf(whole.payout), parsed.findings, context);
	const { legacyResourceId: id, status: word, issuedAt, net, externalTraceId } = parsed.value;
	const status = Object.hasOwn(STATUSES, word) ? STATUSES[word] : undefined;
	if (status === undefined) {
		const unknown = finding('PAYOUT_STATUS_UNKNOWN', { path: 'status', evidence: { status: word } });
		return unreadable(id, [unknown], context);
	}
	const transactions = new Transactions(id, context);
	whole.transactions.forEach((payload, index) => transactions.take(payload, `transactions[${index}]`));
	const facts: PayoutFacts = {
		source: sourceOf(context, 'payout', id),
		gateway: context.gateway,
		status,
		issuedAt,
		arrivesOn: localDate(issuedAt, shopZone),
		...(transactions.failedAt === undefined ? {} : { failedAt: transactions.failedAt }),
		currency: net.currency,
		netUnits: net.units,
		transactions: transactions.list,
		tests: transactions.tests,
		...(externalTraceId === undefined ? {} : { bankReference: externalTraceId }),
		findings: [
			...transactions.findings,
			...transactions.remarks(textOf(net.units, net.currency), net.currency),
		],
	};
	return readPayout(facts, context);
}

/** A payout of which not even the frame can be read. */
function unreadable(id: string, findings: readonly Finding[], context: MappingContext): ReadPayout {
	const source = { ...sourceOf(context, 'payout', id), revision: '' };
	return {
		externalId: id,
		revision: '',
		remarks: [],
		held: { type: 'Held', id: businessKey(source), source, findings },
	};
}
