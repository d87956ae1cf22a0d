/** A digest as a message for Slack, within the limits of Block Kit whatever the day was. */
import { clipped, context, escaped, header, plural, section } from '../slack/blocks';
import { figuresSection, notReadBlocks } from '../performance/slackMessage';
import { MOST_CURRENCIES } from '../performance/wording';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import type { DailyDigest } from './digest';
import {
	postedLines,
	postedTitle,
	summaryLine,
	unusualTitle,
	waitingName,
	waitingReason,
	waitingTitle,
	WHERE_ALL_IS,
} from './wording';

const LONGEST_TEXT = 4_000;
const LONGEST_NAME = 80;
const LONGEST_REASON = 200;
const LONGEST_FIX = 150;
/** what a person reads in a chat */
const MOST_LEDGERS = 10;
const MOST_WAITING = 10;
const MOST_ANOMALIES = 5;

const withFix = (text: string, fix: string): string => {
	const mended = escaped(fix, LONGEST_FIX);
	return mended === '' ? `• ${text}` : `• ${text}\n    _Fix:_ ${mended}`;
};

function waitingBlocks({ books }: DailyDigest, timeZone: string): SlackBlock[] {
	const { count, first } = books.waiting;
	const lines = first
		.slice(0, MOST_WAITING)
		.map((each) =>
			withFix(
				`*${escaped(waitingName(each, timeZone), LONGEST_NAME)}*: ${escaped(waitingReason(each), LONGEST_REASON)}`,
				each.fix,
			),
		);
	return [
		section(waitingTitle(books), lines, MOST_WAITING, count),
		...(count === 0 ? [] : [context(WHERE_ALL_IS)]),
	];
}

function unusualBlock(digest: DailyDigest): SlackBlock {
	const lines = digest.anomalies
		.slice(0, MOST_ANOMALIES)
		.map(({ message, fix }) => withFix(escaped(message, LONGEST_REASON), fix));
	return section(unusualTitle(digest), lines, MOST_ANOMALIES, digest.anomalies.length);
}

/**
 * @param timeZone IANA name, that of the books
 * @returns what Slack's incoming webhooks and chat.postMessage take
 */
export function digestMessage(digest: DailyDigest, timeZone: string): SlackMessage {
	const { name, unit, documents, currencies, books } = digest;
	const shown = currencies.slice(0, MOST_CURRENCIES);
	const left = currencies.length - shown.length;
	const posted = postedLines(books).map((line) => `• ${escaped(line, LONGEST_REASON)}`);
	return withinLimits({
		text: clipped(`StoreLedger, ${summaryLine(digest)}`, LONGEST_TEXT),
		blocks: [
			header(name),
			...notReadBlocks(digest.notRead),
			...(shown.length === 0 ? [section('No sales', [], 0)] : []),
			...shown.map((each) => figuresSection(each, unit, currencies.length === 1)),
			...(left > 0 ? [context(`${left} more currencies in the data`)] : []),
			section(postedTitle(books), posted, MOST_LEDGERS),
			...waitingBlocks(digest, timeZone),
			unusualBlock(digest),
			context(plural(documents, 'document')),
		],
	});
}
