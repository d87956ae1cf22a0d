/** Stand-ins for the nodes of n8n-nodes-base that put items together, as far as the templates use them. */
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';
import { baseNode } from '../../support/engine';

const MOST_INPUTS = 3;
const parameter = (name: string, type: 'string' | 'number') => ({
	displayName: name,
	name,
	type,
	default: type === 'number' ? 2 : '',
});

/** Merge, as "append". */
async function append(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	if (this.getNodeParameter('mode', 0) !== 'append') throw new Error('the stand-in only appends');
	const inputs = Number(this.getNodeParameter('numberInputs', 0));
	return [Array.from({ length: inputs }, (_, input) => this.getInputData(input)).flat()];
}

/** Aggregate, as "all item data". */
async function asOne(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const field = String(this.getNodeParameter('destinationFieldName', 0));
	const items = this.getInputData();
	const pairedItem = items.map((_, item) => ({ item }));
	return [[{ json: { [field]: items.map(({ json }) => json) }, pairedItem }]];
}

const merge = baseNode('merge', 'action', append);
export const MERGE: INodeType = {
	...merge,
	description: {
		...merge.description,
		version: [3, 3.1],
		inputs: Array.from({ length: MOST_INPUTS }, () => 'main' as const),
		requiredInputs: 1,
		properties: [parameter('mode', 'string'), parameter('numberInputs', 'number')],
	},
};

const aggregate = baseNode('aggregate', 'action', asOne);
export const AGGREGATE: INodeType = {
	...aggregate,
	description: { ...aggregate.description, properties: [parameter('destinationFieldName', 'string')] },
};
