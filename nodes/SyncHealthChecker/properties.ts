/** What the node asks for. */
import type { INodeCredentialDescription, INodeProperties } from 'n8n-workflow';
import { ledgerBesideStore } from '../shared/ledgers';
import { storeChoiceCredentials, storeChoiceProperties } from '../shared/stores/choice';
import { THRESHOLD_OPTIONS } from './thresholds';

const both = { compareWithShop: [true], compareWithLedger: [true] };

const CHECKS: INodeProperties = {
	displayName: 'Checks',
	name: 'checks',
	type: 'multiOptions',
	options: [
		{ name: 'Activity', value: 'activity', description: 'What was posted, by store, gateway and ledger' },
		{ name: 'Clearing Accounts', value: 'clearing', description: 'What no payout has settled for long' },
		{ name: 'Closed Periods', value: 'closedPeriods', description: 'What waits for one, and what will' },
		{ name: 'Credentials', value: 'credentials', description: 'Refused, or ending soon' },
		{
			name: 'Doubled Documents',
			value: 'duplicates',
			description: 'Our own, and those of another connector or of the bank feed; needs the ledger',
		},
		{ name: 'Failed', value: 'failed', description: 'Documents without a result' },
		{ name: 'Held for Review', value: 'held', description: 'By reason, with age' },
		{ name: 'Limits of Calls', value: 'allowances', description: 'Allowances of the month and of the day' },
		{ name: 'Lost on the Way', value: 'lost', description: 'Left a trigger and arrived nowhere' },
		{
			name: 'Missing Documents',
			value: 'missing',
			description: 'The shop against the sync log against the ledger',
		},
		{
			name: 'Product Codes',
			value: 'productCodes',
			description: 'The shop against the items of the ledger; only with "Compare Product Codes"',
		},
		{ name: 'Rounding', value: 'rounding', description: 'What went to the rounding account' },
		{ name: 'Set-Up', value: 'setup', description: 'Settings that get in the way' },
		{ name: 'Standing Still', value: 'stale', description: 'Triggers that do not look any more' },
		{ name: 'Summaries', value: 'summaries', description: 'Those that nobody makes' },
		{ name: 'Tax', value: 'taxDrift', description: "The ledger's against the shop's, and its share" },
		{ name: 'Tried Several Times', value: 'retried', description: 'Documents that took many attempts' },
		{ name: 'Webhooks', value: 'webhooks', description: 'Dropped by the shop, or not arriving' },
	],
	default: [],
	description: 'Which checks are made; none means all',
};

const ledger = ledgerBesideStore();

export const HEALTH_CREDENTIALS: INodeCredentialDescription[] = [
	...storeChoiceCredentials({ compareWithShop: [true] }),
	...ledger.credentials,
];

export const HEALTH_PROPERTIES: INodeProperties[] = [
	{
		displayName: 'Days',
		name: 'days',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 366 },
		default: 7,
		description: 'How far back the check looks',
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		description: 'The end of the period; empty means now',
	},
	CHECKS,
	{
		displayName: 'Compare With the Shop',
		name: 'compareWithShop',
		type: 'boolean',
		default: true,
		description:
			'Whether the orders of the period are read from the shop to find any that are missing in the books',
	},
	...storeChoiceProperties({ compareWithShop: [true] }),
	{
		displayName: 'Compare With the Ledger',
		name: 'compareWithLedger',
		type: 'boolean',
		default: false,
		description:
			'Whether the documents of the period are read again from the ledger: to find what was lost, changed or doubled there, also by another connector. Nothing is written.',
	},
	...ledger.properties,
	{
		displayName: 'Compare Product Codes',
		name: 'compareProducts',
		type: 'boolean',
		default: false,
		description:
			'Whether all products of the shop are compared with the items of the ledger; takes a while with many products',
		displayOptions: { show: both },
	},
	THRESHOLD_OPTIONS,
];
