/** How well a tax code of the ledger fits a situation, by what the ledger says it is for, and by the words of its name: rates alone do not tell codes of one rate apart. */
import type { LedgerTaxCodeDetail } from '../../ledger/connector';
import {
	CODE_WORDS,
	folded,
	lawsReported,
	SPECIAL_WORDS,
	UNTAXED_WORDS,
	wordsPattern,
} from '../data/codeWords';
import { taxCountry } from '../taxPlace';
import type { Law, Situation } from './situations';

const LAWS = Object.keys(CODE_WORDS) as Law[];
const PATTERNS = new Map(LAWS.map((law) => [law, wordsPattern(CODE_WORDS[law])]));

/** Whether a name has words of a law. "IOSS" is no "OSS". */
const fitsLaw = (name: string, law: Law): boolean => PATTERNS.get(law)?.test(name) === true;

const SPECIAL = wordsPattern(SPECIAL_WORDS);
const SPECIAL_LAWS: readonly Law[] = ['oss', 'ioss', 'reverseCharge', 'export'];

/** Whether a name says that a code is for something else than a sale at home. */
const isSpecial = (name: string): boolean =>
	SPECIAL.test(name) || SPECIAL_LAWS.some((law) => fitsLaw(name, law)) || fitsLaw(name, 'marketplace');

const UNTAXED = {
	zero: wordsPattern(UNTAXED_WORDS.zero),
	exempt: wordsPattern(UNTAXED_WORDS.exempt),
};

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

/** Laws that any code of the country may be for, where the ledger calls it a sale at home. */
const AT_HOME: ReadonlySet<Law> = new Set(['domestic', 'exempt', 'otherState', 'export']);

/** Whether what the ledger itself says rules a code out: its name may say more than that it is a sale at home, but no other law. */
function isRuledOut(laws: readonly Law[] | undefined, { law }: Situation, named: boolean): boolean {
	if (laws === undefined || laws.includes(law)) return false;
	return !(laws.includes('domestic') && (named || AT_HOME.has(law)));
}

/**
 * @returns undefined when the code cannot be the one; otherwise more is better, and zero says that nothing speaks for it
 */
export function scoreOf(code: LedgerTaxCodeDetail, situation: Situation): number | undefined {
	const name = folded(code.name);
	const { law, untaxed } = situation;
	const laws = lawsReported(code.reportedAs);
	const named = fitsLaw(name, law);
	const reported = laws?.includes(law) === true;
	if (isRuledOut(laws, situation, named)) return undefined;
	const fits = named || reported;
	if (NAMED.has(law) && !fits) return undefined;
	if (law === 'domestic' && isSpecial(name)) return undefined;
	if (law !== 'domestic' && law !== 'marketplace' && law !== 'noSale' && !fits && isSpecial(name)) {
		return undefined;
	}
	if (namesOtherPlace(name, situation)) return undefined;
	let score = fits ? 4 : 0;
	if (reported) score += 1;
	const province = PROVINCES[situation.region?.toLowerCase() ?? ''];
	if (placeWords(situation).some((word) => hasWord(name, word))) score += 3;
	if (province !== undefined && name.includes(province)) score += 3;
	if (untaxed !== undefined) score += UNTAXED[untaxed].test(name) ? 4 : -2;
	// what is exported from abroad is zero-rated, not exempt, where only those two are to choose from
	if (law === 'export' && UNTAXED.zero.test(name)) score += 2;
	return score;
}
