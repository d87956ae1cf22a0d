// workflows-templates/daily-digest-* and monthly-performance-*: what happened yesterday and last month, in Slack and by mail.
import { digestPage, monthlyPage } from './oversightPages.mjs';
import { ALWAYS, email, filter, into, merge, slackPicture } from './oversightNodes.mjs';
import { authentication, node, note, PACKAGE, schedule, slack, to, workflow } from './templateNodes.mjs';

const SOURCES = 'All Together';

/** Reads the shop and its gateway. @param since how far back, an expression with braces */
function sources(key, store, gateway, names, since) {
	return [
		node(
			key,
			names.sales,
			`${PACKAGE}.${store.reader}`,
			[-180, 0],
			{
				...authentication(store),
				operation: 'period',
				by: 'changed',
				from: since,
				to: '',
				unpaidOrders: 'invoice',
			},
			ALWAYS,
		),
		node(
			key,
			names.payouts,
			`${PACKAGE}.payouts`,
			[-180, 180],
			{ gateway: gateway.id, operation: 'period', from: since, to: '' },
			// without payouts there is still a message, which says why they are not in it
			{ ...ALWAYS, onError: 'continueErrorOutput' },
		),
		merge(key, SOURCES, [60, 80], 3),
	];
}

/** From the start to all of it in one list; what cannot be read goes to review, and why payouts could not be read is told. */
const fromSources = (names) => ({
	[names.start]: { main: [[...to(names.sales), ...to(names.payouts)]] },
	[names.sales]: { main: [into(SOURCES, 0), to(names.review)] },
	[names.payouts]: { main: [into(SOURCES, 1), to(names.review), into(SOURCES, 2)] },
});

const sourcesNote = (key, names, height, more) =>
	note(
		key,
		'Note: Sources',
		[-440, -340],
		[440, height],
		4,
		`## 1. Shop and gateway\n\nPick the credentials in **${names.sales}** and **${names.payouts}**. ${more} Set the time zone of the workflow (*Settings*) to that of the books.\n\nIf payouts cannot be read, the message comes without them and says so. For further shops and gateways copy these nodes and give **${SOURCES}** more inputs.`,
	);

const slackNote = (key, position, size, more) =>
	note(
		key,
		'Note: Slack and Mail',
		position,
		size,
		5,
		`## Slack and e-mail\n\nCreate an incoming webhook for your channel in Slack and enter its address in ${more}`,
	);

const review = (key, name, position) => node(key, name, 'n8n-nodes-base.noOp', position, {});

const figures = (key, name, position, parameters) =>
	node(key, name, `${PACKAGE}.performanceSummary`, position, {
		which: 'last',
		...parameters,
	});

