// workflows-templates/daily-digest-* and monthly-performance-*: what happened yesterday and last month, in Slack and by mail.
import { digestPage, monthlyPage } from './oversightPages.mjs';
import { aggregate, ALWAYS, email, filter, into, merge, slackPicture } from './oversightNodes.mjs';
import { authentication, node, note, PACKAGE, schedule, slack, to, workflow } from './templateNodes.mjs';

/** Slack wants &, < and > escaped (https://docs.slack.dev/messaging/formatting-message-text). */
const SAFE = `(text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')`;

/** How the parts of the day are said: lines of text for Slack and e-mail alike. */
const DIGEST_LINES = `
const posted = $('All Posted').first().json.posted.filter(({ postingKey }) => postingKey);
const waiting = $('All Waiting').first().json.waiting.filter(({ businessKey }) => businessKey);
const anomalies = $('Anomalies').first().json.anomalies;
const kinds = [...new Set(posted.map(({ documentType }) => documentType))].sort().map((kind) => posted.filter(({ documentType }) => documentType === kind).length + ' ' + kind);
const postedText = 'Posted in the last 24 hours: ' + posted.length + (kinds.length ? ' (' + kinds.join(', ') + ')' : '');
const waitingText = waiting.length ? 'Held or failed: ' + waiting.length + waiting.slice(0, 10).map(({ orderNumber, since, reason }) => '\\n• ' + (orderNumber || '-') + ' since ' + since.slice(0, 10) + ': ' + reason.slice(0, 200)).join('') : 'Nothing is held.';
const unusual = anomalies.length ? 'Unusual: ' + anomalies.length + anomalies.slice(0, 5).map(({ message }) => '\\n• ' + message.slice(0, 300)).join('') : 'Nothing unusual.';
`;

/** A short message: the figures of the day, what was posted, what waits, what is unusual. */
const DIGEST_MESSAGE = `(() => {
const safe = ${SAFE};${DIGEST_LINES}
const { text, blocks } = $('Figures').first().json.slack;
const section = (said) => ({ type: 'section', text: { type: 'mrkdwn', text: safe(said).slice(0, 2900) } });
const short = blocks.filter((block) => block.type === 'header' || block.type === 'context' || (block.type === 'section' && /^\\*(Figures|No sales)/.test(block.text.text)));
return JSON.stringify({ text: text + '. ' + safe(postedText + '. ' + waiting.length + ' held, ' + anomalies.length + ' unusual.'), blocks: [...short, section(postedText), section(waitingText), section(unusual)] });
})()`;

const DIGEST_TEXT = `(() => {${DIGEST_LINES}
return [$('Figures').first().json.slack.text, postedText, waitingText, unusual].join('\\n\\n');
})()`;

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
			ALWAYS,
		),
		merge(key, SOURCES, [60, 80], 2),
	];
}

const sourcesNote = (key, names, height, more) =>
	note(
		key,
		'Note: Sources',
		[-440, -340],
		[440, height],
		4,
		`## 1. Shop and gateway\n\nPick the credentials in **${names.sales}** and **${names.payouts}**. ${more} Set the time zone of the workflow (*Settings*) to that of the books.\n\nFor further shops and gateways copy these nodes and give **${SOURCES}** more inputs.`,
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
		options: { since: parameters.options.since },
	});

/** Yesterday, every morning. */
export function dailyDigest(store, gateway) {
	const key = `daily-digest-${store.id}`;
	const title = `Daily Digest, ${store.name}`;
	const names = {
		start: 'Every Morning at Seven',
		sales: `${store.name} Sales`,
		payouts: 'Payouts',
		figures: 'Figures',
		anomalies: 'Anomalies',
		posted: 'Posted Lately',
		waiting: 'Waiting',
		slack: 'Post to Slack',
		email: 'Send by E-Mail',
		review: 'Held for Review',
	};
	const since = "={{ $now.minus({ weeks: 10 }).startOf('day').toISO() }}";
	const day = { unit: 'day', options: { since } };
	const nodes = [
		sourcesNote(key, names, 260, 'Ten weeks are read: unusual days are seen against the weeks before.'),
		note(
			key,
			'Note: Yesterday',
			[20, -340],
			[700, 260],
			6,
			`## 2. Yesterday\n\n**${names.figures}** sums what was sold and paid out, against the day before and a year ago where that is known. **${names.anomalies}** names what is unusual. **${names.posted}** and **${names.waiting}** ask the sync log what went into the books and what waits for a person.`,
		),
		slackNote(
			key,
			[740, -340],
			[380, 260],
			`**${names.slack}**: one short message a day.\n\n**${names.email}** is switched off: switch it on, enter the addresses and pick the credential of your mail server, if you want the digest by mail.`,
		),
		schedule(key, names.start, [-420, 80], { field: 'days', triggerAtHour: 7 }),
		...sources(key, store, gateway, names, since),
		figures(key, names.figures, [260, 0], { operation: 'summarize', charts: false, ...day }),
		figures(key, names.anomalies, [260, 180], { operation: 'anomalies', ...day }),
		merge(key, 'Both Together', [460, 80], 2),
		aggregate(key, 'As One', [640, 80], 'figures'),
		node(
			key,
			names.posted,
			`${PACKAGE}.syncLog`,
			[820, 80],
			{
				operation: 'search',
				limit: 10_000,
				filters: {
					status: ['posted'],
					updatedSince: '={{ $now.minus({ hours: 24 }).toISO() }}',
				},
			},
			ALWAYS,
		),
		aggregate(key, 'All Posted', [1000, 80], 'posted'),
		node(key, names.waiting, `${PACKAGE}.syncLog`, [1180, 80], { operation: 'held', limit: 1000 }, ALWAYS),
		aggregate(key, 'All Waiting', [1360, 80], 'waiting'),
		slack(key, names.slack, [1560, 0], DIGEST_MESSAGE),
		email(
			key,
			names.email,
			[1560, 180],
			{
				subject: "={{ 'StoreLedger: ' + $('Figures').first().json.name }}",
				emailFormat: 'text',
				text: `={{ ${DIGEST_TEXT} }}`,
				options: {},
			},
			{ disabled: true },
		),
		review(key, names.review, [460, 300]),
	];
	const connections = {
		[names.start]: { main: [[...to(names.sales), ...to(names.payouts)]] },
		[names.sales]: { main: [into(SOURCES, 0), to(names.review)] },
		[names.payouts]: { main: [into(SOURCES, 1), to(names.review)] },
		[SOURCES]: { main: [[...to(names.figures), ...to(names.anomalies)]] },
		// what is held is the same for the anomalies
		[names.figures]: { main: [into('Both Together', 0), to(names.review)] },
		[names.anomalies]: { main: [into('Both Together', 1)] },
		'Both Together': { main: [to('As One')] },
		'As One': { main: [to(names.posted)] },
		[names.posted]: { main: [to('All Posted')] },
		'All Posted': { main: [to(names.waiting)] },
		[names.waiting]: { main: [to('All Waiting')] },
		'All Waiting': { main: [[...to(names.slack), ...to(names.email)]] },
	};
	const page = { path: `workflows-templates/${key}.md`, text: digestPage({ key, title, store, names }) };
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}

