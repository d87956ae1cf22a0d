/** The documents among the items, each checked as it is before it is booked. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { readPerformanceDocument, type PerformanceDocument } from '../../core/performance';
import { reviewHeld } from '../shared/outputs';

export interface ReadItems {
	readonly documents: readonly PerformanceDocument[];
	readonly review: readonly INodeExecutionData[];
}

export function readItems(context: IExecuteFunctions): ReadItems {
	const documents: PerformanceDocument[] = [];
	const review: INodeExecutionData[] = [];
	context.getInputData().forEach(({ json }, item) => {
		// n8n's stand-in for a node that had nothing to give
		if (Object.keys(json).length === 0) return;
		const read = readPerformanceDocument(json);
		if (!read.ok) review.push(reviewHeld(json, 'performance', read.findings, item));
		else if (read.value !== undefined) documents.push(read.value);
	});
	return { documents, review };
}
