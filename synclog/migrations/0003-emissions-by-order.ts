/** What left a trigger of one order is looked up each time the order is read. */
import type { Migration } from './migration';

export const emissionsByOrder: Migration = {
	version: 3,
	name: 'emissions by order',
	statements: ['CREATE INDEX emissions_by_order ON emissions (trigger_id, order_id)'],
};
