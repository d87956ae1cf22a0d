/**
 * The mail of a bad week in a real browser: nothing is wider than the window, at the width of a mail and of a page, and nothing in
 * it runs. With $STORELEDGER_SCREENSHOTS the pictures of the documentation are taken on the way.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as browsers, type Browser, type Page } from 'playwright-core';
import { healthHtml, type HealthReport } from '../../core/health';
import { badReport } from '../support/badWeek';
import { runtime } from '../support/n8n';

const { chromium } = runtime();
const WIDTHS = [600, 1200] as const;
const DOCS = { width: 760, height: 1_300 };

/** Names as they may come, in everything that others have named. */
function withNames(report: HealthReport, name: string): HealthReport {
	return {
		...report,
		stores: report.stores.map((store) => ({ ...store, store: name, ledger: name })),
		checks: report.checks.map((check) => ({
			...check,
			findings: check.findings.map((finding) => ({ ...finding, message: name, fix: name })),
		})),
	};
}

if (chromium === undefined) {
	test.skip('the mail of the health check in a browser (skipped: no Chromium was found)', () => undefined);
} else {
	describe('the mail of the health check', () => {
		let browser: Browser;
		beforeAll(async () => {
			browser = await browsers.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
		});
		afterAll(async () => await browser.close());

		async function open(mail: string, width: number): Promise<Page> {
			const page = await browser.newPage({ viewport: { width, height: 900 } });
			// whatever is asked for outside, or says something by itself, is told
			const asked: string[] = [];
			page.on('request', (request) => asked.push(request.url()));
			page.on('dialog', (dialog) => asked.push(dialog.message()));
			await page.setContent(mail, { waitUntil: 'load' });
			expect(asked).toEqual([]);
			return page;
		}

		/** What reaches beyond the window, by its text. */
		const tooWide = async (page: Page): Promise<string[]> =>
			await page.$eval('html', (root) => {
				const { clientWidth, scrollWidth } = root;
				const wide = [...root.querySelectorAll('body *')].filter(
					(element) => element.getBoundingClientRect().right > clientWidth + 1,
				);
				const texts = wide.map(({ textContent }) => (textContent ?? '').slice(0, 80));
				return scrollWidth > clientWidth ? ['the page scrolls', ...texts] : texts;
			});

		test.each(WIDTHS)('fits %i pixels', async (width) => {
			const page = await open(healthHtml(badReport()), width);
			expect(await tooWide(page)).toEqual([]);
			expect(await page.textContent('h1')).toBe('Sync needs your attention');
			const folder = process.env['STORELEDGER_SCREENSHOTS'];
			if (folder !== undefined && folder !== '') {
				mkdirSync(folder, { recursive: true });
				await page.screenshot({ path: join(folder, `health-mail-${width}.png`), fullPage: true });
				// what the documentation shows: the first of it
				const clip = { x: (width - DOCS.width) / 2, y: 0, ...DOCS };
				if (clip.x >= 0)
					await page.screenshot({ path: join(folder, 'health-mail.png'), clip, fullPage: true });
			}
			await page.close();
		});

		test.each([
			['long words', 'x'.repeat(900)],
			['emoji', '\u{1F600}'.repeat(200)],
			['scripts', '<script>alert(1)</script><img src=x onerror=alert(2)>'],
			['tags', '</td></tr></table></div><h1>gone</h1>'],
		])('stays as it is with %s', async (_what, name) => {
			for (const width of WIDTHS) {
				const page = await open(healthHtml(withNames(badReport(), name)), width);
				expect(await tooWide(page)).toEqual([]);
				expect(await page.$$eval('script, img, iframe', (elements) => elements.length)).toBe(0);
				expect(await page.$$eval('h1', (elements) => elements.length)).toBe(1);
				expect(await page.textContent('body')).toContain(name);
				await page.close();
			}
		});
	});
}
