/** The documents among the items, each checked as it is before it is booked. */
import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readPerformanceDocument, type PerformanceDocument } from '../../core/performance';
import { reviewHeld } from '../shared/outputs';

export interface ReadItems {
	readonly documents: readonly PerformanceDocument[];
	readonly review: readonly INodeExecutionData[];
	/** why sources could not be read */
	readonly notRead: readonly string[];
}

/** What a node before this one gives on its error output. */
const errorOf = (json: IDataObject): string | undefined =>
	typeof json.error === 'string' && json.type === undefined ? json.error : undefined;

/** For the report: nothing where all could be read. */
export const notReadOf = ({ notRead }: ReadItems): { readonly notRead?: readonly string[] } =>
	notRead.length === 0 ? {} : { notRead };

export function readItems(context: IExecuteFunctions): ReadItems {
	const documents: PerformanceDocument[] = [];
	const review: INodeExecutionData[] = [];
	const notRead: string[] = [];
	context.getInputData().forEach(({ json }, item) => {
		// n8n's stand-in for a node that had nothing to give
		if (Object.keys(json).length === 0) return;
		const error = errorOf(json);
		if (error !== undefined) {
			notRead.push(error);
			review.push({ json: { error }, pairedItem: { item } });
			return;
		}
		const read = readPerformanceDocument(json);
		if (!read.ok) review.push(reviewHeld(json, 'performance', read.findings, item));
		else if (read.value !== undefined) documents.push(read.value);
	});
	return { documents, review, notRead };
}
