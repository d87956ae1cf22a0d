/** The parameters of the Account Mapper: a row per role with its account, and how discounts and refunds are booked. */
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { AccountRole } from '../../core/accounts/roles';
import { ACCOUNT_CONDITIONS } from '../shared/conditions';

/** What each role is for, in a bookkeeper's words. */
const ROLES: Readonly<Record<AccountRole, { name: string; description: string }>> = {
	sales: {
		name: 'Sales',
		description: 'Income from products and fees charged, without tax, before discounts',
	},
	discounts: { name: 'Discounts', description: 'Discounts given, without tax; reduces income' },
	salesReturns: { name: 'Sales Returns', description: 'Products given back, without tax; reduces income' },
	shippingIncome: { name: 'Shipping Income', description: 'Shipping charged to customers, without tax' },
	shippingRefunds: { name: 'Shipping Refunded', description: 'Shipping given back, without tax' },
	refundAdjustments: {
		name: 'Refund Adjustments',
		description: 'Amounts given back without a line: goodwill, corrections',
	},
	taxPayable: {
		name: 'Tax Payable',
		description: 'Only where the ledger does not book tax from its tax codes itself',
	},
	marketplaceTax: {
		name: 'Marketplace Tax',
		description: 'Tax that a marketplace collects and pays; comes to nil',
	},
	giftCardLiability: { name: 'Gift Card Liability', description: 'Gift cards sold and not yet used' },
	storeCredit: { name: 'Store Credit', description: 'Store credit given and not yet used' },
	customerDeposits: { name: 'Customer Deposits', description: 'Money received before there is a sale' },
	deferredRevenue: { name: 'Deferred Revenue', description: 'Paid, not yet delivered' },
	tips: { name: 'Tips', description: 'Tips received: a liability if they are passed on' },
	duties: { name: 'Duties', description: 'Duties collected at checkout' },
	importTax: { name: 'Import Tax', description: 'Import tax collected at checkout' },
	clearing: { name: 'Clearing', description: 'Money at a payment gateway; one account for each gateway' },
	payoutsInTransit: { name: 'Payouts in Transit', description: 'On the way from the gateway to the bank' },
	reserves: { name: 'Reserves', description: 'Kept back by a gateway' },
	disputes: { name: 'Disputes', description: 'Payments that are disputed' },
	refundsPayable: { name: 'Refunds Payable', description: 'Promised to customers, not yet paid back' },
	processingFees: { name: 'Processing Fees', description: 'Fees of the gateways' },
	chargebackFees: { name: 'Chargeback Fees', description: 'Fees for disputes' },
	chargebackLosses: { name: 'Chargeback Losses', description: 'Disputes lost' },
	conversionFees: { name: 'Conversion Fees', description: 'Fees for changing currency' },
	fxGainLoss: { name: 'Exchange Gain or Loss', description: 'Differences between exchange rates' },
	receivable: {
		name: 'Receivable',
		description: 'Owed by customers; ledgers with invoices book it themselves',
	},
	bank: { name: 'Bank', description: 'The bank account payouts arrive in' },
	cogs: { name: 'Cost of Goods Sold', description: 'Cost of what was sold' },
	inventory: { name: 'Inventory', description: 'Stock at cost' },
	rounding: { name: 'Rounding', description: "Differences of a few cents in the shop's own totals" },
};

const ROLE_OPTIONS: INodePropertyOptions[] = Object.entries(ROLES)
	.map(([value, role]) => ({ ...role, value }))
	.sort((a, b) => a.name.localeCompare(b.name));

export const ACCOUNTS_PROPERTY: INodeProperties = {
	displayName: 'Accounts',
	name: 'accounts',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Account',
	default: {},
	options: [
		{
			displayName: 'Account',
			name: 'entry',
			values: [
				{ displayName: 'Role', name: 'role', type: 'options', options: ROLE_OPTIONS, default: 'sales' },
				{
					displayName: 'Account Name or ID',
					name: 'account',
					type: 'options',
					typeOptions: { loadOptionsMethod: 'getAccounts', loadOptionsDependsOn: ['ledger', 'organisation'] },
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'When',
					name: 'when',
					type: 'collection',
					placeholder: 'Add Condition',
					default: {},
					description: 'Only for lines that meet all these conditions; empty means always',
					options: ACCOUNT_CONDITIONS,
				},
			],
		},
	],
};

export const DIMENSIONS_PROPERTY: INodeProperties = {
	displayName: 'Classes, Locations and Tracking',
	name: 'dimensions',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Class, Location or Tracking Option',
	default: {},
	description:
		'What lines are grouped by beside their accounts; the most specific row of each dimension wins',
	options: [
		{
			displayName: 'Dimension',
			name: 'entry',
			values: [
				{
					displayName: 'Option Name or ID',
					name: 'dimension',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getDimensions',
						loadOptionsDependsOn: ['ledger', 'organisation'],
					},
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'When',
					name: 'when',
					type: 'collection',
					placeholder: 'Add Condition',
					default: {},
					description: 'Only for lines that meet all these conditions; empty means always',
					options: ACCOUNT_CONDITIONS,
				},
			],
		},
	],
};

export const POLICY_OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Discounts',
			name: 'discounts',
			type: 'options',
			options: [
				{
					name: 'On Their Own Account',
					value: 'gross',
					description: 'Sales are booked at list price, discounts beside them',
				},
				{
					name: 'Taken Off Sales',
					value: 'net',
					description: 'Sales are booked at what the customer was charged',
				},
			],
			default: 'gross',
		},
		{
			displayName: 'Refunds',
			name: 'returns',
			type: 'options',
			options: [
				{ name: 'At What Was Given Back', value: 'net', description: 'After the share of the discount' },
				{
					name: 'At List Price',
					value: 'gross',
					description: 'With the share of the discount taken back, where the shop states it',
				},
			],
			default: 'net',
		},
	],
};
