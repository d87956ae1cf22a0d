// workflows-templates/daily-bank-* and month-end-*: payouts against the bank every morning, and the month's tie-out.
import { row } from './payoutTemplates.mjs';
import { bankPage, monthEndPage } from './payoutPages.mjs';
import { authentication, node, note, PACKAGE, schedule, slack, to, workflow } from './templateNodes.mjs';

/** An input of the node that puts several sources together. */
const into = (index) => [{ node: 'All Together', type: 'main', index }];

/** Puts the sources together, so that the reconciler runs once, and Slack has one message. */
const together = (key, position, sources) =>
	node(
		key,
		'All Together',
		'n8n-nodes-base.merge',
		position,
		{ mode: 'append', numberInputs: sources },
		{ typeVersion: 3.1 },
	);

/** With an empty item when there is nothing, so that a quiet day has its message too. */
const ALWAYS = { alwaysOutputData: true };

/**
 * What is held as one message: reason and fix of each, as long as Slack takes it. Slack wants &, < and > escaped
 * (https://docs.slack.dev/messaging/formatting-message-text).
 */
const HELD_MESSAGE = `JSON.stringify({ text: ('StoreLedger: ' + $json.held.length + ' held for review\\n' + $json.held.slice(0, 20).map(({ findings = [] }) => '• ' + findings.map(({ message, fix = '' }) => message + ' ' + fix).join(' ').slice(0, 500)).join('\\n')).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') })`;

/** Makes one item of all. */
const asOne = (key, name, position) =>
	node(key, name, 'n8n-nodes-base.aggregate', position, {
		aggregate: 'aggregateAllItemData',
		destinationFieldName: 'held',
		options: {},
	});

const slackNote = (key, position, more) =>
	note(
		key,
		'Note: Slack',
		position,
		[320, 240],
		5,
		`## Slack\n\nCreate an incoming webhook for your channel in Slack and enter its address in ${more}`,
	);

