/** The ledger could not be used any further: an error of operation that says what was done until then. */
import { TransportError } from '../transport/http';
import type { DocumentState, EntryResult } from './results';

function counted(results: readonly (EntryResult | undefined)[]): string {
	const states = results.flatMap((result) => result?.documents.map(({ state }) => state) ?? []);
	const count = (...wanted: DocumentState[]): number =>
		states.filter((state) => wanted.includes(state)).length;
	return [
		`${count('created', 'found')} posted`,
		`${count('unchanged')} there already`,
		`${count('held', 'changed')} held`,
		`${count('failed', 'busy')} not sent`,
		`${count('uncertain')} to be looked up first`,
	].join(', ');
}

/** Nothing is lost: the sync log has all that was done, and the next run goes on from there. */
export class PostingInterrupted extends TransportError {
	/**
	 * @param cause what ended it
	 * @param results of the input's entries, in their order; undefined where the run had not come to an entry
	 */
	constructor(
		override readonly cause: TransportError,
		readonly results: readonly (EntryResult | undefined)[],
	) {
		super(
			cause.failure,
			`${cause.message} Until then: ${counted(results)}. Run it again; it goes on from there.`,
			cause.retryAfterMs,
		);
	}
}
