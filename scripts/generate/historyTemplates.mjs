// workflows-templates/historical-import-* and catch-up-*: a long history in windows, and what an outage has left out, for every
// pair of store and ledger, from one description.
import { catchUpPage, historyPage } from './historyPages.mjs';
import { PAYOUT_ROLES, row } from './payoutTemplates.mjs';
import { authentication, node, note, PACKAGE, ROLES, slack, to, workflow } from './templateNodes.mjs';

const taxResolver = (key, name, ledger, position) =>
	node(key, name, `${PACKAGE}.taxResolver`, position, {
		...authentication(ledger),
		ledger: ledger.id,
		matchByRate: true,
		rules: { rule: [{ taxCode: '', when: { rate: 'none' } }] },
	});

const accountMapper = (key, name, ledger, position, roles, gateways) =>
	node(key, name, `${PACKAGE}.accountMapper`, position, {
		...authentication(ledger),
		ledger: ledger.id,
		accounts: {
			entry: [
				...[...new Set(roles)].map((role) => row(role)),
				...gateways.map((gateway) => row('clearing', { gateway })),
			],
		},
	});

const poster = (key, name, ledger, position) =>
	node(key, name, `${PACKAGE}.${ledger.poster}`, position, { ...authentication(ledger), operation: 'post' });

/** Lets one small item through, so that what a window has read is not kept by the loop. */
const oneItem = (key, name, position) =>
	node(
		key,
		name,
		'n8n-nodes-base.set',
		position,
		{ mode: 'raw', jsonOutput: '{}', includeOtherFields: false, options: {} },
		{ typeVersion: 3.4, executeOnce: true },
	);

const isFinished = (key, name, position) =>
	node(
		key,
		name,
		'n8n-nodes-base.if',
		position,
		{
			conditions: {
				options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
				conditions: [
					{
						id: 'finished',
						leftValue: '={{ $json.finished }}',
						rightValue: '',
						operator: { type: 'boolean', operation: 'true', singleValue: true },
					},
				],
				combinator: 'and',
			},
			options: {},
		},
		{ typeVersion: 2.2 },
	);

