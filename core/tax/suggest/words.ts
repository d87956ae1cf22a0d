/** How well a tax code of the ledger fits a situation, by the words of its name. Names are the only thing that tells codes of one rate apart. */
import type { LedgerTaxCodeDetail } from '../../ledger/connector';
import { taxCountry } from '../taxPlace';
import type { Law, Situation } from './situations';

/** Words of a law in the codes that ledgers come with, and that accountants make. */
const WORDS: Readonly<Record<Law, RegExp>> = {
	domestic: /\b(standard|reduced|zero|output|income|sales?|gst on|collected|s|z)\b/,
	otherState: /\b(out of state|no (vat|tax|gst)|non[ -]?taxable|exempt|none|out of scope)\b/,
	oss: /(^|[^i])\boss\b|one[ -]stop|\bmoss\b/,
	ioss: /\bioss\b|import one[ -]stop/,
	ukImport: /\b(uk|gb|united kingdom|low value)\b/,
	lowValueImport: /\b(low value|imports?|voec)\b/,
	export: /\bexports?(ed)?\b|\bexempt export|outside|rest of (the )?world|\brow\b/,
	reverseCharge: /reverse|\brc\b|intra|\bec (goods|sales|services|supplies)\b|\becg\b|\bb2b\b/,
	exempt: /exempt/,
	marketplace: /marketplace|out of scope|\bno (vat|tax|gst)\b|not applicable|\bnone\b|bas excluded/,
	noSale: /out of scope|\bno (vat|tax|gst)\b|not applicable|\bnone\b|bas excluded|\bnon\b/,
};

/** Words that say a code is for something else than a sale at home. */
const SPECIAL =
	/\boss\b|\bioss\b|one[ -]stop|\bmoss\b|reverse|\brc\b|intra|\bec\b|\beu\b|exports?|imports?|outside|acquisition|postponed|low value|voec|out of scope|no (vat|tax|gst)|bas excluded|marketplace/;

/** Laws whose codes say in their name that they are for them: any other code would be a wrong one. */
const NAMED: ReadonlySet<Law> = new Set(['oss', 'ioss', 'ukImport', 'lowValueImport', 'reverseCharge']);

const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** Lower-case words of a place as names of codes have them: "fr", "france". */
function placeWords({ country, region }: Situation): string[] {
	const code = country === undefined ? undefined : taxCountry(country);
	if (code === undefined) return [];
	const own = region?.toLowerCase();
	return [code.toLowerCase(), (NAMES.of(code) ?? code).toLowerCase(), ...(own === undefined ? [] : [own])];
}

/** British Columbia and the others, as names of codes have them beside their letters. */
const PROVINCES: Readonly<Record<string, string>> = {
	ab: 'alberta',
	bc: 'british columbia',
	mb: 'manitoba',
	nb: 'new brunswick',
	nl: 'newfoundland',
	ns: 'nova scotia',
	nt: 'northwest',
	nu: 'nunavut',
	on: 'ontario',
	pe: 'prince edward',
	qc: 'quebec',
	sk: 'saskatchewan',
	yt: 'yukon',
};

const hasWord = (name: string, word: string): boolean =>
	new RegExp(`(^|[^a-z])${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}([^a-z]|$)`).test(name);

/** Places of the situation's kind that the name tells, other than the situation's own. */
function namesOtherPlace(name: string, situation: Situation): boolean {
	const own = placeWords(situation);
	if (
		situation.region !== undefined &&
		situation.country !== undefined &&
		taxCountry(situation.country) === 'CA'
	) {
		const region = situation.region.toLowerCase();
		return Object.entries(PROVINCES).some(
			([code, province]) =>
				code !== region &&
				(hasWord(name.replace(/\bon (sales?|income)\b/g, ''), code) || name.includes(province)),
		);
	}
	if (!NAMED.has(situation.law) || own.length === 0) return false;
	const codes = [...name.matchAll(/(?:^|[^a-z])([a-z]{2})(?=[^a-z]|$)/g)].map(([, code]) => code ?? '');
	return !own.some((word) => hasWord(name, word)) && codes.some((code) => isCountry(code));
}

const isCountry = (code: string): boolean => {
	const country = taxCountry(code);
	return country !== undefined && code !== 'ec' && code !== 'eu' && NAMES.of(country) !== country;
};

/**
 * @returns undefined when the code cannot be the one; otherwise more is better, and zero says that nothing speaks for it
 */
export function scoreOf(code: LedgerTaxCodeDetail, situation: Situation): number | undefined {
	const name = code.name.toLowerCase();
	const { law, untaxed } = situation;
	const fits = WORDS[law].test(name);
	if (NAMED.has(law) && !fits) return undefined;
	if (law === 'domestic' && SPECIAL.test(name)) return undefined;
	if (law !== 'domestic' && law !== 'marketplace' && law !== 'noSale' && !fits && SPECIAL.test(name)) {
		return undefined;
	}
	if (namesOtherPlace(name, situation)) return undefined;
	let score = fits ? 4 : 0;
	const province = PROVINCES[situation.region?.toLowerCase() ?? ''];
	if (placeWords(situation).some((word) => hasWord(name, word))) score += 3;
	if (province !== undefined && name.includes(province)) score += 3;
	if (untaxed !== undefined) score += name.includes(untaxed) ? 4 : -2;
	// what is exported from abroad is zero-rated, not exempt, where only those two are to choose from
	if (law === 'export' && /zero/.test(name)) score += 2;
	return score;
}
