/** A year of a real shop through the historical import in the real n8n: time, calls, documents, and memory above idle as it goes on. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { compareBooks } from '../../lab/demo/books';
import { openSyncLog } from '../../synclog';
import { shared } from '../support/shared';
import { n8nWithLab, type N8nWithLab } from './n8nWithLab';
import { median, type Figure, type Section } from './report';

const YEAR = 'data/online-retail/daybook-year.ndjson.gz';
const TEMPLATE = 'historical-import-shopify-to-quickbooks';
const IDLE_MS = 20_000;
const LOOK_MS = 500;
/** MB above idle */
const AIM = 300;
const MOST_MS = 3 * 3_600_000;

interface Progress {
	readonly done: number;
	readonly of: number;
	readonly posted: number;
	readonly held: number;
}

interface Run {
	readonly minutes: number;
	/** MB */
	readonly idle: number;
	/** the most until a quarter, half and all of the windows were done, MB */
	readonly peaks: readonly number[];
	readonly progress: Progress;
	readonly documents: number;
	readonly calls: Readonly<Record<string, number>>;
	readonly differences: number;
	readonly duplicates: number;
	readonly windows: number;
	readonly version: string;
	readonly orders: number;
	readonly after: number;
}

async function megabytes(bench: N8nWithLab): Promise<number> {
	const bytes = await bench.engine.memory();
	if (bytes === undefined) throw new Error('this system does not tell the memory of a process');
	return bytes / 1e6;
}

async function idleOf(bench: N8nWithLab): Promise<number> {
	await sleep(IDLE_MS);
	const looks: number[] = [];
	for (let look = 0; look < 10; look++) {
		looks.push(await megabytes(bench));
		await sleep(LOOK_MS);
	}
	return median(looks);
}

/** The windows of the template, and what a person chooses in it. */
async function workflowOf(bench: N8nWithLab, summarized: boolean, to: string, size: string) {
	const { workflow, accounts } = await bench.filled(TEMPLATE);
	const { slackWebhook, first } = bench.lab.facts;
	const nodes = workflow.nodes.map((node) => {
		const chosen =
			node.name === 'Next Window'
				? {
						historyFrom: first,
						historyTo: to,
						timeZone: bench.lab.facts.shop.timeZone,
						windowDays: Number(size),
					}
				: node.name === 'Report to Slack'
					? { url: slackWebhook }
					: {};
		const disabled = node.name === 'Sales Summarizer' ? { disabled: !summarized } : {};
		return { ...node, ...disabled, parameters: { ...node.parameters, ...chosen } };
	});
	return { workflow: { ...workflow, nodes }, accounts };
}

async function runYear(
	dayBook: string,
	summarized: boolean,
	size: string,
	say: (text: string) => void,
): Promise<Run> {
	const options = process.env['BENCH_NODE_OPTIONS'];
	const bench = await n8nWithLab(
		{ dayBook, store: 'shopify', ledger: 'quickbooks' },
		say,
		options === undefined ? {} : { NODE_OPTIONS: options },
	);
	const syncLog = openSyncLog({ file: bench.engine.syncLogFile });
	try {
		const to = process.env['BENCH_YEAR_TO'] ?? '2030-01-01T00:00:00Z';
		const { workflow, accounts } = await workflowOf(bench, summarized, to, size);
		const id = await bench.engine.api.workflows.import(workflow as never);
		const idle = await idleOf(bench);
		say(`  idle: ${idle.toFixed(0)} MB`);
		const started = Date.now();
		const execution = await bench.engine.api.workflows.run(id, 'Import History');
		const peaks: number[] = [];
		let most = idle;
		let progress: Progress = { done: 0, of: 0, posted: 0, held: 0 };
		let saidAt = 0;
		for (;;) {
			await sleep(LOOK_MS);
			most = Math.max(most, await megabytes(bench));
			const stored = (await syncLog.getState(`history:${id}/Next Window`, 'progress')) as
				(Omit<Progress, 'of'> & { readonly current?: unknown }) | undefined;
			if (stored !== undefined) progress = { ...progress, ...stored };
			const { posted } = progress;
			const part = posted / EVENTS;
			while (peaks.length < 2 && part >= [0.25, 0.5][peaks.length]!) peaks.push(most);
			if (Date.now() - saidAt > 30_000) {
				saidAt = Date.now();
				say(
					`  ${((saidAt - started) / 60_000).toFixed(1)} min: ${progress.done} windows, ${posted} posted, ${progress.held} held, most ${most.toFixed(0)} MB, now ${(await megabytes(bench)).toFixed(0)} MB`,
				);
			}
			if (stored !== undefined && stored.current === undefined && progress.done > 0) break;
			if (Date.now() - started > MOST_MS) throw new Error('the year was not done in time');
			if (!bench.engine.n8n.running) throw new Error(`n8n ended:\n${bench.engine.n8n.logTail()}`);
			if (Date.now() - saidAt < LOOK_MS) {
				const [latest] = await bench.engine.api.executions.list(id);
				if (latest?.status === 'error' || latest?.status === 'crashed') {
					const { error } = await bench.engine.api.executions.get(latest.id);
					throw new Error(`the import failed: ${error ?? latest.status}`);
				}
			}
		}
		const minutes = (Date.now() - started) / 60_000;
		const ended = await bench.engine.api.executions.waitFor(execution, 120_000);
		if (ended.status !== 'success') throw new Error(`the import failed: ${ended.error ?? ended.status}`);
		peaks.push(most);
		await sleep(IDLE_MS);
		const after = await megabytes(bench);
		const ledger = await bench.lab.ask('ledger');
		const { balances } = await bench.lab.ask('expectedBooks');
		return {
			minutes,
			idle,
			peaks,
			after,
			progress,
			documents: Object.values(ledger.documents).reduce((sum, count) => sum + count, 0),
			calls: await bench.lab.ask('totals'),
			differences: compareBooks(balances, ledger.trialBalance, accounts).length,
			duplicates: ledger.duplicates.length,
			windows: progress.done,
			version: bench.version,
			orders: bench.lab.facts.orders,
		};
	} finally {
		await syncLog.close();
		await bench.close();
	}
}

