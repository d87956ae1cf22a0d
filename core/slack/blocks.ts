/**
 * What messages for Slack are made of: Block Kit within its limits (50 blocks, 150 characters in a header, 3,000 in a section;
 * https://docs.slack.dev/reference/block-kit/blocks), and text of others made harmless.
 */
import type { SlackBlock } from './message';

export type { SlackBlock, SlackMessage, SlackText } from './message';

const LONGEST_HEADER = 150;
const LONGEST_SECTION = 3_000;
const LONGEST_LINK = 300;

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

/** Marks that turn the direction of all that follows. */
const TURNING = /[\u202A-\u202E\u2066-\u2069]/g;

/** Text of others on one line: control characters and halves of emoji are no text, and take six characters each in JSON. */
export const oneLine = (text: string): string =>
	text
		.replace(/[\s\p{Cc}\p{Cs}]+/gu, ' ')
		.replace(TURNING, '')
		.trim();

/** Text of others on one line, with nothing in it that Slack takes for its own marks, and no longer than `most` then. */
export function escaped(text: string, most: number): string {
	let kept = '';
	for (const character of oneLine(text)) {
		const next = ESCAPES[character] ?? character;
		if (kept.length + next.length > most - 1) return `${kept}…`;
		kept += next;
	}
	return kept;
}

export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;

/** The first block of a message. @param title after our name; as it is, a header knows no marks */
export const header = (title: string): SlackBlock => ({
	type: 'header',
	text: { type: 'plain_text', text: clipped(`StoreLedger: ${title}`, LONGEST_HEADER) },
});

/** A line of small print. @param text what it has of others is escaped */
export const context = (text: string): SlackBlock => ({
	type: 'context',
	elements: [{ type: 'mrkdwn', text }],
});

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

/** A link that opens a web address; nothing for what is none. The text is ours. */
export function link(url: unknown, text: string): string {
	if (typeof url !== 'string' || !URL.canParse(url)) return '';
	const { protocol, href } = new URL(url);
	if (protocol !== 'https:' && protocol !== 'http:') return '';
	const safe = href.replace(/[|<>]/g, encodeURIComponent).replace(/&/g, '&amp;');
	return safe.length > LONGEST_LINK ? '' : ` <${safe}|${text}>`;
}
