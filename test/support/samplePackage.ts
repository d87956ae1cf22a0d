/**
 * A tiny package of n8n nodes, written into a folder: it proves that the engine and the real n8n are driven rightly, whatever
 * state our own nodes are in. An action with two outputs, a drop-down and two credentials, and a trigger that polls and listens.
 */
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

export const SAMPLE_PACKAGE = 'n8n-nodes-storeledger-sample';

const credentials = {
	'SampleApi.credentials.js': `
exports.SampleApi = class {
	name = 'sampleApi';
	displayName = 'Sample API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		{ displayName: 'Key', name: 'key', type: 'string', typeOptions: { password: true }, default: '' },
		{ displayName: 'Kind', name: 'kind', type: 'options', options: [{ name: 'A', value: 'a' }, { name: 'B', value: 'b' }], default: 'a' },
		{ displayName: 'Only For B', name: 'onlyForB', type: 'string', displayOptions: { show: { kind: ['b'] } }, default: '' },
	];
	authenticate = { type: 'generic', properties: { headers: { 'x-key': '={{$credentials.key}}' } } };
	test = { request: { baseURL: '={{$credentials.baseUrl}}', url: '/me' } };
};`,
	'SampleOAuth2Api.credentials.js': `
const hidden = (name, value) => ({ displayName: name, name, type: 'hidden', default: value });
exports.SampleOAuth2Api = class {
	name = 'sampleOAuth2Api';
	extends = ['oAuth2Api'];
	displayName = 'Sample OAuth2 API';
	properties = [
		{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
		hidden('grantType', 'authorizationCode'),
		hidden('authUrl', '={{$self["baseUrl"]}}/oauth/authorize'),
		hidden('accessTokenUrl', '={{$self["baseUrl"]}}/oauth/token'),
		hidden('scope', 'books'),
		hidden('authQueryParameters', ''),
		hidden('authentication', 'header'),
	];
};`,
};

