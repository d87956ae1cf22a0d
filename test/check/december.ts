/**
 * A month of a real shop, posted order by order and as daily summaries, in every ledger: the same trial balance, equal to the day
 * book. Takes minutes, because the labs keep the ledgers' limits. Run by `npm run check:december`; the tests do a week of it.
 */
import { existsSync } from 'node:fs';
import { LEDGER_CONNECTORS } from '../../connectors/registry.generated';
import type { LedgerConnector } from '../../core/ledger/connector';
import { expectedBooks, type Balance } from '../../lab/daybook/expectedBooks';
import { readDayBook } from '../../lab/daybook/readDayBook';
import { dayBookDocuments } from '../support/dayBookDocuments';
import { shared } from '../support/shared';
import { notPosted, ShopBooks } from '../support/summaryBooks';

const MONTH = shared('data/online-retail/daybook-2010-12.ndjson.gz');

const say = (text: string): void => void process.stdout.write(`${text}\n`);

const listed = (counts: Readonly<Record<string, number>>): string =>
	Object.entries(counts)
		.filter(([, count]) => count > 0)
		.map(([kind, count]) => `${count} ${kind}`)
		.join(', ');

/** @returns what is wrong; nothing when all is equal */
async function check(connector: LedgerConnector, expected: readonly Balance[]): Promise<string[]> {
	const documents = dayBookDocuments(MONTH);
	const singly = await ShopBooks.open(connector, documents);
	const daily = await ShopBooks.open(connector, documents);
	try {
		const one = notPosted(await singly.post(await singly.entries(documents)));
		const { ready, waiting, review } = await daily.summarize(await daily.entries(documents));
		const summed = notPosted(await daily.post(ready.map(({ entry }) => entry)));
		const summaries = ready.filter(({ entry }) => entry.purpose === 'Summary');
		const members = summaries.flatMap(({ entry }) => entry.summary?.members ?? []);
		say(`${connector.displayName}`);
		say(`  order by order: ${documents.length} events; ${listed(singly.documents)}`);
		say(
			`  daily: ${summaries.length} summaries of ${members.length} events, ${ready.length - summaries.length} events singly; ${listed(daily.documents)}`,
		);
		for (const { account, debit, credit } of daily.trialBalance()) {
			if (debit !== credit) say(`    ${account.padEnd(32)} ${debit.padStart(14)} ${credit.padStart(14)}`);
		}
		const [a, b] = [singly, daily].map((books) => JSON.stringify(books.books.balances()));
		return [
			...one,
			...summed,
			...review.map(({ id, findings }) => `${id}: ${findings.map(({ message }) => message).join(' ')}`),
			...(waiting.length === 0 ? [] : [`${waiting.length} events still wait`]),
			...(a === b ? [] : ['the two trial balances differ']),
			...singly.differences(expected).map((each) => `order by order: ${JSON.stringify(each)}`),
			...daily.differences(expected).map((each) => `daily: ${JSON.stringify(each)}`),
		].map((problem) => `${connector.id}: ${problem}`);
	} finally {
		await singly.close();
		await daily.close();
	}
}

async function main(): Promise<void> {
	if (!existsSync(MONTH)) {
		say('Skipped: there is no shared folder beside the checkout.');
		return;
	}
	const expected = expectedBooks(await readDayBook(MONTH)).balances;
	const problems: string[] = [];
	const named = process.argv.slice(2);
	const chosen = LEDGER_CONNECTORS.filter(({ id }) => named.length === 0 || named.includes(id));
	for (const connector of chosen) problems.push(...(await check(connector, expected)));
	for (const problem of problems) say(problem);
	say(problems.length === 0 ? 'All trial balances are equal, and equal to the day book.' : 'They differ.');
	process.exitCode = problems.length === 0 ? 0 : 1;
}

void main();
