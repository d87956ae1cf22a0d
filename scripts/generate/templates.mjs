// workflows-templates/*: a template and its page for every pair of a store and a ledger whose nodes exist, from one description,
// so that the templates cannot drift apart, and the weekly health check. What differs comes from the platforms' faces
// (nodes/shared/stores, nodes/shared/ledgers). No ids of accounts, no credentials, no secrets: a person picks them after the
// import.
import { weeklySyncHealth } from './healthTemplate.mjs';
import { payoutSync } from './payoutTemplates.mjs';
import { dailyBank, monthEnd } from './reconcileTemplates.mjs';
import { authentication, idOf, node, note, PACKAGE, schedule, to, workflow } from './templateNodes.mjs';
import { fourChannelsPage, salesPage, templatesIndex } from './templatePages.mjs';
import { gatewaysOf, ledgersOf, storesOf } from './templatePlatforms.mjs';

/** Roles every shop needs; each gets a row in the mapper, with the account left open. */
const ROLES = [
	'sales',
	'discounts',
	'shippingIncome',
	'salesReturns',
	'shippingRefunds',
	'refundAdjustments',
	'giftCardLiability',
	'tips',
	'rounding',
];

/** How far apart nodes stand. */
const STEP = 320;

/** The nodes between mapper and poster where a day is booked as one summary. */
function summarizing(key, ledger, names) {
	return [
		note(
			key,
			'Note: Summaries',
			[660, -280],
			[300, 220],
			2,
			`## 4. One summary a day\n\nSales and refunds of a day are booked together, proved by control totals. **Orders that are not paid, and orders of companies, are posted singly.** Until a day is over its events wait in the sync log; what comes late is in an additional summary.`,
		),
		node(key, names.summarizer, `${PACKAGE}.salesSummarizer`, [740, 0], {
			...authentication(ledger),
			operation: 'summarize',
			ledger: ledger.id,
			period: 'day',
			cut: 'shop',
			timeZone: '',
			emit: 'over',
			singly: { companies: true },
		}),
		schedule(key, names.night, [420, 220], { field: 'hours', hoursInterval: 1 }),
	];
}

