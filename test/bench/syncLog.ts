/** The sync log with a million records against ten thousand: what must not grow with their number, and what may. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { gatherHealth } from '../../core/health';
import { heldNow, orderHistory } from '../../core/history';
import type { ClaimRequest, SyncLog } from '../../core/posting/syncLog';
import { openSyncLog, type SyncLogSettings } from '../../synclog';
import { findPostgres, PostgresServer } from '../support/postgres';
import { median, type Figure, type Section } from './report';

const SIZES = [10_000, 1_000_000] as const;
const RUNS = 5;
/** times that a look-up may take longer, on a machine that others use too */
const AIM = 3;
const NOW = Date.parse('2026-11-27T12:00:00Z');
const DAY_MS = 86_400_000;
/** a shop that posts a thousand documents a day: a million are three years */
const A_DAY = 1_000;
const IN_A_RUN = 300;

/** Statements that both databases take; @TABLE is a table of the numbers n from 1 to the size. */
const filling = (numbers: string): readonly string[] => {
	// the newest record has the largest number, and all of them are before now
	const at = `${NOW} - (m.n - k.n) * ${Math.round(DAY_MS / A_DAY)}`;
	return [
		`INSERT INTO sync_records
			SELECT s.posting_key || '-' || k.n, s.business_key || '-' || k.n, s.ledger, s.tenant, s.store, s.document_type,
				s.number || k.n, '#' || k.n,
				DAY(${at}), s.total_amount, s.total_currency, s.fingerprint, s.snapshot,
				CASE WHEN k.n % 500 = 0 THEN 'held' ELSE 'posted' END, 0, 'L' || k.n, s.ledger_entity, s.url, s.attempts, s.request_id,
				s.findings, 'run-' || (k.n / ${IN_A_RUN}), 0, ${at}, ${at}, ${at}, s.applies_to, s.posted_on, s.undo_run_id
			FROM sync_records s, ${numbers} k, (SELECT MAX(n) AS n FROM ${numbers}) m WHERE s.posting_key = 'seed/posting'`,
		`INSERT INTO emissions SELECT 'trigger', s.business_key || '-' || k.n, 'order-' || k.n, 'r1', 1, ${at}, ${at}, 1
			FROM sync_records s, ${numbers} k, (SELECT MAX(n) AS n FROM ${numbers}) m WHERE s.posting_key = 'seed/posting'`,
		`INSERT INTO runs SELECT 'run-' || k.n, 'Sales', 'Poster', ${NOW} - (m.n - k.n) * ${Math.round(DAY_MS / A_DAY)}, ${NOW}, '{"posted":300}'
			FROM ${numbers} k, (SELECT MAX(n) AS n FROM ${numbers}) m WHERE k.n % ${IN_A_RUN} = 0`,
	];
};

const request = (name: string): ClaimRequest => ({
	postingKey: `seed/posting${name}`,
	businessKey: `shopify/shop/order/seed${name}`,
	ledger: 'quickbooks',
	tenant: '9130',
	documentType: 'SalesReceipt',
	number: `SL${name}`,
	orderNumber: name,
	bookedOn: '2026-11-27',
	total: { amount: '123.45', currency: 'GBP' },
	fingerprint: 'f'.repeat(64),
	// as large as a receipt of a few lines
	snapshot: { lines: Array.from({ length: 6 }, (_, line) => ({ line, account: '79', amount: '20.00' })) },
});

async function post(syncLog: SyncLog, requests: readonly ClaimRequest[], runId: string): Promise<void> {
	await syncLog.claim(requests, runId, 60_000);
	await syncLog.sending(requests, 'token', runId, 60_000);
	const updates = requests.map(({ postingKey, number }) => ({
		postingKey,
		number,
		ledgerId: '1',
		ledgerEntity: 'SalesReceipt',
		findings: [],
	}));
	await syncLog.posted(updates, runId);
}

