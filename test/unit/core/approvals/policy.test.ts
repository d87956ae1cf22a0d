/** Who must be asked, and why. */
import { judge, type ApprovalPolicy, type Threshold } from '../../../../core/approvals';
import { finding } from '../../../../core/findings/finding';
import type { EntryPurpose, JournalEntry } from '../../../../core/journal/entry';
import { paidSale } from '../../../support/entries';

const limit = (above: string, people: 1 | 2, purpose?: EntryPurpose): Threshold => ({
	above: { amount: above, currency: 'GBP' },
	people,
	...(purpose === undefined ? {} : { purpose }),
});

const POLICY: ApprovalPolicy = {
	currency: 'GBP',
	thresholds: [limit('5000.00', 1), limit('20000.00', 2), limit('500.00', 1, 'Refund')],
	always: [],
	firstTimes: [],
	warnings: false,
	rules: [],
};
const NOTHING = new Set<string>();
const sale = (amount: string, more: Partial<JournalEntry> = {}): JournalEntry => ({
	...paidSale('1', { amount }),
	...more,
});

describe('amounts', () => {
	it.each([
		['5000.00', 0],
		['5000.01', 1],
		['20000.00', 1],
		['20000.01', 2],
	] as const)('a sale of %s needs %i', (amount, needed) => {
		expect(judge(sale(amount), POLICY, NOTHING).needed).toBe(needed);
	});

	it("a kind's own limit takes the place of the one for any, for as many people", () => {
		const refund = (amount: string): JournalEntry => {
			const entry = sale(amount, { purpose: 'Refund' });
			const lines = entry.lines.map((line) => ({
				...line,
				side: line.side === 'debit' ? ('credit' as const) : ('debit' as const),
			}));
			return { ...entry, lines };
		};
		expect(judge(refund('500.01'), POLICY, NOTHING)).toEqual({
			needed: 1,
			reasons: ['500.01 GBP is more than 500.00 GBP'],
		});
		expect(judge(refund('20000.01'), POLICY, NOTHING).needed).toBe(2);
		const higher = { ...POLICY, thresholds: [limit('5000.00', 1), limit('90000.00', 1, 'Sale')] };
		expect(judge(sale('5000.01'), higher, NOTHING).needed).toBe(0);
	});

	it('compares in the currency of the books, exactly', () => {
		const foreign = (rate: string): JournalEntry => ({
			...paidSale('1', { amount: '10000.00', currency: 'USD' }),
			exchangeRate: { currency: 'GBP', rate },
		});
		expect(judge(foreign('0.5'), POLICY, NOTHING).needed).toBe(0);
		expect(judge(foreign('0.500001'), POLICY, NOTHING)).toEqual({
			needed: 1,
			reasons: ['10000.00 USD (5000.01 GBP) is more than 5000.00 GBP'],
		});
	});

	it('asks about what cannot be compared, as if it were above all limits', () => {
		const judged = judge(paidSale('1', { amount: '1.00', currency: 'USD' }), POLICY, NOTHING);
		expect(judged.needed).toBe(2);
		expect(judged.reasons[0]).toContain('no exchange rate');
	});
});

describe('other reasons', () => {
	it('asks about kinds, warnings and conditions, each with its sentence', () => {
		const warned = sale('1.00', { findings: [finding('CUSTOM_NUMBERS_OFF'), finding('NOTHING_TO_POST')] });
		const policy: ApprovalPolicy = {
			...POLICY,
			always: ['Sale'],
			warnings: true,
			rules: [
				{ when: { gateway: 'ca*' }, then: 2 },
				{ when: { gateway: 'paypal' }, then: 2 },
			],
		};
		const { needed, reasons } = judge(warned, policy, NOTHING);
		expect(needed).toBe(2);
		expect(reasons).toEqual([
			'every Sale is asked about',
			finding('CUSTOM_NUMBERS_OFF').message,
			'the condition "gateway ca*" fits',
		]);
	});

	it('asks about a gateway, country or customer until it is known, and keeps no personal data of it', () => {
		const policy: ApprovalPolicy = { ...POLICY, firstTimes: ['gateway', 'country', 'customer'] };
		const entry = sale('1.00', { customer: { id: 'C-77' }, shipTo: { country: 'FR' } });
		const { needed, reasons } = judge(entry, policy, NOTHING);
		expect([needed, reasons]).toEqual([
			1,
			[
				'the first document of the gateway card',
				'the first document to the country FR',
				'the first document of this customer',
			],
		]);
		const known = new Set(['shopify/my-shop.example/gateway/card', 'shopify/my-shop.example/country/FR']);
		expect(judge(entry, policy, known).reasons).toEqual(['the first document of this customer']);
	});

	it('lets everything through without a rule', () => {
		expect(judge(sale('999999.00'), { ...POLICY, thresholds: [] }, NOTHING)).toEqual({
			needed: 0,
			reasons: [],
		});
	});
});
