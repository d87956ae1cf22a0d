import fc from 'fast-check';
import { minorUnits } from '../../../../core/money/money';
import { ledgerTaxes } from '../../../../core/tax/ledgerTaxes';
import { tax } from '../../../support/documents';
import { taxCode } from '../../../support/ledger';

const given = (...args: Parameters<typeof ledgerTaxes>) =>
	ledgerTaxes(...args).map(({ tax: each }) => [each.ledgerRateId, each.name, each.rate, each.amount.amount]);

describe('taxes under the rates of a ledger code', () => {
	const state = tax('4.00', { name: 'State', rate: '0.040' });
	const city = tax('4.88', { name: 'City', rate: '0.04875' });
	const split = taxCode('NY', 'NYC', '4.875', '4');

	it('keep the names of the shop where there is no code, or one without rates', () => {
		const own = [
			[undefined, 'State', '0.04', '4.00'],
			[undefined, 'City', '0.04875', '4.88'],
		];
		expect(given([state, city], undefined, 'USD')).toEqual(own);
		expect(given([state, city], { ...split, id: 'TAX', rates: [] }, 'USD')).toEqual(own);
	});

	it('find the rate of the same percentage, in any order', () => {
		expect(given([state, city], split, 'USD')).toEqual([
			['NY-1', 'State', '0.04', '4.00'],
			['NY-0', 'City', '0.04875', '4.88'],
		]);
	});

	it('all come under the only rate of a code', () => {
		expect(given([state, city], taxCode('T', 'Total', '8.875'), 'USD').map(([id]) => id)).toEqual([
			'T-0',
			'T-0',
		]);
	});

	it('are shared by percentage where the ledger has more rates than the shop has taxes', () => {
		const combined = tax('8.88', { name: 'Sales Tax', rate: '0.08875' });
		expect(given([combined], split, 'USD')).toEqual([
			['NY-0', 'NYC 0', '0.04875', '4.88'],
			['NY-1', 'NYC 1', '0.04', '4.00'],
		]);
	});

	it('list a zero rate, because tax returns ask for what was sold under it', () => {
		expect(given([], taxCode('Z', 'Zero', '0'), 'USD')).toEqual([['Z-0', 'Zero 0', '0', '0.00']]);
	});

	it('leave out what the marketplace pays', () => {
		const channel = tax('1', { collectedBy: 'marketplace' });
		expect(given([channel, state], undefined, 'USD')).toEqual([[undefined, 'State', '0.04', '4.00']]);
	});

	it('lose nothing', () => {
		const percent = fc.constantFrom('0', '4', '4.875', '9.975', '20');
		const taxes = fc.array(
			fc.tuple(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom('0.04', '0.2', '0.09975', '0')),
			{ maxLength: 4 },
		);
		fc.assert(
			fc.property(taxes, fc.array(percent, { maxLength: 3 }), (amounts, percents) => {
				const charged = amounts.map(([cents, rate]) => tax((cents / 100).toFixed(2), { rate }));
				const result = ledgerTaxes(charged, taxCode('C', 'Code', ...percents), 'USD');
				const sum = (all: readonly { amount: { amount: string; currency: string } }[]): bigint =>
					all.reduce((total, { amount }) => total + minorUnits(amount), 0n);
				expect(sum(result.map((each) => each.tax))).toBe(sum(charged));
			}),
		);
	});
});
