/**
 * The way of an ops person in the real editor: import a template, see the picked credentials, choose accounts from the live list,
 * run, see the result; change a rule, run again: what is new follows the changed rule, what is in the books stays and is told.
 */
import { join } from 'node:path';
import { credentialsOf } from '../../lab/demo/run';
import { BEFORE_NEWEST, fewOrders } from '../nodes/support/shop';
import { startN8nDemo } from '../support/demo';
import { Editor } from '../support/editor';
import { runtime } from '../support/n8n';

const TEMPLATE = join(__dirname, '..', '..', 'workflows-templates', 'shopify-to-quickbooks.json');

/** By the row of the template: what these orders need. */
const ACCOUNTS: readonly (readonly [row: number, account: string, type: string])[] = [
	[0, 'Sales', 'Income'],
	[1, 'Discounts given', 'Income'],
	[2, 'Shipping income', 'Income'],
	[3, 'Sales returns', 'Income'],
	[9, 'Shopify Payments clearing', 'Other Current Asset'],
	[10, 'PayPal', 'Bank'],
];
const STEPS = ['Shopify Sales', 'Tax Resolver', 'Account Mapper', 'QuickBooks Poster'];

interface Balance {
	readonly account: string;
	readonly debit: string;
	readonly credit: string;
}

const { chromium } = runtime();

if (chromium === undefined) {
	test.skip('the path of an ops person (skipped: no Chromium was found)', () => undefined);
} else {
	test('a changed rule counts for what is new; what is in the books stays, and is told', async () => {
		const demo = await startN8nDemo({ dayBook: fewOrders(), startAt: BEFORE_NEWEST });
		const { engine, lab } = demo;
		const { store, ledger } = credentialsOf(demo);
		await engine.prepare([store, ledger]);
		const editor = await Editor.open(chromium, engine.editor);
		const books = () =>
			lab.platforms().ledger.inspect() as unknown as {
				documents: Record<string, number>;
				trialBalance: Balance[];
				duplicates: unknown[];
			};
		const credit = (name: string): string | undefined =>
			books().trialBalance.find(({ account }) => account === name)?.credit;
		try {
			await editor.importWorkflow(TEMPLATE);
			await editor.openNode('Account Mapper');
			expect(await editor.credential()).toBe(ledger.name);
			for (const [row, name, type] of ACCOUNTS) {
				await editor.choose('account', row, name, type);
				expect(await editor.value('account', row)).toBe(name);
			}
			await editor.closeNode();
			await editor.openNode('Tax Resolver');
			await editor.choose('taxCode', 0, '0.0% Z');
			await editor.closeNode();
			await editor.openNode('Shopify Sales');
			expect(await editor.credential()).toBe(store.name);
			await editor.fill('from', '2020-01-01 00:00:00');
			await editor.closeNode();

			await editor.run('Read History', STEPS);
			expect(books().documents).toEqual({ SalesReceipt: 2, RefundReceipt: 1 });
			// 2 lanterns and 8 wicks at list price, without the 20 % VAT in it
			expect(credit('Sales')).toBe('64.00');
			await editor.openNode('QuickBooks Poster');
			expect(await editor.outputPanel()).toContain('Posted Branch (3 items)');
			await editor.closeNode();

			// the rule is changed: sales go elsewhere from now on
			await lab.control.advance(Number.MAX_SAFE_INTEGER);
			await editor.openNode('Account Mapper');
			await editor.choose('account', 0, 'Services', 'Income');
			await editor.closeNode();
			await editor.run('Read History', STEPS);
			await waitUntil(() => books().documents['SalesReceipt'] === 3);

			expect(books()).toMatchObject({ documents: { SalesReceipt: 3, RefundReceipt: 1 }, duplicates: [] });
			expect(credit('Sales')).toBe('64.00');
			expect(credit('Services')).toBe('24.00');
			const [latest] = await engine.api.executions.list(editor.workflowId);
			const execution = await engine.api.executions.waitFor(latest?.id ?? '');
			const [posted, unchanged] = [0, 1].map((output) => execution.items('QuickBooks Poster', output));
			expect(posted?.map(({ json }) => json['orderNumber'])).toEqual(['#1003']);
			const remarks = unchanged?.flatMap(({ json }) =>
				(json['documents'] as { findings: { code: string }[] }[]).flatMap(({ findings }) =>
					findings.map(({ code }) => code),
				),
			);
			// the two sales: the refund is on an account of its own, which is as it was
			expect(unchanged).toHaveLength(3);
			expect(remarks).toEqual(['MAPPED_OTHERWISE', 'MAPPED_OTHERWISE']);
			await editor.openNode('QuickBooks Poster');
			expect(await editor.outputPanel()).toContain('Unchanged Branch (3 items)');
			await editor.closeNode();
		} finally {
			await editor.close();
			await demo.close();
		}
	});
}

/** The canvas still shows the run before for a moment. */
async function waitUntil(isSo: () => boolean): Promise<void> {
	for (let tries = 0; tries < 300 && !isSo(); tries++)
		await new Promise((resolve) => setTimeout(resolve, 100));
}
