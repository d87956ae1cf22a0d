import fc from 'fast-check';
import { minorUnits } from '../../../../core/money/money';
import { DEFAULT_STORE_POLICY, type StorePolicy } from '../../../../core/store/connector';
import {
	splitPayments,
	type OrderForSplit,
	type OrderPayment,
	type PaymentSplit,
} from '../../../../core/store/splitPayments';
import { money } from '../../../support/documents';

const PLACED = '2026-03-02T09:30:00Z';
const MINUTE = 60_000;
const at = (minutes: number): string => new Date(Date.parse(PLACED) + minutes * MINUTE).toISOString();
const LATER = Date.parse(at(100_000));

function paid(amount: string, minutes: number, more: Partial<OrderPayment> = {}): OrderPayment {
	return {
		id: `${amount}@${minutes}`,
		gateway: 'shopify_payments',
		method: 'card',
		amount: money(amount),
		at: at(minutes),
		status: 'captured',
		manual: false,
		...more,
	};
}

const order = (payments: readonly OrderPayment[], more: Partial<OrderForSplit> = {}): OrderForSplit => ({
	placedAt: PLACED,
	total: money('100'),
	onTerms: false,
	payments,
	...more,
});

const WAIT: StorePolicy = { ...DEFAULT_STORE_POLICY, unpaidOrders: 'wait' };

/** the sale's instant, its payments, later ones, and what is owed; or the reason why there is none */
function split(of: OrderForSplit, now = LATER, policy = DEFAULT_STORE_POLICY) {
	const result = splitPayments(of, policy, now);
	if (result.kind === 'notYet') return [result.findings.map(({ code }) => code).join(), result.lookAgainAt];
	const ids = (parts: readonly { readonly id: string }[]): string => parts.map(({ id }) => id).join();
	return [result.occurredAt, ids(result.payments), ids(result.later), result.outstanding.amount];
}

describe('an order paid at once', () => {
	it('is a sale at its capture', () => {
		expect(split(order([paid('100', 0)]), Date.parse(at(0)))).toEqual([at(0), '100@0', '', '0.00']);
		expect(split(order([paid('100', 3)]))).toEqual([at(3), '100@3', '', '0.00']);
	});

	it('takes a gift card and a card together', () => {
		const both = order([paid('80', 2), paid('20', 0, { gateway: 'gift_card' })]);
		expect(split(both)).toEqual([at(0), '20@0,80@2', '', '0.00']);
	});

	it('waits for the rest as long as it may still come, then is an invoice with what is owed', () => {
		const part = order([paid('20', 0)]);
		expect(split(part, Date.parse(at(14)))).toEqual(['ORDER_SETTLING', at(15)]);
		expect(split(part, Date.parse(at(15)))).toEqual([at(0), '20@0', '', '80.00']);
	});

	it('takes what comes within the time, and makes payments of what comes later', () => {
		const all = order([paid('20', 0), paid('30', 15), paid('50', 16)]);
		expect(split(all)).toEqual([at(0), '20@0,30@15', '50@16', '50.00']);
	});

	it('leaves what comes after the total to later payments', () => {
		expect(split(order([paid('100', 0), paid('5', 1)]))).toEqual([at(0), '100@0', '5@1', '0.00']);
	});

	it('shows a payment above the total, for the check to hold it', () => {
		const result = splitPayments(order([paid('120', 0)]), DEFAULT_STORE_POLICY, LATER);
		expect(result).toMatchObject({ paid: money('120'), outstanding: money('0') });
	});

	it('keeps what joins a payment to its payout', () => {
		const result = splitPayments(order([paid('100', 0, { reference: 'ch_1' })]), DEFAULT_STORE_POLICY, LATER);
		expect(result).toMatchObject({
			payments: [
				{ id: '100@0', gateway: 'shopify_payments', method: 'card', reference: 'ch_1', capturedAt: at(0) },
			],
		});
	});
});

