/** Orders a second through the pure stages: parse, tax, mapping, composing; each alone and all together. */
import { quickbooks } from '../../connectors/ledgers/quickbooks';
import type * as ToDocuments from '../../connectors/stores/shopify/toDocuments';
import type { SalesDocument } from '../../core/documents';
import type * as Parse from '../../core/documents/parse';
import type { JournalEntry } from '../../core/journal/entry';
import type * as Compose from '../../core/ledger/compose';
import type * as Fingerprint from '../../core/posting/fingerprint';
import { openSyncLog } from '../../synclog';
import { bookkeeper, gatewaysOf, openCompany, resolvers, valueOf } from './books';
import { QuickClock } from './clock';
import { measuredLedger } from './companies';
import { shopOrders, type ShopOrders } from './orders';
import type { Figure, Section } from './report';
import { benchRules } from './rules';
import { build, shipped } from './shipped';
import { secondsOf, RUNS, type Took } from './timing';

const WEEK = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';
const ORDERS = 5_000;
/** orders a second through all of the core */
const AIM = 10_000;

/** Measures the stages on a real week of a wholesaler with long orders, and on a small shop's short ones; with the code as it is built. */
export async function benchCore(): Promise<Section[]> {
	build();
	const [week, small] = [await shopOrders(WEEK), await shopOrders()];
	const shops = week.name === small.name ? [small] : [week, small];
	const sections: Section[] = [];
	for (const shop of shops) sections.push(await benchShop(shop), await benchRules(shop));
	return sections;
}

/** The stages on a shop's orders, repeated. */
async function benchShop(shop: ShopOrders): Promise<Section> {
	const { context, payloads } = shop;
	const { toDocuments } = shipped<typeof ToDocuments>('connectors/stores/shopify/toDocuments');
	const { composeDocuments } = shipped<typeof Compose>('core/ledger/compose/index');
	const { fingerprint } = shipped<typeof Fingerprint>('core/posting/fingerprint');
	const { parseJournalEntry, parseSalesDocument } = shipped<typeof Parse>('core/documents/parse/index');
	const repeats = Math.ceil(ORDERS / payloads.length);
	const orders = payloads.length * repeats;
	const texts = payloads.map((payload) => JSON.stringify(payload));

	const parse = (payload: unknown): readonly SalesDocument[] => toDocuments(payload, context).documents;
	const documents = payloads.flatMap(parse);
	const clock = new QuickClock('2026-11-23T12:00:00Z');
	const company = await openCompany(measuredLedger('quickbooks'), shop.dayBook, clock);
	const syncLog = openSyncLog({ file: ':memory:', now: () => clock.now() });
	const session = company.session(syncLog);
	const resolverOf = await resolvers(
		'quickbooks',
		session,
		documents.map(({ bookedOn }) => bookedOn),
	);
	const book = await bookkeeper(session, gatewaysOf(documents));
	await syncLog.close();
	await company.close();

	const target = { ledger: 'quickbooks', tenant: company.tenant };
	const resolve = (document: SalesDocument): SalesDocument =>
		valueOf(resolverOf(document.bookedOn)(document));
	const enter = (document: SalesDocument): JournalEntry[] => {
		const entry = book(document);
		return entry === undefined ? [] : [valueOf(entry)];
	};
	const compose = (entry: JournalEntry): string[] =>
		valueOf(composeDocuments(entry, quickbooks.capabilities, target)).map(fingerprint);

	const resolved = documents.map(resolve);
	const entries = resolved.flatMap(enter);
	const composed = entries.flatMap(compose);

	/** Each run must come to the same, so that nothing is left out by the compiler or by a mistake. */
	const repeated = (expected: number, work: () => number) => () => {
		for (let repeat = 0; repeat < repeats; repeat++) {
			const done = work();
			if (done !== expected) throw new Error(`${done} instead of ${expected}`);
		}
	};
	const over =
		<T>(inputs: readonly T[], work: (input: T) => number) =>
		(): number => {
			let count = 0;
			for (const input of inputs) count += work(input);
			return count;
		};
	const stages: readonly (readonly [string, () => void])[] = [
		[
			'parse: JSON text to payload',
			repeated(
				texts.length,
				over(texts, (text) => (JSON.parse(text) ? 1 : 0)),
			),
		],
		[
			'parse: payload to documents',
			repeated(
				documents.length,
				over(payloads, (payload) => parse(payload).length),
			),
		],
		[
			'tax',
			repeated(
				resolved.length,
				over(documents, (document) => (resolve(document).id === '' ? 0 : 1)),
			),
		],
		[
			'mapping: journal and accounts',
			repeated(
				entries.length,
				over(resolved, (one) => enter(one).length),
			),
		],
		[
			'composing: documents and fingerprints',
			repeated(
				composed.length,
				over(entries, (entry) => compose(entry).length),
			),
		],
	];
	const all = repeated(
		composed.length,
		over(texts, (text) => {
			let count = 0;
			for (const document of parse(JSON.parse(text)))
				for (const entry of enter(resolve(document))) count += compose(entry).length;
			return count;
		}),
	);
	const doors = repeated(documents.length + resolved.length + entries.length, () => {
		const ok = (outcome: { readonly ok: boolean }): number => (outcome.ok ? 1 : 0);
		return (
			over(documents, (one) => ok(parseSalesDocument(one)))() +
			over(resolved, (one) => ok(parseSalesDocument(one)))() +
			over(entries, (one) => ok(parseJournalEntry(one)))()
		);
	});

	const timed = stages.map(([name, work]) => ({ name, took: secondsOf(work) }));
	const together = secondsOf(all);
	const atDoors = secondsOf(doors);
	const figure = (name: string, { wall, cpu }: Took, more: Partial<Figure> = {}): Figure => ({
		name,
		value: orders / wall,
		unit: 'orders/s',
		note: `${((cpu / orders) * 1e6).toFixed(0)} µs of CPU an order, ${((cpu / together.cpu) * 100).toFixed(0)} % of all`,
		...more,
	});
	const lines = documents.reduce((sum, one) => sum + ('lines' in one ? one.lines.length : 0), 0);
	const perOrder = (count: number): string => (count / payloads.length).toFixed(2);
	return {
		name: 'Core: orders a second',
		input: `${shop.name}: ${payloads.length} orders, ${repeats} times; an order has ${perOrder(documents.length)} documents, ${perOrder(lines)} lines and ${(texts.join('').length / texts.length / 1000).toFixed(1)} kB of JSON; median of ${RUNS}`,
		figures: [
			...timed.map(({ name, took }) => figure(name, took)),
			figure('all together', together, { aim: { at: 'least', value: AIM } }),
			figure("besides: the nodes' checks of their input", atDoors),
		],
	};
}
