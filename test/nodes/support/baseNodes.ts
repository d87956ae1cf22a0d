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

/** If, with one condition that is a boolean: true, false. */
async function byCondition(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const is = this.getInputData().map((_, item) => {
		const { conditions } = this.getNodeParameter('conditions', item) as {
			readonly conditions: readonly { readonly leftValue: unknown }[];
		};
		return conditions[0]?.leftValue === true;
	});
	const those = (wanted: boolean) => this.getInputData().filter((_, item) => is[item] === wanted);
	return [those(true), those(false)];
}

const json = (name: string) => ({ displayName: name, name, type: 'json' as const, default: {} });
const condition = baseNode('if', 'action', byCondition);
export const IF: INodeType = {
	...condition,
	description: {
		...condition.description,
		version: [2, 2.1, 2.2],
		outputs: ['main', 'main'],
		properties: [json('conditions')],
	},
};

/** Edit Fields, which sets nothing. */
const set = baseNode('set', 'action', async function (this: IExecuteFunctions) {
	return await Promise.resolve([this.getInputData().map((_, item) => ({ json: {}, pairedItem: { item } }))]);
});
export const SET: INodeType = { ...set, description: { ...set.description, version: [3.4] } };

/** Execute Workflow, "run once with all items". */
async function call(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const { value } = this.getNodeParameter('workflowId', 0) as { readonly value: string };
	const { data } = await this.executeWorkflow({ id: value }, this.getInputData());
	return data.map((items) => items ?? []);
}
const caller = baseNode('executeWorkflow', 'action', call);
export const EXECUTE_WORKFLOW: INodeType = {
	...caller,
	description: { ...caller.description, version: [1.2], properties: [json('workflowId')] },
};
const called = baseNode('executeWorkflowTrigger', 'trigger');
export const EXECUTE_WORKFLOW_TRIGGER: INodeType = {
	...called,
	description: { ...called.description, version: [1.1] },
};

/** n8n has started, or the workflow was published. */
export const N8N_TRIGGER: INodeType = baseNode('n8nTrigger', 'trigger');

/** What the templates of histories and of catching up use. */
export const HISTORY_NODES = {
	if: IF,
	set: SET,
	executeWorkflow: EXECUTE_WORKFLOW,
	executeWorkflowTrigger: EXECUTE_WORKFLOW_TRIGGER,
	n8nTrigger: N8N_TRIGGER,
};

const aggregate = baseNode('aggregate', 'action', asOne);
export const AGGREGATE: INodeType = {
	...aggregate,
	description: { ...aggregate.description, properties: [parameter('destinationFieldName', 'string')] },
};

/** The conditions of Filter that the templates use: an expression that is true, or a text that is equal. */
async function pass(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const kept = this.getInputData().filter((_, item) => {
		const { conditions } = this.getNodeParameter('conditions', item) as { conditions: Condition[] };
		return conditions.every(({ leftValue, rightValue, operator: { operation } }) => {
			if (operation === 'true') return leftValue === true;
			if (operation === 'equals') return String(leftValue) === rightValue;
			throw new Error(`the stand-in does not know "${operation}"`);
		});
	});
	return [kept];
}

interface Condition {
	readonly leftValue: unknown;
	readonly rightValue: string;
	readonly operator: { readonly operation: string };
}

const filter = baseNode('filter', 'action', pass);
export const FILTER: INodeType = {
	...filter,
	description: {
		...filter.description,
		version: [2, 2.2],
		properties: [{ displayName: 'Conditions', name: 'conditions', type: 'filter', default: {} }],
	},
};

/** What went out by mail, and as a picture to Slack. */
export interface Sent {
	readonly node: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	/** the pictures of the item, by name */
	readonly pictures: readonly string[];
}

/** A stand-in that notes what it is to send. @param parameters those that the real node has */
export function sending(
	name: string,
	version: number,
	parameters: readonly string[],
	sent: Sent[],
): INodeType {
	const standIn = baseNode(name, 'action', async function (this: IExecuteFunctions) {
		const items = this.getInputData();
		items.forEach(({ binary = {} }, item) =>
			sent.push({
				node: this.getNode().name,
				parameters: Object.fromEntries(
					[...parameters, 'options'].map((each) => [each, this.getNodeParameter(each, item, '')]),
				),
				pictures: Object.keys(binary),
			}),
		);
		return [items];
	});
	const options = { displayName: 'Options', name: 'options', type: 'json' as const, default: {} };
	return {
		...standIn,
		description: {
			...standIn.description,
			version: [2, version],
			properties: [...parameters.map((each) => parameter(each, 'string')), options],
		},
	};
}

const EMAIL = ['fromEmail', 'toEmail', 'subject', 'emailFormat', 'text', 'html'];
const UPLOAD = ['resource', 'operation', 'binaryPropertyName'];

/** Stand-ins of all that the templates of oversight use, and what they have sent. */
export function oversightNodes(sent: Sent[] = []) {
	return {
		merge: MERGE,
		aggregate: AGGREGATE,
		filter: FILTER,
		emailSend: sending('emailSend', 2.1, EMAIL, sent),
		slack: sending('slack', 2.2, UPLOAD, sent),
	};
}
