// workflows-templates/held-*: what is held is tried again or settled by hand, and what is still held is told.
import { heldPage } from './oversightPages.mjs';
import { aggregate, ALWAYS, byHand, byHandToo, filter } from './oversightNodes.mjs';
import { authentication, node, note, PACKAGE, slack, to, workflow } from './templateNodes.mjs';

/** The orders behind what is held: as the trigger knew them, or the order's own number in its key. */
const ORDER_IDS = `={{ [...new Set($json.held.map(({ orderId, businessKey }) => orderId ?? (businessKey.split('/')[2] === 'order' ? businessKey.split('/')[3] : '')))].filter((id) => id !== '').join(',') }}`;

const STILL_HELD = `(() => {
const safe = (text) => String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const held = $json.held.filter(({ businessKey }) => businessKey);
const lines = held.slice(0, 20).map(({ orderNumber, bookedOn, since, reason, fix }) => '• ' + safe([...((orderNumber || '-') + ' of ' + bookedOn + ', held since ' + since.slice(0, 10) + ': ' + reason + ' ' + fix)].slice(0, 400).join('')));
const more = held.length > 20 ? ['and ' + (held.length - 20) + ' more'] : [];
return JSON.stringify({ text: ['StoreLedger: ' + (held.length === 0 ? 'nothing is held' : held.length + ' still held'), ...lines, ...more].join('\\n') });
})()`;

export function heldDocuments(store, ledger) {
	const key = `held-${store.id}-to-${ledger.id}`;
	const title = `Held Documents: ${store.name} to ${ledger.name}`;
	const names = {
		again: 'Try Again',
		what: 'What Is Held',
		which: 'Which to Try Again',
		asOne: 'As One',
		reader: `${store.name} Sales`,
		tax: 'Tax Resolver',
		mapper: 'Account Mapper',
		poster: `${ledger.name} Poster`,
		review: 'Held Again',
		settle: 'Settle by Hand',
		whatToSettle: 'What Could Be Settled',
		whichToSettle: 'Which to Settle',
		settling: 'Settle',
		notSettled: 'Not Settled',
		still: 'What Is Still Held',
		allStill: 'All Still Held',
		slack: 'Post to Slack',
	};
	const books = { ...authentication(ledger), ledger: ledger.id };
	const log = (name, position, parameters, more = {}) =>
		node(key, name, `${PACKAGE}.syncLog`, position, parameters, more);
	const nodes = [
		note(
			key,
			'Note: Try Again',
			[-640, -340],
			[760, 260],
			4,
			`## 1. Try again\n\nMend what the reasons ask for: a rule, an account, the order in the shop. Then run **${names.again}**. Everything that is held or failed in this shop is read anew and goes the whole way; what still cannot be booked is held again, with its reason.\n\nTo try only some, write a condition into **${names.which}**: an order number, a stage, a reason.`,
		),
		note(
			key,
			'Note: Books',
			[140, -340],
			[560, 260],
			6,
			`## 2. The same rules as ever\n\n**${names.tax}** and **${names.mapper}** use what was confirmed when the shop was set up by the template *New Shop*. If the rows stand in the nodes of your own workflow, copy those two nodes over these. Nothing is ever posted twice.`,
		),
		note(
			key,
			'Note: Settle',
			[-640, 200],
			[560, 240],
			3,
			`## 3. Or settle by hand\n\nBooked otherwise, or nothing to book? Enter the order number in **${names.whichToSettle}**, and in **${names.settling}** the reason and who has decided it. Then run **${names.settle}**: it is noted with the record, and never posted.`,
		),
		note(
			key,
			'Note: Still Held',
			[240, 660],
			[560, 220],
			5,
			`## 4. What is still held\n\nAfterwards Slack hears what is still held, with reason and fix. Create an incoming webhook in Slack and enter its address in **${names.slack}**.`,
		),
		byHand(key, names.again, [-600, 0]),
		log(names.what, [-380, 0], { operation: 'held', limit: 1000 }),
		filter(key, names.which, [-180, 0], '={{ $json.store.platform }}', store.id),
		aggregate(key, names.asOne, [20, 0], 'held'),
		node(key, names.reader, `${PACKAGE}.${store.reader}`, [200, 0], {
			...authentication(store),
			operation: 'orders',
			orderIds: ORDER_IDS,
			unpaidOrders: 'invoice',
		}),
		node(key, names.tax, `${PACKAGE}.taxResolver`, [400, 0], {
			...books,
			operation: 'resolve',
			rulesFrom: 'confirmed',
			matchByRate: true,
		}),
		node(key, names.mapper, `${PACKAGE}.accountMapper`, [600, 0], {
			...books,
			operation: 'map',
			rulesFrom: 'confirmed',
		}),
		node(key, names.poster, `${PACKAGE}.${ledger.poster}`, [800, 0], {
			...authentication(ledger),
			operation: 'post',
		}),
		node(key, names.review, 'n8n-nodes-base.noOp', [800, 160], {}),
		byHandToo(key, names.settle, [-600, 480]),
		log(names.whatToSettle, [-380, 480], { operation: 'held', limit: 1000 }),
		filter(key, names.whichToSettle, [-180, 480], '={{ $json.orderNumber }}', ''),
		log(names.settling, [20, 480], {
			operation: 'settle',
			event: '={{ $json.businessKey }}',
			reason: '',
			by: '',
		}),
		node(key, names.notSettled, 'n8n-nodes-base.noOp', [240, 480], {}),
		// below the others: it runs when they are done
		log(names.still, [-380, 860], { operation: 'held', limit: 1000 }, ALWAYS),
		aggregate(key, names.allStill, [-180, 860], 'held'),
		slack(key, names.slack, [20, 860], STILL_HELD),
	];
	const connections = {
		[names.again]: { main: [[...to(names.what), ...to(names.still)]] },
		[names.what]: { main: [to(names.which)] },
		[names.which]: { main: [to(names.asOne)] },
		[names.asOne]: { main: [to(names.reader)] },
		[names.reader]: { main: [to(names.tax), to(names.review)] },
		[names.tax]: { main: [to(names.mapper), to(names.review)] },
		[names.mapper]: { main: [to(names.poster), to(names.review)] },
		[names.poster]: { main: [[], [], to(names.review)] },
		[names.settle]: { main: [[...to(names.whatToSettle), ...to(names.still)]] },
		[names.whatToSettle]: { main: [to(names.whichToSettle)] },
		[names.whichToSettle]: { main: [to(names.settling)] },
		[names.settling]: { main: [[], to(names.notSettled)] },
		[names.still]: { main: [to(names.allStill)] },
		[names.allStill]: { main: [to(names.slack)] },
	};
	const page = {
		path: `workflows-templates/${key}.md`,
		text: heldPage({ key, title, store, ledger, names }),
	};
	return { key, title, files: [workflow(key, title, nodes, connections), page] };
}
