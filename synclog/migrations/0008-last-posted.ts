/** When a document was posted last is asked by each health check; with a million records it took seconds. */
import type { Migration } from './migration';

export const lastPosted: Migration = {
	version: 8,
	name: 'last posted',
	statements: ['CREATE INDEX sync_records_by_state ON sync_records (status, updated_at)'],
};
