// workflows-templates/weekly-sync-health: the health check every Monday, to Slack and, once it is switched on, by mail.
import { node, note, PACKAGE, schedule, slack, to, workflow } from './templateNodes.mjs';

/** n8n's own node for mail; switched off until somebody has entered sender, recipient and an SMTP credential. */
const mail = (key, name, position) =>
	node(
		key,
		name,
		'n8n-nodes-base.emailSend',
		position,
		{
			fromEmail: '',
			toEmail: '',
			subject: '={{ $json.subject }}',
			emailFormat: 'both',
			text: '={{ $json.text }}',
			html: '={{ $json.html }}',
			options: { appendAttribution: false },
		},
		{ typeVersion: 2.1, disabled: true },
	);

export function weeklySyncHealth() {
	const key = 'weekly-sync-health';
	const [checker, toSlack, toMail] = ['Sync Health Checker', 'Post to Slack', 'Send by E-Mail'];
	const nodes = [
		note(
			key,
			'Note: What it does',
			[-260, -300],
			[540, 240],
			4,
			'## Weekly sync health\n\nEvery Monday morning **Sync Health Checker** looks at what was posted, held and failed, compares the orders of the shop with the sync log and the ledger, finds what others have booked twice, and says what to do about each finding and what has changed since last week.\n\nPick the credentials of your shop and of your ledger; both are only read.',
		),
		note(
			key,
			'Note: Slack',
			[320, -300],
			[420, 240],
			5,
			'## Slack\n\nCreate an incoming webhook for your channel in Slack and enter its address in **Post to Slack**. Delete the connection of the first output if you only want to hear of problems.',
		),
		note(
			key,
			'Note: E-mail',
			[640, 180],
			[380, 200],
			6,
			'## E-mail\n\n**Send by E-Mail** is switched off. Enter sender and recipient, pick an SMTP credential, and activate the node: it sends the whole report as a page that reads well in mail.',
		),
		schedule(key, 'Every Monday at Eight', [-180, 0], {
			field: 'weeks',
			triggerAtDay: [1],
			triggerAtHour: 8,
		}),
		node(key, checker, `${PACKAGE}.syncHealthChecker`, [120, 0], {
			days: 7,
			compareWithShop: true,
			store: 'shopify',
			compareWithLedger: true,
			ledger: 'quickbooks',
			ledgerAuthentication: 'storeLedger',
		}),
		slack(key, toSlack, [440, 0]),
		mail(key, toMail, [440, 220]),
	];
	const both = [...to(toSlack), ...to(toMail)];
	const connections = {
		'Every Monday at Eight': { main: [to(checker)] },
		[checker]: { main: [both, both, both] },
	};
	return workflow(key, 'Weekly Sync Health', nodes, connections);
}
