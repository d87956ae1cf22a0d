/**
 * A health report as a complete e-mail: tables and inline styles, no scripts, nothing from elsewhere, all text of others escaped.
 * It reads well at the width of a mail (600 pixels) and in a browser.
 */
import type { Finding } from '../findings/finding';
import { BREAK, cards, FAINT, GREEN, heading, html, INK, LINE, page, RED } from '../mail/html';
import type { HealthCheck } from './check';
import type { HealthReport, HealthStatus, KnownFinding, StoreHealth } from './report';
import {
	byFix,
	changesLine,
	countText,
	dayOf,
	HEADLINES,
	inTrouble,
	lastSyncLine,
	leftOut,
	subjectOf,
} from './wording';

const AMBER = '#b45309';
/** so many findings of a check are shown, fewer where the mail would be too long */
const ROOMS = [40, 20, 10, 5, 2] as const;
/** Gmail cuts a mail at 102 kB */
const LONGEST_BYTES = 95_000;
const MOST_STORES = 50;

const COLOURS: Readonly<Record<HealthStatus | HealthCheck['status'], string>> = {
	healthy: GREEN,
	warnings: AMBER,
	errors: RED,
	ok: GREEN,
	warning: AMBER,
	error: RED,
	notChecked: FAINT,
};
const WORDS: Readonly<Record<HealthCheck['status'], string>> = {
	ok: 'Nothing found',
	warning: 'Warning',
	error: 'Error',
	notChecked: 'Not checked',
};

/** Web addresses only; anything else is no link. */
function anchor(url: unknown, text: string): string {
	if (typeof url !== 'string' || !URL.canParse(url)) return '';
	const { protocol, href } = new URL(url);
	if (protocol !== 'https:' && protocol !== 'http:') return '';
	return ` <a href="${html(href)}" style="color:${INK}">${html(text)}</a>`;
}

function banner(report: HealthReport): string {
	const { status, period } = report;
	const notes = [`${dayOf(period.from)} to ${dayOf(period.to)}`, changesLine(report), lastSyncLine(report)];
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse"><tr><td style="border-left:6px solid ${COLOURS[status]};padding:4px 0 4px 14px"><h1 style="font-size:22px;margin:0">${html(HEADLINES[status])}</h1><p style="color:${FAINT};margin:4px 0 0">${html(notes.filter((note) => note !== '').join(' · '))}</p></td></tr></table>`;
}

const sumOf = (stores: readonly StoreHealth[], of: 'posted' | 'held' | 'failed'): string =>
	String(stores.reduce((sum, store) => sum + store[of], 0));

function figures({ stores, checks }: HealthReport): string {
	const noteOf = ({ before }: HealthCheck): string[] => (before === undefined ? [] : [`${before} before`]);
	const named = (id: HealthCheck['id'], title: string, value?: string) => {
		const check = checks.find((each) => each.id === id);
		if (check === undefined) return [];
		const shown = check.status === 'notChecked' ? 'not checked' : (value ?? String(check.count));
		return [{ title, value: shown, notes: noteOf(check) }];
	};
	return cards([
		...named('activity', 'Posted', sumOf(stores, 'posted')),
		...named('held', 'Held'),
		...named('failed', 'Failed'),
		...named('missing', 'Missing'),
		...named('duplicates', 'Doubled'),
		...named('productCodes', 'Product codes'),
	]);
}

function storeTable(stores: readonly StoreHealth[]): string {
	if (stores.length === 0) return '<p>Nothing was posted in this time.</p>';
	const cell = `padding:6px 8px;border-bottom:1px solid ${LINE}`;
	const heads = ['Store or gateway', 'Posted', 'Unchanged', 'Held', 'Failed'];
	const head = heads
		.map(
			(text, index) =>
				`<th ${index === 0 ? 'width="40%"' : 'width="15%"'} style="${cell};text-align:${index === 0 ? 'left' : 'right'};color:${FAINT};font-size:12px">${html(text)}</th>`,
		)
		.join('');
	const rows = stores.slice(0, MOST_STORES).map(({ store, ledger, posted, unchanged, held, failed }) => {
		const numbers = [posted, unchanged, held, failed]
			.map((count) => `<td style="${cell};text-align:right;${BREAK}">${count}</td>`)
			.join('');
		return `<tr><td style="${cell};${BREAK}">${html(store)}<br><span style="color:${FAINT};font-size:12px">to ${html(ledger)}</span></td>${numbers}</tr>`;
	});
	const left = stores.length - rows.length;
	const more = left > 0 ? `<p style="color:${FAINT}">… and ${left} more</p>` : '';
	return `<table width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed;font-size:14px"><tr>${head}</tr>${rows.join('\n')}</table>${more}`;
}

