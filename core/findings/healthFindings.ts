/** The findings about the health of the sync: a part of the catalogue. */
import { entry } from './entry';

export const HEALTH_FINDINGS = {
	NEVER_ARRIVED: entry(
		'warning',
		'{document} left the trigger {times} times but never reached a ledger.',
		'Look at the executions of the workflow: a node between trigger and poster may fail or filter it out.',
	),
	MISSING_IN_LEDGER: entry(
		'error',
		'The shop has {document} of {bookedOn}, but the sync log does not.',
		'Read the period again with the "Sales" node; nothing is posted twice.',
	),
	WEBHOOKS_REMADE: entry(
		'warning',
		'Webhooks of {store} were made again {count} times since {since}, the last time at {lastAt}: the shop had dropped or stopped them.',
		'Check that the shop can reach this n8n at its webhook address and gets an answer within seconds. Until then the sweep finds every order, a little later.',
	),
	PERIOD_WAITING: entry(
		'warning',
		'{count} documents of {period} wait in {ledger} (company {tenant}) until that period is open; when they came, the books were closed until {closedUntil}.',
		'Ask your accountant to open the period. The next run of a poster for this company then posts them, also one with the operation Post Waiting Documents that a schedule starts.',
	),
	SYNC_STALE: entry(
		'error',
		'Nothing was synced for {hours} hours.',
		'Check that the workflow is active and its last execution did not fail.',
	),
} as const;
