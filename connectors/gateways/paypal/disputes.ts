/**
 * Disputes as PayPal's balance tells of them: each record that takes or gives back disputed money is a document. Pure. PayPal does
 * not say when a chargeback is lost; where it takes money for good (T1106, T1207) that is the day.
 */
import { disputeHeader } from '../../../core/gateway/disputes';
import { businessKey, type Dispute, type HeldDocument } from '../../../core/documents';
import { checkDispute } from '../../../core/documents/check';
import type { Finding } from '../../../core/findings/finding';
import { malformed } from '../../../core/gateway/reading';
import { fromMinorUnits, size } from '../../../core/money/money';
import { gatewayName, sourceOf, type MappingContext } from './context';
import { kindOf, movesBalance } from './kinds';
import type { BalanceRecord } from './payload';

type Stage = Dispute['stage'];

/** Decided against the merchant: nothing comes after them. */
const FINAL = new Set(['T1106', 'T1207']);

/** What belongs to one event comes within a day. */
export const TOGETHER_MS = 86_400_000;

/** Whether two records are about the same payment and of the same time. */
const isTogether = (a: BalanceRecord, b: BalanceRecord): boolean =>
	a.about !== undefined && a.about === b.about && Math.abs(Date.parse(a.at) - Date.parse(b.at)) < TOGETHER_MS;

const isDisputeRecord = (record: BalanceRecord): boolean =>
	movesBalance(record) && ['dispute', 'disputeReversal', 'disputeFee'].includes(kindOf(record));

interface Staged {
	readonly record: BalanceRecord;
	readonly stage: Stage;
	readonly amount: bigint;
	readonly fee: bigint;
}

/** What the records say, as stages. */
function stagesOf(all: readonly BalanceRecord[]): readonly Staged[] {
	const records = all.filter(isDisputeRecord);
	const joined = new Set<BalanceRecord>();
	const partner = (of: BalanceRecord, fits: (other: BalanceRecord) => boolean): BalanceRecord | undefined => {
		const found = records.find(
			(other) => other !== of && !joined.has(other) && isTogether(of, other) && fits(other),
		);
		if (found !== undefined) joined.add(found);
		return found;
	};
	const staged: Staged[] = [];
	for (const record of records) {
		if (kindOf(record) !== 'dispute') continue;
		const charged = record.fee < 0n ? -record.fee : 0n;
		const amount = size(record.amount);
		// what was held until now is released and taken for good
		const released = FINAL.has(record.code)
			? partner(record, (other) => kindOf(other) === 'disputeReversal' && other.amount === -record.amount)
			: undefined;
		if (released === undefined) {
			const fee = partner(record, (other) => kindOf(other) === 'disputeFee' && other.amount < 0n);
			staged.push({ record, stage: 'opened', amount, fee: charged + size(fee?.amount ?? 0n) });
		}
		if (FINAL.has(record.code))
			staged.push({ record, stage: 'lost', amount, fee: released === undefined ? 0n : charged });
	}
	for (const record of records) {
		if (joined.has(record)) continue;
		const kind = kindOf(record);
		const givenBack = record.fee > 0n ? record.fee : 0n;
		if (kind === 'disputeReversal')
			staged.push({ record, stage: 'won', amount: size(record.amount), fee: givenBack });
		// a fee that stands alone, and one that is given back
		if (kind === 'disputeFee')
			staged.push({
				record,
				stage: record.amount < 0n ? 'opened' : 'won',
				amount: 0n,
				fee: size(record.amount),
			});
	}
	return staged.toSorted((a, b) => Date.parse(a.record.at) - Date.parse(b.record.at));
}

/**
 * The documents of a stretch of records; those of each day before and after it help to see what belongs together. `saleId` is the
 * payment as PayPal knows it: of which order it was, only the store can tell. Held with DISPUTE_MALFORMED where PayPal names no payment.
 */
export function disputeDocuments(
	records: readonly BalanceRecord[],
	context: MappingContext,
): readonly (Dispute | HeldDocument)[] {
	if (context.test) return [];
	return stagesOf(records).map(({ record, stage, amount, fee }): Dispute | HeldDocument => {
		const source = { ...sourceOf('dispute', record.id, context), revision: `${record.status} ${stage}` };
		const hold = (findings: readonly Finding[]): HeldDocument => ({
			type: 'Held',
			id: businessKey(source, stage),
			source,
			findings,
		});
		if (record.about === undefined)
			return hold([
				malformed('dispute', 'PayPal does not say which payment it is about', 'paypal_reference_id'),
			]);
		const { currency } = record;
		const checked = checkDispute({
			...disputeHeader(source, stage, record.at, currency, context.policy.timeZone),
			saleId: businessKey(sourceOf('payment', record.about, context)),
			gateway: gatewayName(context),
			stage,
			amount: fromMinorUnits(amount, currency),
			fee: fromMinorUnits(fee, currency),
		});
		return checked.ok ? checked.value : hold(checked.findings);
	});
}
