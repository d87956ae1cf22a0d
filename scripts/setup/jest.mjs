// Jest as this project runs it.
import { join } from 'node:path';
import { ROOT } from './dependencies.mjs';
import { foreground, withNodeFirst } from './foreground.mjs';

/** The projects of test/jest.config.cjs, quickest first. */
export const PROJECTS = ['unit', 'lab', 'nodes', 'e2e'];

/** The projects that these arguments of jest ask for; all when they name none. */
export function projectsIn(args) {
	const at = args.indexOf('--selectProjects');
	if (at < 0) return PROJECTS;
	const rest = args.slice(at + 1);
	const end = rest.findIndex((arg) => !PROJECTS.includes(arg));
	return end < 0 ? rest : rest.slice(0, end);
}

/** Runs jest under this Node; returns its exit code. */
export function jest(node, args) {
	const program = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
	const config = join(ROOT, 'test', 'jest.config.cjs');
	return foreground(node, [program, '--config', config, ...args], { cwd: ROOT, env: withNodeFirst(node) });
}