/** events of the year that have documents of their own: the parts of it are told by them */
const EVENTS = 24_215;

function sectionOf(run: Run, summarized: boolean, size: string): Section {
	const [quarter = run.idle, half = run.idle, all = run.idle] =
		run.peaks.length === 3 ? run.peaks : [run.peaks.at(-1)!, run.peaks.at(-1)!, run.peaks.at(-1)!];
	const above = (name: string, peak: number): Figure => ({
		name,
		value: peak - run.idle,
		unit: 'MB',
		note: `${peak.toFixed(0)} MB at most, ${run.idle.toFixed(0)} MB idle`,
		aim: { at: 'most', value: AIM },
	});
	const calls = run.calls['quickbooks'] ?? 0;
	return {
		name: `A year in n8n, ${summarized ? 'summarized by day' : 'order by order'}`,
		input: `n8n ${run.version}, ${TEMPLATE}, QuickBooks' published limits in real time, NODE_OPTIONS ${process.env['BENCH_NODE_OPTIONS'] ?? 'none'}: ${run.orders} orders, ${run.windows} windows of ${size} days; ${run.progress.posted} posted, ${run.progress.held} held; ${run.differences} differences between books and shop, ${run.duplicates} doubled`,
		figures: [
			{ name: 'time', value: run.minutes, unit: 'min' },
			{ name: 'documents', value: run.documents, unit: '' },
			{
				name: 'calls to the ledger',
				value: calls,
				unit: '',
				note: `${(calls / run.documents).toFixed(3)} a document; ${run.calls['shopify'] ?? 0} to the shop`,
			},
			{ name: 'documents a minute', value: run.documents / run.minutes, unit: '/min' },
			...(summarized
				? []
				: [above('memory above idle, a quarter done', quarter), above('memory above idle, half done', half)]),
			above('memory above idle, all done', all),
			{ name: 'memory 20 s after the end, above idle', value: run.after - run.idle, unit: 'MB' },
		],
	};
}

/** Both ways, one after the other. BENCH_YEAR=single|daily chooses one; BENCH_WINDOW=N the days of a window; BENCH_NODE_OPTIONS n8n's NODE_OPTIONS. */
export async function benchYearN8n(say: (text: string) => void): Promise<Section[]> {
	const file = shared(YEAR);
	if (!existsSync(file)) {
		say(`Skipped: ${YEAR} is not there.`);
		return [];
	}
	const sections: Section[] = [];
	const size = process.env['BENCH_WINDOW'] ?? '3';
	for (const way of ['daily', 'single']) {
		if ((process.env['BENCH_YEAR'] ?? way) !== way) continue;
		const summarized = way === 'daily';
		sections.push(sectionOf(await runYear(file, summarized, size, say), summarized, size));
	}
	return sections;
}
