/** The digest of a day: short and plain in Slack, in a mail and as text; nothing of others is taken for markup or halved. */
import fc from 'fast-check';
import type { Anomaly } from '../../../../core/anomalies';
import { finding } from '../../../../core/findings/finding';
import {
	dailyDigest,
	digestHtml,
	digestMessage,
	digestText,
	subjectOf,
	type Books,
	type DailyDigest,
	type Waiting,
} from '../../../../core/digest';
import { summarizePerformance, type PerformanceReport } from '../../../../core/performance';
import { line, payment, saleOf } from '../../../support/documents';
import { badDigest } from '../../../support/slackMessages/digest';

const ZONE = 'Europe/London';
const RUNS = Number(process.env['SLACK_RUNS'] ?? 25);
const HALF = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

const report = (currencies: readonly string[] = ['USD']): PerformanceReport =>
	summarizePerformance(
		currencies.map((currency, index) =>
			saleOf({
				id: `shop/one/order/${index}`,
				currency,
				lines: [line('35.00', { sku: 'L' }, currency)],
				payments: [payment('35.00')],
			}),
		),
		{ unit: 'day', on: '2026-03-02', since: '2025-01-01' },
	);

const event = (
	orderNumber: string,
	more: Partial<Waiting['first'][number]> = {},
): Waiting['first'][number] => ({
	type: 'HeldNow',
	businessKey: 'shop/one/order/9',
	orderNumber,
	bookedOn: '2026-03-01',
	status: 'held',
	stage: 'mapping',
	since: '2026-03-01T09:00:00.000Z',
	reason: 'Nobody has said where sales go.',
	fix: 'Choose an account.',
	store: { platform: 'shop', id: 'one' },
	...more,
});

const books = (waiting: readonly Waiting['first'][number][], more: Partial<Books> = {}): Books => ({
	since: '2026-03-02T07:00:00.000Z',
	hours: 24,
	posted: [
		{ ledger: 'QuickBooks Online', documentType: 'RefundReceipt', count: 1 },
		{ ledger: 'QuickBooks Online', documentType: 'SalesReceipt', count: 3 },
		{ ledger: 'Xero', documentType: 'ManualJournal', count: 1 },
	],
	waiting: { count: waiting.length, orMore: false, new: 0, first: waiting },
	...more,
});

const strange: Anomaly = {
	type: 'Anomaly',
	...finding('ANOMALY_NUMBER_GAP'),
	message: 'Order #7 & <b>#8</b> are missing.',
	fix: 'Look for them.',
	period: { from: '2026-03-02', to: '2026-03-02' },
	subject: '',
	orders: [],
	count: 0,
};

const slackTexts = (digest: DailyDigest): string =>
	digestMessage(digest, ZONE)
		.blocks.flatMap((block) =>
			'elements' in block ? block.elements.map(({ text }) => text) : 'text' in block ? [block.text.text] : [],
		)
		.join('\n');

const busy = (): DailyDigest =>
	dailyDigest(
		{ ...report(), notRead: ['Stripe refuses the key <sk_1>.'] },
		[strange],
		books(
			[event('#9'), event('', { status: 'failed', since: '2026-07-02T23:30:00.000Z', reason: '', fix: '' })],
			{
				waiting: {
					count: 2,
					orMore: false,
					new: 1,
					first: [
						event('#9'),
						event('', { status: 'failed', since: '2026-07-02T23:30:00.000Z', reason: '', fix: '' }),
					],
				},
			},
		),
	);

test('a busy day in Slack', () => {
	const said = slackTexts(busy());
	expect(said).toContain('• *Net sales* $35.00');
	expect(said).toContain(
		'*Posted in the last 24 hours: 5*\n• QuickBooks Online: 1 refund receipt, 3 sales receipts\n• Xero: 1 manual journal',
	);
	expect(said).toContain(
		'*Held or failed: 2, 1 of them new*\n• *#9, held since 1 Mar*: Nobody has said where sales go.\n    _Fix:_ Choose an account.',
	);
	// half past midnight of the 3rd in London
	expect(said).toContain('*Without an order number, failed on 3 Jul*: the next run tries it again.');
	expect(said).toContain('*Unusual: 1*\n• Order #7 &amp; &lt;b&gt;#8&lt;/b&gt; are missing.');
	expect(said).toContain('*Not read, so not in the figures*\n• Stripe refuses the key &lt;sk_1&gt;.');
	expect(said).toContain('operation List Held');
	expect(digestMessage(busy(), ZONE).text).toBe(
		'StoreLedger, 2 March 2026: $35.00 net sales, 1 order. 5 posted, 2 held or failed, 1 unusual, not all could be read',
	);
});

