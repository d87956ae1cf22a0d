/** One short message a day: the figures, what looks wrong in them, what went into the books and what waits. */
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import {
	booksOf,
	dailyDigest,
	digestHtml,
	digestMessage,
	digestText,
	subjectOf,
	type Books,
} from '../../core/digest';
import { summarizePerformance } from '../../core/performance';
import { systemClock } from '../shared/clock';
import { asNodeError } from '../shared/errors';
import { asItem } from '../shared/outputs';
import { syncLogOf } from '../shared/syncLog';
import { anomaliesOf } from './findAnomalies';
import { picturesOf } from './pictures';
import { notReadOf, readItems } from './readItems';
import { questionOf } from './settings';

const ledgerName = (id: string): string =>
	LEDGER_CONNECTORS.find((connector) => connector.id === id)?.displayName ?? id;

async function booksAt(context: IExecuteFunctions): Promise<Books> {
	const hours = Number(context.getNodeParameter('options.hours', 0, 24));
	return await booksOf(await syncLogOf(context), { now: systemClock.now(), hours, ledgerName });
}

/** @returns summary, review. A day without sales has its digest, too. */
export async function digestItems(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	try {
		const question = questionOf(context, 'day');
		const read = readItems(context);
		const report = { ...summarizePerformance(read.documents, question), ...notReadOf(read) };
		const anomalies = anomaliesOf(context, read.documents, question);
		const digest = dailyDigest(report, anomalies, await booksAt(context));
		const timeZone = context.getTimezone();
		const json = {
			...digest,
			slack: digestMessage(digest, timeZone),
			subject: subjectOf(digest),
			text: digestText(digest, timeZone),
			html: digestHtml(digest, timeZone),
		};
		return [[{ ...asItem(json, 0), ...(await picturesOf(context, report)) }], [...read.review]];
	} catch (error) {
		const failure = asNodeError(context.getNode(), error);
		if (!context.continueOnFail()) throw failure;
		return [[], [{ json: { error: failure.message }, pairedItem: { item: 0 } }]];
	}
}
