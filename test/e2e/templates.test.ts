/** Templates of each kind in the real editor: they open, every node is known and has its icon. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { builtIn } from '../../lab/daybook/builtIn';
import { credentialsOf } from '../../lab/demo/run';
import { startN8nDemo } from '../support/demo';
import { Editor } from '../support/editor';
import { runtime } from '../support/n8n';

const FOLDER = join(__dirname, '..', '..', 'workflows-templates');

/** One of each kind. */
const TEMPLATES = [
	'shopify-payments-payouts-to-quickbooks',
	'daily-bank-reconciliation-xero',
	'month-end-tie-out-woocommerce',
	'four-channels-to-quickbooks',
	'approvals-shopify-to-quickbooks',
	'shopify-to-freshbooks-daily',
	'weekly-sync-health',
	'historical-import-shopify-to-quickbooks',
	'catch-up-shopify-to-quickbooks',
	'onboard-woocommerce-to-xero',
	'daily-digest-shopify',
	'monthly-performance-shopify',
	'held-shopify-to-quickbooks',
];

const { chromium } = runtime();

if (chromium === undefined) {
	test.skip('templates in the editor (skipped: no Chromium was found)', () => undefined);
} else {
	test('templates open in the editor, with every icon', async () => {
		const demo = await startN8nDemo({ dayBook: builtIn() });
		const { store, ledger } = credentialsOf(demo);
		await demo.engine.prepare([store, ledger]);
		const editor = await Editor.open(chromium, demo.engine.editor);
		try {
			for (const template of TEMPLATES) {
				await editor.importWorkflow(join(FOLDER, `${template}.json`));
				expect({ template, without: await editor.nodesWithoutIcon() }).toEqual({ template, without: [] });
				expect({ template, unknown: await editor.unknownNodes() }).toEqual({ template, unknown: [] });
				const folder = process.env['STORELEDGER_SCREENSHOTS'];
				if (folder === undefined || folder === '') continue;
				mkdirSync(folder, { recursive: true });
				await editor.screenshot(join(folder, `${template}.png`));
			}
		} finally {
			await editor.close();
			await demo.close();
		}
	});
}
