/** Shops of different time zones: whatever a platform's times and filters mean, no order is lost where a day or an hour turns. */
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import { sweep, type SweepOptions } from '../../../core/store/sweep';
import { openSyncLog } from '../../../synclog';
import { all, ContractShop, idsOf, type StoreUnderTest } from './context';

const SECOND = 1_000;

/** Instants at which something turns: midnights on both sides of a change of the clocks, and the change itself. */
const ZONES = [
	{
		timeZone: 'Europe/Berlin',
		country: 'DE',
		currency: 'EUR',
		turns: ['2026-10-24T22:00:00Z', '2026-10-25T01:00:00Z', '2026-10-25T23:00:00Z'],
	},
	{
		timeZone: 'Asia/Kolkata',
		country: 'IN',
		currency: 'INR',
		turns: ['2026-10-24T18:30:00Z', '2026-10-25T00:00:00Z', '2026-10-25T18:30:00Z'],
	},
	{
		timeZone: 'America/Los_Angeles',
		country: 'US',
		currency: 'USD',
		turns: ['2026-11-01T07:00:00Z', '2026-11-01T09:00:00Z', '2026-11-02T08:00:00Z'],
	},
] as const;

type Place = (typeof ZONES)[number];

/** A second before each turn, the turn, and a second after it. */
const instantsOf = ({ turns }: Place): number[] =>
	turns.flatMap((turn) => [-SECOND, 0, SECOND].map((away) => Date.parse(turn) + away));

const iso = (instant: number): string => new Date(instant).toISOString();

function ordersAt(place: Place): DayBook {
	const { timeZone, country, currency } = place;
	const id = `shop-${country.toLowerCase()}`;
	const shop = new DayBookBuilder(
		{ id, name: `Shop of ${country}`, currency, timeZone, country, pricesIncludeTax: false },
		() => [],
	);
	shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	for (const instant of instantsOf(place))
		shop.order({ at: iso(instant).replace('.000Z', '+00:00'), lines: [{ sku: 'LANTERN' }] });
	return shop.build();
}

/** The day of an instant as the shop's people say it. */
const dayIn = (timeZone: string, instant: number): string =>
	new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(
		instant,
	);

export function zonesContract(test: StoreUnderTest): void {
	describe.each(ZONES)('a shop in $timeZone', (place) => {
		const instants = instantsOf(place);
		const [first = 0, last = 0] = [instants[0], instants.at(-1)];
		let shop: ContractShop;
		afterEach(async () => await shop.close());

		/** A trigger without overlap: its cursor alone has to find everything. */
		function trigger(startFrom: number): () => Promise<string[]> {
			const syncLog = openSyncLog({ file: ':memory:' });
			const options: SweepOptions = {
				triggerId: 'w/t',
				startFrom: iso(startFrom),
				overlapMs: 0,
				maxOrders: 1_000,
				maxMs: 60_000,
				emitAgainAfterMs: 86_400_000,
				maxEmissions: 1,
				runId: 'r',
			};
			return async () => {
				const { documents, held } = await sweep(
					{ session: shop.session, syncLog, clock: shop.clock },
					options,
				);
				expect(held).toEqual([]);
				return documents.filter(({ type }) => type === 'Sale').map(({ bookedOn }) => bookedOn);
			};
		}

		it('loses no order at the end of a day, whatever the cursor, and books each on its own day', async () => {
			shop = await ContractShop.open(test, ordersAt(place));
			const orders = await all(shop.session.changedOrders({ from: iso(first) }));
			expect(orders.map(({ updatedAt }) => Date.parse(updatedAt))).toEqual(instants);
			for (const cursor of instants) {
				const swept = await trigger(cursor)();
				expect(swept).toEqual(instants.filter((at) => at >= cursor).map((at) => dayIn(place.timeZone, at)));
			}
		});

		it('gives each order to one of two periods that meet at the end of a day', async () => {
			shop = await ContractShop.open(test, ordersAt(place));
			const everything = { from: iso(first), to: iso(last + SECOND) };
			const ids = idsOf(await all(shop.session.placedOrders(everything)));
			expect(ids).toHaveLength(instants.length);
			for (const cut of instants) {
				const before = await all(shop.session.placedOrders({ ...everything, to: iso(cut) }));
				const after = await all(shop.session.placedOrders({ ...everything, from: iso(cut) }));
				expect(before).toHaveLength(instants.filter((at) => at < cut).length);
				expect([...idsOf(before), ...idsOf(after)].sort()).toEqual(ids);
			}
		});

		it('is swept while the orders come: each once, also those of the second of the cursor', async () => {
			shop = await ContractShop.open(test, ordersAt(place), first - SECOND);
			const next = trigger(first - SECOND);
			const found: string[] = [];
			for (const instant of instants) {
				await shop.lab.control.advance(instant);
				found.push(...(await next()));
				found.push(...(await next()));
			}
			expect(found).toEqual(instants.map((at) => dayIn(place.timeZone, at)));
		});
	});
}