/** A pair of store and ledger: its workflow and its page. @param daily with one summary a day instead of documents an order */
function pair(store, ledger, daily = false) {
	const key = `${store.id}-to-${ledger.id}${daily ? '-daily' : ''}`;
	const shift = daily ? STEP : 0;
	const names = {
		trigger: `${store.name} Sales Trigger`,
		history: 'Read History',
		reader: `${store.name} Sales`,
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		summarizer: 'Sales Summarizer',
		night: 'Every Hour',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
	};
	const nodes = [
		note(
			key,
			'Note: Start',
			[-560, -280],
			[520, 220],
			4,
			`## 1. What happens in the shop\n\n**${names.trigger}** starts this workflow when an order is placed, paid or refunded. A webhook brings it at once; a sweep every minute finds what a webhook missed.\n\nPick your **${store.name}** credential and the day from which the books are kept (*Start From*), then activate the workflow.`,
		),
		note(
			key,
			'Note: History',
			[-560, 300],
			[520, 180],
			5,
			`## History and repair\n\nRun **${names.history}** by hand to read a whole period. Orders that are in the ledger already come out as *Unchanged*: nothing is ever posted twice, so reading a period again is always safe.`,
		),
		note(
			key,
			'Note: Tax',
			[20, -280],
			[300, 220],
			6,
			`## 2. Which tax code\n\nEach tax the shop charged gets a tax code of ${ledger.name}. Codes with exactly the rate that was charged are found by themselves; choose the code for **sales without tax** (exports, exempt) in the rule.`,
		),
		note(
			key,
			'Note: Accounts',
			[340, -280],
			[300, 220],
			3,
			`## 3. Which account\n\nChoose an account for each role from your own chart of accounts. Add rows for your payment gateways: **each gateway gets a clearing account of its own**, which payouts empty again.`,
		),
		note(
			key,
			'Note: Posting',
			[660 + shift, -280],
			[320, 220],
			7,
			`## ${daily ? 5 : 4}. Into ${ledger.name}\n\nSet the operation to **Preview** first: it shows what would be posted and writes nothing. Then **Post**: ${daily ? 'each summary' : 'one document for each event'}, exactly once, compared with ${ledger.name}'s own totals afterwards.`,
		),
		note(
			key,
			'Note: Review',
			[660 + shift, 340],
			[320, 240],
			3,
			'## What needs a person\n\nAnything that cannot be booked exactly comes here with the reason and the fix; everything else goes on. It is also in the sync log, so the weekly health check reports it.\n\nConnect Slack or e-mail here if you want to hear at once.',
		),
		node(
			key,
			names.trigger,
			`${PACKAGE}.${store.trigger}`,
			[-360, 0],
			{
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				startFrom: '',
				unpaidOrders: 'invoice',
				useWebhooks: true,
			},
			{ webhookId: idOf(`${key}/webhook`) },
		),
		node(key, names.history, 'n8n-nodes-base.manualTrigger', [-480, 140], {}),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [-260, 140], {
			operation: 'period',
			by: 'placed',
			from: '',
			to: '',
			unpaidOrders: 'invoice',
		}),
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
					...ROLES.map((role) => ({ role, account: '', when: {} })),
					...store.gateways.map((gateway) => ({ role: 'clearing', account: '', when: { gateway } })),
				],
			},
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [740 + shift, 0], {
			...authentication(ledger),
			operation: 'post',
		}),
		node(key, names.review, 'n8n-nodes-base.noOp', [740 + shift, 180], {}),
		...(daily ? summarizing(key, ledger, names) : []),
	];
	const connections = {
		[names.trigger]: { main: [to(names.tax), to(names.review)] },
		[names.history]: { main: [to(names.reader)] },
		[names.reader]: { main: [to(names.tax), to(names.review)] },
		[names.tax]: { main: [to(names.mapper), to(names.review)] },
		[names.mapper]: { main: [to(daily ? names.summarizer : names.poster), to(names.review)] },
		...(daily
			? {
					[names.summarizer]: { main: [to(names.poster), [], to(names.review)] },
					[names.night]: { main: [to(names.summarizer)] },
				}
			: {}),
		[names.poster]: { main: [[], [], to(names.review)] },
	};
	const title = `${store.name} to ${ledger.name}${daily ? ', Daily Summaries' : ''}`;
	const page = {
		path: `workflows-templates/${key}.md`,
		text: salesPage({ key, title, store, ledger, names, daily }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

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

/** Two shops, a marketplace's file and a sheet into one ledger, each with a class of its own. */
function fourChannels(stores, ledger) {
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
			`## 3. One report\n\nIn **Account Mapper** each channel has its row under *Classes, Locations and Tracking*: choose an option for each. The profit and loss by class of ${ledger.name} then is the report of all channels, side by side.`,
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
			ledger: ledger.id,
			matchByRate: true,
			rules: { rule: [{ taxCode: '', when: { rate: 'none' } }] },
		}),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [420, 0], {
			ledger: ledger.id,
			accounts: {
				entry: [
					...[...ROLES, ...PAYOUT_ROLES].map((role) => ({ role, account: '', when: {} })),
					...gateways.map((gateway) => ({ role: 'clearing', account: '', when: { gateway } })),
				],
			},
			dimensions: {
				entry: [
					...stores.map(({ id }) => ({ dimension: '', when: { platform: id } })),
					...FILES.map(({ store }) => ({ dimension: '', when: { store } })),
				],
			},
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [740, 0], { operation: 'post' }),
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
		text: fourChannelsPage({ key, title, triggers, ledger, names, files: FILES, gateways }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

/** @returns {{path: string, text: string}[]} the generated files */
export function generate(root) {
	const [stores, ledgers, gateways] = [storesOf(root), ledgersOf(root), gatewaysOf(root)];
	const pairs = stores.flatMap((store) =>
		ledgers.flatMap((ledger) => [pair(store, ledger), pair(store, ledger, true)]),
	);
	const shops = stores.filter(({ id }) => id === 'shopify' || id === 'woocommerce');
	// each channel has a class of its own: a ledger without classes cannot show them side by side
	const channels = ledgers
		.filter(({ id }) => id === 'quickbooks')
		.map((ledger) => fourChannels(shops, ledger));
	const sales = [...pairs, ...channels];
	const payouts = gateways.flatMap((gateway) => ledgers.map((ledger) => payoutSync(gateway, ledger)));
	const reconciling = [
		...ledgers.map((ledger) => dailyBank(gateways[0], ledger)),
		...stores.map((store) => monthEnd(store, gateways)),
	];
	const all = [...sales, ...payouts, ...reconciling];
	const index = { path: 'workflows-templates/README.md', text: templatesIndex(sales, payouts, reconciling) };
	return [...all.flatMap(({ files }) => files), weeklySyncHealth(), index];
}
