// workflows-templates/approvals-*: a shop into a ledger, where large and unusual documents wait for one or two people in Slack, and
// what is held is decided there too. Each document that is asked about waits in an execution of its own, which the workflow starts by
// calling itself: no question waits for the answer to another, and there is one workflow to import.
import { authentication, idOf, node, note, PACKAGE, to, workflow } from './templateNodes.mjs';

/** The message, and the page behind its button, of n8n's own "Send and Wait for Response". */
const question = (key, name, position, { user, message, title, description, decisions }) =>
	node(
		key,
		name,
		'n8n-nodes-base.slack',
		position,
		{
			resource: 'message',
			operation: 'sendAndWait',
			select: 'user',
			user,
			message,
			responseType: 'customForm',
			defineForm: 'fields',
			formFields: {
				values: [
					{
						fieldLabel: 'Decision',
						fieldType: 'dropdown',
						fieldOptions: { values: decisions.map((option) => ({ option })) },
						requiredField: true,
					},
					{ fieldLabel: 'Why', fieldType: 'textarea', requiredField: true },
				],
			},
			options: {
				messageButtonLabel: 'Decide',
				responseFormTitle: title,
				responseFormDescription: description,
				responseFormButtonLabel: 'Send',
				limitWaitTime: {
					values: { limitType: 'afterTimeInterval', resumeAmount: 2, resumeUnit: 'days' },
				},
				appendAttribution: false,
			},
		},
		{ typeVersion: 2.3, webhookId: idOf(`${key}/${name}/webhook`) },
	);

/** Asks whoever is next about a document. */
const ask = (key, name, position) =>
	question(key, name, position, {
		user: { __rl: true, mode: 'id', value: '={{ $json.asked.id }}' },
		message: '={{ $json.text }}',
		title: '={{ $json.title }}',
		description: '={{ $json.plainText }}',
		decisions: ['Approve', 'Reject'],
	});

const decide = (key, name, position, asked) =>
	node(key, name, `${PACKAGE}.approvals`, position, { operation: 'decide', asked });

const isEqual = (id, leftValue, rightValue) => ({
	options: { caseSensitive: true, leftValue: '', typeValidation: 'loose', version: 2 },
	conditions: [{ id, leftValue, rightValue, operator: { type: 'string', operation: 'equals' } }],
	combinator: 'and',
});

const RETRY = 'Try again';
const SETTLE = 'Settled by hand';
const LEAVE = 'Leave it';

/** What Slack and the form may show of something held: n8n takes entities apart, so nothing of it may look like a mark. */
const HELD_TEXT =
	"={{ ('Held at ' + $json.stage + ': ' + ($json.orderNumber || $json.id) + '\\n\\n' + ($json.findings || []).map(({ message, fix }) => '• ' + message + ' ' + fix).join('\\n')).replaceAll('<', '‹').replaceAll('>', '›').replaceAll('&', '＆').slice(0, 2900) }}";

/** The names of the nodes of what happens to one document. */
const ONE = {
	start: 'One Document',
	what: 'What Is It',
	first: 'Ask the First Person',
	firstDecision: 'First Decision',
	second: 'Ask the Second Person',
	secondDecision: 'Second Decision',
	held: 'Ask What to Do',
	answer: 'What They Say',
	retry: 'Try It Again',
	settle: 'Settled by Hand',
};

function onOne(key) {
	const by = `$('${ONE.held}').params.user`;
	const said = "={{ $json.data?.Decision ?? '' }}";
	return [
		node(
			key,
			ONE.start,
			'n8n-nodes-base.executeWorkflowTrigger',
			[-480, 620],
			{ inputSource: 'passthrough' },
			{ typeVersion: 1.1 },
		),
		node(
			key,
			ONE.what,
			'n8n-nodes-base.if',
			[-260, 620],
			{ conditions: isEqual('isRequest', '={{ $json.type }}', 'ApprovalRequest'), options: {} },
			{ typeVersion: 2.2 },
		),
		ask(key, ONE.first, [0, 540]),
		decide(key, ONE.firstDecision, [220, 540], `={{ $('${ONE.start}').first().json }}`),
		ask(key, ONE.second, [460, 620]),
		decide(key, ONE.secondDecision, [680, 620], `={{ $('${ONE.firstDecision}').first(1).json }}`),
		question(key, ONE.held, [0, 960], {
			user: { __rl: true, mode: 'list', value: '' },
			message: HELD_TEXT,
			title: "={{ 'Held: ' + ($json.orderNumber || $json.id) }}",
			description: HELD_TEXT,
			decisions: [RETRY, SETTLE, LEAVE],
		}),
		node(
			key,
			ONE.answer,
			'n8n-nodes-base.switch',
			[220, 960],
			{
				rules: {
					values: [RETRY, SETTLE].map((decision) => ({
						conditions: isEqual(idOf(`${key}/${decision}`), said, decision),
						renameOutput: true,
						outputKey: decision,
					})),
				},
				options: {},
			},
			{ typeVersion: 3.2 },
		),
		node(key, ONE.retry, `${PACKAGE}.syncLog`, [460, 880], {
			operation: 'retry',
			event: `={{ $('${ONE.start}').first().json.id }}`,
		}),
		node(key, ONE.settle, `${PACKAGE}.syncLog`, [460, 1040], {
			operation: 'settle',
			event: `={{ $('${ONE.start}').first().json.id }}`,
			reason: '={{ $json.data.Why }}',
			by: `={{ ${by}.cachedResultName || ${by}.value }}`,
		}),
	];
}

