/** A digest as a complete e-mail: by itself, without scripts or pictures from elsewhere; all text of others is escaped. */
import { oneLine } from '../slack/blocks';
import { anomaliesHtml, notReadHtml, safe } from '../performance/concernsHtml';
import { BREAK, FAINT, heading, html, page } from '../mail/html';
import { keyFigures } from '../performance/htmlReport';
import { figureLines } from '../performance/wording';
import type { CurrencyPerformance } from '../performance/report';
import type { DailyDigest, WaitingEvent } from './digest';
import {
	postedLines,
	postedTitle,
	subjectOf,
	waitingName,
	waitingReason,
	waitingTitle,
	WHERE_ALL_IS,
} from './wording';

const MOST_CURRENCIES = 10;
const MOST_WAITING = 20;
const MOST_ANOMALIES = 20;

function list(items: readonly string[]): string {
	if (items.length === 0) return '';
	const all = items.map((item) => `<li style="margin-bottom:6px;${BREAK}">${item}</li>`);
	return `<ul style="margin:0;padding-left:20px">${all.join('\n')}</ul>`;
}

const waitingItem =
	(timeZone: string) =>
	(event: WaitingEvent): string => {
		const fix =
			oneLine(event.fix) === ''
				? ''
				: `<br><span style="color:${FAINT}"><b>Fix:</b> ${safe(event.fix)}</span>`;
		return `<b>${safe(waitingName(event, timeZone))}</b>: ${safe(waitingReason(event))}${fix}`;
	};

function waitingHtml({ books }: DailyDigest, timeZone: string): string {
	const { count, first } = books.waiting;
	const shown = first.slice(0, MOST_WAITING);
	const left = count - shown.length;
	const more = left > 0 ? `… and ${left} more. ` : '';
	const where =
		count === 0 ? '' : `<p style="color:${FAINT};font-size:12px">${html(`${more}${WHERE_ALL_IS}`)}</p>`;
	return `${heading(waitingTitle(books))}${list(shown.map(waitingItem(timeZone)))}${where}`;
}

function currencyHtml(performance: CurrencyPerformance, { unit, currencies }: DailyDigest): string {
	const title = currencies.length > 1 ? heading(`In ${performance.currency}`) : '';
	const lines = figureLines(performance, unit).map(html).join('<br>');
	return `${title}${keyFigures(performance, unit)}<p style="margin:12px 0">${lines}</p>`;
}

/** @param timeZone IANA name, that of the books @returns a whole page */
export function digestHtml(digest: DailyDigest, timeZone: string): string {
	const { name, documents, currencies, books, anomalies } = digest;
	const figures = currencies.slice(0, MOST_CURRENCIES).map((each) => currencyHtml(each, digest));
	return page(
		subjectOf(digest),
		`<h1 style="font-size:22px;margin:0">${html(name)}</h1>
<p style="color:${FAINT};margin:4px 0 16px">${documents} documents. Amounts of sales are without tax.</p>
${notReadHtml(digest.notRead)}
${figures.length === 0 ? '<p>No sales.</p>' : figures.join('\n')}
${heading(postedTitle(books))}${list(postedLines(books).map(safe))}
${waitingHtml(digest, timeZone)}
${anomaliesHtml(anomalies, MOST_ANOMALIES)}`,
	);
}
