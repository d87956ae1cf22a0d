/** The demo in the real n8n: the packed package installed as a community package, its owner, its credentials, its editor. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { N8nApi, type Owner, type WorkflowJson } from '../runtime/api';
import { N8nWorker, startN8n, type N8n } from '../runtime/n8n';
import { installPackage, packPackage } from '../runtime/package';
import type { AgainCounts, DemoCredential, DemoEngine } from './engines';
import { posterCounts } from './posterCounts';
import type { TemplateWorkflow } from './templates';

const ROOT = join(__dirname, '..', '..');
const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'Demo-passw0rd',
	firstName: 'Demo',
	lastName: 'Owner',
};
/** The same for each start with a folder: stored credentials cannot be read with another. It protects nothing but the demo. */
const ENCRYPTION_KEY = 'storeledger-demo-key';

const WORKER_CONCURRENCY = 5;

export interface N8nEngineOptions {
	/** n8n's user folder; may be one of an earlier demo */
	readonly folder: string;
	readonly n8nFolder: string;
	readonly port?: number;
	/** more settings of n8n's processes */
	readonly env?: Readonly<Record<string, string>>;
	/** in queue mode (by `env`): so many workers beside the main n8n, each with a user folder of its own */
	readonly workers?: number;
	say(text: string): void;
}

/** An owner exists once the user folder was used. */
const isKnown = (folder: string): boolean => existsSync(join(folder, '.n8n', 'database.sqlite'));

export class N8nEngine implements DemoEngine {
	readonly syncLogFile: string;
	/** n8n 1.x gives an imported workflow an id of its own: by the id it has here */
	private readonly idsInN8n = new Map<string, string>();

	private constructor(
		private readonly options: N8nEngineOptions,
		readonly n8n: N8n,
		readonly api: N8nApi,
		private readonly known: boolean,
		readonly workers: readonly N8nWorker[],
	) {
		this.syncLogFile = join(options.folder, '.n8n', 'storeledger', 'synclog.sqlite');
	}

	/** Packs and installs the (built) package and starts n8n. */
	static async start(options: N8nEngineOptions): Promise<N8nEngine> {
		const known = isKnown(options.folder);
		mkdirSync(options.folder, { recursive: true });
		options.say('Packing the package and installing it as n8n installs community packages ...');
		const tarball = await packPackage(ROOT, join(options.folder, 'packages'));
		await installPackage(tarball, options.folder);
		options.say('Starting n8n ...');
		const common = {
			n8nFolder: options.n8nFolder,
			nodeBinary: process.execPath,
			encryptionKey: ENCRYPTION_KEY,
			...(options.env === undefined ? {} : { env: options.env }),
		};
		const n8n = await startN8n({
			...common,
			userFolder: options.folder,
			logFile: join(options.folder, 'n8n.log'),
			...(options.port === undefined ? {} : { port: options.port }),
		});
		// the main n8n makes the database that workers need
		await n8n.waitUntilReady();
		const workers: N8nWorker[] = [];
		for (let index = 1; index <= (options.workers ?? 0); index++) {
			const userFolder = join(options.folder, `worker-${index}`);
			await installPackage(tarball, userFolder);
			const logFile = join(options.folder, `worker-${index}.log`);
			workers.push(await N8nWorker.start({ ...common, userFolder, logFile }, WORKER_CONCURRENCY));
		}
		await Promise.all(workers.map((worker) => worker.waitUntilReady()));
		return new N8nEngine(options, n8n, new N8nApi(n8n), known, workers);
	}

	get editor() {
		return { url: this.n8n.baseUrl, email: OWNER.email, password: OWNER.password };
	}

	async prepare(credentials: readonly DemoCredential[]): Promise<void> {
		if (this.known) {
			await this.api.login(OWNER);
			return;
		}
		await this.api.setUpOwner(OWNER);
		this.options.say('Storing and connecting the credentials ...');
		await this.api.credentials.import(
			credentials.map(({ id, name, type, data }) => ({ id, name, type, data })),
		);
		for (const { id, connect } of credentials) if (connect) await this.api.credentials.connectOAuth2(id);
	}

	async dropDown(workflow: TemplateWorkflow, node: string, method: string) {
		const found = workflow.nodes.find(({ name }) => name === node);
		if (found === undefined) throw new Error(`The template has no node "${node}".`);
		const { credentials } = found as { credentials?: Record<string, { id: string; name: string }> };
		const options = await this.api.nodeTypes.options({
			nodeType: found.type,
			version: found.typeVersion,
			method,
			// the editor sends a node's defaults along, this one is asked for
			parameters: { authentication: 'storeLedger', ...found.parameters },
			credentials: credentials ?? {},
		});
		return options.map(({ name, value }) => ({ id: String(value), name }));
	}

	async activate(workflow: TemplateWorkflow & { readonly id: string }): Promise<void> {
		if (this.known) {
			await this.api.workflows.waitUntilPublished(workflow.id);
			return;
		}
		const id = await this.api.workflows.import(workflow as WorkflowJson);
		this.idsInN8n.set(workflow.id, id);
		await this.api.workflows.activate(id);
	}

	async tick(): Promise<void> {
		// n8n has a clock of its own
	}

	async readAgain(workflow: TemplateWorkflow & { readonly id: string }): Promise<AgainCounts> {
		const id = this.idsInN8n.get(workflow.id) ?? workflow.id;
		const run = await this.api.workflows.run(id, 'Read History');
		const execution = await this.api.executions.waitFor(run, 600_000);
		if (execution.status !== 'success')
			throw new Error(`Reading again failed: ${execution.error ?? execution.status}`);
		return posterCounts(workflow, (node, output) => execution.items(node, output).length);
	}

	async memory(): Promise<number | undefined> {
		return await this.n8n.memory();
	}

	async stop(): Promise<void> {
		await Promise.all(this.workers.map((worker) => worker.stop()));
		await this.n8n.stop();
	}
}
