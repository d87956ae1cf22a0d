/** Lines of the log: nobody outside can write one, or hide in one; and a history does not drown the rest. */
import fc from 'fast-check';
import { eventId } from '../../../core/posting/eventId';
import { finding } from '../../../core/findings/finding';
import { factsText, MOST_LINES, Trail } from '../../../nodes/shared/trail';
import { HOSTILE } from '../../support/hostileTexts';

const KEY = 'shopify/my-shop.example/order/1';

function trailOf(events: number) {
	const lines: string[] = [];
	const take =
		(level: string) =>
		(text: string): void =>
			void lines.push(`${level} ${text}`);
	const logger = { debug: take('debug'), info: take('info'), warn: take('warn') };
	const trail = new Trail({ logger, getNode: () => ({ name: 'My Poster' }) }, 'post', events, { run: 'r1' });
	return { lines, trail };
}

test('a line says event, step, facts, run and node', () => {
	const { lines, trail } = trailOf(1);
	trail.happened(KEY, { order: '#1001', kind: 'Sale', state: undefined });
	expect(lines).toEqual([
		`info StoreLedger event=${eventId(KEY)} step=post order=#1001 kind=Sale run=r1 node=My_Poster`,
	]);
});

test('the id is short, and another for another event', () => {
	expect(eventId(KEY)).toMatch(/^e[0-9a-f]{12}$/);
	const ids = Array.from({ length: 20_000 }, (_, index) => eventId(`shopify/my-shop.example/order/${index}`));
	expect(new Set(ids).size).toBe(ids.length);
});

test.each(HOSTILE)('%j stays one value of one line', (text) => {
	const line = factsText({ order: text, next: 'x' });
	expect(line).toMatch(/^(order=\S+ )?next=x$/);
	expect(line).not.toMatch(/\p{Cc}|\p{Cf}|\p{Surrogate}|["'<>=]{2}/u);
	expect(line.split('=')).toHaveLength(text === '' ? 2 : 3);
});

test('whatever the text is', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
			const line = factsText({ a: text, b: '1' });
			expect(line.length).toBeLessThan(220);
			expect(line).toMatch(/^(a=[^\s=]+ )?b=1$/u);
		}),
	);
});

test('what is held says its first reasons', () => {
	const { lines, trail } = trailOf(1);
	trail.held(KEY, { order: '#1' }, [
		finding('RULE_INVALID'),
		finding('RULE_INVALID'),
		finding('NOTHING_TO_POST'),
	]);
	expect(lines[0]).toContain('state=held because=RULE_INVALID run=');
});

test('many at once are told of at the level debug, and all in one line', () => {
	const { lines, trail } = trailOf(MOST_LINES + 1);
	for (let order = 0; order <= MOST_LINES; order++) trail.happened(`${KEY}${order}`, { order: `#${order}` });
	trail.ends();
	expect(lines.filter((line) => line.startsWith('info'))).toEqual([
		expect.stringContaining(`step=post events=${MOST_LINES + 1} run=r1`),
	]);
});

test('what has no key is not told of', () => {
	const { lines, trail } = trailOf(1);
	trail.happened('', { order: '#1' });
	expect(lines).toEqual([]);
});
