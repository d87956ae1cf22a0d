// workflows-templates/*: a template and its page for every pair of a store and a ledger whose nodes exist, from one description,
// so that the templates cannot drift apart, and the weekly health check. What differs comes from the platforms' faces
// (nodes/shared/stores, nodes/shared/ledgers). No ids of accounts, no credentials, no secrets: a person picks them after the
// import.
import { approvals } from './approvalTemplates.mjs';
import { fourChannels } from './fourChannels.mjs';
import { weeklySyncHealth } from './healthTemplate.mjs';
import { heldDocuments } from './heldTemplates.mjs';
import { catchUp, historicalImport } from './historyTemplates.mjs';
import { onboarding } from './onboardingTemplates.mjs';
import { dailyDigest, monthlyPerformance } from './oversightTemplates.mjs';
import { payoutSync } from './payoutTemplates.mjs';
import { dailyBank, gatewayOf, monthEnd } from './reconcileTemplates.mjs';
import {
	authentication,
	idOf,
	node,
	note,
	PACKAGE,
	ROLES,
	schedule,
	to,
	workflow,
} from './templateNodes.mjs';
import { salesPage, templatesIndex } from './templatePages.mjs';
import { gatewaysOf, ledgersOf, storesOf } from './templatePlatforms.mjs';

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
				...authentication(store),
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				startFrom: '',
				unpaidOrders: 'invoice',
				useWebhooks: true,
			},
			{ webhookId: idOf(`${key}/webhook`) },
		),
		node(key, names.history, 'n8n-nodes-base.manualTrigger', [-480, 140], {}),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [-260, 140], {
			...authentication(store),
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

/** @returns {{path: string, text: string}[]} the generated files */
export function generate(root) {
	const [stores, ledgers, gateways] = [storesOf(root), ledgersOf(root), gatewaysOf(root)];
	const pairs = stores.flatMap((store) =>
		ledgers.flatMap((ledger) => [pair(store, ledger), pair(store, ledger, true)]),
	);
	const shops = stores.filter(({ id }) => id === 'shopify' || id === 'woocommerce');
	const channels = ledgers.map((ledger) => fourChannels(shops, ledger));
	const deciding = stores
		.filter(({ id }) => id === 'shopify')
		.flatMap((store) => ledgers.map((ledger) => approvals(store, ledger, ROLES)));
	const sales = [...pairs, ...channels];
	const payouts = gateways.flatMap((gateway) => ledgers.map((ledger) => payoutSync(gateway, ledger)));
	const reconciling = [
		...ledgers.map((ledger) => dailyBank(gateways[0], ledger)),
		...stores.map((store) => monthEnd(store, gateways)),
	];
	const each = (make) => stores.flatMap((store) => ledgers.map((ledger) => make(store, ledger)));
	const [onboard, held] = [each(onboarding), each(heldDocuments)];
	const reports = [dailyDigest, monthlyPerformance].flatMap((make) =>
		stores.map((store) => make(store, gatewayOf(store, gateways))),
	);
	const history = [...each(historicalImport), ...each((store, ledger) => catchUp(store, ledger, gateways))];
	const all = [
		...onboard,
		...sales,
		...payouts,
		...reconciling,
		...deciding,
		...history,
		...reports,
		...held,
	];
	const index = {
		path: 'workflows-templates/README.md',
		text: templatesIndex({ onboard, sales, payouts, reconciling, deciding, history, reports, held }),
	};
	return [...all.flatMap(({ files }) => files), weeklySyncHealth(), index];
}
