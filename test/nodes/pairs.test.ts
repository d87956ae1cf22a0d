/** Every shipped template, imported and run in n8n's own engine against the lab: whatever the pair, the books equal the shop. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LEDGER_CONNECTORS, STORE_CONNECTORS } from '../../connectors/registry.generated';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { LEDGERS, STORES } from '../../lab/registry.generated';
import { NO_FAULTS, parseFaultPlan } from '../../lab/kit/faultPlan';
import { expectedEvents } from '../../lab/demo/arrivals';
import type { DemoReport } from '../../lab/demo/report';
import { runDemo } from '../../lab/demo/run';
import { startCoreDemo } from '../support/demo';
import { BETWEEN, everyKind } from './support/everyKind';

const stores = STORE_CONNECTORS.map(({ id }) => id);
const ledgers = LEDGER_CONNECTORS.map(({ id }) => id);
const pairs = stores.flatMap((store) => ledgers.map((ledger) => ({ store, ledger })));

const sumOf = (counts: Readonly<Record<string, number>>): number =>
	Object.values(counts).reduce((sum, count) => sum + count, 0);

interface Faults {
	readonly all: string;
	/** the ledger's, if they are others */
	readonly ledger?: string;
}

async function reportOf(pair: { store: string; ledger: string }, faults?: Faults): Promise<DemoReport> {
	const demo = await startCoreDemo({
		...pair,
		dayBook: everyKind(),
		startAt: BETWEEN,
		...(faults === undefined ? {} : { faults: faults.all }),
	});
	if (faults?.ledger !== undefined) demo.lab.control.useFaults(parseFaultPlan(faults.ledger), 'ledger');
	try {
		return await runDemo(demo);
	} finally {
		// the webhooks are taken away in peace
		demo.lab.control.useFaults(NO_FAULTS);
		await demo.close();
	}
}

const RIGHT = { missing: 0, duplicates: 0, differences: [], held: [], equal: true };

test('every store and every ledger has its lab, and every pair its template', () => {
	expect(Object.keys(STORES).sort()).toEqual([...stores].sort());
	expect(Object.keys(LEDGERS).sort()).toEqual([...ledgers].sort());
	const templates = join(__dirname, '..', '..', 'workflows-templates');
	const missing = pairs.filter(
		({ store, ledger }) => !existsSync(join(templates, `${store}-to-${ledger}.json`)),
	);
	expect(missing).toEqual([]);
});

test.each(pairs)('$store to $ledger: all in the books, to the cent, and read again nothing', async (pair) => {
	const report = await reportOf(pair);
	const { counts } = expectedBooks(everyKind());
	expect(report).toMatchObject({ ...pair, ...RIGHT, posted: expectedEvents(counts) });
	expect(report.again).toEqual({ posted: 0, unchanged: sumOf(report.posted), review: 0 });
});

const FAULTS =
	'rateLimited=0.02,serverErrorBefore=0.05,serverErrorAfter=0.08,dropBefore=0.04,dropAfter=0.06,duplicate=0.2,lost=0.2,reordered=0.1,seed=5';

/**
 * FreshBooks acts on everything it is sent, so what has no clear answer is looked for over minutes before it is sent again:
 * in virtual time, test/lab/freshbooks-connector.test.ts. Here it only refuses.
 */
const LEDGER_FAULTS: Readonly<Record<string, string>> = { freshbooks: 'rateLimited=0.1,slow=0.05,seed=5' };

/** Each store and each ledger once. */
const troubled = Array.from({ length: Math.max(stores.length, ledgers.length) }, (_, index) => ({
	store: stores[index % stores.length] ?? '',
	ledger: ledgers[index % ledgers.length] ?? '',
}));

test.each(troubled)(
	'$store to $ledger with rate limits, lost answers, cut connections, lost and doubled webhooks: the same',
	async (pair) => {
		const ledger = LEDGER_FAULTS[pair.ledger];
		const faults = { all: FAULTS, ...(ledger === undefined ? {} : { ledger }) };
		expect(await reportOf(pair, faults)).toMatchObject(RIGHT);
	},
);
