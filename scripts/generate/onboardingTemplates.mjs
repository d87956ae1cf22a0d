// workflows-templates/onboard-*: a new shop in the books in four steps: connect, suggest and preview, confirm and go live, keep going.
import { onboardingPage } from './onboardingPages.mjs';
import { byHand, byHandToo } from './oversightNodes.mjs';
import { authentication, idOf, node, note, PACKAGE, to, workflow } from './templateNodes.mjs';

/** What is suggested for and posted at first: the orders of the last seven days. */
const WEEK = '={{ $now.minus({ days: 7 }).toISO() }}';

/** The second input of the mapper. */
const asRules = (name) => [{ node: name, type: 'main', index: 1 }];

const NOTES = (names, store, ledger) => [
	[
		'Note: Connect',
		[-640, -420],
		[400, 300],
		4,
		`## 1. Connect\n\nPick or create the credential of **${store.name}** in **${names.read}**, and that of **${ledger.name}** in **${names.suggestTax}**. n8n takes them for the other nodes, too, where it knows no other credential of their type; a red mark shows a node that still needs one.`,
	],
	[
		'Note: Suggest and Preview',
		[-220, -420],
		[1180, 300],
		6,
		`## 2. Suggest, and preview a week\n\nRun **${names.suggest}**. It reads the orders of the last seven days and suggests an account for each role and gateway, and a tax code for each tax, from your live ${ledger.name}; then it shows in **${names.preview}** what would be posted with them. **Nothing is written to ${ledger.name}.**\n\nLook at the outputs of **${names.suggestTax}**, **${names.suggestAccounts}** and **${names.preview}**. What cannot be booked yet is at **${names.open}**, with the reason and the fix.\n\nAre accounts missing? Switch on *Create Missing Accounts* in **${names.suggestAccounts}** and run it again: they are added to your chart, once each, if ${ledger.name} allows it.`,
	],
	[
		'Note: Go Live',
		[-640, 260],
		[760, 240],
		3,
		`## 3. Confirm and go live\n\nPoint at **${names.live}** and run it when you agree with what you saw. **This is your confirmation:** what was suggested last counts from now on, and the orders of the week are posted, each exactly once. You may run it again at any time: what is posted is not posted twice.\n\nTo have one role otherwise, add a row in **${names.mapper}** (or a rule in **${names.tax}**): it overrules the suggestion.`,
	],
	[
		'Note: Keep Going',
		[140, 260],
		[460, 240],
		5,
		`## 4. Keep going\n\nSet *Start From* of **${names.trigger}** to the first day of that week and publish the workflow: from then on each order comes into ${ledger.name} within seconds.\n\nA new gateway or tax is held until you run steps 2 and 3 again, or add a row for it.`,
	],
	[
		'Note: Review',
		[620, 260],
		[360, 240],
		7,
		`## What needs a person\n\nWhat cannot be booked exactly comes to **${names.review}** with the reason and the fix; everything else goes on. Import the templates *Daily Digest* and *Held Documents* to hear of it and to settle it.`,
	],
];

