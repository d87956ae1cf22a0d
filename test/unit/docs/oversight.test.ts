/** docs/oversight.md says what the tests plant and find. UPDATE_DOCS=1 writes the tables anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PLANTED_FAULTS } from '../../support/plantedFaults';
import { TABLES } from '../../support/oversightTables';

const FILE = join(__dirname, '..', '..', '..', 'docs', 'oversight.md');

/** Cells without the blanks that align them. */
const plain = (text: string): string => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

const between = (text: string, name: string): readonly [number, number] => {
	const [start, end] = [`<!-- ${name}: from the tests -->`, `<!-- /${name} -->`];
	return [text.indexOf(start) + start.length, text.indexOf(end)];
};

test.each(Object.entries(TABLES))('the table "%s" is the list that is tested', (name, make) => {
	let text = readFileSync(FILE, 'utf8');
	if (process.env['UPDATE_DOCS'] === '1') {
		const [from, to] = between(text, name);
		text = `${text.slice(0, from)}\n\n${make()}\n\n${text.slice(to)}`;
		writeFileSync(FILE, text);
	}
	const [from, to] = between(text, name);
	expect(plain(text.slice(from, to))).toBe(plain(make()));
});

test('forty faults and more, of every kind that the figures can show', () => {
	expect(PLANTED_FAULTS.length).toBeGreaterThanOrEqual(40);
	const codes = new Set(PLANTED_FAULTS.map(({ code }) => code));
	for (const kind of ['MISSING_IN_LEDGER', 'SECOND_POSTER', 'WEBHOOKS_REMADE', 'CREDENTIAL_EXPIRED'] as const)
		expect(codes).toContain(kind);
	for (const kind of ['PRODUCT_TAX_CLASS_DIFFERS', 'ANOMALY_FEE_RATE', 'ANOMALY_NUMBER_GAP'] as const)
		expect(codes).toContain(kind);
});
