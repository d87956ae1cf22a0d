/** A workflow in the engine: run by hand, polled, or called by webhooks; its static data is kept from run to run. */
import { HookContext, LoadOptionsContext, PollContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import { NodeHelpers, Workflow, createRunExecutionData } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodePropertyOptions,
	IWebhookData,
	IWebhookDescription,
	IWebhookResponseData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalData } from './additionalData';
import type { EngineCredentials } from './credentials';
import type { EngineNodeTypes } from './nodeTypes';
import { copy } from './json';
import { EngineRun } from './run';
import type { ExpressRequest, ExpressResponse, Webhook, WebhookServer } from './webhookServer';

export interface RunOptions {
	/** the node to start at; the workflow's own start if not given */
	readonly start?: string;
	/** what the start node is given; one empty item if not given */
	readonly items?: readonly INodeExecutionData[];
	/** "manual" keeps no static data, as in n8n; a polling trigger is asked in this mode */
	readonly mode?: WorkflowExecuteMode;
}

type HookMethod = 'checkExists' | 'create' | 'delete';

/** An n8n execution context of some kind with the workflow it belongs to. */
interface Scene {
	readonly workflow: Workflow;
	readonly more: IWorkflowExecuteAdditionalData;
}

export class EngineWorkflow {
	#staticData: IDataObject;
	#active = false;
	readonly #pending = new Set<Promise<EngineRun>>();
	readonly #ended: EngineRun[] = [];

	constructor(
		readonly json: IWorkflowBase,
		private readonly nodeTypes: EngineNodeTypes,
		private readonly credentials: EngineCredentials,
		private readonly server: WebhookServer,
	) {
		this.#staticData = structuredClone(json.staticData ?? {});
	}

	/** What the nodes remember between executions, as n8n stores it. */
	get staticData(): IDataObject {
		return this.#staticData;
	}

	/** Runs the workflow once. */
	async run({ start, items, mode = 'manual' }: RunOptions = {}): Promise<EngineRun> {
		return this.#execute(mode, start, [[...(items ?? [{ json: {} }])]]);
	}

	/**
	 * Asks a polling trigger once and, when it has items, runs the workflow with them, as n8n does by the clock.
	 * @param trigger the node's name; may be left out when there is one only
	 * @returns undefined when there was nothing new
	 * @throws Error what the trigger threw; its static data is then as before
	 */
	async poll(trigger?: string): Promise<EngineRun | undefined> {
		const scene = this.#scene('trigger');
		const node = this.#nodeWith(scene.workflow, 'poll', trigger);
		const { poll } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const context = new PollContext(scene.workflow, node, scene.more, 'trigger', 'update');
		const found = poll === undefined ? null : await callWith(context, poll);
		this.#keepStaticData(scene.workflow);
		return found === null ? undefined : this.#execute('trigger', node.name, found);
	}

