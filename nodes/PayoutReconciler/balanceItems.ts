/** What is open, and whether shop, gateway and books agree. */
import type { IExecuteFunctions } from 'n8n-workflow';
import { DateTime } from 'luxon';
import type { Payout, PayoutMatch } from '../../core/documents';
import {
	ageing,
	ageingMessage,
	moneyItems,
	postedKeys,
	readPostings,
	tieOut,
	tieOutMessage,
} from '../../core/reconcile';
import { systemClock } from '../shared/clock';
import { asItem } from '../shared/outputs';
import { sharedSyncLog } from '../shared/syncLog';
import { knownPayouts } from './knownPayouts';
import type { Outputs } from './outputs';
import type { ReadItems } from './readItems';
import { asOf, balancesOf, comparedLedger, holidaysOf, periodOf, textOf, timeZoneOf } from './settings';

/** Payouts with the matches that are known of them. */
async function payoutsAndMatches(
	context: IExecuteFunctions,
	read: ReadItems,
): Promise<{ readonly payouts: Payout[]; readonly matches: PayoutMatch[] | undefined }> {
	const payouts = await knownPayouts(context, read);
	const keys = payouts.map(({ id }) => id);
	const kept = await sharedSyncLog().reconcileMatches(textOf(context, 'books'), keys);
	const matches = new Map(kept.map(({ key, content }) => [key, content as PayoutMatch]));
	for (const { match } of read.matches) matches.set(match.id, match);
	// without any match nobody has looked at the bank
	return { payouts, matches: matches.size === 0 ? undefined : [...matches.values()] };
}

export async function ageItems(context: IExecuteFunctions, read: ReadItems, outputs: Outputs): Promise<void> {
	const until = asOf(context, systemClock.now());
	const { payouts, matches } = await payoutsAndMatches(context, read);
	const compared = comparedLedger(context);
	const documents = [...read.documents, ...read.changes];
	const keys = [...documents, ...payouts].map(({ id }) => id);
	const posted =
		compared === undefined ? undefined : await postedKeys(sharedSyncLog(), keys, compared.ledger);
	const balances = ageing({
		documents,
		payouts,
		...(matches === undefined ? {} : { matches }),
		asOf: until,
		ledger: balancesOf(context),
		holidays: holidaysOf(context),
		...(posted === undefined ? {} : { isBooked: (about: string) => posted.has(about) }),
	});
	for (const balance of balances) {
		const isFine = balance.late.count === 0 && balance.ledger?.agrees !== false;
		(isFine ? outputs.matched : outputs.unmatched).push(asItem(balance, 0));
	}
	const slack = ageingMessage(balances, until);
	outputs.summary.push(asItem({ type: 'AgeingSummary', asOf: until, accounts: balances.length, slack }, 0));
}

export async function tieOutItems(
	context: IExecuteFunctions,
	read: ReadItems,
	outputs: Outputs,
): Promise<void> {
	const period = periodOf(context, systemClock.now());
	const zone = timeZoneOf(context);
	const { payouts, matches } = await payoutsAndMatches(context, read);
	const compared = comparedLedger(context);
	const postings =
		compared === undefined
			? undefined
			: await readPostings(
					sharedSyncLog(),
					moneyItems(read.documents),
					payouts.map(({ id }) => id),
					period,
					compared.ledger,
				);
	const results = tieOut({
		documents: read.documents,
		payouts,
		...period,
		...(postings === undefined ? {} : { postings }),
		...(matches === undefined ? {} : { matches }),
		dayOf: (instant) => DateTime.fromISO(instant, { zone }).toFormat('yyyy-MM-dd'),
	});
	for (const result of results) (result.agrees ? outputs.matched : outputs.unmatched).push(asItem(result, 0));
	const agrees = results.every((result) => result.agrees);
	outputs.summary.push(
		asItem({ type: 'TieOutSummary', ...period, agrees, slack: tieOutMessage(results, period) }, 0),
	);
}
