/** Bank lines as items: good ones on the first output, held ones on "Needs Review". */
import type { INodeExecutionData } from 'n8n-workflow';
import type { BankTransaction, HeldDocument } from '../../../core/documents';
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
