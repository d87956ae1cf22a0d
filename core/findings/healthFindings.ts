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
	GONE_FROM_LEDGER: entry(
		'error',
		'{document} of order {order} ({amount}) was posted to {ledger}, but it is {state} there now.',
		'If that was right, undo it in the poster too (operation Undo). Otherwise undo it and post the order again.',
	),
	CHANGED_IN_LEDGER: entry(
		'warning',
		'{document} of order {order} has been changed in {ledger}: {changes}.',
		'Correct it in the ledger, or note there why it is right.',
	),
	BOOKED_TWICE: entry(
		'error',
		'{document} of order {order} ({amount}) is twice in {ledger}: as {one} and as {other}.',
		'Open both in the ledger and void the later one. Then look in the Sync Log node which run has posted it.',
	),
	SECOND_POSTER: entry(
		'error',
		'{other} of {date} over {amount} in {ledger}, entered by {by}, is {what}, which is booked as {document} already.',
		'Void {other}, and switch off what has made it: another connector for the same shop, or a rule of the bank feed.',
	),
	PERHAPS_SECOND_POSTER: entry(
		'warning',
		'{other} of {date} over {amount} in {ledger}, entered by {by}, may be {what}, which is booked as {document}: the amounts are the same.',
		'Open both in the ledger. If they are the same sale, void {other}, and switch off what has made it.',
	),
	POSTING_FAILED: entry(
		'warning',
		'{count} documents could not be posted to {ledger}, the oldest for {days} days: {examples}.',
		'They are tried again with the next delivery. If that was long ago, look at the executions of the workflow, then use "Try Again" of the Sync Log node.',
	),
	RETRIED_OFTEN: entry(
		'warning',
		'{document} of order {order} took {attempts} attempts to reach {ledger}.',
		'If there are many, the ledger or the network is slow: post in smaller parts, and not while others use the ledger.',
	),
	TRIGGER_STALE: entry(
		'error',
		'{trigger} has not looked for news for {hours} hours.',
		'Check that its workflow is active, and that its last execution did not fail.',
	),
	WEBHOOKS_REMADE: entry(
		'warning',
		'Webhooks of {store} were made again {count} times since {since}, the last time at {lastAt}: the shop had dropped or stopped them.',
		'Check that the shop can reach this n8n at its webhook address and gets an answer within seconds. Until then the sweep finds every order, a little later.',
	),
	WEBHOOKS_SILENT: entry(
		'warning',
		'No webhook has reached {trigger} since {since}, but its sweep has found {count} documents that one should have told of.',
		"Check that the shop can reach this n8n at its webhook address (WEBHOOK_URL), and look at the deliveries in the shop's settings. Nothing is missing: the sweep finds every order, a little later.",
	),
	PERIOD_WAITING: entry(
		'warning',
		'{count} documents of {period} wait in {ledger} (company {tenant}) until that period is open; when they came, the books were closed until {closedUntil}.',
		'Ask your accountant to open the period. The next run of a poster for this company then posts them, also one with the operation Post Waiting Documents that a schedule starts.',
	),
	PERIOD_CLOSED_AHEAD: entry(
		'error',
		'The books of {ledger} are closed until {closedUntil}, which is not over yet: nothing of these days can be posted.',
		'Check the closing date in {ledger}: it is usually the end of a past month.',
	),
	HELD_IN_CLOSED_PERIOD: entry(
		'warning',
		'{count} documents that are held are of {period}, which is closed in {ledger} (until {closedUntil}): {examples}.',
		'Mending the reason is not enough: ask your accountant to open the period, or let the poster date them into the open one (option "Closed Periods").',
	),
	HELD_BEFORE_CLOSE: entry(
		'warning',
		'{count} documents that are held are of {period}, a month that is over and will be closed: {examples}.',
		'Settle them before the month is closed in the ledger.',
	),
	CREDENTIAL_REFUSED: entry(
		'error',
		'{of} refuses the credential "{credential}": {problem}',
		'Open the credential in n8n, connect it again and save. Then run the workflows that use it; nothing is posted twice.',
	),
	CREDENTIAL_EXPIRES: entry(
		'warning',
		'The credential "{credential}" of {of} ends on {on} unless it is used or connected again ({days} days left).',
		'Open the credential in n8n and connect it again, or see that its workflow runs: each use prolongs it.',
	),
	CREDENTIAL_EXPIRED: entry(
		'error',
		'The credential "{credential}" of {of} has ended on {on}.',
		'Open the credential in n8n, connect it again and save.',
	),
	LIMIT_NEARLY_USED: entry(
		'warning',
		'{used} of {most} calls a {window} of {ledger} are used now ({percent} %).',
		'Other programs may use the same limit. Post in smaller parts or at another time of day; nothing is lost, calls wait for their turn.',
	),
	CLEARING_OLD: entry(
		'warning',
		'{amount} stand on "{account}" since {since} without a payout that settles them ({days} days): {examples}.',
		'Check that the payouts of these days were posted (the Payouts Trigger of the gateway), and what the Payout Reconciler says about them.',
	),
	ROUNDING_OVER_BUDGET: entry(
		'warning',
		'{amount} went to the rounding account for {count} documents of {store}, more than the {budget} that are usual.',
		'Look at the documents with the largest differences: {examples}. Usually the shop rounds its taxes on each line and the totals do not follow.',
	),
	TAX_DIFFERS_IN_LEDGER: entry(
		'error',
		'{document} of order {order} has the tax {actual} in {ledger}, but the shop has charged {expected}.',
		'Open the document in the ledger. Usually a tax code was changed there, or its rate does not fit the date. Correct it, and the rule in the Tax Resolver.',
	),
	TAX_RATE_MOVED: entry(
		'warning',
		'The tax of {store} is {rate} % of its sales, after {before} % before: {points} points {direction}.',
		'Look at what was sold: new products without a tax class, another country, or a changed tax setting in the shop are the usual reasons.',
	),
	CHECK_FAILED: entry(
		'warning',
		'This could not be checked in full: {problem}',
		'Mend what the sentence names, then run the check again. The other checks were made.',
	),
	SYNC_LOG_NOT_SHARED: entry(
		'warning',
		'n8n runs in queue mode, but the sync log is a file of this machine: a worker on another machine would not know what was posted here.',
		'Name a PostgreSQL database for the sync log (docs/queue-mode.md). With all of n8n on one machine and one disk, the file will do.',
	),
	SYNC_STALE: entry(
		'error',
		'Nothing was synced for {hours} hours.',
		'Check that the workflow is active and its last execution did not fail.',
	),
} as const;
