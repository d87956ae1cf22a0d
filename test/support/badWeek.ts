/** A week in which nearly everything went wrong that the health check looks for: for pictures and limits. */
import { finding } from '../../core/findings/finding';
import {
	checkHealth,
	keepReport,
	reportBefore,
	type HealthInput,
	type HealthReport,
} from '../../core/health';
import {
	ago,
	books,
	DAY,
	gbp,
	HOUR,
	input,
	key,
	look,
	NOW,
	payout,
	posted,
	record,
	shown,
	standing,
	STORE,
	verified,
} from '../unit/health/support';

const unmapped = finding('ACCOUNT_NOT_MAPPED', {
	evidence: { description: 'money that came through klarna', suggestion: '' },
});
const tax = finding('TAX_CODE_MISSING', {
	path: 'lines[0]',
	evidence: { description: 'VAT 20 % in GB', suggestion: '' },
});
const open = (order: number, days: number, stage: string, reason = unmapped) => ({
	businessKey: key(order),
	stage,
	orderNumber: `#${order}`,
	bookedOn: ago(days).slice(0, 10),
	findings: [reason],
	runId: 'run',
	heldSince: ago(days),
});

const sales = Array.from({ length: 24 }, (_, index) =>
	posted(1001 + index, {
		amount: `${12 + index}.00`,
		tax: '1.00',
		record: { bookedOn: `2026-03-${10 + (index % 5)}` },
		rounding: 7n,
	}),
);
const earlier = Array.from({ length: 24 }, (_, index) =>
	posted(900 + index, {
		amount: '24.00',
		tax: '4.00',
		record: { bookedOn: '2026-02-24' },
		clearing: [{ account: { id: '47', name: 'Shopify Payments clearing' }, units: 2_400n }],
	}),
);
const paid = { ...payout('po_81', '57.40', '2026-03-13', '47') };
const shop = (order: number) => ({
	businessKey: key(order),
	orderNumber: `#${order}`,
	bookedOn: '2026-03-14',
	total: gbp('48.00'),
	url: `https://admin.shopify.example/orders/${order}`,
});

const NAME = '"Shopify Sales Trigger" of the workflow "Shopify to QuickBooks"';

/** @param many documents of each kind of trouble that may come in thousands */
export function badWeek(many = 3): HealthInput {
	const others = [
		standing('901', {
			number: '#1004',
			enteredBy: 'OtherSync',
			date: '2026-03-13',
			url: 'https://qbo.example/901',
		}),
		standing('902', {
			entity: 'Deposit',
			kind: 'deposit',
			total: gbp('57.40'),
			date: '2026-03-14',
			contact: 'Stripe',
		}),
	];
	return input({
		counts: [
			{
				ledger: 'quickbooks',
				tenant: '9130',
				store: STORE,
				documentType: 'SalesReceipt',
				status: 'posted',
				count: 24,
				unchanged: 3,
			},
			{
				ledger: 'quickbooks',
				tenant: '9130',
				store: STORE,
				documentType: 'SalesReceipt',
				status: 'held',
				count: 4,
				unchanged: 0,
			},
			{
				ledger: 'quickbooks',
				tenant: '9130',
				store: 'acct_1LabStripe',
				documentType: 'Transfer',
				status: 'posted',
				count: 1,
				unchanged: 0,
			},
			{
				ledger: 'xero',
				tenant: 'b2',
				store: 'shop.tea-and-coffee-with-a-very-long-name.example',
				documentType: 'Invoice',
				status: 'failed',
				count: 2,
				unchanged: 0,
			},
		],
		records: [
			record(1030, { status: 'failed', updatedAt: ago(2), ledger: 'xero' }),
			record(1031, { status: 'failed', updatedAt: ago(1), ledger: 'xero' }),
		],
		retried: [record(1005, { attempts: 7 })],
		heldEvents: [
			open(1040, 9, 'mapping'),
			open(1041, 3, 'tax', tax),
			open(1042, 1, 'tax', tax),
			open(1043, 20, 'import'),
			open(1044, 1, 'bank'),
		],
		lost: [
			{
				triggerId: 'w/1',
				businessKey: key(1050),
				orderId: '1050',
				revision: 'r',
				times: 6,
				lastEmittedAt: ago(1),
			},
		],
		triggers: [
			{
				scope: 'trigger:w/1',
				name: NAME,
				lastSweepAt: ago(0),
				webhooks: { since: ago(40), arrivedAt: ago(5), missed: 12, missedSince: ago(4) },
			},
			{
				scope: 'trigger:w/2',
				name: '"Payouts Trigger" of the workflow "Stripe Payouts"',
				lastSweepAt: ago(4),
			},
		],
		webhooks: [{ store: STORE, times: 2, subscriptions: 8, since: ago(30), lastAt: ago(3) }],
		waiting: [
			{
				ledger: 'quickbooks',
				tenant: '9130',
				batch: `shopify/${STORE}/x`,
				count: 12,
				dueAt: NOW - 50 * HOUR,
				from: '2026-03-13',
				to: '2026-03-13',
			},
		],
		allowances: [
			{ ledger: 'QuickBooks Online', name: 'metered reads', month: '2026-03', used: 431_000, most: 500_000 },
		],
		credentials: [
			{ name: 'My shop', of: STORE },
			{ name: 'My books', of: 'QuickBooks Online', expiresAt: new Date(NOW + 5 * DAY).toISOString() },
		],
		posted: [...sales, ...earlier, paid],
		postedSince: '2026-02-16',
		ledgers: [
			{
				...books([...sales.map(shown), shown(paid), ...others]),
				verified: [
					verified(1001),
					verified(1009, { state: 'missing', url: 'https://qbo.example/1009' }),
					verified(1010, { state: 'voided' }),
				],
				items: look().items ?? [],
			},
		],
		shop: Array.from({ length: many }, (_, index) => shop(1100 + index)),
		setup: [finding('SYNC_LOG_NOT_SHARED')],
	});
}

/** The report about it, compared with a week before that was bad in other ways. */
export function badReport(many?: number): HealthReport {
	const before = checkHealth(
		input({
			now: NOW - 7 * DAY,
			period: { from: ago(14), to: ago(7) },
			lastSuccess: ago(7),
			shop: [shop(1100), shop(950)],
		}),
	);
	const kept = keepReport([], before);
	const week = badWeek(many);
	return checkHealth(
		week,
		reportBefore(kept, { period: week.period, checkedAt: new Date(NOW).toISOString() }),
	);
}
