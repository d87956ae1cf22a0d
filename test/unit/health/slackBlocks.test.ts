/** The message for Slack: readable, and within Slack's limits whatever is in the report. */
import fc from 'fast-check';
import { finding } from '../../../core/findings/finding';
import { slackBlocks, type HealthReport, type SlackBlock } from '../../../core/health';
import { checkBlocks } from '../../../lab/slack/blocks';

const HEALTHY: HealthReport = {
	type: 'HealthReport',
	status: 'healthy',
	period: { from: '2026-03-09T08:00:00.000Z', to: '2026-03-16T08:00:00.000Z' },
	checkedAt: '2026-03-16T08:00:00.000Z',
	stores: [
		{
			store: 'my-shop.example',
			ledger: 'quickbooks',
			tenant: '9130',
			posted: 41,
			unchanged: 3,
			held: 1,
			failed: 0,
		},
	],
	held: { count: 0, oldestDays: 0, reasons: [] },
	failed: { count: 0, oldestDays: 0, examples: [] },
	lost: [],
	webhooks: [],
	waiting: { count: 0, overdue: [] },
	closedPeriods: { count: 0, periods: [] },
	lastSuccess: '2026-03-16T07:55:10.000Z',
};

const missing = (order: number) =>
	finding('MISSING_IN_LEDGER', { evidence: { document: `#${order}`, bookedOn: '2026-03-10' } });

const textOf = (blocks: readonly SlackBlock[]): string =>
	blocks
		.map((block) => {
			if (block.type === 'divider') return '---';
			return block.type === 'context' ? block.elements.map(({ text }) => text).join('') : block.text.text;
		})
		.join('\n');

it('says in a few lines that all is well', () => {
	const message = slackBlocks(HEALTHY);
	expect(message.text).toBe('Sync is healthy: 41 posted');
	expect(textOf(message.blocks)).toBe(
		[
			'StoreLedger: Sync is healthy',
			':white_check_mark: 2026-03-09 to 2026-03-16  |  last sync 2026-03-16 07:55 UTC',
			'*Stores and ledgers*',
			'• my-shop.example → quickbooks: 41 posted, 3 unchanged, 1 held, 0 failed',
		].join('\n'),
	);
});

it('says how much waits for a summary, and which summary nobody makes', () => {
	const overdue = finding('SUMMARY_OVERDUE', {
		evidence: { count: 7, store: 'my-shop.example', period: '2026-03-10', hours: 50 },
	});
	const message = slackBlocks({ ...HEALTHY, status: 'warnings', waiting: { count: 9, overdue: [overdue] } });
	expect(message.text).toContain('1 summary not made');
	expect(textOf(message.blocks)).toContain('9 events waiting for a summary');
	expect(textOf(message.blocks)).toContain(
		'7 events of my-shop.example wait for their summary of 2026-03-10',
	);
});

it('lists problems with their fix', () => {
	const message = slackBlocks({
		...HEALTHY,
		status: 'errors',
		stores: [],
		missing: {
			compared: 80,
			findings: [missing(1), missing(2)],
			amounts: [{ amount: '12.00', currency: 'GBP' }],
		},
		held: {
			count: 3,
			oldestDays: 1,
			reasons: [
				{
					code: 'TAX_CODE_MISSING',
					count: 3,
					oldestDays: 1,
					message: 'No rule.',
					fix: 'Add one.',
					examples: ['#7', '#8'],
				},
			],
		},
		failed: { count: 1, oldestDays: 0, examples: ['#9'] },
		lost: [finding('NEVER_ARRIVED', { evidence: { document: 'x', times: 5 } })],
		webhooks: [
			finding('WEBHOOKS_REMADE', {
				evidence: { store: 'my-shop.example', count: 2, since: 'Monday', lastAt: 'Friday' },
			}),
		],
		stale: finding('SYNC_STALE', { evidence: { hours: 50 } }),
	});
	expect(message.text).toBe(
		'Sync needs your attention: 0 posted, 3 held, 1 failed, 2 missing, 1 never arrived, webhooks made again, Nothing was synced for 50 hours.',
	);
	const text = textOf(message.blocks);
	expect(text).toContain('80 documents of the shop compared');
	expect(text).toContain('Nothing was posted in this time.');
	expect(text).toContain('*2 documents missing in the books (12.00 GBP)*\n_Fix:_ Read the period again');
	expect(text).toContain(
		'*3 documents held, for up to 1 day*\n• 3 × No rule. (for up to 1 day: #7, #8)\n      _Fix:_ Add one.',
	);
	expect(text).toContain('*1 document failed, since today*');
	expect(text).toContain('*1 document never reached a ledger*');
	expect(text).toContain('*Standing still*');
});