/** What looks wrong, as a part of the page. */
const WITH_ANOMALIES = `(() => {
const safe = ${SAFE};
const { anomalies } = $('Anomalies of the Month').first().json;
if (anomalies.length === 0 || $json.unit !== 'month') return $json.html;
const list = anomalies.map(({ message, fix }) => '<li>' + safe(message) + ' <em>' + safe(fix) + '</em></li>').join('');
return $json.html.replace('</body>', '<h2>What looks wrong</h2><ul>' + list + '</ul></body>');
})()`;

/** The month before, on the second of each month. */
export function monthlyPerformance(store, gateway) {
	const key = `monthly-performance-${store.id}`;
	const title = `Monthly Performance, ${store.name}`;
	const names = {
		start: 'On the Second of the Month',
		sales: `${store.name} Sales`,
		payouts: 'Payouts',
		anomalies: 'Anomalies of the Month',
		month: 'Figures of the Month',
		quarter: 'Figures of the Quarter',
		afterQuarter: 'After a Quarter',
		slackAnomalies: 'Post Anomalies to Slack',
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
			280,
			'Nineteen months are read, so that each period can be held against the one a year ago.',
		),
		note(
			key,
			'Note: Figures',
			[20, -340],
			[420, 280],
			6,
			`## 2. The month, and the quarter\n\n**${names.month}** against the month before and the same a year ago; **${names.anomalies}** names what was unusual in it. After March, June, September and December **${names.quarter}** goes out as well.`,
		),
		slackNote(
			key,
			[460, -340],
			[460, 280],
			`the nodes that post to it. Pictures cannot go through a webhook: for **${names.picture}** pick a Slack credential and a channel, or delete the node.\n\n**${names.email}** sends the whole page, with the charts attached: enter the addresses and pick the credential of your mail server.`,
		),
		schedule(key, names.start, [-420, 80], {
			field: 'months',
			triggerAtDayOfMonth: 2,
			triggerAtHour: 7,
		}),
		...sources(key, store, gateway, names, since),
		// the anomalies are above: the page has them in it
		figures(key, names.anomalies, [280, -20], { operation: 'anomalies', unit: 'month', options: { since } }),
		figures(key, names.month, [280, 140], {
			operation: 'summarize',
			unit: 'month',
			charts: true,
			options: { since },
		}),
		figures(key, names.quarter, [280, 320], {
			operation: 'summarize',
			unit: 'quarter',
			charts: true,
			options: { since },
		}),
		slack(key, names.slackAnomalies, [560, -20]),
		slack(key, names.slack, [560, 120]),
		slackPicture(key, names.picture, [760, 120], {
			property: 'trend',
			title: '={{ $json.name }}',
			comment: '={{ $json.slack.text }}',
		}),
		email(key, names.email, [760, 260], {
			subject: "={{ 'StoreLedger: ' + $json.name }}",
			emailFormat: 'html',
			html: `={{ ${WITH_ANOMALIES} }}`,
			options: { attachments: "={{ Object.keys($binary).join(',') }}" },
		}),
		filter(key, names.afterQuarter, [480, 320], '={{ [1, 4, 7, 10].includes($now.month) }}'),
		slack(key, names.slackQuarter, [760, 400]),
		review(key, names.review, [480, 480]),
	];
	const connections = {
		[names.start]: { main: [[...to(names.sales), ...to(names.payouts)]] },
		[names.sales]: { main: [into(SOURCES, 0), to(names.review)] },
		[names.payouts]: { main: [into(SOURCES, 1), to(names.review)] },
		[SOURCES]: { main: [[...to(names.anomalies), ...to(names.month), ...to(names.quarter)]] },
		[names.anomalies]: { main: [to(names.slackAnomalies), to(names.review)] },
		[names.month]: { main: [[...to(names.slack), ...to(names.picture), ...to(names.email)]] },
		[names.quarter]: { main: [to(names.afterQuarter)] },
		[names.afterQuarter]: { main: [[...to(names.email), ...to(names.slackQuarter)]] },
	};
	const page = { path: `workflows-templates/${key}.md`, text: monthlyPage({ key, title, store, names }) };
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