test('the same as text and as a page', () => {
	const text = digestText(busy(), ZONE);
	expect(text).toContain('\nNet sales $35.00\n');
	expect(text).toContain(
		'\n- #9, held since 1 Mar: Nobody has said where sales go.\n  Fix: Choose an account.\n',
	);
	expect(text).toContain('\nUnusual: 1\n- Order #7 & <b>#8</b> are missing.\n');
	expect(text).toContain('- Stripe refuses the key <sk_1>.');
	const page = digestHtml(busy(), ZONE);
	expect(page).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>$/);
	expect(page).toContain('Order #7 &amp; &lt;b&gt;#8&lt;/b&gt; are missing.');
	expect(page).toContain('Stripe refuses the key &lt;sk_1&gt;.');
	expect(page).toContain('<b>#9, held since 1 Mar</b>: Nobody has said where sales go.');
	expect(page.match(/(src|href)=/g)).toBeNull();
	expect(subjectOf(busy())).toBe(
		'StoreLedger, 2 March 2026: not all could be read, 2 held or failed, 1 unusual, $35.00 net sales, 1 order',
	);
});

test('a quiet day says so', () => {
	const quiet = dailyDigest(report([]), [], books([], { posted: [] }));
	expect(digestMessage(quiet, ZONE).text).toBe(
		'StoreLedger, 2 March 2026: no sales. Nothing posted, nothing held, nothing unusual',
	);
	const said = slackTexts(quiet);
	for (const each of [
		'No sales',
		'Nothing was posted in the last 24 hours',
		'Nothing is held',
		'Nothing unusual',
	]) {
		expect(said).toContain(each);
		expect(digestText(quiet, ZONE)).toContain(each);
	}
	expect(said).not.toContain('List Held');
	expect(subjectOf(quiet)).toBe('StoreLedger, 2 March 2026: no sales');
	expect(digestHtml(quiet, ZONE)).toContain('Nothing is held');
});

test('currencies stay apart, and a long list says how many there are more', () => {
	const first = Array.from({ length: 100 }, (_, index) => event(`#${index}`));
	const waiting = { count: 5_000, orMore: true, new: 0, first };
	const digest = dailyDigest(report(['USD', 'EUR']), [], books([], { waiting }));
	const said = slackTexts(digest);
	expect(said).toContain('*Figures in EUR*');
	expect(said).toContain('*Figures in USD*');
	expect(said).toContain('*Held or failed: 5,000 or more*');
	expect(said).toMatch(/\n… and 4990 more/);
	expect(digestText(digest, ZONE)).toContain('… and 4980 more');
	expect(digestHtml(digest, ZONE)).toContain('… and 4980 more');
});

test('whatever is held, mail and text stay whole, short and plain', () => {
	fc.assert(
		fc.property(badDigest, (digest) => {
			const page = digestHtml(digest, ZONE);
			const text = digestText(digest, ZONE);
			const subject = subjectOf(digest);
			expect(subject.length).toBeLessThanOrEqual(120);
			expect(subject).not.toMatch(/[\p{Cc}\u202E]/u);
			expect(HALF.test(page + text + subject)).toBe(false);
			expect(page).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>$/);
			expect(page).not.toMatch(/<script|<!channel|<https|<a /);
			// every mark of HTML that others wrote stands as its name, and whole
			expect(page.replace(/&(amp|lt|gt|quot|#39);/g, '')).not.toContain('&');
			expect(page + text).not.toContain('\u202E');
			expect(text.split('\n').length).toBeLessThan(600);
		}),
		{ numRuns: RUNS },
	);
}, 120_000);
