/** The sweep of payouts against a scripted gateway: news once, what may change again, what never arrived again, nothing skipped. */
import type { Payout } from '../../../../core/documents';
import type { GatewaySession, PayoutWindow, ReadPayout } from '../../../../core/gateway/connector';
import { lookAgainAt } from '../../../../core/gateway/lookAgain';
import { readPayout } from '../../../../core/gateway/readPayout';
import { sweepPayouts, type PayoutSweepOptions } from '../../../../core/gateway/sweep';
import { payoutTransactions } from '../../../../core/gateway/transactions';
import { TransportError } from '../../../../core/transport/http';
import { openSyncLog } from '../../../../synclog';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.parse('2026-10-01T00:00:00Z');
const at = (ms: number): string => new Date(START + ms).toISOString();

interface Scripted {
	readonly id: string;
	/** after the start, milliseconds */
	readonly issued: number;
	status: Payout['status'];
}

/** A gateway whose payouts a test changes between sweeps. */
class ScriptedGateway implements GatewaySession {
	readonly payoutsThere: Scripted[] = [];
	readonly windows: PayoutWindow[] = [];
	readonly asked: string[][] = [];
	failing = false;
	pageSize = 2;

	constructor(private readonly now: () => number) {}

	account(): Promise<never> {
		throw new Error('not asked');
	}

	async *payouts(window: PayoutWindow): AsyncGenerator<readonly ReadPayout[]> {
		this.windows.push(window);
		const there = this.payoutsThere.filter(({ issued }) => at(issued) >= window.from);
		for (let start = 0; start < there.length; start += this.pageSize) {
			await Promise.resolve();
			if (this.failing) throw new TransportError('uncertain', 'no answer');
			yield there.slice(start, start + this.pageSize).map((one) => this.read(one));
		}
	}

	async payoutsById(ids: readonly string[]): Promise<readonly ReadPayout[]> {
		this.asked.push([...ids]);
		return await Promise.resolve(
			this.payoutsThere.filter(({ id }) => ids.includes(id)).map((one) => this.read(one)),
		);
	}

	async *disputes(): AsyncGenerator<never[]> {
		// none
	}

	private read({ id, issued, status }: Scripted): ReadPayout {
		const transactions = payoutTransactions({
			id: `t-${id}`,
			type: 'charge',
			units: 1000n,
			feeUnits: 30n,
			currency: 'GBP',
			occurredAt: at(issued),
		});
		return readPayout(
			{
				source: { platform: 'scripted', storeId: 'acct', kind: 'payout', externalId: id, externalNumber: id },
				gateway: 'scripted',
				status,
				issuedAt: at(issued),
				arrivesOn: at(issued).slice(0, 10),
				currency: 'GBP',
				netUnits: 970n,
				transactions,
				tests: 0,
				findings: [],
			},
			{ timeZone: 'UTC', now: this.now() },
		);
	}
}

function setUp(more: Partial<PayoutSweepOptions> = {}) {
	let now = START;
	const clock = { now: () => now, sleep: async () => await Promise.resolve() };
	const gateway = new ScriptedGateway(clock.now);
	const syncLog = openSyncLog({ file: ':memory:', now: clock.now });
	const options: PayoutSweepOptions = {
		triggerId: 'w/t',
		startFrom: at(0),
		overlapMs: 0,
		everyMs: 0,
		disputes: true,
		maxPayouts: 100,
		maxMs: HOUR,
		emitAgainAfterMs: 365 * DAY,
		maxEmissions: 3,
		runId: 'r',
		...more,
	};
	const sweep = async (ms: number): Promise<string[]> => {
		now = START + ms;
		const { documents } = await sweepPayouts({ session: gateway, syncLog, clock }, options);
		return documents.map(({ id, ...document }) =>
			document.type === 'Payout' ? `${id.replace('scripted/acct/payout/', '')} ${document.status}` : id,
		);
	};
	return { gateway, syncLog, sweep };
}

test('gives each payout once', async () => {
	const { gateway, sweep } = setUp();
	gateway.payoutsThere.push(
		{ id: 'a', issued: HOUR, status: 'paid' },
		{ id: 'b', issued: 2 * HOUR, status: 'paid' },
	);
	expect(await sweep(3 * HOUR)).toEqual(['a paid', 'b paid']);
	expect(await sweep(4 * HOUR)).toEqual([]);
	gateway.payoutsThere.push({ id: 'c', issued: 4 * HOUR, status: 'paid' });
	expect(await sweep(5 * HOUR)).toEqual(['c paid']);
});

