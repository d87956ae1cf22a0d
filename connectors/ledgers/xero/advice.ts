/** What a person does about each refusal of Xero, by its words: it has no codes. The words themselves are always shown too. */

const REPORT =
	'Book it by hand for now, and report it with the order number: the request should not have been sent like this.';
const CHOOSE_AGAIN =
	'Something the document names was archived or deleted in Xero. Restore it, or choose another in the Account Mapper or Tax Resolver, then run the order again.';

const ADVICE: readonly (readonly [words: RegExp, advice: string])[] = [
	[
		/does not let this credential/i,
		'Add the scope for this kind of document to the credential (docs/credentials.md lists them) and connect it again. Manual journals also need a user with reporting permission.',
	],
	[
		/tax ?type.*cannot be used with account|tax ?type code .* (is not valid|does not exist|has been)/i,
		'The tax rate does not fit the account. Choose another rate in the Tax Resolver or another account in the Account Mapper; Xero shows under Accounting > Advanced > Tax rates where a rate can be used.',
	],
	[/archived|deleted|not a valid (account )?code|could not be found|does not exist/i, CHOOSE_AGAIN],
	[
		/already assigned to another contact|name must be unique/i,
		'Another contact in Xero has this name. Rename or archive that one, then run the order again.',
	],
	[
		/limit of (invoices|bills)/i,
		"The organisation's plan limits how many invoices can be approved. Change the plan in Xero, then run the order again.",
	],
	[
		/reporting permission|not (permitted|authori[sz]ed)|does not have permission|insufficient (permission|scope)/i,
		'The user who connected the credential may not do this in Xero. Give the user the role (manual journals need reporting permission), or connect as another user.',
	],
	[
		/exceeds? the (amount )?outstanding|amount outstanding|greater than the (amount|remaining)|already paid|PAID/,
		'The invoice is paid or credited already, or by another amount. Compare its payments in Xero with those in the shop, and remove the one that was entered twice.',
	],
	[
		/line total .* does not match|document total does not equal|tax amount cannot be greater|description|quantity|unit ?amount/i,
		REPORT,
	],
	[
		/backorder|not enough (stock|quantity)/i,
		'The tracked item has too little stock in Xero. Correct the stock there, or use an untracked item.',
	],
];

const FALLBACK =
	'Read the reason, correct the setting in Xero or the mapping that it names, then run the order again.';

/** The advice for the ledger's own words. */
export function adviceFor(text: string): string {
	return ADVICE.find(([words]) => words.test(text))?.[1] ?? FALLBACK;
}
