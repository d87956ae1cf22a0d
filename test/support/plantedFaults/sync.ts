/** Faults on the way from shops to ledgers: in the shop, n8n, the sync log and the ledger. What is planted is in test/nodes. */
import type { CheckId } from '../../../core/health';
import type { PlantedFault } from './fault';

export interface SyncFault extends PlantedFault {
	readonly check: CheckId;
}

export interface SyncWorld {
	readonly store: string;
	readonly ledger: string;
	readonly faults: readonly SyncFault[];
}

function world(
	store: string,
	ledger: string,
	names: string,
	faults: readonly Omit<SyncFault, 'where' | 'foundBy'>[],
): SyncWorld {
	const foundBy = (check: CheckId): string => `Sync Health Checker, check "${check}"`;
	return {
		store,
		ledger,
		faults: faults.map((fault) => ({ ...fault, where: names, foundBy: foundBy(fault.check) })),
	};
}

export const SYNC_WORLDS: readonly SyncWorld[] = [
	world('shopify', 'quickbooks', 'Shopify to QuickBooks', [
		{
			name: 'an order that never reached n8n',
			check: 'missing',
			code: 'MISSING_IN_LEDGER',
			says: ['#1008 (7.20 GBP)'],
			fix: 'Read the period again',
		},
		{
			name: 'an order paid through a gateway without an account',
			check: 'held',
			code: 'ACCOUNT_NOT_MAPPED',
			says: ['#1002', 'paypal'],
			fix: 'Choose an account for it in the Account Mapper',
		},
		{
			name: 'the order once more, from another connector',
			check: 'duplicates',
			code: 'SECOND_POSTER',
			says: ['24.00 GBP', 'is order #1003'],
			fix: 'another connector for the same shop',
		},
		{
			name: 'the money of an order once more, from the bank feed',
			check: 'duplicates',
			code: 'PERHAPS_SECOND_POSTER',
			says: ['72.00 GBP', 'may be order #1004'],
			fix: 'If they are the same sale, void',
		},
		{
			name: 'a receipt that somebody has voided',
			check: 'missing',
			code: 'GONE_FROM_LEDGER',
			says: ['order #1005', 'it is void there now'],
			fix: 'undo it and post the order again',
		},
		{
			name: 'a dead webhook, which the sweep had to make again',
			check: 'webhooks',
			code: 'WEBHOOKS_REMADE',
			says: ['lantern-works.myshopify.com', '1 times'],
			fix: 'can reach this n8n at its webhook address',
		},
		{
			name: 'a trigger whose workflow was switched off',
			check: 'stale',
			code: 'TRIGGER_STALE',
			says: ['Shopify Sales Trigger', '60 hours'],
			fix: 'its workflow is active',
		},
		{
			name: 'an event that a filter in the workflow swallows',
			check: 'lost',
			code: 'NEVER_ARRIVED',
			says: ['order/9999', '4 times'],
			fix: 'may fail or filter it out',
		},
		{
			name: 'a permission that ends in a week',
			check: 'credentials',
			code: 'CREDENTIAL_EXPIRES',
			says: ['QuickBooks Online', /\b6 days left/],
			fix: 'connect it again',
		},
		{
			name: "nine tenths of the month's reads are used",
			check: 'allowances',
			code: 'ALLOWANCE_NEARLY_USED',
			says: ['QuickBooks Online', /9\d %/],
			fix: /./,
		},
		{
			name: 'a summary that nobody makes',
			check: 'summaries',
			code: 'SUMMARY_OVERDUE',
			says: ['second-shop.example', '50 hours'],
			fix: /./,
		},
	]),
	world('woocommerce', 'xero', 'WooCommerce to Xero', [
		{
			name: 'an order that never reached n8n',
			check: 'missing',
			code: 'MISSING_IN_LEDGER',
			says: ['#1008 (7.20 GBP)'],
			fix: 'Read the period again',
		},
		{
			name: "a whole day's sales once more, from a connector that books by the day",
			check: 'duplicates',
			code: 'SECOND_POSTER',
			says: ['136.80 GBP', 'the sales of'],
			fix: 'another connector for the same shop',
		},
		{
			name: 'the money of an order once more, from the bank feed',
			check: 'duplicates',
			code: 'PERHAPS_SECOND_POSTER',
			says: ['96.00 GBP', 'may be order #1007'],
			fix: 'If they are the same sale, void',
		},
		{
			name: 'webhooks that the shop sends and that do not arrive',
			check: 'webhooks',
			code: 'WEBHOOKS_SILENT',
			says: ['WooCommerce Sales Trigger', '7 documents'],
			fix: 'WEBHOOK_URL',
		},
		{
			name: 'books that were closed too far',
			check: 'closedPeriods',
			code: 'PERIOD_CLOSED_AHEAD',
			says: ['Xero', 'not over yet'],
			fix: 'Check the closing date in Xero',
		},
		{
			name: 'an expired permission',
			check: 'credentials',
			code: 'CREDENTIAL_EXPIRED',
			says: ['Xero', 'has ended on'],
			fix: 'connect it again and save',
		},
	]),
	world('bigcommerce', 'freshbooks', 'BigCommerce to FreshBooks', [
		{
			name: 'an order that never reached n8n',
			check: 'missing',
			code: 'MISSING_IN_LEDGER',
			says: ['1008 (7.20 GBP)'],
			fix: 'Read the period again',
		},
		{
			name: 'the order once more, from another connector',
			check: 'duplicates',
			code: 'SECOND_POSTER',
			says: ['24.00 GBP', 'is order 1003'],
			fix: 'another connector for the same shop',
		},
		{
			name: 'a document that the ledger never took',
			check: 'failed',
			code: 'POSTING_FAILED',
			says: ['1 documents could not be posted to freshbooks', '7777'],
			fix: 'Try Again',
		},
		{
			name: 'a payouts trigger that has stopped',
			check: 'stale',
			code: 'TRIGGER_STALE',
			says: ['Payouts Trigger', '60 hours'],
			fix: 'its last execution did not fail',
		},
	]),
];

export const SYNC_FAULTS: readonly SyncFault[] = SYNC_WORLDS.flatMap(({ faults }) => faults);