	/** Registers the workflow's webhooks at their providers, and serves them. */
	async activate(): Promise<void> {
		await this.server.listen();
		this.#active = true;
		for (const webhook of this.#webhooks()) {
			this.server.register(webhook, this);
			if ((await this.#hook(webhook, 'checkExists')) !== true) await this.#hook(webhook, 'create');
		}
	}

	/** Takes the webhooks back, at the providers too. */
	async deactivate(): Promise<void> {
		for (const webhook of this.#webhooks()) {
			await this.#hook(webhook, 'delete');
			this.server.unregister(webhook);
		}
		this.#active = false;
	}

	/** Waits until all runs that webhooks have started are over; returns these, and forgets them. */
	async settled(): Promise<readonly EngineRun[]> {
		while (this.#pending.size > 0) await Promise.all(this.#pending);
		return this.#ended.splice(0);
	}

	/** The entries of a node's drop-down: its method in `methods.loadOptions`. */
	async options(node: string, method: string): Promise<readonly INodePropertyOptions[]> {
		const { context, methods } = this.#editor(node);
		const load = methods?.loadOptions?.[method];
		if (load === undefined) throw new Error(`${node} has no loadOptions method "${method}"`);
		return callWith(context, load);
	}

	/** The entries of a node's searchable list: its method in `methods.listSearch`. */
	async search(node: string, method: string, filter?: string): Promise<INodeListSearchResult> {
		const { context, methods } = this.#editor(node);
		const search = methods?.listSearch?.[method];
		if (search === undefined) throw new Error(`${node} has no listSearch method "${method}"`);
		return callWith(context, search, filter);
	}

	/**
	 * Lets the node answer a request to its webhook (the server calls this); a run that it starts goes on by itself.
	 * @returns what the node said
	 */
	async receive(
		webhook: Webhook,
		request: ExpressRequest,
		response: ExpressResponse,
	): Promise<IWebhookResponseData> {
		const scene = this.#scene('webhook');
		scene.more.httpRequest = request;
		scene.more.httpResponse = response;
		const node = this.#node(scene.workflow, webhook.node);
		const type = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const data = webhookData(webhook, scene);
		const context = new WebhookContext(scene.workflow, node, scene.more, 'webhook', data, [], null);
		const said = type.webhook === undefined ? {} : await callWith(context, type.webhook);
		this.#keepStaticData(scene.workflow);
		if (said.workflowData !== undefined)
			this.#inBackground(this.#execute('webhook', node.name, said.workflowData));
		return said;
	}

	#inBackground(run: Promise<EngineRun>): void {
		const noted = run
			.then((ended) => {
				this.#ended.push(ended);
				return ended;
			})
			.finally(() => this.#pending.delete(noted));
		this.#pending.add(noted);
	}

	async #execute(
		mode: WorkflowExecuteMode,
		start: string | undefined,
		main: readonly INodeExecutionData[][],
	): Promise<EngineRun> {
		const { workflow, more } = this.#scene(mode);
		const node = start === undefined ? workflow.getStartNode() : this.#node(workflow, start);
		if (node === undefined) throw new Error(`"${this.json.name}" has no node to start at`);
		const data = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: [...main] }, source: null }] },
		});
		const result = await new WorkflowExecute(more, mode, data).processRunExecutionData(workflow);
		if (mode !== 'manual') this.#keepStaticData(workflow);
		return new EngineRun(result);
	}

	/** This workflow as a sub-workflow: it may call itself, no other one is there. */
	async #called(id: string | undefined, items: readonly INodeExecutionData[]) {
		const trigger = this.json.nodes.find(({ type }) => type.endsWith('.executeWorkflowTrigger'));
		if (id !== this.json.id || trigger === undefined)
			throw new Error(`The engine has no workflow "${id ?? ''}" that can be called`);
		const run = await this.#execute('integrated', trigger.name, [[...items]]);
		if (run.error !== undefined) throw run.error;
		const { lastNodeExecuted, runData } = run.data.data.resultData;
		return runData[lastNodeExecuted ?? '']?.at(-1)?.data?.['main'] ?? [];
	}

	#scene(mode: WorkflowExecuteMode): Scene {
		const { id, name, nodes, connections, settings } = this.json;
		const workflow = new Workflow({
			id,
			name,
			nodes: nodes.map((node) => this.#withCredentials(node)),
			connections,
			active: this.#active,
			nodeTypes: this.nodeTypes,
			staticData: structuredClone(this.#staticData),
			...(settings === undefined ? {} : { settings }),
		});
		const { baseUrl } = this.server;
		return {
			workflow,
			more: additionalData({
				credentialsHelper: this.credentials,
				workflow: this.json,
				mode,
				baseUrl,
				subWorkflow: async (called, items) => await this.#called(called, items),
			}),
		};
	}

	/** A node that names no credential gets the engine's, as a person would choose it: templates come without any. */
	#withCredentials(node: INode): INode {
		const wanted =
			this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description.credentials ?? [];
		const there = wanted.filter(({ name }) => this.credentials.available.includes(name));
		const chosen = Object.fromEntries(there.map(({ name }) => [name, { id: name, name }]));
		return { ...structuredClone(node), credentials: { ...chosen, ...node.credentials } };
	}

	#keepStaticData(workflow: Workflow): void {
		this.#staticData = copy(workflow.staticData);
	}

	#node(workflow: Workflow, name: string): INode {
		const found = workflow.getNode(name);
		if (found === null) throw new Error(`"${this.json.name}" has no node "${name}"`);
		return found;
	}

	#nodeWith(workflow: Workflow, method: 'poll', name: string | undefined): INode {
		if (name !== undefined) return this.#node(workflow, name);
		const able = Object.values(workflow.nodes).filter(
			({ type, typeVersion }) => this.nodeTypes.getByNameAndVersion(type, typeVersion)[method] !== undefined,
		);
		const [only] = able;
		if (only === undefined || able.length > 1)
			throw new Error(`"${this.json.name}" has ${able.length} nodes that ${method}; name one`);
		return only;
	}

	#webhooks(): readonly Webhook[] {
		const { workflow } = this.#scene('trigger');
		return Object.values(workflow.nodes)
			.filter(({ disabled }) => disabled !== true)
			.flatMap((node) => {
				const { webhooks } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion).description;
				return (webhooks ?? []).map((description) => webhookOf(workflow, node, description));
			});
	}

	async #hook(webhook: Webhook, method: HookMethod): Promise<boolean | undefined> {
		const scene = this.#scene('trigger');
		const node = this.#node(scene.workflow, webhook.node);
		const { webhookMethods } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		const work = webhookMethods?.default?.[method];
		if (work === undefined) return undefined;
		const data = webhookData(webhook, scene);
		const context = new HookContext(scene.workflow, node, scene.more, 'trigger', 'activate', data);
		const done = await callWith(context, work);
		this.#keepStaticData(scene.workflow);
		return done;
	}

	#editor(name: string) {
		const { workflow, more } = this.#scene('internal');
		const node = this.#node(workflow, name);
		more.currentNodeParameters = node.parameters;
		const { methods } = this.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
		return { context: new LoadOptionsContext(workflow, node, more, ''), methods };
	}
}

/** n8n's contexts are what its nodes want as `this`, though not to the letter under our stricter optional properties. */
function callWith<Args extends unknown[], Result>(
	context: object,
	method: (this: never, ...args: Args) => Result,
	...args: Args
): Result {
	return Reflect.apply(method, context, args);
}

function webhookOf(workflow: Workflow, node: INode, description: IWebhookDescription): Webhook {
	const value = (text: string | boolean | undefined, fallback: string | boolean) =>
		workflow.expression.getSimpleParameterValue(node, text, 'internal', {}, undefined, fallback);
	const path = String(value(description.path, ''))
		.trim()
		.replace(/^\/|\/$/g, '');
	const fullPath = value(description.isFullPath, false) === true;
	return {
		method: String(value(description.httpMethod, 'GET')),
		path: NodeHelpers.getNodeWebhookPath(workflow.id, node, path, fullPath),
		node: node.name,
		description,
	};
}

function webhookData({ method, path, node, description }: Webhook, { workflow, more }: Scene): IWebhookData {
	return {
		httpMethod: method === 'POST' ? 'POST' : method === 'PUT' ? 'PUT' : 'GET',
		node,
		path,
		webhookDescription: description,
		workflowId: workflow.id,
		workflowExecuteAdditionalData: more,
	};
}
