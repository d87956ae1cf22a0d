/** The demo in n8n's execution engine alone: the same nodes and templates, without server, editor and database. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { createEngine, type CredentialData, type Engine, type EngineWorkflow } from '../runtime/engine';
import type { EngineWorkflowJson } from '../runtime/engine';
import type { AgainCounts, DemoCredential, DemoEngine } from './engines';
import { posterCounts } from './posterCounts';
import type { TemplateWorkflow } from './templates';

const ROOT = join(__dirname, '..', '..');

type Ready = TemplateWorkflow & { readonly id: string };

export interface CoreEngineOptions {
	/** the nodes keep their sync log below it; by the environment, as in n8n */
	readonly folder: string;
	/** tokens of a credential that is connected by signing in */
	tokens(): { readonly access_token: string; readonly refresh_token: string };
}

export class CoreEngine implements DemoEngine {
	readonly syncLogFile: string;
	private engine: Engine | undefined;
	private active: EngineWorkflow | undefined;
	private credentials: CredentialData = {};

	constructor(private readonly options: CoreEngineOptions) {
		// the nodes find n8n's user folder in the environment
		process.env.N8N_USER_FOLDER = resolve(options.folder);
		this.syncLogFile = join(
			process.env.N8N_USER_FOLDER ?? homedir(),
			'.n8n',
			'storeledger',
			'synclog.sqlite',
		);
	}

	async prepare(credentials: readonly DemoCredential[]): Promise<void> {
		const data = credentials.map(({ type, data: plain, connect }) => {
			const tokens = connect ? { oauthTokenData: { ...this.options.tokens(), token_type: 'bearer' } } : {};
			return [type, { ...plain, ...tokens }] as const;
		});
		this.credentials = Object.fromEntries(data);
		this.engine = await createEngine({ packageFolder: ROOT, credentials: this.credentials });
	}

	private open(workflow: TemplateWorkflow): EngineWorkflow {
		if (this.engine === undefined) throw new Error('The engine is not prepared.');
		return this.engine.open(workflow as unknown as EngineWorkflowJson);
	}

	async dropDown(workflow: TemplateWorkflow, node: string, method: string) {
		const options = await this.open(workflow).options(node, method);
		return options.map(({ name, value }) => ({ id: String(value), name }));
	}

	async activate(workflow: Ready): Promise<void> {
		this.active = this.open(workflow);
		await this.active.activate();
	}

	async tick(): Promise<void> {
		if (this.active === undefined) return;
		for (const run of await this.active.settled()) if (run.error !== undefined) throw run.error;
		const run = await this.active.poll();
		if (run?.error !== undefined) throw run.error;
	}

	async readAgain(workflow: Ready): Promise<AgainCounts> {
		const run = await this.open(workflow).run({ start: 'Read History' });
		if (run.error !== undefined) throw run.error;
		return posterCounts(workflow, (node, output) => run.items(node, output).length);
	}

	async memory(): Promise<number | undefined> {
		return await Promise.resolve(process.memoryUsage().rss);
	}

	async stop(): Promise<void> {
		await this.active?.deactivate();
		await this.engine?.close();
	}
}
