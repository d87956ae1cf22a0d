/** What a person does about each refusal of FreshBooks, by its number. Its own words are always shown too. */

const REPORT =
	'Book it by hand for now, and report it with the order number: the request should not have been sent like this.';
const CHOOSE_AGAIN =
	'Something the document names was deleted or made inactive in FreshBooks. Restore it, or choose another in the Account Mapper or Tax Resolver, then run the order again.';
const NO_RIGHT =
	'The user who connected the credential may not do this, a scope is missing (docs/credentials.md lists them), or the plan lacks the feature (journal entries need Advanced Accounting). Correct that, connect again, then run the order again.';

const ADVICE: Readonly<Record<string, string>> = {
	'1001': REPORT,
	'1003': NO_RIGHT,
	'1004':
		'Read which value FreshBooks does not take, correct it where it comes from (a mapping, a setting in FreshBooks), then run the order again.',
	'1005': REPORT,
	'1006': CHOOSE_AGAIN,
	'1007': REPORT,
	'1008': REPORT,
	'1011': CHOOSE_AGAIN,
	'1012': CHOOSE_AGAIN,
	'1015': CHOOSE_AGAIN,
	'1016': CHOOSE_AGAIN,
	'1017':
		'A text is longer than FreshBooks allows. Shorten it in the shop if it comes from there, then run the order again.',
	'1018': REPORT,
	'1019':
		'One line would have the same tax twice. Check the tax rules in the Tax Resolver, then run the order again.',
	'1031': CHOOSE_AGAIN,
	'1033': CHOOSE_AGAIN,
	'1042':
		'An account is inactive in FreshBooks. Make it active again, or choose another in the Account Mapper, then run the order again.',
};

const FALLBACK =
	'Read the reason, correct the setting in FreshBooks or the mapping that it names, then run the order again.';

export function adviceFor(errno: string | undefined): string {
	return (errno === undefined ? undefined : ADVICE[errno]) ?? FALLBACK;
}