/** A store and a ledger: the history of the shop, window by window. */
export function historicalImport(store, ledger) {
	const key = `historical-import-${store.id}-to-${ledger.id}`;
	const title = `Historical Import, ${store.name} to ${ledger.name}`;
	const names = {
		start: 'Import History',
		window: 'Next Window',
		finished: 'All Done?',
		sub: 'Import Window',
		report: 'Report to Slack',
		trigger: 'One Window',
		reader: `${store.name} Sales`,
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		summarizer: 'Sales Summarizer',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
		end: 'Window Done',
	};
	const nodes = [
		note(
			key,
			'Note: The Period',
			[-620, -320],
			[580, 260],
			4,
			`## 1. Which period\n\nIn **${names.window}** choose *History From* and *History To* (the day on which your sales workflow begins), and how much is read at once. Then run **${names.start}**.\n\nEach time around, **${names.window}** says how far it is: window, posted, held, and about when it will be done by the pace so far and the limits of ${ledger.name}.`,
		),
		note(
			key,
			'Note: Stop and Go On',
			[-20, -320],
			[520, 260],
			5,
			`## Stop, and go on\n\nStop the execution at any time, or let it be stopped. Run **${names.start}** again and it goes on with the window it was at: finished windows are not read again, and **nothing is ever posted twice**. *Start Over* reads all of it once more.\n\nOne window is in memory at a time, however long the history is: this workflow calls itself for each, and what is done with is let go.`,
		),
		note(
			key,
			'Note: Report',
			[520, -320],
			[300, 260],
			6,
			`## At the end\n\nEnter the address of an incoming webhook of Slack in **${names.report}**, or delete it.\n\nConnect it to the other output of **${names.finished}** as well to hear of each window.`,
		),
		note(
			key,
			'Note: Tax and Accounts',
			[-340, 210],
			[560, 150],
			3,
			`## 2. Tax and accounts\n\nAs in your sales workflow: copy **${names.tax}** and **${names.mapper}** from there, or choose here. Each gateway has a clearing account of its own.`,
		),
		note(
			key,
			'Note: Summaries',
			[240, 210],
			[280, 180],
			2,
			`## Order by order, or summarized\n\n**${names.summarizer}** is deactivated: each order has a document of its own. Activate it for one summary a day.`,
		),
		note(
			key,
			'Note: Review',
			[540, 210],
			[380, 150],
			7,
			`## What needs a person\n\nIt goes to **${names.review}** and is kept in the sync log; everything else goes on. List it with **Sync Log**, *List Held*.`,
		),
		node(key, names.start, 'n8n-nodes-base.manualTrigger', [-560, 0], {}),
		node(key, names.window, `${PACKAGE}.syncLog`, [-320, 0], {
			operation: 'nextWindow',
			historyFrom: '',
			historyTo: '',
			windowDays: 3,
			timeZone: '',
			finished: '={{ $runIndex > 0 }}',
			startOver: false,
		}),
		isFinished(key, names.finished, [-60, 0]),
		slack(key, names.report, [600, -20]),
		node(
			key,
			names.sub,
			'n8n-nodes-base.executeWorkflow',
			[240, 20],
			{
				source: 'database',
				workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
				mode: 'once',
				options: { waitForSubWorkflow: true },
			},
			{ typeVersion: 1.2, alwaysOutputData: true },
		),
		node(
			key,
			names.trigger,
			'n8n-nodes-base.executeWorkflowTrigger',
			[-560, 440],
			{ inputSource: 'passthrough' },
			{ typeVersion: 1.1 },
		),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [-340, 440], {
			operation: 'period',
			by: 'placed',
			from: '={{ $json.from }}',
			to: '={{ $json.to }}',
			unpaidOrders: 'invoice',
		}),
		taxResolver(key, names.tax, ledger, [-80, 440]),
		accountMapper(key, names.mapper, ledger, [180, 440], ROLES, store.gateways),
		node(
			key,
			names.summarizer,
			`${PACKAGE}.salesSummarizer`,
			[420, 440],
			{
				...authentication(ledger),
				operation: 'summarize',
				ledger: ledger.id,
				period: 'day',
				cut: 'shop',
				timeZone: '',
				emit: 'over',
				singly: { companies: true },
				options: { delayHours: 0, sumUpTo: `={{ $('${names.trigger}').first().json.sumUpTo }}` },
			},
			{ disabled: true },
		),
		poster(key, names.poster, ledger, [680, 440]),
		node(key, names.review, 'n8n-nodes-base.noOp', [680, 660], {}),
		oneItem(key, names.end, [960, 440]),
	];
	const connections = {
		[names.start]: { main: [to(names.window)] },
		[names.window]: { main: [to(names.finished)] },
		[names.finished]: { main: [to(names.report), to(names.sub)] },
		[names.sub]: { main: [to(names.window)] },
		[names.trigger]: { main: [to(names.reader)] },
		[names.reader]: { main: [to(names.tax), to(names.review)] },
		[names.tax]: { main: [to(names.mapper), to(names.review)] },
		[names.mapper]: { main: [to(names.summarizer), to(names.review)] },
		[names.summarizer]: { main: [to(names.poster), to(names.end), to(names.review)] },
		[names.poster]: { main: [to(names.end), to(names.end), to(names.review)] },
		[names.review]: { main: [to(names.end)] },
	};
	// windows are many and large: what they did is in the sync log
	const settings = {
		executionOrder: 'v1',
		saveDataSuccessExecution: 'none',
		saveDataErrorExecution: 'all',
		saveManualExecutions: true,
		saveExecutionProgress: false,
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: historyPage({ key, title, store, ledger, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections, settings), page] };
}

