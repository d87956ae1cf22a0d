/** Packs this package, and installs a packed one into an n8n exactly as n8n installs a community package. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { baseEnvironment } from './environment';

const run = promisify(execFile);
const WINDOWS = process.platform === 'win32';

const packageJson = z.looseObject({ name: z.string(), version: z.string() });
const nodesJson = z.looseObject({ dependencies: z.record(z.string(), z.string()).default({}) });

async function npm(args: readonly string[], cwd: string): Promise<string> {
	const { stdout } = await run(WINDOWS ? 'npm.cmd' : 'npm', args, {
		cwd,
		env: baseEnvironment(process.execPath),
		shell: WINDOWS,
	});
	return stdout;
}

/** Packs the package in `folder` (already built) into `destination`; returns the tarball's path. */
export async function packPackage(folder: string, destination: string): Promise<string> {
	mkdirSync(destination, { recursive: true });
	const printed = await npm(
		['pack', '--ignore-scripts', '--quiet', '--pack-destination', destination],
		folder,
	);
	const name = printed.trim().split('\n').at(-1);
	if (name === undefined || name === '') throw new Error('npm pack named no file');
	return join(destination, name);
}

/**
 * Installs a tarball into the user folder of an n8n that is not running, step by step as n8n's own installer does it: unpack,
 * drop the development, peer and optional dependencies, install the others without running scripts, note it in package.json.
 * @returns the folder the package is in
 */
export async function installPackage(tarball: string, userFolder: string): Promise<string> {
	const nodesFolder = join(resolve(userFolder), '.n8n', 'nodes');
	const unpacked = await run('tar', ['-xzOf', resolve(tarball), 'package/package.json']);
	const { name } = packageJson.parse(JSON.parse(unpacked.stdout));
	const folder = join(nodesFolder, 'node_modules', name);
	rmSync(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	await run('tar', ['-xzf', resolve(tarball), '-C', folder, '--strip-components=1']);
	const manifest = join(folder, 'package.json');
	const {
		devDependencies: _development,
		peerDependencies: _peers,
		optionalDependencies: _optional,
		...kept
	} = packageJson.parse(JSON.parse(readFileSync(manifest, 'utf8')));
	writeFileSync(manifest, JSON.stringify(kept, null, 2));
	await npm(
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
			'--loglevel=error',
			'--prefer-offline',
		],
		folder,
	);
	note(join(nodesFolder, 'package.json'), kept.name, kept.version);
	return folder;
}

function note(file: string, name: string, version: string): void {
	const known = existsSync(file)
		? nodesJson.parse(JSON.parse(readFileSync(file, 'utf8')))
		: { name: 'installed-nodes', private: true, dependencies: {} };
	writeFileSync(
		file,
		JSON.stringify({ ...known, dependencies: { ...known.dependencies, [name]: version } }, null, 2),
	);
}
