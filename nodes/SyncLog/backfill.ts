/** Long histories in windows, and catching up after an outage. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import {
	findGap,
	nextWindow,
	outcomeSince,
	outcomeText,
	reportMessage,
	type HistoryQuestion,
} from '../../core/backfill';
import type { SyncLog, SyncRecord } from '../../core/posting/syncLog';
import { systemClock } from '../shared/clock';
import { quotaScopeOf } from '../shared/ledgers';
import { asItem } from '../shared/outputs';
import { instantAt } from './question';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const textAt = (context: IExecuteFunctions, name: string, item: number): string =>
	String(context.getNodeParameter(name, item, '') ?? '').trim();

const optionalInstant = (context: IExecuteFunctions, name: string, item: number, what: string) =>
	textAt(context, name, item) === '' ? undefined : instantAt(context, name, item, what);

/** A ledger's limits, by one of its records. */
function companyOf({ ledger, tenant }: SyncRecord): ReturnType<HistoryQuestion['companyOf']> {
	const connector = LEDGER_CONNECTORS.find(({ id }) => id === ledger);
	return connector && { ledger, quota: connector.quota, scope: quotaScopeOf(ledger, tenant) };
}

/** @throws RangeError a period that cannot be cut */
export async function windowItem(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	item: number,
): Promise<INodeExecutionData[]> {
	const to = optionalInstant(context, 'historyTo', item, 'the end of the history');
	const zone = textAt(context, 'timeZone', item);
	const { id, name } = context.getWorkflow();
	const window = await nextWindow(syncLog, {
		id: `${id ?? ''}/${context.getNode().name}`,
		workflow: name ?? '',
		from: instantAt(context, 'historyFrom', item, 'the beginning of the history'),
		...(to === undefined ? {} : { to }),
		days: Number(context.getNodeParameter('windowDays', item)),
		timeZone: zone === '' ? context.getTimezone() : zone,
		finished: context.getNodeParameter('finished', item) === true,
		startOver: context.getNodeParameter('startOver', item) === true,
		now: systemClock.now(),
		companyOf,
	});
	context.logger.info(`StoreLedger "${context.getNode().name}": ${window.text}`);
	const title = window.finished ? 'History imported' : 'Importing a history';
	return [asItem({ ...window, slack: reportMessage(title, window.text, window) }, item)];
}

export async function gapItem(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	item: number,
): Promise<INodeExecutionData[]> {
	const since = optionalInstant(context, 'nothingSince', item, 'the beginning of the outage');
	const gap = await findGap(syncLog, {
		now: systemClock.now(),
		overlapMs: Number(context.getNodeParameter('overlapHours', item)) * HOUR_MS,
		lookBackMs: Number(context.getNodeParameter('lookBackDays', item)) * DAY_MS,
		timeZone: context.getTimezone(),
		...(since === undefined ? {} : { since }),
	});
	return [asItem(gap, item)];
}

export async function outcomeItem(
	context: IExecuteFunctions,
	syncLog: SyncLog,
	item: number,
): Promise<INodeExecutionData[]> {
	const since = instantAt(context, 'outcomeSince', item, 'the time from which it is counted');
	const outcome = await outcomeSince(syncLog, context.getWorkflow().name ?? '', since);
	const { text: before } = context.getInputData()[item]?.json ?? {};
	const problems = textAt(context, 'problems', item);
	const text = [typeof before === 'string' ? before : '', `${outcomeText(outcome)}.`, problems]
		.filter((part) => part !== '')
		.join(' ');
	const title =
		problems !== ''
			? 'Not everything could be read'
			: outcome.held > 0
				? `${outcome.held} held for review`
				: outcome.posted > 0
					? `${outcome.posted} posted that were missing`
					: 'Nothing was missing';
	return [
		asItem({ type: 'Outcome', since, ...outcome, text, slack: reportMessage(title, text, outcome) }, item),
	];
}
