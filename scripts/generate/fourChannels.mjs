// The template of four channels: two shops, a marketplace's file and a sheet in one ledger.
import { authentication, idOf, node, note, PACKAGE, ROLES, to, workflow } from './templateNodes.mjs';
import { fourChannelsPage } from './templatePages.mjs';

/** Channels whose sales come from files, beside the shops of the four-channel template. */
const FILES = [
	{
		name: 'Amazon',
		fetch: 'Fetch Settlement',
		reader: 'Import Amazon Settlement',
		store: 'amazon',
		parameters: { report: 'amazonSettlement', rowsFrom: 'binary', binaryField: 'data', channel: 'amazon' },
	},
	{
		name: 'Market stall',
		fetch: 'Fetch Sheet',
		reader: 'Import Sheet',
		store: 'market-stall',
		parameters: {
			report: 'generic',
			rowsFrom: 'binary',
			binaryField: 'data',
			channel: 'market-stall',
			columns: {
				column: [
					{ field: 'orderNumber', column: 'Receipt' },
					{ field: 'date', column: 'Date' },
					{ field: 'sku', column: 'Code' },
					{ field: 'name', column: 'Product' },
					{ field: 'quantity', column: 'Quantity' },
					{ field: 'amount', column: 'Amount' },
					{ field: 'tax', column: 'Tax' },
					{ field: 'taxRate', column: 'Tax Rate' },
					{ field: 'gateway', column: 'Paid Through' },
					{ field: 'currency', column: 'Currency' },
				],
			},
			taxInAmounts: 'contained',
			taxCollectedBy: 'merchant',
		},
	},
];

/** Roles that payouts of marketplaces need beside those of sales. */
const PAYOUT_ROLES = [
	'marketplaceTax',
	'payoutsInTransit',
	'processingFees',
	'subscriptions',
	'reserves',
	'shippingCosts',
];

/** What tells the channels apart in a ledger; one without such a thing gives each its own account of sales. */
const TRACKING = {
	quickbooks: { one: 'class', report: 'profit and loss by class' },
	xero: { one: 'option of a tracking category', report: 'profit and loss with that tracking category' },
};

/** Two shops, a marketplace's file and a sheet into one ledger, each told apart in one report. */
export function fourChannels(stores, ledger) {
	const tracking = TRACKING[ledger.id];
	const key = `four-channels-to-${ledger.id}`;
	const names = {
		morning: 'Every Morning',
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
	};
	const triggers = stores.map((store) => ({ ...store, node: `${store.name} Sales Trigger` }));
	const fetchFile = (name, position) =>
		node(
			key,
			name,
			'n8n-nodes-base.httpRequest',
			position,
			{ method: 'GET', url: '', options: { response: { response: { responseFormat: 'file' } } } },
			{ typeVersion: 4.2 },
		);
	const gateways = [...new Set([...stores.flatMap((store) => store.gateways), 'amazon', 'cash'])];
	const channels = [...stores.map(({ id }) => ({ platform: id })), ...FILES.map(({ store }) => ({ store }))];
	const roles = [...ROLES, ...PAYOUT_ROLES, ...(ledger.linesCarryAccounts ? [] : ['taxPayable'])];
	const nodes = [
		note(
			key,
			'Note: Channels',
			[-820, -420],
			[760, 200],
			4,
			'## 1. Four channels\n\nThe two shops start this workflow when something is sold. **Every Morning** the settlement file of Amazon and the sheet of the market stall are fetched and imported. A file that was imported before changes nothing: the same rows have the same keys.\n\nEnter the addresses of your files, or put the node of your file store (Google Drive, SFTP, a form) in their place.',
		),
		note(
			key,
			'Note: Tax and Accounts',
			[20, -420],
			[640, 200],
			3,
			"## 2. Tax and accounts\n\nChoose the tax code for sales without tax, an account for each role, and **a clearing account for each gateway**; Amazon's is emptied by its settlements. Fees by their kind: add rows with the condition *Product Category* (Selling fees, Fulfilment fees, Advertising ...).",
		),
		note(
			key,
			'Note: One Report',
			[680, -420],
			[380, 200],
			5,
			tracking === undefined
				? `## 3. One report\n\nIn **Account Mapper** each channel has a row for its own account of sales: add one for each in ${ledger.name}. The profit and loss then is the report of all channels, one below the other.`
				: `## 3. One report\n\nIn **Account Mapper** each channel has its row under *Classes, Locations and Tracking*: choose an option for each. The ${tracking.report} of ${ledger.name} then is the report of all channels, side by side.`,
		),
		note(
			key,
			'Note: Review',
			[680, 200],
			[380, 180],
			7,
			'## What needs a person\n\nRows that cannot be read come here with their number and column, what cannot be booked with its reason and fix. Everything else goes on.',
		),
		...triggers.map(({ node: name, trigger }, index) =>
			node(
				key,
				name,
				`${PACKAGE}.${trigger}`,
				[-360, -160 + index * 160],
				{
					pollTimes: { item: [{ mode: 'everyMinute' }] },
					startFrom: '',
					unpaidOrders: 'invoice',
					useWebhooks: true,
				},
				{ webhookId: idOf(`${key}/${name}/webhook`) },
			),
		),
		node(
			key,
			names.morning,
			'n8n-nodes-base.scheduleTrigger',
			[-800, 240],
			{ rule: { interval: [{ field: 'days', triggerAtHour: 6 }] } },
			{ typeVersion: 1.2 },
		),
		...FILES.flatMap(({ fetch, reader, parameters }, index) => [
			fetchFile(fetch, [-580, 160 + index * 160]),
			node(key, reader, `${PACKAGE}.salesImport`, [-360, 160 + index * 160], parameters),
		]),
		node(key, names.tax, `${PACKAGE}.taxResolver`, [100, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			matchByRate: true,
			rules: { rule: [{ taxCode: '', when: { rate: 'none' } }] },
		}),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [420, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			accounts: {
				entry: [
					...roles.map((role) => ({ role, account: '', when: {} })),
					...gateways.map((gateway) => ({ role: 'clearing', account: '', when: { gateway } })),
					...(tracking === undefined ? channels.map((when) => ({ role: 'sales', account: '', when })) : []),
				],
			},
			...(tracking === undefined
				? {}
				: { dimensions: { entry: channels.map((when) => ({ dimension: '', when })) } }),
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [740, 0], {
			...authentication(ledger),
			operation: 'post',
		}),
		node(key, names.review, 'n8n-nodes-base.noOp', [740, 420], {}),
	];
	const connections = {
		...Object.fromEntries(
			triggers.map(({ node: name }) => [name, { main: [to(names.tax), to(names.review)] }]),
		),
		[names.morning]: { main: [FILES.flatMap(({ fetch }) => to(fetch))] },
		...Object.fromEntries(
			FILES.flatMap(({ fetch, reader }) => [
				[fetch, { main: [to(reader)] }],
				[reader, { main: [to(names.tax), to(names.review)] }],
			]),
		),
		[names.tax]: { main: [to(names.mapper), to(names.review)] },
		[names.mapper]: { main: [to(names.poster), to(names.review)] },
		[names.poster]: { main: [[], [], to(names.review)] },
	};
	const title = `Four Channels to ${ledger.name}`;
	const page = {
		path: `workflows-templates/${key}.md`,
		text: fourChannelsPage({ key, title, triggers, ledger, names, files: FILES, gateways, tracking }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
