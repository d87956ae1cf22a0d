import fc from 'fast-check';
import { isPattern, matchesPattern } from '../../../../core/rules/glob';
import {
	ruleBook,
	ruleText,
	type Condition,
	type Facts,
	type Rule,
} from '../../../../core/rules/mostSpecific';

const FACTS = ['country', 'channel', 'rate', 'kind'] as const;
const VALUES = ['GB', 'DE', 'web', 'pos', 'web-eu'] as const;

const value = fc.constantFrom(...VALUES);
const condition: fc.Arbitrary<Condition> = fc.oneof(
	value,
	fc.constantFrom('*', 'w*', '*eu', 'p*s'),
	fc.array(fc.constantFrom(...VALUES, 'web*'), { minLength: 1, maxLength: 3 }),
);
const rules: fc.Arbitrary<Rule<string>[]> = fc.array(
	fc.record({
		when: fc.dictionary(fc.constantFrom(...FACTS), condition, { maxKeys: 3 }),
		then: fc.constantFrom('A', 'B', 'C'),
	}),
	{ maxLength: 12 },
);
const facts: fc.Arbitrary<Facts> = fc.dictionary(fc.constantFrom(...FACTS), value);

/** The same, done the slow and plain way. */
function expected(all: readonly Rule<string>[], given: Facts): string {
	const list = (each: Condition): readonly string[] => (typeof each === 'string' ? [each] : each);
	const glob = (pattern: string): RegExp => new RegExp(`^${pattern.toLowerCase().replaceAll('*', '.*')}$`);
	const fitting = all.filter(({ when }) =>
		Object.entries(when).every(([fact, each]) =>
			list(each).some(
				(pattern) => given[fact] !== undefined && glob(pattern).test(given[fact].toLowerCase()),
			),
		),
	);
	const rank = ({ when }: Rule<string>): number =>
		Object.values(when).reduce<number>((sum, each) => {
			const patterns = list(each);
			const kind = patterns.some((pattern) => pattern.includes('*')) ? 0 : patterns.length > 1 ? 1 : 2;
			return sum + 1_000 + kind;
		}, 0);
	const best = Math.max(...fitting.map(rank));
	const results = new Set(fitting.filter((rule) => rank(rule) === best).map(({ then }) => then));
	return results.size === 0 ? 'none' : results.size > 1 ? 'tie' : [...results].join();
}

function found(all: readonly Rule<string>[], given: Facts): string {
	const match = ruleBook(all).find(given);
	return match.kind === 'match' ? match.rule.then : match.kind;
}

describe('the most specific rule', () => {
	it('is what a plain search finds', () => {
		fc.assert(
			fc.property(rules, facts, (all, given) => expect(found(all, given)).toBe(expected(all, given))),
		);
	});

	it('does not depend on the order of the rules', () => {
		const shuffled = rules.chain((all) =>
			fc
				.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
				.map((other) => [all, other] as const),
		);
		fc.assert(
			fc.property(shuffled, facts, ([all, other], given) =>
				expect(found(other, given)).toBe(found(all, given)),
			),
		);
	});

	it('has more conditions, then exact values, then lists, then patterns', () => {
		const all: Rule<string>[] = [
			{ when: {}, then: 'anything' },
			{ when: { country: '*' }, then: 'any country' },
			{ when: { country: ['GB', 'IE'] }, then: 'islands' },
			{ when: { country: 'GB' }, then: 'britain' },
			{ when: { country: '*', channel: 'w*' }, then: 'two patterns' },
		];
		expect([
			found(all, {}),
			found(all, { country: 'FR' }),
			found(all, { country: 'IE' }),
			found(all, { country: 'GB' }),
			found(all, { country: 'GB', channel: 'web' }),
		]).toEqual(['anything', 'any country', 'islands', 'britain', 'two patterns']);
	});

	it('is no tie when equally specific rules say the same', () => {
		const account = (name: string) => ({ id: '1', name });
		const book = ruleBook([
			{ when: { country: 'GB' }, then: account('Sales') },
			{ when: { channel: 'web' }, then: account('Sales') },
			{ name: 'third', when: { kind: 'item' }, then: account('Other') },
		]);
		expect(book.find({ country: 'GB', channel: 'web' }).kind).toBe('match');
		const tie = book.find({ country: 'GB', kind: 'item' });
		expect(tie.kind === 'tie' && tie.rules.map(ruleText)).toEqual(['"country GB"', '"third"']);
		expect(ruleText({ when: { a: ['b', 'c'] }, then: 1 })).toBe('"a b or c"');
		expect(ruleText({ when: {}, then: 1 })).toBe('the rule without conditions');
	});

	it('ignores case and outer spaces', () => {
		expect(found([{ when: { country: ' gb ' }, then: 'A' }], { country: 'GB' })).toBe('A');
		expect(found([{ when: { channel: 'WEB*' }, then: 'A' }], { channel: 'web-eu' })).toBe('A');
	});

	it('never takes two values for one, whatever they contain', () => {
		const all: Rule<string>[] = [{ when: { a: 'x', b: 'y' }, then: 'A' }];
		const book = ruleBook(all);
		expect(book.find({ a: 'x', b: 'y' }).kind).toBe('match');
		expect(book.find({ a: 'x|1:y', b: '' }).kind).toBe('none');
		expect(book.find({ a: 'x', b: undefined }).kind).toBe('none');
		expect(book.find({}).kind).toBe('none');
	});

	it('finds one of thousands without trying them all', () => {
		const many: Rule<string>[] = Array.from({ length: 5_000 }, (_, index) => ({
			when: { sku: `SKU-${index}` },
			then: `account ${index}`,
		}));
		const lists: Rule<string>[] = [
			{ when: { sku: many.map((_, index) => `L-${index}`), kind: ['item', 'fee'] }, then: 'list' },
		];
		const book = ruleBook([...many, ...lists]);
		const start = performance.now();
		for (let index = 0; index < 5_000; index++) {
			const match = book.find({ sku: `SKU-${index}`, kind: 'item' });
			if (match.kind !== 'match' || match.rule.then !== `account ${index}`) throw new Error(String(index));
		}
		// trying all rules would be 25 million comparisons
		expect(performance.now() - start).toBeLessThan(2_000);
		expect(book.find({ sku: 'L-4999', kind: 'fee' })).toMatchObject({ rule: { then: 'list' } });
	});
});

describe('patterns', () => {
	it('match as the regular expression does', () => {
		const texts = fc.string({ unit: fc.constantFrom('a', 'b', '*'), maxLength: 8 });
		const values = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 10 });
		fc.assert(
			fc.property(texts, values, (pattern, text) => {
				const regex = new RegExp(`^${pattern.replaceAll('*', '[ab]*')}$`);
				expect(matchesPattern(pattern, text)).toBe(regex.test(text));
				expect(isPattern(pattern)).toBe(pattern.includes('*'));
			}),
			{ numRuns: 1_000 },
		);
	});

	it('are quick on hostile input', () => {
		const start = performance.now();
		expect(matchesPattern(`${'*a'.repeat(200)}*b`, 'a'.repeat(100_000))).toBe(false);
		expect(performance.now() - start).toBeLessThan(500);
	});
});
