/** Bank lines as items: good ones on the first output, held ones on "Needs Review", and in the sync log until they are read well. */
import type { INodeExecutionData } from 'n8n-workflow';
import { randomUUID } from 'node:crypto';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
import { noteHeldOf } from '../../../core/posting/heldFromSource';
import type { SyncLog } from '../../../core/posting/syncLog';
import { systemClock } from '../clock';
import { asItem, reviewItem } from '../outputs';

export function heldItem(held: HeldDocument, item: number): INodeExecutionData {
	const { id, source, findings } = held;
	const about = { orderNumber: source.externalNumber, bookedOn: '', stage: 'bank' };
	return reviewItem({ id, ...about, findings, document: held }, item);
}

export function asBankOutputs(
	lines: readonly (BankTransaction | HeldDocument)[],
	item: number,
): [documents: INodeExecutionData[], review: INodeExecutionData[]] {
	const documents: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	for (const line of lines) {
		if (line.type === 'Held') review.push(heldItem(line, item));
		else documents.push(asItem(line, item));
	}
	return [documents, review];
}

/**
 * Notes in the sync log what is held, and what is not any more.
 * @param file where they come from a file that was read as a whole: its name
 */
export async function noteBankLines(
	syncLog: SyncLog,
	lines: readonly (BankTransaction | HeldDocument)[],
	file?: string,
): Promise<void> {
	const runId = randomUUID();
	const bookedOn = new Date(systemClock.now()).toISOString().slice(0, 10);
	const held = lines.filter((line) => line.type === 'Held');
	await noteHeldOf(syncLog, {
		stage: 'bank',
		...(file === undefined ? {} : { name: file }),
		held: held.map(({ id: businessKey, source, findings }) => ({
			businessKey,
			stage: 'bank',
			orderNumber: source.externalNumber,
			bookedOn,
			findings,
			runId,
		})),
		good: lines.filter((line) => line.type !== 'Held').map(({ id }) => id),
	});
}
