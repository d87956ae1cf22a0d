/** What a person does about each refusal of QuickBooks, by its code. The refusal's own words are always shown with it. */

const CHOOSE_AGAIN =
	'Something the document names was deleted or made inactive in QuickBooks. Make it active again, or choose another in the Account Mapper or Tax Resolver, then run the order again.';
const REPORT =
	'Book it by hand for now, and report it with the order number: the request should not have been sent like this.';
const CHECK_TAX =
	'Check the tax rules in the Tax Resolver against the tax codes in QuickBooks, then run the order again.';

const ADVICE: Readonly<Record<string, string>> = {
	'120': 'Reconnect the credential as a user who may create transactions in this company.',
	'600': 'Run the order again: QuickBooks is asked first what it has.',
	'610': CHOOSE_AGAIN,
	'620': CHOOSE_AGAIN,
	'1040': REPORT,
	'2010': REPORT,
	'2020': REPORT,
	'2050':
		'A text is longer than QuickBooks allows. Shorten it in the shop if it comes from there, then run the order again.',
	'2080': REPORT,
	'2170': REPORT,
	'2290': REPORT,
	'2300': REPORT,
	'2500': CHOOSE_AGAIN,
	'4000': REPORT,
	'4001': REPORT,
	'4002': REPORT,
	'5010': 'Somebody changed it in QuickBooks at the same time. Run the order again.',
	'5020':
		'The plan of this QuickBooks company lacks the feature, or the user may not use it. Change the plan or the user.',
	'6000':
		'Read the reason: it is a rule of this company. Correct the setting or the mapping it names, then run the order again.',
	'6070': REPORT,
	'6100': CHECK_TAX,
	'6160': CHECK_TAX,
	'6170': CHECK_TAX,
	'6190': 'The QuickBooks subscription has ended or its payment failed. Renew it, then run the order again.',
	'6240':
		'A customer, vendor, employee or item in QuickBooks already has this name. Rename that one, or make it active, then run the order again.',
	'6270':
		'The sale is dated before the inventory item existed in QuickBooks. Correct the start date of the item.',
	'6540': 'The transaction is part of a bank deposit. Take it off that deposit in QuickBooks first.',
};

const FALLBACK =
	'Read the reason, correct the setting in QuickBooks or the mapping that it names, then run the order again.';
const NO_VAT_RATE =
	'Every line needs a tax code in this company. Add a rule for it in the Tax Resolver, then run the order again.';

/** The advice for the first code there is one for. `text` is the ledger's own words. */
export function adviceFor(codes: readonly string[], text: string): string {
	if (/VAT rate|tax rate before you save|GST rate/i.test(text)) return NO_VAT_RATE;
	const code = codes.find((candidate) => Object.hasOwn(ADVICE, candidate));
	return (code === undefined ? undefined : ADVICE[code]) ?? FALLBACK;
}