/** The template for a store and a ledger. @param roles each gets a row in the mapper, with the account left open */
export function approvals(store, ledger, roles) {
	const key = `approvals-${store.id}-to-${ledger.id}`;
	const title = `${store.name} to ${ledger.name}, with Approvals in Slack`;
	const names = {
		...ONE,
		trigger: `${store.name} Sales Trigger`,
		history: 'Read History',
		reader: `${store.name} Sales`,
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		select: 'Approvals',
		each: 'Each on Its Own',
		few: 'At Most Ten',
		poster: `${ledger.name} Poster`,
		waiting: 'Asked Before',
		review: 'Stays Held',
	};
	const nodes = [
		note(
			key,
			'Note: Sales',
			[-560, -300],
			[860, 220],
			4,
			`## 1. From the shop to accounts\n\nAs in the template *${store.name} to ${ledger.name}*: pick your credentials, the day from which the books are kept, the tax code for sales without tax, and an account for each role.\n\nA document below all limits goes straight on to **${names.poster}**.`,
		),
		note(
			key,
			'Note: Limits',
			[320, -300],
			[380, 220],
			3,
			`## 2. Who must approve what\n\nIn **${names.select}** enter the currency of your books, the limits (refunds lower, large sales by **two different people**) and the approvers with their Slack member IDs.`,
		),
		note(
			key,
			'Note: Posting',
			[720, -300],
			[380, 220],
			7,
			`## 3. Into ${ledger.name}\n\nWho approved it, and why, stands in the memo of each document. Nothing is posted twice, however often somebody clicks.`,
		),
		note(
			key,
			'Note: Deciding',
			[-560, 400],
			[480, 200],
			5,
			`## 4. In Slack\n\nThis part runs once **for each document** and waits for people, for days if need be. Pick your Slack credential in the three Slack nodes. Each person gets a **private message**: keep one Slack node for each, because a node's link is the same for everybody it asks.`,
		),
		note(
			key,
			'Note: Held',
			[-560, 820],
			[480, 220],
			6,
			`## 5. What is held\n\nChoose in **${names.held}** who is asked about what could not be booked: *${RETRY}* after the cause is mended, *${SETTLE}* when it needs no document, *${LEAVE}* for later. At most ten at once: a missing account can hold hundreds. All are in the *Sync Log*.`,
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
		node(key, names.history, 'n8n-nodes-base.manualTrigger', [-480, 160], {}),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [-260, 160], {
			operation: 'period',
			by: 'placed',
			from: '',
			to: '',
			unpaidOrders: 'invoice',
		}),
		node(key, names.tax, `${PACKAGE}.taxResolver`, [-20, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			matchByRate: true,
			rules: { rule: [{ taxCode: '', when: { rate: 'none' } }] },
		}),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [200, 0], {
			...authentication(ledger),
			ledger: ledger.id,
			accounts: {
				entry: [
					...roles.map((role) => ({ role, account: '', when: {} })),
					...store.gateways.map((gateway) => ({ role: 'clearing', account: '', when: { gateway } })),
				],
			},
		}),
		node(key, names.select, `${PACKAGE}.approvals`, [460, 0], {
			operation: 'select',
			currency: '',
			thresholds: {
				entry: [
					{ above: '5000.00', purpose: 'any', people: 1 },
					{ above: '500.00', purpose: 'Refund', people: 1 },
					{ above: '20000.00', purpose: 'any', people: 2 },
				],
			},
			approvers: { entry: [1, 2].map(() => ({ name: '', id: '' })) },
			also: { firstTimes: ['gateway'] },
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [980, -20], {
			...authentication(ledger),
			operation: 'post',
		}),
		node(
			key,
			names.each,
			'n8n-nodes-base.executeWorkflow',
			[720, 120],
			{
				source: 'database',
				workflowId: { __rl: true, mode: 'id', value: '={{ $workflow.id }}' },
				mode: 'each',
				workflowInputs: {
					mappingMode: 'defineBelow',
					value: {},
					matchingColumns: [],
					schema: [],
					attemptToConvertTypes: false,
					convertFieldsToString: true,
				},
				options: { waitForSubWorkflow: false },
			},
			{ typeVersion: 1.2 },
		),
		node(key, names.waiting, 'n8n-nodes-base.noOp', [720, 280], {}),
		node(key, names.few, 'n8n-nodes-base.limit', [460, 280], { maxItems: 10 }),
		node(key, names.review, 'n8n-nodes-base.noOp', [980, 480], {}),
		...onOne(key),
	];
	const connections = {
		[names.trigger]: { main: [to(names.tax), to(names.few)] },
		[names.history]: { main: [to(names.reader)] },
		[names.reader]: { main: [to(names.tax), to(names.few)] },
		[names.tax]: { main: [to(names.mapper), to(names.few)] },
		[names.mapper]: { main: [to(names.select), to(names.few)] },
		[names.select]: { main: [to(names.poster), to(names.each), to(names.waiting), to(names.review)] },
		[names.few]: { main: [to(names.each)] },
		[names.poster]: { main: [[], [], to(names.few)] },
		[ONE.start]: { main: [to(ONE.what)] },
		[ONE.what]: { main: [to(ONE.first), to(ONE.held)] },
		[ONE.first]: { main: [to(ONE.firstDecision)] },
		[ONE.firstDecision]: { main: [to(names.poster), to(ONE.second), [], to(names.review)] },
		[ONE.second]: { main: [to(ONE.secondDecision)] },
		[ONE.secondDecision]: { main: [to(names.poster), to(names.review), [], to(names.review)] },
		[ONE.held]: { main: [to(ONE.answer)] },
		[ONE.answer]: { main: [to(ONE.retry), to(ONE.settle)] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: approvalsPage({ key, title, store, ledger, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

function approvalsPage({ key, title, store, ledger, names }) {
	return [
		`# ${title}`,
		'',
		`Sales and refunds of a ${store.name} shop come into ${ledger.fullName} as in [the template without approvals](${store.id}-to-${ledger.id}.md); large and unusual ones wait for the decision of one or two people in Slack. Who approved a document, and why, stands in its memo. More about it: [Approvals](../docs/approvals.md).`,
		'',
		`![The template in the editor](../docs/images/approvals.png)`,
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. **${names.trigger}**, **${names.reader}**, **${names.tax}**, **${names.mapper}**, **${names.poster}**: as in the template without approvals.`,
		`3. In Slack make an app with the bot scopes \`chat:write\`, \`users:read\` and \`im:write\`, install it, and store its bot token in n8n as _Slack API_. Pick it in **${names.first}**, **${names.second}** and **${names.held}**.`,
		`4. **${names.select}**: the currency of your books, your limits, and the approvers in the order in which they are asked: name and Slack member ID (in Slack: the profile, _Copy member ID_). Delete rows that you do not need; where two people are needed, name at least two.`,
		`5. **${names.held}**: choose who is asked about what could not be booked.`,
		`6. The Slack nodes wait two days for an answer; change it under _Options_. n8n must be reachable for the approvers under its public address (\`WEBHOOK_URL\`): the button in the message opens a page of n8n.`,
		'7. Activate the workflow.',
		'',
		'## What happens',
		'',
		'| a document | is |',
		'| --- | --- |',
		'| below all limits | posted at once |',
		'| above one | asked about in a private message to the first approver; posted when they approve |',
		'| above a limit for two people | then asked about in a message to the next approver; posted when both have approved |',
		'| rejected | held with the reason, and not posted |',
		'| not answered in time | held, and not posted |',
		'| changed in the shop meanwhile | asked about anew; the old answer does not count |',
		'| read again while it waits, or afterwards | not asked about again, and never posted twice |',
		'',
		`**${names.firstDecision}** and **${names.secondDecision}** take the answers; what enough people have approved goes on to **${names.poster}**. What could not be booked is asked about by **${names.held}**: **${names.retry}** lets it leave its trigger once more, **${names.settle}** notes who has decided that it needs no document, and why.`,
		'',
		'What is held stays in the _Sync Log_ (operation _List Held_) and in the weekly health check; _Try Again_ there asks anew.',
		'',
	].join('\n');
}
