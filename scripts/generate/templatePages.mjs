// The page beside each template: how to set it up, and what is posted by what the ledger can do.
import { picture } from './onboardingPages.mjs';

/** The same in a ledger whose invoices name no accounts: what owes nothing is a journal, and a journal stands beside the rest. */
const JOURNAL_ROWS = [
	[
		'an order that is paid in full',
		'a journal with all its accounts (or, as the poster is set for paid sales, an invoice and its payments)',
	],
	[
		'an order on terms, or partly paid',
		'an invoice, a payment for each payment, and beside each a journal that moves its amounts to the mapped accounts',
	],
	['a gift card or store credit used to pay', 'a line that takes it from the liability'],
	['a gift card sold', 'a line on the gift card liability'],
	['a refund', 'a journal'],
	['a refund of what is still owed', 'a credit note on the invoice, and the journal beside it'],
	['a later payment', 'a payment on the invoice, and the journal beside it'],
];

/** What becomes of each event, by the documents that the ledger has. */
function postedRows({ documents, linesCarryAccounts }) {
	if (!linesCarryAccounts) return JOURNAL_ROWS;
	const has = (type) => documents.includes(type);
	const receipts = has('SalesReceipt');
	const paidAtOnce = receipts
		? "a sales receipt into the gateway's clearing account"
		: "an invoice, and a payment into the gateway's clearing account";
	const refund = has('RefundReceipt')
		? 'a refund receipt out of the clearing account'
		: 'a credit note, and its payment out of the clearing account';
	return [
		['an order paid by one gateway', paidAtOnce],
		[
			'an order on terms, partly paid, or paid by several gateways',
			'an invoice, and a payment for each payment',
		],
		[
			'a gift card or store credit used to pay',
			`a line on the ${receipts ? 'receipt or invoice' : 'invoice'} that takes it from the liability`,
		],
		['a gift card sold', 'a line on the gift card liability'],
		['a refund', refund],
		['a refund of what is still owed', 'a credit note on the invoice'],
		['a later payment', 'a payment on the invoice'],
	];
}

/** The same where a day is booked as one summary. */
function summedRows({ documents }) {
	const has = (type) => documents.includes(type);
	const invoiced = has('SalesReceipt')
		? 'a sales receipt where one gateway took all the money, otherwise an invoice and a payment for each gateway'
		: 'an invoice, and a payment for each gateway';
	const givenBack = has('RefundReceipt')
		? 'a refund receipt (and a journal that shares it between the gateways, where there are several)'
		: 'a credit note, and its payment out of each clearing account';
	// without a document that gives money back, what is paid is booked by journals
	const journals = !has('RefundReceipt') && !has('CustomerRefund');
	return [
		['the paid orders of a day', journals ? 'a journal (or as the poster is set for paid sales)' : invoiced],
		['the refunds of a day', journals ? 'a journal' : givenBack],
		['gift cards and store credit, sold and used', 'lines of the summary on the liability'],
		['what comes after the summary of its day', 'a further summary of that day'],
		['orders that are not paid, or of companies; payments of invoices', 'documents of their own'],
	];
}

const list = (words) => words.map((word) => `_${word}_`).join(' or ');

