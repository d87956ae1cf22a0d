/** The engine that node tests and `--engine core` run on, shown with the sample package. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INode, INodeParameters } from 'n8n-workflow';
import { createEngine } from '../support/engine';
import type { Engine, EngineWorkflowJson } from '../support/engine';
import { SAMPLE_PACKAGE, writeSamplePackage } from '../support/samplePackage';
import { SAMPLE_KEY, startSampleService } from '../support/sampleService';
import type { SampleService } from '../support/sampleService';

const folder = mkdtempSync(join(tmpdir(), 'storeledger-engine-'));
let service: SampleService;
let engine: Engine;

const node = (name: string, type: string, more: Partial<INode> = {}): INode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});
const link = (to: string) => ({ main: [[{ node: to, type: 'main' as const, index: 0 }]] });

function sampleWorkflow(parameters: INodeParameters, more: Partial<INode> = {}): EngineWorkflowJson {
	return {
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node('Sample', `${SAMPLE_PACKAGE}.sample`, { parameters, ...more }),
			node('After', 'n8n-nodes-base.noOp'),
			node('Note', 'n8n-nodes-base.stickyNote'),
		],
		connections: { Start: link('Sample'), Sample: link('After') },
	};
}

const triggerWorkflow: EngineWorkflowJson = {
	id: 'events',
	nodes: [
		node('Events', `${SAMPLE_PACKAGE}.sampleTrigger`, { webhookId: 'hook-1' }),
		node('Sample', `${SAMPLE_PACKAGE}.sample`, { parameters: { suffix: '={{ $json.from }}' } }),
	],
	connections: { Events: link('Sample') },
};

beforeAll(async () => {
	service = await startSampleService();
	writeSamplePackage(join(folder, 'package'));
});

beforeEach(async () => {
	service.events.splice(0);
	service.tokens.splice(0);
	engine = await createEngine({
		packageFolder: join(folder, 'package'),
		credentials: {
			sampleApi: { baseUrl: service.baseUrl, key: SAMPLE_KEY },
			sampleOAuth2Api: {
				baseUrl: service.baseUrl,
				clientId: 'client',
				clientSecret: 'secret',
				oauthTokenData: { access_token: 'expired', refresh_token: 'r-0', token_type: 'bearer' },
			},
		},
	});
});

afterEach(async () => {
	await engine.close();
});

afterAll(async () => {
	await service.close();
	rmSync(folder, { recursive: true, force: true });
});

describe('an action', () => {
	it('gets the items, its parameters for each item, and gives out paired items', async () => {
		const run = await engine
			.open(sampleWorkflow({}))
			.run({ items: [{ json: { value: 2 } }, { json: { value: 5 } }] });
		expect(run.error).toBeUndefined();
		expect(run.status).toBe('success');
		expect(run.nodes).toEqual(['Start', 'Sample', 'After']);
		expect(run.json('Sample')).toEqual([
			{ doubled: 4, suffix: '-2' },
			{ doubled: 10, suffix: '-5' },
		]);
		expect(run.pairs('Sample')).toEqual([[0], [1]]);
		expect(run.json('After')).toEqual(run.json('Sample'));
	});

	it('stops the workflow with the node error, naming node and item', async () => {
		const run = await engine.open(sampleWorkflow({})).run({ items: [{ json: { value: 1 } }, { json: {} }] });
		expect(run.status).toBe('error');
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			message: 'value is not a number',
			context: { itemIndex: 1 },
			node: { name: 'Sample' },
		});
		expect(run.nodes).not.toContain('After');
	});

	it('goes on to its second output when it may go on', async () => {
		const workflow = sampleWorkflow({}, { onError: 'continueRegularOutput' });
		const run = await engine.open(workflow).run({ items: [{ json: {} }, { json: { value: 1 } }] });
		expect(run.status).toBe('success');
		expect(run.json('Sample', 0)).toEqual([{ doubled: 2, suffix: '-1' }]);
		expect(run.json('Sample', 1)).toEqual([{ error: 'value is not a number' }]);
		expect(run.pairs('Sample', 1)).toEqual([[0]]);
	});

	it('uses a credential: its headers, and only the fields that its own settings show', async () => {
		const run = await engine
			.open(sampleWorkflow({ authentication: 'key' }))
			.run({ items: [{ json: { value: 1 } }] });
		expect(run.json('Sample')).toEqual([
			{ doubled: 2, suffix: '-1', me: { by: 'key' }, hiddenFieldKnown: false },
		]);
	});

	it('renews an OAuth2 token that the service refuses, and keeps the new one', async () => {
		const run = await engine
			.open(sampleWorkflow({ authentication: 'oAuth2' }))
			.run({ items: [{ json: { value: 1 } }] });
		expect(run.json('Sample')[0]).toMatchObject({ me: { by: 'token' } });
		expect(service.tokens).toEqual(['token-1']);
		expect(engine.credentials.stored('sampleOAuth2Api')['oauthTokenData']).toMatchObject({
			access_token: 'token-1',
			refresh_token: 'r-token-1',
		});
	});

	it('fills its drop-down', async () => {
		const workflow = engine.open(sampleWorkflow({ authentication: 'key' }));
		await expect(workflow.options('Sample', 'colours')).resolves.toEqual([
			{ name: 'red', value: 'red' },
			{ name: 'green', value: 'green' },
		]);
	});
});

describe('a polling trigger', () => {
	it('runs the workflow with what is new, and remembers how far it got', async () => {
		const workflow = engine.open(triggerWorkflow);
		await expect(workflow.poll()).resolves.toBeUndefined();
		service.events.push(1, 2);
		const first = await workflow.poll();
		expect(first?.json('Sample').map(({ doubled }) => doubled)).toEqual([2, 4]);
		expect(first?.json('Sample')[0]).toMatchObject({ suffix: 'poll' });
		await expect(workflow.poll()).resolves.toBeUndefined();
		expect(workflow.staticData).toMatchObject({ 'node:Events': { since: 2 } });
	});

	it('is asked in a run by hand, which remembers nothing', async () => {
		service.events.push(7);
		const workflow = engine.open(triggerWorkflow);
		const run = await workflow.run({ start: 'Events' });
		expect(run.json('Sample').map(({ doubled }) => doubled)).toEqual([14]);
		expect(workflow.staticData).toEqual({});
	});
});

describe('a webhook trigger', () => {
	it('is registered once, gets the exact bytes, and starts a run', async () => {
		const workflow = engine.open(triggerWorkflow);
		await workflow.activate();
		await workflow.activate();
		expect([...service.hooks]).toEqual([`${engine.baseUrl}/webhook/hook-1/events`]);
		await expect(service.deliver(21)).resolves.toEqual([200]);
		const runs = await workflow.settled();
		expect(runs.map((run) => run.json('Sample'))).toEqual([[{ doubled: 42, suffix: 'webhook' }]]);
		await workflow.deactivate();
		expect(service.hooks.size).toBe(0);
	});

	it('refuses a wrong signature and starts nothing', async () => {
		const workflow = engine.open(triggerWorkflow);
		await workflow.activate();
		await expect(service.deliver(21, 'another key')).resolves.toEqual([401]);
		await expect(workflow.settled()).resolves.toEqual([]);
		const gone = [...service.hooks][0] ?? '';
		await workflow.deactivate();
		expect((await fetch(gone, { method: 'POST' })).status).toBe(404);
	});
});

it('names a node that it has no stand-in for', () => {
	const workflow = { nodes: [node('Odd', 'n8n-nodes-base.unheardOf')], connections: {} };
	return expect(engine.open(workflow).run()).rejects.toThrow('n8n-nodes-base.unheardOf');
});
