/** Gives each tax the shop charged the ledger's own tax code. */
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
	loadTaxCodes,
	loadTenants,
} from '../shared/ledgers';
import { confirmProperties, keepProperty } from '../shared/confirming';
import { mappingFileProperties } from '../shared/mappingFile';
import { outputsWithReview } from '../shared/outputs';
import { SYNC_LOG_PROPERTY, withSyncLog } from '../shared/syncLog';
import { REGISTRATIONS_PROPERTY } from './registrations';
import { OPTIONS_PROPERTY, RULES_FROM_PROPERTY, RULES_JSON_PROPERTY, RULES_PROPERTY } from './rules';
import { confirmTaxRules } from './confirm';
import { resolveItems } from './resolveItems';
import { suggestRules } from './suggestRules';

const OWN_RULES = { show: { operation: ['resolve'], rulesFrom: ['node', 'confirmed'] } };

export class TaxResolver implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Tax Resolver',
		name: 'taxResolver',
		icon: { light: 'file:taxResolver.svg', dark: 'file:taxResolver.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{$parameter["operation"] === "suggest" ? "suggest rules" : $parameter["operation"] === "confirm" ? "confirm the suggestion" : $parameter["rulesFrom"] === "file" ? "rules from a file" : $parameter["rulesFrom"] === "confirmed" ? "as confirmed" : $parameter["matchByRate"] ? "rules, then by rate" : "rules only"}}',
		description: "Give each tax the shop charged the ledger's own tax code; amounts are never changed",
		defaults: { name: 'Tax Resolver' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsWithReview('Resolved'),
		credentials: withSyncLog(LEDGER_CREDENTIALS),
		usableAsTool: true,
		properties: [
			{
				displayName:
					'The tax amounts of the shop are facts and stay as they are. This node only says under which tax code of the ledger each one is booked.',
				name: 'notice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Operation',
				name: 'operation',
				type: 'options',
				noDataExpression: true,
				options: [
					{
						name: 'Confirm Suggestion',
						value: 'confirm',
						action: 'Confirm what was suggested',
						description:
							'The rules that were suggested last, and kept as proposal, count from now on, in every node whose rules come from the confirmed suggestion',
					},
					{
						name: 'Resolve',
						value: 'resolve',
						action: 'Give taxes their codes',
						description: "Give each line the ledger's tax code by the rules",
					},
					{
						name: 'Suggest',
						value: 'suggest',
						action: 'Suggest rules',
						description:
							"Propose rules from the sales that come in and the ledger's tax codes; nothing is applied until you put them in",
					},
				],
				default: 'resolve',
			},
			LEDGER_PROPERTY,
			...LEDGER_AUTHENTICATION,
			...LEDGER_TENANT,
			RULES_FROM_PROPERTY,
			keepProperty('taxRules'),
			...confirmProperties('taxRules'),
			...mappingFileProperties({ operation: ['resolve'], rulesFrom: ['file'] }),
			{
				displayName: 'Find Codes by Their Rate',
				name: 'matchByRate',
				type: 'boolean',
				default: false,
				description:
					'Whether a tax that no rule matches gets the code with exactly its rate, if the ledger has exactly one. Where several codes have the same rate (home sales and exports at 0 %), a rule must decide.',
				displayOptions: OWN_RULES,
			},
			REGISTRATIONS_PROPERTY,
			{ ...RULES_PROPERTY, displayOptions: OWN_RULES },
			{ ...RULES_JSON_PROPERTY, displayOptions: OWN_RULES },
			OPTIONS_PROPERTY,
			SYNC_LOG_PROPERTY,
		],
	};

	methods = {
		loadOptions: {
			async getTaxCodes(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTaxCodes(this);
			},
			async getOrganisations(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				return await loadTenants(this);
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0, 'resolve');
		if (operation === 'suggest') return await suggestRules(this);
		return operation === 'confirm' ? await confirmTaxRules(this) : await resolveItems(this);
	}
}
