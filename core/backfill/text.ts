/** The progress of a history, the gap of an outage and what was posted, for people: sentences and Slack's blocks. */
import { DateTime } from 'luxon';
import { escaped, header, plural, section, type SlackMessage } from '../slack/blocks';
import { withinLimits } from '../slack/withinLimits';
import type { LimitsLeft } from './estimate';
import type { RunsOutcome } from './outcome';

const LONGEST_TEXT = 3_500;
const LONGEST_SECTION = 1_000;

interface Progress extends RunsOutcome {
	readonly finished: boolean;
	readonly number: number;
	readonly of: number;
	readonly from: string;
	readonly to: string;
	readonly percent: number;
	readonly estimatedEnd?: string;
	readonly allowance?: LimitsLeft['allowance'];
}

const local = (instant: string, timeZone: string, format: string): string =>
	DateTime.fromISO(instant, { zone: timeZone }).setLocale('en-GB').toFormat(format);
const day = (instant: string, timeZone: string): string => local(instant, timeZone, 'd LLL yyyy');
/** The last day that is in it: the end itself is not. */
const lastDay = (instant: string, timeZone: string): string =>
	day(new Date(Date.parse(instant) - 1).toISOString(), timeZone);

export const outcomeText = ({ posted, unchanged, held }: RunsOutcome): string =>
	`${posted} posted, ${unchanged} already there, ${held} held for review`;

/** "Window 3 of 12 (1 Mar 2026 to 31 Mar 2026): 812 posted ..." */
export function progressText(progress: Progress, timeZone: string): string {
	const { finished, number, of, from, to, percent, estimatedEnd, allowance } = progress;
	const period = `${day(from, timeZone)} to ${lastDay(to, timeZone)}`;
	const outcome = outcomeText(progress);
	if (finished) return `Done, all ${plural(of, 'window')} (${period}): ${outcome}.`;
	const end =
		estimatedEnd === undefined
			? ''
			: ` Done about ${local(estimatedEnd, timeZone, 'd LLL yyyy HH:mm')} (${timeZone}).`;
	const metered =
		allowance === undefined
			? ''
			: ` ${allowance.used} of ${allowance.most} ${allowance.name} of the month are used.`;
	return `Window ${number} of ${of} (${period}), ${percent}% done: ${outcome} so far.${end}${metered}`;
}

/** @param title one of ours @returns what Slack's incoming webhooks take */
export function reportMessage(title: string, text: string, { held }: RunsOutcome): SlackMessage {
	const fix =
		held === 0
			? []
			: ['What is held has its reason and fix in the sync log: run *Sync Log* with the operation List Held.'];
	return withinLimits({
		text: `StoreLedger: ${title}. ${escaped(text, LONGEST_TEXT)}`,
		blocks: [header(title), section(escaped(text, LONGEST_SECTION), fix, 3)],
	});
}
