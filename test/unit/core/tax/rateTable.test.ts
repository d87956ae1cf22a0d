/** The tables of rates and limits: well-formed, dated, and looked up by place and day. */
import { EU_RATES } from '../../../../core/tax/data/euRates';
import { CONSIGNMENT_LIMITS } from '../../../../core/tax/data/limits';
import { OTHER_RATES } from '../../../../core/tax/data/otherRates';
import { EU_MEMBERS } from '../../../../core/tax/data/places';
import { parseMoney } from '../../../../core/money/money';
import { parsePercent } from '../../../../core/money/rate';
import { rateNotInForce } from '../../../../core/tax/rateTable';
import { isEu, isInEuVat, taxPlace, type TaxPlace } from '../../../../core/tax/taxPlace';

const TABLES = [...EU_RATES, ...OTHER_RATES];
const DAY = /^\d{4}-\d\d-\d\d$/;

describe('the tables', () => {
	it.each(TABLES.map((table) => [table.place, table] as const))(
		'%s',
		(_place, { since, checked, source, rates }) => {
			expect([since, checked].every((day) => DAY.test(day))).toBe(true);
			expect(source).not.toBe('');
			for (const [percent, , from, to] of rates) {
				expect(parsePercent(percent)).toBeDefined();
				expect(DAY.test(from) && (to === undefined || (DAY.test(to) && from <= to))).toBe(true);
			}
			// some rate is in force on every day that the table judges, and never twice the same one
			for (const day of [since, checked, '2026-06-30']) {
				const inForce = rates.filter(([, , from, to]) => from <= day && (to === undefined || day <= to));
				expect(inForce.length).toBeGreaterThan(0);
				expect(new Set(inForce.map(([percent]) => percent)).size).toBe(inForce.length);
			}
		},
	);

	it('have every member of the EU once, and every province', () => {
		const members = Object.keys(EU_MEMBERS).filter((country) => country !== 'GB');
		expect(EU_RATES.map(({ place }) => place).sort()).toEqual(members.sort());
		expect(OTHER_RATES.filter(({ place }) => place.startsWith('CA-'))).toHaveLength(13);
		expect(new Set(TABLES.map(({ place }) => place)).size).toBe(TABLES.length);
	});

	it('have limits that are amounts', () => {
		for (const { amount, currency, source } of CONSIGNMENT_LIMITS) {
			expect(typeof parseMoney(amount, currency)).toBe('object');
			expect(source).not.toBe('');
		}
	});
});

describe('a rate on a day', () => {
	const at = (country: string, region?: string): TaxPlace => ({
		country,
		...(region === undefined ? {} : { region: `${country}-${region}` }),
	});
	it.each([
		['DE', undefined, '19', '2026-03-02', true],
		['DE', undefined, '16', '2026-03-02', false],
		['EE', undefined, '20', '2023-12-31', true],
		['EE', undefined, '20', '2024-01-01', false],
		['EE', undefined, '22', '2025-06-30', true],
		['EE', undefined, '24', '2025-06-30', false],
		['RO', undefined, '21', '2025-08-01', true],
		['SK', undefined, '23', '2024-12-31', false],
		['LT', undefined, '9', '2026-01-01', false],
		['FI', undefined, '13.5', '2026-01-01', true],
		['CH', undefined, '8.1', '2024-01-01', true],
		['CH', undefined, '7.7', '2024-01-01', false],
		['GB', undefined, '0', '2026-03-02', true],
		['AU', undefined, '12.5', '2026-03-02', false],
		['NZ', undefined, '15', '2026-03-02', true],
		['CA', 'QC', '9.975', '2026-03-02', true],
		['CA', 'QC', '14.975', '2026-03-02', true],
		['CA', 'QC', '13', '2026-03-02', false],
		['CA', 'ON', '5', '2026-03-02', false],
		['CA', undefined, '99', '2026-03-02', true],
		['US', 'CA', '99', '2026-03-02', true],
		['CA', 'QC', '9.98', '2026-03-02', true],
	])('%s %s %s on %s', (country, region, percent, on, fine) => {
		expect(rateNotInForce(at(country, region), percent, on) === undefined).toBe(fine);
	});
});

describe('places', () => {
	it.each([
		[{ country: 'uk' }, { country: 'GB' }],
		[{ country: 'EL' }, { country: 'GR' }],
		[
			{ country: 'MC', region: 'MC' },
			{ country: 'FR', region: 'FR-MC' },
		],
		[
			{ country: 'ES', postcode: '35010' },
			{ country: 'ES', outsideVat: 'Canary Islands' },
		],
		[{ country: 'ES', postcode: '28001' }, { country: 'ES' }],
		[
			{ country: 'US', region: 'us-ca' },
			{ country: 'US', region: 'US-CA' },
		],
		[{ country: 'XX' }, undefined],
		[{ country: 'Deutschland' }, undefined],
		[{}, undefined],
	])('%j is %j', (address, place) => {
		expect(taxPlace(address)).toEqual(place);
	});

	it('the United Kingdom left with 2020', () => {
		expect([isEu('GB', '2020-12-31'), isEu('GB', '2021-01-01'), isEu('FR', '2021-01-01')]).toEqual([
			true,
			false,
			true,
		]);
		expect(isInEuVat({ country: 'ES', outsideVat: 'Ceuta' }, '2026-01-01')).toBe(false);
	});
});
