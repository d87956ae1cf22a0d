/** What people know of an event is the number of its order. */
import type { Migration } from './migration';

export const orderNumbers: Migration = {
	version: 6,
	name: 'order numbers',
	statements: [
		'CREATE INDEX sync_records_by_order ON sync_records (order_number)',
		'CREATE INDEX held_events_by_order ON held_events (order_number)',
		'CREATE INDEX summary_events_by_order ON summary_events (order_number)',
		'CREATE INDEX emissions_by_event ON emissions (business_key)',
	],
};
