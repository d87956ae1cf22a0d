/**
 * The payouts of a real December, read from the shop in which they live: Shopify's, and the same shop shown as WooCommerce. What comes
 * out is what the day book's own figures say.
 */
import { payoutNet, transactionNet } from '../../core/documents/check';
import type { Payout } from '../../core/documents';
import { fromMinorUnits } from '../../core/money/money';
import { readDayBook } from '../../lab/daybook/readDayBook';
import type { DayBook, PayoutEvent } from '../../lab/daybook/events';
import { GATEWAY_FACES } from '../../nodes/shared/gateways/faces.generated';
import { all, ContractGateway } from '../support/gatewayContract/context';
import { describeWithShared, shared } from '../support/shared';

const DECEMBER = 'data/online-retail/daybook-2010-12.ndjson.gz';
const ALL = { from: '2010-11-01T00:00:00Z' };
/** the file's README */
const PAID = '268402.42';
const IN_TRANSIT = '-44.11';

const text = (units: bigint): string =>
	units < 0n ? `-${fromMinorUnits(-units, 'GBP').amount}` : fromMinorUnits(units, 'GBP').amount;

const sumOf = (payouts: readonly Payout[]): string =>
	text(payouts.reduce((sum, one) => sum + payoutNet(one), 0n));

describeWithShared('a real December', () => {
	let dayBook: DayBook;
	let events: PayoutEvent[];
	beforeAll(async () => {
		dayBook = await readDayBook(shared(DECEMBER));
		events = dayBook.events.filter(
			(event): event is PayoutEvent => event.kind === 'payout' && event.gateway === 'shopify_payments',
		);
	}, 60_000);

	test.each(['shopifypayments', 'woopayments'])(
		'%s',
		async (id) => {
			const face = GATEWAY_FACES[id];
			if (face === undefined) throw new Error(`no face for ${id}`);
			const { connector } = face;
			const policy = { gatewayName: 'shopify_payments' };
			const gateway = await ContractGateway.open({ connector, face }, dayBook, { policy });
			const read = await all(gateway.session.payouts(ALL));
			const disputes = await all(gateway.session.disputes(ALL));
			await gateway.close();
			expect(read.filter(({ held }) => held !== undefined)).toEqual([]);
			const payouts = read.flatMap(({ payout }) => payout ?? []);
			expect(payouts).toHaveLength(events.length);
			expect(sumOf(payouts.filter(({ status }) => status === 'paid'))).toBe(PAID);
			expect(sumOf(payouts.filter(({ status }) => status === 'inTransit'))).toBe(IN_TRANSIT);
			expect(payouts.every((payout) => payout.gateway === 'shopify_payments')).toBe(true);
			const transactions = payouts.flatMap((payout) => payout.transactions);
			const booked = events.flatMap((event) => event.transactions);
			const count = (type: string) => booked.filter((one) => one.type === type).length;
			expect(transactions.filter(({ type }) => type === 'charge')).toHaveLength(count('charge'));
			expect(transactions.filter(({ type }) => type === 'refund')).toHaveLength(count('refund'));
			expect(transactions.filter(({ type, settles }) => type === 'charge' && settles === undefined)).toEqual(
				[],
			);
			expect(text(transactions.reduce((sum, one) => sum + transactionNet(one), 0n))).toBe(sumOf(payouts));
			// the only dispute of that month is another gateway's
			expect(disputes).toEqual([]);
			expect(booked.filter(({ type }) => type.startsWith('dispute'))).toEqual([]);
		},
		120_000,
	);
});
