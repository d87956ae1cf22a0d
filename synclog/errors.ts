/** What can go wrong with the sync log itself, in words for the person who runs n8n. */

/** The sync log cannot be opened, read or written. The message names the file and what to do. */
export class SyncLogError extends Error {
	override readonly name = 'SyncLogError';
}