const findingItem = ({ message, severity, evidence }: Finding): string =>
	`<tr><td width="10" valign="top" style="padding:4px 8px 4px 0;color:${severity === 'error' ? RED : AMBER}">&#9679;</td><td style="padding:4px 0;${BREAK}">${html(message)}${anchor(evidence?.['url'], 'Open')}</td></tr>`;

const fixItem = (fix: string): string =>
	`<tr><td></td><td style="padding:2px 0 10px;color:${FAINT};${BREAK}"><b>Fix:</b> ${html(fix)}</td></tr>`;

function checkSection(check: HealthCheck, most: number): string {
	const { title, status, checked, findings, links = [] } = check;
	const shown = findings.slice(0, most);
	const items = [...byFix(shown)].flatMap(([fix, those]) => [...those.map(findingItem), fixItem(fix)]);
	const more = leftOut(findings.length, shown.length);
	const where = links.map(({ url, text }) => anchor(url, text)).join('');
	return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed;margin-top:24px"><tr><td style="border-top:3px solid ${COLOURS[status]};padding-top:8px;${BREAK}"><span style="font-size:16px;font-weight:600">${html(title)}</span> <span style="color:${COLOURS[status]};font-weight:600">${html(WORDS[status])}: ${html(countText(check))}</span><p style="color:${FAINT};margin:4px 0 6px">${html(checked)}${where}</p></td></tr></table>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed">${items.join('\n')}</table>${more === '' ? '' : `<p style="color:${FAINT};margin:0">${html(more)}</p>`}`;
}

function changeList(title: string, known: readonly KnownFinding[]): string {
	if (known.length === 0) return '';
	const items = known.map(({ message }) => `<li style="${BREAK}">${html(message)}</li>`).join('\n');
	return `${heading(title)}<ul style="margin:0;padding-left:20px">${items}</ul>`;
}

/** All others in one table: what was looked at, although nothing was found. */
function restTable(checks: readonly HealthCheck[]): string {
	if (checks.length === 0) return '';
	const cell = `padding:6px 8px 6px 0;border-bottom:1px solid ${LINE};vertical-align:top`;
	const rows = checks.map(
		({ title, status, checked }) =>
			`<tr><td width="30%" style="${cell}"><b>${html(title)}</b><br><span style="color:${COLOURS[status]};font-size:12px">${html(WORDS[status])}</span></td><td style="${cell};color:${FAINT};${BREAK}">${html(checked)}</td></tr>`,
	);
	return `${heading('Also looked at')}<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="border-collapse:collapse;table-layout:fixed;font-size:13px">${rows.join('\n')}</table>`;
}

function build(report: HealthReport, most: number): string {
	const { checks, changes, stores } = report;
	const rest = checks.filter(({ status }) => status === 'ok' || status === 'notChecked');
	const trouble = inTrouble(report).map((check) => checkSection(check, most));
	return page(
		subjectOf(report),
		`${banner(report)}
<div style="margin-top:16px">${figures(report)}</div>
${trouble.join('\n')}
${changeList('New since the last report', (changes?.new ?? []).slice(0, most))}
${changeList('Gone since the last report', (changes?.gone ?? []).slice(0, most))}
${heading('Stores and ledgers')}${storeTable(stores)}
${restTable(rest)}`,
	);
}

/** @returns a whole page; text of shops and ledgers in it is escaped */
export function healthHtml(report: HealthReport): string {
	let mail = '';
	for (const most of ROOMS) {
		mail = build(report, most);
		if (new TextEncoder().encode(mail).length <= LONGEST_BYTES) break;
	}
	return mail;
}