/** The daily reconciliation into a ledger. @param gateway the one it is set to at first */
export function dailyBank(gateway, ledger) {
	const key = `daily-bank-reconciliation-${ledger.id}`;
	const title = `Daily Bank Reconciliation, ${ledger.name}`;
	const names = {
		start: 'Every Morning at Seven',
		bank: 'Bank Transactions',
		payouts: 'Payouts',
		reconciler: 'Payout Reconciler',
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		slack: 'Post to Slack',
		asOne: 'All That Is Held',
		held: 'Post What Is Held to Slack',
	};
	const since = '={{ $now.minus({ days: 30 }).toISO() }}';
	const nodes = [
		note(
			key,
			'Note: Sources',
			[-420, -320],
			[500, 260],
			4,
			`## 1. The bank and the gateway\n\nEvery morning the bank lines and payouts of the last 30 days are read. Pick your credentials. For several gateways, copy **${names.payouts}** and give **All Together** one more input for each.\n\n**No live bank?** Set *Source* of **${names.bank}** to *Statement File*, and put a node before it that brings the file: an e-mail, a folder, a form.`,
		),
		note(
			key,
			'Note: Reconcile',
			[100, -320],
			[320, 260],
			6,
			`## 2. To the cent\n\nA payout is matched when amount, day and text fit, never by guess; what is open stays for the next day. A payout that is not posted is *missing in books*: the templates of payouts post them.`,
		),
		note(
			key,
			'Note: Posting',
			[440, -320],
			[320, 260],
			7,
			`## 3. Into ${ledger.name}\n\nEach payout that has arrived is posted on the bank's day, as one document that the bank feed offers as a match. Choose the accounts *Bank* and *Payouts in Transit*: **the same as in the workflow of your payouts**.`,
		),
		slackNote(
			key,
			[440, 460],
			`**${names.slack}** (once a day, what agrees and what does not) and in **${names.held}** (only when a person is needed).`,
		),
		schedule(key, names.start, [-400, 80], { field: 'days', triggerAtHour: 7 }),
		node(
			key,
			names.bank,
			`${PACKAGE}.bankTransactions`,
			[-180, 0],
			{ source: 'plaid', from: since, to: '' },
			ALWAYS,
		),
		node(
			key,
			names.payouts,
			`${PACKAGE}.payouts`,
			[-180, 180],
			{ gateway: gateway.id, operation: 'period', from: since, to: '' },
			ALWAYS,
		),
		together(key, [20, 80], 2),
		node(key, names.reconciler, `${PACKAGE}.payoutReconciler`, [200, 80], {
			operation: 'reconcile',
			books: 'main',
			asOf: '',
			comparedLedger: ledger.id,
		}),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [460, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			accounts: { entry: ['bank', 'payoutsInTransit', 'fxGainLoss'].map((role) => row(role)) },
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [680, 0], {
			...authentication(ledger),
			operation: 'post',
		}),
		slack(key, names.slack, [460, 160]),
		asOne(key, names.asOne, [680, 300]),
		slack(key, names.held, [880, 300], HELD_MESSAGE),
	];
	const connections = {
		[names.start]: { main: [[...to(names.bank), ...to(names.payouts)]] },
		[names.bank]: { main: [into(0), to(names.asOne)] },
		[names.payouts]: { main: [into(1), to(names.asOne)] },
		'All Together': { main: [to(names.reconciler)] },
		[names.reconciler]: { main: [to(names.mapper), [], to(names.slack), to(names.asOne)] },
		[names.mapper]: { main: [to(names.poster), to(names.asOne)] },
		[names.poster]: { main: [[], [], to(names.asOne)] },
		[names.asOne]: { main: [to(names.held)] },
	};
	const page = { path: `workflows-templates/${key}.md`, text: bankPage({ key, title, ledger, names }) };
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

/** The gateway that lives in the shop, otherwise one that any shop may have. */
export const gatewayOf = (store, gateways) =>
	gateways.find(({ credential }) => store.credentials.includes(credential)) ??
	gateways.find(({ id }) => id === 'stripe') ??
	gateways[0];

/** The month of a store: shop, gateway and books. */
export function monthEnd(store, gateways) {
	const gateway = gatewayOf(store, gateways);
	const key = `month-end-tie-out-${store.id}`;
	const title = `Month-End Tie-Out, ${store.name}`;
	const names = {
		start: 'On the Third of the Month',
		sales: `${store.name} Sales`,
		payouts: `${gateway.name} Payouts`,
		disputes: `${gateway.name} Disputes`,
		tieOut: 'Tie Out',
		ageing: 'Ageing',
		slack: 'Post to Slack',
		differences: 'What Does Not Agree',
		open: 'Open Items',
		review: 'Held for Review',
	};
	const reader = (name, operation, position) =>
		node(
			key,
			name,
			`${PACKAGE}.payouts`,
			position,
			{ gateway: gateway.id, operation, from: '', to: '' },
			ALWAYS,
		);
	const reconciler = (name, position, parameters) =>
		node(key, name, `${PACKAGE}.payoutReconciler`, position, {
			books: 'main',
			comparedLedger: 'any',
			...parameters,
		});
	const nodes = [
		note(
			key,
			'Note: Sources',
			[-440, -320],
			[500, 260],
			4,
			`## 1. Shop and gateway\n\nOn the third of each month, when the last payouts of the month before have arrived. Pick your credentials, and set *From* of **all three readers** to the same day: the first day of the books (later: a day on which nothing was open).\n\nFor several gateways copy both readers of ${gateway.name} and give **All Together** more inputs.`,
		),
		note(
			key,
			'Note: Figures',
			[80, -320],
			[340, 260],
			6,
			`## 2. Do they agree?\n\n**${names.tieOut}** holds shop, gateway and books of the month against each other and names each difference with its order. **${names.ageing}** lists what makes up each clearing account at the end of the month. Enter the ledger's balances there, and differences are explained.`,
		),
		slackNote(
			key,
			[440, -320],
			`**${names.slack}**. The lists themselves are the items of **${names.differences}** and **${names.open}**: connect a sheet or a file there.`,
		),
		schedule(key, names.start, [-420, 120], {
			field: 'months',
			triggerAtDayOfMonth: 3,
			triggerAtHour: 7,
		}),
		node(
			key,
			names.sales,
			`${PACKAGE}.${store.reader}`,
			[-180, 0],
			{ operation: 'period', by: 'placed', from: '', to: '', unpaidOrders: 'invoice' },
			ALWAYS,
		),
		reader(names.payouts, 'period', [-180, 160]),
		reader(names.disputes, 'disputes', [-180, 320]),
		together(key, [40, 120], 3),
		reconciler(names.tieOut, [220, 40], { operation: 'tieOut', firstDay: '', lastDay: '' }),
		reconciler(names.ageing, [220, 300], {
			operation: 'ageing',
			asOf: "={{ $now.minus({ months: 1 }).endOf('month').toISODate() }}",
		}),
		slack(key, names.slack, [480, 140]),
		node(key, names.differences, 'n8n-nodes-base.noOp', [480, 0], {}),
		node(key, names.open, 'n8n-nodes-base.noOp', [480, 280], {}),
		node(key, names.review, 'n8n-nodes-base.noOp', [480, 480], {}),
	];
	const connections = {
		[names.start]: { main: [[...to(names.sales), ...to(names.payouts), ...to(names.disputes)]] },
		[names.sales]: { main: [into(0), to(names.review)] },
		[names.payouts]: { main: [into(1), to(names.review)] },
		[names.disputes]: { main: [into(2), to(names.review)] },
		'All Together': { main: [[...to(names.tieOut), ...to(names.ageing)]] },
		[names.tieOut]: { main: [[], to(names.differences), to(names.slack), to(names.review)] },
		// what is held is the same as of the tie-out
		[names.ageing]: { main: [to(names.open), to(names.open), to(names.slack), []] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: monthEndPage({ key, title, store, gateway, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
