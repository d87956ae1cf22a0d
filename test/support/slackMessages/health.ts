/** Health reports of a bad week. */
import fc from 'fast-check';
import { slackBlocks, type HealthReport } from '../../../core/health';
import { badFinding, code, findings, money } from './findings';
import { badText, count, many } from './texts';

const instant = fc.constantFrom('2026-03-09T08:00:00.000Z', '2026-03-16T08:00:00.000Z');
const examples = fc.array(badText, { maxLength: 5 });

export const healthReport: fc.Arbitrary<HealthReport> = fc.record(
	{
		type: fc.constant('HealthReport' as const),
		status: fc.constantFrom('healthy' as const, 'warnings' as const, 'errors' as const),
		period: fc.record({ from: instant, to: instant }),
		checkedAt: instant,
		stores: many(
			fc.record({
				store: badText,
				ledger: badText,
				tenant: badText,
				posted: count,
				unchanged: count,
				held: count,
				failed: count,
			}),
			300,
		),
		held: fc.record({
			count,
			oldestDays: count,
			reasons: many(
				fc.record({ code, count, oldestDays: count, message: badText, fix: badText, examples }),
				500,
			),
		}),
		failed: fc.record({ count, oldestDays: count, examples }),
		missing: fc.record({ compared: count, findings, amounts: many(money, 60) }),
		lost: findings,
		webhooks: findings,
		waiting: fc.record({ count, overdue: findings }),
		closedPeriods: fc.record({ count, periods: findings }),
		allowances: findings,
		setup: findings,
		stale: badFinding,
		lastSuccess: instant,
	},
	{
		requiredKeys: [
			'type',
			'status',
			'period',
			'checkedAt',
			'stores',
			'held',
			'failed',
			'lost',
			'webhooks',
			'waiting',
			'closedPeriods',
		],
	},
);

export const healthMessages = healthReport.map(slackBlocks);
