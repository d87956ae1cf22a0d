/**
 * n8n-core's real execution engine around this package, without the rest of n8n: workflows run, poll and take webhooks with
 * credentials in memory. For node tests, and for the demo with `--engine core`.
 */
import 'reflect-metadata';
import { PackageDirectoryLoader } from 'n8n-core';
import type { IWorkflowBase } from 'n8n-workflow';
import { BASE_NODES } from './baseNodes';
import type { BaseNodes } from './baseNodes';
import { CredentialTypes } from './credentialTypes';
import { EngineCredentials } from './credentials';
import type { CredentialData } from './credentials';
import { EngineNodeTypes } from './nodeTypes';
import { WebhookServer } from './webhookServer';
import { EngineWorkflow } from './workflow';

export { baseNode } from './baseNodes';
export type { BaseNodeWork, BaseNodes } from './baseNodes';
export type { CredentialData, EngineCredentials } from './credentials';
export { EngineRun } from './run';
export { EngineWorkflow } from './workflow';
export type { RunOptions } from './workflow';

export interface EngineOptions {
	/** the built package: its package.json names the nodes in dist/ */
	readonly packageFolder: string;
	/** plain data by credential type */
	readonly credentials?: CredentialData;
	/** more stand-ins for nodes of n8n-nodes-base, or other ones */
	readonly baseNodes?: BaseNodes;
}

/** A workflow as it is exported from the editor, or a literal of a test. */
export interface EngineWorkflowJson {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: IWorkflowBase['nodes'];
	readonly connections: IWorkflowBase['connections'];
	readonly settings?: NonNullable<IWorkflowBase['settings']>;
	readonly staticData?: NonNullable<IWorkflowBase['staticData']>;
}

/** The engine with one package's nodes. Close it when webhooks were used: it listens from the first activation on. */
export class Engine {
	readonly #server = new WebhookServer();

	constructor(
		/** the package's name, the prefix of its node types */
		readonly packageName: string,
		readonly nodeTypes: EngineNodeTypes,
		readonly credentials: EngineCredentials,
	) {}

	/** Where the webhooks of active workflows are reached. */
	get baseUrl(): string {
		return this.#server.baseUrl;
	}

	/** Opens a workflow; static data and credentials live as long as it and this engine do. */
	open(workflow: EngineWorkflowJson): EngineWorkflow {
		const { id, name, nodes, connections, settings, staticData } = workflow;
		const now = new Date();
		const complete: IWorkflowBase = {
			id: id ?? 'workflow',
			name: name ?? 'Workflow',
			nodes,
			connections,
			active: false,
			isArchived: false,
			activeVersionId: null,
			createdAt: now,
			updatedAt: now,
			settings: { executionOrder: 'v1', ...settings },
			...(staticData === undefined ? {} : { staticData }),
		};
		return new EngineWorkflow(complete, this.nodeTypes, this.credentials, this.#server);
	}

	/** Stops listening for webhooks. */
	async close(): Promise<void> {
		await this.#server.close();
	}
}

/** Loads a built package into an engine. */
export async function createEngine({
	packageFolder,
	credentials,
	baseNodes,
}: EngineOptions): Promise<Engine> {
	// n8n-core logs each failed node besides putting it into the result
	process.env['N8N_LOG_LEVEL'] ??= 'silent';
	const loader = new PackageDirectoryLoader(packageFolder);
	await loader.loadAll();
	const nodeTypes = new EngineNodeTypes(loader, { ...BASE_NODES, ...baseNodes });
	const types = new CredentialTypes(Object.values(loader.credentialTypes).map(({ type }) => type));
	return new Engine(
		loader.packageName,
		nodeTypes,
		new EngineCredentials(types, nodeTypes, credentials ?? {}),
	);
}