/** Each with whether it may grow with the number of records. */
function operations(
	size: number,
): readonly (readonly [string, boolean, (log: SyncLog, run: number) => Promise<unknown>])[] {
	const batch = (name: string, count: number) =>
		Array.from({ length: count }, (_, index) => request(`${name}-${index}`));
	const known = Array.from({ length: IN_A_RUN }, (_, index) => request(`-${size - index}`));
	const lastDays = new Date(NOW - 7 * DAY_MS).toISOString();
	return [
		[
			'record 300 new documents: claim, send, posted',
			false,
			async (log, run) => await post(log, batch(`new${run}`, IN_A_RUN), `bench-${run}`),
		],
		[
			'claim 300 that are posted already',
			false,
			async (log, run) => await log.claim(known, `again-${run}`, 60_000),
		],
		[
			'search: 50 of a week',
			false,
			async (log) => await log.search({ bookedFrom: '2026-11-20', bookedTo: '2026-11-26', limit: 50 }),
		],
		['search: 50 newest of a store', false, async (log) => await log.search({ store: 'shop', limit: 50 })],
		['search: 50 held', false, async (log) => await log.search({ status: ['held'], limit: 50 })],
		[
			'search: 50 updated since yesterday',
			false,
			async (log) => await log.search({ updatedSince: new Date(NOW - DAY_MS).toISOString(), limit: 50 }),
		],
		[
			'search: a run',
			false,
			async (log) => await log.search({ runId: `run-${Math.floor(size / IN_A_RUN) - 1}`, limit: IN_A_RUN }),
		],
		['history of an order', false, async (log) => await orderHistory(log, `#${size - 5}`)],
		[
			'which of 300 have arrived',
			false,
			async (log) => await log.accounted(known.map(({ businessKey }) => businessKey)),
		],
		[
			'what a trigger emitted and never arrived',
			false,
			async (log) => await log.unarrived('trigger', NOW, 3, 100),
		],
		['last posted, last runs', false, async (log) => [await log.lastPostedAt(), await log.runs(20)]],
		['counts of a week', false, async (log) => await log.counts(lastDays)],
		['list held: the 50 longest', true, async (log) => await heldNow(log, 50)],
		[
			'health: gather a week',
			true,
			async (log) =>
				await gatherHealth(log, {
					period: { from: lastDays, to: new Date(NOW).toISOString() },
					now: new Date(NOW).toISOString(),
					thresholds: {},
					lostAfterTimes: 3,
				} as never),
		],
	];
}

interface Took {
	readonly ms: number;
	/** MB of this process, at most */
	readonly memory: number;
}

async function timed(work: () => Promise<unknown>): Promise<Took> {
	const [before, started] = [process.memoryUsage.rss(), performance.now()];
	await work();
	return { ms: performance.now() - started, memory: Math.max(0, process.memoryUsage.rss() - before) / 1e6 };
}

interface Filled {
	readonly settings: SyncLogSettings;
	readonly bytes: number;
	readonly fillSeconds: number;
}

interface Place {
	readonly name: string;
	fill(size: number): Promise<Filled>;
	close(): Promise<void>;
}

const clock = { now: () => NOW };

/** One document through the sync log itself, of which the rest are copies. */
async function seed(settings: SyncLogSettings): Promise<void> {
	const log = openSyncLog({ ...settings, ...clock });
	await post(log, [request('')], 'seed');
	await log.close();
}

function sqlitePlace(): Place {
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const { DatabaseSync } = createRequire(__filename)('node:sqlite') as typeof import('node:sqlite');
	return {
		name: 'SQLite',
		async fill(size) {
			const file = join(folder, `${size}.sqlite`);
			const started = performance.now();
			await seed({ file });
			const database = new DatabaseSync(file);
			database.exec('PRAGMA synchronous = OFF; CREATE TEMP TABLE numbers (n INTEGER PRIMARY KEY)');
			database.exec(
				`INSERT INTO numbers WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < ${size}) SELECT n FROM c`,
			);
			const columns = columnsOf(
				database
					.prepare('PRAGMA table_info(sync_records)')
					.all()
					.map((row) => String(row['name'])),
			);
			for (const sql of filling('numbers'))
				database.exec(
					columns(sql).replace(/DAY\((.*?)\),/, "strftime('%Y-%m-%d', ($1) / 1000, 'unixepoch'),"),
				);
			database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
			database.close();
			return {
				settings: { file },
				bytes: statSync(file).size,
				fillSeconds: (performance.now() - started) / 1e3,
			};
		},
		close: async () => await Promise.resolve(rmSync(folder, { recursive: true, force: true })),
	};
}

/** The columns were added in the order of the migrations: the copy names them. */
const columnsOf =
	(names: readonly string[]) =>
	(sql: string): string => {
		if (!sql.startsWith('INSERT INTO sync_records')) return sql;
		const known = [
			'posting_key',
			'business_key',
			'ledger',
			'tenant',
			'store',
			'document_type',
			'number',
			'order_number',
			'booked_on',
			'total_amount',
			'total_currency',
			'fingerprint',
			'snapshot',
			'status',
			'unresolved',
			'ledger_id',
			'ledger_entity',
			'url',
			'attempts',
			'request_id',
			'findings',
			'run_id',
			'lease_until',
			'created_at',
			'updated_at',
			'seen_at',
		];
		const later = names.filter((name) => !known.includes(name));
		return sql
			.replace('INSERT INTO sync_records', `INSERT INTO sync_records (${[...known, ...later].join(', ')})`)
			.replace('s.applies_to, s.posted_on, s.undo_run_id', later.map((name) => `s.${name}`).join(', '));
	};

