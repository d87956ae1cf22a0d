/** Disputes: a document for each stage that moves money, or ends it. */
import { checkDispute } from '../../../core/documents/check';
import { parseDocument } from '../../../core/documents/parse';
import type { Dispute } from '../../../core/documents';
import { GatewayBook, hoursAfter } from './books';
import { ALL, all, ContractGateway, dayBookName, isDispute, type GatewayUnderTest } from './context';

const AT = '2026-10-01T09:00:00+00:00';

/** One that is open, one won, one lost; their money is in payouts. */
function threeDisputes(gateway: string): GatewayBook {
	const book = new GatewayBook(gateway);
	const [open, won, lost] = [book.order(AT), book.order(hoursAfter(AT, 1)), book.order(hoursAfter(AT, 2))];
	const opened = [open, won, lost].map((order, index) =>
		book.dispute(order, hoursAfter(AT, 48 + index), 'opened'),
	);
	book.payout({
		id: 'po_opened',
		at: hoursAfter(AT, 72),
		transactions: [
			...[open, won, lost].map((order) => book.charge(order)),
			...opened.map((dispute) =>
				book.line('dispute', `-${dispute.amount}`, dispute.at, {
					fee: '15.00',
					orderId: dispute.orderId,
					disputeId: dispute.id,
				}),
			),
		],
	});
	const closed = hoursAfter(AT, 24 * 45);
	const back = book.dispute(won, closed, 'won');
	book.dispute(lost, closed, 'lost');
	book.payout({
		id: 'po_won',
		at: hoursAfter(AT, 24 * 46),
		transactions: [
			book.line('dispute_reversal', back.amount, back.at, { orderId: won.id, disputeId: back.id }),
		],
	});
	return book;
}

export function disputesContract(test: GatewayUnderTest): void {
	describe('disputes', () => {
		let gateway: ContractGateway;
		let found: Dispute[];
		beforeAll(async () => {
			gateway = await ContractGateway.open(test, threeDisputes(dayBookName(test)).dayBook);
			const documents = await all(gateway.session.disputes(ALL));
			expect(documents.filter(({ type }) => type === 'Held')).toEqual([]);
			found = documents.filter(isDispute);
		});
		afterAll(async () => await gateway.close());

		it('are a document a stage, with a key of its own', () => {
			expect(found.map(({ stage }) => stage).sort()).toEqual(['lost', 'opened', 'opened', 'opened', 'won']);
			expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
			for (const dispute of found) {
				const parsed = parseDocument(JSON.parse(JSON.stringify(dispute)));
				expect(parsed.ok ? [] : parsed.findings).toEqual([]);
				expect(checkDispute(dispute).ok).toBe(true);
				expect(dispute.id).toMatch(new RegExp(`^${test.connector.id}/.+/dispute/[^/]+/${dispute.stage}$`));
				expect(dispute).toMatchObject({ amount: { amount: '24.00', currency: 'GBP' } });
				expect(dispute.saleId).not.toBe('');
			}
		});

		it('name the fee that was taken, and the one that was given back', () => {
			const fees = (stage: Dispute['stage']) =>
				found.filter((one) => one.stage === stage).map(({ fee }) => fee.amount);
			expect(fees('opened')).toEqual(['15.00', '15.00', '15.00']);
			expect(fees('won')).toEqual(['0.00']);
		});

		it('belong to the time in which something changed', async () => {
			const { session } = gateway;
			const middle = hoursAfter(AT, 24 * 20);
			const before = (await all(session.disputes({ ...ALL, to: middle }))).filter(isDispute);
			const after = (await all(session.disputes({ from: middle }))).filter(isDispute);
			expect(before.map(({ stage }) => stage)).toEqual(['opened', 'opened', 'opened']);
			expect(after.map(({ stage }) => stage).sort()).toEqual(['lost', 'won']);
		});
	});
}
