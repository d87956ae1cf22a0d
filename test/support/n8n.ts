/** A real n8n for end-to-end tests: the installed one from the cache, with a fresh user folder and an owner. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { N8nApi } from '../../lab/runtime/api';
import type { Owner } from '../../lab/runtime/api';
import { startN8n } from '../../lab/runtime/n8n';
import type { N8n } from '../../lab/runtime/n8n';
import { installPackage } from '../../lab/runtime/package';

const setup = z.object({
	node: z.string(),
	n8n: z.string(),
	env: z.record(z.string(), z.string()),
	chromium: z.string().optional(),
});

/** Where Node 24, n8n and Chromium are on this machine; `env` is what this n8n version needs. */
export type Runtime = z.infer<typeof setup>;

const known = new Map<string, Runtime>();

/**
 * Finds n8n, and installs it into the cache when it is not there: minutes. Without a version it is the one of
 * $STORELEDGER_N8N_VERSION, so that all of these tests can be run against an older n8n, or else the one we are made for.
 */
export function runtime(version = process.env['STORELEDGER_N8N_VERSION']): Runtime {
	const found = known.get(version ?? '');
	if (found !== undefined) return found;
	const script = join(__dirname, '..', '..', 'scripts', 'setup.mjs');
	const args = version === undefined ? [script] : [script, version];
	const printed = execFileSync(process.execPath, args, {
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const result = setup.parse(JSON.parse(printed));
	known.set(version ?? '', result);
	return result;
}

export const OWNER: Owner = {
	email: 'owner@example.com',
	password: 'Passw0rd-of-a-test',
	firstName: 'Olive',
	lastName: 'Owner',
};

export interface TestN8n {
	readonly n8n: N8n;
	/** signed in as OWNER */
	readonly api: N8nApi;
	/** a folder for whatever the test needs; gone after `close` */
	readonly folder: string;
	/** Ends n8n and removes its folder. */
	close(): Promise<void>;
}

/** Starts a new n8n that has these packages (tarballs) installed, with its owner signed in. */
export async function startTestN8n(options: {
	readonly packages: readonly string[];
	readonly version?: string;
	readonly env?: Readonly<Record<string, string>>;
}): Promise<TestN8n> {
	const { node, n8n: n8nFolder, env } = runtime(options.version);
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-n8n-'));
	const userFolder = join(folder, 'user');
	for (const tarball of options.packages) await installPackage(tarball, userFolder);
	const n8n = await startN8n({
		n8nFolder,
		nodeBinary: node,
		userFolder,
		logFile: join(folder, 'n8n.log'),
		encryptionKey: 'encryption-key-of-a-test',
		env: { ...env, ...options.env },
	});
	const close = async (): Promise<void> => {
		await n8n.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	try {
		await n8n.waitUntilReady();
		const api = new N8nApi(n8n);
		await api.setUpOwner(OWNER);
		return { n8n, api, folder, close };
	} catch (error) {
		await close();
		throw error;
	}
}
