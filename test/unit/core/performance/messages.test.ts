/** What Slack and mail get: within Slack's limits whatever was sold, and nothing of a shop's text taken for markup. */
import type { Anomaly } from '../../../../core/anomalies';
import { finding } from '../../../../core/findings/finding';
import {
	performanceHtml,
	performanceMessage,
	summarizePerformance,
	type PerformanceDocument,
	type PerformanceReport,
} from '../../../../core/performance';
import type { SlackBlock } from '../../../../core/health';
import { line, money, payment, refundLine, refundOf, saleOf } from '../../../support/documents';

const OLD = { bookedOn: '2026-02-10', occurredAt: '2026-02-10T10:00:00Z' };
const textOf = (block: SlackBlock): string[] =>
	'elements' in block ? block.elements.map(({ text }) => text) : 'text' in block ? [block.text.text] : [];

function expectWithinLimits({ text, blocks }: ReturnType<typeof performanceMessage>): void {
	expect(text.length).toBeLessThanOrEqual(4_000);
	expect(blocks.length).toBeLessThanOrEqual(50);
	for (const block of blocks) {
		for (const each of textOf(block)) {
			expect(each.length).toBeGreaterThan(0);
			expect(each.length).toBeLessThanOrEqual(block.type === 'header' ? 150 : 3_000);
		}
	}
}

const march = (documents: readonly PerformanceDocument[]): PerformanceReport =>
	summarizePerformance(documents, { unit: 'month', on: '2026-03-02', since: '2025-01-01' });

const small = (): PerformanceDocument[] => [
	saleOf({
		id: 'a/b/order/0',
		...OLD,
		lines: [line('50.00', { sku: 'OLD', name: 'Old one' })],
		customer: { id: '7' },
	}),
	saleOf({
		id: 'a/b/order/1',
		customer: { id: '7' },
		lines: [line('100.00', { sku: 'L', discount: money('10.00') }), line('5.00', { type: 'shipping' })],
		payments: [payment('95.00')],
	}),
	refundOf({ saleId: 'a/b/order/1', lines: [refundLine('9.00', { sku: 'L' })], payments: [payment('9.00')] }),
];

test('a plain month', () => {
	const message = performanceMessage(march(small()));
	expectWithinLimits(message);
	expect(message.text).toBe('March 2026: $81.00 net sales (+62.0 % on the month before), 1 order');
	const texts = message.blocks.flatMap(textOf).join('\n');
	expect(texts).toContain('Gross sales $100.00, discounts $10.00 (10.0 %)');
	expect(texts).toContain('Refunds $9.00 (10.0 %)');
	expect(texts).toContain('Old one (OLD): -$50.00 to $0.00');
	expect(texts).toContain('0 new and 1 returning customers');
});

const gap: Anomaly = {
	type: 'Anomaly',
	...finding('ANOMALY_NUMBER_GAP'),
	message: 'Order #7 & <b>#8</b> are missing.',
	fix: 'Look for them.',
	period: { from: '2026-03-02', to: '2026-03-02' },
	subject: '',
	orders: [{ number: '#6 <i>', id: 'a/b/order/6' }],
	count: 3,
};

test('what looks wrong and what could not be read, where that is in the report', () => {
	const without = march(small());
	const texts = (report: PerformanceReport): string =>
		performanceMessage(report).blocks.flatMap(textOf).join('\n');
	expect(texts(without)).not.toMatch(/looks wrong|Not read/);
	expect(performanceHtml(without)).not.toMatch(/looks wrong|Not read/);

	const wrong = { ...without, anomalies: [gap], notRead: ['Stripe refuses <the> key.'] };
	expect(texts(wrong)).toContain('*What looks wrong: 1*');
	expect(texts(wrong)).toContain(
		'*Order #7 &amp; &lt;b&gt;#8&lt;/b&gt; are missing.*\n_Fix:_ Look for them.\n_Behind it:_ #6 &lt;i&gt; and 2 more',
	);
	expect(texts(wrong)).toContain('*Not read, so not in the figures*\n• Stripe refuses &lt;the&gt; key.');
	const page = performanceHtml(wrong);
	expect(page).toContain('Order #7 &amp; &lt;b&gt;#8&lt;/b&gt; are missing.');
	expect(page).toContain('Behind it: #6 &lt;i&gt; and 2 more');
	expect(page).toContain('Stripe refuses &lt;the&gt; key.');

	const quiet = { ...without, anomalies: [] };
	expect(texts(quiet)).toContain('*Nothing looks wrong*');
	expect(performanceHtml(quiet)).toContain('<p>Nothing.</p>');

	const many = { ...without, anomalies: Array.from({ length: 400 }, () => gap) };
	expectWithinLimits(performanceMessage(many));
	expect(texts(many)).toContain('390 more are in the data');
	expect(performanceHtml(many)).toContain('… and 350 more in the data');
});

test('without any document it says so', () => {
	const report = march([]);
	expectWithinLimits(performanceMessage(report));
	expect(performanceMessage(report).text).toBe('March 2026: no sales');
	expect(performanceHtml(report)).toContain('There are no documents of this time.');
});

test('many currencies, channels and products of endless names', () => {
	const name = '<!channel> & <script>alert("x")</script> '.repeat(80);
	const documents = ['USD', 'GBP', 'EUR', 'JPY', 'CHF', 'KWD', 'SEK'].flatMap((currency) =>
		Array.from({ length: 40 }, (_, index) => {
			const gross = currency === 'JPY' ? `${index + 100}` : `${index + 100}.00`;
			const one = line(gross, { name: `${index}${name}`, sku: `${index}${name}` }, currency);
			const day = index % 2 === 0 ? OLD : {};
			return saleOf({
				...day,
				id: `a/b/order/${currency}${index}`,
				currency,
				channel: `${name}${index}`,
				lines: [one],
			});
		}),
	);
	const report = march(documents);
	const message = performanceMessage(report);
	expectWithinLimits(message);
	expect(message.blocks.flatMap(textOf).join('')).not.toContain('<!channel>');
	const page = performanceHtml(report);
	expect(page).not.toContain('<script');
	expect(page).toContain('&lt;script&gt;');
});

test('the page is whole and needs nothing from elsewhere', () => {
	const page = performanceHtml(march(small()));
	expect(page).toMatch(/^<!DOCTYPE html>[\s\S]*<\/html>$/);
	expect(page).toContain('<svg');
	expect(page.match(/(src|href)=/g)).toBeNull();
	expect(page.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:/);
});

test('what the documents do not cover is not compared', () => {
	const [{ before, yearAgo, products } = {} as never] = summarizePerformance(small(), {
		unit: 'month',
		on: '2026-03-02',
	}).currencies;
	expect([before.covered, before.change.netSales, yearAgo.figures, products.falling]).toEqual([
		false,
		null,
		null,
		[],
	]);
});

test('what is unpaid is what no payment, refund or cancellation has settled', () => {
	const sale = saleOf({ id: 'a/b/order/1', lines: [line('100.00')] });
	const paid = {
		...saleOf({}),
		type: 'Payment' as const,
		id: 'a/b/transaction/1',
		settles: sale.id,
		direction: 'received' as const,
		payment: payment('30.00'),
		bookedOn: '2026-04-02',
	};
	const credit = refundOf({ saleId: sale.id, lines: [refundLine('20.00')], reducesReceivable: true });
	const [dollars] = march([sale, paid, credit]).currencies;
	expect(dollars?.figures.outstanding).toBe('50.00');
});
