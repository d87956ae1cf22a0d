/** Any report, with names as shops may have them. */
import fc from 'fast-check';
import { CHECK_IDS, type CheckId, type HealthCheck, type HealthReport } from '../../../core/health';
import type { Finding } from '../../../core/findings/finding';

export const NASTY = [
	'<script>alert(1)</script>',
	'"><img src=x onerror=alert(1)>',
	"' onmouseover='alert(1)",
	'</td></tr></table></body>',
	'javascript:alert(1)',
	'&amp;&lt;<!channel> <https://evil.example|click>',
	'\u{1F600}'.repeat(500),
	'\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
	'&'.repeat(3_000),
	'x'.repeat(3_000),
	'\n\r\t\u0000\u0007',
	'\uD800',
	'',
];

export const names: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...NASTY),
	fc.string({ unit: 'grapheme', maxLength: 40 }),
	fc.string({ unit: 'grapheme', maxLength: 2_000 }),
);

const urls = fc.oneof(
	fc.constantFrom(
		'https://qbo.example/app?id=1&x=2',
		'javascript:alert(1)',
		'data:text/html,<script>',
		'no address',
	),
	names,
);

const findings: fc.Arbitrary<Finding> = fc.record(
	{
		code: fc.constant('SYNC_STALE' as const),
		severity: fc.constantFrom('error' as const, 'warning' as const, 'info' as const),
		message: names,
		fix: names,
		evidence: fc.record({ url: urls, document: names }),
	},
	{ requiredKeys: ['code', 'severity', 'message', 'fix'] },
);

const checkOf = (id: CheckId): fc.Arbitrary<HealthCheck> =>
	fc.record(
		{
			id: fc.constant(id),
			title: names,
			checked: names,
			status: fc.constantFrom('ok' as const, 'warning' as const, 'error' as const, 'notChecked' as const),
			count: fc.nat(),
			before: fc.nat(),
			findings: fc.array(findings, { maxLength: 30 }),
			links: fc.array(fc.record({ text: names, url: urls }), { maxLength: 3 }),
		},
		{ requiredKeys: ['id', 'title', 'checked', 'status', 'count', 'findings'] },
	);

const known = fc.array(fc.record({ id: fc.string(), check: fc.constantFrom(...CHECK_IDS), message: names }), {
	maxLength: 50,
});
const status = fc.constantFrom('healthy' as const, 'warnings' as const, 'errors' as const);

export const reports: fc.Arbitrary<HealthReport> = fc.record(
	{
		type: fc.constant('HealthReport' as const),
		status,
		period: fc.constant({ from: '2026-03-09T08:00:00.000Z', to: '2026-03-16T08:00:00.000Z' }),
		checkedAt: fc.constant('2026-03-16T08:00:00.000Z'),
		stores: fc.array(
			fc.record({
				store: names,
				ledger: names,
				tenant: names,
				posted: fc.nat(),
				unchanged: fc.nat(),
				held: fc.nat(),
				failed: fc.nat(),
			}),
			{ maxLength: 80 },
		),
		checks: fc.tuple(...CHECK_IDS.map(checkOf)),
		changes: fc.record({
			since: fc.constant('2026-03-09T08:00:00.000Z'),
			status,
			new: known,
			gone: known,
			still: fc.nat(),
		}),
		lastSuccess: fc.constant('2026-03-16T07:55:10.000Z'),
	},
	{ requiredKeys: ['type', 'status', 'period', 'checkedAt', 'stores', 'checks'] },
);
