/**
 * The short form of `npm run fuzz`: some hundred hostile inputs for everything that takes what comes from outside. Another seed:
 * FUZZ_SEED=7. A fault says how it is replayed.
 */
import { fuzz } from '../fuzz/driver';
import { checkResult } from '../fuzz/invariants';
import { inputSeed, Mutator } from '../fuzz/mutate/mutator';
import { TARGETS } from '../fuzz/targets';

const SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const RUNS = 200;
/** Of the 60 s that a test has; recording against the lab takes some of them. */
const SECONDS = 40;

test.each(TARGETS.map(({ name }) => name))('%s', async (name) => {
	const { inputs, faults } = await fuzz(name, SEED, RUNS, { seconds: SECONDS });
	expect(
		faults.map(({ index, problem }) => `--only ${name} --seed ${SEED} --at ${index}\n${problem}`),
	).toEqual([]);
	expect(inputs).toBeGreaterThan(0);
});

test('an input follows from its seed and number alone', () => {
	const input = (seed: number, index: number): string =>
		JSON.stringify(new Mutator(inputSeed(seed, 'x', index)).json({ a: [1, 'two', { three: '3.00' }] }));
	for (let index = 0; index < 200; index++) expect(input(5, index)).toBe(input(5, index));
	const different = new Set(Array.from({ length: 200 }, (_, index) => input(5, index)));
	expect(different.size).toBeGreaterThan(100);
});

test.each<[string, unknown]>([
	['money that is negative', { a: [{ amount: '-1.00', currency: 'GBP' }] }],
	['money that is a number', { amount: 1, currency: 'GBP' }],
	['money in exponents', { amount: '1e3', currency: 'GBP' }],
	[
		'an entry that does not balance',
		{
			type: 'JournalEntry',
			schemaVersion: 1,
			lines: [{ side: 'debit', amount: { amount: '1.00', currency: 'GBP' } }],
		},
	],
	['a finding of no catalogue', { code: 'NONE', severity: 'error', message: '', fix: '' }],
	['a prototype from outside', Object.create({ storeledgerFuzzCanary: true })],
])('the search for broken promises sees %s', (_, result) => {
	expect(() => checkResult(result)).toThrow();
});
