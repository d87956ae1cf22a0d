/**
 * The way of an ops person in the real editor: import the template, see that the credentials are picked, choose accounts
 * from the live chart of accounts, run, see the result in the books.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { credentialsOf } from '../../lab/demo/run';
import { builtIn } from '../../lab/daybook/builtIn';
import { startN8nDemo } from '../support/demo';
import { Editor } from '../support/editor';
import { runtime } from '../support/n8n';

const TEMPLATE = join(__dirname, '..', '..', 'workflows-templates', 'shopify-to-quickbooks.json');

/** What a bookkeeper chooses for the template's rows, in their order. */
const ACCOUNTS: readonly (readonly [account: string, type: string])[] = [
	['Sales', 'Income'],
	['Discounts given', 'Income'],
	['Shipping income', 'Income'],
	['Sales returns', 'Income'],
	['Shipping refunded', 'Income'],
	['Refund adjustments', 'Income'],
	['Gift card liability', 'Other Current Liability'],
	['Tips payable', 'Other Current Liability'],
	['Rounding differences', 'Income'],
	['Shopify Payments clearing', 'Other Current Asset'],
	['PayPal', 'Bank'],
	['Manual payments clearing', 'Other Current Asset'],
];

/** With $STORELEDGER_SCREENSHOTS the pictures of the documentation are taken on the way. */
async function picture(editor: Editor, name: string): Promise<void> {
	const folder = process.env['STORELEDGER_SCREENSHOTS'];
	if (folder === undefined || folder === '') return;
	mkdirSync(folder, { recursive: true });
	await editor.screenshot(join(folder, `${name}.png`));
}

const { chromium } = runtime();

if (chromium === undefined) {
	test.skip('the editor (skipped: no Chromium was found)', () => undefined);
} else {
	test('a template is imported, mapped from the live chart of accounts, and run', async () => {
		const demo = await startN8nDemo({ dayBook: builtIn() });
		const { engine, lab } = demo;
		const { store, ledger } = credentialsOf(demo);
		await engine.prepare([store, ledger]);
		const editor = await Editor.open(chromium, engine.editor);
		try {
			await editor.importWorkflow(TEMPLATE);
			expect(await editor.nodesWithoutIcon()).toEqual([]);
			await picture(editor, 'editor');

			await editor.openNode('Account Mapper');
			expect(await editor.credential()).toBe(ledger.name);
			expect(await editor.rows('account', ACCOUNTS.length)).toBe(ACCOUNTS.length);
			const entries = await editor.entries('account');
			expect(entries).toEqual(expect.arrayContaining(ACCOUNTS.map(([name, type]) => `${name}${type}`)));
			for (const [row, [name, type]] of ACCOUNTS.entries()) {
				await editor.choose('account', row, name, type);
				expect(await editor.value('account', row)).toBe(name);
			}
			await picture(editor, 'account-mapper');
			await editor.closeNode();

			await editor.openNode('Tax Resolver');
			await editor.choose('taxCode', 0, '0.0% Z');
			await editor.closeNode();

			await editor.openNode('Shopify Sales');
			expect(await editor.credential()).toBe(store.name);
			await editor.fill('from', '2020-01-01 00:00:00');
			await editor.closeNode();

			// the poster's panel was never opened: the import has picked its credential
			await editor.run('Read History', [
				'Shopify Sales',
				'Tax Resolver',
				'Account Mapper',
				'QuickBooks Poster',
			]);
			await picture(editor, 'run');
			const { documents } = lab.platforms().ledger.inspect() as { documents: Record<string, number> };
			expect(documents['SalesReceipt']).toBeGreaterThan(20);
			expect(documents['RefundReceipt']).toBeGreaterThan(2);

			await editor.run('Read History', ['QuickBooks Poster']);
			expect(lab.platforms().ledger.inspect()).toMatchObject({ documents, duplicates: [] });
		} finally {
			await editor.close();
			await demo.close();
		}
	});
}
