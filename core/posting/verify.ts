/** Reading back what was posted, and comparing it with what the sync log has: nothing is written, neither here nor there. */
import { finding, type Finding } from '../findings/finding';
import type { LedgerSession, PostedReference, ReadBack } from '../ledger/connector';
import type { PostingKey } from '../ledger/documents';
import type { Money } from '../money/money';
import { persistently, type Patience } from './retry';
import type { SyncLog, SyncRecord } from './syncLog';
import { referenceOf } from './undo';
import { partsOf } from '../partsOf';

export interface VerifiedDocument {
	readonly postingKey: PostingKey;
	readonly businessKey: string;
	readonly documentType: SyncRecord['documentType'];
	readonly number: string;
	readonly orderNumber: string;
	readonly bookedOn: string;
	readonly total: Money;
	readonly url?: string;
	/** same: as it was posted */
	readonly state: 'same' | 'differs' | 'voided' | 'missing';
	readonly findings: readonly Finding[];
}

const AT_ONCE = 500;

const moneyText = ({ amount, currency }: Money): string => `${amount} ${currency}`;

function differences(reference: PostedReference, read: Extract<ReadBack, { state: 'there' }>): Finding[] {
	const { posted } = read;
	const { documentType: document, number } = reference;
	const differs = (field: string, actual: string, expected: string): Finding[] =>
		actual === expected
			? []
			: [finding('VERIFY_DIFFERS', { path: field, evidence: { document, number, field, actual, expected } })];
	const { totalTax } = reference;
	const tax = posted.totalTax === undefined ? undefined : moneyText(posted.totalTax);
	return [
		...differs('number', posted.number, number),
		...(posted.date === undefined ? [] : differs('date', posted.date, reference.date)),
		...differs('total', moneyText(posted.total), moneyText(reference.total)),
		...(totalTax === undefined || tax === undefined ? [] : differs('totalTax', tax, moneyText(totalTax))),
	];
}

function verified(record: SyncRecord, reference: PostedReference, read: ReadBack): VerifiedDocument {
	const { postingKey, businessKey, documentType, number, orderNumber, bookedOn, url } = record;
	const evidence = { document: documentType, number };
	const common = {
		postingKey,
		businessKey,
		documentType,
		number,
		orderNumber,
		bookedOn,
		total: reference.total,
		...(url === undefined ? {} : { url }),
	};
	switch (read.state) {
		case 'missing':
			return { ...common, state: 'missing', findings: [finding('VERIFY_MISSING', { evidence })] };
		case 'voided':
			return { ...common, state: 'voided', findings: [finding('VERIFY_VOIDED', { evidence })] };
		case 'there': {
			const findings = differences(reference, read);
			return { ...common, state: findings.length === 0 ? 'same' : 'differs', findings };
		}
	}
}

/**
 * @param records those that are not posted are left out
 * @returns one result a posted document, in order; findings: VERIFY_MISSING, VERIFY_VOIDED, VERIFY_DIFFERS
 * @throws TransportError when the ledger does not answer
 */
export async function verifyDocuments(
	records: readonly SyncRecord[],
	{
		session,
		syncLog,
		...patience
	}: Patience & { readonly session: LedgerSession; readonly syncLog: SyncLog },
): Promise<readonly VerifiedDocument[]> {
	const results: VerifiedDocument[] = [];
	const posted = records.filter(({ status }) => status === 'posted');
	for (const some of partsOf(posted, AT_ONCE)) {
		const snapshots = await syncLog.snapshots(some.map(({ postingKey }) => postingKey));
		const known = some.flatMap((record) => {
			const reference = referenceOf(record, snapshots.get(record.postingKey));
			return reference === undefined ? [] : [{ record, reference }];
		});
		const answers = await persistently(
			patience,
			async () => await session.read(known.map(({ reference }) => reference)),
		);
		known.forEach(({ record, reference }, index) => {
			const answer = answers[index];
			if (answer === undefined) throw new Error('one answer a reference');
			results.push(verified(record, reference, answer));
		});
	}
	return results;
}
