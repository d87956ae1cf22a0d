/** A health report as plain text: the part of a mail for programs without HTML, and for logs. */
import type { HealthReport } from './report';
import { oneLine } from '../slack/blocks';
import {
	byFix,
	changesLine,
	countText,
	dayOf,
	HEADLINES,
	inTrouble,
	lastSyncLine,
	leftOut,
	titlesOf,
} from './wording';

const MOST_LINES = 20;

export function healthText(report: HealthReport): string {
	const { status, period, stores, changes } = report;
	const lines = [
		`StoreLedger: ${HEADLINES[status]}`,
		[`${dayOf(period.from)} to ${dayOf(period.to)}`, changesLine(report), lastSyncLine(report)]
			.filter((note) => note !== '')
			.join('. '),
		'',
		...stores.map(
			({ store, ledger, posted, unchanged, held, failed }) =>
				`${oneLine(store)} to ${oneLine(ledger)}: ${posted} posted, ${unchanged} unchanged, ${held} held, ${failed} failed`,
		),
	];
	for (const check of inTrouble(report)) {
		lines.push('', `${check.status === 'error' ? 'ERROR' : 'Warning'}: ${check.title} (${countText(check)})`);
		lines.push(oneLine(check.checked));
		const shown = check.findings.slice(0, MOST_LINES);
		for (const [fix, those] of byFix(shown)) {
			lines.push(...those.map(({ message }) => `- ${oneLine(message)}`), `  Fix: ${oneLine(fix)}`);
		}
		const more = leftOut(check.findings.length, shown.length);
		if (more !== '') lines.push(more);
	}
	if (changes !== undefined && changes.gone.length > 0)
		lines.push(
			'',
			'Gone since the last report:',
			...changes.gone.map(({ message }) => `- ${oneLine(message)}`),
		);
	const fine = titlesOf(report, 'ok');
	const not = titlesOf(report, 'notChecked');
	lines.push('', ...(fine.length === 0 ? [] : [`Nothing found: ${fine.join(', ')}.`]));
	lines.push(...(not.length === 0 ? [] : [`Not checked: ${not.join(', ')}.`]));
	return `${lines.join('\n').trim()}\n`;
}
