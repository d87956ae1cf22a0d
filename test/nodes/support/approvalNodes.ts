/** Stand-ins for the nodes of n8n-nodes-base in the template of approvals, and the people behind its Slack node. */
import type { IExecuteFunctions, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';
import { baseNode, type BaseNodes } from '../../support/engine';

/** What somebody was asked, and in which node. */
export interface Asked {
	readonly node: string;
	readonly user: string;
	readonly message: string;
}

/** What a person answers, as n8n's node gives it out; undefined: nobody has answered in time. */
export type People = (asked: Asked) => object | undefined;

export const form = (decision: string, why: string): object => ({
	Decision: decision,
	Why: why,
	respondedAt: '2026-11-27T10:00:00.000Z',
});

const property = (name: string, type: INodeProperties['type'], more: object = {}): INodeProperties => ({
	displayName: name,
	name,
	type,
	default: type === 'collection' || type === 'fixedCollection' || type === 'json' ? {} : '',
	...more,
});

const outputs = (node: INodeType, count: number, properties: INodeProperties[]): INodeType => ({
	...node,
	description: {
		...node.description,
		version: [1, 1.1, 1.2, 2, 2.2, 2.3, 3, 3.2],
		outputs: Array.from({ length: count }, () => 'main' as const),
		properties,
	},
});

async function byType(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const isRequest = ({ json }: INodeExecutionData): boolean => json['type'] === 'ApprovalRequest';
	const items = this.getInputData();
	return [items.filter(isRequest), items.filter((item) => !isRequest(item))];
}

async function byDecision(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const said = ({ json }: INodeExecutionData): unknown => Reflect.get(Object(json['data']), 'Decision');
	const items = this.getInputData();
	return ['Try again', 'Settled by hand'].map((each) => items.filter((item) => said(item) === each));
}

/** @param people who answer; `asked` takes down what they were asked */
export function approvalNodes(people: People, asked: Asked[]): BaseNodes {
	async function sendAndWait(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// one message for all items, as the real one
		const user = String(this.getNodeParameter('user', 0, '', { extractValue: true }));
		const one = { node: this.getNode().name, user, message: String(this.getNodeParameter('message', 0)) };
		asked.push(one);
		const data = people(one);
		return [data === undefined ? this.getInputData() : [{ json: { data: { ...data } } }]];
	}
	const modes = ['list', 'id'].map((name) => ({
		name,
		displayName: name,
		type: 'string' as const,
	}));
	return {
		slack: outputs(baseNode('slack', 'action', sendAndWait), 1, [
			property('user', 'resourceLocator', { default: { mode: 'id', value: '' }, modes }),
			property('message', 'string'),
		]),
		executeWorkflowTrigger: outputs(baseNode('executeWorkflowTrigger', 'trigger'), 1, []),
		executeWorkflow: outputs(baseNode('executeWorkflow', 'action'), 1, []),
		limit: outputs(baseNode('limit', 'action'), 1, []),
		if: outputs(baseNode('if', 'action', byType), 2, []),
		switch: outputs(baseNode('switch', 'action', byDecision), 2, []),
	};
}
