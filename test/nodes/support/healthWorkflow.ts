/** The weekly check as it is shipped, with the lab's Slack in it, and a stand-in for n8n's HTTP Request that really posts. */
import type { IExecuteFunctions, INodeExecutionData, INodeParameters, INodeType } from 'n8n-workflow';
import { readTemplate } from '../../../lab/demo/templates';
import { baseNode, type EngineRun } from '../../support/engine';
import { asEngineWorkflow, type Bench } from './bench';

async function post(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const answers: INodeExecutionData[] = [];
	for (const [item] of this.getInputData().entries()) {
		const url = String(this.getNodeParameter('url', item));
		const body = String(this.getNodeParameter('jsonBody', item));
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch(url, { method: String(this.getNodeParameter('method', item)), headers, body });
		const said = await answer.text();
		if (!answer.ok) throw new Error(`Slack answers ${answer.status} ${said}`);
		answers.push({ json: { said }, pairedItem: { item } });
	}
	return [answers];
}

const standIn = baseNode('httpRequest', 'action', post);
const text = (name: string) => ({ displayName: name, name, type: 'string' as const, default: '' });

/** n8n drops parameters that a node's description does not know. */
export const HTTP_REQUEST: INodeType = {
	...standIn,
	description: {
		...standIn.description,
		properties: ['method', 'url', 'jsonBody'].map(text),
	},
};

/** Runs the weekly check. @param url Slack's address, by default the lab's; @param checker what a test changes in the node */
export async function checkHealth(
	{ lab, engine }: Bench,
	url = lab.slackWebhook,
	checker: INodeParameters = {},
): Promise<EngineRun> {
	const template = readTemplate('weekly-sync-health');
	const more = (type: string): INodeParameters =>
		type.endsWith('.httpRequest') ? { url } : type.endsWith('.syncHealthChecker') ? checker : {};
	const nodes = template.nodes.map((node) => ({
		...node,
		parameters: { ...node.parameters, ...more(node.type) },
	}));
	return await engine
		.open(asEngineWorkflow({ ...template, nodes }))
		.run({ start: 'Every Monday at Eight', mode: 'trigger' });
}

/** n8n's own mail node, which the template has switched off. */
const SEND_EMAIL: INodeType = {
	...baseNode('emailSend', 'action'),
	description: {
		...baseNode('emailSend', 'action').description,
		properties: ['fromEmail', 'toEmail', 'subject', 'emailFormat', 'text', 'html'].map(text),
	},
};

/** What the weekly check needs of n8n's own nodes. */
export const HEALTH_NODES = { httpRequest: HTTP_REQUEST, emailSend: SEND_EMAIL };
