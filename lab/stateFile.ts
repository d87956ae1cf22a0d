/** The file in which a lab keeps everything between two runs. It holds keys and tokens, so only its owner may read it. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { LabError } from './kit/errors';
import type { WorldSnapshot } from './kit/world';
import type { KeptKeys } from './keys';

const VERSION = 1;

/** All that a lab needs, beside its day book, to stand again as it stood. */
export interface LabState {
	readonly version: typeof VERSION;
	/** which day book, store and ledger it is of */
	readonly identity: LabIdentity;
	readonly keys: KeptKeys;
	readonly world: WorldSnapshot;
	/** by name of the platform */
	readonly platforms: Readonly<Record<string, unknown>>;
}

export interface LabIdentity {
	readonly shop: string;
	/** events of the day book at the start: another file of the same shop is another day book */
	readonly events: number;
	readonly store: string;
	readonly ledger: string;
}

const header = z.looseObject({
	version: z.literal(VERSION),
	identity: z.object({ shop: z.string(), events: z.number(), store: z.string(), ledger: z.string() }),
	keys: z.looseObject({
		services: z.record(z.string(), z.record(z.string(), z.string())).exactOptional(),
	}),
	world: z.looseObject({}),
	platforms: z.record(z.string(), z.unknown()),
});

/**
 * The state in a file; undefined when there is no such file.
 * @throws LabError it is no state file, or one of another lab
 */
export async function readState(path: string, identity: LabIdentity): Promise<LabState | undefined> {
	let text: string;
	try {
		text = await readFile(path, 'utf8');
	} catch (error) {
		if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT')
			return undefined;
		throw error;
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new LabError(`${path} is not a state file of the lab: it is not JSON`);
	}
	const result = header.safeParse(value);
	if (!result.success) throw new LabError(`${path} is not a state file of this version of the lab`);
	for (const key of ['shop', 'events', 'store', 'ledger'] as const) {
		const [kept, wanted] = [result.data.identity[key], identity[key]];
		if (kept !== wanted) {
			throw new LabError(`${path} is of another lab: its ${key} is ${kept}, not ${wanted}; use another file`);
		}
	}
	return value as LabState;
}

/** Writes the state, whole or not at all. Its folder must exist. */
export async function writeState(path: string, state: LabState): Promise<void> {
	const draft = `${path}.new`;
	await writeFile(draft, JSON.stringify(state), { mode: 0o600 });
	await rename(draft, path);
}
