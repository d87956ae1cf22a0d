/**
 * What is held because it could not be read (a bank line, an imported row), and has no document yet that could arrive anywhere: it
 * is open until the same thing, or the same file, is read without it.
 */
import { z } from 'zod';
import type { BusinessKey } from '../documents/header';
import type { HeldEvent } from './events';
import type { SyncLog } from './syncLog';
import { partsOf } from '../partsOf';

const LONGEST_NAME = 200;
/** more than so many open rows of one file are told, but not followed one by one */
const MOST_FOLLOWED = 10_000;
const AT_ONCE = 1_000;

const keysSchema = z.array(z.string());

export interface ReadSource {
	/** "bank", "import" */
	readonly stage: string;
	/** a file or sheet that is read as a whole, by what people call it; absent where it is read piece by piece */
	readonly name?: string;
	readonly held: readonly HeldEvent[];
	/** keys of what was read well */
	readonly good: readonly BusinessKey[];
}

async function clear(syncLog: SyncLog, stage: string, keys: readonly BusinessKey[]): Promise<void> {
	for (const some of partsOf(keys, AT_ONCE)) await syncLog.clearHeld(stage, some);
}

/** Notes what is held now, and that what was held before of the same source is not any more. */
export async function noteHeldOf(syncLog: SyncLog, { stage, name, held, good }: ReadSource): Promise<void> {
	const now = new Set(held.map(({ businessKey }) => businessKey));
	await clear(
		syncLog,
		stage,
		good.filter((key) => !now.has(key)),
	);
	await syncLog.heldEvents(held);
	if (name === undefined) return;
	const scope = `held:${stage}`;
	const source = name.slice(0, LONGEST_NAME);
	const before = keysSchema.safeParse(await syncLog.getState(scope, source)).data ?? [];
	await clear(
		syncLog,
		stage,
		before.filter((key) => !now.has(key)),
	);
	if (before.length > 0 || now.size > 0)
		await syncLog.setState(scope, source, [...now].slice(0, MOST_FOLLOWED));
}
