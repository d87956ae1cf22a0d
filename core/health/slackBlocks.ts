/**
 * A health report as a message for Slack: Block Kit within its limits (50 blocks, 150 characters in a header, 3,000 in a
 * section; https://docs.slack.dev/reference/block-kit/blocks), and plain text for notifications.
 */
import type { Finding } from '../findings/finding';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import type { HealthReport, HealthStatus, HeldReason, StoreHealth } from './report';

export type { SlackBlock, SlackMessage, SlackText } from '../slack/message';

const MOST_STORES = 10;
const MOST_REASONS = 10;
const MOST_LINES = 10;
const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;
/** names and sentences come from shops and ledgers, of any length */
const LONGEST_NAME = 120;
const LONGEST_SENTENCE = 600;
/** Slack cuts at 40,000 and advises 4,000 */
const LONGEST_TEXT = 4_000;

const HEADLINES: Readonly<Record<HealthStatus, string>> = {
	healthy: 'Sync is healthy',
	warnings: 'Sync works, something needs a look',
	errors: 'Sync needs your attention',
};
const SIGNS: Readonly<Record<HealthStatus, string>> = {
	healthy: ':white_check_mark:',
	warnings: ':warning:',
	errors: ':red_circle:',
};

/** Cuts by characters as people count them, so that no emoji is halved; the limits count UTF-16 units. */
export function clipped(text: string, most: number): string {
	if (text.length <= most) return text;
	let kept = '';
	for (const character of text) {
		if (kept.length + character.length > most - 1) break;
		kept += character;
	}
	return `${kept}…`;
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Characters that are not seen: controls, and marks that turn the direction of all that follows. */
const UNSEEN = /[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu;

/** Text of others on one line, with nothing in it that Slack takes for its own marks, and no longer than `most` then. */
export function escaped(text: string, most: number): string {
	let kept = '';
	for (const character of text.replace(/\s+/g, ' ').replace(UNSEEN, '').trim()) {
		const next = ESCAPES[character] ?? character;
		if (kept.length + next.length > most - 1) return `${kept}…`;
		kept += next;
	}
	return kept;
}

const name = (text: string): string => escaped(text, LONGEST_NAME);
const sentence = (text: string): string => escaped(text, LONGEST_SENTENCE);
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
const age = (days: number): string => (days === 0 ? 'since today' : `for up to ${plural(days, 'day')}`);
const day = (instant: string): string => instant.slice(0, 10);

/** As many lines as fit, and how many do not. */
export function section(
	title: string,
	lines: readonly string[],
	most: number,
	total = lines.length,
): SlackBlock {
	let text = `*${title}*`;
	let shown = 0;
	for (const line of lines.slice(0, most)) {
		// room for the last line, which says how many are left out
		if (text.length + line.length > LONGEST_SECTION - 40) break;
		text += `\n${line}`;
		shown++;
	}
	const left = total - shown;
	return { type: 'section', text: { type: 'mrkdwn', text: left > 0 ? `${text}\n… and ${left} more` : text } };
}

function storeLine({ store, ledger, posted, unchanged, held, failed }: StoreHealth): string {
	const counts = [`${posted} posted`, `${unchanged} unchanged`, `${held} held`, `${failed} failed`];
	return `• ${name(store)} → ${name(ledger)}: ${counts.join(', ')}`;
}

function reasonLine({ count, oldestDays, message, fix, examples }: HeldReason): string {
	const orders = examples.map(name).join(', ');
	return `• ${count} × ${sentence(message)} (${age(oldestDays)}: ${orders})\n      _Fix:_ ${sentence(fix)}`;
}

const messageLine = ({ message }: Finding): string => `• ${sentence(message)}`;

/** The fix is the same for all of a kind, and stands once. */
const withFix = (findings: readonly Finding[]): string[] =>
	findings[0] === undefined ? [] : [`_Fix:_ ${sentence(findings[0].fix)}`, ...findings.map(messageLine)];

function problemBlocks({
	stale,
	missing,
	held,
	failed,
	lost,
	webhooks,
	waiting,
	closedPeriods,
	allowances = [],
	setup = [],
}: HealthReport): SlackBlock[] {
	const blocks: SlackBlock[] = [];
	if (stale !== undefined) blocks.push(section('Standing still', withFix([stale]), 2));
	if (missing !== undefined && missing.findings.length > 0) {
		const worth = missing.amounts.map(({ amount, currency }) => `${amount} ${currency}`).join(', ');
		const title = `${plural(missing.findings.length, 'document')} missing in the books${worth === '' ? '' : ` (${name(worth)})`}`;
		blocks.push(section(title, withFix(missing.findings), MOST_LINES + 1, missing.findings.length + 1));
	}
	if (held.count > 0) {
		const title = `${plural(held.count, 'document')} held, ${age(held.oldestDays)}`;
		blocks.push(section(title, held.reasons.map(reasonLine), MOST_REASONS));
	}
	if (failed.count > 0) {
		const title = `${plural(failed.count, 'document')} failed, ${age(failed.oldestDays)}`;
		const orders = failed.examples.map(name).join(', ');
		blocks.push(section(title, [`They are tried again with the next delivery: ${orders}`], 1));
	}
	if (lost.length > 0) {
		const title = `${plural(lost.length, 'document')} never reached a ledger`;
		blocks.push(section(title, withFix(lost), MOST_LINES + 1, lost.length + 1));
	}
	if (webhooks.length > 0) {
		blocks.push(section('Webhooks', withFix(webhooks), MOST_LINES + 1, webhooks.length + 1));
	}
	if (waiting.overdue.length > 0) {
		const { overdue } = waiting;
		blocks.push(section('Summaries not made', withFix(overdue), MOST_LINES + 1, overdue.length + 1));
	}
	if (closedPeriods.count > 0) {
		const title = `${plural(closedPeriods.count, 'document')} waiting for a closed period`;
		const { periods } = closedPeriods;
		blocks.push(section(title, withFix(periods), MOST_LINES + 1, periods.length + 1));
	}
	if (setup.length > 0)
		blocks.push(
			section(
				'Set-up',
				setup.flatMap((each) => withFix([each])),
				MOST_LINES + 1,
				setup.length + 1,
			),
		);
	if (allowances.length > 0) {
		blocks.push(section('Allowances', withFix(allowances), MOST_LINES + 1, allowances.length + 1));
	}
	return blocks;
}

/** One line for the notification. */
function summary({
	status,
	stores,
	held,
	failed,
	missing,
	lost,
	webhooks,
	waiting,
	closedPeriods,
	stale,
}: HealthReport): string {
	const posted = stores.reduce((sum, store) => sum + store.posted, 0);
	const parts = [
		`${posted} posted`,
		...(held.count > 0 ? [`${held.count} held`] : []),
		...(failed.count > 0 ? [`${failed.count} failed`] : []),
		...(missing === undefined ? [] : [`${missing.findings.length} missing`]),
		...(lost.length > 0 ? [`${lost.length} never arrived`] : []),
		...(webhooks.length > 0 ? ['webhooks made again'] : []),
		...(waiting.overdue.length > 0
			? [`${waiting.overdue.length === 1 ? '1 summary' : `${waiting.overdue.length} summaries`} not made`]
			: []),
		...(closedPeriods.count > 0 ? [`${closedPeriods.count} waiting for a closed period`] : []),
		...(stale === undefined ? [] : [stale.message]),
	];
	return clipped(`${HEADLINES[status]}: ${parts.join(', ')}`, LONGEST_TEXT);
}

/** @returns what Slack's incoming webhooks and chat.postMessage take */
export function slackBlocks(report: HealthReport): SlackMessage {
	const { status, period, stores, missing, waiting, lastSuccess } = report;
	const notes = [
		`${SIGNS[status]} ${day(period.from)} to ${day(period.to)}`,
		...(missing === undefined ? [] : [`${plural(missing.compared, 'document')} of the shop compared`]),
		...(waiting.count === 0 ? [] : [`${plural(waiting.count, 'event')} waiting for a summary`]),
		...(lastSuccess === undefined ? [] : [`last sync ${lastSuccess.slice(0, 16).replace('T', ' ')} UTC`]),
	];
	const lines = stores.length === 0 ? ['Nothing was posted in this time.'] : stores.map(storeLine);
	return withinLimits({
		text: summary(report),
		blocks: [
			{
				type: 'header',
				text: { type: 'plain_text', text: clipped(`StoreLedger: ${HEADLINES[status]}`, LONGEST_HEADER) },
			},
			{ type: 'context', elements: [{ type: 'mrkdwn', text: notes.join('  |  ') }] },
			section('Stores and ledgers', lines, MOST_STORES),
			...problemBlocks(report),
		],
	});
}
