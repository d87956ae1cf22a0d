/** The message for Slack: readable, and within Slack's limits whatever is in the report. */
import fc from 'fast-check';
import {
	CHECK_IDS,
	checkHealth,
	healthMessage,
	type HealthReport,
	type SlackBlock,
} from '../../../core/health';
import { checkBlocks, checkMessageLength } from '../../../lab/slack/blocks';
import { ago, input, key, record, STORE } from './support';
import { reports } from './arbitraries';

const textOf = (blocks: readonly SlackBlock[]): string =>
	blocks
		.map((block) => {
			if (block.type === 'divider') return '---';
			return block.type === 'context' ? block.elements.map(({ text }) => text).join('\n') : block.text.text;
		})
		.join('\n');
const counts = [
	{
		ledger: 'quickbooks',
		tenant: '9130',
		store: STORE,
		documentType: 'SalesReceipt',
		status: 'posted' as const,
		count: 41,
		unchanged: 3,
	},
];
const missing = (count: number) =>
	Array.from({ length: count }, (_, order) => ({
		businessKey: key(order),
		orderNumber: `#${order}`,
		bookedOn: '2026-03-10',
	}));

it('says in a few lines that all is well, and what was looked at', () => {
	const { text, blocks } = healthMessage(
		checkHealth(input({ counts, shop: [], lastSuccess: '2026-03-16T07:55:10.000Z' })),
	);
	expect(text).toBe('Sync is healthy: 41 posted');
	expect(textOf(blocks)).toBe(
		[
			'StoreLedger: Sync is healthy',
			':white_check_mark: 2026-03-09 to 2026-03-16  |  last sync 2026-03-16 07:55 UTC',
			'*Stores and ledgers*',
			`• ${STORE} → quickbooks: 41 posted, 3 unchanged, 0 held, 0 failed`,
			'Nothing found: Activity, Missing documents, Held for review, Failed, Tried several times, Lost on the way, Standing still, Closed periods, Summaries, Set-up.',
			'Not checked: Doubled documents, Webhooks, Credentials, Limits of calls, Clearing accounts, Rounding, Tax, Product codes.',
		].join('\n'),
	);
});

it('lists what is wrong, errors first, each with its fix once and a link', () => {
	const shop = missing(2).map((each) => ({ ...each, url: 'https://my-shop.example/orders?id=1&x=<b>|y' }));
	const report = checkHealth(input({ counts, shop, retried: [record(7, { attempts: 9 })] }));
	const { text, blocks } = healthMessage(report);
	expect(text).toBe('Sync needs your attention: 41 posted. Missing documents (2), Tried several times (1)');
	expect(textOf(blocks)).toContain(
		[
			'*:red_circle: Missing documents: 2*',
			'• The shop has #0 of 2026-03-10, but the sync log does not. <https://my-shop.example/orders?id=1&amp;x=%3Cb%3E%7Cy|Open>',
			'• The shop has #1 of 2026-03-10, but the sync log does not. <https://my-shop.example/orders?id=1&amp;x=%3Cb%3E%7Cy|Open>',
			'      _Fix:_ Read the period again with the "Sales" node; nothing is posted twice.',
			'*:warning: Tried several times: 1*',
		].join('\n'),
	);
});

it('says how many it leaves out, of thousands', () => {
	const text = textOf(healthMessage(checkHealth(input({ shop: missing(5_000) }))).blocks);
	expect(text).toContain('Missing documents: 5000');
	expect(text).toContain('… and 4992 more');
});

it('says what has changed since the last report', () => {
	const report: HealthReport = {
		...checkHealth(input({ counts })),
		changes: {
			since: ago(7),
			status: 'errors',
			new: [],
			gone: [{ id: 'x', check: 'missing', message: 'The shop has #7, but the sync log does not.' }],
			still: 2,
		},
	};
	const text = textOf(healthMessage(report).blocks);
	expect(text).toContain('Compared with 2026-03-09: 0 new, 1 gone, 2 still there');
	expect(text).toContain('*Gone since the last report*\n• The shop has #7, but the sync log does not.');
});

it('shows text of others as it is, never as marks of Slack', () => {
	const store = '<!channel> & <https://evil.example|click>\nnew line';
	const [, , stores] = healthMessage(
		checkHealth(input({ counts: counts.map((each) => ({ ...each, store })) })),
	).blocks;
	expect(JSON.stringify(stores)).toContain(
		'• &lt;!channel&gt; &amp; &lt;https://evil.example|click&gt; new line →',
	);
});

it('fits into the limits of Slack, whatever the report', () => {
	fc.assert(
		fc.property(reports, (report) => {
			const message = healthMessage(report);
			expect(checkBlocks(message.blocks)).toEqual([]);
			expect(checkMessageLength(message.blocks)).toBeUndefined();
			expect(message.text.length).toBeGreaterThan(0);
			expect(message.text.length).toBeLessThanOrEqual(4_000);
			expect(() => encodeURIComponent(textOf(message.blocks))).not.toThrow(); // no half of an emoji
		}),
		{ numRuns: 200 },
	);
});

it('names every check that found something, also in the worst week there can be', () => {
	const worst: HealthReport = {
		...checkHealth(input()),
		status: 'errors',
		checks: CHECK_IDS.map((id) => ({
			id,
			title: `Check ${id}`,
			checked: 'x'.repeat(2_000),
			status: 'error',
			count: 9_999,
			findings: Array.from({ length: 200 }, (_, index) => ({
				code: 'SYNC_STALE',
				severity: 'error',
				message: `${index} ${'&'.repeat(900)}`,
				fix: '<'.repeat(900),
			})),
		})),
	};
	const { blocks } = healthMessage(worst);
	expect(checkBlocks(blocks)).toEqual([]);
	expect(checkMessageLength(blocks)).toBeUndefined();
	for (const id of CHECK_IDS) expect(textOf(blocks)).toContain(`Check ${id}: 9999`);
});
