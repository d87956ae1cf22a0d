/**
 * The demo: a simulated shop and ledger, the real n8n (or its engine), the shipped template filled in as a person would, the
 * orders flowing, and at the end the books held against the shop.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSyncLog } from '../../synclog';
import { builtIn } from '../daybook/builtIn';
import type { DayBook } from '../daybook/events';
import { DayBookError, readDayBook } from '../daybook/readDayBook';
import { startLab, type Lab } from '../lab';
import { LeakError, searchForLeaks } from '../leaks';
import { CoreEngine } from './coreEngine';
import type { DemoEngine } from './engines';
import { N8nEngine } from './n8nEngine';
import { readOptions, USAGE, UsageError, type DemoOptions } from './options';
import { portsFor } from './ports';
import { reportText, type DemoReport } from './report';
import { runDemo } from './run';

const say = (text: string): void => void process.stdout.write(`${text}\n`);

async function dayBookOf({ daybook }: DemoOptions): Promise<DayBook> {
	return daybook === undefined ? builtIn() : await readDayBook(resolve(daybook));
}

/** So much of what happens in the shop is left to happen while n8n runs, at most. */
const LIVE_SHARE = 0.3;
const LIVE_EVENTS = 120;

/** The time at which the world opens: what is earlier is history then, the rest happens before the eyes of the spectator. */
function openingTime(dayBook: DayBook): number {
	const times = dayBook.events
		.flatMap((event) =>
			event.kind === 'order' || event.kind === 'refund' || event.kind === 'payment'
				? [Date.parse(event.at)]
				: [],
		)
		.sort((a, b) => a - b);
	const live = Math.min(LIVE_EVENTS, Math.floor(times.length * LIVE_SHARE));
	return times[times.length - live - 1] ?? Number.POSITIVE_INFINITY;
}

async function engineOf(
	options: DemoOptions,
	folder: string,
	lab: Lab,
	port: number | undefined,
): Promise<DemoEngine> {
	if (options.engine === 'core') {
		const tokens = (): { access_token: string; refresh_token: string } => {
			const { accessToken, refreshToken } = lab.issueToken();
			return { access_token: accessToken, refresh_token: refreshToken };
		};
		return new CoreEngine({ folder: join(folder, 'n8n'), tokens });
	}
	const n8nFolder = process.env.STORELEDGER_N8N;
	if (n8nFolder === undefined)
		throw new UsageError('Start the demo with "npm run demo": it installs n8n first.');
	return await N8nEngine.start({
		folder: join(folder, 'n8n'),
		n8nFolder,
		say,
		...(port === undefined ? {} : { port }),
	});
}

function write(report: DemoReport, { report: file }: DemoOptions): void {
	if (file !== undefined) writeFileSync(resolve(file), `${JSON.stringify(report, null, 2)}\n`);
}

async function untilInterrupted(): Promise<void> {
	await new Promise<void>((done) => {
		process.once('SIGINT', done);
		process.once('SIGTERM', done);
	});
}

/** Runs the demo; returns the exit code. */
async function demo(options: DemoOptions): Promise<number> {
	const folder =
		options.state === undefined ? mkdtempSync(join(tmpdir(), 'storeledger-demo-')) : resolve(options.state);
	mkdirSync(folder, { recursive: true });
	const started = Date.now();
	const dayBook = await dayBookOf(options);
	const ports = await portsFor(folder, options.port);
	const lab = await startLab({
		dayBook,
		store: options.store,
		ledger: options.ledger,
		startAt: openingTime(dayBook),
		ports: ports.lab,
		stateFile: join(folder, 'lab.json'),
		...(options.faults === undefined ? {} : { faults: options.faults }),
	});
	let engine: DemoEngine | undefined;
	let leaks: readonly string[] = [];
	let code = 1;
	try {
		engine = await engineOf(options, folder, lab, ports.n8n);
		const syncLog = openSyncLog({ file: engine.syncLogFile });
		const report = await runDemo({ lab, engine, syncLog, dayBook, options, folder, say, started });
		write(report, options);
		say(`\n${reportText(report)}`);
		if (!options.exit) {
			if (engine.editor !== undefined) {
				const { url, email, password } = engine.editor;
				say(`\nThe editor: ${url}\nSign in with ${email} and ${password}`);
			}
			say(`The lab's control: ${lab.urls.control}/state\nCtrl-C ends the demo.`);
			await untilInterrupted();
		}
		await syncLog.close();
		code = report.equal ? 0 : 1;
	} finally {
		await engine?.stop();
		await lab.stop();
		leaks = leaksOf(lab, folder);
		if (options.state === undefined && existsSync(folder)) rmSync(folder, { recursive: true, force: true });
	}
	say(leaks.length === 0 ? 'No secret was found in logs, databases and messages.' : leaks.join('\n'));
	return leaks.length === 0 ? code : 1;
}

/** Secrets of the lab that are where none may be, in all that the demo has left behind. */
function leaksOf(lab: Lab, folder: string): readonly string[] {
	try {
		searchForLeaks(lab, folder);
		return [];
	} catch (error) {
		if (error instanceof LeakError) return error.leaks;
		throw error;
	}
}

async function main(args: readonly string[]): Promise<number> {
	try {
		const options = readOptions(args);
		if (options === undefined) {
			say(USAGE);
			return 0;
		}
		return await demo(options);
	} catch (error) {
		if (error instanceof UsageError || error instanceof DayBookError) {
			process.stderr.write(`${error.message}\n`);
			return 2;
		}
		throw error;
	}
}

// Without this Node would end quietly if everything that is awaited were to hang.
setInterval(() => undefined, 60_000);
void main(process.argv.slice(2)).then(
	(code) => process.exit(code),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
		process.exit(1);
	},
);
