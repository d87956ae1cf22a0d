// Jest as this project runs it.
import { join } from 'node:path';
import { ROOT } from './dependencies.mjs';
import { foreground, withNodeFirst } from './foreground.mjs';

/** The projects of test/jest.config.cjs, quickest first. */
export const PROJECTS = ['unit', 'lab', 'nodes', 'e2e'];

/**
 * Takes the projects out of jest's arguments: its own --selectProjects would take paths that follow for names of projects.
 * @returns {{projects: string[], rest: string[]}} all projects when the arguments name none
 */
export function takeProjects(args) {
	const at = args.indexOf('--selectProjects');
	if (at < 0) return { projects: PROJECTS, rest: [...args] };
	const after = args.slice(at + 1);
	const end = after.findIndex((arg) => !PROJECTS.includes(arg));
	const projects = end < 0 ? after : after.slice(0, end);
	return { projects, rest: [...args.slice(0, at), ...after.slice(projects.length)] };
}

/** Runs these projects under this Node; `rest` are more arguments and paths. Returns jest's exit code. */
export function jest(node, projects, rest) {
	const program = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const config = join(ROOT, 'test', 'jest.config.cjs');
	// the built package imports some libraries only when it needs them, as modules: within jest this takes a flag
	const modules = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
	const args = [...modules, program, '--config', config, ...rest, '--selectProjects', ...projects];
	return foreground(node, args, { cwd: ROOT, env: withNodeFirst(node) });
}
