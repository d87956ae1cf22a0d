/** Does the operation of the Account Mapper with all its items. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { asNodeError } from '../shared/errors';
import { confirmAccounts } from './confirm';
import { checkItems, exportItems } from './fileItems';
import { mapItems } from './mapItems';
import { replayItems } from './replayItems';
import { suggestItems } from './suggestItems';

async function operation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	switch (context.getNodeParameter('operation', 0, 'map')) {
		case 'suggest':
			return await suggestItems(context);
		case 'confirm':
			return await confirmAccounts(context);
		case 'export':
			return await exportItems(context);
		case 'replay':
			return await replayItems(context);
		case 'check':
			return await checkItems(context);
		default:
			return await mapItems(context);
	}
}

export async function executeMapper(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		return await operation(context);
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		const items = context.getInputData();
		return [[], items.map((_, item) => ({ json: { error: failure.message }, pairedItem: { item } }))];
	}
}
