/** Payouts against bank lines, with what is open from earlier runs. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { postedKeys, reconcile, reconcileMessage } from '../../core/reconcile';
import { systemClock } from '../shared/clock';
import { asItem } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';
import { itemOfMatch, matchItem, type Outputs } from './outputs';
import type { ReadItems } from './readItems';
import { asOf, bankTextsOf, comparedLedger, holidaysOf, textOf } from './settings';

export async function reconcileItems(
	context: IExecuteFunctions,
	read: ReadItems,
	outputs: Outputs,
): Promise<void> {
	const syncLog = sharedSyncLog();
	const until = asOf(context, systemClock.now());
	const compared = comparedLedger(context);
	const result = await reconcile(read, {
		syncLog,
		books: textOf(context, 'books'),
		asOf: until,
		holidays: holidaysOf(context),
		bankTexts: bankTextsOf(context),
		...(compared === undefined
			? {}
			: { posted: async (keys: readonly string[]) => await postedKeys(syncLog, keys, compared.ledger) }),
	});
	for (const { document, output } of result.documents)
		outputs[output].push(matchItem(document, output, itemOfMatch(read, document)));
	if (context.getNodeParameter('options.otherLines', 0, false) === true)
		outputs.unmatched.push(...result.others.map((line) => asItem(line, read.itemOf.get(line.id) ?? 0)));
	const counts = { matched: 0, unmatched: 0, review: 0 };
	for (const { output } of result.documents) counts[output]++;
	outputs.summary.push(
		asItem(
			{
				type: 'ReconciliationSummary',
				asOf: until,
				...counts,
				waiting: result.waiting.length,
				otherLines: result.others.length,
				slack: reconcileMessage(result.documents, result.waiting.length, until),
			},
			0,
		),
	);
}
