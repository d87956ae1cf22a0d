/** VAT rates of the European Union's member states since 2021. A rate of zero is never judged, so it is not listed. */
import type { PlaceRates, RateRow } from './rateRow';

const SINCE = '2021-01-01';
const CHECKED = '2026-01-01';
const SOURCE =
	'General knowledge after the European Commission\'s "VAT rates applied in the member states"; changes of 2026 after Sovos (Lithuania) and easytax (Finland)';

const eu = (place: string, ...rates: readonly RateRow[]): PlaceRates => ({
	place,
	since: SINCE,
	checked: CHECKED,
	source: SOURCE,
	rates,
});

/** Rates that have not changed since the table begins. */
const standard = (percent: string): RateRow => [percent, 'standard', SINCE];
const reduced = (...percents: readonly string[]): RateRow[] =>
	percents.map((percent) => [percent, 'reduced', SINCE] as const);
const special = (...percents: readonly string[]): RateRow[] =>
	percents.map((percent) => [percent, 'special', SINCE] as const);

export const EU_RATES: readonly PlaceRates[] = [
	eu('AT', standard('20'), ...reduced('13', '10'), ...special('19'), ['5', 'temporary', SINCE, '2021-12-31']),
	eu('BE', standard('21'), ...reduced('12', '6')),
	eu('BG', standard('20'), ...reduced('9')),
	eu('CY', standard('19'), ...reduced('9', '5'), ['3', 'special', '2023-01-01']),
	eu(
		'CZ',
		standard('21'),
		['15', 'reduced', SINCE, '2023-12-31'],
		['10', 'reduced', SINCE, '2023-12-31'],
		['12', 'reduced', '2024-01-01'],
	),
	eu('DE', standard('19'), ...reduced('7')),
	eu('DK', standard('25')),
	eu(
		'EE',
		['20', 'standard', SINCE, '2023-12-31'],
		['22', 'standard', '2024-01-01', '2025-06-30'],
		['24', 'standard', '2025-07-01'],
		...reduced('9'),
		['13', 'reduced', '2025-01-01'],
		['5', 'reduced', '2022-08-01', '2024-12-31'],
	),
	eu(
		'ES',
		standard('21'),
		...reduced('10'),
		...special('4'),
		['5', 'temporary', '2021-01-01', '2024-12-31'],
		['2', 'temporary', '2024-10-01', '2024-12-31'],
		['7.5', 'temporary', '2024-10-01', '2024-12-31'],
	),
	eu(
		'FI',
		['24', 'standard', SINCE, '2024-08-31'],
		['25.5', 'standard', '2024-09-01'],
		['14', 'reduced', SINCE, '2025-12-31'],
		['13.5', 'reduced', '2026-01-01'],
		...reduced('10'),
	),
	eu('FR', standard('20'), ...reduced('10', '5.5'), ...special('2.1', '13', '0.9')),
	eu('GR', standard('24'), ...reduced('13', '6'), ...special('17', '9', '4')),
	eu('HR', standard('25'), ...reduced('13', '5')),
	eu('HU', standard('27'), ...reduced('18', '5')),
	eu(
		'IE',
		['21', 'temporary', SINCE, '2021-02-28'],
		['23', 'standard', '2021-03-01'],
		...reduced('13.5', '9'),
		...special('4.8'),
	),
	eu('IT', standard('22'), ...reduced('10', '5'), ...special('4')),
	eu(
		'LT',
		standard('21'),
		...reduced('5'),
		['9', 'reduced', SINCE, '2025-12-31'],
		['12', 'reduced', '2026-01-01'],
	),
	eu(
		'LU',
		['17', 'standard', SINCE, '2022-12-31'],
		['14', 'reduced', SINCE, '2022-12-31'],
		['8', 'reduced', SINCE, '2022-12-31'],
		['16', 'temporary', '2023-01-01', '2023-12-31'],
		['13', 'temporary', '2023-01-01', '2023-12-31'],
		['7', 'temporary', '2023-01-01', '2023-12-31'],
		['17', 'standard', '2024-01-01'],
		['14', 'reduced', '2024-01-01'],
		['8', 'reduced', '2024-01-01'],
		...special('3'),
	),
	eu('LV', standard('21'), ...reduced('12', '5')),
	eu('MT', standard('18'), ...reduced('7', '5'), ['12', 'reduced', '2024-01-01']),
	eu('NL', standard('21'), ...reduced('9')),
	eu('PL', standard('23'), ...reduced('8', '5')),
	eu(
		'PT',
		standard('23'),
		...reduced('13', '6'),
		// Madeira and the Azores
		...special('22', '12', '5', '9', '4'),
		['18', 'special', SINCE, '2021-06-30'],
		['16', 'special', '2021-07-01'],
	),
	eu(
		'RO',
		['19', 'standard', SINCE, '2025-07-31'],
		['21', 'standard', '2025-08-01'],
		['5', 'reduced', SINCE, '2025-07-31'],
		['11', 'reduced', '2025-08-01'],
		// dwellings under contracts made before go on at 9 %
		['9', 'reduced', SINCE, '2026-07-31'],
	),
	eu('SE', standard('25'), ...reduced('12', '6')),
	eu('SI', standard('22'), ...reduced('9.5', '5')),
	eu(
		'SK',
		['20', 'standard', SINCE, '2024-12-31'],
		['23', 'standard', '2025-01-01'],
		['10', 'reduced', SINCE, '2024-12-31'],
		['19', 'reduced', '2025-01-01'],
		['5', 'reduced', '2023-01-01'],
	),
];
