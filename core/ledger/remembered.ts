/** What a session reads once of its ledger: kept in the session for its life, and in the ledger cache for other sessions. */
import { z } from 'zod';
import { TransportError } from '../transport/http';
import type { LedgerCache } from './connector';

/** Something that is read once. */
export interface Remembered<T> {
	/** from the session, the cache or the network */
	get(): Promise<T>;
	/** from the network */
	renew(): Promise<T>;
}

export interface LedgerMemory {
	/**
	 * @param parse reads what the cache gave; when it throws, what is there was written by another version, and is read again
	 * @param load asks the ledger; a failure is not kept
	 */
	remembered<T>(
		key: string,
		ttlMs: number,
		parse: (value: unknown) => T,
		load: () => Promise<T>,
	): Remembered<T>;
	/** forgets everything, here and in the cache */
	forget(): Promise<void>;
}

export function ledgerMemory(cache: LedgerCache): LedgerMemory {
	const forgetters: (() => void)[] = [];
	return {
		remembered<T>(key: string, ttlMs: number, parse: (value: unknown) => T, load: () => Promise<T>) {
			let running: Promise<T> | undefined;
			const fromCache = async (): Promise<T | undefined> => {
				const cached = await cache.get(key);
				if (cached === undefined || cached === null) return undefined;
				try {
					return parse(cached);
				} catch {
					return undefined;
				}
			};
			const fromNetwork = async (): Promise<T> => {
				const loaded = await load();
				await cache.set(key, loaded, ttlMs);
				return loaded;
			};
			const run = async (loading: Promise<T>): Promise<T> => {
				running = loading;
				try {
					return await loading;
				} catch (error) {
					if (running === loading) running = undefined;
					throw error;
				}
			};
			forgetters.push(() => {
				running = undefined;
			});
			return {
				get: async () =>
					await (running ?? run(fromCache().then(async (cached) => cached ?? (await fromNetwork())))),
				renew: async () => await run(fromNetwork()),
			};
		},
		async forget() {
			for (const forget of forgetters) forget();
			await cache.clear();
		},
	};
}

/**
 * Reads the rows of a ledger's list: one that cannot be read makes the whole list unreadable, never shorter.
 * @param whose "Xero's", for messages
 * @returns a function that throws TransportError "rejected", naming the list and the field
 */
export function rowsParser(
	whose: string,
): <T>(schema: z.ZodType<T>, rows: unknown, name: string) => readonly T[] {
	return (schema, rows, name) => {
		const parsed = z.array(schema).safeParse(rows);
		if (parsed.success) return parsed.data;
		const where = parsed.error.issues[0]?.path.join('.') ?? '';
		throw new TransportError('rejected', `${whose} answer cannot be read: ${name}.${where}`);
	};
}
