/** Findings stay readable whatever came in. */
import { finding } from '../../../core/findings/finding';

test('what is very long in them is cut, and says so', () => {
	const evidence = { rule: 'x'.repeat(20_000), problem: 'p', count: 3, none: null };
	const made = finding('RULE_INVALID', { path: 'a'.repeat(20_000), evidence });
	expect(made.message.length).toBeLessThan(1_200);
	expect(made.path).toHaveLength(500);
	expect(made.evidence).toEqual({ rule: `${'x'.repeat(999)}…`, problem: 'p', count: 3, none: null });
});

test('no half of a letter stays where it is cut', () => {
	const { evidence } = finding('RULE_INVALID', { evidence: { rule: `a${'😀'.repeat(600)}` } });
	expect(String(evidence?.['rule'])).not.toMatch(/\p{Surrogate}/u);
});

test('what is short stays as it is', () => {
	const where = { path: 'lines[2].amount', evidence: { rule: 2, problem: 'the code is missing' } };
	expect(finding('RULE_INVALID', where)).toMatchObject(where);
});
