/**
 * Golden cases: payouts as Stripe's API gives them, the documents that become of them, and their journal. To take a change over,
 * look at the difference and run with UPDATE_GOLDEN=1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { toDocuments } from '../../../../connectors/gateways/stripe/toDocuments';
import { expectGolden } from '../../../support/golden';
import { journalOf, shapeProblems } from '../../../support/payoutGolden';

const FOLDER = resolve(__dirname, '../../../../connectors/gateways/stripe/golden');

interface Case {
	/** what the case is about, for its reader */
	readonly about: string;
	readonly accountId: string;
	readonly timeZone: string;
	readonly now: string;
	readonly payout: unknown;
	readonly transactions: readonly unknown[];
}

const cases = readdirSync(FOLDER);

function read(name: string) {
	const text = readFileSync(join(FOLDER, name, 'payload.json'), 'utf8');
	const { accountId, timeZone, now, payout, transactions } = JSON.parse(text) as Case;
	const context = { accountId, policy: { timeZone }, now: Date.parse(now) };
	return toDocuments({ payout, transactions }, context);
}

test.each(cases)('%s', (name) => {
	const result = read(name);
	expectGolden(join(FOLDER, name, 'documents.json'), `${JSON.stringify(result, null, 2)}\n`);
	expectGolden(join(FOLDER, name, 'journal.txt'), journalOf([result]));
	expect(shapeProblems([result])).toEqual([]);
});
