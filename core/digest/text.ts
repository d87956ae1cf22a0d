/** A digest as plain text: the part of a mail for programs without HTML, and for logs. */
import { clipped, oneLine } from '../slack/blocks';
import { figureLines } from '../performance/wording';
import type { DailyDigest } from './digest';
import {
	postedLines,
	postedTitle,
	unusualTitle,
	waitingName,
	waitingReason,
	waitingTitle,
	WHERE_ALL_IS,
} from './wording';

const LONGEST = 500;
const MOST_CURRENCIES = 20;
const MOST_WAITING = 20;
const MOST_ANOMALIES = 20;
const MOST_REASONS = 10;

const plain = (text: string): string => clipped(oneLine(text), LONGEST);
const withFix = (text: string, fix: string): string[] => [
	`- ${plain(text)}`,
	...(oneLine(fix) === '' ? [] : [`  Fix: ${plain(fix)}`]),
];
const more = (count: number, shown: number): string[] =>
	count > shown ? [`… and ${count - shown} more`] : [];

/** @param timeZone IANA name, that of the books */
export function digestText(digest: DailyDigest, timeZone: string): string {
	const { name, unit, currencies, books, anomalies, notRead = [] } = digest;
	const waiting = books.waiting.first.slice(0, MOST_WAITING);
	const unusual = anomalies.slice(0, MOST_ANOMALIES);
	const figures = currencies
		.slice(0, MOST_CURRENCIES)
		.flatMap((each) => [
			...(currencies.length === 1 ? [] : [`Figures in ${each.currency}`]),
			...figureLines(each, unit),
			'',
		]);
	const lines = [
		`StoreLedger: ${name}`,
		'',
		...(notRead.length === 0 ? [] : ['Not read, so not in the figures:']),
		...notRead.slice(0, MOST_REASONS).map((reason) => `- ${plain(reason)}`),
		...(notRead.length === 0 ? [] : ['']),
		...(figures.length === 0 ? ['No sales', ''] : figures),
		postedTitle(books),
		...postedLines(books).map((line) => `- ${plain(line)}`),
		'',
		waitingTitle(books),
		...waiting.flatMap((each) => withFix(`${waitingName(each, timeZone)}: ${waitingReason(each)}`, each.fix)),
		...more(books.waiting.count, waiting.length),
		...(waiting.length === 0 ? [] : [WHERE_ALL_IS]),
		'',
		unusualTitle(digest),
		...unusual.flatMap(({ message, fix }) => withFix(message, fix)),
		...more(anomalies.length, unusual.length),
	];
	return `${lines.join('\n')}\n`;
}
