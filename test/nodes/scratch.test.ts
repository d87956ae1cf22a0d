import { checkHealth, HEALTH_NODES } from './support/healthWorkflow';
import { Bench, asEngineWorkflow } from './support/bench';
import { foreignBooks } from './support/foreignBooks';
import { DayBookBuilder } from '../../lab/daybook/builder';
import { hoursAgo } from './support/shop';
import { readTemplate } from '../../lab/demo/templates';
function shop() {
	const b = new DayBookBuilder({ id: 'lantern-works', name: 'Lantern Works', currency: 'GBP', timeZone: 'Europe/London', country: 'GB', pricesIncludeTax: true },
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }]);
	b.product('LANTERN', 'Lantern', '24.00', 'Ware');
	b.product('WICK', 'Wick', '3.60', 'Ware');
	const q = [['LANTERN', '2'], ['WICK', '5'], ['LANTERN', '1'], ['LANTERN', '3'], ['WICK', '7'], ['WICK', '11'], ['LANTERN', '4'], ['WICK', '2']];
	const hours = [100, 76, 75, 52, 51, 50, 28, 2];
	q.forEach(([sku, quantity], i) => b.order({ at: hoursAgo(hours[i]!), lines: [{ sku: sku!, quantity: quantity! }], ...(i === 1 ? { pay: [{ gateway: 'paypal' }] } : {}) }));
	return b.build();
}
const BEFORE = Date.parse(hoursAgo(3));
test.each([['shopify', 'quickbooks'], ['woocommerce', 'xero'], ['bigcommerce', 'freshbooks']])('%s %s', async (store, ledger) => {
	const bench = await Bench.start({ dayBook: shop(), store, ledger, baseNodes: HEALTH_NODES, startAt: BEFORE, gateways: store === 'shopify' ? ['paypal', 'shopify_payments'] : ['paypal', 'shopify_payments', 'stripe', 'woocommerce_payments', 'cod'] });
	try {
		const run = await bench.history();
		console.log(run.error);
		const records = await bench.syncLog.search({ limit: 100 });
		console.log(store, records.map((r) => [r.status, r.documentType, r.number, r.orderNumber, r.ledgerEntity, r.ledgerId, r.bookedOn, r.findings.map((f) => f.code).join()].join(' ')).join('\n'));
		console.log((await bench.syncLog.openHeldEvents(10)).map((h) => h.orderNumber + h.findings.map((f) => f.message)));
		await bench.lab.control.advance(Number.MAX_SAFE_INTEGER);
		const foreign = await foreignBooks(bench, ledger);
		const template = readTemplate('weekly-sync-health');
		const nodes = template.nodes.map((node) => node.type.endsWith('.httpRequest') ? { ...node, parameters: { ...node.parameters, url: bench.lab.slackWebhook } }
			: node.name === 'Sync Health Checker' ? { ...node, parameters: { ...node.parameters, store, ledger } } : node);
		const ran = await bench.engine.open(asEngineWorkflow({ ...template, nodes })).run({ start: 'Every Monday at Eight', mode: 'trigger' });
		console.log(ran.error);
		for (const o of [0, 1, 2]) for (const json of ran.json('Sync Health Checker', o) as any[]) console.log(o, json.error, (json.checks ?? []).map((c: any) => [c.id, c.status, c.checked, ...c.findings.map((f: any) => f.code + ': ' + f.message)].join(' | ')).join('\n'));
	} finally { await bench.close(); }
});
