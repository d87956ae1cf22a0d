// The page beside each template of onboarding.
const page = (...lines) => `${lines.join('\n')}\n`;

/** A picture of the template in the editor, where there is one. */
export const picture = (name, alt) => ['', `![${alt}](../docs/images/${name}.png)`];

export function onboardingPage({ key, title, store, ledger, names }) {
	const isShown = key === 'onboard-shopify-to-quickbooks';
	return page(
		`# ${title}`,
		'',
		`From two accounts to the first orders in the books: connect a ${store.name} shop and ${ledger.fullName}, have the accounts and tax codes suggested, preview a week, and go live. No row is filled in by hand, and nothing is booked that you have not confirmed.`,
		...(isShown ? picture('onboarding', 'The template in the editor') : []),
		'',
		'## The steps',
		'',
		`1. **Connect.** Import \`${key}.json\` (in n8n: _Import from file_). Pick or create the credential of the shop in **${names.read}** and that of ${ledger.name} in **${names.suggestTax}** ([how](../docs/credentials.md)); if the other nodes show a red mark, pick them there, too.`,
		`2. **Suggest and preview.** Run **${names.suggest}**. Look at what **${names.suggestTax}** and **${names.suggestAccounts}** propose and why, and at the documents in **${names.preview}** (they pass through **${names.taxPreview}** and **${names.accountsPreview}**). Nothing is written to ${ledger.name}. If **${names.open}** says that accounts are missing, switch on _Create Missing Accounts_ in **${names.suggestAccounts}** and run it again: they are added to your chart, once each, where ${ledger.name} allows it.`,
		`3. **Confirm and go live.** Run **${names.live}**. **${names.confirmTax}** and **${names.confirmAccounts}** make count what was suggested last, and the orders of the week go through **${names.tax}**, **${names.mapper}** and **${names.poster}** into the books.`,
		`4. **Keep going.** Set _Start From_ of **${names.trigger}** to the first day of that week, and publish the workflow.`,
		'',
		'## What you see',
		'',
		'| where | what |',
		'| --- | --- |',
		`| **${names.suggestAccounts}** | for each role and gateway: the account, how sure the suggestion is, the reasons, alternatives |`,
		`| **${names.suggestTax}** | a rule for each tax of the week, with the reason and how often it was seen |`,
		`| **${names.preview}** | each document as it would be posted, with its accounts and why |`,
		`| **${names.open}** | what no account or tax code fits, and what would be held, with the fix |`,
		`| **${names.poster}** | _Posted_, _Unchanged_, and _Needs Review_ |`,
		'',
		'## Good to know',
		'',
		`- Your confirmation is kept in the sync log, for this company of ${ledger.name}: _Confirmed By_ in the two nodes that confirm may hold your name. It is shown with each line that is booked by it. [How it works](../docs/mapping.md#from-a-suggestion-to-the-books)`,
		'- Suggestions of low confidence are not confirmed, unless you switch _Unlikely Ones Too_ on. What needs them is held.',
		`- A row in **${names.mapper}** or a rule in **${names.tax}** overrules the suggestion for the same role and conditions.`,
		'- No order in the last seven days? Set _From_ of both readers to an earlier day.',
		`- What you read before the day from which StoreLedger keeps the books would be posted as well: set _From_ of **${names.readAgain}** to that day, if it is later.`,
	);
}
