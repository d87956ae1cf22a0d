/** The driver of the real n8n, shown with the sample package: what the demo and all other end-to-end tests stand on. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WorkflowJson, WorkflowNode } from '../../lab/runtime/api';
import { N8nApi } from '../../lab/runtime/api';
import { packPackage } from '../../lab/runtime/package';
import { OWNER, startTestN8n } from '../support/n8n';
import type { TestN8n } from '../support/n8n';
import { SAMPLE_PACKAGE, writeSamplePackage } from '../support/samplePackage';
import { SAMPLE_KEY, startSampleService } from '../support/sampleService';
import type { SampleService } from '../support/sampleService';

const folder = mkdtempSync(join(tmpdir(), 'storeledger-runtime-'));
let service: SampleService;
let test: TestN8n;
let keyId: string;

const node = (name: string, type: string, more: Partial<WorkflowNode> = {}): WorkflowNode => ({
	id: name,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...more,
});
const link = (to: string) => ({ main: [[{ node: to, type: 'main', index: 0 }]] });
const key = () => ({ sampleApi: { id: keyId, name: 'Key' } });

const keyCredential = () => ({
	name: 'Key',
	type: 'sampleApi',
	data: { baseUrl: service.baseUrl, key: SAMPLE_KEY },
});

beforeAll(async () => {
	service = await startSampleService();
	writeSamplePackage(join(folder, 'package'));
	const tarball = await packPackage(join(folder, 'package'), folder);
	test = await startTestN8n({ packages: [tarball] });
	keyId = await test.api.credentials.create(keyCredential());
});

afterAll(async () => {
	await test?.close();
	await service?.close();
	rmSync(folder, { recursive: true, force: true });
});

it('installs a package as n8n does, and n8n loads its nodes', async () => {
	const names = ['sample', 'sampleTrigger'].map((name) => `${SAMPLE_PACKAGE}.${name}`);
	await expect(test.api.nodeTypes.ofPackage(SAMPLE_PACKAGE)).resolves.toEqual(names);
	expect(await test.n8n.memory()).toBeGreaterThan(100e6);
});

it('tests a credential, good and bad', async () => {
	const good = { ...keyCredential(), id: keyId };
	await expect(test.api.credentials.test(good)).resolves.toMatchObject({ status: 'OK' });
	const bad = { ...good, data: { ...good.data, key: 'wrong' } };
	await expect(test.api.credentials.test(bad)).resolves.toMatchObject({ status: 'Error' });
});

it('imports credentials with their ids, and reads what n8n keeps', async () => {
	await test.api.credentials.import([{ ...keyCredential(), id: 'imported-key', name: 'Imported' }]);
	await expect(test.api.credentials.decrypted('imported-key')).resolves.toMatchObject({ key: SAMPLE_KEY });
});

it('fills a drop-down as the editor does', async () => {
	const options = await test.api.nodeTypes.options({
		nodeType: `${SAMPLE_PACKAGE}.sample`,
		version: 1,
		method: 'colours',
		parameters: { authentication: 'key' },
		credentials: key(),
		path: 'parameters.colour',
	});
	expect(options.map(({ value }) => value)).toEqual(['red', 'green']);
});

it('connects an OAuth2 credential and runs a workflow by hand with it', async () => {
	const id = await test.api.credentials.create({
		name: 'OAuth2',
		type: 'sampleOAuth2Api',
		data: { baseUrl: service.baseUrl, clientId: 'client', clientSecret: 'secret' },
	});
	await test.api.credentials.connectOAuth2(id);
	await expect(test.api.credentials.decrypted(id)).resolves.toMatchObject({
		oauthTokenData: { access_token: 'token-1', callbackQueryString: { realm: 'books-of-the-sample' } },
	});
	const workflow: WorkflowJson = {
		name: 'By hand',
		nodes: [
			node('Start', 'n8n-nodes-base.manualTrigger'),
			node('Values', 'n8n-nodes-base.set', {
				typeVersion: 3.4,
				parameters: { mode: 'raw', jsonOutput: '{ "value": 4 }' },
			}),
			node('Sample', `${SAMPLE_PACKAGE}.sample`, {
				parameters: { authentication: 'oAuth2' },
				credentials: { sampleOAuth2Api: { id, name: 'OAuth2' } },
			}),
		],
		connections: { Start: link('Values'), Values: link('Sample') },
	};
	const byHand = await test.api.workflows.import(workflow);
	const execution = await test.api.executions.waitFor(await test.api.workflows.run(byHand, 'Start'));
	expect(execution.error).toBeUndefined();
	expect(execution).toMatchObject({
		status: 'success',
		mode: 'manual',
		nodes: ['Start', 'Values', 'Sample'],
	});
	expect(execution.items('Sample').map(({ json }) => json)).toEqual([
		{ doubled: 8, suffix: '-4', me: { by: 'token' }, hiddenFieldKnown: false },
	]);
	expect(execution.items('Sample', 1)).toEqual([]);
});

it('says why a workflow failed', async () => {
	const id = await test.api.workflows.import({
		name: 'Fails',
		nodes: [node('Start', 'n8n-nodes-base.manualTrigger'), node('Sample', `${SAMPLE_PACKAGE}.sample`)],
		connections: { Start: link('Sample') },
	});
	const execution = await test.api.executions.waitFor(await test.api.workflows.run(id, 'Start'));
	expect(execution).toMatchObject({ status: 'error', error: 'value is not a number' });
});

describe('an active workflow', () => {
	let id: string;
	const last = async (count: number) => {
		const ended = await test.api.executions.waitForEnded(id, count);
		return test.api.executions.get(ended.at(-1)?.id ?? '');
	};

	it('is registered at its provider; its webhook and its poll run it', async () => {
		service.events.push(3);
		id = await test.api.workflows.import({
			name: 'Active',
			nodes: [
				node('Events', `${SAMPLE_PACKAGE}.sampleTrigger`, {
					webhookId: 'hook-1',
					credentials: key(),
					parameters: { pollTimes: { item: [{ mode: 'custom', cronExpression: '0 0 * * * *' }] } },
				}),
				node('Sample', `${SAMPLE_PACKAGE}.sample`, { parameters: { suffix: '={{ $json.from }}' } }),
			],
			connections: { Events: link('Sample') },
		});
		await test.api.workflows.activate(id);
		expect([...service.hooks]).toEqual([`${test.n8n.baseUrl}/webhook/hook-1/events`]);
		expect(await last(1)).toMatchObject({ status: 'success', mode: 'trigger' });
		expect((await last(1)).items('Sample').map(({ json }) => json)).toEqual([{ doubled: 6, suffix: 'poll' }]);
		await expect(service.deliver(9, 'wrong key')).resolves.toEqual([401]);
		await expect(service.deliver(10)).resolves.toEqual([200]);
		expect(await last(2)).toMatchObject({ status: 'success', mode: 'webhook' });
		expect((await last(2)).items('Sample').map(({ json }) => json)).toEqual([
			{ doubled: 20, suffix: 'webhook' },
		]);
	});

	it('is there again after a stop and a start', async () => {
		await test.n8n.restart();
		expect(await test.n8n.waitUntilReady()).toBeGreaterThan(0);
		await test.api.login(OWNER);
		await test.api.workflows.waitUntilPublished(id);
		expect(service.hooks.size).toBe(1);
		await expect(service.deliver(11)).resolves.toEqual([200]);
		expect((await last(3)).items('Sample')[0]?.json).toMatchObject({ doubled: 22 });
	});

	it('is there again after n8n was killed', async () => {
		await test.n8n.kill();
		expect(test.n8n.running).toBe(false);
		await expect(fetch(`${test.n8n.baseUrl}/healthz`)).rejects.toThrow();
		await test.n8n.restart();
		await test.n8n.waitUntilReady();
		const api = new N8nApi(test.n8n);
		await api.login(OWNER);
		await api.workflows.waitUntilPublished(id);
		await expect(service.deliver(12)).resolves.toEqual([200]);
		expect((await last(4)).items('Sample')[0]?.json).toMatchObject({ doubled: 24 });
	});

	it('leaves its provider when it is deactivated', async () => {
		await test.api.workflows.deactivate(id);
		for (let tries = 0; service.hooks.size > 0 && tries < 50; tries++)
			await new Promise((resolve) => setTimeout(resolve, 200));
		expect(service.hooks.size).toBe(0);
	});
});
