/** Start-up time and memory of the real n8n, with the package and without. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startN8n } from '../../lab/runtime/n8n';
import { installPackage, packPackage } from '../../lab/runtime/package';
import { runtime } from '../support/n8n';
import { median, type Figure, type Section } from './report';
import { build } from './shipped';

const ROOT = resolve(__dirname, '..', '..');
const RUNS = 3;
/** after readiness: n8n loads some of itself late */
const SETTLE_MS = 8_000;
/** seconds and MB that the package may cost */
const AIM = { seconds: 0.15, megabytes: 20 };

interface Start {
	readonly seconds: number;
	/** MB of the main process */
	readonly memory: number;
}

/** Measures starts of n8n with a user folder that has been used before, with and without by turns. */
export async function benchN8n(say: (text: string) => void): Promise<Section> {
	const { node, n8n: n8nFolder, env } = runtime();
	build();
	const folder = mkdtempSync(join(tmpdir(), 'storeledger-bench-'));
	const start = async (withPackage: boolean): Promise<Start> => {
		const from = performance.now();
		const n8n = await startN8n({
			n8nFolder,
			nodeBinary: node,
			userFolder: join(folder, 'user'),
			logFile: join(folder, 'n8n.log'),
			encryptionKey: 'encryption-key-of-a-benchmark',
			env: { ...env, N8N_COMMUNITY_PACKAGES_PREVENT_LOADING: String(!withPackage) },
		});
		try {
			await n8n.waitUntilReady();
			const seconds = (performance.now() - from) / 1000;
			await sleep(SETTLE_MS);
			const bytes = await n8n.memory();
			if (bytes === undefined) throw new Error('this system does not tell the memory of a process');
			say(`  ${withPackage ? 'with' : 'without'}: ${seconds.toFixed(1)} s, ${(bytes / 1e6).toFixed(0)} MB`);
			return { seconds, memory: bytes / 1e6 };
		} finally {
			await n8n.stop();
		}
	};
	try {
		await installPackage(await packPackage(ROOT, folder), join(folder, 'user'));
		say('The first start makes the database and does not count ...');
		await start(true);
		const [withPackage, without]: [Start[], Start[]] = [[], []];
		for (let run = 0; run < RUNS; run++) {
			without.push(await start(false));
			withPackage.push(await start(true));
		}
		return {
			name: 'n8n: start-up and memory',
			input: inputOf(n8nFolder),
			figures: figures(withPackage, without),
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

function inputOf(n8nFolder: string): string {
	const version = /n8n-([\d.]+)$/.exec(n8nFolder)?.[1] ?? 'unknown';
	return `n8n ${version} with its own SQLite, the packed package installed; median of ${RUNS} starts each, memory ${SETTLE_MS / 1000} s after readiness`;
}

function figures(withPackage: readonly Start[], without: readonly Start[]): Figure[] {
	const [time, bare] = [withPackage, without].map((starts) => median(starts.map(({ seconds }) => seconds)));
	const [memory, bareMemory] = [withPackage, without].map((starts) =>
		median(starts.map((one) => one.memory)),
	);
	if (time === undefined || bare === undefined || memory === undefined || bareMemory === undefined)
		throw new Error('no starts');
	const range = (values: readonly number[], digits: number): string =>
		`${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
	const seconds = (starts: readonly Start[]): string =>
		range(
			starts.map((one) => one.seconds),
			1,
		);
	const megabytes = (starts: readonly Start[]): string =>
		range(
			starts.map((one) => one.memory),
			0,
		);
	const times = (ratio: number): string => `${ratio.toFixed(2)} times`;
	return [
		{ name: 'start-up without the package', value: bare, unit: 's', note: seconds(without) },
		{ name: 'start-up with the package', value: time, unit: 's', note: seconds(withPackage) },
		{
			name: 'the package adds',
			value: time - bare,
			unit: 's',
			note: times(time / bare),
			aim: { at: 'most', value: AIM.seconds },
		},
		{ name: 'memory without the package', value: bareMemory, unit: 'MB', note: megabytes(without) },
		{ name: 'memory with the package', value: memory, unit: 'MB', note: megabytes(withPackage) },
		{
			name: 'the package adds',
			value: memory - bareMemory,
			unit: 'MB',
			note: times(memory / bareMemory),
			aim: { at: 'most', value: AIM.megabytes },
		},
	];
}
