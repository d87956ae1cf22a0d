/** A lab and the real n8n (or its engine) with the template filled in: the demo's own parts, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CoreEngine } from '../../lab/demo/coreEngine';
import type { DemoEngine } from '../../lab/demo/engines';
import { N8nEngine } from '../../lab/demo/n8nEngine';
import type { DemoContext } from '../../lab/demo/run';
import type { DayBook } from '../../lab/daybook/events';
import { startLab, type LabOptions } from '../../lab/lab';
import type { SyncLog } from '../../core/posting/syncLog';
import { openSyncLog, type PostgresSettings } from '../../synclog';
import { checkForLeaks, type DatabaseAddress } from './leaks';
import { runtime } from './n8n';

export interface TestDemo<E extends DemoEngine> extends DemoContext {
	readonly engine: E;
	/**
	 * Ends it, and searches all that it has left behind for the lab's secrets.
	 * @throws LeakError
	 */
	close(): Promise<void>;
}

interface TestDemoOptions {
	readonly dayBook: DayBook;
	/** Shopify and QuickBooks by default */
	readonly store?: string;
	readonly ledger?: string;
	/** epoch milliseconds at which the world opens; default: everything has happened */
	readonly startAt?: number;
	readonly faults?: NonNullable<LabOptions['faults']>;
	/** more settings of the real n8n */
	readonly env?: Readonly<Record<string, string>>;
}

async function start<E extends DemoEngine>(
	options: TestDemoOptions,
	makeEngine: (folder: string, lab: Awaited<ReturnType<typeof startLab>>) => Promise<E>,
	openLog: (engine: E) => SyncLog = ({ syncLogFile }) => openSyncLog({ file: syncLogFile }),
	databases: readonly DatabaseAddress[] = [],
): Promise<TestDemo<E>> {
	const { dayBook, startAt, faults, store = 'shopify', ledger = 'quickbooks' } = options;
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-test-'));
	const lab = await startLab({
		dayBook,
		store,
		ledger,
		...(startAt === undefined ? {} : { startAt }),
		...(faults === undefined ? {} : { faults }),
	});
	const engine = await makeEngine(join(folder, 'n8n'), lab);
	const syncLog = openLog(engine);
	return {
		lab,
		engine,
		syncLog,
		dayBook,
		folder,
		options: { store, ledger, engine: 'core', exit: true },
		started: Date.now(),
		say: () => undefined,
		async close() {
			await engine.stop();
			await syncLog.close();
			await lab.stop();
			try {
				await checkForLeaks(lab, folder, databases);
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		},
	};
}

/** With n8n's execution engine in this process. */
export async function startCoreDemo(options: TestDemoOptions): Promise<TestDemo<CoreEngine>> {
	return await start(options, (folder, lab) => {
		const tokens = () => {
			const { accessToken, refreshToken } = lab.issueToken();
			return { access_token: accessToken, refresh_token: refreshToken };
		};
		return Promise.resolve(new CoreEngine({ folder, tokens }));
	});
}

/** With the real n8n in processes of its own. @param version another n8n than the one we are made for */
export async function startN8nDemo(options: TestDemoOptions, version?: string): Promise<TestDemo<N8nEngine>> {
	const { n8n: n8nFolder, env } = runtime(version);
	const all = { ...env, ...options.env };
	return await start(options, (folder) =>
		N8nEngine.start({ folder, n8nFolder, env: all, say: () => undefined }),
	);
}

/**
 * With the real n8n in queue mode: a main and workers, which keep the sync log in PostgreSQL.
 * @param queue n8n's own settings for its database and queue, and the database of the sync log
 */
export async function startQueueDemo(
	options: TestDemoOptions,
	queue: {
		readonly env: Readonly<Record<string, string>>;
		readonly workers: number;
		readonly postgres: PostgresSettings;
		/** n8n's own and the sync log's, to be searched at the end */
		readonly databases: readonly DatabaseAddress[];
	},
): Promise<TestDemo<N8nEngine>> {
	const { n8n: n8nFolder, env } = runtime();
	const { workers, postgres } = queue;
	return await start(
		options,
		(folder) =>
			N8nEngine.start({ folder, n8nFolder, env: { ...env, ...queue.env }, workers, say: () => undefined }),
		() => openSyncLog({ postgres }),
		queue.databases,
	);
}
