/**
 * A health report as a message for Slack. Beside the limits of the blocks there is one for all of them together, which Slack does
 * not document: chat.postMessage refuses about 13,200 characters (github.com/slackapi/bolt-js/issues/2509 and 2867). A report that
 * is longer is shown with fewer and shorter lines; it says how many it leaves out.
 */
import type { Finding } from '../findings/finding';
import type { SlackBlock, SlackMessage } from '../slack/message';
import { withinLimits } from '../slack/withinLimits';
import type { HealthCheck } from './check';
import type { HealthReport, KnownFinding, StoreHealth } from './report';
import { clipped, context, escaped, header, link, section } from '../slack/blocks';
import {
	byFix,
	changesLine,
	countText,
	dayOf,
	HEADLINES,
	inTrouble,
	lastSyncLine,
	summaryLine,
	titlesOf,
} from './wording';

/** Slack cuts at 40,000 and advises 4,000 */
const LONGEST_TEXT = 4_000;
/** of all blocks as JSON: well below what chat.postMessage refuses */
const LONGEST_BLOCKS = 10_000;

const SIGNS = {
	healthy: ':white_check_mark:',
	warnings: ':warning:',
	errors: ':red_circle:',
	error: ':red_circle:',
	warning: ':warning:',
} as const;

/** How much of a report is shown: lines of a check, characters of a sentence and of a name, stores. */
interface Room {
	readonly lines: number;
	readonly sentence: number;
	readonly name: number;
	readonly stores: number;
}

const ROOMS: readonly [Room, ...Room[]] = [
	{ lines: 8, sentence: 500, name: 120, stores: 10 },
	{ lines: 5, sentence: 300, name: 80, stores: 10 },
	{ lines: 3, sentence: 220, name: 60, stores: 8 },
	{ lines: 2, sentence: 140, name: 40, stores: 5 },
	{ lines: 1, sentence: 90, name: 30, stores: 3 },
];

const storeLine =
	({ name }: Room) =>
	({ store, ledger, posted, unchanged, held, failed }: StoreHealth): string => {
		const counts = [`${posted} posted`, `${unchanged} unchanged`, `${held} held`, `${failed} failed`];
		return `• ${escaped(store, name)} → ${escaped(ledger, name)}: ${counts.join(', ')}`;
	};

const findingLine = ({ message, evidence }: Finding, { sentence }: Room): string =>
	`• ${escaped(message, sentence)}${link(evidence?.['url'], 'Open')}`;

/** Each fix once, above what it mends. */
function linesOf({ findings }: HealthCheck, room: Room): string[] {
	return [...byFix(findings.slice(0, room.lines))].flatMap(([fix, those]) => [
		...those.map((finding) => findingLine(finding, room)),
		`      _Fix:_ ${escaped(fix, room.sentence)}`,
	]);
}

function checkBlock(check: HealthCheck, room: Room): SlackBlock {
	const { title, status, findings, count } = check;
	const lines = linesOf(check, room);
	const shown = Math.min(findings.length, room.lines);
	// of what is held there is a finding for each reason, and the count is of documents
	const all =
		check.id === 'held' || check.id === 'failed' ? findings.length : Math.max(count, findings.length);
	const sign = status === 'error' ? SIGNS.error : SIGNS.warning;
	const heading = `${sign} ${escaped(title, room.name)}: ${countText(check)}`;
	return section(heading, lines, lines.length, lines.length + Math.max(0, all - shown));
}

function changeBlocks({ changes }: HealthReport, room: Room): SlackBlock[] {
	const list = (title: string, known: readonly KnownFinding[]): SlackBlock[] => {
		const lines = known.map(({ message }) => `• ${escaped(message, Math.min(room.sentence, 160))}`);
		return lines.length === 0 ? [] : [section(title, lines, Math.min(room.lines, 5))];
	};
	// what is new stands above with its fix already
	return changes === undefined ? [] : list('Gone since the last report', changes.gone);
}

function build(report: HealthReport, room: Room): SlackBlock[] {
	const { status, period, stores } = report;
	const notes = [
		`${SIGNS[status]} ${dayOf(period.from)} to ${dayOf(period.to)}`,
		changesLine(report),
		lastSyncLine(report),
	].filter((note) => note !== '');
	const fine = titlesOf(report, 'ok').join(', ');
	const not = titlesOf(report, 'notChecked').join(', ');
	const ends = [
		...(fine === '' ? [] : [`Nothing found: ${fine}.`]),
		...(not === '' ? [] : [`Not checked: ${not}.`]),
	].map((text) => ({ type: 'mrkdwn', text: escaped(text, 600) }) as const);
	const lines = stores.length === 0 ? ['Nothing was posted in this time.'] : stores.map(storeLine(room));
	return [
		header(HEADLINES[status]),
		context(notes.join('  |  ')),
		section('Stores and ledgers', lines, room.stores),
		...inTrouble(report).map((check) => checkBlock(check, room)),
		...changeBlocks(report, room),
		...(ends.length === 0 ? [] : [{ type: 'context', elements: ends } as const]),
	];
}

/** @returns what Slack's incoming webhooks and chat.postMessage take */
export function healthMessage(report: HealthReport): SlackMessage {
	let blocks: SlackBlock[] = [];
	for (const room of ROOMS) {
		blocks = build(report, room);
		if (JSON.stringify(blocks).length <= LONGEST_BLOCKS) break;
	}
	const text = clipped(escaped(summaryLine(report), LONGEST_TEXT), LONGEST_TEXT);
	return withinLimits({ text, blocks });
}
