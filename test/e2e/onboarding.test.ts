/**
 * From a running n8n to the first order in the books, as a person goes: import the template, create the two credentials, have the
 * accounts and tax codes suggested, look at the preview, go live. Clicks and fields are counted; the seconds are said, not
 * asserted: they depend on the machine (docs/benchmarks.md).
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { credentialsOf } from '../../lab/demo/run';
import { compareBooks, type LedgerBalance } from '../../lab/demo/books';
import { expectedBooks } from '../../lab/daybook/expectedBooks';
import { fewOrders } from '../nodes/support/shop';
import { startN8nDemo } from '../support/demo';
import { Editor } from '../support/editor';
import { runtime } from '../support/n8n';

const TEMPLATE = join(__dirname, '..', '..', 'workflows-templates', 'onboard-shopify-to-quickbooks.json');

/** What the lab's chart has for the roles and gateways of these orders, as the suggestion finds them. */
const ACCOUNTS: readonly (readonly [role: string, account: string, gateway?: string])[] = [
	['sales', 'Sales'],
	['discounts', 'Discounts given'],
	['shippingIncome', 'Shipping income'],
	['salesReturns', 'Sales returns'],
	['clearing', 'Shopify Payments clearing', 'shopify_payments'],
	['clearing', 'PayPal', 'paypal'],
];

/** Import 3; each credential: open its node, "Connect", save or sign in, close the node; two steps to run. */
const MOST_CLICKS = 3 + 2 * 4 + 2;

const { chromium } = runtime();

async function picture(editor: Editor, name: string): Promise<void> {
	const folder = process.env['STORELEDGER_SCREENSHOTS'];
	if (folder === undefined || folder === '') return;
	mkdirSync(folder, { recursive: true });
	await editor.screenshot(join(folder, `${name}.png`));
}

if (chromium === undefined) {
	test.skip('onboarding in the editor (skipped: no Chromium was found)', () => undefined);
} else {
	test('the first orders are in the books after thirteen clicks, and no row was filled in', async () => {
		const demo = await startN8nDemo({ dayBook: fewOrders() });
		const { engine, lab } = demo;
		const { store, ledger } = credentialsOf(demo);
		await engine.prepare([]);
		const editor = await Editor.open(chromium, engine.editor);
		const documents = (): Record<string, number> =>
			(lab.platforms().ledger.inspect() as { documents: Record<string, number> }).documents;
		try {
			const started = Date.now();
			const laps: string[] = [];
			const lap = (what: string): void => {
				laps.push(`${what} ${((Date.now() - started) / 1000).toFixed(1)} s`);
			};
			editor.startCounting();
			await editor.importWorkflow(TEMPLATE);
			lap('imported');

			await editor.openNode('Read a Week');
			await editor.createCredential(store.data, store.connect);
			await editor.closeNode();
			await editor.openNode('Suggest Tax Codes');
			await editor.createCredential(ledger.data, ledger.connect);
			await editor.closeNode();
			lap('connected');
			// n8n has given the credentials to all other nodes; the trigger waits for its day
			expect(await editor.nodesWithIssues()).toEqual(['Shopify Sales Trigger']);

			await editor.run('Suggest and Preview', ['Suggest Tax Codes', 'Suggest Accounts', 'Preview']);
			lap('previewed');
			expect(documents()).toEqual({});

			await editor.run('Go Live', ['Confirm Tax Codes', 'Confirm Accounts', 'QuickBooks Poster']);
			lap('in the books');
			const { clicks, fields } = editor;
			process.stdout.write(`Onboarding: ${clicks} clicks, ${fields} fields; ${laps.join(', ')}\n`);
			expect(clicks).toBe(MOST_CLICKS);
			// the keys of the two accounts, and where the lab is
			expect(fields).toBeLessThanOrEqual(
				[store, ledger].flatMap(({ data }) => Object.values(data)).filter((value) => value !== '').length,
			);
			// the generous bound of a busy machine
			expect(Date.now() - started).toBeLessThan(240_000);
			await picture(editor, 'onboarding');

			expect(documents()).toEqual({ SalesReceipt: 3, RefundReceipt: 1 });
			const { trialBalance } = lab.platforms().ledger.inspect() as { trialBalance: LedgerBalance[] };
			const rows = ACCOUNTS.flatMap(([role, name, gateway]) =>
				trialBalance
					.filter(({ account }) => account === name)
					.map(({ accountId }) => ({
						role,
						account: accountId,
						when: gateway === undefined ? {} : { gateway },
					})),
			);
			expect(compareBooks(expectedBooks(fewOrders()).balances, trialBalance, rows)).toEqual([]);

			await editor.run('Go Live', ['QuickBooks Poster']);
			expect(lab.platforms().ledger.inspect()).toMatchObject({ documents: documents(), duplicates: [] });
		} finally {
			await editor.close();
			await demo.close();
		}
	});
}