describe('an order not paid at once', () => {
	const openTransfer = paid('100', 0, {
		status: 'pending',
		manual: true,
		gateway: 'bank_transfer',
		id: 'open',
	});
	const transfer = paid('100', 9_000, { manual: true, gateway: 'bank_transfer' });

	it('on terms is an invoice from the start, whatever comes later', () => {
		expect(split(order([], { onTerms: true }), Date.parse(at(0)))).toEqual([PLACED, '', '', '100.00']);
		expect(split(order([paid('100', 5)], { onTerms: true }))).toEqual([PLACED, '', '100@5', '100.00']);
		expect(split(order([], { onTerms: true }), LATER, WAIT)).toEqual([PLACED, '', '', '100.00']);
		const deposit = order([paid('20', 0), paid('80', 1)], { onTerms: true });
		expect(split(deposit)).toEqual([PLACED, '20@0', '80@1', '80.00']);
	});

	it('by a manual payment is an invoice too, also when the shop no longer shows the open one', () => {
		const invoice = [PLACED, '', '', '100.00'];
		expect(split(order([openTransfer]), Date.parse(at(0)))).toEqual(invoice);
		expect(split(order([openTransfer, transfer]))).toEqual([PLACED, '', '100@9000', '100.00']);
		expect(split(order([transfer]))).toEqual([PLACED, '', '100@9000', '100.00']);
	});

	it('waits where the policy says so, and is then a sale when the money comes', () => {
		expect(split(order([openTransfer]), LATER, WAIT)).toEqual(['PAYMENT_NOT_CAPTURED', undefined]);
		expect(split(order([openTransfer, transfer]), LATER, WAIT)).toEqual([at(9_000), '100@9000', '', '0.00']);
	});

	it('cash in the shop is a sale', () => {
		expect(split(order([paid('100', 0, { manual: true, gateway: 'cash' })]))).toEqual([
			at(0),
			'100@0',
			'',
			'0.00',
		]);
	});

	it('only authorized, or on its way, is nothing yet', () => {
		for (const status of ['authorized', 'pending'] as const) {
			expect(split(order([paid('100', 0, { status })]))).toEqual(['PAYMENT_NOT_CAPTURED', undefined]);
		}
		expect(split(order([paid('100', 0, { status: 'failed' })]))).toEqual(['ORDER_NOT_PAID', undefined]);
		expect(split(order([]))).toEqual(['ORDER_NOT_PAID', undefined]);
	});

	it('of no value is a sale without payments', () => {
		expect(split(order([], { total: money('0') }))).toEqual([PLACED, '', '', '0.00']);
	});

	it('with a deposit by card and the rest transferred much later stays the sale it was', () => {
		const deposit = paid('20', 1);
		const rest = paid('80', 9_000, { manual: true });
		const asked = paid('80', 8_000, { manual: true, status: 'pending', id: 'asked' });
		const first = split(order([deposit]), Date.parse(at(20)));
		expect(first).toEqual([at(1), '20@1', '', '80.00']);
		expect(split(order([deposit, asked]))).toEqual(first);
		expect(split(order([deposit, asked, rest]))).toEqual([at(1), '20@1', '80@9000', '80.00']);
	});
});

describe('the same order read at any time', () => {
	/** What happens to an order: payments that become visible when they are captured. */
	const histories = fc.record({
		onTerms: fc.boolean(),
		/** a manual payment agreed when the order is placed */
		open: fc.boolean(),
		policy: fc.constantFrom(DEFAULT_STORE_POLICY, WAIT),
		captures: fc.array(
			fc.record({
				minutes: fc.oneof(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 20_000 })),
				percent: fc.integer({ min: 1, max: 100 }),
				manual: fc.boolean(),
			}),
			{ maxLength: 4 },
		),
	});

	it('gives the same sale, once it gives one, and every payment exactly once', () => {
		fc.assert(
			fc.property(histories, ({ onTerms, open, policy, captures }) => {
				const agreed = paid('100', 0, { status: 'pending', manual: true, id: 'agreed' });
				const payments = captures.map(({ minutes, percent, manual }, index) =>
					paid(String(percent), minutes, { manual, id: `p${index}` }),
				);
				let sale: Extract<PaymentSplit, { kind: 'sale' }> | undefined;
				const moments = [
					...new Set([0, 1, 14, 15, 16, 30, 1_000, 30_000, ...captures.map(({ minutes }) => minutes)]),
				];
				for (const minutes of moments.sort((a, b) => a - b)) {
					const now = Date.parse(at(minutes));
					const seen = payments.filter((each) => Date.parse(each.at) <= now);
					const result = splitPayments(order(open ? [agreed, ...seen] : seen, { onTerms }), policy, now);
					if (result.kind === 'notYet') {
						expect(sale).toBeUndefined();
						continue;
					}
					if (sale !== undefined) {
						const { later: _later, ...same } = result;
						const { later: _before, ...first } = sale;
						expect(same).toEqual(first);
					}
					sale = result;
					const all = [...result.payments, ...result.later].map(({ id }) => id).sort();
					expect(all).toEqual(seen.map(({ id }) => id).sort());
					const owed = minorUnits(result.paid) + minorUnits(result.outstanding);
					expect(owed >= minorUnits(money('100'))).toBe(true);
				}
			}),
			{ numRuns: 500 },
		);
	});
});
