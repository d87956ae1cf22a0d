// Runs a program in the foreground as if it were this one: its terminal, its signals, its exit code.
import { spawn } from 'node:child_process';
import { delimiter, dirname } from 'node:path';

/** @returns {Promise<number>} the exit code; of a program that was killed it is 1 */
export function foreground(program, args, { cwd, env = process.env } = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd, env, stdio: 'inherit' });
		// Ctrl-C reaches the child by itself; this process waits for what the child makes of it.
		const ignore = () => {};
		const forward = (signal) => child.kill(signal);
		process.on('SIGINT', ignore).on('SIGTERM', forward);
		const end = (settle) => {
			process.off('SIGINT', ignore).off('SIGTERM', forward);
			settle();
		};
		child.once('error', (error) => end(() => reject(error)));
		child.once('close', (code) => end(() => resolve(code ?? 1)));
	});
}

/** The environment in which `node` (and an npm that is started from there) is this binary. */
export function withNodeFirst(node, env = process.env) {
	const name = Object.keys(env).find((key) => key.toUpperCase() === 'PATH') ?? 'PATH';
	return { ...env, [name]: [dirname(node), env[name]].join(delimiter) };
}