/** The shop's first way into the books. */
export function onboarding(store, ledger) {
	const key = `onboard-${store.id}-to-${ledger.id}`;
	const title = `New Shop: ${store.name} to ${ledger.name}`;
	const names = {
		suggest: 'Suggest and Preview',
		read: 'Read a Week',
		suggestTax: 'Suggest Tax Codes',
		suggestAccounts: 'Suggest Accounts',
		taxPreview: 'Tax Codes as Suggested',
		accountsPreview: 'Accounts as Suggested',
		preview: 'Preview',
		open: 'Not Bookable Yet',
		live: 'Go Live',
		confirmTax: 'Confirm Tax Codes',
		confirmAccounts: 'Confirm Accounts',
		readAgain: 'Read the Week',
		trigger: `${store.name} Sales Trigger`,
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		review: 'Held for Review',
	};
	const books = { ...authentication(ledger), ledger: ledger.id };
	const reader = (name, position) =>
		node(key, name, `${PACKAGE}.${store.reader}`, position, {
			...authentication(store),
			operation: 'period',
			by: 'placed',
			from: WEEK,
			to: '',
			unpaidOrders: 'invoice',
		});
	const tax = (name, position, parameters) =>
		node(key, name, `${PACKAGE}.taxResolver`, position, { ...books, ...parameters });
	const mapper = (name, position, parameters) =>
		node(key, name, `${PACKAGE}.accountMapper`, position, { ...books, ...parameters });
	const poster = (name, position, operation) =>
		node(key, name, `${PACKAGE}.${ledger.poster}`, position, { ...authentication(ledger), operation });
	const nodes = [
		...NOTES(names, store, ledger).map((each) => note(key, ...each)),
		byHand(key, names.suggest, [-600, 0]),
		reader(names.read, [-360, 0]),
		// what is suggested is above what uses it, so that it is there first
		tax(names.suggestTax, [-120, -80], { operation: 'suggest', keepProposal: true }),
		mapper(names.suggestAccounts, [120, -80], {
			operation: 'suggest',
			scope: 'sales',
			gateways: '',
			createMissing: false,
			keepProposal: true,
		}),
		tax(names.taxPreview, [120, 80], {
			operation: 'resolve',
			rulesFrom: 'node',
			matchByRate: true,
			rulesJson: `={{ $('${names.suggestTax}').first().json.rules }}`,
		}),
		mapper(names.accountsPreview, [360, 0], { operation: 'map', rulesFrom: 'items' }),
		poster(names.preview, [600, 0], 'preview'),
		node(key, names.open, 'n8n-nodes-base.noOp', [840, 80], {}),
		byHandToo(key, names.live, [-600, 560]),
		tax(names.confirmTax, [-360, 560], { operation: 'confirm', confirmedBy: '' }),
		mapper(names.confirmAccounts, [-120, 560], { operation: 'confirm', confirmedBy: '' }),
		reader(names.readAgain, [120, 560]),
		node(
			key,
			names.trigger,
			`${PACKAGE}.${store.trigger}`,
			[120, 740],
			{
				...authentication(store),
				pollTimes: { item: [{ mode: 'everyMinute' }] },
				startFrom: '',
				unpaidOrders: 'invoice',
				useWebhooks: true,
			},
			{ webhookId: idOf(`${key}/webhook`) },
		),
		tax(names.tax, [360, 560], { operation: 'resolve', rulesFrom: 'confirmed', matchByRate: true }),
		mapper(names.mapper, [600, 560], { operation: 'map', rulesFrom: 'confirmed' }),
		poster(names.poster, [840, 560], 'post'),
		node(key, names.review, 'n8n-nodes-base.noOp', [840, 740], {}),
	];
	const connections = {
		[names.suggest]: { main: [to(names.read)] },
		[names.read]: {
			main: [
				[...to(names.suggestTax), ...to(names.suggestAccounts), ...to(names.taxPreview)],
				to(names.open),
			],
		},
		[names.suggestTax]: { main: [[], to(names.open)] },
		[names.suggestAccounts]: { main: [asRules(names.accountsPreview), to(names.open)] },
		[names.taxPreview]: { main: [to(names.accountsPreview), to(names.open)] },
		[names.accountsPreview]: { main: [to(names.preview), to(names.open)] },
		[names.preview]: { main: [[], [], to(names.open)] },
		[names.live]: { main: [to(names.confirmTax)] },
		[names.confirmTax]: { main: [to(names.confirmAccounts), to(names.review)] },
		[names.confirmAccounts]: { main: [to(names.readAgain), to(names.review)] },
		[names.readAgain]: { main: [to(names.tax), to(names.review)] },
		[names.trigger]: { main: [to(names.tax), to(names.review)] },
		[names.tax]: { main: [to(names.mapper), to(names.review)] },
		[names.mapper]: { main: [to(names.poster), to(names.review)] },
		[names.poster]: { main: [[], [], to(names.review)] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: onboardingPage({ key, title, store, ledger, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
