/** SQLite's errors: which mean "try again", and what the others mean for a person. */
import { SyncLogError } from '../errors';

/** Result codes: https://www.sqlite.org/rescode.html (the lowest byte; the rest says more precisely where) */
const ERROR = 1;
const BUSY = 5;
const LOCKED = 6;
const READ_ONLY = 8;
const IO_ERROR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANNOT_OPEN = 14;
const NOT_A_DATABASE = 26;

/** Looks at the shape, not at `instanceof`: the error may come from another realm (a sandbox, a test runner). */
function resultCode(error: unknown): number | undefined {
	if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
	return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

/** Another process is writing right now. */
export function isBusy(error: unknown): boolean {
	const code = resultCode(error);
	return code === BUSY || code === LOCKED;
}

function advice(code: number | undefined): string | undefined {
	switch (code) {
		case CORRUPT:
		case NOT_A_DATABASE:
			return (
				'is damaged or is not a sync log. Stop n8n and put the last backup of this file back; without one, move it away ' +
				'together with its -wal and -shm files, start n8n (a new one is made), and let the posters look everything up in the ' +
				'ledger first, so that nothing is posted twice'
			);
		case BUSY:
		case LOCKED:
			return 'is locked by another process. Make sure that no other program has it open, then run it again';
		case READ_ONLY:
		case CANNOT_OPEN:
			return 'cannot be opened for writing. Check that the folder exists and that n8n may write to it';
		case FULL:
		case IO_ERROR:
			return 'cannot be written. Check that the disk is not full and works';
		default:
			return undefined;
	}
}

/** What can only be when something of the file is lost, e.g. tables that are there although no version is noted. */
export function damaged(file: string): SyncLogError {
	return new SyncLogError(`The sync log ${file} ${advice(CORRUPT) ?? ''}.`);
}

/** SQLite's plain error: a statement does not fit the tables. */
export const doesNotFit = (error: unknown): boolean => resultCode(error) === ERROR;

/** An error that names the file and what to do; anything that is not SQLite's passes unchanged. */
export function explained(error: unknown, file: string): unknown {
	const code = resultCode(error);
	const sentence = advice(code);
	return sentence === undefined
		? error
		: new SyncLogError(`The sync log ${file} ${sentence} (SQLite result ${code}).`);
}
