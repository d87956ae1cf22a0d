// The pages beside the templates of oversight: digest, month, held documents.
import { picture } from './onboardingPages.mjs';

const page = (...lines) => `${lines.join('\n')}\n`;
const webhook = (nodes) =>
	`${nodes.map((name) => `**${name}**`).join(' and ')}: in Slack create an _incoming webhook_ for your channel and enter its address.`;
const shown = (key, name, ...lines) => (key === name ? lines : []);

export function digestPage({ key, title, store, names }) {
	return page(
		`# ${title}`,
		'',
		`Every morning at seven, one short message: what ${store.name} sold yesterday, what went into the books, what is held and why, what is unusual, and what was paid out.`,
		...shown(key, 'daily-digest-shopify', ...picture('daily-digest', 'The template in the editor')),
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_), and set the time zone of the workflow (_Settings_) to that of the books.`,
		`2. **${names.sales}**: pick the credential of your shop. **${names.payouts}**: choose the _Gateway_ and pick its credential; without one delete the node.`,
		`3. ${webhook([names.slack])}`,
		`4. For the digest by mail switch **${names.email}** on, enter the addresses and pick the credential of your mail server.`,
		`5. Run **${names.start}** once by hand, then activate the workflow.`,
		'',
		'## What you see',
		'',
		'| in the message | from |',
		'| --- | --- |',
		'| net and gross sales, discounts, refunds, orders, tax, shipping, fees, payouts, what is unpaid; against the day before and the same weekday a year ago, where that was read | the documents of shop and gateway |',
		'| how many documents were posted in the last 24 hours, by ledger and kind | the sync log |',
		'| what is held or failed: the first ten with number, day, reason and fix, and how many are new | the sync log |',
		'| what is unusual, the first five with their fix | the day, by the weeks before it |',
		'| what could not be read, so that it is missing in the figures | the node that failed |',
		'',
		`All of it comes from **${names.digest}**, with the same as data. If the gateway cannot be read, the message comes all the same, and says so.`,
		'',
		`The figures are those of the documents, to the cent: [what they mean](../docs/performance.md). What cannot be read comes to **${names.review}**. To settle what is held: the templates _Held Documents_.`,
	);
}

export function monthlyPage({ key, title, store, names }) {
	return page(
		`# ${title}`,
		'',
		`On the second of each month: the figures of ${store.name} for the month before, against the month before that and the same a year ago, what was unusual, and charts; in Slack with a picture, and as a page by mail. After the end of a quarter, the quarter as well.`,
		...shown(
			key,
			'monthly-performance-shopify',
			...picture('monthly-performance', 'The template in the editor'),
		),
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_), and set the time zone of the workflow (_Settings_) to that of the books.`,
		`2. **${names.sales}**: pick the credential of your shop. **${names.payouts}**: choose the _Gateway_ and pick its credential; without one delete the node.`,
		`3. ${webhook([names.slack, names.slackQuarter])}`,
		`4. **${names.picture}**: pick a Slack credential and the channel (a webhook takes no pictures), or delete the node.`,
		`5. **${names.email}**: enter the addresses and pick the credential of your mail server, or delete the node.`,
		`6. Run **${names.start}** once by hand, then activate the workflow.`,
		'',
		'## What you see',
		'',
		'| where | what |',
		'| --- | --- |',
		`| **${names.slack}** | the figures of the month, by channel, country and product; what was unusual, with its fix and the orders behind it |`,
		`| **${names.picture}** | the trend of net sales with that of the month before |`,
		`| **${names.email}** | the whole page from **${names.month}**, with what looks wrong, and the charts attached |`,
		`| **${names.slackQuarter}** | in January, April, July and October, after **${names.quarter}** |`,
		'',
		`The figures are those of the documents, to the cent: [what they mean](../docs/performance.md). What cannot be read comes to **${names.review}**.`,
	);
}

export function heldPage({ key, title, store, ledger, names }) {
	return page(
		`# ${title}`,
		'',
		`What is held is read anew and tried again, or settled by hand; and Slack hears what is still held, with reason and fix.`,
		...shown(key, 'held-shopify-to-quickbooks', ...picture('held-documents', 'The template in the editor')),
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. **${names.reader}**: pick the credential of your shop. **${names.tax}**, **${names.mapper}** and **${names.poster}**: pick that of ${ledger.name}.`,
		`3. If you have set the shop up with the template _New Shop_, its rules are used. Otherwise copy **${names.tax}** and **${names.mapper}** from your workflow over the two here.`,
		`4. ${webhook([names.slack])}`,
		'',
		'## Try again',
		'',
		`Mend what the reasons ask for, then run **${names.again}**. **${names.what}** lists everything that waits for a person; **${names.which}** lets the events of ${store.name} through, and only some of them if you add a condition: \`orderNumber\`, \`stage\` (\`store\`, \`tax\`, \`mapping\` or the ledger), \`reason\`, \`since\`, \`status\`. Their orders are read anew and posted as ever, each exactly once; what cannot be booked comes to **${names.review}**.`,
		'',
		'An event whose order is not known (a refund that came by no trigger) is not read: run _Read History_ of your workflow over its days.',
		'',
		'## Settle by hand',
		'',
		`Enter the order number in **${names.whichToSettle}**, and in **${names.settling}** the reason and who has decided it; then run **${names.settle}**. **${names.whatToSettle}** shows what there is. It is noted with the record and never posted. What is posted or on its way cannot be settled: **${names.notSettled}**.`,
		'',
		'## What you see',
		'',
		`After both, **${names.still}** asks the sync log again, and Slack gets the list: order, day, since when, reason and fix of the first twenty, and how many more there are.`,
	);
}
