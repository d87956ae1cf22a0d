/** Confirms the tax rules that were suggested last. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { confirmKept } from '../shared/confirming';
import { asNodeError } from '../shared/errors';
import { asItem } from '../shared/outputs';

export async function confirmTaxRules(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		return await confirmKept(context, 'taxRules', (rule) => asItem(rule, 0));
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], [{ json: { error: failure.message }, pairedItem: { item: 0 } }]];
	}
}
