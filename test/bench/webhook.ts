/** One webhook's way to the posted document, in the real n8n, with the latencies of the internet between it and the platforms. */
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantileSorted } from 'simple-statistics';
import type { SyncRecord } from '../../core/posting/syncLog';
import { builtIn } from '../../lab/daybook/builtIn';
import type { DayBook, OrderEvent } from '../../lab/daybook/events';
import { readDayBook } from '../../lab/daybook/readDayBook';
import { openSyncLog } from '../../synclog';
import { shared } from '../support/shared';
import { n8nWithLab } from './n8nWithLab';
import type { Figure, Section } from './report';

const WEEK = 'data/online-retail/daybook-2010-12-first-week.ndjson.gz';
const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 200);
const AT_ONCE = 10;
/** how long the shop and the ledger take for a call, milliseconds */
const SHOP_MS = Number(process.env['BENCH_SHOP_MS'] ?? 150);
const LEDGER_MS = Number(process.env['BENCH_LEDGER_MS'] ?? 400);
/** seconds, at the median */
const AIM = 5;
const GIVE_UP_MS = 60_000;
const WARM_UP = 5;

/** Orders that are paid at once, and nothing else: each has one document. */
function ordersOnly(dayBook: DayBook, count: number): DayBook {
	const orders = dayBook.events.filter(
		(event): event is OrderEvent =>
			event.kind === 'order' &&
			event.payments.length === 1 &&
			event.terms === undefined &&
			event.test !== true,
	);
	if (orders.length < count) throw new Error(`the day book has ${orders.length} such orders, not ${count}`);
	const start = Date.parse('2026-01-05T08:00:00Z');
	const at = (index: number): string =>
		new Date(start + index * 60_000).toISOString().replace('.000Z', '+00:00');
	const events = orders.slice(0, count).map((order, index) => ({
		...order,
		at: at(index),
		payments: order.payments.map((payment) => ({ ...payment, at: at(index) })),
	}));
	return { ...dayBook, events };
}

interface Ways {
	/** seconds, sorted */
	readonly taken: readonly number[];
	readonly missing: number;
}

const slow = (ms: number): string => `slow=1,slowMs=${ms},maxConsecutive=1000000000`;

export async function benchWebhook(say: (text: string) => void): Promise<Section[]> {
	const file = shared(WEEK);
	const source = existsSync(file) ? await readDayBook(file) : builtIn();
	const singles = ORDERS + WARM_UP;
	const dayBook = ordersOnly(source, singles + ORDERS);
	const [first] = dayBook.events;
	if (first?.kind !== 'order') throw new Error('there are no orders');
	const start = Date.parse(first.at);
	const bench = await n8nWithLab(
		{ dayBook, store: 'shopify', ledger: 'quickbooks', startAt: start - 60_000 },
		say,
	);
	const syncLog = openSyncLog({ file: bench.engine.syncLogFile });
	try {
		const { workflow } = await bench.filled('shopify-to-quickbooks');
		await bench.engine.activate(workflow);
		await sleep(5_000);
		await bench.lab.ask('faults', `shopify: ${slow(SHOP_MS)}`);
		await bench.lab.ask('faults', `quickbooks: ${slow(LEDGER_MS)}`);
		const recordOf = async (): Promise<readonly SyncRecord[]> =>
			(await syncLog.search({ status: ['posted'], limit: 10_000 })).filter(
				({ status }) => status === 'posted',
			);
		let known = 0;
		/** Lets so many orders happen at once, and says how long each took until its document was posted. */
		const happen = async (from: number, count: number): Promise<number[]> => {
			const begun = Date.now();
			await bench.lab.ask('advance', String(start + (from + count - 1) * 60_000 + 1_000));
			for (;;) {
				const records = await recordOf();
				if (records.length >= known + count) {
					const news = records.toSorted((a, b) => (a.updatedAt < b.updatedAt ? -1 : 1)).slice(known);
					known = records.length;
					return news.map(({ updatedAt }) => (Date.parse(updatedAt) - begun) / 1e3);
				}
				if (Date.now() - begun > GIVE_UP_MS) {
					const arrived = records.length - known;
					known = records.length;
					say(`  ${count - arrived} of ${count} did not arrive within ${GIVE_UP_MS / 1000} s`);
					return Array.from({ length: arrived }, () => GIVE_UP_MS / 1e3);
				}
				await sleep(25);
			}
		};
		const ways = async (from: number, count: number, atOnce: number): Promise<Ways> => {
			const taken: number[] = [];
			for (let done = 0; done < count; done += atOnce) {
				taken.push(...(await happen(from + done, Math.min(atOnce, count - done))));
				if (done % 50 === 0) say(`  ${taken.length} of ${count}`);
			}
			return { taken: taken.toSorted((a, b) => a - b), missing: count - taken.length };
		};
		await ways(0, WARM_UP, 1);
		const callsBefore = await bench.lab.ask('totals');
		const single = await ways(WARM_UP, ORDERS, 1);
		const callsAfter = await bench.lab.ask('totals');
		const together = await ways(singles, ORDERS, AT_ONCE);
		const calls = (platform: string): number =>
			((callsAfter[platform] ?? 0) - (callsBefore[platform] ?? 0)) / ORDERS;
		const figuresOf = (what: string, { taken, missing }: Ways): Figure[] => [
			{
				name: `${what}: median`,
				value: quantileSorted([...taken], 0.5),
				unit: 's',
				note: missing === 0 ? `of ${taken.length}` : `${missing} did not arrive`,
				aim: { at: 'most', value: AIM },
			},
			{ name: `${what}: 99 of 100`, value: quantileSorted([...taken], 0.99), unit: 's' },
			{ name: `${what}: the slowest`, value: taken.at(-1) ?? 0, unit: 's' },
		];
		const ledger = await bench.lab.ask('ledger');
		return [
			{
				name: 'One webhook to the posted document',
				input: `n8n ${bench.version}, shopify-to-quickbooks, ${existsSync(file) ? 'orders of the real week' : 'the built-in day book'}; the shop takes ${SHOP_MS} ms a call, the ledger ${LEDGER_MS} ms; from the order in the shop to the document noted as posted; ${ledger.duplicates.length} doubled`,
				figures: [
					...figuresOf('one at a time', single),
					{
						name: 'calls to the shop',
						value: calls('shopify'),
						unit: 'an order',
						note: 'webhooks that come together share one reading',
					},
					{ name: 'calls to the ledger', value: calls('quickbooks'), unit: 'an order' },
					...figuresOf(`${AT_ONCE} at once`, together),
				],
			},
		];
	} finally {
		await syncLog.close();
		await bench.close();
	}
}
