/** Health reports of a bad week: every check has found thousands. */
import fc from 'fast-check';
import { CHECK_IDS, healthMessage, type HealthCheck, type HealthReport } from '../../../core/health';
import { badFinding } from './findings';
import { badText, count, many } from './texts';

const instant = fc.constantFrom('2026-03-09T08:00:00.000Z', '2026-03-16T08:00:00.000Z');

const url = fc.oneof(
	badText,
	fc.constantFrom('https://app.example/a?b=1&c=<2>|3', `https://app.example/${'x'.repeat(3_000)}`),
);

const linked = fc.tuple(badFinding, url).map(([finding, at]) => ({ ...finding, evidence: { url: at } }));

const checks: fc.Arbitrary<HealthCheck[]> = fc.tuple(
	...CHECK_IDS.map((id) =>
		fc.record(
			{
				id: fc.constant(id),
				title: fc.oneof(badText, fc.constant('Product codes')),
				checked: badText,
				status: fc.constantFrom('ok', 'warning', 'error', 'notChecked'),
				count,
				before: count,
				findings: many(linked, 200),
			},
			{ requiredKeys: ['id', 'title', 'checked', 'status', 'count', 'findings'] },
		),
	),
);

const known = many(fc.record({ id: badText, check: fc.constantFrom(...CHECK_IDS), message: badText }), 100);
const status = fc.constantFrom('healthy' as const, 'warnings' as const, 'errors' as const);

const healthReport: fc.Arbitrary<HealthReport> = fc.record(
	{
		type: fc.constant('HealthReport' as const),
		status,
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
		checks,
		changes: fc.record({ since: instant, status, new: known, gone: known, still: count }),
		lastSuccess: instant,
	},
	{ requiredKeys: ['type', 'status', 'period', 'checkedAt', 'stores', 'checks'] },
);

export const healthMessages = healthReport.map(healthMessage);
