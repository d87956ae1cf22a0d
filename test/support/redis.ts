/** A real Redis server for a test file, on loopback. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePorts } from '../../lab/runtime/ports';

/** undefined where Redis is not installed */
export function findRedis(): string | undefined {
	return (process.env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, 'redis-server'))
		.find((program) => existsSync(program));
}

const READY_MS = 30_000;

export class RedisServer {
	private child: ChildProcess | undefined;

	private constructor(
		private readonly program: string,
		private readonly folder: string,
		readonly port: number,
	) {}

	/** Running, and kept on the disk at each write, as a queue should be. */
	static async start(): Promise<RedisServer> {
		const program = findRedis();
		if (program === undefined) throw new Error('Redis is not installed');
		const [port = 0] = await freePorts(1);
		const server = new RedisServer(program, mkdtempSync(join(tmpdir(), 'storeledger-redis-')), port);
		await server.resume();
		return server;
	}

	async resume(): Promise<void> {
		const options = ['--port', String(this.port), '--bind', '127.0.0.1', '--dir', this.folder];
		this.child = spawn(
			this.program,
			[...options, '--appendonly', 'yes', '--appendfsync', 'always', '--save', ''],
			{
				stdio: 'ignore',
			},
		);
		const giveUpAt = Date.now() + READY_MS;
		while (!(await this.answers())) {
			if (Date.now() > giveUpAt) throw new Error('Redis does not answer');
			await new Promise((resolve) => setTimeout(resolve, 50));
		}
	}

	private async answers(): Promise<boolean> {
		return await new Promise((resolve) => {
			const socket = connect(this.port, '127.0.0.1', () => socket.write('PING\r\n'));
			socket.once('data', (data) => {
				resolve(data.toString().startsWith('+PONG'));
				socket.destroy();
			});
			socket.once('error', () => resolve(false));
		});
	}

	async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
		const child = this.child;
		this.child = undefined;
		if (child === undefined) return;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await ended;
	}

	async remove(): Promise<void> {
		await this.stop();
		rmSync(this.folder, { recursive: true, force: true });
	}
}
