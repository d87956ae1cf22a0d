/** Payouts of every status, negative ones, those that do not add up, in another currency; on the day of the books. */
import { payoutNet } from '../../../core/documents/check';
import type { Payout } from '../../../core/documents';
import type { ReadPayout } from '../../../core/gateway/connector';
import type { PayoutEvent } from '../../../lab/daybook/events';
import { GatewayBook, hoursAfter } from './books';
import { ALL, all, ContractGateway, dayBookName, type GatewayUnderTest } from './context';

const AT = '2026-10-05T07:00:00+00:00';

async function readAll(test: GatewayUnderTest, book: GatewayBook): Promise<ReadPayout[]> {
	const gateway = await ContractGateway.open(test, book.dayBook);
	const payouts = await all(gateway.session.payouts(ALL));
	await gateway.close();
	return payouts;
}

/** Payouts of one order each, a day apart. */
function each(book: GatewayBook, more: readonly Partial<PayoutEvent>[]): void {
	more.forEach(({ status, net }, day) => {
		const order = book.order(hoursAfter(AT, day * 24 - 30));
		book.payout({
			id: `po_${day + 1}`,
			at: hoursAfter(AT, day * 24),
			transactions: [book.charge(order)],
			...(status === undefined ? {} : { status }),
			...(net === undefined ? {} : { net }),
		});
	});
}

const statusOf = ({ payout }: ReadPayout): Payout['status'] | undefined => payout?.status;

export function changingContract(test: GatewayUnderTest): void {
	describe('a payout', () => {
		it('has the status that the gateway gives it; one that may still change is looked at again', async () => {
			const book = new GatewayBook(dayBookName(test));
			each(book, [{ status: 'paid' }, { status: 'in_transit' }, { status: 'scheduled' }]);
			const payouts = await readAll(test, book);
			const open = payouts.filter((read) => statusOf(read) !== 'paid');
			expect(payouts.filter((read) => statusOf(read) === 'paid')).toHaveLength(1);
			for (const read of open) {
				// a gateway may not show what is only planned
				expect(['scheduled', 'inTransit']).toContain(statusOf(read));
				expect(Number.isNaN(Date.parse(read.lookAgainAt ?? ''))).toBe(false);
			}
		});

		it('that failed is a document of its own, which takes back what the first brought', async () => {
			const book = new GatewayBook(dayBookName(test));
			each(book, [{ status: 'paid' }, { status: 'failed' }]);
			const failed = (await readAll(test, book)).filter((read) => statusOf(read) === 'failed');
			expect(failed).toHaveLength(1);
			const [{ payout, asIssued, remarks } = failed[0]!] = failed;
			expect(payout?.id).toMatch(/\/payout\/[^/]+\/failed$/);
			expect(asIssued === undefined || `${asIssued.id}/failed` === payout?.id).toBe(true);
			expect(remarks.map(({ severity }) => severity)).toContain('warning');
		});

		it('may collect money from the bank', async () => {
			const book = new GatewayBook(dayBookName(test));
			const order = book.order(hoursAfter(AT, -60));
			book.payout({ id: 'po_paid', at: hoursAfter(AT, -40), transactions: [book.charge(order)] });
			const refund = book.refund(order, hoursAfter(AT, -20));
			book.payout({
				id: 'po_negative',
				at: AT,
				transactions: [book.line('refund', '-24.00', refund.at, { orderId: order.id, refundId: refund.id })],
			});
			const read = (await readAll(test, book)).at(-1);
			expect(read?.payout).toMatchObject({
				direction: 'fromBank',
				net: { amount: '24.00', currency: 'GBP' },
			});
			expect(payoutNet(read!.payout!)).toBe(-2400n);
		});

		it('whose transactions do not come to what arrives is held; the others are not', async () => {
			const book = new GatewayBook(dayBookName(test));
			each(book, [{}, { net: '20.00' }, {}]);
			const payouts = await readAll(test, book);
			const held = payouts.filter((read) => read.held !== undefined);
			expect(held).toHaveLength(1);
			expect(held[0]?.held?.findings.map(({ code }) => code)).toContain('PAYOUT_TOTAL_MISMATCH');
			expect(payouts.filter((read) => read.payout !== undefined)).toHaveLength(2);
		});

		it('is in its own currency', async () => {
			const book = new GatewayBook(dayBookName(test));
			each(book, [{}]);
			const order = book.order(hoursAfter(AT, -20), { currency: 'EUR', rate: '0.85' });
			book.payout({
				id: 'po_eur',
				at: hoursAfter(AT, 24),
				currency: 'EUR',
				transactions: [book.charge(order)],
			});
			const payouts = await readAll(test, book);
			expect(payouts.map(({ payout }) => payout?.currency)).toEqual(['GBP', 'EUR']);
			for (const { payout } of payouts)
				for (const { amount, fee } of payout?.transactions ?? [])
					expect([amount.currency, fee.currency]).toEqual([payout?.currency, payout?.currency]);
		});
	});

	describe.each(['Europe/London', 'America/Los_Angeles', 'Pacific/Auckland'])('books in %s', (timeZone) => {
		it('have each payout on the day that it was there', async () => {
			const book = new GatewayBook(dayBookName(test));
			for (const [index, at] of [
				'2026-10-24T23:30:00+00:00',
				'2026-10-25T11:30:00+00:00',
				'2026-11-01T08:30:00+00:00',
			].entries()) {
				const order = book.order(hoursAfter(at, -30));
				book.payout({ id: `po_${index}`, at, transactions: [book.charge(order)] });
			}
			const gateway = await ContractGateway.open(test, book.dayBook, { policy: { timeZone } });
			const payouts = await all(gateway.session.payouts(ALL));
			await gateway.close();
			const day = new Intl.DateTimeFormat('en-CA', {
				timeZone,
				year: 'numeric',
				month: '2-digit',
				day: '2-digit',
			});
			expect(payouts).toHaveLength(3);
			for (const { payout } of payouts) {
				// a gateway that names a day and no time means that day everywhere
				const [named, time] = (payout?.occurredAt ?? '').split('T');
				if (time === '00:00:00.000Z') expect(payout?.bookedOn).toBe(named);
				else expect(payout?.bookedOn).toBe(day.format(Date.parse(payout?.occurredAt ?? '')));
			}
		});
	});

	it('refuses a time zone that does not exist', async () => {
		const book = new GatewayBook(dayBookName(test));
		await expect(
			ContractGateway.open(test, book.dayBook, { policy: { timeZone: 'Europe/Nowhere' } }),
		).rejects.toMatchObject({ failure: 'rejected', message: expect.stringContaining('Europe/Nowhere') });
	});
}
