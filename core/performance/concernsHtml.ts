/** What looks wrong and what could not be read, as parts of a page; all text of others is escaped. */
import type { Anomaly } from '../anomalies/anomaly';
import { clipped, oneLine } from '../slack/blocks';
import { BREAK, FAINT, heading, html, RED } from '../mail/html';

const MOST_ANOMALIES = 50;
const MOST_ORDERS = 8;
const MOST_REASONS = 10;
const LONGEST = 500;

/** Text of others on one line, not endless, as HTML. */
export const safe = (text: string): string => html(clipped(oneLine(text), LONGEST));

function item({ message, fix, orders, count }: Anomaly): string {
	const named = orders.slice(0, MOST_ORDERS).map(({ number }) => number);
	const left = count - named.length;
	const behind =
		named.length === 0
			? ''
			: `<br><span style="color:${FAINT};font-size:12px">Behind it: ${safe(named.join(', '))}${left > 0 ? ` and ${left} more` : ''}</span>`;
	return `<li style="margin-bottom:8px;${BREAK}">${safe(message)}<br><span style="color:${FAINT}"><b>Fix:</b> ${safe(fix)}</span>${behind}</li>`;
}

/** @param most so many are shown; the others are counted */
export function anomaliesHtml(anomalies: readonly Anomaly[], most = MOST_ANOMALIES): string {
	if (anomalies.length === 0) return `${heading('What looks wrong')}<p>Nothing.</p>`;
	const left = anomalies.length - most;
	const more = left > 0 ? `<p style="color:${FAINT}">… and ${left} more in the data</p>` : '';
	return `${heading('What looks wrong')}<ul style="padding-left:20px">${anomalies.slice(0, most).map(item).join('\n')}</ul>${more}`;
}

export function notReadHtml(reasons: readonly string[] = []): string {
	if (reasons.length === 0) return '';
	const items = reasons.slice(0, MOST_REASONS).map((reason) => `<li style="${BREAK}">${safe(reason)}</li>`);
	return `<p style="color:${RED};margin:0">Not read, so not in the figures:</p><ul style="padding-left:20px;margin-top:4px">${items.join('\n')}</ul>`;
}
