/**
 * Golden cases: records as PayPal's Transaction Search gives them, the documents that become of them, and their journal. To take a
 * change over, look at the difference and run with UPDATE_GOLDEN=1.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { disputeDocuments } from '../../../../connectors/gateways/paypal/disputes';
import { parseRecord } from '../../../../connectors/gateways/paypal/payload';
import { BalanceReader } from '../../../../connectors/gateways/paypal/reader';
import { expectGolden } from '../../../support/golden';
import { journalOf, shapeProblems } from '../../../support/payoutGolden';

const FOLDER = resolve(__dirname, '../../../../connectors/gateways/paypal/golden');

interface Case {
	/** what the case is about, for its reader */
	readonly about: string;
	readonly accountId: string;
	readonly timeZone: string;
	readonly now: string;
	/** what is in the balances when reading begins */
	readonly openings: readonly (readonly [amount: string, currency: string])[];
	readonly records: readonly unknown[];
}

const cases = readdirSync(FOLDER);

function read(name: string) {
	const text = readFileSync(join(FOLDER, name, 'payload.json'), 'utf8');
	const { accountId, timeZone, now, openings, records } = JSON.parse(text) as Case;
	const context = { accountId, policy: { timeZone }, now: Date.parse(now), test: false };
	const opened = openings.map(([amount, currency]) => ({ units: BigInt(amount.replace('.', '')), currency }));
	const payouts = new BalanceReader(opened, context).take(records).map((given) => given.read);
	const good = records.flatMap((record) => {
		const parsed = parseRecord(record);
		return parsed.ok ? [parsed.value] : [];
	});
	return { payouts, disputes: disputeDocuments(good, context) };
}

test.each(cases)('%s', (name) => {
	const result = read(name);
	expectGolden(join(FOLDER, name, 'documents.json'), `${JSON.stringify(result, null, 2)}\n`);
	expectGolden(join(FOLDER, name, 'journal.txt'), journalOf(result.payouts));
	expect(shapeProblems(result.payouts)).toEqual([]);
});
