/** What left the triggers, and whether it arrived. */
import type { Emission, SyncLog } from '../../core/posting/syncLog';
import { inOrder, type Database, type Row, type Statements } from './database';
import { ended } from './queries';
import { instantOf, numberOf, textOf } from './rows';

/** Another revision of the same event starts anew. */
const EMIT = `INSERT INTO emissions
	(trigger_id, business_key, order_id, revision, times, first_emitted_at, last_emitted_at, settled)
	VALUES (?, ?, ?, ?, 1, ?, ?, 0)
	ON CONFLICT (trigger_id, business_key) DO UPDATE SET
		order_id = excluded.order_id, revision = excluded.revision,
		times = CASE WHEN emissions.revision = excluded.revision THEN emissions.times + 1 ELSE 1 END,
		first_emitted_at = CASE WHEN emissions.revision = excluded.revision
			THEN emissions.first_emitted_at ELSE excluded.first_emitted_at END,
		last_emitted_at = excluded.last_emitted_at, settled = 0`;

const KNOWN = 'SELECT 1 AS known FROM emissions WHERE trigger_id = ? AND business_key = ? AND revision = ?';

const OF_ORDER = 'SELECT * FROM emissions WHERE trigger_id = ? AND order_id = ?';

/** What has arrived once is not looked at again, so that these queries stay fast over the years. */
const SETTLE = `UPDATE emissions SET settled = 1
	WHERE settled = 0 AND ${ended('emissions.business_key', 'emissions.first_emitted_at', 'emissions.first_emitted_at')}`;

const UNARRIVED = `SELECT * FROM emissions
	WHERE settled = 0 AND trigger_id = ? AND last_emitted_at < ? AND times < ?
	ORDER BY last_emitted_at, business_key LIMIT ?`;

const LOST = `SELECT * FROM emissions WHERE settled = 0 AND times >= ?
	ORDER BY last_emitted_at, business_key LIMIT ?`;

export function emissionOf(row: Row): Emission {
	return {
		triggerId: textOf(row.trigger_id),
		businessKey: textOf(row.business_key),
		orderId: textOf(row.order_id),
		revision: textOf(row.revision),
		times: numberOf(row.times),
		lastEmittedAt: instantOf(row.last_emitted_at),
	};
}

type EmissionMethods = Pick<
	SyncLog,
	'emitted' | 'knownEmissions' | 'emissionsOf' | 'unarrived' | 'lostEmissions'
>;

/** @param now epoch milliseconds */
export function emissionMethods(database: Database, now: () => number): EmissionMethods {
	const settled = async (
		db: Statements,
		sql: string,
		...values: (string | number)[]
	): Promise<Emission[]> => {
		await db.run(SETTLE);
		return (await db.all(sql, ...values)).map(emissionOf);
	};

	return {
		async emitted(triggerId, emissions) {
			if (emissions.length === 0) return;
			await database.write(async (db) => {
				const at = now();
				for (const { businessKey, orderId, revision } of emissions) {
					await db.run(EMIT, triggerId, businessKey, orderId, revision, at, at);
				}
			});
		},

		async knownEmissions(triggerId, emissions) {
			return await database.read(async (db) => {
				const known = new Set<string>();
				for (const { businessKey, revision } of emissions) {
					if ((await db.get(KNOWN, triggerId, businessKey, revision)) !== undefined) known.add(businessKey);
				}
				return known;
			});
		},

		async emissionsOf(triggerId, orderIds) {
			return await database.read(async (db) => {
				const ids = [...new Set(orderIds)];
				const rows = await inOrder(ids, async (orderId) => await db.all(OF_ORDER, triggerId, orderId));
				return rows.flat().map(emissionOf);
			});
		},

		async unarrived(triggerId, before, maxTimes, limit) {
			return await database.write(
				async (db) => await settled(db, UNARRIVED, triggerId, before, maxTimes, limit),
			);
		},

		async lostEmissions(minTimes, limit) {
			return await database.write(async (db) => await settled(db, LOST, minTimes, limit));
		},
	};
}
