/**
 * Stand-ins for the nodes of n8n-nodes-base that workflows start from or pass through; the real ones come with the whole n8n
 * only. A template that needs another one gives its stand-in to `createEngine`.
 */
import type { IExecuteFunctions, INodeExecutionData, INodeType, INodeTypeDescription } from 'n8n-workflow';

/** By the name after "n8n-nodes-base." */
export type BaseNodes = Readonly<Record<string, INodeType>>;

/** What a stand-in does with its input; it hands the items on unless told otherwise. */
export type BaseNodeWork = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

async function handOn(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	return [this.getInputData()];
}

/**
 * A stand-in.
 * @param name the name after "n8n-nodes-base."
 * @param kind a trigger has no input; it emits the items a run is started with
 */
export function baseNode(name: string, kind: 'trigger' | 'action', work: BaseNodeWork = handOn): INodeType {
	const description: INodeTypeDescription = {
		displayName: name,
		name,
		group: [kind === 'trigger' ? 'trigger' : 'transform'],
		version: [1, 2, 3, 4],
		description: 'stand-in',
		defaults: { name },
		inputs: kind === 'trigger' ? [] : ['main'],
		outputs: ['main'],
		properties: [],
	};
	return { description, execute: work };
}

const executeWorkflowTrigger = baseNode('executeWorkflowTrigger', 'trigger');

/** The stand-ins every engine has. */
export const BASE_NODES: BaseNodes = {
	manualTrigger: baseNode('manualTrigger', 'trigger'),
	executeWorkflowTrigger: {
		...executeWorkflowTrigger,
		description: { ...executeWorkflowTrigger.description, version: [1, 1.1] },
	},
	scheduleTrigger: baseNode('scheduleTrigger', 'trigger'),
	noOp: baseNode('noOp', 'action'),
	stickyNote: baseNode('stickyNote', 'action'),
};
