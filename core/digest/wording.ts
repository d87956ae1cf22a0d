/** The words that Slack message, mail and text of a digest have in common; text of others is on one line, but not escaped. */
import { clipped, oneLine, plural } from '../slack/blocks';
import { dayName } from '../performance/periods';
import { readableCount } from '../performance/texts';
import { salesLine } from '../performance/wording';
import { localDate } from '../time/zones';
import type { Books, DailyDigest, WaitingEvent } from './digest';

const LONGEST_SUBJECT = 120;
const LONGEST_NUMBER = 40;

/** "sales receipt" of "SalesReceipt" */
const kindName = (documentType: string): string =>
	documentType.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();

const sumOf = ({ posted }: Books): number => posted.reduce((sum, { count }) => sum + count, 0);

export function postedTitle(books: Books): string {
	const time = `in the last ${plural(books.hours, 'hour')}`;
	const sum = sumOf(books);
	return sum === 0 ? `Nothing was posted ${time}` : `Posted ${time}: ${readableCount(sum)}`;
}

/** "QuickBooks Online: 1 refund receipt, 3 sales receipts", one line a ledger */
export function postedLines({ posted }: Books): string[] {
	const ledgers = new Map<string, string[]>();
	for (const { ledger, documentType, count } of posted) {
		const kinds = ledgers.get(ledger) ?? [];
		ledgers.set(ledger, [...kinds, plural(count, kindName(documentType))]);
	}
	return [...ledgers].map(([ledger, kinds]) => `${oneLine(ledger)}: ${kinds.join(', ')}`);
}

const waitingCount = ({ waiting: { count, orMore } }: Books): string =>
	`${readableCount(count)}${orMore ? ' or more' : ''}`;

export function waitingTitle(books: Books): string {
	const { count, new: fresh } = books.waiting;
	if (count === 0) return 'Nothing is held';
	return `Held or failed: ${waitingCount(books)}${fresh === 0 ? '' : `, ${readableCount(fresh)} of them new`}`;
}

/** "#1001, held since 2 Mar": the day in the time zone of the books */
export function waitingName({ orderNumber, status, since }: WaitingEvent, timeZone: string): string {
	const number = clipped(oneLine(orderNumber), LONGEST_NUMBER);
	const day = dayName(localDate(since, timeZone));
	const what = status === 'held' ? `held since ${day}` : `failed on ${day}`;
	return `${number === '' ? 'Without an order number' : number}, ${what}`;
}

export function waitingReason({ reason, status }: WaitingEvent): string {
	const text = oneLine(reason);
	if (text !== '') return text;
	return status === 'failed' ? 'the next run tries it again.' : 'no reason was noted.';
}

/** What is not in a message or mail, and where it is. */
export const WHERE_ALL_IS = 'All that waits, with every reason: the node Sync Log, operation List Held.';

export const unusualTitle = ({ anomalies }: Pick<DailyDigest, 'anomalies'>): string =>
	anomalies.length === 0 ? 'Nothing unusual' : `Unusual: ${readableCount(anomalies.length)}`;

/** "2 March 2026: £35.00 net sales, 2 orders. 4 posted, 1 held or failed, nothing unusual" */
export function summaryLine(digest: DailyDigest): string {
	const { name, books, anomalies, notRead = [] } = digest;
	const posted = sumOf(books);
	const parts = [
		posted === 0 ? 'nothing posted' : `${readableCount(posted)} posted`,
		books.waiting.count === 0 ? 'nothing held' : `${waitingCount(books)} held or failed`,
		anomalies.length === 0 ? 'nothing unusual' : `${readableCount(anomalies.length)} unusual`,
		...(notRead.length === 0 ? [] : ['not all could be read']),
	];
	const said = parts.join(', ');
	return `${name}: ${salesLine(digest)}. ${said.charAt(0).toUpperCase()}${said.slice(1)}`;
}

/** The subject of a mail: one line, what needs a person first, nothing of others in it. */
export function subjectOf(digest: DailyDigest): string {
	const { name, books, anomalies, notRead = [] } = digest;
	const parts = [
		...(notRead.length === 0 ? [] : ['not all could be read']),
		...(books.waiting.count === 0 ? [] : [`${waitingCount(books)} held or failed`]),
		...(anomalies.length === 0 ? [] : [`${readableCount(anomalies.length)} unusual`]),
		salesLine(digest),
	];
	return clipped(`StoreLedger, ${name}: ${parts.join(', ')}`, LONGEST_SUBJECT);
}
