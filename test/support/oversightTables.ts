/** The tables of docs/oversight.md, made from the lists that the tests plant and find. */
import { CATALOGUE } from '../../core/findings/catalogue';
import { POWERS } from './anomalyPowers';
import { PLANTED_FAULTS } from './plantedFaults';

const cell = (text: string): string => text.replace(/\|/g, '\\|');
const row = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

export const faultTable = (): string =>
	table(
		['planted', 'where', 'found by', 'finding', 'its fix'],
		PLANTED_FAULTS.map(({ name, where, foundBy, code }) => [
			name,
			where,
			foundBy,
			`[${code}](findings.md)`,
			CATALOGUE[code].fix,
		]),
	);

export const powerTable = (): string =>
	table(
		['what happens in a shop of 15 orders a day', 'found in'],
		POWERS.map(({ size, chance }) => [size, `${Math.round(chance * 100)} % and more`]),
	);

export const TABLES: Readonly<Record<string, () => string>> = { faults: faultTable, powers: powerTable };
