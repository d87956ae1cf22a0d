import { readDayBook } from '../../../lab/daybook/readDayBook';
import type { DayBook } from '../../../lab/daybook/events';
import { factsOfDocument, factsOfEvent, payoutsOf, readAll } from '../../support/gatewayRoundTrip';
import { describeWithShared, shared } from '../../support/shared';
import { openStripe, type Opened } from './support';

const MONTH = 'data/online-retail/daybook-2010-12.ndjson.gz';
const FROM = '2010-12-01T00:00:00Z';

describeWithShared('the real December at Stripe', () => {
	let dayBook: DayBook;
	const opened: Opened[] = [];
	beforeAll(async () => {
		dayBook = await readDayBook(shared(MONTH));
	});
	afterEach(async () => {
		for (const one of opened.splice(0)) await one.close();
	});

	test.each([
		['without faults', undefined],
		['with faults', 'rateLimited=0.15,serverErrorBefore=0.1,dropBefore=0.1,seed=11'],
	])('every payout is read as the day book has it, %s', async (_name, faults) => {
		const lab = await openStripe(dayBook, faults === undefined ? {} : { faults });
		opened.push(lab);
		const events = payoutsOf(dayBook, 'stripe');
		expect(events).toHaveLength(22);
		const read = await readAll(lab.session(), FROM);
		expect(read.flatMap(({ held }) => held ?? [])).toEqual([]);
		expect(read.flatMap(({ payout }) => (payout === undefined ? [] : [factsOfDocument(payout)]))).toEqual(
			events.map(factsOfEvent),
		);
	});

	test('each transaction names the payment as the shop knows it', async () => {
		const lab = await openStripe(dayBook);
		opened.push(lab);
		const references = new Map(
			dayBook.events.flatMap((event) =>
				event.kind === 'order'
					? event.payments.flatMap(({ paymentReference, gateway }) =>
							gateway === 'stripe' ? [[event.id, paymentReference] as const] : [],
						)
					: [],
			),
		);
		const read = await readAll(lab.session(), FROM);
		const charges = read.flatMap(({ payout }) =>
			(payout?.transactions ?? []).filter(
				({ type, id }) => type === 'charge' || (type === 'dispute' && !id.endsWith('/fee')),
			),
		);
		expect(charges.length).toBeGreaterThan(100);
		const orders = payoutsOf(dayBook, 'stripe').flatMap(({ transactions }) =>
			transactions.flatMap(({ type, orderId }) => (type === 'charge' || type === 'dispute' ? [orderId] : [])),
		);
		expect(charges.map(({ reference }) => reference)).toEqual(orders.map((id) => references.get(id ?? '')));
	});

	test('the dispute is read with what was taken', async () => {
		const lab = await openStripe(dayBook);
		opened.push(lab);
		const documents = [];
		for await (const page of lab.session().disputes({ from: FROM })) documents.push(...page);
		expect(documents).toMatchObject([
			{
				type: 'Dispute',
				stage: 'opened',
				amount: { amount: '302.10', currency: 'GBP' },
				fee: { amount: '15.00' },
				occurredAt: '2011-01-02T11:23:00.000Z',
			},
		]);
	});
});
