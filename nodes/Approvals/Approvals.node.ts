/** Between mapper and poster: entries that people must decide upon first, and what they have decided. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { decideItems } from './decideItems';
import { APPROVAL_PROPERTIES } from './properties';
import { selectItems } from './selectItems';

export class Approvals implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Approvals',
		name: 'approvals',
		icon: { light: 'file:approvals.svg', dark: 'file:approvals.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ decide: "take the decision", select: "who must be asked" })[$parameter["operation"]] || $parameter["operation"] }}',
		description:
			'Large or unusual entries wait for one or two people; who approved them, and why, comes into the memo',
		defaults: { name: 'Approvals' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Approved', 'Ask', 'Waiting'),
		credentials: withSyncLog(),
		usableAsTool: true,
		properties: [...APPROVAL_PROPERTIES, SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return this.getNodeParameter('operation', 0) === 'decide'
			? await decideItems(this)
			: await selectItems(this);
	}
}
