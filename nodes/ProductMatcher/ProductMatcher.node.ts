/** Product codes of the shops against the items of the ledger, and against each other. */
import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import {
	LEDGER_AUTHENTICATION,
	LEDGER_CREDENTIALS,
	LEDGER_PROPERTY,
	LEDGER_TENANT,
	loadAccounts,
	loadTenants,
} from '../shared/ledgers';
import { outputsWithReview } from '../shared/outputs';
import { matchItems } from './matchItems';
import { MATCHER_PROPERTIES, OPERATION } from './properties';

export class ProductMatcher implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Product Matcher',
		name: 'productMatcher',
		icon: { light: 'file:productMatcher.svg', dark: 'file:productMatcher.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{({create: "create missing items", match: "match", report: "report", update: "update items"})[$parameter["operation"]]}}',
		description:
			"Compare the shops' product codes with the items of the ledger and with each other; create or update items when asked",
		defaults: { name: 'Product Matcher' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Matched', 'Unmatched'),
		credentials: LEDGER_CREDENTIALS,
		usableAsTool: true,
		properties: [
			{
				displayName:
					'Connect the "Sales" nodes of your shops, with the operation "Read Products". Nothing is written unless the operation says so.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			OPERATION,
			LEDGER_PROPERTY,
			...LEDGER_AUTHENTICATION,
			...LEDGER_TENANT,
			...MATCHER_PROPERTIES,
		],
	};

	methods = {
		loadOptions: {
			async getAccounts(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadAccounts(this);
			},
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await matchItems(this);
	}
}