/** A store and a ledger: what an outage has left out. */
export function catchUp(store, ledger, gateways) {
	const key = `catch-up-${store.id}-to-${ledger.id}`;
	const title = `Catch-up after an Outage, ${store.name} to ${ledger.name}`;
	const gateway =
		gateways.find(({ credential }) => store.credentials.includes(credential)) ??
		gateways.find(({ id }) => id === 'stripe') ??
		gateways[0];
	const names = {
		start: 'Catch Up',
		again: 'n8n Has Started',
		gap: 'Find the Gap',
		reader: `${store.name} Sales`,
		tax: 'Tax Resolver',
		payouts: `${gateway.name} Payouts`,
		disputes: `${gateway.name} Disputes`,
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
		outcome: 'What Was Missing',
		report: 'Report to Slack',
	};
	const inGap = { from: '={{ $json.from }}', to: '={{ $json.to }}' };
	const reader = (name, operation, position) =>
		node(
			key,
			name,
			`${PACKAGE}.payouts`,
			position,
			{ gateway: gateway.id, operation, ...inGap },
			// a gateway that cannot be read does not keep the sales from their report
			{ onError: 'continueRegularOutput' },
		);
	const nodes = [
		note(
			key,
			'Note: The Gap',
			[-620, -320],
			[560, 260],
			4,
			`## 1. Since when nothing arrived\n\n**${names.gap}** looks in the sync log: since when no trigger looked at the shop, or nothing was posted, or, if all runs again, where the longest silence was. It reads a day more than that (*Overlap*). If you know when it began, enter it in *Nothing Since*.\n\nRun **${names.start}** by hand. Activate the workflow to do it each time n8n starts.`,
		),
		note(
			key,
			'Note: What Is Read',
			[-40, -320],
			[300, 260],
			6,
			`## 2. What the shop has\n\nAll orders that changed in the gap, with refunds and payments, and the payouts and disputes of **${gateway.name}**. Another gateway: choose it in both nodes.`,
		),
		note(
			key,
			'Note: Tax and Accounts',
			[280, -320],
			[320, 260],
			3,
			`## 3. Tax and accounts\n\nAs in your workflows of sales and payouts: copy **${names.tax}** and **${names.mapper}** from there, or choose here.`,
		),
		note(
			key,
			'Note: Report',
			[620, -320],
			[320, 260],
			7,
			`## 4. What was missing\n\nWhat is in ${ledger.name} already comes out as *Unchanged*: **nothing is posted twice**. **${names.report}** says how much was missing and what is held: enter the address of an incoming webhook of Slack.`,
		),
		node(key, names.start, 'n8n-nodes-base.manualTrigger', [-560, 0], {}),
		node(key, names.again, 'n8n-nodes-base.n8nTrigger', [-560, 200], { events: ['init'] }),
		node(key, names.gap, `${PACKAGE}.syncLog`, [-320, 100], {
			operation: 'gap',
			nothingSince: '',
			overlapHours: 24,
			lookBackDays: 30,
		}),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [-20, 0], {
			operation: 'period',
			by: 'changed',
			...inGap,
			unpaidOrders: 'invoice',
		}),
		taxResolver(key, names.tax, ledger, [260, 0]),
		reader(names.payouts, 'period', [-20, 200]),
		reader(names.disputes, 'disputes', [-20, 400]),
		accountMapper(
			key,
			names.mapper,
			ledger,
			[520, 100],
			[...ROLES, ...PAYOUT_ROLES, ...gateway.alsoTakes],
			[...new Set([...store.gateways, gateway.names[0]])],
		),
		poster(key, names.poster, ledger, [760, 100]),
		node(key, names.review, 'n8n-nodes-base.noOp', [760, 340], {}),
		node(key, names.outcome, `${PACKAGE}.syncLog`, [-20, 620], {
			operation: 'outcome',
			outcomeSince: '={{ $json.startedAt }}',
			problems: `={{ $('${names.review}').isExecuted ? $('${names.review}').all().map((item) => item.json.error || '').join(' ') : '' }}`,
		}),
		slack(key, names.report, [260, 620]),
	];
	const documents = { main: [to(names.mapper), to(names.review)] };
	const connections = {
		[names.start]: { main: [to(names.gap)] },
		[names.again]: { main: [to(names.gap)] },
		// from top to bottom: what was missing is counted at the end
		[names.gap]: {
			main: [[...to(names.reader), ...to(names.payouts), ...to(names.disputes), ...to(names.outcome)]],
		},
		[names.reader]: { main: [to(names.tax), to(names.review)] },
		[names.tax]: documents,
		[names.payouts]: documents,
		[names.disputes]: documents,
		[names.mapper]: { main: [to(names.poster), to(names.review)] },
		[names.poster]: { main: [[], [], to(names.review)] },
		[names.outcome]: { main: [to(names.report)] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: catchUpPage({ key, title, store, ledger, gateway, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
