import { readDayBook } from '../../../lab/daybook/readDayBook';
import type { DayBook } from '../../../lab/daybook/events';
import { factsOfDocument, factsOfEvent, payoutsOf, readAll } from '../../support/gatewayRoundTrip';
import { describeWithShared, shared } from '../../support/shared';
import { openPayPal, type Opened, type OpenOptions } from './support';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
const FROM = '2010-12-01T00:00:00Z';

/** PayPal does not say when a withdrawal that is still on its way will arrive. */
const known = ({ arrivesOn, ...facts }: ReturnType<typeof factsOfDocument>) =>
	facts.status === 'paid' ? { arrivesOn, ...facts } : facts;

describeWithShared('the real December at PayPal', () => {
	let dayBook: DayBook;
	const opened: Opened[] = [];
	beforeAll(async () => {
		dayBook = await readDayBook(shared(MONTH));
	});
	afterEach(async () => {
		for (const one of opened.splice(0)) await one.close();
	});

	async function open(more: OpenOptions = {}): Promise<Opened> {
		const one = await openPayPal(dayBook, more);
		opened.push(one);
		return one;
	}

	test.each([
		['without faults', {}],
		['with faults', { faults: 'rateLimited=0.15,serverErrorBefore=0.1,dropBefore=0.1,seed=11' }],
		['where one search finds too much', { mostFound: 40 }],
	])('every withdrawal is told apart as the day book has it, %s', async (_name, more) => {
		const lab = await open(more);
		const events = payoutsOf(dayBook, 'paypal');
		expect(events).toHaveLength(25);
		const read = await readAll(lab.session(), FROM);
		expect(read.flatMap(({ held }) => held ?? [])).toEqual([]);
		const facts = read.flatMap(({ payout }) =>
			payout === undefined ? [] : [known(factsOfDocument(payout))],
		);
		expect(facts).toEqual(events.map((event) => known(factsOfEvent(event))));
	});

	test('a window in the middle gives the same as the whole', async () => {
		const lab = await open();
		const whole = await readAll(lab.session(), FROM);
		const window = { from: '2010-12-13T00:00:00Z', to: '2010-12-21T00:00:00Z' };
		const part = await readAll(lab.session(), window.from, window.to);
		const expected = whole.filter(
			({ payout }) =>
				payout !== undefined && payout.occurredAt >= window.from && payout.occurredAt < window.to,
		);
		expect(expected.length).toBeGreaterThan(3);
		expect(part).toEqual(expected);
	});

	test('one withdrawal by its id', async () => {
		const lab = await open();
		const whole = await readAll(lab.session(), FROM);
		const one = whole[7];
		expect(await lab.session().payoutsById([one?.externalId ?? '', 'XXXXXXXXXXXXXXXXX', 'no id'])).toEqual([
			one,
		]);
	});
});
