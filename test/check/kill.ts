/**
 * A week of a real shop in a real n8n, of which a part is killed twice on the way: nothing is lost, nothing is doubled, the trial
 * balance is equal to the cent. Run by `npm run check:kill -- main|worker|postgres|redis` (several one after the other; all
 * without a name); the end-to-end tests do the same with the built-in day book.
 */
import { existsSync } from 'node:fs';
import { readDayBook } from '../../lab/daybook/readDayBook';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { expectedEvents } from '../../lab/demo/arrivals';
import { killWhilePosting, VICTIMS, type Victim } from '../support/killing';
import { findPostgres } from '../support/postgres';
import { findRedis } from '../support/redis';
import { shared } from '../support/shared';

const WEEK = shared('data/online-retail/daybook-2010-12-first-week.ndjson.gz');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

function isPossible(victim: Victim): boolean {
	const missing = victim !== 'main' && (findPostgres() === undefined || findRedis() === undefined);
	if (missing) say(`${victim}: skipped, no PostgreSQL or no Redis was found.`);
	return !missing;
}

/** @returns whether the books are equal */
async function check(victim: Victim): Promise<boolean> {
	const dayBook = await readDayBook(WEEK);
	const due = Object.values(expectedEvents(expectedBooks(dayBook).counts)).reduce((sum, n) => sum + n, 0);
	say(`${victim}: ${due} events of a week of a real shop`);
	const { report, killedAt, seconds, executions } = await killWhilePosting(victim, {
		dayBook,
		at: [Math.round(due / 6), Math.round((due * 3) / 5)],
		// some answers of the ledger are lost after it has done the work, some come late
		faults: 'serverErrorAfter=0.1,slow=0.3,slowMs=1000,seed=11',
		readAgain: true,
		say: (text) => say(`  ${text}`),
	});
	const { missing, duplicates, differences, held, again, equal } = report;
	const isGood = equal && held.length === 0;
	say(
		`${victim}: killed at ${killedAt.join(' and ')} of ${due}; ${missing} lost, ${duplicates} doubled, ${held.length} held, ` +
			`${differences.length} balances differ; read again: ${again.posted} posted, ${again.unchanged} unchanged; ` +
			`${seconds} s${executions === 0 ? '' : `, ${executions} executions by workers`}; ${isGood ? 'equal to the cent' : 'NOT EQUAL'}`,
	);
	for (const difference of differences) say(`  ${JSON.stringify(difference)}`);
	for (const each of held) say(`  ${JSON.stringify(each)}`);
	return isGood;
}

async function main(): Promise<void> {
	if (!existsSync(WEEK)) {
		say('Skipped: there is no shared folder beside the checkout.');
		return;
	}
	const named = process.argv.slice(2);
	const unknown = named.filter((name) => !(VICTIMS as readonly string[]).includes(name));
	if (unknown.length > 0) throw new Error(`"${unknown.join(' ')}": choose of ${VICTIMS.join(', ')}`);
	const chosen = VICTIMS.filter((victim) => named.length === 0 || named.includes(victim));
	let good = true;
	for (const victim of chosen.filter(isPossible)) good = (await check(victim)) && good;
	process.exitCode = good ? 0 : 1;
}

main().then(
	() => process.exit(),
	(error: unknown) => {
		say(String(error instanceof Error ? error.stack : error));
		process.exit(1);
	},
);
