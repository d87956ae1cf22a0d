/**
 * Disputes as PayPal's balance tells of them: each record that takes or gives back disputed money, or charges for it, is a document.
 * Pure. PayPal gives no date on which a chargeback is lost: what it takes for good (T1106, T1207) is opened and lost at once.
 */
import { businessKey, type Dispute, type HeldDocument } from '../../../core/documents';
import { checkDispute } from '../../../core/documents/check';
import type { Finding } from '../../../core/findings/finding';
import { malformed } from '../../../core/gateway/reading';
import { fromMinorUnits } from '../../../core/money/money';
import { gatewayName, headerOf, sourceOf, type MappingContext } from './context';
import { kindOf, movesBalance } from './kinds';
import type { BalanceRecord } from './payload';

type Stage = Dispute['stage'];

/** Decided against the merchant: nothing comes after them. */
const FINAL = new Set(['T1106', 'T1207']);

const size = (units: bigint): bigint => (units < 0n ? -units : units);

function stagesOf(record: BalanceRecord): readonly Stage[] {
	switch (kindOf(record)) {
		case 'dispute':
			return FINAL.has(record.code) ? ['opened', 'lost'] : ['opened'];
		case 'disputeReversal':
			return ['won'];
		case 'disputeFee':
			return record.amount < 0n ? ['opened'] : ['won'];
		default:
			return [];
	}
}

/** What was disputed and what was charged for it, for a stage. */
function figuresOf(record: BalanceRecord, stage: Stage): { readonly amount: bigint; readonly fee: bigint } {
	if (kindOf(record) === 'disputeFee') return { amount: 0n, fee: size(record.amount) };
	const charged = record.fee < 0n ? -record.fee : 0n;
	const givenBack = record.fee > 0n ? record.fee : 0n;
	const fee = { opened: charged, won: givenBack, lost: 0n }[stage];
	return { amount: size(record.amount), fee };
}

/**
 * The documents of a record; none where it is about no dispute. `saleId` is the payment as PayPal knows it: of which order it was,
 * only the store can tell. Held with DISPUTE_MALFORMED where PayPal names no payment.
 */
export function disputeDocuments(
	record: BalanceRecord,
	context: MappingContext,
): readonly (Dispute | HeldDocument)[] {
	if (context.test || !movesBalance(record)) return [];
	return stagesOf(record).map((stage): Dispute | HeldDocument => {
		const origin = {
			kind: 'dispute',
			id: record.id,
			revision: `${record.status}/${record.updatedAt}`,
		} as const;
		const hold = (findings: readonly Finding[]): HeldDocument => {
			const source = sourceOf(origin, context);
			return { type: 'Held', id: businessKey(source, stage), source, findings };
		};
		if (record.about === undefined)
			return hold([
				malformed('dispute', 'PayPal does not say which payment it is about', 'paypal_reference_id'),
			]);
		const { amount, fee } = figuresOf(record, stage);
		const { currency } = record;
		const document: Dispute = {
			...headerOf('Dispute', { ...origin, part: stage, at: record.at, currency }, context),
			saleId: businessKey(sourceOf({ kind: 'payment', id: record.about, revision: '' }, context)),
			gateway: gatewayName(context),
			stage,
			amount: fromMinorUnits(amount, currency),
			fee: fromMinorUnits(fee, currency),
		};
		const checked = checkDispute(document);
		return checked.ok ? checked.value : hold(checked.findings);
	});
}