/** Yesterday, every morning. */
export function dailyDigest(store, gateway) {
	const key = `daily-digest-${store.id}`;
	const title = `Daily Digest, ${store.name}`;
	const names = {
		start: 'Every Morning at Seven',
		sales: `${store.name} Sales`,
		payouts: 'Payouts',
		digest: 'Digest of Yesterday',
		slack: 'Post to Slack',
		email: 'Send by E-Mail',
		review: 'Held for Review',
	};
	const since = "={{ $now.minus({ weeks: 10 }).startOf('day').toISO() }}";
	const nodes = [
		sourcesNote(key, names, 240, 'Ten weeks are read: unusual days are seen against the weeks before.'),
		note(
			key,
			'Note: Yesterday',
			[20, -340],
			[420, 240],
			6,
			`## 2. Yesterday\n\n**${names.digest}** sums what was sold and paid out, against the day before and a year ago where that is known, and names what is unusual. It asks the sync log what went into the books in the last 24 hours and what waits for a person.`,
		),
		slackNote(
			key,
			[460, -340],
			[420, 240],
			`**${names.slack}**: one short message a day.\n\n**${names.email}** is switched off: switch it on, enter the addresses and pick the credential of your mail server, if you want the digest by mail.`,
		),
		schedule(key, names.start, [-420, 80], { field: 'days', triggerAtHour: 7 }),
		...sources(key, store, gateway, names, since),
		figures(key, names.digest, [300, 80], { operation: 'digest', charts: false, options: { since } }),
		slack(key, names.slack, [580, 0]),
		email(
			key,
			names.email,
			[580, 180],
			{
				subject: '={{ $json.subject }}',
				emailFormat: 'both',
				text: '={{ $json.text }}',
				html: '={{ $json.html }}',
				options: {},
			},
			{ disabled: true },
		),
		review(key, names.review, [300, 320]),
	];
	const connections = {
		...fromSources(names),
		[SOURCES]: { main: [to(names.digest)] },
		[names.digest]: { main: [[...to(names.slack), ...to(names.email)], to(names.review)] },
	};
	const page = { path: `workflows-templates/${key}.md`, text: digestPage({ key, title, store, names }) };
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

/** The month before, on the second of each month. */
export function monthlyPerformance(store, gateway) {
	const key = `monthly-performance-${store.id}`;
	const title = `Monthly Performance, ${store.name}`;
	const names = {
		start: 'On the Second of the Month',
		sales: `${store.name} Sales`,
		payouts: 'Payouts',
		month: 'Figures of the Month',
		quarter: 'Figures of the Quarter',
		afterQuarter: 'After a Quarter',
		slack: 'Post to Slack',
		picture: 'Picture to Slack',
		email: 'Send by E-Mail',
		slackQuarter: 'Post Quarter to Slack',
		review: 'Held for Review',
	};
	const since = "={{ $now.minus({ months: 19 }).startOf('month').toISO() }}";
	const nodes = [
		sourcesNote(
			key,
			names,
			240,
			'Nineteen months are read, so that each period can be held against the one a year ago.',
		),
		note(
			key,
			'Note: Figures',
			[20, -340],
			[420, 240],
			6,
			`## 2. The month, and the quarter\n\n**${names.month}** against the month before and the same a year ago, with what was unusual in it. After March, June, September and December **${names.quarter}** goes out as well.`,
		),
		slackNote(
			key,
			[460, -340],
			[460, 240],
			`the nodes that post to it. Pictures cannot go through a webhook: for **${names.picture}** pick a Slack credential and a channel, or delete the node.\n\n**${names.email}** sends the whole page, with the charts attached: enter the addresses and pick the credential of your mail server.`,
		),
		schedule(key, names.start, [-420, 80], {
			field: 'months',
			triggerAtDayOfMonth: 2,
			triggerAtHour: 7,
		}),
		...sources(key, store, gateway, names, since),
		figures(key, names.month, [280, 80], {
			operation: 'summarize',
			unit: 'month',
			charts: true,
			options: { since, anomalies: true },
		}),
		figures(key, names.quarter, [280, 320], {
			operation: 'summarize',
			unit: 'quarter',
			charts: true,
			options: { since },
		}),
		slack(key, names.slack, [560, 0]),
		slackPicture(key, names.picture, [760, 80], {
			property: 'trend',
			title: '={{ $json.name }}',
			comment: '={{ $json.slack.text }}',
		}),
		email(key, names.email, [760, 260], {
			subject: "={{ 'StoreLedger: ' + $json.name }}",
			emailFormat: 'html',
			html: '={{ $json.html }}',
			options: { attachments: "={{ Object.keys($binary).join(',') }}" },
		}),
		filter(key, names.afterQuarter, [480, 320], '={{ [1, 4, 7, 10].includes($now.month) }}'),
		slack(key, names.slackQuarter, [760, 400]),
		review(key, names.review, [480, 480]),
	];
	const connections = {
		...fromSources(names),
		[SOURCES]: { main: [[...to(names.month), ...to(names.quarter)]] },
		[names.month]: {
			main: [[...to(names.slack), ...to(names.picture), ...to(names.email)], to(names.review)],
		},
		// what is held is the same for the quarter
		[names.quarter]: { main: [to(names.afterQuarter)] },
		[names.afterQuarter]: { main: [[...to(names.email), ...to(names.slackQuarter)]] },
	};
	const page = { path: `workflows-templates/${key}.md`, text: monthlyPage({ key, title, store, names }) };
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
