/** Stripe's own library against the lab, and the lab's refusals. */
import Stripe from 'stripe';
import { readAll } from '../../support/gatewayRoundTrip';
import { everyType, GatewayBook, hoursAfter } from '../../support/gatewayContract/books';
import { ACCOUNT, openStripe, RESTRICTED, SECRET, type Opened } from './support';

const opened: Opened[] = [];
afterEach(async () => {
	for (const one of opened.splice(0)) await one.close();
});

async function open(...args: Parameters<typeof openStripe>): Promise<Opened> {
	const one = await openStripe(...args);
	opened.push(one);
	return one;
}

function client({ url }: Opened, key = SECRET): Stripe {
	const { hostname, port } = new URL(url);
	return new Stripe(key, { host: hostname, port, protocol: 'http', maxNetworkRetries: 0, telemetry: false });
}

describe("Stripe's own library", () => {
	test('reads a payout with everything that is in it, page by page', async () => {
		const { dayBook, payout } = everyType('stripe');
		const stripe = client(await open(dayBook));
		const payouts = await stripe.payouts.list({ limit: 5 });
		expect(payouts.data).toMatchObject([
			{ object: 'payout', status: 'paid', automatic: true, currency: 'gbp' },
		]);
		const [found] = payouts.data;
		const all: Stripe.BalanceTransaction[] = [];
		const list = stripe.balanceTransactions.list({
			payout: found?.id ?? '',
			expand: ['data.source'],
			limit: 4,
		});
		for await (const one of list) all.push(one);
		// all of it, and the payout itself
		expect(all).toHaveLength(payout.transactions.length + 1);
		expect(all.reduce((sum, { net }) => sum + net, 0)).toBe(0);
		for (const { amount, fee, net } of all) expect(amount - fee).toBe(net);
		const charge = all.find(({ type }) => type === 'charge');
		expect(charge?.source).toMatchObject({ object: 'charge', currency: 'gbp', paid: true });
		expect(await stripe.payouts.retrieve(found?.id ?? '')).toMatchObject({ id: found?.id });
	});

	test('reads account, balance and disputes', async () => {
		const stripe = client(await open(everyType('stripe').dayBook));
		expect(await stripe.accounts.retrieveCurrent()).toMatchObject({ id: ACCOUNT, default_currency: 'gbp' });
		expect(await stripe.balance.retrieve()).toMatchObject({ livemode: true, object: 'balance' });
		const disputes = await stripe.disputes.list();
		expect(disputes.data.map(({ status }) => status).sort()).toEqual(['needs_response', 'won']);
		const won = disputes.data.find(({ status }) => status === 'won');
		expect(won?.balance_transactions.map(({ amount, fee }) => [amount, fee])).toEqual([
			[-2400, 1500],
			[2400, 0],
		]);
	});

	test('is refused in its own words', async () => {
		const one = await open(everyType('stripe').dayBook);
		const stripe = client(one);
		await expect(stripe.payouts.list({ limit: 101 })).rejects.toMatchObject({
			statusCode: 400,
			param: 'limit',
		});
		await expect(stripe.payouts.retrieve('po_none')).rejects.toMatchObject({ code: 'resource_missing' });
		const unknown = { colour: 'red' } as Stripe.PayoutListParams;
		await expect(stripe.payouts.list(unknown)).rejects.toMatchObject({
			code: 'parameter_unknown',
			param: 'colour',
		});
		await expect(stripe.payouts.list({ expand: ['data.colour'] })).rejects.toThrow('cannot be expanded');
		await expect(stripe.payouts.list({ starting_after: 'po_none' })).rejects.toMatchObject({
			statusCode: 400,
		});
		await expect(client(one, 'sk_live_wrong').payouts.list()).rejects.toMatchObject({ statusCode: 401 });
		await expect(client(one, RESTRICTED).disputes.list()).rejects.toMatchObject({ statusCode: 403 });
		expect((await client(one, RESTRICTED).payouts.list()).data).toHaveLength(1);
		const old = await fetch(`${one.url}/v1/payouts`, {
			headers: { authorization: `Bearer ${SECRET}`, 'stripe-version': '2099-01-01' },
		});
		expect(old.status).toBe(400);
		const posted = await fetch(`${one.url}/v1/payouts`, {
			method: 'POST',
			headers: { authorization: `Bearer ${SECRET}` },
		});
		expect(posted.status).toBe(404);
	});

	test('is refused for speed', async () => {
		const stripe = client(await open(everyType('stripe').dayBook, { perSecond: 3 }));
		const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => stripe.balance.retrieve()));
		const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
		expect(refused.length).toBeGreaterThan(0);
		expect(refused[0]?.reason).toMatchObject({ statusCode: 429, code: 'rate_limit' });
	});
});

describe('what Stripe cannot tell', () => {
	test('a payout that was asked for by hand is held; the filter by it is refused', async () => {
		const book = new GatewayBook('stripe');
		const [first, second] = book.daily(2);
		const one = await open(book.dayBook, { manual: [first?.id ?? ''] });
		const read = await readAll(one.session(), '2026-09-01T00:00:00Z');
		expect(read.map(({ held }) => held?.findings.map(({ code }) => code))).toEqual([
			['PAYOUT_NOT_BROKEN_DOWN'],
			undefined,
		]);
		expect(read[1]?.payout?.net.amount).toBe(second?.net);
		await expect(client(one).balanceTransactions.list({ payout: read[0]?.externalId ?? '' })).rejects.toThrow(
			'only be filtered on automatic transfers',
		);
	});

	test('a payout that is being put together comes later', async () => {
		const book = new GatewayBook('stripe');
		const [payout] = book.daily(1);
		const at = payout?.at ?? '';
		const one = await open(book.dayBook, { startAt: hoursAfter(at, 0.5) });
		const [early] = await readAll(one.session(), hoursAfter(at, -1));
		expect(early?.payout).toBeUndefined();
		expect(early?.remarks.map(({ code }) => code)).toEqual(['PAYOUT_NOT_RECONCILED']);
		await one.world.advanceTo(Date.parse(hoursAfter(at, 2)));
		const [late] = await one.session().payoutsById([early?.externalId ?? '']);
		expect(late?.payout?.status).toBe('inTransit');
	});

	test('a restricted key says what it lacks, and whose account it is must be entered where it may not see that', async () => {
		const one = await open(everyType('stripe').dayBook);
		const account = await one.session(RESTRICTED).account();
		expect(account).toMatchObject({ accountId: ACCOUNT, test: false });
		expect(account.findings).toMatchObject([
			{ code: 'GATEWAY_PERMISSION_MISSING', evidence: { permission: 'rak_dispute_read' } },
		]);
		await expect(
			(async () => {
				for await (const page of one.session(RESTRICTED).disputes({ from: '2026-09-01T00:00:00Z' }))
					void page;
			})(),
		).rejects.toMatchObject({
			failure: 'unauthorized',
			message: expect.stringContaining('rak_dispute_read'),
		});
	});
});