const nodes = {
	'Sample.node.js': `
const { NodeOperationError } = require('n8n-workflow');
exports.Sample = class {
	description = {
		displayName: 'Sample', name: 'sample', group: ['transform'], version: 1, description: 'Doubles values',
		subtitle: 'doubles', defaults: { name: 'Sample' }, inputs: ['main'], outputs: ['main', 'main'],
		outputNames: ['Done', 'Needs Review'],
		credentials: [
			{ name: 'sampleApi', required: false, displayOptions: { show: { authentication: ['key'] } } },
			{ name: 'sampleOAuth2Api', required: false, displayOptions: { show: { authentication: ['oAuth2'] } } },
		],
		properties: [
			{ displayName: 'Authentication', name: 'authentication', type: 'options', default: 'none',
				options: [{ name: 'None', value: 'none' }, { name: 'Key', value: 'key' }, { name: 'OAuth2', value: 'oAuth2' }] },
			{ displayName: 'Colour', name: 'colour', type: 'options', default: '', typeOptions: { loadOptionsMethod: 'colours' } },
			{ displayName: 'Suffix', name: 'suffix', type: 'string', default: '={{ "-" + $json.value }}' },
		],
	};
	methods = {
		loadOptions: {
			async colours() { return (await this.helpers.httpRequestWithAuthentication.call(this, 'sampleApi', {
				url: (await this.getCredentials('sampleApi')).baseUrl + '/colours', json: true })).map((name) => ({ name, value: name })); },
		},
	};
	async execute() {
		const done = [], review = [];
		const authentication = this.getNodeParameter('authentication', 0);
		const credential = { key: 'sampleApi', oAuth2: 'sampleOAuth2Api' }[authentication];
		for (const [item, { json }] of this.getInputData().entries()) {
			try {
				if (typeof json.value !== 'number') throw new NodeOperationError(this.getNode(), 'value is not a number', { itemIndex: item });
				const out = { doubled: json.value * 2, suffix: this.getNodeParameter('suffix', item) };
				if (credential !== undefined) {
					const { baseUrl, onlyForB } = await this.getCredentials(credential);
					out.me = await this.helpers.httpRequestWithAuthentication.call(this, credential, { url: baseUrl + '/me', json: true });
					out.hiddenFieldKnown = onlyForB !== undefined;
				}
				done.push({ json: out, pairedItem: { item } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				review.push({ json: { error: error.message }, pairedItem: { item } });
			}
		}
		return [done, review];
	}
};`,
	'SampleTrigger.node.js': `
const { createHmac } = require('node:crypto');
exports.SampleTrigger = class {
	description = {
		displayName: 'Sample Trigger', name: 'sampleTrigger', group: ['trigger'], version: 1, description: 'Polls and listens',
		defaults: { name: 'Sample Trigger' }, polling: true, inputs: [], outputs: ['main'],
		credentials: [{ name: 'sampleApi', required: true }],
		webhooks: [{ name: 'default', httpMethod: 'POST', path: 'events', responseMode: 'onReceived', responseData: 'noData' }],
		properties: [],
	};
	async #call(context, method, path, body) {
		const { baseUrl } = await context.getCredentials('sampleApi');
		return await context.helpers.httpRequestWithAuthentication.call(context, 'sampleApi', { method, url: baseUrl + path, body, json: true });
	}
	webhookMethods = {
		default: {
			async checkExists() { const url = this.getNodeWebhookUrl('default'); return (await new exports.SampleTrigger().call(this, 'GET', '/hooks')).includes(url); },
			async create() { await new exports.SampleTrigger().call(this, 'POST', '/hooks', { url: this.getNodeWebhookUrl('default') }); return true; },
			async delete() { await new exports.SampleTrigger().call(this, 'DELETE', '/hooks', { url: this.getNodeWebhookUrl('default') }); return true; },
		},
	};
	async call(context, method, path, body) { return await this.#call(context, method, path, body); }
	async poll() {
		const state = this.getWorkflowStaticData('node');
		const since = state.since ?? 0;
		const events = await new exports.SampleTrigger().call(this, 'GET', '/events?since=' + since);
		state.since = since + events.length;
		return events.length === 0 ? null : [events.map((value) => ({ json: { value, from: 'poll' } }))];
	}
	async webhook() {
		const { key } = await this.getCredentials('sampleApi');
		const { rawBody, headers } = this.getRequestObject();
		if (createHmac('sha256', key).update(rawBody).digest('hex') !== headers['x-signature']) {
			this.getResponseObject().status(401).send('bad signature');
			return { noWebhookResponse: true };
		}
		return { workflowData: [[{ json: { value: this.getBodyData().value, from: 'webhook' } }]] };
	}
};`,
};

/** Writes the package; `folder` must not exist. It finds n8n-workflow as our own package does, when it is used in place. */
export function writeSamplePackage(folder: string): void {
	const write = (file: string, text: string): void => {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		writeFileSync(join(folder, file), text);
	};
	const entries = (kind: string, files: Readonly<Record<string, string>>): string[] =>
		Object.entries(files).map(([name, text]) => {
			const file = `dist/${kind}/${name}`;
			write(file, text);
			return file;
		});
	const manifest = {
		name: SAMPLE_PACKAGE,
		version: '1.0.0',
		keywords: ['n8n-community-node-package'],
		files: ['dist'],
		devDependencies: { typescript: '*' },
		peerDependencies: { 'n8n-workflow': '*' },
		n8n: {
			n8nNodesApiVersion: 1,
			credentials: entries('credentials', credentials),
			nodes: entries('nodes', nodes),
		},
	};
	write('package.json', JSON.stringify(manifest, null, 2));
	mkdirSync(join(folder, 'node_modules'));
	const workflow = dirname(require.resolve('n8n-workflow/package.json'));
	symlinkSync(workflow, join(folder, 'node_modules', 'n8n-workflow'), 'junction');
}
