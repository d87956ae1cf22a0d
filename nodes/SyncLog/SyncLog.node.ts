/** The sync log for people: search, history, what is held, trying again, and looking after it. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { act } from './act';
import { SYNC_LOG_NODE_PROPERTIES } from './properties';

export class SyncLog implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Sync Log',
		name: 'syncLog',
		icon: { light: 'file:syncLog.svg', dark: 'file:syncLog.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ({ backUp: "back up", changedSince: "changed since", cleanUp: "clean up", export: "export", gap: "find the gap", history: "history of an order", held: "list held", nextWindow: "next window", outcome: "outcome since", runs: "list runs", settle: "settle by hand", retry: "try again" })[$parameter["operation"]] || $parameter["operation"] }}',
		description:
			'Search what was synced, follow an order from trigger to ledger, release what is held, and look after the log',
		defaults: { name: 'Sync Log' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Results'),
		credentials: withSyncLog(),
		usableAsTool: true,
		properties: [...SYNC_LOG_NODE_PROPERTIES, SYNC_LOG_PROPERTY],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await act(this);
	}
}
