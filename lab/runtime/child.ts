/** A child process with its whole family: n8n starts task runners, which must not outlive it. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';

const WINDOWS = process.platform === 'win32';
/**
 * A shell that waits until the program or we are gone, and then ends what is left of the program's family. Nothing in this
 * process could do it: it may be killed itself, and jest keeps the process's real "exit" event from its tests.
 */
const GUARD =
	'while kill -0 "$0" 2>/dev/null && kill -0 "$1" 2>/dev/null; do sleep 1; done; kill -s KILL -- "-$1" 2>/dev/null';

export interface ChildOptions {
	readonly program: string;
	readonly args: readonly string[];
	readonly env: Readonly<Record<string, string>>;
	readonly cwd: string;
	/** where its output goes, appended */
	readonly logFile: string;
}

/** A started program. */
export class Child {
	readonly #process: ChildProcess;
	readonly #ended: Promise<void>;
	#running = true;

	private constructor(child: ChildProcess) {
		this.#process = child;
		// it does not keep this process alive: a test that failed before it could stop n8n must end too
		child.unref();
		guard(child);
		this.#ended = new Promise((resolve) => {
			const end = (): void => {
				this.#running = false;
				resolve();
			};
			child.once('exit', end);
			child.once('error', end);
		});
	}

	static start({ program, args, env, cwd, logFile }: ChildOptions): Child {
		const log = openSync(logFile, 'a');
		try {
			// a process group of its own, so that a signal reaches all of the family and only them
			return new Child(spawn(program, args, { cwd, env, stdio: ['ignore', log, log], detached: !WINDOWS }));
		} finally {
			closeSync(log);
		}
	}

	get pid(): number | undefined {
		return this.#process.pid;
	}

	get running(): boolean {
		return this.#running;
	}

	/** Sends a signal to the program and all it started. */
	signal(name: NodeJS.Signals): void {
		const { pid } = this.#process;
		if (pid === undefined) return;
		try {
			if (WINDOWS) this.#process.kill(name);
			else process.kill(-pid, name);
		} catch {
			// it ended in the meantime
		}
	}

	/** Resolves when the program is gone. */
	async ended(): Promise<void> {
		if (this.#running) this.#process.ref();
		await this.#ended;
	}

	/** Asks it to end, and after `patienceMs` makes it. */
	async stop(patienceMs: number): Promise<void> {
		if (!this.#running) return;
		this.signal('SIGTERM');
		const force = setTimeout(() => this.signal('SIGKILL'), patienceMs);
		await this.ended();
		clearTimeout(force);
	}

	/** The resident memory of the program itself in bytes; undefined where the system does not tell. */
	async memory(): Promise<number | undefined> {
		const { pid } = this.#process;
		if (pid === undefined || !this.#running || WINDOWS) return undefined;
		if (process.platform === 'linux') return kilobytes(/^VmRSS:\s+(\d+) kB$/m, `/proc/${pid}/status`);
		const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
		return Number(stdout.trim()) * 1024;
	}
}

function guard({ pid }: ChildProcess): void {
	if (pid === undefined || WINDOWS) return;
	spawn('sh', ['-c', GUARD, String(process.pid), String(pid)], { detached: true, stdio: 'ignore' }).unref();
}

function kilobytes(line: RegExp, file: string): number | undefined {
	const found = line.exec(readFileSync(file, 'utf8'))?.[1];
	return found === undefined ? undefined : Number(found) * 1024;
}
