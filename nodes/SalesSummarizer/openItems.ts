/** Opens summaries: lists what is in them, or takes it out again. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { openSummary, reopenSummary } from '../../core/summary';
import { asNodeError } from '../shared/errors';
import { openLedger } from '../shared/ledgers';
import { asItem, reviewItem } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';

/** @returns an item a member on the first output; what cannot be opened is on the last */
export async function openItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const members: INodeExecutionData[] = [];
	const review: INodeExecutionData[] = [];
	const act = context.getNodeParameter('operation', 0) === 'reopen' ? reopenSummary : openSummary;
	for (let item = 0; item < context.getInputData().length; item++) {
		try {
			const ledger = String(context.getNodeParameter('ledger', item));
			const summary = String(context.getNodeParameter('summary', item));
			const { tenant } = await openLedger(context, ledger);
			const opened = await act(await syncLogOf(context), { ledger, tenant }, summary);
			if (opened.ok)
				members.push(...opened.value.map((member) => asItem({ type: 'SummaryMember', ...member }, item)));
			else {
				const { findings } = opened;
				const held = { id: summary, orderNumber: '', bookedOn: '', stage: 'summary', findings };
				review.push(reviewItem({ ...held, document: null }, item));
			}
		} catch (error) {
			const failure = asNodeError(context.getNode(), error);
			if (!context.continueOnFail()) throw failure;
			review.push({ json: { error: failure.message }, pairedItem: { item } });
		}
	}
	return [members, [], review];
}
