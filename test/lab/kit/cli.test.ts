import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { builtIn } from '../../../lab/daybook/builtIn';
import { runCommand } from '../../../lab/commands';
import { writeDayBook } from '../../../lab/daybook/readDayBook';

const ROOT = resolve(__dirname, '../../..');

interface Said {
	readonly code: number | null;
	readonly out: string;
	readonly err: string;
}

/** Runs a command in this process; a lab that starts is stopped at once. */
async function run(args: readonly string[]): Promise<Said> {
	let [out, err] = ['', ''];
	const code = await runCommand(args, {
		print: (text) => (out += `${text}\n`),
		complain: (text) => (err += `${text}\n`),
		stopped: () => Promise.resolve(),
	});
	return { code, out, err };
}

/** Runs the real command line; after `text` on stdout `then` is called, and it is interrupted as by Ctrl-C. */
function spawned(args: readonly string[], text: string, then: (out: string) => Promise<void>): Promise<Said> {
	return new Promise((done, fail) => {
		const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, 'lab/cli.ts'), ...args], {
			cwd: ROOT,
		});
		let [out, err, waiting] = ['', '', true];
		child.stdout.on('data', (chunk: Buffer) => {
			out += chunk.toString();
			if (!waiting || !out.includes(text)) return;
			waiting = false;
			then(out).then(() => child.kill('SIGINT'), fail);
		});
		child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
		child.on('close', (code) => done({ code, out, err }));
	});
}

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'cli-'));
	await writeFile(join(folder, 'good.ndjson'), writeDayBook(builtIn()));
	await writeFile(
		join(folder, 'bad.ndjson'),
		writeDayBook(builtIn()).replace('"discount":"0.00"', '"discout":"0.00"'),
	);
});
afterAll(() => rm(folder, { recursive: true }));

test('check says that a day book is good, and what its books must say', async () => {
	const { code, out } = await run(['check', join(folder, 'good.ndjson')]);
	expect(code).toBe(0);
	expect(out).toContain('is good: Leaf & Pot, GBP; 43 order, ');
	expect(out).toMatch(/^ {2}giftCardLiability +GBP +0\.00 +31\.20$/m);
	expect(out).toMatch(/^ {2}taxPayable VAT 0\.2 GB +GBP +0\.00 +317\.02$/m);
});

test('check tells what is wrong, with line and key', async () => {
	const { code, out, err } = await run(['check', join(folder, 'bad.ndjson')]);
	expect([code, out]).toEqual([1, '']);
	expect(err).toMatch(/^line \d+, key lines\[0\]\.discount: is missing$/m);
	expect(err).toMatch(/^line \d+, key lines\[0\]\.discout: is not a key of a day book$/m);
});

test('start prints addresses and keys, and stays up until it is interrupted', async () => {
	const args = ['start', '--daybook', 'built-in-us', '--faults', '--start-at', '2026-09-14T00:00:00-07:00'];
	const { code, out, err } = await spawned(args, 'Ctrl-C', async (said) => {
		const control = /^Control API +(http:\S+)$/m.exec(said)?.[1] ?? '';
		const state = (await (await fetch(`${control}/state`)).json()) as Record<string, unknown>;
		expect(state).toMatchObject({ shop: { name: 'Slow Pour' }, now: '2026-09-14T07:00:00.000Z' });
	});
	expect([code, err]).toEqual([0, '']);
	const rows = [
		'Store (shopify)',
		'  access token',
		'Ledger (quickbooks)',
		'  company',
		'  authorization URL',
		'Slack webhook',
	];
	for (const row of rows) expect(out).toContain(row);
});

test('ports in a row, and a state file', async () => {
	const state = join(folder, 'state.json');
	const first = await run(['start', '--state', state, '--port', '47310']);
	expect(first).toMatchObject({ code: 0, err: '' });
	expect(first.out).toMatch(/^Control API +http:\/\/127\.0\.0\.1:47310$/m);
	expect(first.out).toMatch(/^Store \(shopify\) +http:\/\/127\.0\.0\.1:47311$/m);
	const tokenOf = ({ out }: Said): string | undefined => /^ {2}access token +(\S+)$/m.exec(out)?.[1];
	expect(tokenOf(await run(['start', '--state', state]))).toBe(tokenOf(first));
});

test('help, and what cannot be', async () => {
	expect(await run(['--help'])).toMatchObject({
		code: 0,
		out: expect.stringContaining('npm run lab -- start'),
	});
	const refused: readonly (readonly [string[], string])[] = [
		[['begin'], '"begin" is not a command; see --help'],
		[['start', '--store', 'amazon'], 'There is no store "amazon" in the lab; it has '],
		[['start', '--colour', 'red'], "Unknown option '--colour'"],
		[['start', '--faults', 'often=1'], 'unknown fault "often"'],
		[['start', '--start-at', 'yesterday'], '--start-at yesterday: not a time'],
		[['start', '--port', '99999'], '--port 99999: not a port'],
		[['check', join(folder, 'none')], 'ENOENT'],
		[['check'], 'check takes one file'],
	];
	for (const [args, message] of refused) {
		const { code, err } = await run(args);
		expect([args, code, err]).toEqual([args, 1, expect.stringContaining(message)]);
	}
});