/** The page of a pair of store and ledger. */
export function salesPage({ key, title, store, ledger, names, daily }) {
	const every = daily
		? `The sales and refunds of a ${store.name} shop come into ${ledger.fullName} as one summary a day, each of them exactly once, and the books equal the shop to the cent. [Open](../docs/nodes/salesSummarizer.md) a summary to see its orders.`
		: `Every sale, refund and payment of a ${store.name} shop comes exactly once into ${ledger.fullName}, within seconds, and the books equal the shop to the cent.`;
	const steps = daily
		? [
				`5. **${names.summarizer}**: pick the ${ledger.name} credential. **${names.night}** sees to it that the summary of a day is made when the day is over, also when nothing is sold.`,
			]
		: [];
	return [
		`# ${title}`,
		'',
		every,
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. **${names.trigger}**: pick the credential; set _Start From_ to the day from which StoreLedger keeps the books. Pick the same credential in **${names.reader}**.`,
		`3. **${names.tax}**: pick the ${ledger.name} credential; choose the tax code for sales without tax in the rule that is already there. Taxes with a rate are matched to the code with exactly that rate; where two codes have the same rate, add a rule.`,
		`4. **${names.mapper}**: choose an account for each role. For each payment gateway of your shop there is a row _Clearing_ (${store.gateways.map((gateway) => `\`${gateway}\``).join(', ')}; add your own): use one account for each, of the type ${list(ledger.clearingTypes)}.`,
		...steps,
		`${steps.length + 5}. **${names.poster}**: set _Operation_ to _Preview_ and run **${names.history}** over a few days. What it shows is what would be posted. Then set it to _Post_.`,
		`${steps.length + 6}. Activate the workflow.`,
		'',
		'## What is posted',
		'',
		`| in the shop | in ${ledger.name} |`,
		'| --- | --- |',
		...(daily ? summedRows(ledger) : postedRows(ledger)).map(
			([event, document]) => `| ${event} | ${document} |`,
		),
		'',
		'## Outputs',
		'',
		'_Posted_: what was written. _Unchanged_: was there already. _Needs Review_: with reason and fix; nothing was written for it.',
		'',
	].join('\n');
}

/** What a paid sale becomes, and its refund. */
function saleWords({ linesCarryAccounts, id }) {
	if (!linesCarryAccounts) return ['a journal entry into', 'a journal entry into, and one out of,'];
	return id === 'xero'
		? ['an invoice paid into', 'an invoice paid into, and a credit note paid out of,']
		: ['a sales receipt into', 'a sales receipt into, and a refund receipt out of,'];
}

/** The page of the four channels. */
export function fourChannelsPage({ key, title, triggers, ledger, names, files, gateways, tracking }) {
	const shops = triggers.map(({ name }) => name).join(' and ');
	const nodes = triggers.map(({ node }) => `**${node}**`).join(' and ');
	const [amazon, sheet] = files;
	const own =
		tracking === undefined
			? 'each channel has an account of sales of its own: the profit and loss is one report of all of them'
			: `each channel has its own ${tracking.one}: the ${tracking.report} is one report of all of them`;
	const told =
		tracking === undefined
			? 'and an account of sales for each channel (the rows _Sales_ with a condition)'
			: `and for each channel its ${tracking.one} under _Classes, Locations and Tracking_`;
	const [sale, saleAndRefund] = saleWords(ledger);
	return [
		`# ${title}`,
		'',
		`The sales of ${shops}, of an Amazon account and of a sheet come into one ${ledger.fullName}, each exactly once, and ${own}.`,
		...(key === 'four-channels-to-quickbooks' ? picture('four-channels', 'The template in the editor') : []),
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. ${nodes}: pick the credentials of your shops; set _Start From_ to the day from which StoreLedger keeps the books.`,
		`3. **${amazon.fetch}**: enter the address of the newest settlement file (Flat File V2), or put the node of your file store in its place. **${amazon.reader}** needs nothing more; with tax of your own in the report, enter its rate under _Options_.`,
		`4. **${sheet.fetch}**: enter the address of your sheet as CSV. **${sheet.reader}**: the columns are those of an example; write yours in their place, and say whether the amounts contain the tax.`,
		`5. **${names.tax}**: pick the ${ledger.name} credential; choose the tax code for sales without tax.`,
		`6. **${names.mapper}**: choose an account for each role, a clearing account for each gateway (${gateways.map((gateway) => `\`${gateway}\``).join(', ')}), ${told}. Rows of a channel that you do not have can be deleted.`,
		`7. **${names.poster}**: set _Operation_ to _Preview_ and run it once. Then set it to _Post_, and activate the workflow.`,
		'',
		'## What is posted',
		'',
		`| in the channel | in ${ledger.name} |`,
		'| --- | --- |',
		'| an order of a shop | as in the templates of that shop |',
		`| an order, and a refund, of the Amazon report | ${saleAndRefund} the clearing account of Amazon |`,
		'| the settlement | what arrives, from the clearing account; fees by their kind, reserves, and the tax that Amazon pays itself. The clearing account is empty then |',
		`| a row of the sheet | ${sale} the clearing account of its gateway |`,
		'',
		'Importing a file again changes nothing. More about files and columns: [Importing sales](../docs/import.md).',
		'',
	].join('\n');
}

/** The purposes of templates, in the order in which a shop meets them. */
const PURPOSES = [
	['onboard', 'A new shop', 'Connect, have accounts and tax codes suggested, preview a week, go live'],
	['sales', 'Sales, refunds and payments', 'Each order in the books within seconds, or one summary a day'],
	['payouts', 'Payouts, fees and disputes', 'What gateways pay out and keep'],
	[
		'reconciling',
		'The bank and the month',
		'Payouts against the bank every morning; shop, gateway and books at the end of the month',
	],
	['deciding', 'Approvals', 'Large, unusual or held documents wait in Slack for one or two people'],
	['history', 'History and catching up', 'Years in windows, with progress; what an outage has left out'],
	['reports', 'The figures', 'A short message every morning; the month with charts, by Slack and mail'],
	['held', 'What is held', 'Try it again, settle it by hand, hear what is left'],
	['health', 'Health', 'What was posted, what is missing, what to do'],
];

const HEALTH = [{ key: 'weekly-sync-health', title: 'Weekly sync health' }];

/** The list of all templates. @param templates by their purpose, each with key and title */
export function templatesIndex(templates) {
	const all = { ...templates, health: HEALTH };
	const used = PURPOSES.filter(([purpose]) => (all[purpose] ?? []).length > 0);
	const anchor = (title) =>
		title
			.toLowerCase()
			.replace(/[^a-z ]/g, '')
			.replaceAll(' ', '-');
	return [
		'# Templates',
		'',
		'Importable workflows (in n8n: _Import from file_), each with a page that says how to set it up.',
		'',
		'| for | what it does | templates |',
		'| --- | --- | --- |',
		...used.map(
			([purpose, title, text]) => `| [${title}](#${anchor(title)}) | ${text} | ${all[purpose].length} |`,
		),
		...used.flatMap(([purpose, title]) => [
			'',
			`## ${title}`,
			'',
			...all[purpose].map(({ key, title: name }) => `- [${name}](${key}.md)`),
		]),
		'',
	].join('\n');
}
