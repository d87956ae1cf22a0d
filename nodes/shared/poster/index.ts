/** What all posters share: the same operations, outputs and words for every ledger. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { post } from './post';
import { undoItems } from './undo';
import { verifyItems } from './verify';

export { PAID_SALES_OPTION, POSTER_PROPERTIES, PRODUCTS_OPTION, posterProperties } from './properties';

/** Does the operation of a poster with all its items. */
export async function postItems(context: IExecuteFunctions, ledger: string): Promise<INodeExecutionData[][]> {
	switch (context.getNodeParameter('operation', 0)) {
		case 'post':
			return await post(context, ledger, 'post');
		case 'postWaiting':
			return await post(context, ledger, 'postWaiting');
		case 'undo':
			return await undoItems(context, ledger);
		case 'verify':
			return await verifyItems(context, ledger);
		default:
			return await post(context, ledger, 'preview');
	}
}
