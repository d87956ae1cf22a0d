// Starts programs for the set-up: their output goes to a log file, and its end into the error when they fail.
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A step of the set-up that cannot be done; the message says what a person can do about it. */
export class SetupError extends Error {
	name = 'SetupError';
}

/**
 * Runs a program to its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, logFile: string, shell?: boolean}} options
 * @returns {Promise<void>} rejects with a SetupError that holds the last lines of the log
 */
export function run(program, args, { cwd, env = process.env, logFile, shell = false }) {
	return new Promise((resolve, reject) => {
		const log = openSync(logFile, 'a');
		const child = spawn(program, args, { cwd, env, shell, stdio: ['ignore', log, log] });
		// whatever ends this process (Ctrl-C too), the installation does not go on behind its back; half-made ones are made again
		const end = () => child.kill('SIGKILL');
		process.once('exit', end);
		child.once('error', (error) => {
			closeSync(log);
			reject(new SetupError(`${program} cannot be started: ${error.message}`));
		});
		child.once('close', (code, signal) => {
			process.off('exit', end);
			closeSync(log);
			if (code === 0) return resolve();
			reject(
				new SetupError(
					`${program} ${args.join(' ')}: ended with ${signal ?? code}. The whole log is ${logFile}; its end:\n${tail(logFile)}`,
				),
			);
		});
	});
}

const tail = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').slice(-20).join('\n');

/** npm's own variables that name the project npm was started for; an npm that works elsewhere must not see them. */
const OF_THE_OUTER_RUN =
	/^npm_(package_|lifecycle_|config_(local_prefix|prefix|workspace|omit|include)$|command$|node_execpath$)/;

/** Runs npm in `cwd`; `more` is added to its environment. Scripts of packages are not run unless `args` say so. */
export function npm(args, { cwd, logFile, more = {} }) {
	const env = Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !OF_THE_OUTER_RUN.test(name)),
	);
	delete env.NODE_OPTIONS;
	const windows = process.platform === 'win32';
	return run(windows ? 'npm.cmd' : 'npm', [...args, '--no-audit', '--no-fund', '--no-update-notifier'], {
		cwd,
		env: { ...env, ...more },
		logFile,
		shell: windows,
	});
}
