/** The mail: complete, harmless whatever shops and ledgers call things, and the same in plain text. */
import { XMLValidator } from 'fast-xml-parser';
import fc from 'fast-check';
import { checkHealth, healthHtml, healthText, subjectOf } from '../../../core/health';
import { NASTY, reports } from './arbitraries';
import { ago, input, key, STORE } from './support';

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
const ALLOWED = /^\/?(html|head|meta|title|body|div|table|tr|td|th|h1|h2|p|br|b|span|a|ul|li|small)$/;

/** Every tag and attribute that a browser would see. */
function tagsOf(page: string): { readonly name: string; readonly attributes: string }[] {
	return [...page.matchAll(/<(!?\/?[a-zA-Z][^\s>]*)([^>]*)>/g)].map(([, name = '', attributes = '']) => ({
		name,
		attributes,
	}));
}

/** No tag but ours, no attribute that runs something, no address but of the web, and every tag closed. */
function expectHarmless(page: string): void {
	for (const { name, attributes } of tagsOf(page)) {
		if (name === '!DOCTYPE') continue;
		expect(name).toMatch(ALLOWED);
		expect(attributes).not.toMatch(/\son\w+\s*=/i);
		for (const [, href = ''] of attributes.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^https?:\/\//);
		expect(attributes).not.toMatch(/\ssrc=|javascript:/i);
	}
	const xml = page.replace('<!DOCTYPE html>', '').replace(/<(meta|br)([^>]*)>/g, '<$1$2/>');
	expect(XMLValidator.validate(xml, { allowBooleanAttributes: true })).toBe(true);
}

it('is a page by itself with headline, figures, findings with fixes, and what else was looked at', () => {
	const shop = [
		{
			businessKey: key(1),
			orderNumber: '#1',
			bookedOn: '2026-03-10',
			url: 'https://my-shop.example/orders/1',
		},
	];
	const page = healthHtml(checkHealth(input({ counts, shop })));
	expect(page).toMatch(/^<!DOCTYPE html>/);
	for (const text of [
		'Sync needs your attention',
		'2026-03-09 to 2026-03-16',
		'The shop has #1 of 2026-03-10, but the sync log does not.',
		'href="https://my-shop.example/orders/1"',
		'<b>Fix:</b> Read the period again with the &quot;Sales&quot; node; nothing is posted twice.',
		'Also looked at',
		'docs/health.md#missing-documents',
	])
		expect(page).toContain(text);
	expectHarmless(page);
});

it('shows names as they are, with emoji and ampersands, and runs nothing of them', () => {
	for (const store of NASTY) {
		const page = healthHtml(checkHealth(input({ counts: counts.map((each) => ({ ...each, store })) })));
		expectHarmless(page);
		expect(page).not.toContain('<script');
	}
	const emoji = healthHtml(
		checkHealth(input({ counts: counts.map((each) => ({ ...each, store: 'Tea & Co \u{1F600}' })) })),
	);
	expect(emoji).toContain('Tea &amp; Co \u{1F600}');
});

it('is harmless whatever the report', () => {
	fc.assert(
		fc.property(reports, (report) => {
			expectHarmless(healthHtml(report));
			const subject = subjectOf(report);
			expect(subject).not.toMatch(/[\r\n]/);
			expect(subject.length).toBeLessThanOrEqual(120);
			expect(healthText(report)).toMatch(/^StoreLedger: Sync /);
		}),
		{ numRuns: 25 },
	);
});

it('stays a mail with thousands of findings', () => {
	const shop = Array.from({ length: 20_000 }, (_, order) => ({
		businessKey: key(order),
		orderNumber: `#${order}`,
		bookedOn: '2026-03-10',
	}));
	const report = checkHealth(input({ shop }));
	const page = healthHtml(report);
	expect(page).toContain('20000');
	// Gmail cuts what is longer than 102 kB
	expect(Buffer.byteLength(page)).toBeLessThan(102_000);
	const [missing] = report.checks.filter(({ id }) => id === 'missing');
	const everywhere = report.checks.map((check) => ({ ...check, ...missing, title: check.title }));
	expect(Buffer.byteLength(healthHtml({ ...report, checks: everywhere }))).toBeLessThan(102_000);
});

it('says the same in plain text', () => {
	const shop = [{ businessKey: key(1), orderNumber: '#1', bookedOn: '2026-03-10' }];
	const report = checkHealth(input({ counts, shop, lastSuccess: ago(0) }));
	expect(subjectOf(report)).toBe('StoreLedger: Sync needs your attention: 41 posted. Missing documents (1)');
	expect(healthText(report)).toContain(
		[
			'StoreLedger: Sync needs your attention',
			'2026-03-09 to 2026-03-16. last sync 2026-03-16 08:00 UTC',
			'',
			`${STORE} to quickbooks: 41 posted, 3 unchanged, 0 held, 0 failed`,
			'',
			'ERROR: Missing documents (1)',
			'1 event of the shop was looked up in the sync log.',
			'- The shop has #1 of 2026-03-10, but the sync log does not.',
			'  Fix: Read the period again with the "Sales" node; nothing is posted twice.',
		].join('\n'),
	);
});
