/**
 * Golden cases: `document.json` (the organisation, what is posted already, ledger documents) -> `request.json` (endpoint and
 * body of each). Written anew only with UPDATE_GOLDEN=1.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOLDEN, goldenNames, requestsOf } from './support/golden';

describe('golden requests', () => {
	it('has the cases', () => expect(goldenNames().length).toBeGreaterThanOrEqual(18));

	it.each(goldenNames())('%s', (name) => {
		const file = join(GOLDEN, name, 'request.json');
		const requests = requestsOf(name);
		if (process.env.UPDATE_GOLDEN === '1') writeFileSync(file, `${JSON.stringify(requests, null, 2)}\n`);
		expect(existsSync(file)).toBe(true);
		expect(requests).toEqual(JSON.parse(readFileSync(file, 'utf8')));
	});
});
