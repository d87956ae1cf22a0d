/** A real n8n: started on loopback with a user folder of its own, stopped, killed, started again. */
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Child } from './child';
import { n8nEnvironment } from './environment';
import type { N8nAddress } from './environment';
import { freePorts } from './ports';

export interface N8nOptions {
	/** where n8n is installed: <n8nFolder>/node_modules/n8n */
	readonly n8nFolder: string;
	/** a Node that this n8n accepts */
	readonly nodeBinary: string;
	/** n8n keeps its database, settings and community packages in <userFolder>/.n8n */
	readonly userFolder: string;
	/** n8n's output, appended */
	readonly logFile: string;
	/** the same for every start with this user folder: stored credentials cannot be read with another */
	readonly encryptionKey: string;
	/** free ones are picked if not given */
	readonly port?: number;
	readonly brokerPort?: number;
	/** more settings of n8n; they win */
	readonly env?: Readonly<Record<string, string>>;
}

const READY_WITHIN_MS = 120_000;
/** n8n gives running executions 30 s to end. */
const STOPS_WITHIN_MS = 45_000;

/** A worker of n8n's queue mode, which shares database and queue with a main n8n through its environment. */
export class N8nWorker {
	#child: Child;

	private constructor(
		readonly options: N8nOptions,
		private readonly address: N8nAddress,
		private readonly concurrency: number,
	) {
		this.#child = this.#start();
	}

	/** @param concurrency how many executions it runs at once */
	static async start(options: N8nOptions, concurrency: number): Promise<N8nWorker> {
		const [port = 0, brokerPort = 0] = await freePorts(2);
		mkdirSync(options.userFolder, { recursive: true });
		return new N8nWorker(options, { port, brokerPort }, concurrency);
	}

	get running(): boolean {
		return this.#child.running;
	}

	/** @throws Error it ended or did not answer in time */
	async waitUntilReady(withinMs = READY_WITHIN_MS): Promise<void> {
		const url = `http://127.0.0.1:${this.address.port}/healthz/readiness`;
		const giveUpAt = Date.now() + withinMs;
		while (!(await isOk(url))) {
			if (!this.#child.running || Date.now() > giveUpAt)
				throw new Error(`A worker of n8n did not get ready; its log is ${this.options.logFile}.`);
			await sleep(200);
		}
	}

	/** How many executions it has begun, by its log. */
	executions(): number {
		return readFileSync(this.options.logFile, 'utf8').split('Worker started execution').length - 1;
	}

	async kill(): Promise<void> {
		this.#child.signal('SIGKILL');
		await this.#child.ended();
	}

	async stop(): Promise<void> {
		await this.#child.stop(STOPS_WITHIN_MS);
	}

	/** Starts it again after it was killed; call `waitUntilReady` after it. */
	async restart(): Promise<void> {
		await this.stop();
		this.#child = this.#start();
	}

	#start(): Child {
		const { nodeBinary, userFolder, encryptionKey, env, logFile } = this.options;
		const health = { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(this.address.port) };
		return Child.start({
			program: nodeBinary,
			args: [programOf(this.options), 'worker', `--concurrency=${this.concurrency}`],
			env: n8nEnvironment({
				nodeBinary,
				userFolder,
				encryptionKey,
				address: this.address,
				extra: { ...env, ...health },
			}),
			cwd: userFolder,
			logFile,
		});
	}
}

const programOf = ({ n8nFolder }: N8nOptions): string => join(n8nFolder, 'node_modules', 'n8n', 'bin', 'n8n');

async function isOk(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		await response.arrayBuffer();
		return response.ok;
	} catch {
		return false;
	}
}

/** Starts n8n; `waitUntilReady` says when it answers. */
export async function startN8n(options: N8nOptions): Promise<N8n> {
	const [port, brokerPort] = await freePorts(2);
	const address = { port: options.port ?? port ?? 0, brokerPort: options.brokerPort ?? brokerPort ?? 0 };
	mkdirSync(options.userFolder, { recursive: true });
	return new N8n(options, address);
}

/** A running n8n (or one that was stopped or killed and can be started again). */
export class N8n {
	/** "http://127.0.0.1:<port>", without a slash at the end */
	readonly baseUrl: string;
	readonly port: number;
	#child: Child;

	constructor(
		readonly options: N8nOptions,
		private readonly address: N8nAddress,
	) {
		this.port = address.port;
		this.baseUrl = `http://127.0.0.1:${address.port}`;
		this.#child = this.#start();
	}

	get pid(): number | undefined {
		return this.#child.pid;
	}

	get running(): boolean {
		return this.#child.running;
	}

	/**
	 * Waits until n8n answers. Active workflows may be registered only some moments later (`N8nApi.waitUntilPublished`).
	 * @returns the milliseconds it took
	 * @throws Error it ended or did not answer in time; with the end of its log
	 */
	async waitUntilReady(withinMs = READY_WITHIN_MS): Promise<number> {
		const started = Date.now();
		while (!(await this.#answers())) {
			if (!this.#child.running) throw new Error(`n8n ended while it was starting:\n${this.logTail()}`);
			if (Date.now() - started > withinMs)
				throw new Error(`n8n was not ready within ${withinMs / 1000} s:\n${this.logTail()}`);
			await sleep(200);
		}
		return Date.now() - started;
	}

	/** The editor's interface is there a moment later than the health check says so (1.x). */
	async #answers(): Promise<boolean> {
		return (await isOk(`${this.baseUrl}/healthz/readiness`)) && (await isOk(`${this.baseUrl}/rest/settings`));
	}

	/** Ends n8n as an operator would, and waits until it is gone. */
	async stop(): Promise<void> {
		await this.#child.stop(STOPS_WITHIN_MS);
	}

	/** Ends n8n and all it started at once, and waits until they are gone. */
	async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
		this.#child.signal(signal);
		await this.#child.ended();
	}

	/** Stops n8n if it runs, and starts it again: same ports, same user folder; call `waitUntilReady` after it. */
	async restart(): Promise<void> {
		await this.stop();
		this.#child = this.#start();
	}

	/** Resident memory of the main process, bytes; undefined where the system does not tell. */
	async memory(): Promise<number | undefined> {
		return this.#child.memory();
	}

	/**
	 * Runs a command of n8n's own command line in this user folder (it works beside the running n8n).
	 * @returns what it printed
	 */
	async command(...args: string[]): Promise<string> {
		const [brokerPort] = await freePorts(1);
		const env = this.#environment({ ...this.address, brokerPort: brokerPort ?? 0 });
		const { stdout } = await promisify(execFile)(
			this.options.nodeBinary,
			[programOf(this.options), ...args],
			{
				cwd: this.options.userFolder,
				env,
				maxBuffer: 256 * 1024 * 1024,
			},
		);
		return stdout;
	}

	/** The last lines n8n printed. */
	logTail(lines = 30): string {
		return readFileSync(this.options.logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
	}

	#start(): Child {
		return Child.start({
			program: this.options.nodeBinary,
			args: [programOf(this.options), 'start'],
			env: this.#environment(this.address),
			cwd: this.options.userFolder,
			logFile: this.options.logFile,
		});
	}

	#environment(address: N8nAddress): Record<string, string> {
		const { nodeBinary, userFolder, encryptionKey, env } = this.options;
		return n8nEnvironment({ nodeBinary, userFolder, encryptionKey, address, extra: env ?? {} });
	}
}
