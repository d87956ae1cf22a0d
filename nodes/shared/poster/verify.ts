/** Verify: reads posted documents back and says what is not as it was posted. Writes nothing anywhere. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { DEFAULT_RETRY } from '../../../core/posting/retry';
import { verifyDocuments } from '../../../core/posting/verify';
import { systemClock } from '../clock';
import { asNodeError } from '../errors';
import { openLedger } from '../ledgers';
import { asItem, reviewItem } from '../outputs';
import { syncLogOf } from '../syncLog';
import { chosenRecords } from './records';

/**
 * Compares the documents that the items name with the ledger. Unchanged: as posted. Needs Review: missing, voided or
 * different, with what.
 * @throws NodeOperationError for operational failures
 */
export async function verifyItems(
	context: IExecuteFunctions,
	ledger: string,
): Promise<INodeExecutionData[][]> {
	const same: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const syncLog = await syncLogOf(context);
	try {
		const { session, tenant } = await openLedger(context, ledger);
		const chosen = await chosenRecords(context, syncLog, { ledger, tenant });
		const itemOf = new Map(chosen.map(({ item, record }) => [record.postingKey, item]));
		const results = await verifyDocuments(
			chosen.map(({ record }) => record),
			{ session, syncLog, clock: systemClock, policy: DEFAULT_RETRY, random: Math.random },
		);
		for (const result of results) {
			const item = itemOf.get(result.postingKey) ?? 0;
			const { businessKey: id, orderNumber, bookedOn, findings } = result;
			const document = { type: 'VerifyResult', ...result };
			if (result.state === 'same') same.push(asItem(document, item));
			else review.push(reviewItem({ id, orderNumber, bookedOn, stage: ledger, findings, document }, item));
		}
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		review.push({ json: { error: failure.message }, pairedItem: { item: 0 } });
	}
	return [[], same, review];
}