async function postgresPlace(): Promise<Place | undefined> {
	if (findPostgres() === undefined) return undefined;
	const server = await PostgresServer.start();
	return {
		name: 'PostgreSQL',
		async fill(size) {
			const postgres = await server.newDatabase();
			const started = performance.now();
			await seed({ postgres });
			const client = new Client({ ...postgres, ssl: false });
			await client.connect();
			await client.query(`SET search_path TO ${postgres.schema}`);
			await client.query(`CREATE TEMP TABLE numbers AS SELECT generate_series(1, ${size})::bigint AS n`);
			const { rows } = await client.query<{ column_name: string }>(
				`SELECT column_name FROM information_schema.columns WHERE table_name = 'sync_records' AND table_schema = '${postgres.schema}' ORDER BY ordinal_position`,
			);
			const columns = columnsOf(rows.map(({ column_name }) => column_name));
			for (const sql of filling('numbers'))
				await client.query(
					columns(sql).replace(
						/DAY\((.*?)\),/,
						"to_char(to_timestamp(($1) / 1000) AT TIME ZONE 'UTC', 'YYYY-MM-DD'),",
					),
				);
			await client.query('ANALYZE');
			const { rows: sizes } = await client.query<{ bytes: string }>(
				'SELECT pg_database_size(current_database()) AS bytes',
			);
			await client.end();
			return {
				settings: { postgres },
				bytes: Number(sizes[0]?.bytes ?? 0),
				fillSeconds: (performance.now() - started) / 1e3,
			};
		},
		close: async () => await server.remove(),
	};
}

async function measureAt(place: Place, size: number): Promise<{ took: Map<string, Took>; filled: Filled }> {
	const filled = await place.fill(size);
	const took = new Map<string, Took>();
	const open = () => openSyncLog({ ...filled.settings, ...clock });
	const opens: Took[] = [];
	for (let run = 0; run < RUNS; run++) {
		const log = open();
		opens.push(await timed(async () => await log.getState('bench', 'nothing')));
		await log.close();
	}
	const middle = (runs: readonly Took[]): Took => ({
		ms: median(runs.map(({ ms }) => ms)),
		memory: Math.max(...runs.map(({ memory }) => memory)),
	});
	took.set('open', middle(opens));
	const log = open();
	for (const [name, , work] of operations(size)) {
		const runs: Took[] = [];
		for (let run = 0; run < RUNS; run++) runs.push(await timed(async () => await work(log, run)));
		took.set(name, middle(runs));
	}
	took.set(
		'clean-up: what is older than half a year',
		await timed(async () => await log.cleanUp(NOW - 180 * DAY_MS)),
	);
	took.set('back-up', await timed(async () => await log.backUp()));
	await log.close();
	return { took, filled };
}

async function benchPlace(place: Place): Promise<Section> {
	const [few, many] = SIZES;
	const [small, large] = [await measureAt(place, few), await measureAt(place, many)];
	const mayGrow = new Map<string, boolean>([
		['open', false],
		...operations(1).map(([name, grows]) => [name, grows] as const),
	]);
	const figures = [...large.took].map(([name, { ms, memory }]): Figure => {
		const before = small.took.get(name)?.ms ?? 0;
		const times = ms / Math.max(before, 0.05);
		const note = `${before.toFixed(2)} ms with ${few.toLocaleString('en-US')}: ${times.toFixed(1)} times; ${memory.toFixed(0)} MB`;
		const isFlat = mayGrow.get(name) === false;
		return { name, value: ms, unit: 'ms', note: isFlat && times > AIM ? `${note}; GROWS` : note };
	});
	return {
		name: `Sync log in ${place.name}: ${many.toLocaleString('en-US')} records`,
		input: `${(large.filled.bytes / 1e6).toFixed(0)} MB (${(small.filled.bytes / 1e6).toFixed(0)} MB with ${few.toLocaleString('en-US')}), a thousand documents a day, as many deliveries, a run for 300 documents, one of 500 held; median of ${RUNS}`,
		figures,
	};
}

/** BENCH_SYNCLOG=SQLite|PostgreSQL measures one of them. */
export async function benchSyncLog(): Promise<Section[]> {
	const only = process.env['BENCH_SYNCLOG'];
	const sections: Section[] = [];
	for (const make of [async () => await Promise.resolve(sqlitePlace()), postgresPlace]) {
		const place = await make();
		if (place === undefined) continue;
		try {
			if (only === undefined || only === place.name) sections.push(await benchPlace(place));
		} finally {
			await place.close();
		}
	}
	return sections;
}
