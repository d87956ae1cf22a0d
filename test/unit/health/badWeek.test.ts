/** A week in which nearly everything went wrong: each trouble has its sentence and fix, in Slack as in the mail. */
import { CHECK_IDS, healthHtml, healthMessage, healthText } from '../../../core/health';
import { checkBlocks, checkMessageLength } from '../../../lab/slack/blocks';
import { badReport } from '../../support/badWeek';

const report = badReport();
const QUIET = ['activity', 'productCodes'];

it('finds something in every check but two', () => {
	const fine = report.checks.filter(({ status }) => status === 'ok' || status === 'notChecked');
	expect(fine.map(({ id }) => id).sort()).toEqual([...QUIET].sort());
	for (const { findings } of report.checks)
		for (const { message, fix } of findings) {
			expect(message).not.toMatch(/\{\w+\}/);
			expect(fix).not.toMatch(/\{\w+\}/);
			expect(fix.trim()).toMatch(/\.$/);
		}
});

it('says what is new since last week and what is gone', () => {
	expect(report.changes?.gone.map(({ message }) => message)).toEqual([
		'The shop has #950 (48.00 GBP) of 2026-03-14, but the sync log does not.',
	]);
	expect(report.changes?.still).toBeGreaterThan(0);
	expect(report.changes?.new.length).toBeGreaterThan(5);
});

it.each([3, 5_000])('fits into one message of Slack with %i missing orders', (many) => {
	const { blocks } = healthMessage(badReport(many));
	expect(checkBlocks(blocks)).toEqual([]);
	expect(checkMessageLength(blocks)).toBeUndefined();
	const text = JSON.stringify(blocks);
	for (const { title, status } of report.checks)
		if (status === 'error' || status === 'warning') expect(text).toContain(title);
});

it('names every check in mail and text', () => {
	const [mail, text] = [healthHtml(report), healthText(report)];
	for (const { title } of report.checks) {
		expect(mail).toContain(title);
		expect(text).toContain(title);
	}
	expect(report.checks).toHaveLength(CHECK_IDS.length);
});