it('says how many it leaves out', () => {
	const findings = Array.from({ length: 500 }, (_, order) => missing(order));
	const text = textOf(slackBlocks({ ...HEALTHY, missing: { compared: 500, findings, amounts: [] } }).blocks);
	expect(text).toContain('#9 of');
	expect(text).not.toContain('#10 of');
	expect(text).toContain('… and 490 more');
});

it('shows text of others as it is, never as marks of Slack', () => {
	const [, , stores] = slackBlocks({
		...HEALTHY,
		stores: [{ ...HEALTHY.stores[0]!, store: '<!channel> & <https://evil.example|click>\nnew line' }],
	}).blocks;
	expect(stores).toMatchObject({
		text: {
			text: expect.stringContaining(
				'• &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; new line →',
			) as string,
		},
	});
});

describe('any report', () => {
	const text = fc.oneof(
		fc.string({ unit: 'grapheme', maxLength: 40 }),
		fc.string({ unit: 'grapheme', maxLength: 5_000 }),
		fc.constantFrom('&'.repeat(5_000), '<', '', '\u{1F600}'.repeat(2_000), '\n\n'),
	);
	const count = fc.nat();
	const message = fc.record({ message: text, fix: text });
	const findings = fc.array(
		message.map((texts) => ({ ...missing(1), ...texts })),
		{ maxLength: 40 },
	);
	const report: fc.Arbitrary<HealthReport> = fc.record(
		{
			type: fc.constant('HealthReport' as const),
			status: fc.constantFrom('healthy' as const, 'warnings' as const, 'errors' as const),
			period: fc.constant(HEALTHY.period),
			checkedAt: fc.constant(HEALTHY.checkedAt),
			stores: fc.array(
				fc.record({
					store: text,
					ledger: text,
					tenant: text,
					posted: count,
					unchanged: count,
					held: count,
					failed: count,
				}),
				{ maxLength: 80 },
			),
			held: fc.record({
				count,
				oldestDays: count,
				reasons: fc.array(
					fc.record({
						code: fc.constant('PERIOD_CLOSED' as const),
						count,
						oldestDays: count,
						message: text,
						fix: text,
						examples: fc.array(text, { maxLength: 5 }),
					}),
					{ maxLength: 40 },
				),
			}),
			failed: fc.record({ count, oldestDays: count, examples: fc.array(text, { maxLength: 5 }) }),
			missing: fc.record({
				compared: count,
				findings,
				amounts: fc.array(
					fc.record({ amount: fc.constant('1.00'), currency: fc.constantFrom('GBP', 'EUR') }),
					{
						maxLength: 60,
					},
				),
			}),
			lost: findings,
			webhooks: findings,
			waiting: fc.record({ count: fc.nat(), overdue: findings }),
			closedPeriods: fc.record({ count: fc.nat(), periods: findings }),
			stale: message.map((texts) => ({ ...missing(1), ...texts })),
			lastSuccess: fc.constant('2026-03-16T07:55:10.000Z'),
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

	it('fits into the limits of Slack', () => {
		fc.assert(
			fc.property(report, (each) => {
				const { text: plain, blocks } = slackBlocks(each);
				expect(checkBlocks(blocks)).toEqual([]);
				expect(plain.length).toBeGreaterThan(0);
				expect(plain.length).toBeLessThanOrEqual(4_000);
				expect(() => encodeURIComponent(textOf(blocks))).not.toThrow(); // no half of an emoji
			}),
			{ numRuns: 200 },
		);
	});
});
