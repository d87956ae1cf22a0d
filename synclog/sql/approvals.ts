/** Approvals: what people are asked, and who decided what and why. */
import type { ApprovalDecision, ApprovalRecord, ApprovalState, People } from '../../core/approvals/approval';
import { withDecision } from '../../core/approvals/decide';
import type { ApprovalStore } from '../../core/approvals/store';
import { inOrder, LISTED, type Database, type Row, type Statements } from './database';
import { instantOf, numberOf, textOf } from './rows';

const OF_EVENTS = `SELECT * FROM approvals WHERE scope = ? AND business_key ${LISTED}
	ORDER BY asked_at, approval_id`;

const ONE = 'SELECT * FROM approvals WHERE approval_id = ?';

const DECISIONS = 'SELECT * FROM approval_decisions WHERE approval_id = ? ORDER BY place';

const WAITING = `SELECT 1 AS found FROM approvals
	WHERE scope = ? AND business_key = ? AND fingerprint = ? AND needed >= ? AND state = 'asked'`;

const CHANGED = `UPDATE approvals SET state = 'changed', updated_at = ?
	WHERE scope = ? AND business_key = ? AND state = 'asked'`;

const ASK = `INSERT INTO approvals
	(approval_id, scope, business_key, fingerprint, needed, reasons, state, asked_at, updated_at)
	VALUES (?, ?, ?, ?, ?, ?, 'asked', ?, ?)`;

const DECIDE = `INSERT INTO approval_decisions
	(approval_id, approver_id, approver_name, approved, why, decided_at, place) VALUES (?, ?, ?, ?, ?, ?, ?)`;

const BECOME = "UPDATE approvals SET state = ?, updated_at = ? WHERE approval_id = ? AND state = 'asked'";

const decisionOf = (row: Row): ApprovalDecision => ({
	approver: { id: textOf(row.approver_id), name: textOf(row.approver_name) },
	approved: numberOf(row.approved) === 1,
	why: textOf(row.why),
	at: instantOf(row.decided_at),
});

async function recordOf(db: Statements, row: Row): Promise<ApprovalRecord> {
	const id = textOf(row.approval_id);
	return {
		id,
		scope: textOf(row.scope),
		businessKey: textOf(row.business_key),
		fingerprint: textOf(row.fingerprint),
		needed: numberOf(row.needed) as People,
		reasons: JSON.parse(textOf(row.reasons)) as string[],
		state: textOf(row.state) as ApprovalState,
		askedAt: instantOf(row.asked_at),
		decisions: (await db.all(DECISIONS, id)).map(decisionOf),
	};
}

/** @param now epoch milliseconds */
export function approvalMethods(database: Database, now: () => number): ApprovalStore {
	return {
		async approvalsOf(scope, businessKeys) {
			if (businessKeys.length === 0) return [];
			return await database.read(async (db) =>
				inOrder(
					await db.all(OF_EVENTS, scope, JSON.stringify(businessKeys)),
					async (row) => await recordOf(db, row),
				),
			);
		},

		async approval(id) {
			return await database.read(async (db) => {
				const row = await db.get(ONE, id);
				return row === undefined ? undefined : await recordOf(db, row);
			});
		},

		async approvalAsk({ id, scope, businessKey, fingerprint, needed, reasons }) {
			return await database.write(async (db) => {
				const at = now();
				if ((await db.get(WAITING, scope, businessKey, fingerprint, needed)) !== undefined) return false;
				await db.run(CHANGED, at, scope, businessKey);
				await db.run(ASK, id, scope, businessKey, fingerprint, needed, JSON.stringify(reasons), at, at);
				return true;
			});
		},

		async approvalDecide(id, decision) {
			return await database.write(async (db) => {
				const row = await db.get(ONE, id);
				if (row === undefined) return undefined;
				const at = now();
				const before = await recordOf(db, row);
				const result = withDecision(before, { ...decision, at: instantOf(at) });
				if (result.answer !== 'noted') return result;
				const { approver, approved, why } = decision;
				const place = before.decisions.length;
				await db.run(DECIDE, id, approver.id, approver.name, approved ? 1 : 0, why, at, place);
				await db.run(BECOME, result.record.state, at, id);
				return result;
			});
		},

		async approvalEnd(id, state) {
			return await database.write(async (db) => (await db.run(BECOME, state, now(), id)) > 0);
		},
	};
}
