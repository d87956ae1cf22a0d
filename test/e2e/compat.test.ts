/**
 * The older n8n 1.x: the packed package installs, loads, and the template brings a shop's history into the books. It needs
 * an n8n of its own (minutes, gigabytes), so it runs only when asked for: npm run test:compat
 */
import { builtIn } from '../../lab/daybook/builtIn';
import { runDemo } from '../../lab/demo/run';
import { name as packageName } from '../../package.json';
import { startN8nDemo } from '../support/demo';

/** The last of the line before 2.x; scripts/setup/n8n.mjs knows how to install it. */
const VERSION = '1.123.81';
const NODES = [
	'accountMapper',
	'quickBooksPoster',
	'shopifySales',
	'shopifySalesTrigger',
	'syncHealthChecker',
	'taxResolver',
];

if (process.env['STORELEDGER_COMPAT'] === '1') {
	test(`n8n ${VERSION} loads the package's nodes, and the template posts a shop's history to the cent`, async () => {
		const demo = await startN8nDemo({ dayBook: builtIn() }, VERSION);
		try {
			// n8n lists a second type, named ...Tool, for each node that an agent may use
			const types = await demo.engine.api.nodeTypes.ofPackage(packageName);
			expect(types.filter((type) => !type.endsWith('Tool'))).toEqual(
				NODES.map((node) => `${packageName}.${node}`),
			);
			const report = await runDemo(demo);
			expect(report).toMatchObject({ missing: 0, duplicates: 0, differences: [], held: [], equal: true });
			const posted = Object.values(report.posted).reduce((sum, count) => sum + count, 0);
			expect(report.again).toEqual({ posted: 0, unchanged: posted, review: 0 });
		} finally {
			await demo.close();
		}
	});
} else {
	test.skip(`n8n ${VERSION} (skipped: only with STORELEDGER_COMPAT=1, by npm run test:compat)`, () =>
		undefined);
}
