// The pages beside the templates of payouts and the bank.
const list = (words) => words.map((word) => `_${word}_`).join(' or ');

const page = (...lines) => [...lines, ''].join('\n');

/** Where a payout's parts go; the same in every ledger. */
const POSTED = [
	['a payout', 'from clearing to payouts in transit: exactly what the bank will show'],
	['its fees, loans, labels, plans', 'out of clearing, each to its own account'],
	['a reserve, held back or released', 'between clearing and reserves'],
	['a payout that failed', 'back from payouts in transit to clearing'],
	[
		'a payment in another currency',
		'out of the clearing account of its currency and into that of the payout, by way of exchange gains',
	],
	[
		'a dispute',
		'out of clearing to disputes, its fee to chargeback fees; won: back; lost: a chargeback loss',
	],
];

const table = ([head, ...rows]) => [head, ['---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`);

export function payoutPage({ key, title, gateway, ledger, names }) {
	const [inShop, ...otherNames] = gateway.names;
	const called =
		otherNames.length === 0
			? []
			: [
					'',
					`The sales name the gateway \`${inShop}\`. Where your shop calls it ${otherNames.map((name) => `\`${name}\``).join(', ')} or something else (see a Sale under _payments_), choose that name under _Gateway in the Shop_ in all three ${gateway.name} nodes, and in the row _Clearing_ of the mapper.`,
				];
	return page(
		`# ${title}`,
		'',
		`What ${gateway.name} pays out, with its fees, reserves and disputes, comes into ${ledger.fullName} exactly once. The clearing account that your sales fill is emptied again: what is left there is what ${gateway.name} still owes you.`,
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. **${names.trigger}**: pick the [credential](../docs/credentials.md); set _Start From_ to the day from which StoreLedger keeps the books: the same day as in the workflow of your sales, so that clearing is filled before it is emptied. Pick the same credential in **${names.payouts}** and **${names.disputes}**.`,
		`3. **${names.mapper}**: pick the ${ledger.name} credential, and choose an account for each role. _Clearing_ is the account that your sales use for \`${inShop}\`; _Payouts in Transit_ is one of the type ${list(ledger.clearingTypes)}. The operation _Suggest Mapping_ (with _Roles_: _All_) proposes accounts for all of them. Where customers pay in several currencies, add a row _Clearing_ with the condition _Currency_ for each such account. Rows that your gateway never needs may stay empty: a payout that needs one is held, and says which.`,
		`4. **${names.poster}**: pick the ${ledger.name} credential, set _Operation_ to _Preview_, enter a period in **${names.payouts}** and **${names.disputes}**, and run **Read History**. What it shows is what would be posted. Then set it to _Post_.`,
		'5. Activate the workflow.',
		...called,
		'',
		`Then import [Daily Bank Reconciliation](daily-bank-reconciliation-${ledger.id}.md): it finds the payouts in the bank and posts their arrival.`,
		'',
		'## What is posted',
		'',
		...table([['at the gateway', `in ${ledger.name}`], ...POSTED]),
		'',
		`Which documents of ${ledger.name} these are, with amounts: [how each event is booked](../docs/accounting.md). A payout whose transactions do not add up to it is held, not posted; one that is only planned moves nothing yet.`,
		'',
		'## Outputs',
		'',
		'_Posted_: what was written. _Unchanged_: was there already. _Needs Review_: with reason and fix; nothing was written for it.',
	);
}

export function bankPage({ key, title, ledger, names }) {
	return page(
		`# ${title}`,
		'',
		`Every morning the payouts of your gateway are held against the lines of your bank, to the cent. What has arrived is posted into ${ledger.fullName} on the bank's day, so that the bank feed offers it as a match; what does not agree is in Slack with the reason, down to the order.`,
		'',
		'## Set up',
		'',
		`1. Set up the [template of your payouts](README.md) first: it posts what leaves the gateway.`,
		`2. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`3. **${names.bank}**: pick the [Plaid credential](../docs/credentials.md), and the account where it has several. Without a live connection set _Source_ to _Statement File_ and put a node before it that brings the file as binary data (an e-mail, a folder, a form): OFX, QFX, CAMT.053, MT940 and CSV are read.`,
		`4. **${names.payouts}**: choose the _Gateway_ and pick its credential. For further gateways copy the node, and raise _Number of Inputs_ of **All Together**.`,
		`5. **${names.mapper}**: pick the ${ledger.name} credential; choose the accounts _Bank_ and _Payouts in Transit_ (the same as in the template of your payouts), and _Exchange Gain or Loss_ if your bank changes payouts into another currency. Pick the credential in **${names.poster}**, too.`,
		`6. **${names.slack}** and **${names.held}**: in Slack create an _incoming webhook_ for your channel and enter its address in both.`,
		`7. Run **${names.start}** by hand with **${names.poster}** on _Preview_. Then set it to _Post_ and activate the workflow.`,
		'',
		'## What comes of it',
		'',
		...table([
			[`**${names.reconciler}** finds`, 'what happens'],
			['a payout and its bank line', `posted: payouts in transit to the bank; counted in Slack`],
			['a payout that is due and not in the bank', 'in Slack; it is looked for again every day'],
			['a payout in the bank that is not in the books', 'in Slack; run the template of your payouts'],
			['a bank line that reads like a payout, but is none', 'in Slack'],
			[
				'another amount than the payout, or a match that could be another one',
				'held, and in Slack with the reason; agree with the operation _Accept_, and the arrival is posted',
			],
			[
				'rent, suppliers, customers',
				'nothing; the option _Other Bank Lines_ gives them out on the output _Unmatched_',
			],
		]),
		'',
		'The last 30 days are read again every morning; nothing is posted twice. What is open for longer stays in the sync log and is still found when it arrives. [How it works](../docs/reconciliation.md).',
	);
}

export function monthEndPage({ key, title, store, gateway, names }) {
	return page(
		`# ${title}`,
		'',
		`On the third of each month: do the figures of ${store.name}, of your gateway and of the books agree for the month before, and what makes up each clearing account? Both answers are in Slack; each difference names its order.`,
		'',
		'## Set up',
		'',
		`1. Import \`${key}.json\` (in n8n: _Import from file_).`,
		`2. **${names.sales}**: pick the credential of your shop. **${names.payouts}** and **${names.disputes}**: choose the _Gateway_ if it is not ${gateway.name}, and pick its credential. For further gateways copy both nodes, and raise _Number of Inputs_ of **All Together**.`,
		'3. Set _From_ of all three to the same day: the first day of the books. After a year or so set it to a later day on which the gateway owed you nothing, and less is read.',
		`4. **${names.ageing}**: under _Balances in the Ledger_ you may enter what your ledger shows at the end of the month; a difference is then explained where it can be. It is optional.`,
		`5. **${names.slack}**: in Slack create an _incoming webhook_ for your channel and enter its address.`,
		'6. Activate the workflow.',
		'',
		'## What comes of it',
		'',
		...table([
			['node', 'items'],
			[
				`**${names.tieOut}**`,
				'for each gateway and currency: sales and payouts by shop, gateway and books, by day, with `agrees` and `differences`',
			],
			[
				`**${names.ageing}**`,
				'for each clearing account, payouts in transit, gift cards, store credit, disputes and reserves: its balance, and each open item with its order, since when, when expected, whether late',
			],
		]),
		'',
		'What does not agree is given out at **What Does Not Agree**, the lists at **Open Items**: connect a spreadsheet there to keep them. What is only not paid out yet is no difference. The books are what StoreLedger has posted, by its sync log. [How it works](../docs/reconciliation.md).',
	);
}
