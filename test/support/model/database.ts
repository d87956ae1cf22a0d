/** A database of the sync log that fails as disks, locks and connections do. */
import { SyncLogError } from '../../../synclog';
import type { Database, Statements } from '../../../synclog/sql/database';

/** What may go wrong with a transaction, each as a probability of 0 to 1. */
export interface DatabaseFaults {
	/** it does not begin: the disk is full, another process holds the lock, there is no connection */
	readonly refused: number;
	/** it breaks off after some statements, and nothing of it is kept */
	readonly halfway: number;
	/** it is rolled back after all its statements, and done again by itself: another transaction was first */
	readonly again: number;
	/** it is kept, and nobody hears so: the connection ends before the answer */
	readonly unclear: number;
}

export const NO_DATABASE_FAULTS: DatabaseFaults = { refused: 0, halfway: 0, again: 0, unclear: 0 };

class RolledBack extends Error {}

export class FaultyDatabase implements Database {
	faults = NO_DATABASE_FAULTS;

	/** @param around every transaction is done in it, e.g. to tell a simulated clock that it goes on outside */
	constructor(
		readonly real: Database,
		private readonly random: () => number,
		private readonly around: <T>(work: Promise<T>) => Promise<T> = async (work) => await work,
	) {}

	async write<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		const { refused, halfway, again, unclear } = this.faults;
		if (this.happens(refused)) throw new SyncLogError('The sync log cannot be written: the disk is full.');
		if (this.happens(again)) await this.rolledBack(work);
		const steps = this.happens(halfway) ? Math.floor(this.random() * 8) : undefined;
		const result = await this.around(
			this.real.write(async (statements) => await work(limited(statements, steps))),
		);
		if (this.happens(unclear)) throw new SyncLogError('The sync log did not say whether it kept a change.');
		return result;
	}

	async read<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
		if (this.happens(this.faults.refused)) throw new SyncLogError('The sync log cannot be read.');
		return await this.around(this.real.read(work));
	}

	async backUp(): Promise<Uint8Array | undefined> {
		return await this.real.backUp();
	}

	async close(): Promise<void> {
		await this.around(this.real.close());
	}

	private happens(probability: number): boolean {
		// no draw where nothing can happen: a schedule without these faults stays as it was
		return probability > 0 && this.random() < probability;
	}

	private async rolledBack<T>(work: (statements: Statements) => Promise<T>): Promise<void> {
		const transaction = this.real.write(async (statements) => {
			await work(statements);
			throw new RolledBack();
		});
		await this.around(
			transaction.catch((error: unknown) => {
				if (!(error instanceof RolledBack)) throw error;
			}),
		);
	}
}

/** Statements of which only so many are done. */
function limited(statements: Statements, most: number | undefined): Statements {
	if (most === undefined) return statements;
	let left = most;
	const counted = (): void => {
		if (left-- <= 0) throw new SyncLogError('The sync log cannot be written: the disk is full.');
	};
	return {
		all: async (sql, ...values) => (counted(), await statements.all(sql, ...values)),
		get: async (sql, ...values) => (counted(), await statements.get(sql, ...values)),
		run: async (sql, ...values) => (counted(), await statements.run(sql, ...values)),
	};
}