test('goes on where it stopped, also behind a payout of tomorrow', async () => {
	const { gateway, sweep } = setUp({ maxPayouts: 2 });
	for (let hour = 1; hour <= 5; hour++)
		gateway.payoutsThere.push({ id: `p${hour}`, issued: hour * HOUR, status: 'paid' });
	expect(await sweep(6 * HOUR)).toEqual(['p1 paid', 'p2 paid']);
	// the page in which the limit is reached is taken whole
	expect(await sweep(6 * HOUR)).toEqual(['p3 paid', 'p4 paid', 'p5 paid']);
	gateway.payoutsThere.push({ id: 'tomorrow', issued: 2 * DAY, status: 'scheduled' });
	expect(await sweep(6 * HOUR)).toEqual(['tomorrow scheduled']);
	// issued later than that was read, and earlier than the one of tomorrow
	gateway.payoutsThere.splice(5, 0, { id: 'today', issued: 7 * HOUR, status: 'paid' });
	expect(await sweep(8 * HOUR)).toContain('today paid');
});

test('looks again at what may change: on its way each hour, paid ones for ten days', async () => {
	const { gateway, sweep } = setUp();
	gateway.payoutsThere.push({ id: 'a', issued: HOUR, status: 'inTransit' });
	gateway.payoutsThere.push({ id: 'b', issued: 2 * HOUR, status: 'paid' });
	expect(await sweep(3 * HOUR)).toEqual(['a inTransit', 'b paid']);
	gateway.payoutsThere[0]!.status = 'paid';
	expect(await sweep(5 * HOUR)).toEqual(['a paid']);
	gateway.payoutsThere[0]!.status = 'failed';
	expect(await sweep(6 * HOUR)).toEqual([]);
	// the payout as it left comes along: it may not have been seen before
	expect(await sweep(3 * DAY)).toEqual(['a inTransit', 'a/failed failed']);
	expect(await sweep(30 * DAY)).toEqual([]);
	expect(lookAgainAt({ status: 'paid' }, at(0), START + 11 * DAY)).toBeUndefined();
	expect(lookAgainAt({ status: 'failed' }, at(0), START)).toBeUndefined();
});

test('emits again what never arrived, a few times', async () => {
	const { gateway, sweep } = setUp({ emitAgainAfterMs: -DAY, maxEmissions: 3 });
	gateway.payoutsThere.push({ id: 'a', issued: HOUR, status: 'paid' });
	gateway.payoutsThere.push({ id: 'b', issued: 2 * HOUR, status: 'paid' });
	expect(await sweep(3 * HOUR)).toEqual(['a paid', 'b paid']);
	gateway.payoutsThere.pop();
	expect(await sweep(4 * HOUR)).toEqual(['a paid']);
	expect(await sweep(5 * HOUR)).toEqual(['a paid']);
	expect(await sweep(6 * HOUR)).toEqual([]);
});

test('is asked no more often than it wants', async () => {
	const { gateway, sweep } = setUp({ everyMs: HOUR });
	await sweep(0);
	gateway.payoutsThere.push({ id: 'a', issued: 60_000, status: 'paid' });
	expect(await sweep(HOUR / 2)).toEqual([]);
	expect(gateway.windows).toHaveLength(1);
	expect(await sweep(HOUR)).toEqual(['a paid']);
});

test('leaves the cursor alone when the gateway cannot be read, and reads an overlap otherwise', async () => {
	const { gateway, sweep, syncLog } = setUp({ overlapMs: HOUR });
	gateway.payoutsThere.push({ id: 'a', issued: 5 * HOUR, status: 'paid' });
	gateway.failing = true;
	await expect(sweep(6 * HOUR)).rejects.toMatchObject({ failure: 'uncertain' });
	expect(await syncLog.getState('trigger:w/t', 'cursor')).toBeUndefined();
	gateway.failing = false;
	expect(await sweep(6 * HOUR)).toEqual(['a paid']);
	await sweep(7 * HOUR);
	expect(gateway.windows.at(-1)).toEqual({ from: at(4 * HOUR) });
});
