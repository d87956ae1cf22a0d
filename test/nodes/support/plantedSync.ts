/** Plants the faults of test/support/plantedFaults/sync.ts into a bench on which a week has been posted. */
import { TOKEN_SEEN, TRIGGER_NAME } from '../../../core/health';
import { noteRemadeWebhooks, WEBHOOK_CARE } from '../../../core/store/webhookCare';
import { allowanceState, monthOf } from '../../../core/transport/allowance';
import { DayBookBuilder } from '../../../lab/daybook/builder';
import type { DayBook } from '../../../lab/daybook/events';
import type { Bench } from './bench';
import type { Foreign } from './foreignBooks';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

/** Noon of a day some days ago, and some minutes. */
function noon(daysAgo: number, minutes = 0): string {
	const day = ago(daysAgo * DAY_MS).slice(0, 10);
	return `${day}T12:${String(minutes).padStart(2, '0')}:00+00:00`;
}

/** Orders #1001 to #1008 of four days; the newest has not happened when the history is read. */
export function plantedShop(): DayBook {
	const shop = new DayBookBuilder(
		{
			id: 'lantern-works',
			name: 'Lantern Works',
			currency: 'GBP',
			timeZone: 'Europe/London',
			country: 'GB',
			pricesIncludeTax: true,
		},
		() => [{ name: 'VAT', rate: '0.2', country: 'GB', collectedBy: 'merchant' }],
	);
	shop.product('LANTERN', 'Lantern', '24.00', 'Ware');
	shop.product('WICK', 'Wick', '3.60', 'Ware');
	const order = (at: string, sku: string, quantity: string, gateway?: string) =>
		shop.order({
			at,
			lines: [{ sku, quantity }],
			...(gateway === undefined ? {} : { pay: [{ gateway }] }),
		});
	order(noon(4), 'LANTERN', '2');
	order(noon(3), 'WICK', '5', 'paypal');
	order(noon(3, 5), 'LANTERN', '1');
	order(noon(2), 'LANTERN', '3');
	order(noon(2, 5), 'WICK', '7');
	order(noon(2, 10), 'WICK', '11');
	order(noon(1), 'LANTERN', '4');
	order(ago(2 * HOUR_MS).replace(/\.\d+Z$/, '+00:00'), 'WICK', '2');
	return shop.build();
}

export const BEFORE_THE_LAST = Date.now() - 3 * HOUR_MS;

export interface Planting {
	readonly bench: Bench;
	readonly foreign: Foreign;
	/** the day of the books on which an order of the shop was posted */
	readonly dayOf: (orderNumber: string) => Promise<string>;
}

async function staleTrigger({ syncLog }: Bench, name: string): Promise<void> {
	await syncLog.setState(`trigger:w1/${name}`, 'lastSweepAt', ago(60.5 * HOUR_MS));
	await syncLog.setState(`trigger:w1/${name}`, TRIGGER_NAME, name);
}

/** The token that a check has seen for the first time was seen so many days ago. */
async function agedToken({ syncLog }: Bench, days: number): Promise<void> {
	for (const { scope, value } of await syncLog.states(TOKEN_SEEN))
		await syncLog.setState(scope, TOKEN_SEEN, { ...(value as object), since: ago(days * DAY_MS) });
}

/** A document for which the ledger never gave an answer. */
async function failedDocument({ syncLog }: Bench, ledger: string, tenant: string): Promise<void> {
	const businessKey = 'bigcommerce/lantern-works/order/7777';
	const request = {
		postingKey: `${ledger}/${tenant}/${businessKey}/Sale`,
		businessKey,
		ledger,
		tenant,
		documentType: 'ManualJournal' as const,
		number: '7777',
		orderNumber: '7777',
		bookedOn: noon(1).slice(0, 10),
		total: { amount: '1.00', currency: 'GBP' },
		fingerprint: 'f',
		snapshot: {},
	};
	await syncLog.claim([request], 'a-run', 60_000);
	await syncLog.release([request.postingKey], 'a-run');
}

async function plantShopify({ bench, foreign, dayOf }: Planting): Promise<void> {
	const { syncLog, lab } = bench;
	const { others, tenant } = foreign;
	const store = lab.shopDomain;
	await others.sale({ amount: '24.00', date: await dayOf('#1003'), number: '#1003' });
	await others.bankFeed({ amount: '72.00', date: await dayOf('#1004'), number: 'BF-77' });
	const records = await syncLog.search({ status: ['posted'], limit: 100 });
	const receipt = records.find(({ orderNumber }) => orderNumber === '#1005');
	await others.voidSale({ entity: 'SalesReceipt', id: receipt?.ledgerId ?? '' });
	await noteRemadeWebhooks(syncLog, 'trigger:w1/webhooks', { store, count: 3, now: Date.now() });
	await staleTrigger(bench, 'Shopify Sales Trigger');
	const lost = { businessKey: `shopify/${store}/order/9999`, orderId: '9999', revision: '1' };
	for (let times = 0; times < 4; times++) await syncLog.emitted('trigger:w1/lost', [lost]);
	// QuickBooks lets a permission live 100 days
	await agedToken(bench, 93.5);
	await syncLog.setState(`quickbooks/${tenant}`, allowanceState(monthOf(Date.now())), 455_000);
	await syncLog.summaryAdd({ ledger: 'quickbooks', tenant }, [
		{
			businessKey: 'shopify/second-shop.example/order/1',
			batch: 'shopify/second-shop.example/2026-01-01.GBP',
			dueAt: Date.now() - 50.5 * HOUR_MS,
			orderNumber: '#1',
			bookedOn: noon(4).slice(0, 10),
			fingerprint: 'f',
			content: {},
		},
	]);
}

async function plantWooCommerce({ bench, foreign: { others }, dayOf }: Planting): Promise<void> {
	const { syncLog, lab } = bench;
	// 72.00, 25.20 and 39.60 of one day
	await others.sale({ amount: '136.80', date: await dayOf('#1004'), number: 'SUM-12' });
	await others.bankFeed({ amount: '96.00', date: await dayOf('#1007'), number: 'BF-78' });
	const scope = 'trigger:w1/woo';
	await syncLog.setState(scope, TRIGGER_NAME, 'WooCommerce Sales Trigger');
	await syncLog.setState(scope, 'lastSweepAt', ago(HOUR_MS));
	await syncLog.setState(scope, WEBHOOK_CARE, { since: ago(6 * DAY_MS), missed: 7 });
	lab.control.closeBooks(new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10));
	// Xero lets a permission live 60 days
	await agedToken(bench, 61);
}

async function plantBigCommerce({ bench, foreign: { others, tenant }, dayOf }: Planting): Promise<void> {
	await others.sale({ amount: '24.00', date: await dayOf('1003'), number: '#1003' });
	await failedDocument(bench, 'freshbooks', tenant);
	await staleTrigger(bench, 'Payouts Trigger');
}

/** By store. */
export const PLANT: Readonly<Record<string, (planting: Planting) => Promise<void>>> = {
	shopify: plantShopify,
	woocommerce: plantWooCommerce,
	bigcommerce: plantBigCommerce,
};
